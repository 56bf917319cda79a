import { DAY_AS_TYPED, dayAfter, dayInWords, dayNumber, isDay } from '../day.ts'
import { refuse, type Day, type Refusal } from '../words.ts'

/** How long something is shown to a named body unless its owner says otherwise, and at most; days after today. */
export const showingDays = { usual: 60, most: 366 } as const

/** Whether something is shown by this share on a day: nobody has stopped it, and its last day counts. Whom it reaches is for visibility.ts to say. */
export function isOpen({ until, stoppedAt }: { until: Day; stoppedAt: Date | null }, on: Day): boolean {
  return stoppedAt === null && on <= until
}

/** Kinds of items that stay in their room, their writer's or the partners', and are never shown to anybody else: a review (a copy of it is shown). */
const stayInRoom: readonly string[] = ['review']

/** Why an item of this kind may not be kept for, or shown to, anybody outside its room; null where it may. */
export function whyStaysInRoom(kind: string): Refusal | null {
  return stayInRoom.includes(kind) ? refuse('stays-in-room', 'This is yours only or your partners’, and is not shown to anybody else. Make a copy to show: it leaves out what is private.', 'Who sees what: a review') : null
}

/** Why something of this kind is not put on a public page; null where it may be. What a practice's five years come to is read by whom it names, or by a group, never by anyone. */
export function whyNotForAnyone(kind: string): Refusal | null {
  return kind === 'review-copy' ? refuse('not-for-anyone', 'A copy of your five years is shown to a group or to somebody by name, and never to anyone.', 'Who sees what: a review') : null
}

/** Hours in which somebody confirms what another entered for them; after that it is not theirs. */
export const CONFIRM_HOURS = 48

/** Reads the last day on which somebody named may look. Refuses no day, one that is past and one more than a year away. */
export function lastDay(until: string, today: Day): Day | Refusal {
  const SOURCE = 'Showing something to somebody by name'
  if (!isDay(until)) return refuse('no-day', `Give the last day on which they may look, such as ${DAY_AS_TYPED}.`, SOURCE)
  const days = dayNumber(until) - dayNumber(today)
  if (days < 0) return refuse('day-past', `${dayInWords(until)} is past. Choose today or a later day.`, SOURCE)
  if (days > showingDays.most) return refuse('day-far', `Something is shown for a year at most. Choose a day up to ${dayInWords(dayAfter(today, showingDays.most))}.`, SOURCE)
  return until
}
