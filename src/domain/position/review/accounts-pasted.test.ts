import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isRefusal } from '../../words.ts'
import { lineOf, plainWords, sideOf, type Side } from './accounts-lines.ts'
import { accountRowsOf, accountsPasted, choicesFor, linesKnown, profitChecks, withPlaced, type AccountRow, type AccountsReading } from './accounts-pasted.ts'
import { gridOfText } from './accounts-text.ts'
import { isNote, ODD, poundsOf, yearEndOf } from './accounts-written.ts'
import { accountLines, type AccountLine } from './questions/money.ts'

const folder = new URL('../../../../test/fixtures/accounts/', import.meta.url)
const textOf = (name: string): string => readFileSync(new URL(name, folder), 'utf8')
const byHand = JSON.parse(textOf('by-hand.json')) as Record<string, Record<string, { incomes: number; costs: number; lines: Record<string, number> }>>

function read(text: string): AccountsReading {
  const grid = gridOfText(text)
  if (isRefusal(grid)) throw new Error(grid.why)
  const reading = accountsPasted(grid)
  if (isRefusal(reading)) throw new Error(reading.why)
  return reading
}
const refused = (text: string) => {
  const grid = gridOfText(text), reading = isRefusal(grid) ? grid : accountsPasted(grid as string[][])
  return isRefusal(reading) ? { code: reading.code, line: reading.line, column: reading.column } : null
}
const sum = (rows: readonly AccountRow[], year: string, side: Side) => Math.round(rows.filter(row => row['year-ends'] === year && sideOf(row.line) === side).reduce((total, { pounds }) => total + pounds, 0) * 100) / 100

describe.each(Object.keys(byHand))('%s', name => {
  test('reads to the same lines and totals as by hand, each year', () => {
    const { rows, years } = read(textOf(name))
    expect(years).toEqual(Object.keys(byHand[name]!))
    for (const [year, { incomes, costs, lines }] of Object.entries(byHand[name]!)) {
      expect(Object.fromEntries(rows.filter(row => row['year-ends'] === year).map(({ line, pounds }) => [line, pounds]))).toEqual(lines)
      expect([sum(rows, year, 'income'), sum(rows, year, 'cost')]).toEqual([incomes, costs])
    }
  })

  test('agrees with its own totals and profit', () => {
    const { checks, profit } = read(textOf(name))
    expect(checks.filter(({ agrees }) => !agrees)).toEqual([])
    expect(profit).toHaveLength(Object.keys(byHand[name]!).length)
  })

  test('a figure changed by a pound more than rounding is found out', () => {
    const text = textOf(name), changed = text.replace(/(Global sum|GMS contract)(.*?)(\d)(\d\d)\b/, (_, words: string, between: string, last: string, rest: string) => `${words}${between}${(Number(last) + 1) % 10}${rest}`)
    expect(changed).not.toBe(text)
    expect(read(changed).checks.some(({ agrees }) => !agrees)).toBe(true)
  })
})

test('what is not understood is handed back with its figures, its side and its line', () => {
  const { unmatched, rows } = read(textOf('heron-gate.csv'))
  expect(unmatched.map(({ lineNumber, words, side, figures }) => [lineNumber, words, side, ...figures.map(({ pounds }) => pounds)])).toEqual([
    [6, 'GP uplift equalisation', 'income', 4100, 3950], [9, 'Refund, closed scheme', 'income', -1200, 0], [18, 'Aquarium upkeep', 'cost', 480, 455],
  ])
  expect(rows.some(({ line }) => line === 'other-income' || line === 'other-cost')).toBe(false)
})

test('a column of a budget is left out, and said so', () => {
  const { years, checks } = read(textOf('heron-gate.csv'))
  expect(years).toEqual(['2025-03-31', '2024-03-31'])
  expect(checks.map(({ says }) => says).join('\n')).toContain('Column E (“Budget 2026”) is left out')
})

