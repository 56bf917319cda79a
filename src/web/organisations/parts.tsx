import { keptAs as keptAsWords, note as noteWords, room as roomWords, roles as roleWords, seen as seenWords } from '#content/wording/organisations.ts'
import { whoSees } from '#content/wording/frame.ts'
import { answers, isHeld, type RoleKind } from '#domain/organisations/organisation.ts'
import { isOpen } from '#domain/organisations/showing.ts'
import type { Day } from '#domain/words.ts'
import { day, listed } from '../ui/say.ts'
import { dayOf, moment } from '../ui/moment.ts'
import type { ItemHead, NamedRole, Room } from './port.ts'

/** What several pages of a room say. */

/** "partner and delegate". */
export const rolesInWords = (roles: readonly RoleKind[]): string => listed(roles.map(role => roleWords[role]))

export const isCurrent = (role: NamedRole, today: Day): boolean => isHeld(role, today)

/** Those who answer for the room today, by name, each once. */
export function answering(room: Room): string[] {
  return [...new Set(room.people.filter(role => isCurrent(role, room.today) && answers([role.kind])).map(role => role.name))]
}

/** Everybody in the room today, each once. */
export function colleagues(room: Room): { person: string; name: string; roles: RoleKind[] }[] {
  const current = room.people.filter(role => isCurrent(role, room.today))
  return [...new Set(current.map(role => role.person))].map(person => ({ person, name: current.find(role => role.person === person)!.name, roles: current.filter(role => role.person === person).map(role => role.kind) }))
}

export const openShares = (head: ItemHead, today: Day) => head.shares.filter(share => isOpen(share, today))

/** The phrases for who may see an item now: how it is kept, and each it is shown to by name. */
export function whoMaySee(room: Room, head: ItemHead): string[] {
  const group = room.groups.find(each => each.organisation.id === head.group)?.organisation.name
  const kept = head.keptAs === 'this-group' && group !== undefined ? `${whoSees.group} (${group})` : keptAsWords[head.keptAs]
  return [kept, ...openShares(head, room.today).map(share => whoSees.named(share.toName, day(share.until)))]
}

export function Phrases({ room, head }: { room: Room; head: ItemHead }) {
  return <>{whoMaySee(room, head).join(' · ')}</>
}

/** Whose it is and since when. */
export function Byline({ head }: { head: ItemHead }) {
  const at = head.changedAt.getTime() === head.madeAt.getTime() ? moment(head.madeAt) : `${moment(head.madeAt)}, changed ${moment(head.changedAt)}`
  return <p class="app-source">{noteWords.by(head.authorName, at)}{head.entered !== null && `, ${noteWords.enteredBy(head.entered.byName)}`}</p>
}

/** That somebody must confirm an item, or did not in time. */
export function Waiting({ head, now }: { head: ItemHead; now: Date }) {
  if (head.entered === null) return null
  return <>{head.entered.confirmBy < now ? roomWords.lapsed(head.authorName) : roomWords.waits(head.authorName, moment(head.entered.confirmBy))}</>
}

/** A note's words as they were typed: paragraphs and line breaks, never markup. */
export function Written({ text }: { text: string }) {
  return <>{text.split(/\n{2,}/).map(paragraph => <p class="app-written">{paragraph}</p>)}</>
}

/** What kind of thing an item is, for lists that do not say what it says. */
export const kindInWords = (kind: string): string => seenWords.kinds[kind] ?? kind.replaceAll('-', ' ')

export { dayOf }
