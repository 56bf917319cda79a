import { sql, type Kysely } from 'kysely'
import type { Migration } from 'kysely/migration'

/**
 * What others show is told apart by whether somebody of the organisation has opened it. A reading was its owner's to know alone; now its reader's own organisation
 * knows of it too, for as long as whoever asks may look at the item itself: once it is shown no more, nothing is left of it on the reader's side.
 */
export const ownReadings: Migration = {
  async up(db: Kysely<never>) {
    await sql`create index looking_looker on looking (looker_organisation, item)`.execute(db)
    await sql`create policy own_reading on looking for select using (viewer_has_capacity() and looker_organisation = viewer_organisation() and exists (select from item where item.id = looking.item))`.execute(db)
    await sql`comment on table looking is 'Every reading of an item by another organisation, kept for its owner; while it may look, that organisation knows which it has opened. Rows are added, never changed; they outlive the item.'`.execute(db)
  },
}