test('once it is placed, incomes less costs are the stated profit', () => {
  const reading = read(textOf('heron-gate.csv')), placed = withPlaced(reading, new Map<number, AccountLine>([[6, 'global-sum'], [9, 'other-income'], [18, 'other-cost']]))
  expect(placed.unmatched).toEqual([])
  expect(placed.rows.find(row => row['year-ends'] === '2025-03-31' && row.line === 'global-sum')?.pounds).toBe(615_120.4)
  expect(profitChecks(placed.rows, placed.unmatched, reading.profit).map(({ agrees }) => agrees)).toEqual([true, true])
  expect(choicesFor(reading.unmatched[2]!)[0]).toBe('staff')
})

test('a name that goes on in small letters on the next line is read whole, and said so', () => {
  const { rows, checks } = read(textOf('quayside.txt'))
  expect(rows.find(({ line }) => line === 'other-income')?.pounds).toBe(9120)
  expect(checks.map(({ says }) => says)).toContain('Lines 17 and 18 are read as one: “Reimbursement of staff parental leave”.')
})

test('drawings and what partners are allocated are named, not counted', () => {
  const { leftOut, drawings } = read(textOf('riverside.csv'))
  expect(leftOut.map(({ words, because }) => [words, because])).toEqual([['Dr A', 'below-profit'], ['Dr B', 'below-profit'], ['', 'below-profit'], ['Drawings', 'drawings']])
  expect(drawings).toEqual([{ yearEnds: '2025-03-31', pounds: 210_000 }, { yearEnds: '2024-03-31', pounds: 214_500 }])
})

test('a total that does not add up says by how much', () => {
  const { checks } = read('\t2025\nIncome\t\nGlobal sum\t1,000\nQOF\t500\nTotal income\t1,600\nExpenditure\t\nWages\t300\nNet profit\t1,200')
  expect(checks.filter(({ agrees }) => !agrees)).toEqual([{ year: '2025-03-31', agrees: false, says: '“Total income” on line 5 says £1,600; the lines above it come to £1,500, £100 less.' }])
})

test('a profit that does not follow says by how much', () => {
  const { checks } = read('\t31/03/2025\nIncome\t\nGlobal sum\t1,000\nExpenditure\t\nWages\t300\nNet profit\t720')
  expect(checks).toEqual([{ year: '2025-03-31', agrees: false, says: 'Year to 31 March 2025: incomes less costs come to £700; the accounts state a profit of £720, £20 more.' }])
})

test('a loss is a negative profit whether or not it is written so', () => {
  for (const loss of ['(200)', '200']) expect(read(`\t31/03/2025\nIncome\t\nGlobal sum\t1,000\nExpenditure\t\nWages\t1,200\nLoss for the year\t${loss}`)).toMatchObject({ profit: [{ pounds: -200 }], checks: [{ agrees: true }] })
})

test('a profit before bank interest is a step, and the one after it is the profit', () => {
  const { profit, rows, checks } = read('\t31/03/2025\nIncome\t\nGlobal sum\t1,000\nExpenditure\t\nWages\t300\nNet profit\t700\nBank interest received\t12\nProfit for the year\t712\nDr A\t712')
  expect(profit).toEqual([{ yearEnds: '2025-03-31', pounds: 712 }])
  expect(rows).toContainEqual({ 'year-ends': '2025-03-31', line: 'other-income', pounds: 12 })
  expect(checks.map(({ agrees }) => agrees)).toEqual([true])
})

test('years alone take the day of the title, or 31 March and say so', () => {
  expect(read('Year ended 30 September 2025\n\t2025\t2024\nGlobal sum\t1\t2').years).toEqual(['2025-09-30', '2024-09-30'])
  const { years, checks } = read('\t2024\t2025\nGlobal sum\t1\t2')
  expect(years).toEqual(['2025-03-31', '2024-03-31'])
  expect(checks.filter(({ says }) => says.includes('taken to end on 31 March'))).toHaveLength(2)
  expect(read('\t28 February\t29 February\n\t2025\t2024\nGlobal sum\t1\t2').years).toEqual(['2025-02-28', '2024-02-29'])
})

