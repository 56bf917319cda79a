import { fiveYears as words } from '#content/wording/five-years.ts'
import { questionWords, sure as sureWords, units, unknown } from '#content/wording/review.ts'
import { isStale, sureness, type Answer, type Answers, type Sure } from '#domain/position/review/answer.ts'
import { stoppingBeyond } from '#domain/position/review/five-years.ts'
import { DO_NOT_KNOW, readSaid, wordsTyped, type Cell, type Question, type Row, type Said } from '#domain/position/review/question.ts'
import { isRefusal, type Day } from '#domain/words.ts'
import type { Form } from '../../posted.ts'
import { dayToType } from '../../ui/day-to-type.ts'
import { Checkboxes, ErrorMessage, Hint, Input, Radios, Textarea, type Problem } from '../../ui/form.tsx'
import { capital, count, day } from '../../ui/say.ts'
import type { Saying } from './port.ts'

/** Every question of a review, drawn and read alike: what it is, who said what to it, how sure and on what. */

/** Rows a table has on its page beyond those that are there; fewer where each is a card of its own. More come by a button. */
const SPARE_ROWS = 3, SPARE_CARDS = 2

/** Most letters of what an answer rests on; the table takes no more. */
const MOST_EVIDENCE = 300

/** What stands in the boxes of one question: as typed, where a form came back, else as answered. */
interface Standing { question: Question; answer: Answer | undefined; typed: Form | null; problems: readonly Problem[]; today: Day }

const problemOf = (problems: readonly Problem[], box: string): string | undefined => problems.find(problem => problem.href === `#${box}`)?.text

/** One question with its answer, and folded beneath it who said so, how sure and on what. */
export function QuestionBox(standing: Standing) {
  const { question, answer, today } = standing
  return <div class="app-question">
    <Box {...standing} />
    <details class="nhsuk-details app-answer-more">
      <summary class="nhsuk-details__summary"><span class="nhsuk-details__summary-text">{words.more}</span></summary>
      <div class="nhsuk-details__text">
        {answer && <p>{words.said(answer.byName, day(answer.on), sureWords[answer.sure].word)}. {isStale(answer, today) ? words.isStale(day(answer.goodUntil)) : words.goodUntil(day(answer.goodUntil))}.{answer.evidence !== '' && ` ${answer.evidence}`}</p>}
        <Radios name={`${question.id}-sure`} label={words.sureLegend} value={standing.typed?.one(`${question.id}-sure`) || answer?.sure || 'fairly'} choices={sureness.map(value => ({ value, text: sureWords[value].word, hint: sureWords[value].hint }))} />
        <Input name={`${question.id}-evidence`} label={words.evidence} hint={words.evidenceHint} value={standing.typed?.one(`${question.id}-evidence`) ?? answer?.evidence} autocomplete="off" error={problemOf(standing.problems, `${question.id}-evidence`)} />
      </div>
    </details>
  </div>
}

