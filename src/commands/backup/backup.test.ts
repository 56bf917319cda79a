import { execFileSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import { sql } from 'kysely'
import type { Migration } from 'kysely/migration'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { bareDatabase, testDatabase, type TestDatabase } from '../../../test/house/database.ts'
import { isRefusal, type Refusal } from '#domain/words.ts'
import { nameOf, tablesOf } from '#records/catalogue.ts'
import type { Database } from '#records/connect.ts'
import { migrateTo, migrations } from '#records/migrations/run.ts'
import { asViewer } from '#records/viewing.ts'
import { backUp, type BackupDesk } from './back-up.ts'
import type { Manifest } from './folder.ts'
import { restore } from './restore.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'alongside-backup-'))
const opened: TestDatabase[] = []
afterAll(async () => { for (const each of opened) await each.close(); rmSync(folder, { recursive: true, force: true }) })

async function database(make = testDatabase): Promise<Database> { const made = await make(); opened.push(made); return made.db }
const bare = () => database(bareDatabase)
let number = 0
const fresh = (what: string): string => path.join(folder, `${what}-${++number}`)
const desk = (db: Database, dataFolder = fresh('data')): BackupDesk => ({ db, dataFolder, version: '9.8.7', signal: new AbortController().signal })

function done<T>(outcome: T | Refusal): T {
  if (isRefusal(outcome)) throw new Error(`${outcome.code}: ${outcome.why}`)
  return outcome
}
const no = (outcome: unknown): string => (isRefusal(outcome) ? `${outcome.code}: ${outcome.why}` : 'not refused')

/** Everything there is, told by PostgreSQL itself: for comparing without our own reader. */
async function all(db: Database): Promise<Record<string, unknown>> {
  return asViewer(db, { as: 'backup' }, async tx => {
    const found: Record<string, unknown> = {}
    for (const table of await tablesOf(tx)) found[nameOf(table)] = (await sql`select md5(string_agg(t::text, '|' order by t::text)) as rows, count(*) as count from ${sql.id(table.schema, table.name)} t`.execute(tx)).rows
    return found
  })
}

/** A sketch with versions that refer to one another, shares, and a row of figures with its file. */
async function fill(db: Database, dataFolder: string, sketches = 3): Promise<void> {
  mkdirSync(path.join(dataFolder, 'releases'), { recursive: true })
  writeFileSync(path.join(dataFolder, 'releases', 'list-sizes.parquet'), 'PAR1 figures PAR1')
  await asViewer(db, { as: 'backup' }, async tx => {
    await sql`insert into release values ('list-sizes', 'list-sizes', 'invented', null, 'the publisher', 'open', '2026-01-01', ${'a'.repeat(64)}, 'list.csv', 5, 0, '[]', '2026-02-03 09:00:00.123456+00', 'list-sizes.parquet')`.execute(tx)
    for (let at = 1; at <= sketches; at++) {
      await sql`insert into sketch (private_key, made_at, touched_at, at_version) values (sha256(${`key ${at}`}::bytea), now(), now(), 2)`.execute(tx)
      const id = sql`currval('sketch_id_seq')`
      await sql`insert into sketch_version values (${id}, 1, null, now(), 'began', '{"note": "1\\n2"}', ''), (${id}, 2, 1, now(), ${'moved "É" \u2028 \\ '}, '{}', 'list-sizes')`.execute(tx)
      await sql`insert into sketch_share values (${id}, 1, sha256(${`look ${at}`}::bytea), 2, 'Ann of Riverside', now(), '2026-12-31', null)`.execute(tx)
    }
  })
}

describe('a backup', () => {
  let db: Database, made: Manifest, of: BackupDesk
  const kept = path.join(folder, 'kept')
  beforeAll(async () => {
    db = await database()
    of = desk(db)
    await fill(db, of.dataFolder)
    const { rows } = await asViewer(db, { as: 'backup' }, tx => sql`delete from sketch where id = 3 returning id`.execute(tx))
    expect(rows).toHaveLength(1) // so a number was given out that no row has any more
    made = done(await backUp(of, kept))
  })
  const copy = (): string => { const to = fresh('copy'); cpSync(kept, to, { recursive: true }); return to }

  test('is a folder for its owner alone, whose checksums any machine can check', () => {
    expect(statSync(kept).mode & 0o777).toBe(0o700)
    const files = readdirSync(kept, { recursive: true, withFileTypes: true })
    for (const file of files) expect(statSync(path.join(file.parentPath, file.name)).mode & 0o777, file.name).toBe(file.isDirectory() ? 0o700 : 0o600)
    expect(readFileSync(path.join(kept, 'SHA256SUMS'), 'utf8').trim().split('\n')).toHaveLength(files.filter(file => file.isFile()).length - 1)
    execFileSync('sha256sum', ['--check', '--strict', '--quiet', 'SHA256SUMS'], { cwd: kept })
  })

  test('says what made it, when, and what is in it, and holds no key that opens anything', () => {
    expect(made).toMatchObject({ format: 1, madeBy: '9.8.7', migrations: Object.keys(migrations).sort(), releases: [{ file: 'list-sizes.parquet', bytes: 17 }] })
    expect(made.tables.map(({ schema, name, rows }) => `${schema}.${name} ${rows}`)).toEqual(expect.arrayContaining(['public.release 1', 'public.sketch 2', 'public.sketch_share 2', 'public.sketch_version 4']))
    expect(Date.now() - Date.parse(made.asAt)).toBeLessThan(60_000)
    expect(gunzipSync(readFileSync(path.join(kept, 'tables/public.sketch_share.jsonl.gz'))).toString()).not.toContain('look 1')
  })

  test('comes back whole into a new database and a new data folder, and numbers given out before are not given out again', async () => {
    const into = desk(await bare())
    const restored = done(await restore(into, kept))
    expect(restored.tables).toEqual(made.tables.map(({ schema, name, rows, sha256 }) => ({ table: `${schema}.${name}`, rows, sha256 })))
    expect(await all(into.db)).toEqual(await all(db))
    expect(readFileSync(path.join(into.dataFolder, 'releases/list-sizes.parquet'), 'utf8')).toBe('PAR1 figures PAR1')
    expect(readdirSync(path.join(into.dataFolder, 'releases/.intents'))).toEqual([])
    const { rows: [next] } = await asViewer(into.db, { as: 'backup' }, tx => sql<{ id: number }>`insert into sketch (private_key, made_at, touched_at, at_version) values (sha256('new'), now(), now(), 1) returning id`.execute(tx))
    expect(next!.id).toBe(4)
    await expect(asViewer(into.db, { as: 'backup' }, tx => sql`insert into sketch_version values (99, 1, null, now(), '', '{}', '')`.execute(tx))).rejects.toThrow(/foreign key/)
  })

  test('comes back into a database that was started and never used', async () => {
    const into = desk(await database())
    done(await restore(into, kept))
    expect(await all(into.db)).toEqual(await all(db))
  })

  test('taken of what was restored from it is the same, file by file', async () => {
    const into = desk(await bare()), again = fresh('again')
    done(await restore(into, kept))
    const second = done(await backUp(into, again))
    expect({ ...second, asAt: '' }).toEqual({ ...made, asAt: '' })
  })

  test('is never written over, and where it is refused nothing is left behind', async () => {
    expect(no(await backUp(of, kept))).toMatch(/^folder-exists/)
    const elsewhere = fresh('refused')
    expect(no(await backUp({ ...of, dataFolder: fresh('wrong') }, elsewhere))).toMatch(/^absent-figures: .*list-sizes\.parquet.*Is ALONGSIDE_DATA the folder/)
    const stopping = new AbortController()
    await expect(backUp({ ...of, signal: stopping.signal }, elsewhere, () => stopping.abort())).rejects.toThrow(/aborted/)
    expect(readdirSync(folder).filter(name => name.startsWith('refused'))).toEqual([])
  })

  describe('that is not as it was made is refused by the name of what is amiss, and nothing is restored', () => {
    let db: Database
    beforeAll(async () => { db = await bare() })
    const sketches = 'tables/public.sketch_version.jsonl.gz'
    /** A fault that changes nothing would show nothing. */
    const changed = (text: string, change: (text: string) => string): string => { const to = change(text); expect(to).not.toBe(text); return to }
    const rewrite = (file: string, change: (text: string) => string) => writeFileSync(file, gzipSync(changed(gunzipSync(readFileSync(file)).toString(), change)))
    const edit = (file: string, change: (text: string) => string) => writeFileSync(file, changed(readFileSync(file, 'utf8'), change))
    const without = (file: string) => (text: string) => text.split('\n').filter(line => !line.endsWith(`  ${file}`)).join('\n')
    const faults: [string, (copy: string) => void, RegExp][] = [
      ['a file cut short', copy => truncateSync(path.join(copy, sketches), 90), /public\.sketch_version\.jsonl\.gz cannot be read to its end/],
      ['a file that is gone', copy => rmSync(path.join(copy, sketches)), /public\.sketch_version\.jsonl\.gz is missing/],
      ['a row taken out', copy => rewrite(path.join(copy, sketches), text => text.split('\n').slice(1).join('\n')), /public\.sketch_version\.jsonl\.gz has 3 rows of the table public\.sketch_version, and the manifest says 4/],
      ['a word changed', copy => rewrite(path.join(copy, sketches), text => text.replace('began', 'begun')), /rows of the table public\.sketch_version were changed/],
      ['a manifest that was edited', copy => edit(path.join(copy, 'manifest.json'), text => text.replace('"rows": 4', '"rows": 5')), /manifest\.json is not as it was made/],
      ['a checksum that was taken out', copy => edit(path.join(copy, 'SHA256SUMS'), without(sketches)), /rows of the table public\.sketch_version were changed/],
      ['a manifest whose checksum was taken out', copy => edit(path.join(copy, 'SHA256SUMS'), without('manifest.json')), /manifest\.json is not as it was made/],
      ['figures that were changed', copy => writeFileSync(path.join(copy, 'releases/list-sizes.parquet'), 'PAR1 figurez PAR1'), /releases\/list-sizes\.parquet is not as it was made/],
      ['a copy that did not finish', copy => rmSync(path.join(copy, 'SHA256SUMS')), /^no-backup: .* is not a whole backup/],
    ]
    test.each(faults)('%s', async (_, spoil, says) => {
      const spoilt = copy(), into = desk(db)
      spoil(spoilt)
      expect(no(await restore(into, spoilt))).toMatch(says)
      expect(await all(db)).toEqual({})
      expect(existsSync(into.dataFolder)).toBe(false)
    })
  })

  test('is refused by a database that has a row, which stays as it is', async () => {
    const into = desk(await database())
    await asViewer(into.db, { as: 'backup' }, tx => sql`insert into sketch (private_key, made_at, touched_at, at_version) values (sha256('own'), now(), now(), 1)`.execute(tx))
    const before = await all(into.db)
    expect(no(await restore(into, kept))).toBe('not-empty: This database is not empty: there are rows in public.sketch. A backup is restored only where nothing would be mixed with it: into a new database, or a new ALONGSIDE_DATA.')
    expect(await all(into.db)).toEqual(before)
  })

  test('is refused where figures of the same name differ, and by a version older than the one that made it', async () => {
    const into = desk(await bare())
    mkdirSync(path.join(into.dataFolder, 'releases'), { recursive: true })
    writeFileSync(path.join(into.dataFolder, 'releases/list-sizes.parquet'), 'other')
    expect(no(await restore(into, kept))).toMatch(/^other-figures/)
    const { '0001-release': first } = migrations
    expect(no(await restore(desk(into.db), kept, undefined, { '0001-release': first! }))).toMatch(/^newer-backup: .*9\.8\.7.*0002-/)
  })

  test('that fails at its last step leaves neither rows nor figures', async () => {
    const into = desk(await bare()), later: Migration = { up: async () => { throw new Error('the last step failed') } }
    await expect(restore(into, kept, undefined, { ...migrations, '9999-later': later })).rejects.toThrow('the last step failed')
    expect(await all(into.db)).toEqual({})
    expect(readdirSync(path.join(into.dataFolder, 'releases')).filter(name => name.endsWith('.parquet'))).toEqual([])
  })
})

describe('the tables of a backup are those the database has', () => {
  test('a table that somebody adds is in it, in whatever schema; the queue of jobs is not', async () => {
    const db = await database(), before = await asViewer(db, { as: 'backup' }, async tx => (await tablesOf(tx)).map(nameOf))
    for (const schema of ['boss', 'accounts2', 'odd "schema".']) await sql`create schema ${sql.id(schema)}`.execute(db)
    await sql`create table boss.job (id int)`.execute(db)
    await sql`create table accounts2.session (id text primary key, at timestamptz)`.execute(db)
    await sql`create table ${sql.id('odd "schema".', 'odd/table')} (a text, b text)`.execute(db)
    await sql`insert into accounts2.session values ('b', null), ('B', now())`.execute(db)
    await sql`insert into ${sql.id('odd "schema".', 'odd/table')} values ('x', null), ('x', null), (null, 'y')`.execute(db)
    const made = done(await backUp(desk(db), fresh('more')))
    expect(made.tables.map(nameOf)).toEqual([...before, 'accounts2.session', 'odd "schema"..odd/table'].sort())
    expect(made.tables.filter(({ schema }) => !['public', 'accounts'].includes(schema)).map(({ schema, name, rows }) => [schema, name, rows])).toEqual([['accounts2', 'session', 2], ['odd "schema".', 'odd/table', 3]])
  })

  test('one whose rows would not all be seen is refused by its name, though it is empty or looks it', async () => {
    const db = await database(), says = async () => no(await backUp(desk(db), fresh('hidden')))
    await sql`create table hidden (id int primary key, who text)`.execute(db)
    await sql`insert into hidden values (1, 'ann')`.execute(db)
    await sql`alter table hidden enable row level security, force row level security`.execute(db)
    expect(await says()).toMatch(/^hidden-rows: .*public\.hidden: it has row-level security and no policy by which a backup sees every row.*create policy backup/)
    await sql`create policy own on hidden using (who = current_setting('alongside.person', true) or current_setting('alongside.viewer', true) = 'backup' and id > 1)`.execute(db)
    expect(await says()).toMatch(/public\.hidden/)
    await sql`create policy reads on hidden for select using (current_setting('alongside.viewer', true) = 'backup')`.execute(db)
    expect(await says()).toMatch(/public\.hidden: it has row-level security and no policy by which a restore may add every row/)
    await sql`create policy backup on hidden using (current_setting('alongside.viewer', true) = 'backup') with check (current_setting('alongside.viewer', true) = 'backup')`.execute(db)
    const made = done(await backUp(desk(db), fresh('seen')))
    expect(made.tables.find(({ name }) => name === 'hidden')).toMatchObject({ rows: 1 })
    await sql`create policy but on hidden as restrictive using (who <> 'ann')`.execute(db)
    expect(await says()).toMatch(/public\.hidden: its policy "but" is restrictive/)
  })

  test('all are of one moment, though others go on writing', async () => {
    const db = await database()
    for (const name of ['left_hand', ...Array.from({ length: 30 }, (_, at) => `middle_${at}`), 'right_hand']) await sql`create table ${sql.id(name)} (n int primary key)`.execute(db)
    let isDone = false, written = 0
    const both = async (n: number) => db.transaction().execute(async tx => { for (const name of ['left_hand', 'right_hand']) await sql`insert into ${sql.id(name)} values (${n})`.execute(tx) })
    const writing = (async () => { while (!isDone) { await both(written + 1); written++ } })()
    while (written < 20) await new Promise(soon => setTimeout(soon, 5))
    const before = written, at: Record<string, number> = {}
    const made = done(await backUp(desk(db), fresh('moment'), table => { at[table] = written }))
    isDone = true
    await writing
    const [left, right] = ['left_hand', 'right_hand'].map(name => made.tables.find(each => each.name === name)!)
    expect([left!.rows, left!.sha256]).toEqual([right!.rows, right!.sha256])
    expect(left!.rows).toBeGreaterThanOrEqual(before)
    expect(at['public.right_hand']).toBeGreaterThan(at['public.left_hand']!)
  })
})

describe('a backup made by an earlier version', () => {
  const up = (statement: string): Migration => ({ up: async db => { await sql.raw(statement).execute(db) } })
  const older: Record<string, Migration> = {
    '0001-a': up(`create table person (id bigint generated by default as identity primary key, name text not null, boss bigint, team int); create table team (id serial primary key, lead bigint references person); alter table person add foreign key (boss) references person, add foreign key (team) references team deferrable; insert into team (lead) values (null)`),
    '0002-log': up(`create table log (at timestamptz default now(), what text); create function note() returns trigger language plpgsql as $$ begin insert into log (what) values (new.name); return new; end $$; create trigger note after insert on person for each row execute function note(); create trigger odd before insert on person for each row execute function note(); alter table person disable trigger odd`),
  }
  const newer: Record<string, Migration> = { ...older, '0003-first': up(`alter table person add column first_name text; update person set first_name = split_part(name, ' ', 1); alter table person alter column first_name set not null`) }

  test('is loaded as it was and then brought forward: circles, triggers and rows a migration made itself included', async () => {
    const from = await bare(), kept = fresh('older')
    await migrateTo(from, null, older)
    await sql`delete from team`.execute(from)
    await sql`insert into person (name) values ('Ann Example'), ('Bea Example')`.execute(from)
    await sql`insert into team (lead) values (2)`.execute(from)
    await sql`update person set boss = 2, team = 2 where id = 1`.execute(from)
    const made = done(await backUp(desk(from), kept))
    expect(made.tables.map(({ name, rows }) => [name, rows])).toEqual([['log', 2], ['person', 2], ['team', 1]])

    const into = await bare()
    const restored = done(await restore(desk(into), kept, undefined, newer))
    expect(restored.broughtForward).toEqual(['0003-first'])
    expect((await sql`select id, first_name, boss, team from person order by id`.execute(into)).rows).toEqual([{ id: 1, first_name: 'Ann', boss: 2, team: 2 }, { id: 2, first_name: 'Bea', boss: null, team: null }])
    expect((await sql`select * from log`.execute(into)).rows).toHaveLength(2)
    expect((await sql`select id from team`.execute(into)).rows).toEqual([{ id: 2 }])
    // what the tables forbid and do is as before
    const rules = async (db: Database) => (await sql`select conname as name, pg_get_constraintdef(oid) as rule from pg_constraint where contype = 'f' union all select tgname, tgenabled::text from pg_trigger where not tgisinternal order by 1`.execute(db)).rows
    expect(await rules(into)).toEqual(await rules(from))
    await sql`insert into person (name, first_name) values ('Cy Example', 'Cy')`.execute(into)
    expect((await sql`select max(id) as id, (select count(*) from log) as logged from person`.execute(into)).rows).toEqual([{ id: 3, logged: 3 }])
    expect((await sql`insert into team (lead) values (1) returning id`.execute(into)).rows).toEqual([{ id: 3 }])
  })

  test('is refused by a database that is further already, for migrations only go forward', async () => {
    const from = await bare(), kept = fresh('older'), into = await bare()
    await migrateTo(from, null, older)
    await migrateTo(into, null, newer)
    done(await backUp(desk(from), kept))
    expect(no(await restore(desk(into), kept, undefined, newer))).toMatch(/^database-further: .*0003-first.*Restore it into a new database/)
  })

  test('with a row that refers to none is not restored', async () => {
    const from = await bare(), kept = fresh('broken'), into = await bare()
    await migrateTo(from, null, older)
    await sql`alter table person drop constraint person_boss_fkey`.execute(from)
    await sql`insert into person (name, boss) values ('Ann Example', 77)`.execute(from)
    done(await backUp(desk(from), kept))
    await expect(restore(desk(into), kept, undefined, older)).rejects.toThrow(/foreign key constraint "person_boss_fkey"/)
    expect(await all(into)).toEqual({})
  })
})