test('years in the shapes of heads that stand over several lines are read', () => {
  for (const head of ['\tYear ended\tYear ended\n\t30 June\t30 June\n\t2025\t2024', 'Income\t2025\t2024\n\t30 June\t30 June', '\t"30 June\n2025"\t"30 June\n2024"', 'Accounts to 30 June 2025\n\tNotes\t2025\t2024\n\t\t£\t£']) {
    const note = head.includes('Notes') ? '\t4' : ''
    expect(read(`${head}\nIncome\nGlobal sum${note}\t2,001\t2,000\nRent${note}\t5\t4`)).toMatchObject({ years: ['2025-06-30', '2024-06-30'], unmatched: [], rows: [{ pounds: 2001 }, { line: 'premises-repaid' }, { pounds: 2000 }, { pounds: 4 }] })
  }
})

test('a second page with the years again goes on where the first ended', () => {
  expect(read('\t2025\t2024\nExpenditure\nWages\t5\t4\n\t2025\t2024\n\t£\t£\nRent\t3\t2').rows.map(({ line, pounds }) => [line, pounds])).toEqual([['staff', 5], ['premises', 3], ['staff', 4], ['premises', 2]])
})

test('one year named only in the title is read', () => {
  expect(read('Income and expenditure for the year ended 31 March 2025\n\nGlobal sum\t1,234\nWages\t234').rows).toEqual([{ 'year-ends': '2025-03-31', line: 'global-sum', pounds: 1234 }, { 'year-ends': '2025-03-31', line: 'staff', pounds: 234 }])
})

test('thousands are taken a thousand times, and said so', () => {
  const { rows, checks } = read('\t2025\n\t£\'000\nGlobal sum\t812\nWages\t300.5')
  expect(rows.map(({ pounds }) => pounds)).toEqual([812_000, 300_500])
  expect(checks.some(({ says }) => says.includes('thousands'))).toBe(true)
})

test('five years keep the newest four', () => {
  const { years, checks } = read('\t2021\t2022\t2023\t2024\t2025\nGlobal sum\t1\t2\t3\t4\t5')
  expect(years).toEqual(['2025-03-31', '2024-03-31', '2023-03-31', '2022-03-31'])
  expect(checks.some(({ year }) => year === '2021-03-31')).toBe(true)
})

test('a line under no heading that could be either side is asked about', () => {
  const { unmatched, rows } = read('\t2025\nRent\t100\nLocum fees\t20\nDrugs purchased\t5\nRent reimbursed\t90')
  expect(unmatched.map(({ words, side }) => [words, side])).toEqual([['Rent', null]])
  expect(rows.map(({ line }) => line)).toEqual(['premises-repaid', 'locums', 'drugs'])
})

test('a repayment set off among the costs is asked about, and counts as income once it is placed', () => {
  const reading = read('\t2025\nIncome\t\nGlobal sum\t1,000\nExpenses\t\nRent\t100\nRent reimbursed\t(80)\nBank interest received\t(5)\nTotal expenses\t15\nNet profit\t985')
  expect(reading.unmatched.map(({ words }) => words)).toEqual(['Rent reimbursed', 'Bank interest received'])
  expect(reading.checks.map(({ agrees }) => agrees)).toEqual([true, true])
  const { rows, unmatched } = withPlaced(reading, new Map([[6, 'premises-repaid'], [7, 'other-income']]))
  expect(rows.filter(({ line }) => line === 'premises-repaid' || line === 'other-income').map(({ pounds }) => pounds)).toEqual([80, 5])
  expect(profitChecks(rows, unmatched, reading.profit).map(({ agrees }) => agrees)).toEqual([true])
})

test('the heading of a group is offered and not taken', () => {
  expect(read('\t2025\nExpenditure\t\nStaff costs\t\nThe Tuesday team\t100').unmatched).toMatchObject([{ words: 'The Tuesday team', perhaps: 'staff', side: 'cost' }])
})

