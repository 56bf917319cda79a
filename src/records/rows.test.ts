import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { testDatabase, type TestDatabase } from '../../test/house/database.ts'
import { nameOf, tablesOf, type Table } from './catalogue.ts'
import { addLines, inOneWay, linesOf, sumOf, whileFilling } from './rows.ts'
import { asViewer, asViewerOfOneMoment, type Viewed } from './viewing.ts'

/** A column of every type our tables have, and of some they may come to have. */
const types = {
  bigint: fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }).map(String),
  integer: fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }).map(String),
  smallint: fc.integer({ min: -32_768, max: 32_767 }).map(String),
  boolean: fc.boolean().map(String),
  text: fc.string({ unit: 'binary', maxLength: 40 }).map(text => text.replaceAll('\u0000', '')),
  'character varying(255)': fc.string({ unit: 'grapheme', maxLength: 20 }),
  'character varying': fc.constantFrom('', ' ', '\\', '"', '\n', '\r\n', '\t', '\u2028', '{}', 'null', '\\N', '🙂', '\u0085', 'a\\"b\n'),
  bytea: fc.uint8Array({ maxLength: 64 }).map(bytes => `\\x${Buffer.from(bytes).toString('hex')}`),
  date: fc.constantFrom('2026-02-28', '0001-01-01', '4713-01-01 BC', 'infinity', '9999-12-31', '2024-02-29'),
  'timestamp with time zone': fc.tuple(fc.date({ min: new Date('1000-01-01'), max: new Date('9999-12-31'), noInvalidDate: true }), fc.integer({ min: 0, max: 999 })).map(([at, micros]) => at.toISOString().replace('Z', `${String(micros).padStart(3, '0')}Z`)),
  'timestamp without time zone': fc.constantFrom('2026-03-29 01:30:00.000001', '-infinity', '1969-12-31 23:59:59.999999'),
  jsonb: fc.json().filter(text => !text.includes('\\u0000') && !/\\ud[89a-f]/i.test(text)),
  json: fc.constantFrom('{"b": 1,  "a" :[1.10, 1e400]}', 'null', '"a\\nb"'),
  uuid: fc.uuid(),
  numeric: fc.tuple(fc.bigInt(), fc.integer({ min: 0, max: 30 })).map(([number, places]) => `${number}.${'1'.repeat(places)}0`),
  'double precision': fc.oneof(fc.double().map(number => (Object.is(number, -0) ? '-0' : String(number))), fc.constantFrom('NaN', 'Infinity', '1e-320')),
  'text[]': fc.constantFrom('{}', '{a,NULL,"NULL","{\\"}"}', '{{a,b},{c,d}}'),
  interval: fc.constantFrom('1 mon -3 days 00:00:00.000001', '-1 years'),
  inet: fc.constantFrom('10.0.0.1', '2001:db8::/32'),
  int4range: fc.constantFrom('[1,5)', 'empty', '(,)'),
} satisfies Record<string, fc.Arbitrary<string>>

const columns = Object.keys(types)
const row = fc.tuple(...Object.values(types).map(type => fc.option(type, { freq: 5 })))

let own: TestDatabase
beforeAll(async () => {
  own = await testDatabase()
  for (const name of ['given', 'back']) await sql`create table ${sql.id(name)} (id bigint generated always as identity primary key, ${sql.join(columns.map((type, at) => sql`${sql.id(`c${at}`)} ${sql.raw(type)}`))}, twice text generated always as (c4 || c4) stored)`.execute(own.db)
})
afterAll(() => own.close())

const asBackup = <T>(work: (tx: Viewed) => Promise<T>) => asViewer(own.db, { as: 'backup' }, async tx => { await inOneWay(tx); return work(tx) })
async function table(tx: Viewed, name: string): Promise<Table> { return (await tablesOf(tx)).find(each => nameOf(each) === `public.${name}`)! }

test('rows of every type come back exactly: nothing, the emptiest text, the oddest letters and the smallest part of a second', async () => {
  await fc.assert(fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 12 }), async rows => {
    await sql`truncate given, back restart identity`.execute(own.db)
    for (const cells of rows) await sql`insert into given (${sql.join(columns.map((_, at) => sql.id(`c${at}`)))}) values (${sql.join(cells.map((cell, at) => sql`${cell}::text::${sql.raw(columns[at]!)}`))})`.execute(own.db)
    await asBackup(async tx => {
      const given = await table(tx, 'given'), back = await table(tx, 'back')
      const lines: string[] = []
      for await (const some of linesOf(tx, given)) lines.push(...some)
      expect(lines).toHaveLength(rows.length)
      for (const line of lines) expect(line.indexOf('\n')).toBe(line.length - 1)
      await whileFilling(tx, [back], () => addLines(tx, back, lines))
      expect(await sumOf(tx, back)).toEqual(await sumOf(tx, given))
      // and PostgreSQL, comparing by itself and by bytes, finds no difference either
      const { rows: [differ] } = await sql<{ rows: number }>`select count(*)::int as rows from given join back using (id) where record_image_ne(given.*, back.*)`.execute(tx)
      expect(differ!.rows).toBe(0)
    })
  }), { numRuns: 60 })
})

test('every type that our tables have is among those tried above', async () => {
  const used = await asViewer(own.db, { as: 'backup' }, tablesOf)
  const untried = used.flatMap(({ schema, name, columns: has }) => has.filter(({ type }) => !columns.includes(type)).map(column => `${schema}.${name}.${column.name}: ${column.type}`))
  expect(untried).toEqual([])
})

test('a look of one moment can write nothing, and is not moved by what is written meanwhile', async () => {
  await sql`truncate given`.execute(own.db)
  await asViewerOfOneMoment(own.db, { as: 'backup' }, async tx => {
    const before = await sumOf(tx, await table(tx, 'given'))
    await sql`insert into given (c0) values (1)`.execute(own.db)
    expect(await sumOf(tx, await table(tx, 'given'))).toEqual(before)
  })
  await expect(asViewerOfOneMoment(own.db, { as: 'backup' }, tx => sql`insert into given (c0) values (1)`.execute(tx))).rejects.toThrow(/read-only/)
})

test('rows larger than what is read at once, and many of them, are read to the last', async () => {
  await sql`truncate given`.execute(own.db)
  await sql`insert into given (c4) select repeat('x', 300000) from generate_series(1, 120)`.execute(own.db)
  await sql`insert into given (c4) select 'y' || n from generate_series(1, 5000) as n`.execute(own.db)
  await asBackup(async tx => {
    let most = 0, rows = 0
    for await (const lines of linesOf(tx, await table(tx, 'given'))) { most = Math.max(most, lines.reduce((sum, line) => sum + line.length, 0)); rows += lines.length }
    expect(rows).toBe(5_120)
    expect(most).toBeLessThan(16_000_000)
  })
})
