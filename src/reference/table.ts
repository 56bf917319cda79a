import { open } from 'node:fs/promises'
import type { Day } from '#domain/words.ts'
import type { SmallAreaVintage } from '#domain/position/release.ts'
import { dayFromText } from './day.ts'
import { sqlText, type Duck } from './duck.ts'
import { shown } from './file-refusal.ts'
import { plainHeader, type Column, type TableForm } from './parse/form.ts'
import { longestLine, recordsOf, structureOf } from './text.ts'
import { FileFault } from './unpack.ts'

/** What was found in a comma-separated file; its rows are in the Parquet file. */
export interface TableReading {
  rowsRead: number
  /** The day the lines themselves give, of several the last; null where they give none. */
  day: Day | null
  vintage: SmallAreaVintage | null
  unknownCodes: { code: string; rows: number }[]
}

/** Share of the rows of a list, map or flow file that may name practice codes unknown to the register. */
export const unknownShare = 0.05

/**
 * Reads one unpacked UTF-8 file of a known form, checks every line, and writes its rows to `out` as Parquet.
 * DuckDB copies the columns we read to Parquet as text, which it does as fast as it reads; every check then runs on that, and the first
 * bad row's line is looked for only when there is one. Columns that say the same on every line are compared with the first and not copied;
 * where that does not hold, or anything else is amiss, the file is copied again in full and trimmed, and judged by that.
 * Refuses (throws FileFault) by line and column.
 *
 * @param path the unpacked file; `scratch` a path of ours that may be overwritten and is left for the caller to remove
 * @param registers Parquet files whose `code` columns are every practice code we know; empty: no code counts as unknown
 */
export async function readTable(duck: Duck, form: TableForm, header: string[] | null, path: string, scratch: string, out: string, registers: string[]): Promise<TableReading> {
  const place: Place = { path, width: header?.length ?? form.columnsWithoutHeader!, headerRows: header === null ? 0 : 1 }
  const columns = placed(form, header)
  const first = await firstRow(place)
  if (first === null) throw new FileFault({ code: 'no-rows', line: 1, expected: `at least one line of ${form.called}`, found: 'none' })
  const quick = await readQuickly(duck, form, columns, place, first, out, registers)
  if (quick) return quick
  await stageQuickly(duck, columns, place, scratch, first)
  let facts = await factsOf(duck, form, columns, dayText(form, columns, first))
  if (!facts.isAllWell) {
    await stageInFull(duck, columns, place, scratch)
    facts = await factsOf(duck, form, columns, dayText(form, columns, first))
  }
  const day = await judge(duck, form, columns, place, facts, dayText(form, columns, first)) ?? await lastDay(duck, form)
  const unknownCodes = registers.length === 0 || !form.practices ? [] : await codesUnknown(duck, form, registers, facts.rows, place)
  const vintage = form.vintage && 'column' in form.vintage ? vintageOfHeader(form, columns) : facts.vintage
  await makeTotals(duck, form, facts.isTotals, columns, place)
  await duck.run(`copy (${form.select.replaceAll('$vintage', vintage === null ? 'null' : sqlText(vintage))}) to ${sqlText(out)} (format parquet, compression zstd)`)
  return { rowsRead: facts.rows, day, vintage, unknownCodes }
}

interface PlacedColumn extends Column { index: number | null; /** As the file writes it, for messages. */ written: string }

interface Place { path: string; width: number; headerRows: number }

function placed(form: TableForm, header: string[] | null): PlacedColumn[] {
  const found = header?.map(plainHeader)
  return form.columns.map(column => {
    if (!found) return { ...column, index: column.position! - 1, written: column.headers[0]! }
    const index = column.headers.map(name => found.indexOf(plainHeader(name))).find(at => at >= 0) ?? null
    return { ...column, index, written: index === null ? column.headers[0]! : header![index]!.trim() }
  })
}

/** The first row's fields as written, or null when there is none. */
async function firstRow(place: Place): Promise<string[] | null> {
  const handle = await open(place.path, 'r')
  try {
    const buffer = Buffer.alloc(1 << 18)
    const { bytesRead } = await handle.read(buffer, 0, buffer.length, 0)
    let skip = place.headerRows
    for (const record of recordsOf(buffer.toString('utf8', 0, bytesRead))) if (skip-- === 0) return record.fields
    return null
  } finally { await handle.close() }
}

