import { sql, type Kysely } from 'kysely'
import type { Migration } from 'kysely/migration'

/**
 * Newer values of figures that are assumed, such as what the NHS pays for a patient: whoever runs the server puts them in without waiting for a release.
 * They are shown to anyone, written by `host` alone, and never changed: a better one is another row, and what was worked out with the first can still be told.
 */
export const parameters: Migration = {
  async up(db: Kysely<never>) {
    await sql`
      create table parameter_value (
        id uuid primary key,
        parameter text not null check (parameter ~ '^[A-Za-z][A-Za-z0-9]{0,59}$'),
        value double precision not null check (value between -1e9 and 1e9),
        low double precision,
        high double precision,
        from_on date not null,
        source text not null check (length(source) between 1 and 400),
        checked_on date not null,
        review_by date not null check (review_by > checked_on),
        set_by text not null check (length(set_by) between 1 and 400),
        set_at timestamptz not null,
        check ((low is null) = (high is null)),
        check (low is null or (low between -1e9 and value and high between value and 1e9))
      )`.execute(db)
    await sql`comment on table parameter_value is 'A value of a figure that is assumed, from a day on, with its source and the day it is to be looked at again. Rows are added, never changed.'`.execute(db)

    await sql`alter table parameter_value enable row level security`.execute(db)
    await sql`alter table parameter_value force row level security`.execute(db)
    await sql`create policy backup on parameter_value using (current_setting('alongside.viewer', true) = 'backup') with check (current_setting('alongside.viewer', true) = 'backup')`.execute(db)
    await sql`create policy published on parameter_value for select using (true)`.execute(db)
    await sql`create policy host_sets on parameter_value for insert with check (current_setting('alongside.viewer', true) = 'host')`.execute(db)
    // Not even by us, whatever policy comes later: a copy is put back row by row, and never over one that is there.
    await sql`create function parameter_value_stays() returns trigger language plpgsql as $$ begin raise exception 'a value that was put in is never changed: put in a newer one'; end $$`.execute(db)
    await sql`create trigger parameter_value_stays before update on parameter_value for each row execute function parameter_value_stays()`.execute(db)
  },
}
