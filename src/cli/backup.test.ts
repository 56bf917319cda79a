import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { commandLine } from '../../test/house/command-line.ts'
import { bareDatabase, testDatabase, type TestDatabase } from '../../test/house/database.ts'
import type { Database } from '#records/connect.ts'
import { asViewer } from '#records/viewing.ts'

let own: TestDatabase, other: TestDatabase, folder: string
beforeAll(async () => { own = await testDatabase(); other = await bareDatabase(); folder = mkdtempSync(path.join(tmpdir(), 'alongside-cli-')) })
afterAll(async () => { await own.close(); await other.close(); rmSync(folder, { recursive: true, force: true }) })

const alongside = (db: Database, ...argv: string[]) => commandLine(argv, { withBackupDesk: work => work({ db, dataFolder: path.join(folder, 'data'), version: '1.0.0', signal: new AbortController().signal }) })

test('a line for each table, what is not in a backup, and the sums that agree after coming back', async () => {
  await asViewer(own.db, { as: 'backup' }, tx => sql`insert into sketch (private_key, made_at, touched_at, at_version) values (sha256('own'), now(), now(), 1)`.execute(tx))
  const kept = path.join(folder, 'kept')
  expect(await alongside(own.db, 'backup', kept)).toMatchObject({ code: 0, answer: expect.stringMatching(/^public\.sketch: 1 row$[^]*^published figures: 0 files, 0\.0 MB$/m), said: expect.stringMatching(/are in .*kept, as at \d{4}-.* UTC\. Not in it: the queue of jobs \(schema boss\).*letters that are keys, and keys kept outside the database/) })
  expect(await alongside(own.db, 'backup', kept)).toMatchObject({ code: 1, answer: expect.stringMatching(/^refused: .*kept is there already/) })
  expect(await alongside(own.db, 'restore', kept)).toMatchObject({ code: 1, answer: expect.stringMatching(/^refused: This database is not empty/) })
  expect(await alongside(other.db, 'restore', kept)).toMatchObject({ code: 0, answer: expect.stringMatching(/^public\.sketch: 1 row, the same as in the backup \(SHA-256 [0-9a-f]{64}\)$/m), said: expect.stringMatching(/Everything that was acknowledged before .* UTC is back\./) })
})

test('each takes one folder', async () => {
  expect(await alongside(own.db, 'backup')).toMatchObject({ code: 1, answer: '', said: 'Which folder? Name one: npm run -s alongside -- backup FOLDER\n' })
  expect(await alongside(own.db, 'restore', 'a', 'b')).toMatchObject({ code: 1, said: expect.stringContaining('Which folder?') })
  expect(await alongside(own.db, 'restore', '--force', 'a')).toMatchObject({ code: 1, said: 'There is no option "--force". restore takes one folder.\n' })
  expect((await alongside(own.db, 'help')).answer).toMatch(/backup FOLDER[^]*restore FOLDER/)
})
