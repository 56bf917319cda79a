import { sql, type Kysely } from 'kysely'
import type { Migration } from 'kysely/migration'

/**
 * Partners answer alone (src/domain/position/review/alone.ts; docs/decisions/0016). What a partner answers is an item of kind `alone`, "Only you" for good: the database
 * refuses to keep it as anything else, or to show it to anybody, but for the one viewer `teller`. That one reads the answers of a round once the round is ripe, writes down
 * what became of it, and is not let at them again. How many have answered is counted in a table that says nothing of who.
 */
export const alone: Migration = {
  async up(db: Kysely<never>) {
    await sql`
      create table alone_round (
        id uuid primary key,
        organisation uuid not null references organisation on delete cascade,
        begun_by text not null,
        begun_by_name text not null,
        begun_at timestamptz not null,
        begun_on date not null,
        asked integer not null check (asked between 2 and 40),
        closed_at timestamptz,
        closed_by text,
        closed_by_name text,
        ended_at timestamptz,
        became text check (became in ('ranges', 'too-few', 'each-other', 'sheet')),
        opened_on date,
        answered integer,
        result jsonb,
        check ((closed_at is null) = (closed_by is null) and (closed_by is null) = (closed_by_name is null)),
        check ((ended_at is null) = (became is null) and (ended_at is null) = (answered is null)),
        check ((opened_on is not null) = coalesce(became in ('ranges', 'each-other'), false)),
        check (result is null or became = 'ranges')
      )`.execute(db)
    await sql`create unique index alone_round_open on alone_round (organisation) where ended_at is null`.execute(db)
    await sql`create index alone_round_organisation on alone_round (organisation)`.execute(db)
    await sql`comment on table alone_round is 'That partners of a practice were asked to answer alone, and what became of it. Rows are added, closed and ended, never changed; what the practice was shown goes when a later round opens.'`.execute(db)
    await sql`
      create table alone_asked (
        round uuid not null references alone_round on delete cascade,
        person text not null,
        person_name text not null,
        primary key (round, person)
      )`.execute(db)
    await sql`comment on table alone_asked is 'Who was asked; everybody asked is shown all of them. Rows are added with their round, never changed.'`.execute(db)
    await sql`
      create table alone_answer (
        item uuid primary key references item on delete cascade,
        round uuid not null,
        author text not null,
        says jsonb not null check (jsonb_typeof(says) = 'object'),
        way text check (way in ('each-other', 'sheet', 'somebody')),
        unique (round, author)
      )`.execute(db)
    await sql`comment on column alone_answer.round is 'Without a foreign key: what somebody answered is theirs, and outlives the room with its rounds.'`.execute(db)
    await sql`
      create table alone_in (
        answer uuid primary key references alone_answer on delete cascade,
        round uuid not null references alone_round on delete cascade
      )`.execute(db)
    await sql`create index alone_in_round on alone_in (round)`.execute(db)
    await sql`comment on table alone_in is 'That an answer is in, to be counted by those who answer for the practice: no name and no time. It goes with the answer.'`.execute(db)

    // ── "Only you", for good ──
    await sql`alter table item add constraint alone_is_only_you check (kind <> 'alone' or (kept_as = 'only-you' and entered_by is null))`.execute(db)
    await sql`
      create function alone_stays_alone() returns trigger language plpgsql as $$ begin
        if (new.kind = 'alone') <> (old.kind = 'alone') then raise exception 'what a partner answers alone stays that' using errcode = '42501'; end if;
        return new; end $$`.execute(db)
    await sql`create trigger alone_stays_alone before update on item for each row execute function alone_stays_alone()`.execute(db)
    // A trigger and not a restrictive policy: it can hide no row from a backup. Whoever does not see the item shows it to nobody anyway.
    await sql`
      create function alone_is_not_shown() returns trigger language plpgsql as $$ begin
        if viewer_is('capacity') and exists (select from item where item.id = new.item and item.kind = 'alone') then raise exception 'what a partner answers alone is shown to nobody' using errcode = '42501'; end if;
        return new; end $$`.execute(db)
    await sql`create trigger alone_is_not_shown before insert on share for each row execute function alone_is_not_shown()`.execute(db)

    // Everybody is shown before they answer who else is asked: nobody is added afterwards.
    await sql`
      create function alone_asked_at_once() returns trigger language plpgsql as $$ begin
        if viewer_is('capacity') and (select count(*) from alone_asked where alone_asked.round = new.round) >= (select asked from alone_round where alone_round.id = new.round) then raise exception 'whom a round asks is said when it begins' using errcode = '42501'; end if;
        return new; end $$`.execute(db)
    await sql`create trigger alone_asked_at_once before insert on alone_asked for each row execute function alone_asked_at_once()`.execute(db)
    await sql`
      create function alone_round_stays() returns trigger language plpgsql as $$ begin
        if viewer_is('teller') then
          if to_jsonb(new) - array['ended_at', 'became', 'opened_on', 'answered', 'result'] is distinct from to_jsonb(old) - array['ended_at', 'became', 'opened_on', 'answered', 'result']
            or (old.ended_at is not null and (to_jsonb(new) - 'result' is distinct from to_jsonb(old) - 'result' or (new.result is not null and new.result is distinct from old.result)))
            then raise exception 'a round is ended once, and what it showed is only taken away' using errcode = '42501'; end if;
        elsif to_jsonb(new) - array['closed_at', 'closed_by', 'closed_by_name'] is distinct from to_jsonb(old) - array['closed_at', 'closed_by', 'closed_by_name']
          or ((new.closed_at, new.closed_by, new.closed_by_name) is distinct from (old.closed_at, old.closed_by, old.closed_by_name) and (old.closed_at is not null or old.ended_at is not null or new.closed_by is distinct from viewer_person()
            or (old.begun_by <> viewer_person() and exists (select from role where role.organisation = old.organisation and role.person = old.begun_by and role.kind = any(array['partner', 'practice-manager', 'delegate', 'officer'])
              and role.from_on <= viewer_on() and (role.to_on is null or role.to_on >= viewer_on())))))
          then raise exception 'a round is closed once, by whoever began it; by another once they have left' using errcode = '42501'; end if;
        return new; end $$`.execute(db)
    await sql`create trigger alone_round_stays before update on alone_round for each row execute function alone_round_stays()`.execute(db)

    for (const table of ['alone_round', 'alone_asked', 'alone_answer', 'alone_in']) {
      await sql`alter table ${sql.table(table)} enable row level security`.execute(db)
      await sql`alter table ${sql.table(table)} force row level security`.execute(db)
      await sql`create policy backup on ${sql.table(table)} using (current_setting('alongside.viewer', true) = 'backup') with check (current_setting('alongside.viewer', true) = 'backup')`.execute(db)
      await sql`create trigger room_goes_on before insert or update on ${sql.table(table)} for each row execute function room_goes_on()`.execute(db)
    }

    // ── rounds: for those who answer for the practice ──
    const ofRoom = sql`organisation = viewer_organisation() and (viewer_answers() or viewer_is('teller'))`
    await sql`create policy of_room on alone_round for select using (${ofRoom})`.execute(db)
    await sql`create policy held on alone_round for update using (${ofRoom})`.execute(db)
    await sql`create policy begun on alone_round for insert with check (viewer_answers() and organisation = viewer_organisation() and begun_by = viewer_person() and begun_on = viewer_on() and closed_at is null and ended_at is null and result is null
      and exists (select from organisation where organisation.id = alone_round.organisation and organisation.kind = 'practice')
      and not exists (select from alone_round other where other.organisation = alone_round.organisation and (other.ended_at is null or other.opened_on + interval '3 months' > viewer_on())))`.execute(db)
    await sql`create policy as_round on alone_asked for select using (exists (select from alone_round where alone_round.id = alone_asked.round))`.execute(db)
    await sql`create policy asked on alone_asked for insert with check (viewer_answers()
      and exists (select from alone_round where alone_round.id = alone_asked.round and alone_round.organisation = viewer_organisation() and alone_round.begun_by = viewer_person() and alone_round.ended_at is null)
      and exists (select from role where role.organisation = viewer_organisation() and role.person = alone_asked.person and role.kind = 'partner' and role.from_on <= viewer_on() and (role.to_on is null or role.to_on >= viewer_on())))`.execute(db)

    // ── answers: for their author, and once for the teller ──
    await sql`create policy as_round on alone_in for select using (exists (select from alone_round where alone_round.id = alone_in.round))`.execute(db)
    await sql`create policy as_item on alone_answer for select using (exists (select from item where item.id = alone_answer.item))`.execute(db)
    await sql`create function alone_is_ripe(a_round uuid) returns boolean language sql stable as $$
      select exists (select from alone_round where alone_round.id = a_round and alone_round.organisation = viewer_organisation() and alone_round.ended_at is null
        and (select count(*) from alone_in where alone_in.round = a_round) >= case when alone_round.closed_at is not null and alone_round.asked >= 4 then 4 else alone_round.asked end) $$`.execute(db)
    await sql`comment on function alone_is_ripe is 'All have answered; or, where ranges are shown, four have and it was closed. Nothing once it has ended.'`.execute(db)
    await sql`create policy told on alone_answer for select using (viewer_is('teller') and alone_is_ripe(round))`.execute(db)
    const own = sql`viewer_has_capacity() and 'partner' = any(viewer_roles()) and author = viewer_person()
      and exists (select from item where item.id = alone_answer.item and item.kind = 'alone' and item.author = viewer_person() and item.organisation = viewer_organisation())
      and exists (select from alone_round join alone_asked on alone_asked.round = alone_round.id where alone_round.id = alone_answer.round and alone_round.organisation = viewer_organisation() and alone_round.ended_at is null
        and alone_asked.person = viewer_person() and (alone_answer.way is null) = (alone_round.asked >= 4))`
    await sql`create policy written on alone_answer for insert with check (${own})`.execute(db)
    await sql`create policy changed on alone_answer for update using (${own}) with check (${own})`.execute(db)
    await sql`create policy counted on alone_in for insert with check (viewer_has_capacity() and exists (select from alone_answer where alone_answer.item = alone_in.answer and alone_answer.round = alone_in.round and alone_answer.author = viewer_person()))`.execute(db)
    // Of two or three who all chose it, the teller shows each one's answers to each other, within the room and by name.
    await sql`create policy opened_to_each_other on share for insert with check (viewer_is('teller') and owner = viewer_organisation() and to_code = owner::text and owner_person = made_by and to_person <> made_by
      and exists (select from alone_answer mine join alone_asked on alone_asked.round = mine.round join alone_round on alone_round.id = mine.round
        where mine.item = share.item and mine.author = share.made_by and mine.way = 'each-other' and alone_asked.person = share.to_person and alone_round.asked < 4
          and not exists (select from alone_answer other where other.round = mine.round and other.way <> 'each-other')))`.execute(db)
  },
}