/** The box or boxes of a question alone. */
export function Box({ question, answer, typed, problems }: Pick<Standing, 'question' | 'answer' | 'typed' | 'problems'>) {
  const { id, form } = question, asked = questionWords[id]!, error = problemOf(problems, id), hint = asked.hint || undefined
  const stands = typed?.one(id) ?? (answer === undefined ? '' : answer.said === null ? DO_NOT_KNOW : typeof answer.said === 'object' ? '' : String(answer.said))
  const label = { text: asked.label, size: 's' as const }
  switch (form.as) {
    case 'scale': return <Radios name={id} label={label} hint={hint} error={error} value={stands} choices={[...asked.levels!.map((text, level) => ({ value: String(level), text })), 'or', { value: DO_NOT_KNOW, text: unknown.word }]} />
    case 'choice': return <Radios name={id} label={label} hint={hint} error={error} value={stands} choices={[...form.choices.map(value => ({ value, text: asked.choices![value]! })), 'or', { value: DO_NOT_KNOW, text: unknown.word }]} />
    case 'choices': return <Checkboxes name={id} label={label} hint={hint} error={error} values={typed?.all(id) ?? (Array.isArray(answer?.said) ? answer.said as string[] : [])} choices={form.choices.map(value => ({ value, text: asked.choices![value]! }))} />
    case 'number': return <Input name={id} label={{ ...label, text: asked.label }} hint={hint} error={error} width={10} {...form.unit === 'pounds' ? { prefix: '£' } : form.unit === 'percent' ? { suffix: '%' } : form.unit === 'months' || form.unit === 'days' ? { suffix: units[form.unit] } : {}} inputMode="numeric" autocomplete="off" value={typed?.one(id) ?? (typeof answer?.said === 'number' ? numberToType(answer.said) : '')} />
    case 'day': return <Input name={id} label={label} hint={hint} error={error} width={10} autocomplete="off" value={typed?.one(id) ?? (typeof answer?.said === 'string' ? dayToType(answer.said) : '')} />
    case 'words': return <Textarea name={id} label={label} hint={hint} error={error} rows={3} value={typed?.one(id) ?? (typeof answer?.said === 'string' ? answer.said : '')} />
    case 'table': return <Rows question={question} said={Array.isArray(answer?.said) ? answer.said as Row[] : []} typed={typed} problems={problems} />
  }
}

const numberToType = (value: number): string => value.toLocaleString('en-GB', { maximumFractionDigits: 2 })

function Rows({ question, said, typed, problems }: { question: Question; said: readonly Row[]; typed: Form | null; problems: readonly Problem[] }) {
  if (question.form.as !== 'table') return null
  const { id, form } = question, asked = questionWords[id]!, isCards = isWide(form.cells)
  const typedRows = typed === null ? 0 : Array.from({ length: form.most }, (_, k) => k).filter(k => form.cells.some(cell => typed.one(`${id}-${k}-${cell.name}`) !== '')).length
  const rows = Math.min(form.most, form.most === 1 ? 1 : Math.max(said.length, typedRows) + (isCards ? SPARE_CARDS : SPARE_ROWS))
  const wrong = problems.filter(problem => problem.href?.startsWith(`#${id}-`))
  return <fieldset class={`nhsuk-fieldset nhsuk-form-group${wrong.length > 0 ? ' nhsuk-form-group--error' : ''}`} aria-describedby={asked.hint ? `${id}-hint` : undefined}>
    <legend class="nhsuk-fieldset__legend nhsuk-fieldset__legend--s">{asked.label}</legend>
    {asked.hint && <Hint id={`${id}-hint`}>{asked.hint}</Hint>}
    {wrong.map(problem => <ErrorMessage>{problem.text}</ErrorMessage>)}
    <input type="hidden" name={`${id}-shown`} value="yes" />
    <div class={`app-rows${isCards ? ' app-rows--cards' : ''}`}><table>
      <thead><tr>{form.cells.map(cell => <th scope="col">{asked.columns![cell.name]}{unitBeside(cell, asked.columns![cell.name]!) && <span class="app-only"> {unitBeside(cell, asked.columns![cell.name]!)}</span>}</th>)}</tr></thead>
      <tbody>{Array.from({ length: rows }, (_, k) => <tr data-row={form.most === 1 ? undefined : `${capital(asked.row ?? '')} ${k + 1}`}>{form.cells.map(cell => <td data-head={[asked.columns![cell.name]!, unitBeside(cell, asked.columns![cell.name]!)].filter(Boolean).join(', ')}><CellBox id={`${id}-${k}-${cell.name}`} label={`${asked.columns![cell.name]}, ${asked.row ?? ''} ${k + 1}`} cell={cell} value={typed?.one(`${id}-${k}-${cell.name}`) ?? cellToType(cell, said[k]?.[cell.name])} choices={asked.choicesIn?.[cell.name] ?? {}} isWrong={problemOf(problems, `${id}-${k}-${cell.name}`) !== undefined} /></td>)}</tr>)}</tbody>
    </table></div>
  </fieldset>
}

