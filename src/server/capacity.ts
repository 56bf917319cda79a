import { dayInEngland } from '#domain/day.ts'
import { isHeld } from '#domain/organisations/organisation.ts'
import type { Looker } from '#domain/visibility.ts'
import type { Database } from '#records/connect.ts'
import { openItem, type ItemHead } from '#records/items.ts'
import { organisationBy, rolesOfPerson } from '#records/organisations.ts'
import { asViewer, type Viewed } from '#records/viewing.ts'
import type { Capacity } from '#web/organisations/port.ts'

/** Asking in a capacity, for whatever answers about rooms. Ids come from addresses and forms: a text that cannot be one names nothing, and is no fault. */

export const isId = (text: string): boolean => /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/.test(text)

/** An id that nothing has. */
const NONE = '00000000-0000-0000-0000-000000000000'

export const asId = (text: string): string => (isId(text) ? text : NONE)
export const asCapacity = (who: Capacity): Capacity => ({ ...who, organisation: asId(who.organisation) })

/** Reads as somebody in a capacity; null where they hold no role there today. */
export async function readIn<T>({ db, now }: { db: Database; now(): Date }, who: Capacity, read: (tx: Viewed, looker: Looker) => Promise<T>): Promise<T | null> {
  return asViewer(db, { as: 'capacity', ...asCapacity(who), on: dayInEngland(now()) }, async (tx, looker) => (looker.roles.length > 0 ? read(tx, looker) : null))
}

/** Opens an item in a capacity. Where another organisation keeps it, the reading is written down by the name they go by here today; null where they may not see it. */
export async function openIn<T>(tx: Viewed, looker: Looker, item: string, { form, at }: { form: 'page' | 'file'; at: Date }, read: (head: ItemHead) => Promise<T>): Promise<T | null> {
  const room = (await organisationBy(tx, looker.organisation!))!, own = (await rolesOfPerson(tx, looker.person!)).find(role => role.organisation === room.id && isHeld(role, looker.on))!
  return openItem(tx, looker, item, { form, name: own.name, organisationName: room.name, at }, read)
}