/** As it is, the columns that usually say the same being one flag. */
async function stageQuickly(duck: Duck, columns: PlacedColumn[], place: Place, scratch: string, first: string[]): Promise<void> {
  const constant = columns.filter(column => column.index === null || column.isUsuallyTheSame === true)
  const picked = (csv: string) => `select * exclude (${constant.map(column => `"${column.as}"`).join(', ')}) from (select ${pickQuickly(columns, first)} from ${csv})`
  await copyFrom(duck, csv => (constant.length > 0 ? picked(csv) : `select ${pickQuickly(columns, first)} from ${csv}`), place, scratch, 'uncompressed')
  const constants = constant.map(column => `${sqlText(column.index === null ? '' : (first[column.index] ?? '').trim())} as "${column.as}"`)
  await duck.run(`create or replace temp view staged as select ${['*', ...constants].join(', ')}, file_row_number as row from read_parquet(${sqlText(scratch)}, file_row_number = true)`)
}

/** Every column, trimmed. */
async function stageInFull(duck: Duck, columns: PlacedColumn[], place: Place, scratch: string): Promise<void> {
  await copyFrom(duck, csv => `select ${columns.map(column => `${column.index === null ? `''` : `trim(c${column.index})`} as "${column.as}"`).join(', ')} from ${csv}`, place, scratch, 'uncompressed')
  await duck.run(`create or replace temp view staged as select *, true as same, file_row_number as row from read_parquet(${sqlText(scratch)}, file_row_number = true)`)
}

/** One pass from text to the final rows, for a form that offers it and a file with nothing amiss; null: read it the slower way, which says what is amiss. */
async function readQuickly(duck: Duck, form: TableForm, columns: PlacedColumn[], place: Place, first: string[], out: string, registers: string[]): Promise<TableReading | null> {
  const { quick } = form
  const dayWritten = dayText(form, columns, first)
  const day = dayWritten === null ? null : dayFromText(dayWritten)
  if (!quick || (dayWritten !== null && day === null)) return null
  await copyFrom(duck, csv => `with raw as (select ${pickQuickly(columns, first)} from ${csv}) ${quick.select}`, place, out, 'zstd')
  await duck.run(`create or replace temp view staged as select *, file_row_number as row from read_parquet(${sqlText(out)}, file_row_number = true)`)
  const [found] = await duck.rows<{ all: number; good: boolean; vintage: SmallAreaVintage }>(`select count(*)::integer as "all", coalesce(${quick.isGood}, false) as good, ${quick.vintage} as vintage from staged`)
  if (!found?.good || found.all === 0) return null
  const unknownCodes = registers.length === 0 || !form.practices ? [] : await codesUnknown(duck, form, registers, found.all, place)
  return { rowsRead: found.all, day, vintage: found.vintage, unknownCodes }
}

/** Columns by our names; those that usually say the same as the first line's text, with one flag for whether this line says so too. */
function pickQuickly(columns: PlacedColumn[], first: string[]): string {
  const isSame = (column: PlacedColumn) => column.index === null || column.isUsuallyTheSame === true
  const written = (column: PlacedColumn) => (column.index === null ? '' : first[column.index] ?? '')
  const same = columns.filter(column => column.index !== null && isSame(column)).map(column => `c${column.index} = ${sqlText(written(column))}`)
  return [...columns.map(column => (isSame(column) ? `${sqlText(written(column).trim())} as "${column.as}"` : `c${column.index} as "${column.as}"`)), `${same.join(' and ') || 'true'} as same`].join(', ')
}

/** Copies a query over the file's lines, as columns c0, c1 …, to Parquet. What DuckDB cannot read is refused by line. @param query given what to select from */
async function copyFrom(duck: Duck, query: (csv: string) => string, place: Place, to: string, compression: 'zstd' | 'uncompressed'): Promise<void> {
  const names = Array.from({ length: place.width }, (_, i) => `c${i}`)
  const csv = `read_csv(${sqlText(place.path)}, auto_detect = false, header = ${place.headerRows === 1}, delim = ',', quote = '"', escape = '"', columns = {${names.map(name => `${name}: 'VARCHAR'`).join(', ')}},
    force_not_null = [${names.map(sqlText).join(', ')}], strict_mode = true, null_padding = false, ignore_errors = false, max_line_size = ${longestLine * 2})`
  try {
    await duck.run(`copy (${query(csv)}) to ${sqlText(to)} (format parquet, compression ${compression})`)
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error)
    // Ours, not the file's: no room, no memory, a lost folder.
    if (!/CSV|quote|line size|utf-?8|Sniff/i.test(said)) throw error
    const { fault } = await structureOf(place.path, place.width)
    if (fault) throw new FileFault({ code: 'wrong-columns', ...fault })
    const line = /Line: (\d+)/.exec(said)?.[1]
    throw new FileFault({ code: 'wrong-columns', line: line === undefined ? null : Number(line), expected: `${place.width} columns parted by commas`, found: 'a line that cannot be read as that' })
  }
}

