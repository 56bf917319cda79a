import type { Grid } from '#domain/position/review/accounts-text.ts'
import type { Answers } from '#domain/position/review/answer.ts'
import type { CopySays } from '#domain/position/review/copy.ts'
import type { Practice } from '#domain/position/edition.ts'
import type { Day, Refusal } from '#domain/words.ts'
import type { Ahead } from '#commands/position/look-ahead.ts'
import type { Saying } from '#commands/position/review/begin-review.ts'
import type { ItemHead } from '#records/items.ts'
import type { AnswerKept } from '#records/reviews.ts'
import type { Capacity } from '../../organisations/port.ts'

export type { Ahead, AnswerKept, ItemHead, Saying }

/** A review opened by somebody who may see it: the answers that stand, every one ever given, and when they last looked. */
export interface Review { head: ItemHead; answers: Answers; history: AnswerKept[]; lastLook: Date | null }

/** Five years cannot be worked out: which of the four numbers are missing, or that no published figures know the practice. */
export interface NotAhead { missing: string[]; isUnknown: boolean }

/** A practice's private review, as pages ask for it. Every question names who asks; whatever they may not see answers as if it did not exist. */
export interface Reviews {
  /** Reviews of the room this reader may see, last changed first. */
  list(who: Capacity): Promise<ItemHead[]>
  /** Null for what is not theirs, is no review, or is kept in another room. */
  open(who: Capacity, review: string): Promise<Review | null>
  /** Whether an item of the room is a review this reader may see. */
  isReview(who: Capacity, item: string): Promise<boolean>
  begin(who: Capacity, sayings: readonly Saying[]): Promise<{ review: string } | Refusal>
  answer(who: Capacity, review: string, sayings: readonly Saying[]): Promise<{ review: string } | Refusal>
  /** Notes that this reader has looked now. */
  look(who: Capacity, review: string): Promise<{ looked: true } | Refusal>
  copy(who: Capacity, review: string, ask: { says: CopySays; hasLeftOut: boolean }): Promise<{ copy: string } | Refusal>
  /** Cells of a CSV file or a workbook; of several sheets the one that is worth most. Refuses what cannot be read, is too large, or holds what looks like an NHS number. */
  gridOfFile(bytes: Uint8Array, name: string, worth: (grid: Grid) => number): Promise<string[][] | Refusal>
  /** Five years on a review's answers and published figures; the same answers on the same day give the same figures. What is kept of them is kept for that review alone. */
  ahead(review: string, practice: Practice | null, answers: Answers, today: Day): Promise<Ahead | NotAhead>
}
