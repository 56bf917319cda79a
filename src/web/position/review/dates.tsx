import { fiveYears as words } from '#content/wording/five-years.ts'
import { datesAhead, type DateAhead } from '#domain/position/review/dates-ahead.ts'
import { day } from '../../ui/say.ts'
import type { ReviewScene } from './scene.tsx'

/** "25 March 2028: the lease of Weir Lane can be broken." */
export const dateInWords = ({ on, isYear, kind, about }: DateAhead): string => `${isYear ? on.slice(0, 4) : day(on)}: ${words.datesAhead[kind](about)}`

/** The days that the practice's own sheets name, soonest first; nothing where they name none. */
export function DatesAhead({ scene: { review, room } }: { scene: ReviewScene }) {
  const dates = datesAhead(review.answers, room.today)
  if (dates.length === 0) return null
  return <><h2 class="nhsuk-heading-m">{words.datesTitle}</h2><ul class="nhsuk-list nhsuk-list--bullet">{dates.map(date => <li>{dateInWords(date)}</li>)}</ul></>
}
