import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { testDatabase, type TestDatabase } from '../../test/house/database.ts'
import { connect } from './connect.ts'
import { asViewer, type Viewed } from './viewing.ts'

let own: TestDatabase
beforeAll(async () => { own = await testDatabase() })
afterAll(() => own.close())

/** One connection, so that everything asked meets the plans of what was asked before. */
async function onOneConnection<T>(work: (db: TestDatabase['db']) => Promise<T>): Promise<T> {
  const { db, close } = await connect({ ...own.config, max: 1 })
  try { return await work(db) } finally { await close() }
}

const room = { id: randomUUID(), at: new Date() }
const planned = async (tx: Viewed) => (await sql<{ statement: string }>`select statement from pg_prepared_statements`.execute(tx)).rows.map(row => row.statement)

test('a statement is planned once for a connection, and each who asks is shown their own', async () => {
  await onOneConnection(async db => {
    await asViewer(db, { as: 'backup' }, async tx => {
      await tx.insertInto('organisation').values({ id: room.id, kind: 'practice', code: 'X1', name: 'X', word: null, world: 'invented', founded_by: 'ann', made_at: room.at, confirmed_at: null, ended_on: null, ended: null }).execute()
    })
    const seen = []
    for (const person of ['ann', 'ben', 'ann', 'cat']) seen.push(await asViewer(db, { as: 'person', person }, async tx => (await tx.selectFrom('organisation').select(['id', 'name']).where('id', '=', room.id).execute()).length))
    expect(seen).toEqual([1, 0, 1, 0])
    const statements = await asViewer(db, { as: 'anyone' }, planned)
    expect(statements.filter(statement => statement === 'select "id", "name" from "organisation" where "id" = $1')).toHaveLength(1)
  })
})

test('a column that a newer version adds meanwhile breaks nothing that is asked by this one', async () => {
  await onOneConnection(async db => {
    const ask = () => asViewer(db, { as: 'person', person: 'ann' }, async tx => [
      await tx.selectFrom('organisation').selectAll().where('id', '=', room.id).execute(),
      await tx.selectFrom('organisation').select(['id', 'name']).where('id', '=', room.id).execute(),
    ].map(rows => rows.length))
    expect(await ask()).toEqual([1, 1])
    await sql`alter table organisation add column added_meanwhile text`.execute(own.db)
    expect(await ask()).toEqual([1, 1])
    await sql`alter table organisation drop column added_meanwhile`.execute(own.db)
    expect(await ask()).toEqual([1, 1])
  })
})

test('a list of another length is the same statement', async () => {
  await onOneConnection(db => asViewer(db, { as: 'anyone' }, async tx => {
    for (const ids of [[room.id], [room.id, randomUUID()], []]) await tx.selectFrom('item').select('id').where('id', '=', sql<string>`any(${ids})`).execute()
    expect((await planned(tx)).filter(statement => statement.includes('from "item"'))).toHaveLength(1)
  }))
})
