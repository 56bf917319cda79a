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
const standing = (q: Question, review: Item, asked: readonly string[]): AnyRow[] => rows(...answered(q.world, actingIn(q)!, [review], 'standing').filter(each => asked.includes(each.question)))

/** A page with boxes: every answer that stands to what is asked on it, with who gave it, and nothing of what was answered elsewhere. */
const withBoxes = (asked: (q: Question) => readonly string[]) => inRoom((_, __, q): Shown => ({ exactly: { item: rows(itemIn(q)), review_answer: standing(q, itemIn(q), asked(q)) } }))
/** A page of what follows: answers of this review and no other, figures that are assumed, as far as they bear on it. */
const follows = inRoom((_, __, q): Shown => ({ exactly: { item: rows(itemIn(q)) }, within: ['review_answer', 'parameter_value'] }))
/** A paper: without a tick nothing of anybody's answers is on it that could tell; with the tick for answers those that stand. */
const onPaper = (q: Question): Shown => (['', 'five-years'].includes(q.params['with'] ?? '') ? { exactly: { review_answer: [] }, within: ['parameter_value'] }
  : q.params['with'] === 'answers' ? { exactly: { review_answer: standing(q, itemIn(q), ['sites']) } } : { within: ['review_answer', 'parameter_value'] })
const asFile = (): DeclaredRoute => ofReview({ params: { with: ['', ...ticks] }, queries: ['with'], shows: q => ({ ...onPaper(q), within: ['organisation', ...onPaper(q).within ?? []] }) })
const ticks = ['answers', 'own-figures', 'left', 'core', 'five-years']
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
/** Of every question but the accounts, which have a page of their own. */
const fieldsOf = (all: readonly Asked[]): Record<string, Field> => Object.fromEntries(all.filter(({ id }) => id !== 'accounts').flatMap((question): [string, Field][] => [...boxesOf(question), [`${question.id}-unknown`, leftOut], [`${question.id}-sure`, ['', 'sure', 'guess', 'x']], [`${question.id}-evidence`, 'text']]))

/** Two years of accounts as they are pasted, with one line that nobody can place but its practice: the sixth. */
const accounts = 'Year ended\t31/03/2026\t31/03/2025\nGlobal sum\t800,000\t780,000\nQOF\t70,000\t68,000\nStaff wages\t400,000\t390,000\nRiver cleaning levy\t2,000\t1,900\nRent\t40,000\t39,000\n'

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
  [`GET ${one}/accounts`]: ofReview({ shows: withBoxes(() => ['accounts']) }),
  [`POST ${one}/accounts`]: answers({ fields: { text: [accounts, accounts, accounts, '', 'no table'], file: [''], keep: ['yes', 'yes', ''], 'place-6': ['premises', 'premises', 'leave', ''] }, shows: inRoom((_, __, q) => ({ exactly: { item: rows(itemIn(q)) } })) }),
  [`GET ${one}/print`]: ofReview({ params: { with: ['', ...ticks] }, queries: ['with'], shows: inRoom((_, __, q) => ({ ...onPaper(q), exactly: { item: rows(itemIn(q)), ...onPaper(q).exactly } })) }),
  [`GET ${one}/paper.docx`]: asFile(),
  [`GET ${one}/paper.pdf`]: asFile(),
  [`POST ${one}/copy`]: answers({ fields: { with: ['', 'answers', 'left', 'x'] } }),
  [`GET ${one}/futures`]: ofReview({ shows: follows }),
  [`GET ${one}/figures`]: ofReview({ shows: follows }),
  [`GET ${one}/if-one-is-left`]: ofReview({ shows: follows }),
  [`GET ${one}/core-services`]: ofReview({ shows: follows }),
  [`POST ${one}/core-services`]: answers({ fields: fieldsOf(core), shows: follows }),
  [`GET ${one}/ways-to-go`]: ofReview({ shows: inRoom((_, __, q) => ({ exactly: { item: rows(itemIn(q)) } })) }),
  [`GET ${one}/assumptions`]: ofReview({ shows: follows }),
  [`POST ${one}/who`]: ofReview({ opens: q => opensReview(q) && mayChangeIt(q), fields: { keep: ['your-partners', 'only-you', 'this-group x', 'anyone', ''] } }),
}
