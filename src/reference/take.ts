import path from 'node:path'
import type { Day, World } from '#domain/words.ts'
import type { DataSet, SmallAreaVintage } from '#domain/position/release.ts'
import { dayFromName } from './day.ts'
import { sqlText, type Duck } from './duck.ts'
import { refuseFile, type FileRefusal } from './file-refusal.ts'
import { forms } from './forms.ts'
import { readBoundaries } from './parse/boundaries.ts'
import { readNetworkRegister } from './parse/network-register.ts'
import { recognise, type Recognised } from './recognise.ts'
import { readTable, tellsDay } from './table.ts'
import { limits, packedFiles, reading, tryWholeZip, unpackBytes, unpackText, type Packed, type UnpackLimits } from './unpack.ts'

/** The published register of networks unpacks to 5 MB; the reader of workbooks holds all of one in memory, several times over. */
const workbookBytes = 64 * 1024 ** 2

/** A published file found and recognised, not yet read. */
export interface Found {
  /** For the reader. */
  file: string
  packed: Packed
  recognised: Recognised
}

/** What looking at one path on disc gave: files recognised, files of no form we know, or a refusal. */
export type Look = { file: string; found: Found } | { file: string; found: null } | FileRefusal

/** Data sets whose figures are true of a day, without which they mean nothing. Places may be undated. */
const dated: ReadonlySet<DataSet> = new Set<DataSet>(['list-sizes', 'ages', 'map', 'small-area-flows', 'practice-register', 'network-register', 'successors', 'branches', 'payments', 'prevalence', 'suppliers', 'workforce'])

/**
 * Opens what lies at `onDisc` (a file, or an archive of several) and recognises each by its content.
 *
 * @param file name for the reader
 * @param names names that may tell the day, nearest first: the file's own, then its folders'
 */
export async function look(onDisc: string, file: string, names: string[], cap: UnpackLimits = limits): Promise<Look[]> {
  const opened = await reading(file, () => packedFiles(onDisc, file, names, cap))
  if ('refused' in opened) return [opened]
  const looks: Look[] = []
  for (const packed of opened) {
    const recognised = await reading(packed.file, () => recognise(packed))
    if (recognised === null) looks.push({ file: packed.file, found: null })
    else if ('refused' in recognised) looks.push(recognised)
    else looks.push({ file: packed.file, found: { file: packed.file, packed, recognised } })
  }
  return looks
}

/** Place of a file in the order files are taken: registers before the lists that name their codes. */
export function turnOf(found: Found): number {
  return forms.indexOf(found.recognised.form)
}

/**
 * The day a file is told to be true of from outside it: its names, else the day asked for. null for a form that tells its own, which is
 * known only once it is read, and where nobody says.
 */
export function dayFromOutside(found: Found, asAt: Day | null): Day | null {
  const { form, header } = found.recognised
  return form.kind === 'table' && tellsDay(form, header) ? null : dayNamed(found) ?? asAt
}

function dayNamed(found: Found): Day | null {
  const { form } = found.recognised
  const named = form.kind === 'table' ? form.named ?? dayFromName : dayFromName
  return found.packed.names.map(named).find(day => day !== null) ?? null
}

/** A published file read, checked and staged as Parquet; nothing is published yet. */
export interface Staged {
  dataSet: DataSet
  called: string
  day: Day | null
  /** Where the day came from, for the reader. */
  dayFrom: 'content' | 'name' | 'asked' | 'none'
  vintage: SmallAreaVintage | null
  rowsRead: number
  unknownCodes: { code: string; rows: number }[]
}

export interface TakeOptions {
  world: World
  /** The day to take where neither content nor names tell it. */
  asAt: Day | null
  /** Parquet files whose `code` columns together are every practice code we know. */
  registers: string[]
  /** A folder of the caller's, for what is unpacked; the caller removes it. */
  workshop: string
  onStep?: (step: 'unpacking' | 'checking') => void
}

/** Unpacks, checks and stages one file as `out`. A refusal names file, line and column; nothing outside the workshop and `out` is written. */
export async function take(duck: Duck, found: Found, out: string, options: TakeOptions): Promise<Staged | FileRefusal> {
  const { form } = found.recognised
  const named = dayNamed(found)
  const outcome = await reading(found.file, async (): Promise<Omit<Staged, 'called' | 'dataSet' | 'dayFrom'> & { contentDay: Day | null }> => {
    const unpacked = path.join(options.workshop, 'unpacked')
    options.onStep?.('unpacking')
    if (form.kind === 'workbook') {
      await unpackBytes(found.packed, unpacked)
      await tryWholeZip(unpacked, { ...limits, bytes: workbookBytes })
      options.onStep?.('checking')
      const rows = await readNetworkRegister(unpacked)
      await writeRows(duck, out, 'select * replace (from_day::date as from_day, to_day::date as to_day)', ['network_code', 'network_name', 'sub_icb_code', 'practice_code', 'from_day', 'to_day'], rows)
      return { contentDay: null, day: null, vintage: null, rowsRead: rows.length, unknownCodes: [] }
    }
    if (form.kind === 'boundaries') {
      await unpackBytes(found.packed, unpacked)
      options.onStep?.('checking')
      const { rows, vintage } = await readBoundaries(form, unpacked)
      const degrees = ['west', 'south', 'east', 'north'].map(side => `${side}::double as ${side}`).join(', ')
      await writeRows(duck, out, `select * replace (${degrees})`, ['code', 'name', 'geometry', 'west', 'south', 'east', 'north'], rows)
      return { contentDay: null, day: null, vintage, rowsRead: rows.length, unknownCodes: [] }
    }
    await unpackText(found.packed, unpacked, form.isEndOpen)
    options.onStep?.('checking')
    const read = await readTable(duck, form, found.recognised.header, unpacked, path.join(options.workshop, 'staged.parquet'), out, options.registers)
    return { ...read, contentDay: read.day }
  })
  if ('refused' in outcome) return outcome
  const day = outcome.contentDay ?? named ?? options.asAt
  const dayFrom = outcome.contentDay ? 'content' : named ? 'name' : day ? 'asked' : 'none'
  if (day === null && dated.has(form.dataSet)) return noDay(found)
  const vintage = outcome.vintage !== null && options.world === 'invented' ? 'invented' : outcome.vintage
  return { dataSet: form.dataSet, called: form.called, day, dayFrom, vintage, rowsRead: outcome.rowsRead, unknownCodes: outcome.unknownCodes }
}

function noDay(found: Found): FileRefusal {
  return refuseFile(found.file, { code: 'no-day', expected: `the day that ${found.recognised.form.called} is true of, in the file, its name or its folder's name, or given with --as-at`, found: 'none' })
}

/** Rows that were read by us rather than by DuckDB, as Parquet. */
async function writeRows<Row extends object>(duck: Duck, out: string, select: string, columns: (keyof Row & string)[], rows: Row[]): Promise<void> {
  await duck.run(`create or replace temp table given (${columns.map(column => `"${column}" varchar`).join(', ')})`)
  await duck.append('given', rows.map(row => columns.map(column => { const value: unknown = row[column]; return value === null || value === undefined ? null : String(value) })))
  await duck.run(`copy (${select} from given) to ${sqlText(out)} (format parquet, compression zstd)`)
  await duck.run('drop table given')
}
