import { fiveYears as words } from '#content/wording/five-years.ts'
import { parts as partWords, questionWords } from '#content/wording/review.ts'
import { saidInWords } from '#content/wording/review-said.ts'
import { wordSaid, type Answers } from '#domain/position/review/answer.ts'
import { datesAhead } from '#domain/position/review/dates-ahead.ts'
import type { CopyBlock } from '#domain/position/review/copy.ts'
import { pounds } from '#domain/position/projection.ts'
import { parts } from '#domain/position/review/question.ts'
import { questionBy, questionsOf } from '#domain/position/review/questions.ts'
import { inUnits, type Ratio } from '#domain/position/review/ratios.ts'
import { day, share } from '../../ui/say.ts'
import { dateInWords } from './dates.tsx'
import { isAhead, type Insight } from './insight.ts'
import { leftSays } from './left.tsx'
import { howSure, leftTitle, MENTIONED, near, reasonYear, suggestion, week } from './outlook.tsx'
import type { ReviewScene } from './scene.tsx'

/** Two pages for a partners' meeting, or for somebody who is asked for help: what is sensitive is in them only where somebody ticked it. */

/** What somebody may tick; all else is in any case. */
export const ticks = ['five-years', 'own-figures', 'left', 'core', 'answers'] as const
export type Tick = (typeof ticks)[number]

export const ticksOf = (values: readonly string[]): Set<Tick> => new Set(ticks.filter(tick => values.includes(tick)))

/** The paper as blocks that a page, a Word file, a PDF and a copy for others share. Nothing sensitive without its tick. Others are not told what the practice may do this week, such as ringing them. */
export function paperOf(scene: ReviewScene, insight: Insight, ticked: ReadonlySet<Tick>, isForOthers = false): CopyBlock[] {
  const { review: { answers } } = scene, { ahead, left, ratios, watches, first } = insight, blocks: CopyBlock[] = []
  const has = (tick: Tick) => ticked.has(tick)
  if (has('five-years') && isAhead(ahead)) {
    const year = String(ahead.years.at(-1)), { ppp, noPartner } = ahead.futures.alone.fan, last = ppp.at(-1), gone = noPartner.at(-1)!
    blocks.push({ heading: words.suggests, level: 2 }, { paragraph: suggestion(ahead, answers), as: 'lead' })
    if (last) blocks.push({ paragraph: `${words.fanTitle(near(last.lower), near(last.upper), year, gone >= MENTIONED)}. ${gone >= MENTIONED ? `${words.fanNoPartner(share(gone), year)} ` : ''}${howSure(ahead, answers)}` })
    if (ahead.reasons.length > 0) blocks.push({ paragraph: words.reasonsSays(reasonYear(ahead)) }, { list: ahead.reasons.map(({ key, pounds: by }) => words.reasons[key](near(by))) })
    blocks.push({ table: { columns: [words.columns.year, words.columns.income, words.columns.expense, words.columns.profit, words.columns.ppp, words.columns.floor].map(head => ({ head, share: 1 })), rows: ahead.middle.map((row, t) => [String(ahead.years[t]), pounds(row.income), pounds(row.expense), pounds(row.profit), row.ppp === null ? words.noPartner : pounds(row.ppp), pounds(row.floor)]) } })
    if (ahead.failures.length > 0) blocks.push({ list: ahead.failures.map(({ test, year: t }) => words.tests[test](String(ahead.years[t]))) })
  }
  if (has('left')) blocks.push({ heading: leftTitle(answers), level: 2 }, { paragraph: leftSays(left) }, { list: left.lines.filter(line => line.pounds !== null).map(line => `${words.leftLines[line.id]}: ${pounds(line.pounds!)}`) })
  if (has('core')) {
    const said = wordSaid(answers, 'core-services') as keyof typeof words.coreAnswers | null
    blocks.push({ heading: words.pages.core, level: 2 }, ...(said === null ? [] : [{ paragraph: words.coreSaid(answers.get('core-services')!.byName, day(answers.get('core-services')!.on), words.coreAnswers[said]) }]), { list: first.questions.filter(each => each.applies).map(each => `${each.whatToDo} ${each.says}`) })
  }
  const shown = ratios.filter(each => each.value !== null && (each.from === 'published' || has('own-figures'))), toFirst = shown.filter(each => each.mention !== 'no')
  if (shown.length > 0) blocks.push({ heading: words.pages.figures, level: 2 }, ratioTable(toFirst.length > 0 ? toFirst : shown.slice(0, 6)), { paragraph: [...new Set(shown.flatMap(each => each.sources))].slice(0, 4).join('. '), as: 'small' })
  const found = watches.filter(each => each.found !== null && (each.from === 'published' || has('own-figures')))
  if (found.length > 0) blocks.push({ heading: words.watchTitle, level: 2 }, { list: found.map(each => `${each.name}. ${each.found!.says} ${words.sinceDay(day(each.found!.on))}.`) })
  const dates = has('own-figures') ? datesAhead(answers, scene.room.today) : []
  if (dates.length > 0) blocks.push({ heading: words.datesTitle, level: 2 }, { list: dates.map(dateInWords) })
  if (!isForOthers) blocks.push({ heading: words.weekTitle, level: 2 }, { list: week({ desk: scene.desk, review: { ...scene.review, answers: has('answers') ? answers : withoutPrivate(answers) } }).map(({ says }) => says) })
  for (const part of parts) {
    const said = questionsOf(part).filter(question => answers.has(question.id) && question.id !== 'accounts' && (!question.isSensitive || has('answers')) && answers.get(question.id)!.said !== null)
    if (part === 'four-numbers' || part === 'assumptions' || said.length === 0) continue
    blocks.push({ heading: partWords[part].title, level: 3 }, { list: said.flatMap(question => saidInWords(question, answers.get(question.id)!.said).map(line => `${questionWords[question.id]!.label} ${line}`)) })
  }
  return blocks
}

/** Answers that anybody the paper is for may be told: advice that follows from a private one tells it as well. */
const withoutPrivate = (answers: Answers): Answers => new Map([...answers].filter(([id]) => questionBy(id)?.isSensitive === false))

function ratioTable(ratios: readonly Ratio[]): CopyBlock {
  const middle = (ratio: Ratio, of: 'like' | 'area') => (ratio.compared[of] === null ? words.notPublished : inUnits(ratio.compared[of]!.median, ratio.unit))
  return { table: { columns: [{ head: words.figureHeads.what, share: 3 }, { head: words.figureHeads.yours, share: 1.4 }, { head: words.figureHeads.like, share: 1.4 }, { head: words.figureHeads.area, share: 1.4 }], rows: ratios.map(ratio => [ratio.name, inUnits(ratio.value!, ratio.unit), middle(ratio, 'like'), middle(ratio, 'area')]) } }
}
