import type { Day } from '#domain/words.ts'
import type { SmallAreaVintage } from '#domain/position/release.ts'
import { dayFromText } from './day.ts'
import { sqlText, type Duck } from './duck.ts'
import { shown } from './file-refusal.ts'
import { plainHeader, type Column, type TableForm } from './parse/form.ts'
import { longestLine, structureOf } from './text.ts'
import { FileFault } from './unpack.ts'

/** What was found in a comma-separated file; its rows are in the Parquet file. */
export interface TableReading {
  rowsRead: number
  /** The day the lines themselves give; null where the form has none. */
  day: Day | null
  vintage: SmallAreaVintage | null
  unknownCodes: { code: string; rows: number }[]
}

/** Share of the rows of a list, map or flow file that may name practice codes unknown to the register. */
export const unknownShare = 0.05

/**
 * Reads one unpacked UTF-8 file of a known form, checks every line, and writes its rows to `out` as Parquet.
 * DuckDB copies the columns we read to Parquet as text, which it does as fast as it reads; every check then runs on that, and the first
 * bad row's line is looked for only when there is one. Refuses (throws FileFault) by line and column.
 *
 * @param path the unpacked file; `scratch` a path of ours that may be overwritten and is left for the caller to remove
 * @param registers Parquet files whose `code` columns are every practice code we know; empty: no code counts as unknown
 */
export async function readTable(duck: Duck, form: TableForm, header: string[] | null, path: string, scratch: string, out: string, registers: string[]): Promise<TableReading> {
  const width = header?.length ?? form.columnsWithoutHeader!
  const columns = placed(form, header)
  await stage(duck, columns, path, scratch, width, header !== null)
  const place = { path, width, headerRows: header === null ? 0 : 1 }
  await duck.run(`create or replace temp view staged as select *, file_row_number as row from read_parquet(${sqlText(scratch)}, file_row_number = true)`)

  const { rowsRead, day } = await checkRows(duck, form, columns, place)
  const unknownCodes = registers.length === 0 || !form.practices ? [] : await codesUnknown(duck, form, registers, rowsRead, place)
  const vintage = await vintageOf(duck, form, columns)
  await makeTotals(duck, form)
  await duck.run(`copy (${form.select.replaceAll('$vintage', vintage === null ? 'null' : sqlText(vintage))}) to ${sqlText(out)} (format parquet, compression zstd)`)
  return { rowsRead, day, vintage, unknownCodes }
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

async function stage(duck: Duck, columns: PlacedColumn[], path: string, scratch: string, width: number, hasHeader: boolean): Promise<void> {
  const names = Array.from({ length: width }, (_, i) => `'c${i}': 'VARCHAR'`).join(', ')
  const picked = columns.map(column => `${column.index === null ? `''` : `coalesce(trim(c${column.index}), '')`} as "${column.as}"`).join(', ')
  const csv = `read_csv(${sqlText(path)}, auto_detect = false, header = ${hasHeader}, delim = ',', quote = '"', escape = '"', columns = {${names}}, strict_mode = true, null_padding = false, ignore_errors = false, max_line_size = ${longestLine * 2})`
  try {
    await duck.run(`copy (select ${picked} from ${csv}) to ${sqlText(scratch)} (format parquet, compression uncompressed)`)
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error)
    // Ours, not the file's: no room, no memory, a lost folder.
    if (!/CSV|quote|line size|utf-?8|Sniff/i.test(said)) throw error
    const { fault } = await structureOf(path, width)
    if (fault) throw new FileFault({ code: 'wrong-columns', ...fault })
    const line = /Line: (\d+)/.exec(said)?.[1]
    throw new FileFault({ code: 'wrong-columns', line: line === undefined ? null : Number(line), expected: `${width} columns parted by commas`, found: 'a line that cannot be read as that' })
  }
}

