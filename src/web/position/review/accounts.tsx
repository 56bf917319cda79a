import type { Context } from 'hono'
import { fiveYears as words } from '#content/wording/five-years.ts'
import { accountLines as lineWords } from '#content/wording/review.ts'
import { accountRowsOf, accountsPasted, choicesFor, linesKnown, profitChecks, withPlaced, type AccountRow, type AccountsReading, type Unmatched } from '#domain/position/review/accounts-pasted.ts'
import { gridLimits, gridOfText, type Grid } from '#domain/position/review/accounts-text.ts'
import { pounds } from '#domain/position/projection.ts'
import { accountLines, incomeLines, type AccountLine } from '#domain/position/review/questions/money.ts'
import { isRefusal } from '#domain/words.ts'
import { bodyOf } from '../../posted.ts'
import type { Web } from '../../scene.tsx'
import { FileUpload, Textarea, type Problem } from '../../ui/form.tsx'
import { Button, Details, InsetText } from '../../ui/parts.tsx'
import { Table } from '../../ui/table.tsx'
import { day, listed } from '../../ui/say.ts'
import { reviewPage, type ReviewScene } from './scene.tsx'

/** Three years of accounts, pasted or as a file: first shown as they were read, with what could not be placed; kept only once somebody has looked. */

/** Letters of a paste. A file may hold more, and what was read from it comes back as text to be kept. */
const MOST_LETTERS = 90_000

export function accountsPage(c: Context<Web>, scene: ReviewScene, typed = '', problems: Problem[] = []) {
  const { to, room, review } = scene, kept = accountRowsOf(review.answers.get('accounts')?.said)
  return reviewPage(c, scene, { back: to.review(room.organisation.id, review.head.id, 'all'), problems }, <>
    <h1 class="nhsuk-heading-l">{words.pages.accounts}</h1>
    <p class="app-lede">{words.accountsLede}</p>
    {kept.length > 0 && <Details summary={words.accountsKept}><AccountsTable rows={kept} /></Details>}
    <form method="post" enctype="multipart/form-data" novalidate>
      <Textarea name="text" label={{ text: words.accountsPaste, size: 's' }} hint={words.accountsPasteHint} value={typed} rows={10} error={problems.find(problem => problem.href === '#text')?.text} />
      <FileUpload name="file" label={{ text: words.accountsFile, size: 's' }} hint={words.accountsFileHint} />
      <Button>{words.accountsRead}</Button>
    </form>
    <p class="app-source">{words.accountsNothing}</p>
  </>)
}

/** Reads what was pasted or sent. With `keep` what stands is kept, lines placed by hand among it; else it is shown first. */
export async function readAccounts(c: Context<Web>, scene: ReviewScene) {
  const body = await bodyOf(c), one = (name: string) => (typeof body[name] === 'string' ? body[name] : '')
  const text = one('text'), file = [body['file']].flat().find(each => each instanceof File && each.size > 0) as File | undefined
  const grid = file === undefined ? gridOfText(text) : await scene.desk.reviews.gridOfFile(new Uint8Array(await file.arrayBuffer()), file.name, linesKnown)
  const again = (why: string) => accountsPage(c, scene, file === undefined ? text : '', [{ text: why, href: '#text' }])
  if (text.trim() === '' && file === undefined) return again(words.accountsEmpty)
  if (text.length > (one('keep') === '' ? MOST_LETTERS : gridLimits.letters)) return again(words.accountsLong)
  if (isRefusal(grid)) return again(grid.why)
  const reading = accountsPasted(grid)
  if (isRefusal(reading)) return again(placed(reading))
  const chosen = new Map(reading.unmatched.flatMap(({ lineNumber }): [number, AccountLine][] => { const line = accountLines.find(each => each === one(`place-${lineNumber}`)); return line === undefined ? [] : [[lineNumber, line]] }))
  if (one('keep') === '') return readingPage(c, scene, reading, textOf(grid))
  const { rows, unmatched } = withPlaced(reading, chosen), left = unmatched.filter(({ lineNumber }) => one(`place-${lineNumber}`) !== 'leave')
  if (left.length > 0) return readingPage(c, scene, { ...reading, rows, unmatched }, textOf(grid), left.map(({ words: said, lineNumber }) => ({ text: words.accountsPlaceFirst(said), href: `#place-${lineNumber}` })), one)
  const evidence = words.accountsEvidence(listed(reading.years.map(day)))
  const drawn = reading.drawings.find(figure => figure.yearEnds === reading.years[0])
  const outcome = await scene.desk.reviews.answer(scene.room.who, scene.review.head.id, [
    { question: 'accounts', said: rows, sure: 'sure', evidence },
    ...(drawn !== undefined && drawn.pounds >= 0 && !scene.review.answers.has('drawings') ? [{ question: 'drawings', said: Math.round(drawn.pounds), sure: 'sure' as const, evidence }] : []),
  ])
  return isRefusal(outcome) ? again(outcome.why) : c.redirect(scene.to.review(scene.room.organisation.id, scene.review.head.id), 303)
}

