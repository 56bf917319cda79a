import { sql, type Kysely } from 'kysely'
import type { Migration } from 'kysely/migration'

/**
 * The room of the helpers. A help request is an item of a practice's room, shown by name to one support unit; what is done in it (hats, answers) is seen by those two and by
 * nobody else the practice may show the request to. What a support unit notes for itself is its own, and stays when the request is shown no more. A case is an item of a
 * commissioner's room: about a practice by its published name, and tied to no room of a practice by anything here.
 */
export const helpAndCases: Migration = {
  async up(db: Kysely<never>) {
    await sql`
      create table help_request (
        item uuid primary key references item on delete cascade,
        title text not null,
        body text not null,
        wanted_by date,
        level text not null check (level in ('practice', 'pair', 'group', 'county')),
        to_code text not null check (to_code ~ '^support:[A-Za-z0-9-]{1,60}$'),
        to_name text not null,
        is_confirmed boolean not null
      )`.execute(db)
    await sql`comment on column help_request.is_confirmed is 'Whether the room that asked had shown the code of a letter by then: else anybody may have asked under that name.'`.execute(db)
    await sql`
      create table hat (
        matter uuid not null references item on delete cascade,
        person text not null,
        person_name text not null,
        organisation uuid not null,
        organisation_name text not null,
        kind text not null check (kind in ('helps', 'decides')),
        at timestamptz not null,
        primary key (matter, person)
      )`.execute(db)
    await sql`comment on table hat is 'Who took a help request up, and as what. One person wears one hat in a matter, for good: who helps never decides. Rows are added, never changed.'`.execute(db)
    await sql`
      create table help_word (
        id uuid primary key,
        matter uuid not null references item on delete cascade,
        kind text not null check (kind in ('asked-more', 'answered', 'closed')),
        organisation uuid not null,
        organisation_name text not null,
        person text not null,
        person_name text not null,
        says text not null,
        at timestamptz not null
      )`.execute(db)
    await sql`create index help_word_matter on help_word (matter, at)`.execute(db)
    await sql`comment on table help_word is 'What practice and support unit say to each other in a matter; both see it. Rows are added, never changed.'`.execute(db)
    await sql`
      create table working_note (
        id uuid primary key,
        organisation uuid not null references organisation on delete cascade,
        matter uuid not null,
        from_name text not null,
        person text not null,
        person_name text not null,
        says text not null,
        step text,
        due date,
        at timestamptz not null,
        done_at timestamptz,
        done_by_name text
      )`.execute(db)
    await sql`create index working_note_organisation on working_note (organisation, matter)`.execute(db)
    await sql`comment on table working_note is 'What a support unit notes for itself about a matter. It refers to the request without a foreign key: the practice may delete that, and the note is not the practice''s.'`.execute(db)
    await sql`
      create table commissioner_case (
        item uuid primary key references item on delete cascade,
        about_code text not null,
        about_name text not null,
        reason text not null,
        closed_on date,
        closed_by_name text,
        outcome text,
        check ((closed_on is null) = (outcome is null))
      )`.execute(db)
    await sql`comment on column commissioner_case.about_code is 'A practice as published figures know it. No room is looked up by it.'`.execute(db)
    await sql`
      create table case_step (
        id uuid primary key,
        item uuid not null references item on delete cascade,
        says text not null,
        due date,
        person text not null,
        person_name text not null,
        at timestamptz not null,
        done_at timestamptz,
        done_by_name text
      )`.execute(db)
    await sql`create index case_step_item on case_step (item)`.execute(db)

    await sql`
      create function done_once() returns trigger language plpgsql as $$ begin
        if to_jsonb(new) - 'done_at' - 'done_by_name' is distinct from to_jsonb(old) - 'done_at' - 'done_by_name' or old.done_at is not null then raise exception 'a step is marked as done once, and not changed'; end if;
        return new; end $$`.execute(db)
    for (const table of ['working_note', 'case_step']) await sql`create trigger done_once before update on ${sql.table(table)} for each row execute function done_once()`.execute(db)

    for (const table of ['help_request', 'hat', 'help_word', 'working_note', 'commissioner_case', 'case_step']) {
      await sql`alter table ${sql.table(table)} enable row level security`.execute(db)
      await sql`alter table ${sql.table(table)} force row level security`.execute(db)
      await sql`create policy backup on ${sql.table(table)} using (current_setting('alongside.viewer', true) = 'backup') with check (current_setting('alongside.viewer', true) = 'backup')`.execute(db)
    }

    // ── requests: what they say is shown to whoever the item is shown to; what is done in them to the two sides ──
    const ownItem = (table: string, kind: string) => sql`exists (select from item where item.id = ${sql.table(table)}.item and item.kind = ${sql.lit(kind)} and item.organisation = viewer_organisation() and viewer_has_capacity()
      and (item.author = viewer_person() or (viewer_answers() and item.kept_as <> 'only-you')))`
    await sql`create policy as_item on help_request for select using (exists (select from item where item.id = help_request.item))`.execute(db)
    await sql`create policy written on help_request for insert with check (${ownItem('help_request', 'help-request')}
      and is_confirmed = exists (select from organisation where organisation.id = viewer_organisation() and organisation.confirmed_at is not null))`.execute(db)
    await sql`create function side_of_matter(a_matter uuid) returns text language sql stable as $$
      select case when exists (select from item where item.id = a_matter and item.kind = 'help-request' and item.organisation = viewer_organisation()) then 'practice'
        when exists (select from help_request where help_request.item = a_matter and help_request.to_code = any(viewer_codes())) then 'support' end $$`.execute(db)
    await sql`comment on function side_of_matter is 'Which side of a help request the viewer is on; null for everybody else, and for the support unit once it is shown no more.'`.execute(db)
    const oneself = sql`person = viewer_person() and organisation = viewer_organisation()`
    // The same as "side_of_matter is not null", said in the query itself: a function that asks tables is begun anew for every row, which made a list of forty requests take 20 ms more.
    const ofOneSide = (table: string) => sql`viewer_has_capacity() and (exists (select from item where item.id = ${sql.table(table)}.matter and item.kind = 'help-request' and item.organisation = viewer_organisation())
      or exists (select from help_request where help_request.item = ${sql.table(table)}.matter and help_request.to_code = any(viewer_codes())))`
    await sql`create policy both_sides on hat for select using (${ofOneSide('hat')})`.execute(db)
    await sql`create policy taken_up on hat for insert with check (viewer_answers() and ${oneself} and side_of_matter(matter) = 'support')`.execute(db)
    await sql`create policy both_sides on help_word for select using (${ofOneSide('help_word')})`.execute(db)
    await sql`create policy said on help_word for insert with check (${oneself} and case side_of_matter(matter)
      when 'practice' then viewer_has_capacity() and kind in ('asked-more', 'closed')
        and exists (select from item where item.id = matter and (item.author = viewer_person() or (viewer_answers() and item.kept_as <> 'only-you')))
      when 'support' then viewer_answers() and kind in ('answered', 'closed') and exists (select from hat where hat.matter = help_word.matter and hat.person = viewer_person())
      else false end)`.execute(db)

    // ── a support unit's own notes ──
    await sql`create policy own on working_note for select using (viewer_answers() and organisation = viewer_organisation())`.execute(db)
    await sql`create policy written on working_note for insert with check (viewer_answers() and ${oneself} and side_of_matter(matter) = 'support')`.execute(db)
    await sql`create policy done on working_note for update using (viewer_answers() and organisation = viewer_organisation())`.execute(db)
    await sql`create policy thrown_away on working_note for delete using (viewer_answers() and organisation = viewer_organisation())`.execute(db)

    // ── cases ──
    await sql`create policy as_item on commissioner_case for select using (exists (select from item where item.id = commissioner_case.item))`.execute(db)
    const ownCase = ownItem('commissioner_case', 'case')
    await sql`create policy written on commissioner_case for insert with check (${ownCase})`.execute(db)
    await sql`create policy changed on commissioner_case for update using (${ownCase}) with check (${ownCase})`.execute(db)
    // Steps stay in the room, whoever the case itself is shown to.
    const ofOwnCase = ownItem('case_step', 'case')
    await sql`create policy own on case_step for select using (${ofOwnCase})`.execute(db)
    await sql`create policy written on case_step for insert with check (${ofOwnCase} and person = viewer_person())`.execute(db)
    await sql`create policy done on case_step for update using (${ofOwnCase}) with check (${ofOwnCase})`.execute(db)
  },
}