test('an empty cell is no row, and a dash is nothing', () => {
  expect(read('\t2025\t2024\nGlobal sum\t5\t4\nSeniority\t-\t600\nBank interest received\t\t3').rows.filter(({ line }) => line === 'other-income')).toEqual([{ 'year-ends': '2025-03-31', line: 'other-income', pounds: 0 }, { 'year-ends': '2024-03-31', line: 'other-income', pounds: 603 }])
})

test.each([
  ['no years at all', 'Global sum\t1,000\nWages\t300', { code: 'no-years', line: null, column: null }],
  ['a figure that is none', '\t2025\nGlobal sum\t12,34', { code: 'not-a-figure', line: 2, column: 2 }],
  ['an error of a spreadsheet', '\t2025\t2024\nGlobal sum\t#REF!\t4', { code: 'not-a-figure', line: 2, column: 2 }],
  ['a formula as text', '\t2025\nGlobal sum\t5\nWages\t=SUM(B2:B3)', { code: 'not-a-figure', line: 3, column: 2 }],
  ['a reference in place of a figure', '\t2025\t2024\nLocum fees\tsee below\tsee below\nWages\t1\t2', { code: 'not-a-figure', line: 2, column: 2 }],
  ['a figure under no year', '\tOf which\t2025\nGlobal sum\t5,000\t6,000', { code: 'no-year-above', line: 2, column: 2 }],
  ['a second figure that is no total', '\t2025\t\t2024\nGlobal sum\t500\t\t400\nWages\t300\t77\t200', { code: 'no-year-above', line: 3, column: 3 }],
  ['more than a practice has', '\t2025\nGlobal sum\t812,345,000', { code: 'too-much', line: 2, column: 2 }],
  ['the same year twice', '\t31/03/2025\t31/03/2024\t31/03/2025\nGlobal sum\t1\t2\t3', { code: 'year-twice', line: 1, column: 4 }],
  ['what looks like an NHS number', '\t2025\nGlobal sum\t5\nLetter 943 476 5919\t5', { code: 'nhs-number', line: 3, column: 1 }],
  ['years and nothing under them', '\t2025\t2024\nIncome\t\t', { code: 'no-years', line: null, column: null }],
  ['too many lines', '\t2025\n'.repeat(2_001), { code: 'too-long', line: null, column: null }],
  ['a figure that could be of either year', 'Accounts    2025    2024\nGlobal sum    1,000    900\nWages    300    200\nSeniority          55', { code: 'a-year-missing', line: 4, column: null }],
  ['more figures than years', 'Accounts    2025    2024\nGlobal sum    1,000    900    812', { code: 'more-figures-than-years', line: 2, column: null }],
])('%s is refused by its place', (_, text, place) => expect(refused(text)).toEqual(place))

test.each([
  ['Year ended 31 March 2025', { day: '2025-03-31' }], ['y/e 31.3.25', { day: '2025-03-31' }], ['Year to 31st March 2025', { day: '2025-03-31' }], ['31/03/2025', { day: '2025-03-31' }], ['31 Mar 25', { day: '2025-03-31' }],
  ['31-Mar-25', { day: '2025-03-31' }], ['2025-03-31', { day: '2025-03-31' }], ['2025-03-31T00:00:00.000Z', { day: '2025-03-31' }], ['March 2025', { day: '2025-03-31' }], ['Feb-24', { day: '2024-02-29' }], ['31\nMarch\n2025', { day: '2025-03-31' }],
  ['2025', { year: 2025 }], ['£ 2025', { year: 2025 }], ['2024/25', { year: 2025 }], ['2024-25', { year: 2025 }], ['2024/2025', { year: 2025 }], ['FY 2024/25', { year: 2025 }], ['2025 (restated)', { year: 2025 }],
  ['31/02/2025', null], ['03/31/2025', null], ['2024/26', null], ['2,025', null], ['Budget 2026', null], ['1998', null], ['', null], ['Note', null],
])('%j is the end of a year', (text, end) => expect(yearEndOf(text)).toEqual(end))

