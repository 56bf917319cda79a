import { sql, type Kysely } from 'kysely'
import type { Migration } from 'kysely/migration'

/**
 * What others show is told apart by whether somebody of the organisation has opened it, and somebody is told by letter that it is shown.
 *
 * A reading was its owner's to know alone; now its reader's own organisation knows of it too, for as long as whoever asks may look at the item itself: once it is
 * shown no more, nothing is left of it on the reader's side.
 *
 * A notice says that an address was shown something, or answered. Whoever shows something puts one there whether or not the address has a room, and sees none: it is
 * the postman who looks afterwards for whom there is at that address. It is let see for that which rooms waiting notices
 * name, and who is in one of them at a time, the one that `view_notice` has found for the notice in hand.
 */
export const readingsAndNotices: Migration = {
  async up(db: Kysely<never>) {
    await sql`create index looking_looker on looking (looker_organisation, item)`.execute(db)
    await sql`create policy own_reading on looking for select using (viewer_has_capacity() and looker_organisation = viewer_organisation() and exists (select from item where item.id = looking.item))`.execute(db)
    await sql`comment on table looking is 'Every reading of an item by another organisation, kept for its owner; while it may look, that organisation knows which it has opened. Rows are added, never changed; they outlive the item.'`.execute(db)

    await sql`
      create table notice (
        id uuid primary key,
        item uuid not null references item on delete cascade,
        from_organisation uuid not null,
        from_name text not null,
        from_of text not null,
        to_code text not null check (to_code ~ '^[A-Za-z0-9:-]{1,80}$'),
        to_person text,
        page text not null check (page in ('shown-to-us', 'kept', 'ask')),
        at timestamptz not null
      )`.execute(db)
    await sql`create index notice_item on notice (item)`.execute(db)
    await sql`create index notice_to on notice (to_code)`.execute(db)
    await sql`comment on table notice is 'That somebody was shown something, until letters are written of it a moment later. No row refers to the room it is for: there may be none.'`.execute(db)
    await sql`alter table notice enable row level security`.execute(db)
    await sql`alter table notice force row level security`.execute(db)
    await sql`create policy backup on notice using (current_setting('alongside.viewer', true) = 'backup') with check (current_setting('alongside.viewer', true) = 'backup')`.execute(db)
    await sql`create policy written on notice for insert with check (viewer_has_capacity() and from_organisation = viewer_organisation() and exists (select from item where item.id = notice.item))`.execute(db)
    await sql`create policy carried on notice for select using (viewer_is('postman'))`.execute(db)
    await sql`create policy done on notice for delete using (viewer_is('postman'))`.execute(db)
    await sql`create policy noticed on organisation for select using (viewer_is('postman') and exists (select from notice
      where notice.to_code = organisation.id::text or (organisation.confirmed_at is not null and notice.to_code = organisation.kind || ':' || organisation.code)))`.execute(db)
    await sql`create policy noticed on role for select using (viewer_is('postman') and organisation = viewer_organisation())`.execute(db)
    // As with the caretaker (0008), the database itself finds the room that this viewer is let into. The policy of roles asks no other table: those of other tables ask roles.
    await sql`
      create function view_notice(a_notice uuid, on_day date) returns uuid language plpgsql volatile as $$
      declare room uuid; begin
        perform set_config('alongside.viewer', 'postman', true), set_config('alongside.organisation', '', true);
        select organisation.id into room from notice join organisation
            on notice.to_code = organisation.id::text or (organisation.confirmed_at is not null and notice.to_code = organisation.kind || ':' || organisation.code)
          where notice.id = a_notice and (organisation.ended_on is null or organisation.ended_on >= on_day) order by organisation.made_at limit 1;
        perform set_config('alongside.organisation', coalesce(room::text, ''), true);
        return room;
      end $$`.execute(db)
  },
}
