import { DAY_AS_TYPED, dayAfter, dayInWords, dayNumber, isDay } from '../day.ts'
import { refuse, type Day, type Refusal } from '../words.ts'
import { oddSigns } from '../words-typed.ts'

/** How long a link to look at a sketch opens unless its maker says otherwise, and at most; days after the day it is made. */
export const shareDays = { usual: 60, most: 366 } as const

const SOURCE = 'Links to look at a sketch'
const LONGEST_NAME = 80

/** Whoever shares a sketch, and until when anyone with the link may look. */
export interface ShareAsk { author: string; until: Day }

/**
 * Reads what somebody typed to share a sketch. Refuses no name (a sketch without its maker is nobody's), a name too long or with line breaks or links in it,
 * a day that is past, and one more than 366 days away.
 */
export function shareAsk(author: string, until: Day, today: Day): ShareAsk | Refusal {
  const name = author.trim().replaceAll(/\s+/g, ' ')
  if (name === '') return refuse('no-author', 'Say who made the sketch: your name, or your practice’s.', SOURCE)
  if (name.length > LONGEST_NAME) return refuse('long-author', `A name may have ${LONGEST_NAME} letters; this one has ${name.length}.`, SOURCE)
  if (oddSigns.test(name)) return refuse('odd-author', 'A name holds no address of a page and no signs such as < or >.', SOURCE)
  const days = dayNumber(until) - dayNumber(today)
  if (!isDay(until)) return refuse('no-day', `Give the last day on which the link opens, such as ${DAY_AS_TYPED}.`, SOURCE)
  if (days < 0) return refuse('day-past', `${dayInWords(until)} is past. Choose today or a later day.`, SOURCE)
  if (days > shareDays.most) return refuse('day-far', `A link opens for a year at most. Choose a day up to ${dayInWords(dayAfter(today, shareDays.most))}.`, SOURCE)
  return { author: name, until }
}