test.each([
  ['1,234', 1234], ['£1,234.50', 1234.5], ['(1,234)', -1234], ['£(1,234)', -1234], ['(£1,234)', -1234], ['1,234-', -1234], ['-£1,234', -1234], ['£-1,234', -1234], ['−1,234', -1234], ['1 234', 1234], ['1234*', 1234], ['-', 0], ['–', 0], ['£-', 0], ['Nil', 0], ['0', 0], ['(0)', 0],
  ['', null], ['n/a', null], ['12%', null], ['1,23', ODD], ['1.234,56', ODD], ['-(5)', ODD], ['1,234 CR', ODD], ['#REF!', ODD], ['£', ODD], ['1e5', ODD],
])('%j in pounds', (text, pounds) => expect(poundsOf(text)).toBe(pounds))

test('numbers of notes are known', () => {
  expect(['3', '4a', '(2)', '2 & 3', '1,2'].every(isNote)).toBe(true)
  expect(['123', 'Note', '1,234', ''].some(isNote)).toBe(false)
})

/** What an accountant may call each line, with nothing in a name that the other side uses. */
const names: Record<AccountLine, readonly string[]> = {
  'global-sum': ['Global sum', 'GMS contract income', 'PMS baseline funding', 'MPIG correction factor'], qof: ['QOF', 'Quality and Outcomes Framework'], enhanced: ['Enhanced services', 'Childhood immunisations income', 'Minor surgery income'],
  network: ['PCN / ARRS / DES income', 'Primary Care Network payments received', 'Extended access income'], 'premises-repaid': ['Notional rent reimbursement', 'Rent reimbursed', 'Rates & water refunds'], dispensing: ['Dispensing income', 'Drugs and appliances reimbursed', 'Personally administered items'],
  training: ['Registrar grants', 'Trainers’ grants', 'Medical student teaching income'], private: ['Private fees', 'Non-NHS income', 'Insurance reports income'], 'other-income': ['Seniority', 'Bank interest received', 'Sundry income', 'Room hire income', 'Profit on sale of equipment'],
  staff: ['Practice staff salaries', 'Staff wages', 'Wages and salaries'], 'salaried-gps': ['Salaried doctors', 'Salaried GPs', 'Assistant GP costs'], locums: ['Locum fees', 'Locum doctors'], 'employer-ni': ['Employer’s NI', 'Employers N.I.', 'National insurance costs'], pensions: ['NHS superannuation employer’s', 'Staff pension costs', 'Pensions'],
  premises: ['Rent, rates and water', 'Cleaning', 'Repairs and maintenance', 'Premises costs'], energy: ['Light and heat costs', 'Electricity', 'Gas and electricity'], 'it-phones': ['Telephone', 'Computer costs', 'Broadband'], consumables: ['Medical consumables', 'Surgical instruments', 'Dressings'], drugs: ['Vaccine purchases', 'Drugs purchased', 'Dispensing costs'],
  fees: ['Accountancy', 'Legal and professional fees', 'LMC levies', 'Bank charges'], insurance: ['Medical defence', 'Insurance', 'Professional indemnity'], cqc: ['CQC fees', 'Care Quality Commission'], interest: ['Loan interest', 'Bank overdraft interest'], depreciation: ['Depreciation', 'Loss on disposal of assets'],
  'shared-services': ['Federation recharges paid', 'PCN management charge'], 'other-cost': ['Printing, postage & stationery', 'Sundry expenses', 'Advertising'],
}

test.each(accountLines.flatMap(line => names[line].map(words => [words, line] as const)))('“%s” is %s, with its heading and without', (words, line) => {
  expect([lineOf(plainWords(words), sideOf(line)), lineOf(plainWords(words), null, null)]).toEqual([line, line])
})

test('a partner’s own pension and pay are no cost of the practice', () => {
  expect(['Partners’ superannuation', 'Partners’ salaries', 'Principals’ pension'].map(words => lineOf(plainWords(words), 'cost'))).toEqual([null, null, null])
})

// ── any accounts, written any way ──

