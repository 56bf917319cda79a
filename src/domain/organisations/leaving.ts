import { DAY_AS_TYPED, dayAfter, dayInWords, dayNumber, isDay } from '../day.ts'
import { refuse, type Day, type Refusal } from '../words.ts'
import { answers, type OrganisationKind, type PersonId, type Role } from './organisation.ts'

/**
 * How a room goes: deleted, or ended because the practice joined another. Both take from others what cannot be given back, so both wait while anybody else
 * answers for the room, and any of them can stop it. Why seven days, and why also those who answered lately: docs/guides/leaving.md.
 */
export const leavingWays = ['delete', 'join'] as const
export type LeavingWay = (typeof leavingWays)[number]

/** Days that a room waits before it goes, where somebody else answers for it: a week holds everybody's working days, and a weekend. */
export const GRACE_DAYS = 7

/** Days for which somebody whose role has ended still counts: whoever wants a room gone could otherwise end the others' roles first. */
export const LATELY_DAYS = 30

/** Days ahead that the end of a room may be set, at most. */
const MOST_AHEAD = 366

const SOURCE = 'Leaving'

/** Whether a role lets its holder stop what was asked on a day: it answers for the room, and is held that day or was held in the 30 days before. */
export function maySay({ kind, toOn }: Pick<Role, 'kind' | 'toOn'>, askedOn: Day): boolean {
  return answers([kind]) && (toOn === null || dayNumber(toOn) >= dayNumber(askedOn) - LATELY_DAYS)
}

/** Everybody but the one who asks who can stop it, each once. */
export function othersWhoMaySay(roles: readonly Role[], asker: PersonId, askedOn: Day): PersonId[] {
  return [...new Set(roles.filter(role => role.person !== asker && maySay(role, askedOn)).map(role => role.person))]
}

/** The first day on which a room may go: today where nobody else has a say, else a week from today. */
export function soonest(today: Day, others: readonly PersonId[]): Day {
  return dayAfter(today, others.length === 0 ? 0 : GRACE_DAYS)
}

/** Reads the first day on which two practices are one. Refuses what is no day, one sooner than the room may go and one more than a year away. */
export function firstDayAsOne(from: string, today: Day, others: readonly PersonId[]): Day | Refusal {
  const first = soonest(today, others), last = dayAfter(today, MOST_AHEAD)
  if (!isDay(from)) return refuse('no-day', `Give the first day on which you are one practice, such as ${DAY_AS_TYPED}.`, SOURCE)
  if (from < today) return refuse('day-past', `${dayInWords(from)} is past. Choose today or a later day: until then everything here stays as it is.`, SOURCE)
  if (from < first) return refuse('too-soon', `Others who answer for this room can stop it for ${GRACE_DAYS} days, so it ends on ${dayInWords(first)} at the earliest.`, SOURCE)
  if (from > last) return refuse('day-far', `Choose a day up to ${dayInWords(last)}.`, SOURCE)
  return from
}

/** Whether a name was typed as a sign that this room is meant: spaces, capitals and marks aside. Refuses any other. */
export function nameTypedIs(typed: string, name: string): true | Refusal {
  const plain = (text: string) => text.normalize('NFKD').replaceAll(/[^\p{L}\p{N}]+/gu, '').toLowerCase()
  return plain(typed) === plain(name) && plain(name) !== '' ? true : refuse('other-name', `Type the name as it stands here, ${name}, so that nothing goes by mistake.`, SOURCE)
}

/** Why a room of this kind does not go that way now; null when it may. `members`: organisations that are in it today, where it is a group's. */
export function whyNotGo(way: LeavingWay, kind: OrganisationKind, members: number): Refusal | null {
  if (way === 'join' && kind === 'group') return refuse('group-joins', 'A group does not join another as one: each member leaves this one and joins the other.', SOURCE)
  if (way === 'delete' && kind === 'group' && members > 0) return refuse('still-members', `${members === 1 ? 'An organisation is' : `${members} organisations are`} in this group, and what is kept in its room is theirs together. It can be deleted once the last has left.`, SOURCE)
  return null
}
