import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { gunzipSync } from 'node:zlib'
import { sql } from 'kysely'
import pg from 'pg'
import { afterAll, expect, test } from 'vitest'
import { bareDatabase, type TestDatabase } from '../../../test/house/database.ts'
import { buildTo } from '../../../test/house/stages.ts'
import { isRefusal } from '#domain/words.ts'
import { migrations } from '#records/migrations/run.ts'
import { asViewer } from '#records/viewing.ts'
import { backUp } from './back-up.ts'
import { restore } from './restore.ts'

/**
 * A database with rows in every table there is, backed up and restored, and the two compared row by row without any reader of ours: what there is, which tables
 * hold it and how it is written is told by PostgreSQL, to a superuser whom no policy binds.
 */

const folder = mkdtempSync(path.join(tmpdir(), 'alongside-every-row-'))
const opened: TestDatabase[] = []
afterAll(async () => { for (const each of opened) await each.close(); rmSync(folder, { recursive: true, force: true }) })
const bare = async () => { const made = await bareDatabase(); opened.push(made); return made }

/** Every row of every table, as PostgreSQL writes it, in order; and the number each sequence gives next. Which migrations ran when is not of the rows. */
async function everything({ superuser, config }: TestDatabase): Promise<{ tables: Map<string, string[]>; next: Map<string, string> }> {
  const above = new pg.Client({ ...superuser, database: config.database })
  await above.connect()
  try {
    const { rows: names } = await above.query<{ name: string; quoted: string }>(`
      select schemaname || '.' || tablename as name, format('%I.%I', schemaname, tablename) as quoted from pg_tables
      where schemaname not in ('pg_catalog', 'information_schema', 'boss') and tablename not like 'kysely_migration%' order by 1`)
    const tables = new Map<string, string[]>()
    for (const { name, quoted } of names) tables.set(name, (await above.query<{ row: string }>(`select t::text as row from ${quoted} t order by 1`)).rows.map(({ row }) => row))
    const { rows: sequences } = await above.query<{ name: string; quoted: string }>(`select schemaname || '.' || sequencename as name, format('%I.%I', schemaname, sequencename) as quoted from pg_sequences where schemaname <> 'boss' order by 1`)
    const next = new Map<string, string>()
    for (const { name, quoted } of sequences) next.set(name, (await above.query<{ next: string }>(`select (last_value + is_called::int)::text as next from ${quoted}`)).rows[0]!.next)
    return { tables, next }
  } finally { await above.end() }
}

test('a copy restored from a backup is row for row the same in every table there is, but for letters that are keys', async () => {
  const there = await bare(), back = await bare(), dataFolder = path.join(folder, 'data'), kept = path.join(folder, 'kept'), signal = new AbortController().signal
  await buildTo(there.db, Object.keys(migrations).sort().at(-1)!, migrations)
  mkdirSync(path.join(dataFolder, 'releases'), { recursive: true })
  const link = '/sign-in/link?token=abcdefghijklmnopqrstuvwxyzabcdef'
  await asViewer(there.db, { as: 'backup' }, async tx => {
    for (const { parquet } of await tx.selectFrom('release').select('parquet').execute()) writeFileSync(path.join(dataFolder, 'releases', parquet), `PAR1 ${parquet} PAR1`)
    await sql`insert into letter (id, kind, is_key, address, content, queued_at, until, tries, next_try_at, ended, ended_at) values
      ('00000000-0000-4000-8000-0000000000e1', 'sign-in', true, 'key@riverside.example', ${JSON.stringify({ before: ['You asked to sign in.'], path: link, after: [] })}, now(), now() + interval '15 minutes', 0, now(), null, null)`.execute(tx)
  })
  const before = await everything(there)
  expect([...before.tables].filter(([, rows]) => rows.length === 0)).toEqual([])
  expect(before.tables.size).toBeGreaterThanOrEqual(24)
  const keys = before.tables.get('public.letter')!.filter(row => row.includes(link))
  expect(keys).toHaveLength(1)

  const made = await backUp({ db: there.db, dataFolder, version: '9.8.7', signal }, kept)
  if (isRefusal(made)) throw new Error(made.why)
  const restored = await restore({ db: back.db, dataFolder: path.join(folder, 'back'), version: '9.8.7', signal }, kept)
  if (isRefusal(restored)) throw new Error(restored.why)

  const meant = new Map(before.tables).set('public.letter', before.tables.get('public.letter')!.filter(row => !keys.includes(row)))
  expect(await everything(back)).toEqual({ tables: meant, next: before.next })
  expect(await everything(there)).toEqual(before)
  expect(restored.tables.map(({ table, rows }) => [table, rows])).toEqual([...meant].map(([table, rows]) => [table, rows.length]).sort())
  const letters = gunzipSync(readFileSync(path.join(kept, 'tables/public.letter.jsonl.gz'))).toString()
  expect(letters).toContain('meg@riverside.example')
  expect(letters).not.toMatch(/key@|sign-in/)
})
