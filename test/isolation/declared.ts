import { readFileSync } from 'node:fs'
import path from 'node:path'
import { sql } from 'kysely'
import type { Database } from '#records/connect.ts'
import { asViewer } from '#records/viewing.ts'
import { wordForm } from './chance.ts'
import { refuse } from '#domain/words.ts'
import { createApp } from '#web/app.tsx'
import type { Desk } from '#web/desk.ts'
import type { App } from './rig.ts'
import { before, routes } from './routes.ts'
import { makeWorld, notOurs, rowsOf, tableNamed, tableNames, unguarded } from './tables.ts'
import { verbs } from './verbs.ts'

/** What there is and is not declared, or is declared and gone: a line for each, that says what to do. */

/** The whole site of a desk, with what only a demonstration has. */
export function everything(desk: Desk): App {
  return createApp({ ...desk, post: { ...desk.post, isShown: true }, personas: [{ person: 'nobody', name: 'Nobody', says: 'of the suite' }], accounts: { ...desk.accounts, signInAs: async () => refuse('nobody', 'Nobody is tried here.', 'test/isolation/declared.ts') } })
}

/** @param app with everything mounted */
export function undeclaredRoutes(app: App): string[] {
  const there = new Set(app.routes.filter(route => route.method !== 'ALL').map(route => `${route.method} ${route.path}`)), ofAny = new Set(app.routes.filter(route => route.method === 'ALL').map(route => route.path))
  return [
    ...[...there].filter(name => !Object.hasOwn(routes, name)).map(name => `${name} is a route without a declared viewer: say in test/isolation/routes.ts whom its answer is for and what it shows`),
    ...Object.keys(routes).filter(name => !there.has(name)).map(name => `${name} is declared in test/isolation/routes.ts and is no route: take it out there`),
    ...[...ofAny].filter(name => !before.includes(name)).map(name => `${name} takes requests of any method: a route is declared by its own, and what only stands before routes is named in \`before\` of test/isolation/routes.ts`),
  ]
}

interface Relation { name: string; schema: string; kind: string; isGuarded: boolean; isForced: boolean; hasBackup: boolean; words: string[] }

/** The database's own list of what it holds, against the tables declared: each with row security that binds its owner too, and a policy for the backup. */
export async function undeclaredTables(db: Database): Promise<string[]> {
  const found = await asViewer(db, { as: 'anyone' }, async tx => (await sql<Relation>`
    select case when n.nspname = 'public' then c.relname else n.nspname || '.' || c.relname end as name, n.nspname as schema, c.relkind as kind, c.relrowsecurity as "isGuarded", c.relforcerowsecurity as "isForced",
      exists (select from pg_policy p where p.polrelid = c.oid and p.polname = 'backup' and p.polcmd = '*' and p.polpermissive and pg_get_expr(p.polqual, p.polrelid) like '%backup%' and pg_get_expr(p.polwithcheck, p.polrelid) like '%backup%') as "hasBackup",
      array(select a.attname::text from pg_attribute a join pg_type t on t.oid = a.atttypid where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and (t.typcategory = 'S' or t.typname in ('json', 'jsonb'))) as words
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('r', 'p', 'v', 'm', 'f') and n.nspname not in ('pg_catalog', 'information_schema') and n.nspname not like 'pg_toast%' and n.nspname not like 'pg_temp%' order by 1`.execute(tx)).rows)
  const functions = await asViewer(db, { as: 'anyone' }, async tx => (await sql<{ name: string }>`
    select p.oid::regprocedure::text as name from pg_proc p join pg_namespace n on n.oid = p.pronamespace where p.prosecdef and n.nspname not in ('pg_catalog', 'information_schema')`.execute(tx)).rows)
  const ours = found.filter(({ schema }) => !Object.hasOwn(notOurs, schema)), tables = ours.filter(({ kind }) => kind === 'r' || kind === 'p')
  return [
    ...ours.filter(each => !tables.includes(each)).map(({ name }) => `${name} is a view, or rows from elsewhere: policies of tables do not stand before it, and the suite knows only tables`),
    ...functions.map(({ name }) => `${name} runs as its owner (security definer): policies are to bind whoever asks`),
    ...tables.filter(({ name }) => !(tableNames as string[]).includes(name) && !Object.hasOwn(unguarded, name)).map(({ name }) => `${name} is a table without a declared viewer: add it to the schema of src/records/schema.ts and say in test/isolation/tables.ts whom its rows are for`),
    ...[...tableNames, ...Object.keys(unguarded)].filter(name => !tables.some(table => table.name === name)).map(name => `${name} is declared in test/isolation/tables.ts and is no table: take it out there`),
    ...tables.filter(({ name }) => (tableNames as string[]).includes(name)).flatMap(({ name, isGuarded, isForced, hasBackup }) => [
      ...isGuarded && isForced ? [] : [`${name} has no row security that binds its owner: alter table ${name} enable row level security, force row level security`],
      ...hasBackup ? [] : [`${name} has no policy named backup, for everything, by which it is copied and put back`],
    ]),
    ...wordless(tables),
  ]
}

/** Columns of words that carry no word of their own in any world: whatever stands there would be told by nobody's mark. */
function wordless(tables: readonly Relation[]): string[] {
  const worlds = [1, 2, 3].map(makeWorld)
  return tables.filter(({ name }) => (tableNames as string[]).includes(name)).flatMap(({ name, words }) => {
    const table = name as (typeof tableNames)[number], { plain, key } = tableNamed(table)
    const values = (column: string) => worlds.flatMap(world => rowsOf(world, table).map(row => row[column])).filter(value => value !== null && value !== undefined)
    return words.filter(column => !plain.includes(column) && !(key.includes(column) && table !== 'release' && table !== 'person'))
      .filter(column => values(column).length === 0 || values(column).some(value => JSON.stringify(value).match(wordForm) === null)).map(column => `${name}.${column} holds words and carries no mark in random worlds: fill it with words of their own in test/isolation/tables.ts, or name it plain there where nobody writes it`)
  })
}

/** The words of the command line, as src/cli/main.ts tells them apart. */
export function undeclaredVerbs(): string[] {
  const text = readFileSync(path.resolve(import.meta.dirname, '../../src/cli/main.ts'), 'utf8'), there = ['help', ...[...text.matchAll(/case '([\w-]+)':/g)].map(([, verb]) => verb!)]
  return [
    ...there.filter(verb => !Object.hasOwn(verbs, verb)).map(verb => `alongside ${verb} is a command that is not declared: say in test/isolation/verbs.ts what it may print and write`),
    ...Object.keys(verbs).filter(verb => !there.includes(verb)).map(verb => `alongside ${verb} is declared in test/isolation/verbs.ts and is no command: take it out there`),
  ]
}
