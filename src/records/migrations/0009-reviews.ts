import { sql, type Kysely } from 'kysely'
import type { Migration } from 'kysely/migration'

/**
 * A practice's private review (decision 16): the record is an item of kind 'review', its answers are added and never changed, and a copy of it for others is an item of
 * kind 'review-copy' that no longer changes with it.
 */
export const reviews: Migration = {
  async up(db: Kysely<never>) {
    await sql`
      create table review_answer (
        id uuid primary key,
        item uuid not null references item on delete cascade,
        question text not null check (question ~ '^[a-z0-9-]{1,60}$'),
        said jsonb not null,
        sure text not null check (sure in ('sure', 'fairly', 'guess')),
        evidence text not null check (length(evidence) <= 300),
        good_until date not null,
        person text not null,
        person_name text not null,
        at timestamptz not null
      )`.execute(db)
    await sql`create index review_answer_item on review_answer (item, question, at)`.execute(db)
    await sql`comment on table review_answer is 'What somebody said to a question of a review. The newest to a question stands; rows are added, never changed. It stands under "is", where null is "we do not know".'`.execute(db)
    await sql`
      create table review_look (
        item uuid not null references item on delete cascade,
        person text not null,
        at timestamptz not null,
        primary key (item, person)
      )`.execute(db)
    await sql`comment on table review_look is 'When somebody of the room last opened a review, for "what changed since you last looked". Theirs alone.'`.execute(db)
    await sql`
      create table review_copy (
        item uuid primary key references item on delete cascade,
        made_of uuid not null,
        on_day date not null,
        left_out boolean not null,
        says jsonb not null
      )`.execute(db)
    await sql`comment on table review_copy is 'A review as it stood on a day, for somebody else to read. It refers to the review without a foreign key and outlives it.'`.execute(db)

    // A review stays in its room: its writer's alone, or the partners'. What is shown to others is a copy. (Not so while a backup is put back: that was all so before.)
    await sql`alter table item add constraint review_stays_in_room check (kind <> 'review' or kept_as in ('only-you', 'your-partners'))`.execute(db)
    await sql`
      create function stays_in_room() returns trigger language plpgsql as $$ begin
        if exists (select from item where item.id = new.item and item.kind = 'review') then raise exception 'a review is not shown to others; a copy of it is' using errcode = '42501'; end if;
        return new; end $$`.execute(db)
    await sql`create trigger stays_in_room before insert on share for each row execute function stays_in_room()`.execute(db)

    for (const table of ['review_answer', 'review_look', 'review_copy']) {
      await sql`alter table ${sql.table(table)} enable row level security`.execute(db)
      await sql`alter table ${sql.table(table)} force row level security`.execute(db)
      await sql`create policy backup on ${sql.table(table)} using (current_setting('alongside.viewer', true) = 'backup') with check (current_setting('alongside.viewer', true) = 'backup')`.execute(db)
      await sql`create trigger room_goes_on before insert or update on ${sql.table(table)} for each row execute function room_goes_on()`.execute(db)
    }
    const ownItem = (table: string, kind: string) => sql`exists (select from item where item.id = ${sql.table(table)}.item and item.kind = ${sql.lit(kind)} and item.organisation = viewer_organisation() and viewer_has_capacity()
      and (item.author = viewer_person() or (viewer_answers() and item.kept_as <> 'only-you')))`
    // Opened to the partners, a review is read by those who answer for the practice; whoever only wrote in it keeps what they said themselves.
    await sql`create policy as_item on review_answer for select using (exists (select from item where item.id = review_answer.item and (item.kept_as = 'only-you' or viewer_answers() or review_answer.person = viewer_person())))`.execute(db)
    await sql`create policy answered on review_answer for insert with check (person = viewer_person() and ${ownItem('review_answer', 'review')})`.execute(db)
    await sql`create policy oneself on review_look for select using (person = viewer_person() and exists (select from item where item.id = review_look.item))`.execute(db)
    await sql`create policy looked on review_look for insert with check (person = viewer_person() and ${ownItem('review_look', 'review')})`.execute(db)
    await sql`create policy looked_again on review_look for update using (person = viewer_person() and ${ownItem('review_look', 'review')}) with check (person = viewer_person())`.execute(db)
    await sql`create policy as_item on review_copy for select using (exists (select from item where item.id = review_copy.item))`.execute(db)
    await sql`create policy written on review_copy for insert with check (${ownItem('review_copy', 'review-copy')})`.execute(db)
  },
}
