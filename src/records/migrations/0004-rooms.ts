import { sql, type Kysely } from 'kysely'
import type { Migration } from 'kysely/migration'

/**
 * Rooms of one's own: people, organisations, roles, groups, items with whom they are shown to, and who has looked.
 * Here stands, a second time, the rule of src/domain/visibility.ts: forced row-level security, so that a query which forgets a condition
 * still shows nobody anything. Who is looking is told at the start of a transaction (src/records/viewing.ts), which also looks up, in these
 * tables, what that person may do there: roles held today, codes of the organisation, groups it is in.
 */
export const rooms: Migration = {
  async up(db: Kysely<never>) {
    await sql`
      create function viewer_is(variadic kinds text[]) returns boolean language sql stable as $$ select coalesce(current_setting('alongside.viewer', true) = any(kinds), false) $$`.execute(db)
    await sql`create function viewer_person() returns text language sql stable as $$ select nullif(current_setting('alongside.person', true), '') $$`.execute(db)
    await sql`create function viewer_organisation() returns uuid language sql stable as $$ select nullif(current_setting('alongside.organisation', true), '')::uuid $$`.execute(db)
    await sql`create function viewer_on() returns date language sql stable as $$ select nullif(current_setting('alongside.on', true), '')::date $$`.execute(db)
    await sql`create function viewer_key() returns bytea language sql stable as $$ select decode(nullif(current_setting('alongside.key', true), ''), 'hex') $$`.execute(db)
    await sql`create function viewer_roles() returns text[] language sql stable as $$ select string_to_array(nullif(current_setting('alongside.roles', true), ''), ',') $$`.execute(db)
    await sql`create function viewer_codes() returns text[] language sql stable as $$ select string_to_array(nullif(current_setting('alongside.codes', true), ''), ',') $$`.execute(db)
    await sql`create function viewer_member_of() returns uuid[] language sql stable as $$ select string_to_array(nullif(current_setting('alongside.member_of', true), ''), ',')::uuid[] $$`.execute(db)
    await sql`create function viewer_observes() returns uuid[] language sql stable as $$ select string_to_array(nullif(current_setting('alongside.observes', true), ''), ',')::uuid[] $$`.execute(db)
    await sql`comment on function viewer_is is 'Who the transaction is for, as told by src/records/viewing.ts; untold is nobody.'`.execute(db)
    // Someone with a role in the organisation they speak for; and of these, whoever answers for it.
    await sql`create function viewer_has_capacity() returns boolean language sql stable as $$ select viewer_is('capacity') and coalesce(cardinality(viewer_roles()) > 0, false) $$`.execute(db)
    await sql`create function viewer_answers() returns boolean language sql stable as $$ select viewer_is('capacity') and coalesce(viewer_roles() && array['partner', 'practice-manager', 'delegate', 'officer'], false) $$`.execute(db)

    await sql`
      create table person (
        id text primary key,
        name text not null check (length(name) between 1 and 120),
        made_at timestamptz not null
      )`.execute(db)
    await sql`
      create table organisation (
        id uuid primary key,
        kind text not null check (kind in ('practice', 'group', 'support', 'commissioner', 'provider')),
        code text not null check (code ~ '^[A-Za-z0-9-]{1,60}$'),
        name text not null check (length(name) between 1 and 160),
        word text check (length(word) <= 40),
        world text not null check (world in ('real', 'invented')),
        founded_by text,
        made_at timestamptz not null,
        confirmed_at timestamptz,
        ended_on date,
        ended text
      )`.execute(db)
    await sql`create unique index organisation_speaks on organisation (kind, code) where confirmed_at is not null and ended_on is null`.execute(db)
    await sql`comment on column organisation.confirmed_at is 'Since when it speaks for the body whose code it carries; before that nothing is addressed to it.'`.execute(db)
    await sql`comment on column organisation.word is 'What its members call it, such as federation or alliance.'`.execute(db)
    await sql`
      create table role (
        id uuid primary key,
        person text not null,
        person_name text not null,
        organisation uuid not null references organisation on delete cascade,
        kind text not null check (kind in ('partner', 'practice-manager', 'delegate', 'officer', 'salaried-gp', 'adviser', 'observer')),
        from_on date not null,
        to_on date check (to_on >= from_on - 1),
        given_by text not null,
        made_at timestamptz not null,
        ended_by text
      )`.execute(db)
    await sql`create index role_person on role (person)`.execute(db)
    await sql`create index role_organisation on role (organisation)`.execute(db)
    await sql`comment on table role is 'What somebody is in an organisation, from a day to a day. Rows are added and given an end, never changed.'`.execute(db)
    await sql`
      create table membership (
        id uuid primary key,
        group_id uuid not null references organisation on delete cascade,
        member uuid not null references organisation on delete cascade,
        member_name text not null,
        joined_as text not null check (joined_as in ('member', 'observer')),
        from_on date not null,
        to_on date,
        made_by text not null,
        made_at timestamptz not null
      )`.execute(db)
    await sql`create index membership_member on membership (member)`.execute(db)
    await sql`create index membership_group on membership (group_id)`.execute(db)
    await sql`
      create table invitation (
        id uuid primary key,
        organisation uuid not null references organisation on delete cascade,
        organisation_name text not null,
        purpose text not null check (purpose in ('role', 'room', 'group')),
        role_kind text,
        for_code text,
        for_name text not null,
        joined_as text check (joined_as in ('member', 'observer')),
        key bytea not null unique check (octet_length(key) = 32),
        email text,
        made_by text not null,
        made_by_name text not null,
        made_at timestamptz not null,
        until date not null,
        withdrawn_at timestamptz
      )`.execute(db)
    await sql`create index invitation_organisation on invitation (organisation)`.execute(db)
    await sql`comment on table invitation is 'To a person (role), to a practice to open or confirm its room (room), or to an organisation to join a group (group). Only a SHA-256 of its code is kept.'`.execute(db)
    await sql`
      create table taking (
        invitation uuid primary key references invitation on delete cascade,
        taken_by text not null,
        taken_for uuid,
        at timestamptz not null
      )`.execute(db)
    await sql`comment on table taking is 'Who took an invitation up, once. Apart from the invitation, so that a support unit sees the letters it has sent and never whether a practice has used one.'`.execute(db)

    await sql`
      create table item (
        id uuid primary key,
        organisation uuid not null references organisation on delete cascade,
        kind text not null,
        organisation_name text not null,
        author text not null,
        author_name text not null,
        kept_as text not null check (kept_as in ('only-you', 'your-partners', 'this-group', 'anyone')),
        group_id uuid references organisation on delete cascade check ((kept_as = 'this-group') = (group_id is not null)),
        is_commercial boolean not null default false,
        entered_by text,
        entered_by_name text,
        confirm_by timestamptz,
        confirmed_at timestamptz,
        made_at timestamptz not null,
        changed_at timestamptz not null,
        version integer not null default 1
      )`.execute(db)
    await sql`create index item_organisation on item (organisation)`.execute(db)
    await sql`create index item_author on item (author)`.execute(db)
    await sql`create index item_group on item (group_id) where group_id is not null`.execute(db)
    await sql`comment on table item is 'Anything kept in a room that can be shown by itself. What it says is in a table of its kind (note, …), which shows whatever this one shows.'`.execute(db)
    await sql`
      create table note (
        item uuid primary key references item on delete cascade,
        title text not null,
        body text not null
      )`.execute(db)
    await sql`
      create table share (
        id uuid primary key,
        item uuid not null references item on delete cascade,
        owner uuid not null references organisation on delete cascade,
        owner_person text,
        to_code text not null check (to_code ~ '^[A-Za-z0-9:-]{1,80}$'),
        to_name text not null,
        to_person text,
        made_by text not null,
        made_by_name text not null,
        made_at timestamptz not null,
        until date not null,
        stopped_at timestamptz,
        stopped_by text
      )`.execute(db)
    await sql`create index share_item on share (item)`.execute(db)
    await sql`create index share_to on share (to_code)`.execute(db)
    await sql`create index share_owner on share (owner)`.execute(db)
    await sql`comment on column share.owner_person is 'Set where the item is its author''s only: then nobody else of the room knows that it is shown.'`.execute(db)
    await sql`
      create table looking (
        id bigint generated always as identity primary key,
        item uuid not null,
        item_kind text not null,
        owner uuid not null references organisation on delete cascade,
        owner_person text,
        looker text not null,
        looker_name text not null,
        looker_organisation uuid not null,
        looker_organisation_name text not null,
        seen_as text not null check (seen_as in ('named', 'this-group')),
        form text not null,
        at timestamptz not null
      )`.execute(db)
    await sql`create index looking_owner on looking (owner, at desc)`.execute(db)
    await sql`comment on table looking is 'Every reading of an item by another organisation, kept for its owner. Rows are added, never changed; they outlive the item.'`.execute(db)

    // What an organisation is does not change under it, and it speaks for a practice or body only once a code sent to its published address was shown.
    await sql`
      create function organisation_stays() returns trigger language plpgsql as $$ begin
        if (new.id, new.kind, new.code, new.made_at, new.world) is distinct from (old.id, old.kind, old.code, old.made_at, old.world) then raise exception 'an organisation stays what it is'; end if;
        if new.confirmed_at is distinct from old.confirmed_at and (old.confirmed_at is not null or not exists
          (select from invitation where key = viewer_key() and purpose = 'room' and for_code = new.code and withdrawn_at is null and until >= viewer_on()
            and not exists (select from taking where taking.invitation = invitation.id and taking.taken_for is distinct from new.id)))
          then raise exception 'an organisation is confirmed by the code of a letter sent to it'; end if;
        return new; end $$`.execute(db)
    await sql`create trigger organisation_stays before update on organisation for each row execute function organisation_stays()`.execute(db)
    await sql`
      create function role_stays() returns trigger language plpgsql as $$ begin
        if (new.id, new.person, new.organisation, new.kind, new.from_on, new.given_by) is distinct from (old.id, old.person, old.organisation, old.kind, old.from_on, old.given_by) then raise exception 'a role is given an end, never changed'; end if;
        return new; end $$`.execute(db)
    await sql`create trigger role_stays before update on role for each row execute function role_stays()`.execute(db)
    await sql`
      create function share_stays() returns trigger language plpgsql as $$ begin
        if (new.id, new.item, new.owner, new.to_code, new.to_person, new.until) is distinct from (old.id, old.item, old.owner, old.to_code, old.to_person, old.until) then raise exception 'a share is stopped, never changed'; end if;
        return new; end $$`.execute(db)
    await sql`create trigger share_stays before update on share for each row execute function share_stays()`.execute(db)

    /*
     * Begins a transaction for somebody: tells the policies who is looking, and looks up what they may do there. The settings are local to the
     * transaction; a connection that goes back to the pool has forgotten them.
     */
    await sql`
      create function view_as(as_whom text, a_person text, an_organisation text, on_day text, a_key text,
        out roles text[], out codes text[], out member_of uuid[], out observes uuid[]) language plpgsql volatile as $$ begin
        perform set_config('alongside.viewer', as_whom, true), set_config('alongside.person', a_person, true), set_config('alongside.organisation', an_organisation, true),
          set_config('alongside.on', on_day, true), set_config('alongside.key', a_key, true), set_config('alongside.roles', '', true), set_config('alongside.codes', '', true),
          set_config('alongside.member_of', '', true), set_config('alongside.observes', '', true);
        roles := '{}'; codes := '{}'; member_of := '{}'; observes := '{}';
        if as_whom <> 'capacity' then return; end if;
        select coalesce(array_agg(distinct kind order by kind), '{}') into roles from role
          where person = a_person and organisation = an_organisation::uuid and from_on <= on_day::date and (to_on is null or to_on >= on_day::date);
        if cardinality(roles) = 0 then return; end if;
        perform set_config('alongside.roles', array_to_string(roles, ','), true);
        select array[id::text] || case when confirmed_at is not null then array[kind || ':' || code] else '{}' end into codes from organisation where id = an_organisation::uuid;
        perform set_config('alongside.codes', array_to_string(codes, ','), true);
        select coalesce(array_agg(distinct group_id) filter (where joined_as = 'member'), '{}'), coalesce(array_agg(distinct group_id) filter (where joined_as = 'observer'), '{}')
          into member_of, observes from membership where member = an_organisation::uuid and from_on <= on_day::date and (to_on is null or to_on >= on_day::date);
        perform set_config('alongside.member_of', array_to_string(member_of, ','), true), set_config('alongside.observes', array_to_string(observes, ','), true);
      end $$`.execute(db)

    const guarded = ['person', 'organisation', 'role', 'membership', 'invitation', 'taking', 'item', 'note', 'share', 'looking']
    for (const table of guarded) {
      await sql`alter table ${sql.table(table)} enable row level security`.execute(db)
      await sql`alter table ${sql.table(table)} force row level security`.execute(db)
      await sql`create policy backup on ${sql.table(table)} using (current_setting('alongside.viewer', true) = 'backup') with check (current_setting('alongside.viewer', true) = 'backup')`.execute(db)
    }

    // ── people and their roles ──
    await sql`create policy oneself on person using (viewer_is('person', 'capacity', 'key') and id = viewer_person()) with check (viewer_is('person', 'capacity', 'key') and id = viewer_person())`.execute(db)
    await sql`create policy own_roles on role for select using (viewer_is('person', 'capacity', 'key') and person = viewer_person())`.execute(db)
    await sql`create policy colleagues on role for select using (viewer_has_capacity() and organisation = viewer_organisation())`.execute(db)
    await sql`create policy ended on role for update using (viewer_has_capacity() and organisation = viewer_organisation() and (viewer_answers() or person = viewer_person()))`.execute(db)
    await sql`create policy laid_down on role for update using (viewer_is('person') and person = viewer_person())`.execute(db)

    // ── organisations ──
    await sql`create policy own on organisation for select using (viewer_has_capacity() and id = viewer_organisation())`.execute(db)
    await sql`create policy groups_of_ours on organisation for select using (viewer_has_capacity() and (id = any(viewer_member_of()) or id = any(viewer_observes())))`.execute(db)
    await sql`create policy where_one_is on organisation for select using (viewer_is('person', 'key') and id in (select organisation from role where person = viewer_person()))`.execute(db)
    await sql`create policy public_bodies on organisation for select using (kind in ('support', 'commissioner') and confirmed_at is not null and viewer_is('anyone', 'person', 'capacity', 'key'))`.execute(db)
    await sql`create policy founded on organisation for select using (viewer_is('person', 'key', 'capacity') and founded_by = viewer_person())`.execute(db)
    await sql`create policy founding on organisation for insert with check ((viewer_is('person', 'key') or viewer_answers()) and founded_by = viewer_person() and (confirmed_at is null or kind in ('group', 'provider')))`.execute(db)
    await sql`create policy kept_up on organisation for update using (viewer_answers() and id = viewer_organisation())`.execute(db)
    await sql`create policy taken_down on organisation for delete using (viewer_answers() and id = viewer_organisation())`.execute(db)
    // Whoever runs the server opens rooms for support units and commissioners, and sees which rooms there are: names and days, nothing kept in them.
    await sql`create policy host_list on organisation for select using (viewer_is('host'))`.execute(db)
    await sql`create policy host_opens on organisation for insert with check (viewer_is('host') and kind in ('support', 'commissioner', 'provider'))`.execute(db)
    // Whoever founds a room holds its first role; every other comes by taking an invitation up.
    await sql`create policy first_role on role for insert with check (viewer_is('person', 'key', 'capacity') and person = viewer_person()
      and exists (select from organisation where organisation.id = role.organisation and founded_by = viewer_person())
      and not exists (select from role other where other.organisation = role.organisation))`.execute(db)
    await sql`create policy taken_up on role for insert with check (viewer_is('key') and person = viewer_person()
      and exists (select from invitation where invitation.organisation = role.organisation and invitation.purpose = 'role' and invitation.role_kind = role.kind))`.execute(db)

    // ── groups ──
    await sql`create policy own on membership for select using (viewer_has_capacity() and (member = viewer_organisation() or group_id = viewer_organisation()))`.execute(db)
    await sql`create policy fellows on membership for select using (viewer_has_capacity() and (group_id = any(viewer_member_of()) or group_id = any(viewer_observes())))`.execute(db)
    await sql`create policy joined on membership for insert with check (viewer_answers() and member = viewer_organisation()
      and (exists (select from invitation where invitation.organisation = membership.group_id and invitation.purpose = 'group' and invitation.joined_as = membership.joined_as)
        or exists (select from organisation where organisation.id = membership.group_id and founded_by = viewer_person())))`.execute(db)
    await sql`create policy left_off on membership for update using (viewer_answers() and (member = viewer_organisation() or group_id = viewer_organisation()))`.execute(db)

    // ── invitations ──
    await sql`create policy inviter on invitation for select using (viewer_answers() and (organisation = viewer_organisation() or (purpose = 'group' and organisation = any(viewer_member_of()))))`.execute(db)
    await sql`create policy inviting on invitation for insert with check (viewer_answers() and (organisation = viewer_organisation() or (purpose = 'group' and organisation = any(viewer_member_of()))))`.execute(db)
    await sql`create policy withdrawing on invitation for update using (viewer_answers() and organisation = viewer_organisation())`.execute(db)
    await sql`create policy host_invites on invitation for insert with check (viewer_is('host'))`.execute(db)
    await sql`create policy by_code on invitation for select using (viewer_is('key', 'capacity') and key = viewer_key())`.execute(db)
    // Whoever shows the code may lock the invitation while they take it up, and change nothing of it.
    await sql`create policy locking on invitation for update using (viewer_is('key', 'capacity') and key = viewer_key()) with check (false)`.execute(db)
    await sql`create policy by_code on taking for select using (viewer_is('key', 'capacity') and exists (select from invitation where invitation.id = taking.invitation and key = viewer_key()))`.execute(db)
    await sql`create policy taking on taking for insert with check (viewer_is('key', 'capacity') and taken_by = viewer_person() and exists (select from invitation where invitation.id = taking.invitation and key = viewer_key()))`.execute(db)
    // That a practice has used its letter is told to nobody: whether it has a room is its own.
    await sql`create policy inviter on taking for select using (viewer_answers() and exists (select from invitation where invitation.id = taking.invitation and purpose <> 'room'))`.execute(db)

    // ── items: the five classes ──
    await sql`create policy live_share on share for select using (viewer_has_capacity() and stopped_at is null and until >= viewer_on() and to_code = any(viewer_codes())
      and case when to_person is null then viewer_answers() else to_person = viewer_person() end)`.execute(db)
    await sql`create policy owner on share for select using (viewer_has_capacity() and owner = viewer_organisation() and case when owner_person is null then viewer_answers() or made_by = viewer_person() else owner_person = viewer_person() end)`.execute(db)
    await sql`create policy oneself on share for select using (viewer_is('person') and owner_person = viewer_person())`.execute(db)
    await sql`create policy only_you on item for select using (author = viewer_person() and ((viewer_has_capacity() and organisation = viewer_organisation()) or viewer_is('person')))`.execute(db)
    await sql`create policy entered on item for select using (viewer_has_capacity() and organisation = viewer_organisation() and entered_by = viewer_person() and confirmed_at is null)`.execute(db)
    await sql`create policy your_partners on item for select using (viewer_answers() and organisation = viewer_organisation() and kept_as <> 'only-you')`.execute(db)
    await sql`create policy this_group on item for select using (kept_as = 'this-group' and viewer_has_capacity() and (
      (viewer_answers() and (group_id = viewer_organisation() or group_id = any(viewer_member_of())))
      or (not is_commercial and ((viewer_answers() and group_id = any(viewer_observes())) or (group_id = viewer_organisation() and 'observer' = any(viewer_roles()))))))`.execute(db)
    await sql`create policy named on item for select using (viewer_has_capacity() and exists (select from share where share.item = item.id and share.stopped_at is null and share.until >= viewer_on()
      and share.to_code = any(viewer_codes()) and case when share.to_person is null then viewer_answers() else share.to_person = viewer_person() end))`.execute(db)
    await sql`create policy anyone on item for select using (kept_as = 'anyone' and viewer_is('anyone', 'person', 'capacity', 'key'))`.execute(db)
    // Writing: in one's own capacity only, and never in somebody else's name unless it says who entered it.
    await sql`create policy written on item for insert with check (viewer_has_capacity() and organisation = viewer_organisation() and (viewer_answers() or kept_as = 'only-you')
      and (author = viewer_person() or (viewer_answers() and entered_by = viewer_person() and confirmed_at is null and confirm_by is not null))
      and (group_id is null or group_id = viewer_organisation() or group_id = any(viewer_member_of())))`.execute(db)
    const changeable = sql`viewer_has_capacity() and organisation = viewer_organisation() and (author = viewer_person() or (entered_by = viewer_person() and confirmed_at is null) or (viewer_answers() and kept_as <> 'only-you'))`
    await sql`create policy changed on item for update using (${changeable}) with check (${changeable} and (group_id is null or group_id = viewer_organisation() or group_id = any(viewer_member_of())))`.execute(db)
    await sql`create policy taken_away on item for delete using (${changeable} or (viewer_is('person') and author = viewer_person() and kept_as = 'only-you'))`.execute(db)
    await sql`create policy shared on share for insert with check (viewer_has_capacity() and owner = viewer_organisation() and made_by = viewer_person()
      and exists (select from item where item.id = share.item and item.organisation = share.owner and (item.author = viewer_person() or (viewer_answers() and item.kept_as <> 'only-you'))
        and (item.kept_as = 'only-you') = (share.owner_person is not null) and (share.owner_person is null or share.owner_person = item.author)))`.execute(db)
    await sql`create policy stopped on share for update using (viewer_has_capacity() and owner = viewer_organisation() and case when owner_person is null then viewer_answers() or made_by = viewer_person() else owner_person = viewer_person() end)`.execute(db)
    // What an item says is shown to whoever the item is shown to, and written by whoever may change it.
    await sql`create policy as_item on note for select using (exists (select from item where item.id = note.item))`.execute(db)
    const ofChangeable = sql`exists (select from item where item.id = note.item and item.organisation = viewer_organisation() and viewer_has_capacity()
      and (item.author = viewer_person() or (item.entered_by = viewer_person() and item.confirmed_at is null) or (viewer_answers() and item.kept_as <> 'only-you')))`
    await sql`create policy written on note for insert with check (${ofChangeable})`.execute(db)
    await sql`create policy changed on note for update using (${ofChangeable}) with check (${ofChangeable})`.execute(db)

    // ── who has looked ──
    await sql`create policy owner on looking for select using (viewer_has_capacity() and owner = viewer_organisation() and case when owner_person is null then viewer_answers() else owner_person = viewer_person() end)`.execute(db)
    // Only what one sees is read, and only its owner is told.
    await sql`create policy noted on looking for insert with check (viewer_has_capacity() and looker = viewer_person() and looker_organisation = viewer_organisation() and owner <> viewer_organisation()
      and exists (select from item where item.id = looking.item and item.organisation = looking.owner))`.execute(db)

    // ── published figures and sketches under links ──
    for (const table of ['release', 'sketch', 'sketch_version', 'sketch_share']) {
      await sql`alter table ${sql.table(table)} enable row level security`.execute(db)
      await sql`alter table ${sql.table(table)} force row level security`.execute(db)
      await sql`create policy backup on ${sql.table(table)} using (current_setting('alongside.viewer', true) = 'backup') with check (current_setting('alongside.viewer', true) = 'backup')`.execute(db)
    }
    await sql`create policy published on release using (true) with check (true)`.execute(db)
    await sql`create policy by_private_key on sketch using (viewer_is('key') and private_key = viewer_key()) with check (viewer_is('key') and private_key = viewer_key())`.execute(db)
    await sql`create policy past_its_day on sketch for select using (viewer_is('caretaker'))`.execute(db)
    await sql`create policy cleared on sketch for delete using (viewer_is('caretaker'))`.execute(db)
    await sql`create policy cleared_marks on sketch for update using (viewer_is('caretaker')) with check (false)`.execute(db)
    await sql`create policy by_look_key on sketch_share for select using (viewer_is('key') and look_key = viewer_key() and stopped_at is null and until >= viewer_on())`.execute(db)
    await sql`create policy of_opened on sketch_share using (exists (select from sketch where sketch.id = sketch_share.sketch and viewer_is('key'))) with check (exists (select from sketch where sketch.id = sketch_share.sketch and viewer_is('key')))`.execute(db)
    await sql`create policy of_opened on sketch_version using (exists (select from sketch where sketch.id = sketch_version.sketch and viewer_is('key'))) with check (exists (select from sketch where sketch.id = sketch_version.sketch and viewer_is('key')))`.execute(db)
    await sql`create policy shown on sketch_version for select using (viewer_is('key') and exists (select from sketch_share s where s.sketch = sketch_version.sketch and s.version = sketch_version.number and s.look_key = viewer_key()))`.execute(db)
  },
}
