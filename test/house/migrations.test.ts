import { sql } from 'kysely'
import type { Migration } from 'kysely/migration'
import { afterEach, describe, expect, test } from 'vitest'
import { migrations } from '#records/migrations/run.ts'
import { bareDatabase, type TestDatabase } from './database.ts'
import { buildTo, lostOnTheWay, type Stage } from './stages.ts'

const opened: TestDatabase[] = []
const bare = async () => { const made = await bareDatabase(); opened.push(made); return made.db }
afterEach(async () => { for (const each of opened.splice(0)) await each.close() })

test.each(Object.keys(migrations).sort())('a database that %s was the newest in, full of rows, comes to the latest and loses none', async name => {
  const db = await bare()
  await buildTo(db, name, migrations)
  expect(await lostOnTheWay(db, name, migrations)).toEqual([])
})

describe('a planted loss is caught', () => {
  const up = (statement: string): Migration => ({ up: async db => { await sql.raw(statement).execute(db) } })
  const first: Record<string, Migration> = { '0001-note': up('create table note (id int primary key, says text)') }
  const rows: Stage = { rows: `insert into note values (1, 'one'), (2, 'two')` }
  const stage = (changes: string[] = []) => async (name: string): Promise<Stage | null> => (name === '0001-note' ? rows : changes.length > 0 ? { rows: '', changes } : null)
  const lost = async (statement: string, changes: string[] = []) => {
    const db = await bare(), known = { ...first, '0002-next': up(statement) }
    await buildTo(db, '0001-note', known, stage(changes))
    return lostOnTheWay(db, '0001-note', known, stage(changes))
  }

  test('a row that goes, a value that changes, a column or a table that is dropped', async () => {
    expect(await lost(`alter table note add column more text`)).toEqual([])
    expect(await lost(`delete from note where id = 1`)).toEqual([`a row of public.note: ["1","one"]`])
    expect(await lost(`update note set says = upper(says) where id = 2`)).toEqual([`a row of public.note: ["2","two"]`])
    expect(await lost(`alter table note drop column says`)).toEqual(['the column public.note.says'])
    expect(await lost(`drop table note`)).toEqual(['the table public.note'])
  })

  test('unless the migration says that it means to', async () => {
    expect(await lost(`update note set says = upper(says)`, ['public.note.says'])).toEqual([])
    expect(await lost(`drop table note`, ['public.note'])).toEqual([])
  })

  test('a migration that makes a table and says nothing of what it may hold', async () => {
    await expect(buildTo(await bare(), '0002-next', { ...first, '0002-next': up('create table more (id int)') }, stage())).rejects.toThrow('0002-next makes public.more: say in test/house/migrations/0002-next.ts what rows they may hold')
    await expect(buildTo(await bare(), '0001-note', first, async () => ({ rows: '' }))).rejects.toThrow('After 0001-note there are no rows in public.note')
  })

  test('a migration that rows already there cannot pass', async () => {
    await expect(lost(`alter table note add column who text not null`)).rejects.toThrow(/contains null values/)
  })
})