const heads: Record<string, (year: number) => string> = {
  'Year ended 31 March 2025': year => `Year ended 31 March ${year}`, '31/03/2025': year => `31/03/${year}`, '31 Mar 25': year => `31 Mar ${String(year).slice(2)}`, '2025': year => String(year),
  '2024/25': year => `${year - 1}/${String(year).slice(2)}`, '31.03.2025': year => `31.03.${year}`, '2025-03-31': year => `${year}-03-31`, 'March 2025': year => `March ${year}`,
}
const withCommas = (pence: number): string => (pence / 100).toLocaleString('en-GB', pence % 100 === 0 ? {} : { minimumFractionDigits: 2 })
const shapes: ((pence: number) => string)[] = [
  pence => (pence < 0 ? `(${withCommas(-pence)})` : withCommas(pence)), pence => (pence < 0 ? `${withCommas(-pence)}-` : `£${withCommas(pence)}`), pence => (pence < 0 ? `-£${withCommas(-pence)}` : withCommas(pence)), pence => (pence < 0 ? `(£${withCommas(-pence)})` : `£${withCommas(pence)}`),
  pence => String(pence / 100), pence => (pence < 0 ? `−${withCommas(-pence)}` : pence === 0 ? '-' : withCommas(pence)), pence => (pence === 0 ? 'nil' : pence < 0 ? `(${withCommas(-pence)})` : withCommas(pence)),
]
const written = fc.record({
  lines: fc.shuffledSubarray([...accountLines], { minLength: 2 }).chain(lines => fc.tuple(...lines.map(line => fc.record({ line: fc.constant(line), name: fc.constantFrom(...names[line]), pence: fc.array(fc.oneof({ weight: 5, arbitrary: fc.integer({ min: 0, max: 99_999_999 }) }, { weight: 1, arbitrary: fc.integer({ min: -9_999_999, max: 0 }) }), { minLength: 3, maxLength: 3 }), shape: fc.constantFrom(...shapes), note: fc.option(fc.integer({ min: 1, max: 30 })) })))),
  years: fc.integer({ min: 1, max: 3 }), newest: fc.integer({ min: 2010, max: 2040 }), isNewestFirst: fc.boolean(), head: fc.constantFrom(...Object.values(heads)), separator: fc.constantFrom('\t', ';', ',', '  '), hasNotes: fc.boolean(), hasUnits: fc.boolean(), hasHeadings: fc.boolean(), hasTotals: fc.boolean(),
})

test('any lines in any order, any way of writing figures and years, any separator, are read back exactly', () => {
  fc.assert(fc.property(written, ({ lines, years, newest, isNewestFirst, head, separator, hasNotes, hasUnits, hasHeadings, hasTotals }) => {
    const columns = Array.from({ length: years }, (_, k) => newest - (isNewestFirst ? k : years - 1 - k)), at = (year: number) => newest - year
    const note = (text: string) => (hasNotes ? [text] : []), total = (side: Side, year: number) => lines.filter(({ line }) => sideOf(line) === side).reduce((sum, { pence }) => sum + pence[at(year)]!, 0)
    const rowOf = ({ name, pence, shape, note: number }: (typeof lines)[number]) => [name, ...note(number === null ? '' : String(number)), ...columns.map(year => shape(pence[at(year)]!))]
    const ordered = hasHeadings ? (['income', 'cost'] as const).flatMap(side => {
      const all = lines.filter(({ line }) => sideOf(line) === side)
      return all.length === 0 ? [] : [[side === 'income' ? 'Income' : 'Less: expenditure'], ...all.map(rowOf), ...(hasTotals ? [[`Total ${side === 'income' ? 'income' : 'expenditure'}`, ...note(''), ...columns.map(year => shapes[0]!(total(side, year)))]] : [])]
    }) : lines.map(rowOf)
    const profit = ['Profit for the year', ...note(''), ...columns.map(year => shapes[0]!(total('income', year) - total('cost', year)))]
    const grid = [['', ...note('Note'), ...columns.map(head)], ...(hasUnits ? [['', ...note(''), ...columns.map(() => '£')]] : []), ...ordered, profit]
    const quote = (cell: string) => (separator === '  ' ? cell : cell.includes(separator) ? `"${cell}"` : cell)
    const { rows, unmatched, checks, profit: stated } = read(grid.map(row => row.filter(cell => separator !== '  ' || cell !== '').map(quote).join(separator)).join('\n'))
    const expected = columns.flatMap(year => lines.map(({ line, pence }) => ({ 'year-ends': `${year}-03-31`, line, pounds: pence[at(year)]! / 100 })))
    const order = (all: readonly AccountRow[]) => all.toSorted((a, b) => (`${a['year-ends']} ${a.line}` < `${b['year-ends']} ${b.line}` ? -1 : 1))
    expect(unmatched).toEqual([])
    expect(order(rows)).toEqual(order(expected as AccountRow[]))
    expect(stated.map(({ pounds }) => pounds)).toEqual(columns.toSorted((a, b) => b - a).map(year => (total('income', year) - total('cost', year)) / 100))
    expect(checks.filter(({ agrees }) => !agrees)).toEqual([])
  }), { numRuns: 600, seed: 20_261_107 })
})

