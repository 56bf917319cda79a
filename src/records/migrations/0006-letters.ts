import { sql, type Kysely } from 'kysely'
import type { Migration } from 'kysely/migration'

/**
 * Letters on their way out by e-mail. A row is written in the transaction of the act that causes it, so an act that was acknowledged never loses its letter;
 * a loop of the server sends it afterwards (src/server/post.ts).
 * In the moment a letter ends (sent, refused for good, or too late) its address and words go; the database itself holds that.
 * Whoever causes letters may add one and read none. Letters whose link opens something by itself are shown to no backup: whoever finds a backup opens nothing with it.
 */
export const letters: Migration = {
  async up(db: Kysely<never>) {
    await sql`
      create table letter (
        id uuid primary key,
        kind text not null check (kind ~ '^[a-z-]{1,40}$'),
        is_key boolean not null,
        address text check (address ~ '^[!-~]+@[!-~]+$' and length(address) <= 254),
        content jsonb,
        queued_at timestamptz not null,
        until timestamptz not null,
        tries integer not null default 0 check (tries >= 0),
        next_try_at timestamptz not null,
        ended text check (ended in ('sent', 'refused', 'too-late')),
        ended_at timestamptz,
        check ((ended is null) = (ended_at is null)),
        check ((ended is null) = (address is not null)),
        check ((ended is null) = (content is not null))
      )`.execute(db)
    await sql`create index letter_waiting on letter (until) where ended is null`.execute(db)
    await sql`create index letter_ended on letter (ended_at) where ended is not null`.execute(db)
    await sql`comment on table letter is 'A letter on its way out by e-mail; its address and words are taken away in the moment it ends.'`.execute(db)

    await sql`alter table letter enable row level security`.execute(db)
    await sql`alter table letter force row level security`.execute(db)
    await sql`create policy written on letter for insert with check (current_setting('alongside.viewer', true) in ('doorkeeper', 'person', 'capacity', 'caretaker') and ended is null and tries = 0)`.execute(db)
    await sql`create policy carried on letter for select using (current_setting('alongside.viewer', true) = 'postman')`.execute(db)
    await sql`create policy ended on letter for update using (current_setting('alongside.viewer', true) = 'postman') with check (current_setting('alongside.viewer', true) = 'postman')`.execute(db)
    // The caretaker finds only what has neither address nor words left.
    await sql`create policy past on letter for select using (current_setting('alongside.viewer', true) = 'caretaker' and ended is not null)`.execute(db)
    await sql`create policy cleared on letter for delete using (current_setting('alongside.viewer', true) = 'caretaker' and ended is not null)`.execute(db)
    await sql`create policy backup on letter using (current_setting('alongside.viewer', true) = 'backup' and not is_key) with check (current_setting('alongside.viewer', true) = 'backup')`.execute(db)
  },
}
