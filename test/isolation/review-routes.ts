import { parts, type Cell, type Part, type Question as Asked } from '#domain/position/review/question.ts'
import { questions, questionsOf } from '#domain/position/review/questions.ts'
import { actingIn, type DeclaredRoute, type Field, type Param, type Question, type Shown } from './asking.ts'
import { answered, inRoom, inTheRoom, isRoomOf, itemIn, mayChangeIt, opensOwn, ownItems, rows, seenIn } from './giving.ts'
import type { AnyRow, Item } from './world.ts'

/** Routes of a practice's private review: for its room, and in it for whoever sees the review. */

const under = '/our/:organisation/next-five-years', one = `${under}/:review`
const isPractice = isRoomOf('practice')
/** The review of the address, where it is one of this practice that the asker sees. */
const opensReview = (q: Question): boolean => isPractice(q) && opensOwn(q) && seenIn(q)?.kind === 'review'
const inPractice = (more: Partial<DeclaredRoute> & { params?: Record<string, Param> } = {}): DeclaredRoute => inTheRoom({ opens: isPractice, shows: inRoom(() => ({})), ...more })
const ofReview = (more: Partial<DeclaredRoute> & { params?: Record<string, Param> } = {}): DeclaredRoute => inTheRoom({ opens: opensReview, ...more, params: { review: 'item', ...more.params } })

// ── what stands on a page ──

/** The answers of a review that stand: the last to each question, of those that are asked for. */
const standing = ({ world }: Question, review: Item, asked: readonly string[]): AnyRow[] => rows(...answered(world, [review], 'standing').filter(each => asked.includes(each.question)))

/** A page with boxes: every answer that stands to what is asked on it, with who gave it, and nothing of what was answered elsewhere. */
const withBoxes = (asked: (q: Question) => readonly string[]) => inRoom((_, __, q): Shown => ({ exactly: { item: rows(itemIn(q)), review_answer: standing(q, itemIn(q), asked(q)) } }))
/** A page of what follows: answers of this review and no other, figures that are assumed, as far as they bear on it. */
const follows = inRoom((_, __, q): Shown => ({ exactly: { item: rows(itemIn(q)) }, within: ['review_answer', 'parameter_value'] }))
const idsOf = (all: readonly Asked[]): string[] => all.map(({ id }) => id)
const partIn = ({ params }: Question): Part | undefined => parts.find(part => part === params['part'])
const asksOf = (part: Part | undefined): string[] => (part === undefined ? [] : idsOf(questionsOf(part)))
const quick = questions.filter(({ depth }) => depth === 'quick'), core = questions.filter(({ id }) => id === 'core-services' || id === 'core-services-because')

// ── what its forms take ──

/** Read, and left out of what is sent: rows of tables that nobody fills in. */
const leftOut: Field = []
const leastAndMost = ({ least, most }: { least: number; most: number }): string[] => [String(least), String(Math.min(most, Math.max(least, 3)))]
const ofCell = (cell: Cell): Field => (cell.cell === 'words' ? 'text' : cell.cell === 'day' ? ['3/4/2027', ''] : cell.cell === 'choice' ? ['', ...cell.choices] : leastAndMost(cell))

function boxesOf({ id, form }: Asked): [string, Field][] {
  switch (form.as) {
    case 'scale': return [[id, ['', '0', '4', 'do-not-know']]]
    case 'choice':
    case 'choices': return [[id, ['', ...form.choices]]]
    case 'number': return [[id, id === 'profit-last-year' ? ['£120,000', '98000', '1', 'x'] : leastAndMost(form)]] // one box that now and then will not do
    case 'day': return [[id, ['3/4/2027', '']]]
    case 'words': return [[id, 'text']]
    case 'table': return [[id, leftOut], [`${id}-shown`, ['yes']], ...Array.from({ length: form.most }, (_, k) => form.cells.map((cell): [string, Field] => [`${id}-${k}-${cell.name}`, k === 0 ? ofCell(cell) : leftOut])).flat()]
  }
}
const fieldsOf = (all: readonly Asked[]): Record<string, Field> => Object.fromEntries(all.flatMap((question): [string, Field][] => [...boxesOf(question), [`${question.id}-unknown`, leftOut], [`${question.id}-sure`, ['', 'sure', 'guess', 'x']], [`${question.id}-evidence`, 'text']]))

/** Whoever may change a review may answer it. */
const answers = (more: Partial<DeclaredRoute> & { params?: Record<string, Param> }): DeclaredRoute => ofReview(more)

export const reviewRoutes: Record<string, DeclaredRoute> = {
  [`GET ${under}`]: inPractice({
    queries: ['all'], params: { all: ['', 'yes'] },
    shows: q => {
      const reviews = ownItems(q.world, actingIn(q)!).filter(item => item.kind === 'review'), shown = { exactly: { item: rows(...reviews) } }
      return reviews.length === 1 && q.params['all'] === '' ? { ...shown, within: ['organisation'] } : inRoom(() => shown)(q) // one is led to, by its id and nothing else
    },
  }),
  [`GET ${under}/begin`]: inPractice(),
  [`POST ${under}/begin`]: inPractice({ fields: fieldsOf(questionsOf('four-numbers')) }),
  [`GET ${one}`]: ofReview({ shows: follows, notesLook: true }),
  [`GET ${one}/all`]: ofReview({ shows: inRoom((_, __, q) => ({ exactly: { item: rows(itemIn(q)) } })) }),
  [`GET ${one}/check`]: ofReview({ shows: withBoxes(() => idsOf(quick)) }),
  [`POST ${one}/check`]: answers({ fields: fieldsOf(quick), shows: withBoxes(() => idsOf(quick)) }),
  [`GET ${one}/questions/:part`]: ofReview({ params: { part: [...parts, 'x'] }, opens: q => opensReview(q) && partIn(q) !== undefined, shows: withBoxes(q => asksOf(partIn(q))) }),
  [`POST ${one}/questions/:part`]: answers({ params: { part: [...parts, 'x'] }, opens: q => opensReview(q) && partIn(q) !== undefined, fields: fieldsOf(questions), shows: withBoxes(q => asksOf(partIn(q))) }),
  [`GET ${one}/futures`]: ofReview({ shows: follows }),
  [`GET ${one}/figures`]: ofReview({ shows: follows }),
  [`GET ${one}/if-one-is-left`]: ofReview({ shows: follows }),
  [`GET ${one}/core-services`]: ofReview({ shows: follows }),
  [`POST ${one}/core-services`]: answers({ fields: fieldsOf(core), shows: follows }),
  [`GET ${one}/ways-to-go`]: ofReview({ shows: inRoom((_, __, q) => ({ exactly: { item: rows(itemIn(q)) } })) }),
  [`GET ${one}/assumptions`]: ofReview({ shows: follows }),
  [`POST ${one}/who`]: ofReview({ opens: q => opensReview(q) && mayChangeIt(q), fields: { keep: ['your-partners', 'only-you', 'this-group x', 'anyone', ''] } }),
}
