import { randomUUID } from 'node:crypto'
import { answers, isHeld, type OrganisationId, type PersonId } from '#domain/organisations/organisation.ts'
import type { Day } from '#domain/words.ts'
import { rolesIn } from './organisations.ts'
import type { NoticeTable } from './schema.ts'
import type { Viewed } from './viewing.ts'

/**
 * Notices that somebody was shown something, on their way to becoming letters. Whoever shows it writes one in any case and can read none; only the postman learns
 * whether there is a room at its address (migration 0012).
 */
export interface Notice {
  item: string
  fromOrganisation: OrganisationId
  fromName: string
  fromOf: string
  /** An organisation by kind and code, or by its id. */
  toCode: string
  /** One person there; null for those who answer for it. */
  toPerson: PersonId | null
  /** Under which page of their room it stands. */
  page: NoticeTable['page']
  at: Date
}

export async function addNotice(tx: Viewed, { item, fromOrganisation, fromName, fromOf, toCode, toPerson, page, at }: Notice): Promise<void> {
  await tx.insertInto('notice').values({ id: randomUUID(), item, from_organisation: fromOrganisation, from_name: fromName, from_of: fromOf, to_code: toCode, to_person: toPerson, page, at }).execute()
}

export async function waitingNotices(postman: Viewed, most: number): Promise<(Notice & { id: string })[]> {
  const rows = await postman.selectFrom('notice').select(['id', 'item', 'from_organisation', 'from_name', 'from_of', 'to_code', 'to_person', 'page', 'at']).orderBy('at').orderBy('id').limit(most).execute()
  return rows.map(row => ({ id: row.id, item: row.item, fromOrganisation: row.from_organisation, fromName: row.from_name, fromOf: row.from_of, toCode: row.to_code, toPerson: row.to_person, page: row.page, at: row.at }))
}

/**
 * Whom a notice reaches that day, and in which room, asked as the postman with that notice in hand: those who answer for it, or the one person it names there. Nobody
 * where nobody is at its address: no room, one that nobody has confirmed by the code of a letter, one that has ended.
 */
export async function whomNoticed(postman: Viewed, room: OrganisationId | null, toPerson: PersonId | null, today: Day): Promise<PersonId[]> {
  if (room === null) return []
  const held = (await rolesIn(postman, room)).filter(role => isHeld(role, today) && (toPerson === null ? answers([role.kind]) : role.person === toPerson))
  return [...new Set(held.map(role => role.person))]
}

/** Takes a notice away; false when another process has. */
export async function takeNotice(postman: Viewed, id: string): Promise<boolean> {
  return (await postman.deleteFrom('notice').where('id', '=', id).executeTakeFirst()).numDeletedRows > 0n
}
