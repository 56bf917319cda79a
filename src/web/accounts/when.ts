import { dayInEngland } from '#domain/position/day.ts'
import { day } from '../ui/say.ts'

const clock = new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/London', hour: 'numeric', minute: '2-digit', hourCycle: 'h23' })

/** "9:05", as clocks in England say. */
export const timeInEngland = (at: Date): string => clock.format(at)

/** "3 February 2026 at 9:05". */
export const momentInEngland = (at: Date): string => `${day(dayInEngland(at))} at ${timeInEngland(at)}`
