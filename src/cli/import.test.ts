import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { commandLine } from '../../test/house/command-line.ts'
import { testDatabase, type TestDatabase } from '../../test/house/database.ts'
import * as published from '../../test/house/published-files.ts'

let own: TestDatabase, folder: string
beforeAll(async () => { own = await testDatabase(); folder = mkdtempSync(path.join(tmpdir(), 'alongside-cli-')) })
afterAll(async () => { await own.close(); rmSync(folder, { recursive: true, force: true }) })

const alongside = (...argv: string[]) => commandLine(argv, { withImportDesk: work => work({ db: own.db, dataFolder: path.join(folder, 'data'), now: () => new Date('2026-11-22') }) })

test('a line for each file, 0 unless one is refused, and 0 again on a repeat', async () => {
  const given = path.join(folder, 'given')
  mkdirSync(given)
  writeFileSync(path.join(given, 'list.csv'), published.listSizes2026)
  writeFileSync(path.join(given, 'words.txt'), 'Words.\n')
  expect(await alongside('import', given)).toMatchObject({
    code: 0, answer: `not recognised: ${given}/words.txt: not a published file we know; passed over\n${given}/list.csv: loaded list sizes (gp-reg-pat-prac-all), 4 rows, as at 2026-01-01\n`, said: expect.stringContaining('1 loaded, 0 already there, 1 not recognised, 0 refused'),
  })
  expect(await alongside('import', given)).toMatchObject({ code: 0, answer: expect.stringContaining(`${given}/list.csv: already there: list sizes as at 2026-01-01, 4 rows\n`) })
  expect(await alongside('import', path.join(given, 'words.txt'))).toMatchObject({ code: 1, answer: expect.stringMatching(/^refused: .*words\.txt: expected a published file of a form we know/) })
})

test('--as-at is a day, and takes files that tell none', async () => {
  const file = path.join(folder, 'register.csv')
  writeFileSync(file, published.epraccurNow)
  expect(await alongside('import', file)).toMatchObject({ code: 1, answer: expect.stringContaining('or given with --as-at; found none') })
  expect(await alongside('import', file, '--as-at', '2026-02-30')).toMatchObject({ code: 1, answer: '', said: '--as-at: expected a day such as 2026-01-01; found "2026-02-30"\n' })
  expect(await alongside('import', '--as-at=2026-02-01', file)).toMatchObject({ code: 0, answer: expect.stringContaining('as at 2026-02-01 (as you gave it)') })
})

test('what is not a command, an option or a file is said', async () => {
  expect(await alongside('improt')).toMatchObject({ code: 1, said: expect.stringContaining('There is no command "improt"') })
  expect(await alongside('import')).toMatchObject({ code: 1, said: expect.stringContaining('Which files?') })
  expect(await alongside('import', '--fast', 'x')).toMatchObject({ code: 1, said: expect.stringContaining('There is no option "--fast"') })
  expect(await alongside('help')).toMatchObject({ code: 0, answer: expect.stringContaining('import FILE_OR_FOLDER') })
  expect(await alongside()).toMatchObject({ code: 0 })
})
