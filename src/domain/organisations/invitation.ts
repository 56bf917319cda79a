import { dayAfter } from '../day.ts'
import type { Day } from '../words.ts'

/** Days in which an invitation is taken up: a letter by post, a holiday and a partners' meeting included. */
export const INVITATION_DAYS = 60

/** Letters to practices that may be made at once. */
export const MOST_AT_ONCE = 400

/** Whether an invitation waits to be taken up, up to the last minute of its day. */
export const isWaiting = ({ withdrawn_at, taken_at, until }: { withdrawn_at: Date | null; taken_at: Date | null; until: Day }, today: Day): boolean => withdrawn_at === null && taken_at === null && until >= today

export const invitationUntil = (today: Day): Day => dayAfter(today, INVITATION_DAYS)

// Letters and figures that are not taken for one another on paper: no I, L, O, U.
const SIGNS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
export const CODE_SIGNS = 16

/** The code of a letter from random bytes (one for each of its 16 signs, so 80 bits), in fours: K7QF-92MX-4TDN-8GHR. */
export function codeOf(random: Uint8Array): string {
  const signs = [...random.subarray(0, CODE_SIGNS)].map(byte => SIGNS[byte % SIGNS.length]).join('')
  return signs.replace(/(.{4})(?=.)/g, '$1-')
}

/** A code as somebody types it from a letter: small letters, spaces and the usual mistakings (O for 0, I and L for 1) are taken; null for what cannot be one. */
export function codeTyped(text: string): string | null {
  const signs = text.toUpperCase().replaceAll(/[\s–—-]/g, '').replaceAll('O', '0').replaceAll(/[IL]/g, '1')
  return signs.length === CODE_SIGNS && [...signs].every(sign => SIGNS.includes(sign)) ? signs.replace(/(.{4})(?=.)/g, '$1-') : null
}
