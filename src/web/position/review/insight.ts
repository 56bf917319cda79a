import { questionWords } from '#content/wording/review.ts'
import { saidInWords } from '#content/wording/review-said.ts'
import { practicesOf } from '#domain/position/area.ts'
import type { Edition, Practice } from '#domain/position/edition.ts'
import { practicesLike } from '#domain/position/peers.ts'
import { dayInEngland } from '#domain/day.ts'
import type { Answer } from '#domain/position/review/answer.ts'
import { whatChanged, type ChangedLine } from '#domain/position/review/changed.ts'
import { feelsAndFigures, type Pair } from '#domain/position/review/feels.ts'
import { firstQuestions, type FirstQuestions } from '#domain/position/review/first-questions.ts'
import { leftWith, type LeftWith } from '#domain/position/review/left-with.ts'
import { questionBy } from '#domain/position/review/questions.ts'
import { ratiosOf, type Ratio } from '#domain/position/review/ratios.ts'
import { watching, type Watch } from '#domain/position/review/watching.ts'
import type { Desk } from '../../desk.ts'
import type { Ahead, NotAhead } from './port.ts'
import type { ReviewScene } from './scene.tsx'

/** What follows from a review's answers and published figures, for whichever page asks: each reckoned by the rules of the domain, nothing here. */
export interface Insight { ahead: Ahead | NotAhead; first: FirstQuestions; left: LeftWith; ratios: Ratio[]; watches: Watch[]; pairs: Pair[]; edition: Edition | null; practice: Practice | null; /** Editions before this one, newest first. */ earlier: Edition[] }

export const isAhead = (ahead: Ahead | NotAhead): ahead is Ahead => 'middle' in ahead

export async function insightOf({ desk, room, review, practice, edition }: ReviewScene): Promise<Insight> {
  const { answers, history } = review, today = room.today, parameters = new Map([...await desk.parameters.on(today)].map(([id, { value }]) => [id, value]))
  const ahead = await desk.reviews.ahead(review.head.id, practice, answers, today)
  const first = firstQuestions({ answers, today, profitBelowNeedIn: isAhead(ahead) && ahead.fallsBelow !== null ? ahead.years[ahead.fallsBelow]! : null })
  const left = leftWith({ answers, parameters, today })
  if (practice === null || edition === null) return { ahead, first, left, ratios: [], watches: [], pairs: [], edition, practice, earlier: [] }
  const home = edition.areas.get((practice.subIcb ?? practice.icb ?? practice.network)?.code ?? '')
  const ratios = ratiosOf({ answers, edition, practice, like: practicesLike(edition, practice).practices, area: home === undefined ? null : practicesOf(edition, home), parameters, today })
  const earlier = await earlierThan(desk, edition), watches = watching({ answers, history, edition, practice, earlier, today })
  return { ahead, first, left, ratios, watches, pairs: feelsAndFigures({ answers, ratios, first, level: levelInWords }), edition, practice, earlier }
}

/** The two editions before this one, of the same world: enough for what is worth watching, and no more is read for a page. */
async function earlierThan(desk: Desk, edition: Edition): Promise<Edition[]> {
  const names = desk.figures.list().filter(each => each.world === edition.world && each.asAt < edition.asAt).slice(0, 2).map(each => each.name)
  return (await Promise.all(names.map(name => desk.figures.edition(name)))).filter(each => each !== null)
}

const levelInWords = (question: string, level: number): string => questionWords[question]?.levels?.[level] ?? ''

/** Whether a list of patients had been added here by then. */
const addedBy = ({ sources }: Edition, at: Date): boolean => new Date(sources.find(use => use.dataSet === 'list-sizes')?.release.importedAt ?? 0) <= at

/** What changed since this reader last looked; null on their first look. Answers of their own are no news to them. */
export function changesSince({ review: { history, lastLook }, room }: ReviewScene, { edition, practice, earlier, watches }: Insight): { since: Date; lines: ChangedLine[] } | null {
  if (lastLook === null) return null
  const known = history.filter(answer => answer.at <= lastLook || answer.by === room.who.person), then = new Map<string, Answer>(known.map(answer => [answer.question, answer])), now = new Map<string, Answer>(history.map(answer => [answer.question, answer]))
  // The figures that were there to be seen then, and what was worth watching on them.
  const all = edition === null ? [] : [edition, ...earlier], seenAt = Math.max(0, all.findIndex(each => addedBy(each, lastLook))), seen = all[seenAt] ?? null, practiceThen = seen?.byCode.get(room.organisation.code) ?? practice
  const watchedThen = seen === null || practiceThen === null ? watches : watching({ answers: then, history: known, edition: seen, practice: practiceThen, earlier: all.slice(seenAt + 1), today: dayInEngland(lastLook) })
  const lines = whatChanged({ answers: then, edition: seen, watching: watchedThen }, { answers: now, edition, watching: watches }, room.organisation.code, { question: id => questionWords[id]?.label ?? id, said: (id, said) => { const question = questionBy(id); return question === null ? '' : saidInWords(question, said).join('; ') } })
  return { since: lastLook, lines }
}
