import { dayInEngland } from '#domain/day.ts'
import { day } from './say.ts'

const clock = new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/London', hour: 'numeric', minute: '2-digit', hourCycle: 'h23' })

/** "9:05", as clocks in England say. */
export const timeInEngland = (at: Date): string => clock.format(at)

/** An instant as people say it in England: 3 February 2026 at 9:05. */
export const moment = (at: Date): string => `${day(dayInEngland(at))} at ${timeInEngland(at)}`

/** The day of an instant in England. */
export const dayOf = (at: Date): string => day(dayInEngland(at))