test('every figure is placed or handed back, whatever stands between', () => {
  const line = fc.record({ words: fc.oneof(fc.constantFrom(...Object.values(names).flat(), 'Income', 'Rent', 'Drugs', 'Interest', 'Training'), fc.stringMatching(/^Zq[xzq ]{0,9}$/)), pounds: fc.option(fc.integer({ min: 1, max: 9_000_000 })) })
  fc.assert(fc.property(fc.array(line, { minLength: 1, maxLength: 40 }), fc.constantFrom('Income', 'Expenditure', 'Premises', ''), (lines, heading) => {
    const known = lines.filter(({ words }) => words !== 'Income'), reading = accountsPasted([['', '31/03/2025'], [heading], ...known.map(({ words, pounds }) => [words, pounds === null ? '' : String(pounds)])])
    const given = known.reduce((total, { pounds }) => total + (pounds ?? 0), 0)
    if (isRefusal(reading)) { expect(given).toBe(0); return }
    expect(reading.rows.reduce((total, { pounds }) => total + pounds, 0) + reading.unmatched.reduce((total, { figures }) => total + figures[0]!.pounds, 0)).toBe(given)
    expect(reading.unmatched.filter(({ words }) => words.startsWith('Zq')).length).toBe(known.filter(({ words, pounds }) => words.startsWith('Zq') && pounds !== null).length)
  }), { numRuns: 500, seed: 3 })
})

test('whatever text is pasted, it is read or refused, never thrown at', () => {
  const piece = fc.oneof(fc.string({ maxLength: 12 }), fc.constantFrom('\t', '\n', ',', ';', '  ', '"', '2025', '31 March 2025', '£', '-', '(1,234)', 'Total', 'Profit for the year', 'Income', 'Less:', 'Global sum', 'Note', '3', '\r\n', '#REF!'))
  fc.assert(fc.property(fc.array(piece, { maxLength: 80 }), pieces => {
    const grid = gridOfText(pieces.join(''))
    if (isRefusal(grid)) return
    const reading = accountsPasted(grid as string[][])
    if (isRefusal(reading)) return
    // What was read is a valid answer, and every figure of a line is somewhere.
    expect(accountRowsOf(reading.rows)).toEqual(reading.rows)
    expect(reading.rows.length).toBeLessThanOrEqual(120)
    expect(linesKnown(grid as string[][])).toBe(new Set(reading.rows.map(({ line }) => line)).size)
  }), { numRuns: 1_000, seed: 7 })
})

test('a table of thousands of lines that names no year is looked through once, and refused before anybody waits', () => {
  const notes = Array.from({ length: 1_800 }, () => Array<string>(55).fill('31')), titles = Array.from({ length: 1_300 }, () => Array<string>(30).fill('to 2025'))
  for (const grid of [notes, titles]) {
    const began = process.cpuUsage().user
    expect(accountsPasted(grid)).toMatchObject({ code: 'no-years' })
    // Looked through again for each of its cells it took half a minute; milliseconds of the processor, whoever else uses it.
    expect((process.cpuUsage().user - began) / 1_000).toBeLessThan(3_000)
  }
})
