import { alone as aloneWords, aloneQuestionWords, choiceInWords, takenAlone } from '#content/wording/alone.ts'
import { taken as words, takenCase, takenKinds, takenReview } from '#content/wording/leaving.ts'
import { askedUs, cases, hats, levels, request, standsNow, states, wordsSaid } from '#content/wording/support.ts'
import { clockInEngland, dayInEngland, dayInWords } from '#domain/day.ts'
import { aloneQuestions, type AloneResult } from '#domain/position/review/alone.ts'
import { stateOf } from '#domain/support/help.ts'
import { fiveYears } from '#content/wording/five-years.ts'
import { questionWords, sure as sureWords } from '#content/wording/review.ts'
import { saidInWords } from '#content/wording/review-said.ts'
import type { CopyBlock } from '#domain/position/review/copy.ts'
import { questionBy } from '#domain/position/review/questions.ts'
import { invariant, type Day } from '#domain/words.ts'
import type { Block } from '#press/document.ts'
import type { SheetCell, SheetColumn } from '#press/workbook.ts'
import { answersBy as aloneAnswersBy, askedIn, roundsOfViewer } from '#records/alone.ts'
import { notesOf } from '#records/items.ts'
import { answersBy, copiesBy, type AnswerKept } from '#records/reviews.ts'
import { casesBy, hatsOf, requestsBy, stepsOf, wordsIn, workingNotes } from '#records/support.ts'
import type { Viewed } from '#records/viewing.ts'

/** What one item says, as each of the three files takes it. */
export interface Said {
  /** Its heading in the Word file, and what the other sheets call it. */
  title: string
  /** One cell for each column of its kind. */
  cells: readonly SheetCell[]
  blocks: readonly Block[]
  /** For the JSON file: text, numbers and ISO instants and days. What stands in it is part of the documented shape (docs/guides/leaving.md). */
  json: Record<string, unknown>
}

/** How items of one kind are taken away. */
export interface TakenKind {
  /** As `item.kind` says it. */
  kind: string
  /** The tables of what it says, each with a foreign key to item: a test asks the database for any that no kind names. */
  tables: readonly string[]
  /** The name of its sheet and of its part of the Word file; at most 31 letters. */
  heading: string
  columns: readonly SheetColumn[]
  /** What items of this kind say. Only items the viewer has been let see are asked for; one that has gone meanwhile is left out. */
  read(tx: Viewed, items: readonly string[]): Promise<Map<string, Said>>
}

const text = (head: string, width: number): SheetColumn => ({ head, shown: 'text', width })
const instant = (at: Date): string => `${dayInWords(dayInEngland(at))} at ${clockInEngland(at).replace(/^0/, '')}`
const inWords = (day: Day | null): string => (day === null ? words.none : dayInWords(day))

