import { sql, type Kysely } from 'kysely'
import type { Migration } from 'kysely/migration'

/**
 * Leaving: a room is asked to be deleted, or to end because its practice joined another; it waits, anybody who answers for it can stop it, and on its day the
 * caretaker carries it out (src/domain/organisations/leaving.ts is the rule; here it stands a second time).
 *
 * What outlives a room no longer hangs on it: what is somebody's *Only you* stays that person's, the history of a group keeps the names of who was in it, and
 * what was written for a group stays its owner's when the group is gone.
 */
export const leaving: Migration = {
  async up(db: Kysely<never>) {
    await sql`
      create table leaving (
        id uuid primary key,
        organisation uuid not null references organisation on delete cascade,
        way text not null check (way in ('delete', 'join')),
        successor_code text check (successor_code ~ '^[A-Za-z0-9-]{1,60}$'),
        successor_name text check (length(successor_name) between 1 and 160),
        asked_by text not null,
        asked_by_name text not null,
        asked_at timestamptz not null,
        asked_on date not null,
        due_on date not null check (due_on >= asked_on),
        stopped_at timestamptz,
        stopped_by text,
        stopped_by_name text,
        done_at timestamptz,
        check ((way = 'join') = (successor_name is not null)),
        check ((stopped_at is null) = (stopped_by is null) and (stopped_by is null) = (stopped_by_name is null)),
        check (stopped_at is null or done_at is null)
      )`.execute(db)
    await sql`create unique index leaving_open on leaving (organisation) where stopped_at is null and done_at is null`.execute(db)
    await sql`comment on table leaving is 'That a room was asked to be deleted, or to end as its practice joined another. Rows are added, stopped or carried out, never changed; a deleted room takes its own with it.'`.execute(db)
    await sql`alter table share add column stopped_because text check (length(stopped_because) <= 400)`.execute(db)
    await sql`comment on column share.stopped_because is 'Why nobody stopped it and it stopped: the room that made it, or the one it was made to, has ended.'`.execute(db)

    // What hangs on a room: everything kept in it but what is somebody's only. A foreign key on a column that is empty for these leaves them out.
    await sql`alter table item add column room uuid generated always as (case when kept_as <> 'only-you' then organisation end) stored references organisation on delete cascade`.execute(db)
    await sql`create index item_room on item (room) where room is not null`.execute(db)
    await sql`alter table item drop constraint item_organisation_fkey, drop constraint item_group_id_fkey`.execute(db)
    await sql`alter table looking add column room uuid generated always as (case when owner_person is null then owner end) stored references organisation on delete cascade`.execute(db)
    await sql`create index looking_room on looking (room) where room is not null`.execute(db)
    await sql`alter table looking drop constraint looking_owner_fkey`.execute(db)
    await sql`alter table membership drop constraint membership_member_fkey`.execute(db)
    await sql`comment on column item.organisation is 'The room it is kept in. A person''s only-you item outlives it.'`.execute(db)
    await sql`comment on column membership.member is 'The organisation, also when its room is gone: the group''s history keeps its name.'`.execute(db)

    // Somebody other than the asker who answers for the room, or did in the thirty days before: as maySay of the domain.
    const hasSay = (role: string, on: string) => sql.raw(`${role}.kind = any(array['partner', 'practice-manager', 'delegate', 'officer']) and (${role}.to_on is null or ${role}.to_on >= ${on} - 30)`)
    await sql`alter table leaving enable row level security`.execute(db)
    await sql`alter table leaving force row level security`.execute(db)
    await sql`create policy backup on leaving using (current_setting('alongside.viewer', true) = 'backup') with check (current_setting('alongside.viewer', true) = 'backup')`.execute(db)
    await sql`create policy of_room on leaving for select using (viewer_has_capacity() and organisation = viewer_organisation())`.execute(db)
    await sql`create policy with_a_say on leaving for select using (viewer_is('person') and exists (select from role where role.organisation = leaving.organisation and role.person = viewer_person() and ${hasSay('role', 'leaving.asked_on')}))`.execute(db)
    await sql`create policy asked on leaving for insert with check (viewer_answers() and organisation = viewer_organisation() and asked_by = viewer_person() and asked_on = viewer_on()
      and stopped_at is null and done_at is null
      and (due_on >= viewer_on() + 7 or not exists (select from role where role.organisation = leaving.organisation and role.person <> viewer_person() and ${hasSay('role', 'viewer_on()')}))
      and (way <> 'delete' or not exists (select from membership where membership.group_id = leaving.organisation and membership.joined_as = 'member' and (membership.to_on is null or membership.to_on >= viewer_on()))))`.execute(db)
    const stopped = sql`stopped_by = viewer_person() and done_at is null`
    await sql`create policy stopped on leaving for update using (viewer_answers() and organisation = viewer_organisation()) with check (${stopped})`.execute(db)
    await sql`create policy stopped_outside on leaving for update using (viewer_is('person') and exists (select from role where role.organisation = leaving.organisation and role.person = viewer_person() and ${hasSay('role', 'leaving.asked_on')})) with check (${stopped})`.execute(db)
    await sql`create policy due on leaving for select using (viewer_is('caretaker') and due_on <= viewer_on())`.execute(db)
    await sql`create policy carried_out on leaving for update using (viewer_is('caretaker') and stopped_at is null and done_at is null and due_on <= viewer_on()) with check (viewer_is('caretaker'))`.execute(db)
    await sql`
      create function leaving_stays() returns trigger language plpgsql as $$ begin
        if (to_jsonb(new) - array['stopped_at', 'stopped_by', 'stopped_by_name', 'done_at']) is distinct from (to_jsonb(old) - array['stopped_at', 'stopped_by', 'stopped_by_name', 'done_at'])
          or old.stopped_at is not null or old.done_at is not null or (new.done_at is not null and not viewer_is('caretaker'))
          then raise exception 'what was asked is stopped or carried out, never changed'; end if;
        return new; end $$`.execute(db)
    await sql`create trigger leaving_stays before update on leaving for each row execute function leaving_stays()`.execute(db)

    // Only the caretaker ends or deletes a room, and only one whose day has come (view_as holds that): not even somebody who answers for it does so at once.
    await sql`drop policy taken_down on organisation`.execute(db)
    const going = (column: string) => sql.raw(`viewer_is('caretaker') and ${column} = viewer_organisation()`)
    await sql`create policy going on organisation for select using (${going('id')})`.execute(db)
    await sql`create policy gone on organisation for delete using (${going('id')})`.execute(db)
    await sql`create policy ended on organisation for update using (${going('id')})`.execute(db)
    await sql`
      create function organisation_ends() returns trigger language plpgsql as $$ begin
        if (new.ended_on, new.ended) is distinct from (old.ended_on, old.ended) and not viewer_is('caretaker') then raise exception 'a room ends on the day it was asked to, once nobody has stopped that'; end if;
        return new; end $$`.execute(db)
    await sql`create trigger organisation_ends before update on organisation for each row execute function organisation_ends()`.execute(db)
    // With a room go its places in groups, and what it shows and is shown by name; no content is read for that.
    await sql`create policy going on membership for select using (${going('member')} or ${going('group_id')})`.execute(db)
    await sql`create policy ended on membership for update using (${going('member')})`.execute(db)
    const withRoom = sql`viewer_is('caretaker') and (owner = viewer_organisation() or to_code = any(viewer_codes()))`
    await sql`create policy going on share for select using (${withRoom})`.execute(db)
    await sql`create policy stopped_with_room on share for update using (${withRoom})`.execute(db)

    // Somebody who speaks for nobody sees what is theirs only, and no longer what they wrote for their partners or a group: others may have changed it since.
    await sql`drop policy only_you on item`.execute(db)
    await sql`create policy only_you on item for select using (author = viewer_person() and ((viewer_has_capacity() and organisation = viewer_organisation()) or (viewer_is('person') and kept_as = 'only-you')))`.execute(db)
    // They also see who has looked at that, and take it away with their account.
    await sql`create policy oneself on looking for select using (viewer_is('person') and owner_person = viewer_person())`.execute(db)
    await sql`create policy forgotten on looking for delete using (viewer_is('person') and owner_person = viewer_person())`.execute(db)
    await sql`create policy forgotten on person for delete using (viewer_is('person') and id = viewer_person())`.execute(db)

    /*
     * As before (0004); and a room that has ended speaks for nobody: nothing is addressed to it, it is in no group, and nothing is written in it. The caretaker names
     * a room only once its day has come.
     */
    await sql`
      create or replace function view_as(as_whom text, a_person text, an_organisation text, on_day text, a_key text,
        out roles text[], out codes text[], out member_of uuid[], out observes uuid[]) language plpgsql volatile as $$
      declare room_ended boolean; begin
        if as_whom = 'caretaker' and an_organisation <> '' then
          perform set_config('alongside.viewer', as_whom, true), set_config('alongside.on', on_day, true);
          if not exists (select from leaving where organisation = an_organisation::uuid and stopped_at is null and done_at is null and due_on <= on_day::date) then an_organisation := ''; end if;
        end if;
        perform set_config('alongside.viewer', as_whom, true), set_config('alongside.person', a_person, true), set_config('alongside.organisation', an_organisation, true),
          set_config('alongside.on', on_day, true), set_config('alongside.key', a_key, true), set_config('alongside.roles', '', true), set_config('alongside.codes', '', true),
          set_config('alongside.member_of', '', true), set_config('alongside.observes', '', true), set_config('alongside.room_ended', '', true);
        roles := '{}'; codes := '{}'; member_of := '{}'; observes := '{}';
        if as_whom = 'caretaker' and an_organisation <> '' then
          select array[id::text] || case when confirmed_at is not null and ended_on is null then array[kind || ':' || code] else '{}' end into codes from organisation where id = an_organisation::uuid;
          perform set_config('alongside.codes', array_to_string(codes, ','), true);
        end if;
        if as_whom <> 'capacity' then return; end if;
        select coalesce(array_agg(distinct kind order by kind), '{}') into roles from role
          where person = a_person and organisation = an_organisation::uuid and from_on <= on_day::date and (to_on is null or to_on >= on_day::date);
        if cardinality(roles) = 0 then return; end if;
        perform set_config('alongside.roles', array_to_string(roles, ','), true);
        select array[id::text] || case when confirmed_at is not null then array[kind || ':' || code] else '{}' end, coalesce(ended_on < on_day::date, false) into codes, room_ended from organisation where id = an_organisation::uuid;
        if room_ended then
          codes := '{}';
          perform set_config('alongside.room_ended', 'yes', true);
          return;
        end if;
        perform set_config('alongside.codes', array_to_string(codes, ','), true);
        select coalesce(array_agg(distinct group_id) filter (where joined_as = 'member'), '{}'), coalesce(array_agg(distinct group_id) filter (where joined_as = 'observer'), '{}')
          into member_of, observes from membership where member = an_organisation::uuid and from_on <= on_day::date and (to_on is null or to_on >= on_day::date);
        perform set_config('alongside.member_of', array_to_string(member_of, ','), true), set_config('alongside.observes', array_to_string(observes, ','), true);
      end $$`.execute(db)
    // A trigger and not a restrictive policy: it can hide no row from a backup.
    await sql`
      create function room_goes_on() returns trigger language plpgsql as $$ begin
        if viewer_is('capacity') and current_setting('alongside.room_ended', true) = 'yes' then raise exception 'a room that has ended is read and taken away, and no longer written in' using errcode = '42501'; end if;
        return new; end $$`.execute(db)
    for (const [table, when] of [['item', 'insert or update'], ['note', 'insert or update'], ['share', 'insert'], ['membership', 'insert'], ['invitation', 'insert'],
      ['help_request', 'insert or update'], ['hat', 'insert'], ['help_word', 'insert'], ['working_note', 'insert or update'], ['commissioner_case', 'insert or update'], ['case_step', 'insert or update']] as const) {
      await sql`create trigger room_goes_on before ${sql.raw(when)} on ${sql.table(table)} for each row execute function room_goes_on()`.execute(db)
    }
  },
}
