import { sql, type Kysely } from 'kysely'
import type { Migration } from 'kysely/migration'

/**
 * The register of releases. A row is the act of publishing: its Parquet file is already whole on disc when the row commits.
 * The same bytes are taken once per world, data set and day (a place file without a day once at all), which also settles two imports at the same moment.
 */
export const release: Migration = {
  async up(db: Kysely<never>) {
    await sql`
      create table release (
        id text primary key,
        data_set text not null,
        world text not null check (world in ('real', 'invented')),
        vintage text check (vintage in ('2011', '2021', 'invented')),
        publisher text not null,
        licence text not null,
        as_at date,
        checksum text not null check (checksum ~ '^[0-9a-f]{64}$'),
        file_name text not null,
        rows_read integer not null check (rows_read >= 0),
        rows_refused integer not null check (rows_refused >= 0),
        unknown_codes jsonb not null default '[]',
        imported_at timestamptz not null,
        parquet text not null unique
      )`.execute(db)
    await sql`create unique index release_once on release (world, data_set, as_at, checksum) nulls not distinct`.execute(db)
    await sql`comment on table release is 'One published file at one day; the row publishes the Parquet file it names. Rows are added, never changed.'`.execute(db)
  },
}