/** Runs every check of the form in one pass and points at the first bad row. */
async function checkRows(duck: Duck, form: TableForm, columns: PlacedColumn[], place: Place): Promise<{ rowsRead: number; day: Day | null }> {
  const dayText = form.day === undefined ? null : (await duck.rows<{ day: string }>(`select "${form.day}" as day from staged where row = 0`))[0]?.day ?? null
  const good = (column: PlacedColumn) => (column.as === form.day && dayText !== null ? `"${column.as}" = ${sqlText(dayText)}` : column.good)
  const bad = columns.map((column, i) => `min(row) filter (not coalesce(${good(column)}, false))::integer as bad${i}`)
  const [found] = await duck.rows<{ [bad: string]: number | null }>(`select count(*)::integer as "all", ${bad.join(', ')} from staged`)
  const rowsRead = found?.['all'] ?? 0
  if (rowsRead === 0) throw new FileFault({ code: 'no-rows', line: 1, expected: `at least one line of ${form.called}`, found: 'none' })

  const day = dayText === null ? null : dayFromText(dayText)
  if (dayText !== null && day === null) {
    const column = columns.find(candidate => candidate.as === form.day)!
    throw new FileFault({ code: 'bad-value', line: await lineOf(place, 0), column: column.written, expected: 'a day such as 01JAN2026', found: shown(dayText) })
  }
  const first = columns.map((column, i) => ({ column, row: found?.[`bad${i}`] ?? null })).filter(({ row }) => row !== null).sort((a, b) => a.row! - b.row!)[0]
  if (first) {
    const [row] = await duck.rows<{ text: string }>(`select "${first.column.as}" as text from staged where row = ${first.row!}`)
    const expected = first.column.as === form.day ? `the same day on every line, ${dayText}` : first.column.expects
    throw new FileFault({ code: 'bad-value', line: await lineOf(place, first.row!), column: first.column.written, expected, found: shown(row?.text ?? '') })
  }
  await checkOnce(duck, form, columns, place)
  if (form.needs) {
    const [needed] = await duck.rows<{ is: boolean }>(`select exists (select 1 from staged where ${form.needs.where}) as "is"`)
    if (!needed?.is) throw new FileFault({ code: 'not-the-whole', expected: form.needs.expects, found: form.needs.found })
  }
  return { rowsRead, day }
}

async function checkOnce(duck: Duck, form: TableForm, columns: PlacedColumn[], place: Place): Promise<void> {
  if (!form.unique) return
  const { columns: keys, says, where = 'true' } = form.unique
  // Counting distinct fingerprints is several times as fast as grouping; only a shortfall is looked into.
  const [counted] = await duck.rows<{ all: number; different: number }>(`select count(*)::integer as "all", count(distinct hash(${keys.join(', ')}))::integer as different from staged where ${where}`)
  if (!counted || counted.all === counted.different) return
  const [again] = await duck.rows<{ row: number; text: string }>(`
    select row::integer as row, concat_ws(' ', ${keys.join(', ')}) as text from staged where ${where} qualify row_number() over (partition by ${keys.join(', ')} order by row) = 2 order by row limit 1`)
  if (!again) return
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

async function vintageOf(duck: Duck, form: TableForm, columns: PlacedColumn[]): Promise<SmallAreaVintage | null> {
  const { vintage } = form
  if (!vintage) return null
  if ('column' in vintage) return vintage.read(columns.find(column => column.as === vintage.column)!.written)
  const [found] = await duck.rows<{ vintage: SmallAreaVintage }>(vintage.sql)
  return found?.vintage ?? null
}

/** Where men and women stand apart, one row a key: the total where it is given, else the sum; a part not given makes the sum not given. */
async function makeTotals(duck: Duck, form: TableForm): Promise<void> {
  if (!form.totals) return
  const { keys, isTotal } = form.totals
  const [found] = await duck.rows<{ whole: boolean }>(`select bool_and(${isTotal}) as whole from staged`)
  if (found?.whole) return duck.run('create or replace temp view totals as select * from staged')
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
