import { shown } from '../file-refusal.ts'
import { FileFault } from '../unpack.ts'
import { plainHeader } from './form.ts'

/** Networks and their core partners with days (ePCN.xlsx, Organisation Data Service): sheets PCNDetails and PCN Core Partner Details. */
export interface WorkbookForm { kind: 'workbook'; dataSet: 'network-register'; called: string }

export const networkRegister: WorkbookForm = { kind: 'workbook', dataSet: 'network-register', called: 'the register of networks (ePCN.xlsx)' }

export interface NetworkRow { network_code: string; network_name: string; sub_icb_code: string | null; practice_code: string | null; from_day: string | null; to_day: string | null }

interface Sheet { sheet: string; data: unknown[][] }

const wanted = {
  networks: { sheet: 'PCNDetails', columns: { network_code: ['PCN Code'], network_name: ['PCN Name'], sub_icb_code: ['Current Sub ICB Loc Code', 'Sub ICB Loc Code', 'Current CCG Code', 'CCG Code'], from_day: ['Open Date'], to_day: ['Close Date'] } },
  partners: {
    sheet: 'PCN Core Partner Details',
    columns: {
      practice_code: ['Partner Organisation Code'], network_code: ['PCN Code'], network_name: ['PCN Name'], sub_icb_code: ['PCN Parent Sub ICB Loc Code', 'PCN Parent CCG Code'],
      from_day: ['Practice to PCN Relationship Start Date'], to_day: ['Practice to PCN Relationship End Date'],
    },
  },
} as const

/** Does a workbook's list of sheets name one of ours? */
export function hasNetworkSheets(workbookXml: string): boolean {
  const names = [...workbookXml.matchAll(/<sheet\b[^>]*\bname="([^"]*)"/g)].map(match => plainHeader(match[1]!))
  return names.some(name => name === plainHeader(wanted.networks.sheet) || name === plainHeader(wanted.partners.sheet))
}

/**
 * Reads the workbook: a row for each network (practice_code null, its own days) and one for each practice's time in a network.
 * Headers are found by their letters, wherever the line breaks fall. Refuses (throws FileFault) by sheet, row and column.
 */
export async function readNetworkRegister(onDisc: string): Promise<NetworkRow[]> {
  const { default: readWorkbook } = await import('read-excel-file/node')
  let sheets: Sheet[]
  try { sheets = await readWorkbook(onDisc) as Sheet[] } catch (error) {
    throw new FileFault({ code: 'damaged-workbook', expected: 'a whole Excel workbook', found: `one that is cut short or damaged (${error instanceof Error ? error.message : String(error)})` })
  }
  return [...readSheet(sheets, 'networks'), ...readSheet(sheets, 'partners')]
}

function readSheet(sheets: Sheet[], which: keyof typeof wanted): NetworkRow[] {
  const { sheet: called, columns } = wanted[which]
  const sheet = sheets.find(candidate => plainHeader(candidate.sheet) === plainHeader(called))
  if (!sheet) throw new FileFault({ code: 'missing-sheet', expected: `a sheet called ${called}`, found: sheets.map(candidate => candidate.sheet).join(', ') })
  const needed = Object.entries(columns) as [keyof NetworkRow, readonly string[]][]
  const isHeader = (row: unknown[]) => row.filter(cell => needed.some(([, headers]) => headers.some(header => plainHeader(header) === plainHeader(textOf(cell))))).length >= 3
  const headerAt = sheet.data.slice(0, 20).findIndex(isHeader)
  if (headerAt < 0) throw new FileFault({ code: 'missing-column', sheet: called, line: 1, expected: `headers ${needed.map(([, headers]) => headers[0]).join(', ')}`, found: 'none of them' })
  const header = sheet.data[headerAt]!.map(cell => plainHeader(textOf(cell)))
  const places = needed.map(([as, headers]) => {
    const place = headers.map(name => header.indexOf(plainHeader(name))).find(index => index >= 0)
    if (place === undefined) throw new FileFault({ code: 'missing-column', sheet: called, line: headerAt + 1, column: headers[0]!, expected: 'a column of this name', found: 'none' })
    return { as, place, header: headers[0]! }
  })
  const rows: NetworkRow[] = []
  sheet.data.slice(headerAt + 1).forEach((cells, i) => {
    if (cells.every(cell => textOf(cell) === '')) return
    const row: NetworkRow = { network_code: '', network_name: '', sub_icb_code: null, practice_code: null, from_day: null, to_day: null }
    for (const { as, place, header: column } of places) {
      const text = textOf(cells[place])
      const fault = faultIn(as, text)
      if (fault) throw new FileFault({ code: 'bad-value', sheet: called, line: headerAt + 2 + i, column, expected: fault, found: shown(text) })
      const value = as === 'from_day' || as === 'to_day' ? text.replace(/^(\d{4})(\d{2})(\d{2})$/, '$1-$2-$3') : text
      Object.assign(row, { [as]: value === '' ? (as === 'network_name' ? '' : null) : value })
    }
    rows.push(row)
  })
  if (rows.length === 0) throw new FileFault({ code: 'no-rows', sheet: called, expected: 'at least one row', found: 'none' })
  return rows
}

/** What was expected, when the text is not it; null when it is. */
function faultIn(as: keyof NetworkRow, text: string): string | null {
  if (as === 'network_code') return /^[A-Z][A-Z0-9]{2,7}$/.test(text) ? null : 'a network code such as U89141'
  if (as === 'practice_code') return /^[A-Z][A-Z0-9]{2,7}$/.test(text) ? null : 'a practice code such as L85001'
  if (as === 'network_name') return text !== '' && text.length <= 300 ? null : 'a name of 1 to 300 characters'
  if (as === 'sub_icb_code') return /^[A-Za-z0-9]{0,12}$/.test(text) ? null : 'a code of 1 to 12 letters and digits, or nothing'
  if (text === '' && as === 'to_day') return null
  const match = /^((?:19|20)\d{2})(\d{2})(\d{2})$/.exec(text)
  const isDay = match !== null && Number(match[2]) >= 1 && Number(match[2]) <= 12 && Number(match[3]) >= 1 && Number(match[3]) <= new Date(Date.UTC(Number(match[1]), Number(match[2]), 0)).getUTCDate()
  return isDay ? null : as === 'to_day' ? 'a day as YYYYMMDD, or nothing' : 'a day as YYYYMMDD'
}

/** A cell as text: numbers as written, dates as YYYYMMDD. */
function textOf(cell: unknown): string {
  if (cell === null || cell === undefined) return ''
  if (cell instanceof Date) return cell.toISOString().slice(0, 10).replaceAll('-', '')
  return String(cell).trim()
}