/** Every kind of item that can be taken away, in the order of the files; docs/decisions/0013 says where else a new kind is added. */
export const takenKindsInOrder: readonly TakenKind[] = [
  {
    kind: 'note', tables: ['note'], heading: takenKinds.note,
    columns: [text(words.heads.heading, 32), text(words.heads.says, 80)],
    read: async (tx, items) => new Map([...await notesOf(tx, items)].map(([item, { title, body }]) => [item, { title, cells: [title, body], blocks: body === '' ? [] : [{ paragraph: body, as: 'said' }], json: { heading: title, text: body } }])),
  },
  {
    // What both sides said is kept with the request; what the support unit notes for itself is its own (below).
    kind: 'help-request', tables: ['help_request', 'hat', 'help_word'], heading: takenKinds['help-request'],
    columns: [text(words.heads.heading, 32), text(words.heads.asked, 60), text(request.facts.to, 24), text(request.facts.level, 22), text(request.facts.wantedBy, 18), text(request.facts.state, 14), text(words.heads.takenUp, 30), text(request.since, 80)],
    read: async (tx, items) => {
      const requests = await requestsBy(tx, items), said = Map.groupBy(await wordsIn(tx, items), word => word.matter), hatsOn = Map.groupBy(await hatsOf(tx, items), hat => hat.matter)
      return new Map([...requests].map(([item, { title, body, level, wantedBy, toName, toCode, isConfirmed }]) => {
        const words = said.get(item) ?? [], hatsHere = hatsOn.get(item) ?? [], byline = (word: (typeof words)[number]) => wordsSaid[word.kind](word.name, word.organisationName, instant(word.at))
        const who = hatsHere.map(hat => `${standsNow.who(hat.name, hats[hat.kind].does)}, ${hat.organisationName}`).join('; '), state = stateOf(hatsHere, words)
        return [item, {
          title, cells: [title, body, toName, levels[level], wantedBy ?? '', states[state], who, words.map(word => `${byline(word)}:\n${word.says}`).join('\n\n')],
          blocks: [
            { paragraph: body, as: 'said' }, { list: [`${request.facts.to}: ${toName}`, `${request.facts.level}: ${levels[level]}`, `${request.facts.wantedBy}: ${inWords(wantedBy)}`, `${request.facts.state}: ${states[state]}`, ...who === '' ? [] : [standsNow.takenUp(who)]] },
            ...words.flatMap((word): Block[] => [{ heading: byline(word), level: 3 }, { paragraph: word.says, as: 'said' }]),
          ],
          json: {
            heading: title, text: body, askedOf: { address: toCode, name: toName }, level, wantedBy, isConfirmed, state,
            hats: hatsHere.map(hat => ({ name: hat.name, organisation: hat.organisationName, hat: hat.kind, at: hat.at.toISOString() })), said: words.map(word => ({ what: word.kind, name: word.name, organisation: word.organisationName, text: word.says, at: word.at.toISOString() })),
          },
        } satisfies Said]
      }))
    },
  },
  {
    kind: 'case', tables: ['commissioner_case', 'case_step'], heading: takenKinds.case,
    columns: [text(cases.about, 32), text(cases.why, 60), text(cases.steps, 60), text(takenCase.ended, 40)],
    read: async (tx, items) => {
      const held = await casesBy(tx, items), steps = Map.groupBy(await stepsOf(tx, items), step => step.item)
      return new Map([...held].map(([item, { about, reason, closed }]) => {
        const done = (steps.get(item) ?? []), says = (step: (typeof done)[number]) => `${step.says} (${step.name}, ${instant(step.at)}; ${takenCase.by(inWords(step.due))}${step.done ? `; ${takenCase.done(step.done.byName, instant(step.done.at))}` : ''})`
        const end = closed === null ? '' : `${dayInWords(closed.on)}, ${closed.byName}:\n${closed.outcome}`
        return [item, {
          title: `${about.name} (${about.code})`, cells: [`${about.name} (${about.code})`, reason, done.map(says).join('\n'), end],
          blocks: [{ paragraph: reason, as: 'said' }, ...done.length === 0 ? [] : [{ list: done.map(says) }], ...closed === null ? [] : [{ heading: takenCase.ended, level: 3 } as const, { paragraph: end, as: 'said' } as const]],
          json: {
            practice: about, reason, closed: closed && { on: closed.on, byName: closed.byName, outcome: closed.outcome },
            steps: done.map(step => ({ text: step.says, due: step.due, name: step.name, at: step.at.toISOString(), doneByName: step.done?.byName ?? null, doneAt: step.done?.at.toISOString() ?? null })),
          },
        } satisfies Said]
      }))
    },
  },
  {
    // The answers that stand and, in the file for other programs, every one before them.
    kind: 'review', tables: ['review_answer', 'review_look'], heading: takenKinds.review,
    columns: [text(takenReview.question, 50), text(words.heads.says, 60), text(takenReview.sure, 20), text(takenReview.evidence, 40), text(takenReview.goodUntil, 16), text(words.heads.whose, 22)],
    read: async (tx, items) => {
      const answers = await answersBy(tx, items)
      return new Map(items.map(item => {
        const history = answers.get(item) ?? [], stands = [...new Map(history.map(answer => [answer.question, answer])).values()]
        const label = (id: string) => questionWords[id]?.label ?? id, said = (answer: AnswerKept) => { const question = questionBy(answer.question); return question === null ? [JSON.stringify(answer.said)] : saidInWords(question, answer.said) }
        const down = (line: (answer: AnswerKept) => string) => stands.map(line).join('\n')
        return [item, {
          title: fiveYears.title, cells: [down(answer => label(answer.question)), stands.map(answer => `${label(answer.question)}: ${said(answer).join(' / ')}`).join('\n'), down(answer => sureWords[answer.sure].word), down(answer => answer.evidence), down(answer => answer.goodUntil), down(answer => answer.byName)],
          blocks: stands.flatMap((answer): Block[] => [{ heading: label(answer.question), level: 3 }, { list: said(answer) }, { paragraph: [fiveYears.said(answer.byName, dayInWords(answer.on), sureWords[answer.sure].word), answer.evidence].filter(each => each !== '').join('. '), as: 'small' }]),
          json: { answers: history.map(({ question, said: is, sure, evidence, goodUntil, byName, at }) => ({ question, said: is, sure, evidence, goodUntil, name: byName, at: at.toISOString() })) },
        } satisfies Said]
      }))
    },
  },
  {
    kind: 'review-copy', tables: ['review_copy'], heading: takenKinds['review-copy'],
    columns: [text(words.heads.heading, 32), text(words.heads.says, 80), text(takenReview.leftOut, 20)],
    read: async (tx, items) => new Map([...await copiesBy(tx, items)].map(([item, { on, hasLeftOut, says }]) => {
      const title = fiveYears.copyHeading(says.practice, dayInWords(on))
      return [item, { title, cells: [title, says.blocks.map(linesOf).join('\n'), hasLeftOut ? takenReview.yes : takenReview.no], blocks: says.blocks.map((block): Block => ('heading' in block ? { heading: block.heading, level: 3 } : block)), json: { on, practice: says.practice, hasLeftOut, blocks: says.blocks } } satisfies Said]
    })),
  },
  {
    // Of everybody only their own answers, and those a partner opened to them by name.
    kind: 'alone', tables: ['alone_answer'], heading: takenKinds.alone,
    columns: [...aloneQuestions.map(({ id }) => text(aloneQuestionWords[id]!.short, 26)), text(takenAlone.way, 30)],
    read: async (tx, items) => new Map([...await aloneAnswersBy(tx, items)].map(([item, { round, said, way }]) => {
      const ways = way === null ? '' : aloneWords.ways[way].text, answer = (id: string) => choiceInWords(id, said[id] ?? null)
      return [item, {
        title: takenAlone.title, cells: [...aloneQuestions.map(({ id }) => answer(id)), ways],
        blocks: [{ list: [...aloneQuestions.map(({ id }) => `${aloneQuestionWords[id]!.asks} ${answer(id)}`), ...ways === '' ? [] : [`${takenAlone.way}: ${ways}`]] }],
        json: { round, answers: Object.entries(said).map(([question, choice]) => ({ question, answer: choice })), way },
      } satisfies Said]
    })),
  },
]