/** What one pass over the staged rows tells: how many there are, and the first row that is not good for each column. */
interface Facts { rows: number; firstBad: (number | null)[]; isOnce: boolean; isTotals: boolean; isNeededThere: boolean; vintage: SmallAreaVintage | null; isAllWell: boolean }

async function factsOf(duck: Duck, form: TableForm, columns: PlacedColumn[], day: string | null): Promise<Facts> {
  const good = (column: PlacedColumn) => (column.as === form.day && day !== null ? `"${column.as}" = ${sqlText(day)}` : column.good)
  const { unique, totals, needs, vintage } = form
  const where = unique?.where ?? 'true'
  const [found] = await duck.rows<{ [fact: string]: number | boolean | string | null }>(`select count(*)::integer as "all", coalesce(bool_and(same), true) as same,
      ${columns.map((column, i) => `min(row) filter (not coalesce(${good(column)}, false))::integer as bad${i}`).join(', ')},
      ${unique ? `count(distinct hash(${unique.columns.join(', ')})) filter (${where}) = count(*) filter (${where})` : 'true'} as once,
      ${totals ? `coalesce(bool_and(${totals.isTotal}), true)` : 'true'} as totals, ${needs ? `coalesce(${needs.holds}, false)` : 'true'} as needed,
      ${vintage && 'sql' in vintage ? vintage.sql : 'null::varchar'} as vintage from staged`)
  if (!found) throw new Error('invariant broken: a query of aggregates gives a row')
  const firstBad = columns.map((_, i) => found[`bad${i}`] as number | null)
  const facts = { rows: found['all'] as number, firstBad, isOnce: found['once'] === true, isTotals: found['totals'] === true, isNeededThere: found['needed'] === true, vintage: found['vintage'] as SmallAreaVintage | null }
  return { ...facts, isAllWell: found['same'] === true && facts.isOnce && facts.isNeededThere && firstBad.every(row => row === null) }
}

function dayText(form: TableForm, columns: PlacedColumn[], first: string[]): string | null {
  const column = columns.find(candidate => candidate.as === form.day)
  return column === undefined ? null : (first[column.index!] ?? '').trim()
}

/** Points at the first bad row, if there is one; gives the day that the lines tell. */
async function judge(duck: Duck, form: TableForm, columns: PlacedColumn[], place: Place, facts: Facts, dayWritten: string | null): Promise<Day | null> {
  const day = dayWritten === null ? null : dayFromText(dayWritten)
  if (dayWritten !== null && day === null) {
    const column = columns.find(candidate => candidate.as === form.day)!
    throw new FileFault({ code: 'bad-value', line: await lineOf(place, 0), column: column.written, expected: 'a day such as 01JAN2026', found: shown(dayWritten) })
  }
  if (facts.rows === 0) throw new FileFault({ code: 'no-rows', line: 1, expected: `at least one line of ${form.called}`, found: 'none that can be read' })
  const first = columns.map((column, i) => ({ column, row: facts.firstBad[i] ?? null })).filter(({ row }) => row !== null).sort((a, b) => a.row! - b.row!)[0]
  if (first) {
    const [row] = await duck.rows<{ text: string }>(`select "${first.column.as}" as text from staged where row = ${first.row!}`)
    const expected = first.column.as === form.day ? `the same day on every line, ${dayWritten}` : first.column.expects
    throw new FileFault({ code: 'bad-value', line: await lineOf(place, first.row!), column: first.column.written, expected, found: shown(row?.text ?? '') })
  }
  if (!facts.isOnce) await findTwice(duck, form.unique!, columns, place)
  if (!facts.isNeededThere) throw new FileFault({ code: 'not-the-whole', expected: form.needs!.expects, found: form.needs!.found })
  return day
}

async function lastDay(duck: Duck, form: TableForm): Promise<Day | null> {
  if (!form.lastDay) return null
  const [found] = await duck.rows<{ day: Day | null }>(`select ${form.lastDay.sql} as day from staged`)
  return found?.day ?? null
}

