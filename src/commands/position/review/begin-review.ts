import { randomUUID } from 'node:crypto'
import type { Answer, Sure } from '#domain/position/review/answer.ts'
import { goodUntil } from '#domain/position/review/answer.ts'
import { questionBy } from '#domain/position/review/questions.ts'
import type { Said } from '#domain/position/review/question.ts'
import { invariant, refuse, type Refusal } from '#domain/words.ts'
import { addItem, touchItem } from '#records/items.ts'
import { addAnswers, lettersOf } from '#records/reviews.ts'
import { changeable, inRoom, notYours, type Acting, type RoomDesk, type Who } from '../../organisations/in-room.ts'

/** One answer as its page read it: what the form took (`readSaid` of the domain), how sure, on what evidence. */
export interface Saying { question: string; said: Said; sure: Sure; evidence: string }

const SOURCE = 'A review of one’s own practice'

/** Most letters of the evidence somebody gives. */
const MOST_EVIDENCE = 300
/** Most that one review holds: a page of it reads all that was ever said there. Every question answered anew each month would take years to fill it. */
const MOST = { answers: 10_000, letters: 3_000_000 }

/** Begins a review of one's own practice: 'Only you', with the answers it begins with. Refuses in any room but a practice's. */
export async function beginReview(desk: RoomDesk, who: Who, sayings: readonly Saying[]): Promise<{ review: string } | Refusal> {
  return inRoom(desk, who, async acting => {
    const { tx, room, name, at } = acting
    if (room.kind !== 'practice') return refuse('not-a-practice', 'Only a practice looks at its own next five years.', SOURCE)
    const answers = answersOf(acting, sayings)
    if (!Array.isArray(answers)) return answers
    const review = randomUUID()
    await addItem(tx, { id: review, kind: 'review', organisation: room.id, organisationName: room.name, author: who.person, authorName: name, keptAs: 'only-you', group: null, isCommercial: false, entered: null, at })
    await addAnswers(tx, review, answers, at)
    return { review }
  })
}

/** Adds answers to a review; the newest to a question stands. Whoever may change the review may answer: its writer, or all who answer for the practice once it is theirs. Refuses one that is full. */
export async function answerReview(desk: RoomDesk, who: Who, review: string, sayings: readonly Saying[]): Promise<{ review: string } | Refusal> {
  return inRoom(desk, who, async acting => {
    const head = await changeable(acting, review)
    if (head === null || head.kind !== 'review') return notYours
    const answers = answersOf(acting, sayings)
    if (!Array.isArray(answers)) return answers
    if (answers.length === 0) return { review }
    const held = await lettersOf(acting.tx, review)
    if (held.answers + answers.length > MOST.answers || held.letters > MOST.letters) return refuse('full-review', 'This has been answered so often that it holds no more. It can be read and taken away; begin another to go on.', 'Limits of this server')
    await addAnswers(acting.tx, review, answers, acting.at)
    invariant(await touchItem(acting.tx, review, head.version, acting.at) || await isThere(acting, review), 'a review that was there is there')
    return { review }
  })
}

/** Somebody else answered in the same moment: both stand, since answers are only added. */
const isThere = async (acting: Acting, review: string): Promise<boolean> => await changeable(acting, review) !== null

function answersOf({ name, today, looker }: Acting, sayings: readonly Saying[]): Omit<Answer, 'on'>[] | Refusal {
  const all: Omit<Answer, 'on'>[] = []
  for (const { question, said, sure, evidence } of sayings) {
    const asked = questionBy(question)
    if (asked === null) return refuse('no-such-question', 'This question is not asked here.', SOURCE)
    if (evidence.length > MOST_EVIDENCE) return refuse('long-evidence', `What it rests on may have ${MOST_EVIDENCE} letters.`, SOURCE)
    all.push({ question, said, sure, evidence, goodUntil: goodUntil(today, asked), by: looker.person!, byName: name })
  }
  return all
}