/** A part of a copy as lines of text. */
function linesOf(block: CopyBlock): string {
  if ('heading' in block) return block.heading
  if ('paragraph' in block) return block.paragraph
  return 'list' in block ? block.list.join('\n') : [block.table.columns.map(column => column.head), ...block.table.rows].map(row => row.join(' | ')).join('\n')
}
const rangesInWords = (result: AloneResult | null): string[] => (result === null ? [] : Object.entries(result).map(([id, range]) => `${aloneQuestionWords[id]?.short ?? id}: ${range === null ? aloneWords.tooFew : aloneWords.range(choiceInWords(id, range.from), choiceInWords(id, range.to))}`))

/** Something a room keeps that cannot be shown by itself: never anybody's but those who answer for the room. */
export interface TakenPart {
  part: string
  /** Its tables, each with a foreign key to organisation: a test asks the database for any that no part, and no list of the files, names. */
  tables: readonly string[]
  heading: string
  columns: readonly SheetColumn[]
  read(tx: Viewed): Promise<Said[]>
}

export const takenPartsInOrder: readonly TakenPart[] = [
  {
    part: 'working-note', tables: ['working_note'], heading: takenKinds['working-note'],
    columns: [text(askedUs.from, 28), text(words.heads.says, 60), text(cases.step, 40), text(cases.due, 14), text(words.heads.whose, 22), text(words.heads.written, 18), text(words.heads.done, 30)],
    read: async tx => (await workingNotes(tx)).map(({ matter, fromName, name, says, step, due, at, done }) => ({
      title: `${fromName}, ${instant(at)}`, cells: [fromName, says, step ?? '', due ?? '', name, `${dayInEngland(at)} ${clockInEngland(at)}`, done ? takenCase.done(done.byName, instant(done.at)) : ''],
      blocks: [...says === '' ? [] : [{ paragraph: says, as: 'said' } as const], ...step === null ? [] : [{ list: [`${cases.step}: ${step}, ${takenCase.by(inWords(due))}${done ? `; ${takenCase.done(done.byName, instant(done.at))}` : ''}`] }], { paragraph: name, as: 'small' }],
      json: { matter, fromName, name, text: says, step, due, at: at.toISOString(), doneByName: done?.byName ?? null, doneAt: done?.at.toISOString() ?? null },
    })),
  },
  {
    // That partners were asked, and what the practice was shown: no answer of anybody.
    part: 'alone-round', tables: ['alone_round'], heading: takenKinds['alone-round'],
    columns: [text(takenAlone.begun, 40), text(takenAlone.asked, 40), text(takenAlone.became, 60), text(takenAlone.shown, 80)],
    read: async tx => {
      const rounds = await roundsOfViewer(tx), asked = await askedIn(tx, rounds.map(round => round.id))
      return rounds.map(({ id, begun, closed, ended, asked: count, result }) => {
        const names = (asked.get(id) ?? []).map(each => each.name), became = ended === null ? takenAlone.waits : aloneWords.became[ended.became](ended.answered, count), shown = rangesInWords(result)
        return {
          title: takenAlone.round(inWords(begun.on)), cells: [`${begun.byName}, ${inWords(begun.on)}`, names.join(', '), became, shown.join('\n')],
          blocks: [{ paragraph: became }, { list: [`${takenAlone.begun}: ${begun.byName}`, `${takenAlone.asked}: ${names.join(', ')}`, ...shown] }],
          json: { round: id, begunByName: begun.byName, begunAt: begun.at.toISOString(), asked: names, closedByName: closed?.byName ?? null, closedAt: closed?.at.toISOString() ?? null, endedAt: ended?.at.toISOString() ?? null, became: ended?.became ?? null, openedOn: ended?.openedOn ?? null, answered: ended?.answered ?? null, shown: result && Object.entries(result).map(([question, range]) => ({ question, answers: range && [range.from, range.to] })) },
        }
      })
    },
  },
]

/** What all of these items say, by id, each kind read by its own entry; of a kind that no entry knows nothing is read, and the files say that. */
export async function readTaken(tx: Viewed, heads: readonly { id: string; kind: string }[]): Promise<Map<string, Said>> {
  const said = new Map<string, Said>()
  for (const { kind, columns, read } of takenKindsInOrder) for (const [item, one] of await read(tx, heads.filter(head => head.kind === kind).map(head => head.id))) {
    invariant(one.cells.length === columns.length, `${kind} says as many cells as it has columns`)
    said.set(item, one)
  }
  return said
}

/** What the viewer's own room keeps besides items; each part is asked, and those of other kinds of room are empty. */
export async function readParts(tx: Viewed): Promise<{ part: TakenPart; said: Said[] }[]> {
  const parts: { part: TakenPart; said: Said[] }[] = []
  for (const part of takenPartsInOrder) parts.push({ part, said: await part.read(tx) })
  return parts
}
