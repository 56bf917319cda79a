import { dayInEngland } from '#domain/day.ts'
import { day } from './say.ts'

const clock = new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/London', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })

/** An instant as people say it in England: 3 February 2026, 10:04. */
export function moment(at: Date): string {
  return `${day(dayInEngland(at))}, ${clock.format(at)}`
}

/** The day of an instant in England. */
export const dayOf = (at: Date): string => day(dayInEngland(at))