const placed = ({ why, line, column }: { why: string; line: number | null; column: number | null }): string => (line === null ? why : `${words.accountsAt(line, column)}: ${why}`)

/** The cells once more as text, for the form that keeps them: tabs between cells, and no line end within one. */
const textOf = (grid: Grid): string => grid.map(row => row.map(cell => cell.replace(/[\t\r\n]+/g, ' ')).join('\t')).join('\n')

function readingPage(c: Context<Web>, scene: ReviewScene, reading: AccountsReading, text: string, problems: Problem[] = [], one: (name: string) => string = () => '') {
  const { to, room, review } = scene, checks = [...reading.checks, ...(problems.length > 0 ? profitChecks(reading.rows, reading.unmatched, reading.profit) : [])]
  return reviewPage(c, scene, { back: to.review(room.organisation.id, review.head.id, 'accounts'), problems, isWide: true }, <>
    <h1 class="nhsuk-heading-l">{words.accountsLook}</h1>
    <p class="app-lede">{words.accountsLookLede(listed(reading.years.map(day)))}</p>
    {checks.length > 0 && <InsetText>{[...new Map(checks.map(check => [check.says, check])).values()].map(check => <p>{check.says}</p>)}</InsetText>}
    <form method="post" enctype="multipart/form-data" novalidate>
      <input type="hidden" name="keep" value="yes" />
      <textarea name="text" hidden>{text}</textarea>
      {reading.unmatched.length > 0 && <><h2 class="nhsuk-heading-m">{words.accountsPlace}</h2><p>{words.accountsPlaceLede}</p>
        {reading.unmatched.map(line => <Place line={line} value={one(`place-${line.lineNumber}`) || line.perhaps || ''} error={problems.find(problem => problem.href === `#place-${line.lineNumber}`)?.text} />)}</>}
      <Button>{words.accountsKeep}</Button>
    </form>
    <AccountsTable rows={reading.rows} />
    {reading.leftOut.length > 0 && <Details summary={words.accountsLeftOut(reading.leftOut.length)}><ul class="nhsuk-list nhsuk-list--bullet">{reading.leftOut.map(({ words: said, because }) => <li>{said}: {words.accountsBecause[because]}</li>)}</ul></Details>}
  </>)
}

function Place({ line: { lineNumber, words: said, figures, side }, value, error }: { line: Unmatched; value: string; error?: string }) {
  const id = `place-${lineNumber}`
  return <div class={`nhsuk-form-group${error ? ' nhsuk-form-group--error' : ''}`}>
    <label class="nhsuk-label" for={id}>{said} ({figures.map(figure => pounds(figure.pounds)).join(', ')})</label>
    <select class="nhsuk-select" id={id} name={id}><option value=""></option>{choicesFor({ side }).map(line => <option value={line} selected={line === value}>{lineWords[line]}</option>)}<option value="leave" selected={value === 'leave'}>{words.accountsLeave}</option></select>
  </div>
}

/** Lines down, years across, newest first; incomes, costs and what is left added up. */
export function AccountsTable({ rows }: { rows: readonly AccountRow[] }) {
  const years = [...new Set(rows.map(row => row['year-ends']))].sort().reverse(), isIncome = (line: AccountLine) => (incomeLines as readonly AccountLine[]).includes(line)
  const sum = (line: AccountLine, year: string) => rows.filter(row => row.line === line && row['year-ends'] === year).reduce((total, row) => total + row.pounds, 0)
  const all = (year: string, of: 'income' | 'cost') => accountLines.filter(line => isIncome(line) === (of === 'income')).reduce((total, line) => total + sum(line, year), 0)
  const lines: { head: string; of: (year: string) => number | null; isSum: boolean }[] = [
    ...accountLines.filter(line => isIncome(line) && rows.some(row => row.line === line)).map(line => ({ head: lineWords[line], of: (year: string) => sum(line, year), isSum: false })), { head: words.columns.income, of: year => all(year, 'income'), isSum: true },
    ...accountLines.filter(line => !isIncome(line) && rows.some(row => row.line === line)).map(line => ({ head: lineWords[line], of: (year: string) => sum(line, year), isSum: false })), { head: words.columns.expense, of: year => all(year, 'cost'), isSum: true }, { head: words.columns.profit, of: year => all(year, 'income') - all(year, 'cost'), isSum: true },
  ]
  return <div class="app-wide-table" tabindex={0} role="region" aria-label={words.accountsLine}><Table rows={lines} columns={[{ head: words.accountsLine, cell: line => line.head }, ...years.map(year => ({ head: day(year), cell: (line: (typeof lines)[number]) => { const value = pounds(line.of(year) ?? 0); return line.isSum ? <strong>{value}</strong> : value }, numeric: true }))]} /></div>
}

