import { askForHelp } from '#commands/support/ask-for-help.ts'
import { closeCase, nextStep, openCase, stepDone } from '#commands/support/keep-case.ts'
import { noteForOurselves, stepOfOursDone, throwNoteAway } from '#commands/support/note-for-ourselves.ts'
import { answerHelp, askMore, closeMatter } from '#commands/support/say-in-matter.ts'
import { showRequestUntil, stopRequest } from '#commands/support/show-request.ts'
import { takeUp } from '#commands/support/take-up.ts'
import { isOpen } from '#domain/organisations/showing.ts'
import { inOrder, mattersInOrder, type Due } from '#domain/support/due.ts'
import { stateOf, type HelpState } from '#domain/support/help.ts'
import type { Looker } from '#domain/visibility.ts'
import type { Day } from '#domain/words.ts'
import type { Database } from '#records/connect.ts'
import { headingsOf, itemHead, itemsOfRoom, lookings, type ItemHead } from '#records/items.ts'
import { casesOfRoom, caseHeld, deedsOf, hatsOf, requestOf, requestsOfRoom, requestsToUs, stepsOf, supportHeadings, wordsOf, workingNotes, type CaseStep, type WorkingNote } from '#records/support.ts'
import type { Viewed } from '#records/viewing.ts'
import type { Capacity } from '#web/organisations/port.ts'
import type { Support } from '#web/support/port.ts'
import { asCapacity, asId, isId, openIn, readIn } from './capacity.ts'

/** Readings of one request that its page lists. */
const MOST_LOOKINGS = 5_000

/** Help requests, those who help and a commissioner's cases, over a database. */
export function openSupport({ db, now }: { db: Database; now(): Date }): Support {
  const desk = { db, now }
  const reading = <T>(who: Capacity, read: (tx: Viewed, looker: Looker) => Promise<T>) => readIn(desk, who, read)
  const of = <A extends unknown[], T>(act: (at: typeof desk, who: Capacity, id: string, ...rest: A) => Promise<T>) => (who: Capacity, id: string, ...rest: A) => act(desk, asCapacity(who), asId(id), ...rest)
  /** Opens an item of a kind; written down for its owner where that is another. */
  const opening = async <T>(who: Capacity, item: string, kind: string, read: (tx: Viewed, looker: Looker, head: ItemHead) => Promise<T>): Promise<T | null> => (isId(item) ? reading(who, async (tx, looker) => {
    if ((await itemHead(tx, looker, item))?.kind !== kind) return null
    return openIn(tx, looker, item, { form: 'page', at: now() }, head => read(tx, looker, head))
  }) : null)

  return {
    kindOf: async (who, item) => (isId(item) ? reading(who, async (tx, looker) => { const kind = (await itemHead(tx, looker, item))?.kind; return kind === 'help-request' || kind === 'case' ? kind : null }) : null),

    ourRequests: async who => await reading(who, async (tx, looker) => {
      const ours = await requestsOfRoom(tx, looker), done = await doneIn(tx, ours.map(each => each.head.id))
      return ours.map(each => ({ ...each, ...done(each.head.id) }))
    }) ?? [],
    ask: (who, asked) => askForHelp(desk, asCapacity(who), asked),
    askMore: of(askMore),
    showUntil: of(showRequestUntil),
    stop: of(stopRequest),
    shownTo: async (who, kind) => await reading(who, async (tx, looker) => {
      const headings = new Map([...await headingsOf(tx, looker), ...await supportHeadings(tx, looker)])
      return (await itemsOfRoom(tx, looker)).flatMap(head => head.shares.filter(share => share.toCode.startsWith(`${kind}:`) && isOpen(share, looker.on))
        .map(share => ({ head, heading: headings.get(head.id) ?? null, toName: share.toName, share: share.id, until: share.until })))
    }) ?? [],

    askedUs: async who => await reading(who, async (tx, looker) => {
      const asked = await requestsToUs(tx, looker), done = await doneIn(tx, asked.map(each => each.head.id)), notes = Map.groupBy(await workingNotes(tx), note => note.matter)
      return mattersInOrder(asked.map(each => {
        const { state, hats } = done(each.head.id)
        return { ...each, state, hats, dues: duesOf(state, each.wantedBy, notes.get(each.head.id) ?? []), begunAt: each.head.madeAt, isOver: state === 'closed' }
      }))
    }) ?? [],
    takeUp: of(takeUp),
    answer: of(answerHelp),
    note: of(noteForOurselves),
    stepOfOursDone: of(stepOfOursDone),
    throwNoteAway: of(throwNoteAway),
    notesLeft: async who => await reading(who, async (tx, looker) => {
      const shown = new Set((await requestsToUs(tx, looker)).map(each => each.head.id))
      return (await workingNotes(tx)).filter(note => !shown.has(note.matter))
    }) ?? [],

    open: (who, request) => opening(who, request, 'help-request', async (tx, looker, head) => {
      const help = await requestOf(tx, request), hats = await hatsOf(tx, [request]), words = await wordsOf(tx, request)
      const side = head.organisation === who.organisation ? 'practice' : looker.codes.includes(help.toCode) ? 'support' : 'shown'
      return {
        head, help, hats, words, side, state: stateOf(hats, words),
        notes: side === 'support' ? await workingNotes(tx, request) : [],
        lookings: side === 'practice' ? (await lookings(tx, looker, MOST_LOOKINGS)).filter(looking => looking.item === request) : [],
      }
    }),
    close: of(closeMatter),

    cases: async who => await reading(who, async (tx, looker) => mattersInOrder((await casesOfRoom(tx, looker)).map(each => ({ ...each, dues: each.about.closed === null ? stepsDue(each.steps) : [], begunAt: each.head.madeAt, isOver: each.about.closed !== null })))) ?? [],
    openedCase: (who, item) => opening(who, item, 'case', async (tx, _, head) => ({ head, about: await caseHeld(tx, item), steps: await stepsOf(tx, [item]) })),
    openCase: (who, typed) => openCase(desk, asCapacity(who), typed),
    nextStep: of(nextStep),
    stepDone: (who, item, step) => of(stepDone)(who, item, asId(step)),
    closeCase: of(closeCase),
  }
}

/** How each of these matters stands, and who has taken it up. */
async function doneIn(tx: Viewed, matters: readonly string[]) {
  const hats = Map.groupBy(await hatsOf(tx, matters), hat => hat.matter), deeds = Map.groupBy(await deedsOf(tx, matters), deed => deed.matter)
  return (matter: string) => ({ hats: hats.get(matter) ?? [], state: stateOf(hats.get(matter) ?? [], deeds.get(matter) ?? []) })
}

/** What is due in a request: an answer, as long as there is none, and one's own next steps. */
function duesOf(state: HelpState, wantedBy: Day | null, notes: readonly WorkingNote[]): Due[] {
  const answer: Due[] = state === 'asked' || state === 'taken-up' ? [{ what: 'answer', on: wantedBy, says: '' }] : []
  return state === 'closed' ? [] : inOrder([...answer, ...notes.flatMap(note => (note.step !== null && note.done === null ? [{ what: 'step' as const, on: note.due, says: note.step }] : []))])
}

function stepsDue(steps: readonly CaseStep[]): Due[] {
  return inOrder(steps.flatMap(step => (step.done === null ? [{ what: 'step' as const, on: step.due, says: step.says }] : [])))
}
