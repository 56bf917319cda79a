import type { Patients } from '../words.ts'

/** 7040 as '7,040'. */
export function withComma(count: number): string {
  return Math.round(count).toString().replace(/\B(?=(\d{3})+$)/g, ',')
}

/** A count of people to the nearest ten, as sentences say it; under 5 it is 'fewer than 5', and 5 to 9 stay as they are. */
export function aboutPatients(count: Patients): string {
  if (count < 5) return 'fewer than 5'
  return withComma(count < 10 ? count : Math.round(count / 10) * 10)
}

/** A share from 0 to 1 as a whole per cent; never '0 %' for something, nor '100 %' for less than all. */
export function percent(share: number): string {
  if (share === 0) return '0 %'
  if (share > 0 && share < 0.005) return 'less than 1 %'
  if (share < 1 && share >= 0.995) return 'more than 99 %'
  return `${Math.round(share * 100)} %`
}