/** The unit of a column, where its name does not say it already; a year is no number of years. */
function unitBeside(cell: Cell, name: string): string {
  const unit = cell.cell === 'number' ? units[cell.unit] : ''
  return unit === '' || name.toLowerCase().includes(unit.replace(/s$/, '')) ? '' : unit
}

const cellToType = (cell: Cell, value: string | number | undefined): string => (value === undefined ? '' : cell.cell === 'day' ? dayToType(String(value)) : typeof value === 'number' ? (cell.cell === 'number' && cell.unit === 'years' ? String(value) : numberToType(value)) : value)

/** More boxes in a row than stand beside one another, or one for whole sentences: each row is a card of its own. */
const isWide = (cells: readonly Cell[]): boolean => cells.length > 7 || cells.some(cell => cell.cell === 'words' && cell.most >= 200)

function CellBox({ id, label, cell, value, choices, isWrong }: { id: string; label: string; cell: Cell; value: string; choices: Readonly<Record<string, string>>; isWrong: boolean }) {
  if (cell.cell === 'choice') return <select class="nhsuk-select" id={id} name={id} aria-label={label}><option value=""></option>{cell.choices.map(choice => <option value={choice} selected={choice === value}>{choices[choice] ?? choice}</option>)}</select>
  return <input class={`nhsuk-input${isWrong ? ' nhsuk-input--error' : ''}`} id={id} name={id} type="text" value={value} aria-label={label} autocomplete="off" inputmode={cell.cell === 'number' ? 'numeric' : undefined} />
}

/** Reads a form of these questions: what was said to each that was touched, or every problem at once. An answer that says what stands already is not said again. */
export function readQuestions(questions: readonly Question[], form: Form, answers: Answers): { sayings: Saying[]; problems: Problem[] } {
  const sayings: Saying[] = [], problems: Problem[] = []
  for (const question of questions) {
    const said = readSaid(question, form)
    if (said === undefined) continue
    if (typeof said === 'object' && said !== null && isRefusal(said)) { problems.push({ text: `${questionWords[question.id]!.label}${whereIn(question, (said as { at: string }).at)}: ${said.why}`, href: `#${(said as { at: string }).at}` }); continue }
    if (Array.isArray(said) && said.length === 0 && !answers.has(question.id)) continue // a table that was on the page and stayed empty
    const at = `${question.id}-evidence`, evidence = wordsTyped(form.one(at), MOST_EVIDENCE, at) ?? ''
    if (typeof evidence !== 'string') { problems.push({ text: `${questionWords[question.id]!.label}: ${evidence.why}`, href: `#${at}` }); continue }
    const stood = answers.get(question.id), sure = sureOf(form.one(`${question.id}-sure`))
    const isSame = stood !== undefined && JSON.stringify(stood.said) === JSON.stringify(said) && stood.sure === sure && stood.evidence === evidence
    if (!isSame) sayings.push({ question: question.id, said: said as Said, sure, evidence })
  }
  const more = stoppingBeyond(id => (sayings.find(saying => saying.question === id) ?? answers.get(id))?.said)
  if (more !== null && questions.some(({ id }) => id === 'stopping')) problems.push({ text: words.moreStopThanAre(count(more.stopping), count(more.partners)), href: '#stopping-0-within-2-years' })
  return { sayings, problems }
}

/** Of a box of a table its column and row, such as ', Stops: from year, partner 2'; else nothing. */
function whereIn({ id, form }: Question, at: string): string {
  const [row = '', ...cell] = at.startsWith(`${id}-`) ? at.slice(id.length + 1).split('-') : [], asked = questionWords[id]!, column = asked.columns?.[cell.join('-')]
  return form.as !== 'table' || column === undefined ? '' : ` ${column}, ${asked.row ?? ''} ${Number(row) + 1}`
}

const sureOf = (text: string): Sure => sureness.find(each => each === text) ?? 'fairly'