/** Whether the lines of a file give their own day. */
export function tellsDay(form: TableForm, header: string[] | null): boolean {
  const { day, lastDay } = form
  return day !== undefined || (lastDay !== undefined && placed(form, header).some(column => column.as === lastDay.column && column.index !== null))
}

async function findTwice(duck: Duck, unique: NonNullable<TableForm['unique']>, columns: PlacedColumn[], place: Place): Promise<void> {
  const { columns: keys, says, where = 'true' } = unique
  const [again] = await duck.rows<{ row: number; text: string }>(`
    select row::integer as row, concat_ws(' ', ${keys.join(', ')}) as text from staged where ${where} qualify row_number() over (partition by ${keys.join(', ')} order by row) = 2 order by row limit 1`)
  if (!again) return // two different rows had one fingerprint: nothing is given twice
  const column = columns.find(candidate => keys.some(key => key === candidate.as || key.includes(`(${candidate.as})`)))
  throw new FileFault({ code: 'given-twice', line: await lineOf(place, again.row), column: column?.written ?? null, expected: says, found: `${shown(again.text)} again` })
}

/** Practice codes that no register knows, with how many rows name each; refuses when they are too many to be an oversight. */
async function codesUnknown(duck: Duck, form: TableForm, registers: string[], rowsRead: number, place: Place): Promise<{ code: string; rows: number }[]> {
  const { column, where = 'true', refusedAbove5Percent } = form.practices!
  const known = `select code from read_parquet([${registers.map(sqlText).join(', ')}], union_by_name = true)`
  const unknown = await duck.rows<{ code: string; rows: number; first: number }>(`
    select "${column}" as code, count(*)::integer as rows, min(row)::integer as first from staged
    where ${where} and "${column}" not in (${known}) group by 1 order by 1`)
  const rows = unknown.reduce((sum, each) => sum + each.rows, 0)
  const [judged] = where === 'true' ? [{ all: rowsRead }] : await duck.rows<{ all: number }>(`select count(*)::integer as "all" from staged where ${where}`)
  const all = judged?.all ?? rowsRead
  if (refusedAbove5Percent && rows > all * unknownShare) {
    const first = unknown.reduce((a, b) => (b.first < a.first ? b : a))
    const written = form.columns.find(candidate => candidate.as === column)!.headers[0]!
    throw new FileFault({
      code: 'too-many-unknown-codes', line: await lineOf(place, first.first), column: written, expected: `practice codes that the register of practices knows, on at least 95 of 100 rows`,
      found: `${rows.toLocaleString('en-GB')} of ${all.toLocaleString('en-GB')} rows with codes it does not know, ${shown(first.code)} the first`,
    })
  }
  return unknown.map(({ code, rows: count }) => ({ code, rows: count }))
}

function vintageOfHeader(form: TableForm, columns: PlacedColumn[]): SmallAreaVintage | null {
  const { vintage } = form
  return vintage && 'column' in vintage ? vintage.read(columns.find(column => column.as === vintage.column)!.written) : null
}

/** Where men and women stand apart, one row a key: the total where it is given, else the sum; a part not given makes the sum not given. */
async function makeTotals(duck: Duck, form: TableForm, isTotals: boolean, columns: PlacedColumn[], place: Place): Promise<void> {
  if (!form.totals) return
  const { keys, isTotal } = form.totals
  if (isTotals) return duck.run('create or replace temp view totals as select * from staged')
  if (form.totals.isForEveryKey) {
    const [apart] = await duck.rows<{ row: number | null }>(`select min(row)::integer as row from (select min(row) as row, bool_or(${isTotal}) as has from staged group by ${keys.join(', ')}) where not has and (select bool_or(${isTotal}) from staged)`)
    if (apart && apart.row !== null) throw new FileFault({ code: 'not-the-whole', line: await lineOf(place, apart.row), column: columns.find(column => column.as === 'sex')!.written, expected: 'a line for all patients beside those for men and women, as elsewhere in this file', found: 'none' })
  }
  const isNumber = `try_cast(patients as integer) is not null`
  await duck.run(`create or replace temp view totals as select ${keys.join(', ')}, case
      when bool_or(${isTotal}) then max(patients) filter (${isTotal})
      when bool_and(${isNumber}) then sum(try_cast(patients as integer))::varchar
      else max(patients) filter (not (${isNumber})) end as patients
    from staged group by all`)
}

async function lineOf(place: Place, row: number): Promise<number | null> {
  return (await structureOf(place.path, place.width, row + place.headerRows)).lineOf
}
