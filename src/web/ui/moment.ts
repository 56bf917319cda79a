import { dayInEngland, timeInEngland } from '#domain/day.ts'
import { day } from './say.ts'

/** An instant as people say it in England: 3 February 2026, 10:04. */
export function moment(at: Date): string {
  return `${day(dayInEngland(at))}, ${timeInEngland(at)}`
}

/** The day of an instant in England. */
export const dayOf = (at: Date): string => day(dayInEngland(at))
