import { sql, type Kysely } from 'kysely'
import type { Migration } from 'kysely/migration'

/**
 * Sketches somebody is making, their versions and the links they were shared by.
 * A link's key is never kept, only its SHA-256: whoever reads the tables, a dump or a backup can open nothing with them.
 * Versions are added, never changed; undoing moves `at_version` back, so that nothing that was done is lost.
 */
export const sketch: Migration = {
  async up(db: Kysely<never>) {
    await sql`
      create table sketch (
        id bigint generated always as identity primary key,
        private_key bytea not null unique check (octet_length(private_key) = 32),
        made_at timestamptz not null,
        touched_at timestamptz not null,
        at_version integer not null check (at_version >= 1)
      )`.execute(db)
    await sql`
      create table sketch_version (
        sketch bigint not null references sketch on delete cascade,
        number integer not null check (number >= 1),
        parent integer,
        at timestamptz not null,
        did text not null,
        content jsonb not null,
        figures text not null,
        primary key (sketch, number),
        foreign key (sketch, parent) references sketch_version (sketch, number) on delete cascade
      )`.execute(db)
    await sql`
      create table sketch_share (
        sketch bigint not null references sketch on delete cascade,
        number integer not null check (number >= 1),
        look_key bytea not null unique check (octet_length(look_key) = 32),
        version integer not null,
        author text not null,
        made_at timestamptz not null,
        until date not null,
        stopped_at timestamptz,
        primary key (sketch, number),
        foreign key (sketch, version) references sketch_version (sketch, number) on delete cascade
      )`.execute(db)
    await sql`create index sketch_touched on sketch (touched_at)`.execute(db)
    await sql`comment on table sketch is 'A sketch in the making; opened by a private link whose key is kept as a SHA-256 only.'`.execute(db)
    await sql`comment on table sketch_share is 'A link to look at one version, until a day or until its maker stops it.'`.execute(db)
  },
}
