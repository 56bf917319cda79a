import { sql, type Kysely } from 'kysely'
import type { Migration } from 'kysely/migration'

/**
 * Searches for groupings, shared by every process on this database (docs/decisions/0015). The queue itself is pg-boss's, in the schema `boss`,
 * and holds a key and nothing else; how a search stands is here, and what was asked and found is beside it, sealed from whoever only keeps order.
 * A search is known by the SHA-256 of what is asked, figures included: whoever asks the same finds the same, and nobody can list what others asked.
 */
export const jobs: Migration = {
  async up(db: Kysely<never>) {
    await sql`
      create table search (
        key bytea primary key check (octet_length(key) = 32),
        job uuid not null,
        status text not null check (status in ('waiting', 'working', 'done', 'stopped', 'refused', 'failed')),
        caller integer check (caller between 0 and 65535),
        worker integer,
        tried integer not null default 0 check (tried >= 0),
        progress json,
        queued_at timestamptz not null default now(),
        asked_at timestamptz not null default now(),
        begun_at timestamptz,
        stop_asked_at timestamptz,
        ended_at timestamptz,
        check ((status = 'working') = (worker is not null)),
        check ((status in ('waiting', 'working')) = (ended_at is null))
      )`.execute(db)
    await sql`
      create table search_content (
        key bytea primary key references search on delete cascade,
        ask json,
        plan json,
        notes json,
        refusal json
      )`.execute(db)
    await sql`create index search_unfinished on search (status, queued_at) where ended_at is null`.execute(db)
    await sql`create index search_asked on search (asked_at)`.execute(db)

    for (const table of ['search', 'search_content'].map(name => sql.table(name))) {
      await sql`alter table ${table} enable row level security`.execute(db)
      await sql`alter table ${table} force row level security`.execute(db)
      // Whoever can say what is asked, to the letter, or was handed its key as a job.
      await sql`create policy asker on ${table} using (${isKeyShown}) with check (${isKeyShown})`.execute(db)
      await sql`create policy backup on ${table} using (${isViewer('backup')}) with check (${isViewer('backup')})`.execute(db)
    }
    await sql`create policy caretaker on search using (${isViewer('caretaker')}) with check (${isViewer('caretaker')})`.execute(db)
    // The caretaker puts down what is asked with its place in the queue, and never reads it again; taking the place away takes the content along.
    await sql`create policy caretaker on search_content for insert with check (${isViewer('caretaker')})`.execute(db)

    await sql`comment on table search is 'How a search for a grouping stands: its place in the queue, how far it is, who works on it. Goes a day after it was last asked for.'`.execute(db)
    await sql`comment on column search.caller is 'While it waits, sixteen bits of a hash of who asked, so that one visitor does not fill the queue: 65,536 addresses of four thousand million share each.'`.execute(db)
    await sql`comment on column search.worker is 'Number of the lock that the process at work holds for as long as it lives.'`.execute(db)
    await sql`comment on table search_content is 'What is asked, until the search has ended, and what was found: without what was to be kept and without hospitals, which whoever asks knows.'`.execute(db)
  },
}

const isViewer = (viewer: 'caretaker' | 'backup') => sql.raw(`current_setting('alongside.viewer', true) = '${viewer}'`)
const isKeyShown = sql.raw(`current_setting('alongside.viewer', true) = 'key' and key = decode(nullif(current_setting('alongside.key', true), ''), 'hex')`)
