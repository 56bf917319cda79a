import { execFileSync, spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { lookAtRooms, type RoomsReport } from '../../scripts/rooms.ts'

const house = path.resolve(import.meta.dirname, '../..')
const node = process.execPath

/** A copy of the house in a temporary folder, with `planted` files added: the real tree is never touched. */
function copyOfHouse(planted: Record<string, string>): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'alongside-rooms-'))
  for (const entry of ['src', 'content', 'package.json', 'tsconfig.json', 'tsconfig.pure.json', '.dependency-cruiser.cjs', '.oxlintrc.json', '.gitignore']) {
    cpSync(path.join(house, entry), path.join(folder, entry), { recursive: true, force: true })
  }
  symlinkSync(path.join(house, 'node_modules'), path.join(folder, 'node_modules'))
  for (const [file, text] of Object.entries(planted)) {
    mkdirSync(path.dirname(path.join(folder, file)), { recursive: true })
    writeFileSync(path.join(folder, file), text)
  }
  execFileSync('git', ['init', '-q'], { cwd: folder })
  return folder
}

const folders: string[] = []
const copy = (planted: Record<string, string>) => { const folder = copyOfHouse(planted); folders.push(folder); return folder }
afterAll(() => { for (const folder of folders) rmSync(folder, { recursive: true, force: true }) })

test('the house as it stands keeps its rooms, and every file in it was looked at', () => {
  const report = lookAtRooms(house)
  expect(report.broken).toEqual([])
  expect(report.unseen).toEqual([])
  expect(report.filesCruised).toBeGreaterThan(10)
})

describe('a planted import is caught', () => {
  const plants: [string, Record<string, string>, string][] = [
    ['a rule that reaches for the database', { 'src/domain/position/plant-sql.ts': 'import pg from \'pg\'\nexport const x = pg\n' }, 'domain uses no package and no machine: src/domain/position/plant-sql.ts'],
    ['a rule that reaches for records', {
      'src/records/plant.ts': 'export const rows = 1\nexport interface Row { id: number }\n',
      'src/domain/position/plant-up.ts': 'export { rows } from \'#records/plant.ts\'\n',
    }, 'domain uses only the floors beneath: src/domain/position/plant-up.ts → src/records/plant.ts'],
    ['the same as a type only', { 'src/domain/position/plant-type.ts': 'import type { Row } from \'#records/plant.ts\'\nexport type R = Row\n' },
      'domain uses only the floors beneath: src/domain/position/plant-type.ts → src/records/plant.ts'],
    ['a neighbour on the same floor', { 'src/reference/plant.ts': 'import { rows } from \'#records/plant.ts\'\nexport const r = rows\n' },
      'reference uses only the floors beneath: src/reference/plant.ts → src/records/plant.ts'],
    ['a page that goes round the one door', { 'src/web/plant/page.ts': 'import type { Row } from \'#records/plant.ts\'\nexport type R = Row\n' },
      'pages go down through the one door: src/web/plant/page.ts → src/records/plant.ts'],
    ['a page that reaches past accounts to what they are made with', { 'src/web/plant/auth.ts': 'import { betterAuth } from \'better-auth\'\nexport const b = betterAuth\n' },
      'better-auth is wrapped in one place: src/web/plant/auth.ts'],
    ['a press that brings typst, which can end its process, into the server\'s', { 'src/press/plant.ts': 'import { NodeCompiler } from \'@myriaddreamin/typst-ts-node-compiler\'\nexport const c = NodeCompiler\n' },
      'typst is wrapped in one place: src/press/plant.ts'],
    ['an island that knows more than the rules', { 'src/web/islands/plant.ts': 'import type { Desk } from \'../desk.ts\'\nexport type D = Desk\n' },
      'islands import only domain and their own folder: src/web/islands/plant.ts → src/web/desk.ts'],
    ['a command that imports the server', { 'src/server/plant.ts': 'export const s = 1\n', 'src/commands/plant.ts': 'import { s } from \'#server/plant.ts\'\nexport const c = s\n' },
      'nobody imports server: src/commands/plant.ts → src/server/plant.ts'],
    ['an earlier subject that reads a later one', { 'src/domain/council/plant.ts': 'export const votes = 1\n', 'src/domain/running/plant.ts': 'import { votes } from \'../council/plant.ts\'\nexport const v = votes\n' },
      'running reads only earlier subjects: src/domain/running/plant.ts → src/domain/council/plant.ts'],
    ['the invented town in the product', { 'test/town/plant.ts': 'export const riverside = 7040\n', 'src/web/plant/town.ts': 'import { riverside } from \'../../../test/town/plant.ts\'\nexport const r = riverside\n' },
      'only tests, scripts and the demonstration know the invented town: src/web/plant/town.ts → test/town/plant.ts'],
    ['a circle', { 'src/domain/partners/plant-a.ts': 'import { b } from \'./plant-b.ts\'\nexport const a = b\n', 'src/domain/partners/plant-b.ts': 'import { a } from \'./plant-a.ts\'\nexport const b = a\n' },
      'no circles: src/domain/partners/plant-a.ts'],
    ['a circle of types only', {
      'src/domain/partners/plant-c.ts': 'import type { D } from \'./plant-d.ts\'\nexport interface C { d: D | null }\n',
      'src/domain/partners/plant-d.ts': 'import type { C } from \'./plant-c.ts\'\nexport interface D { c: C | null }\n',
    }, 'no circles: src/domain/partners/plant-c.ts'],
    ['an import that leads nowhere', { 'src/domain/position/plant-nowhere.ts': 'import type { Gone } from \'./gone.ts\'\nexport type G = Gone\n' }, 'no import that leads nowhere: src/domain/position/plant-nowhere.ts'],
  ]
  let report: RoomsReport
  beforeAll(() => { report = lookAtRooms(copy(Object.assign({}, ...plants.map(([, files]) => files)))) })

  test.each(plants)('%s', (_name, _files, expected) => {
    expect(report.broken.filter((line) => line.startsWith(expected)), report.broken.join('\n')).not.toEqual([])
  })
})

test('a cruise that saw fewer files than git lists fails, however cheerful its answer', () => {
  const folder = copy({})
  const config = path.join(folder, '.dependency-cruiser.cjs')
  writeFileSync(config, 'module.exports = { forbidden: [], options: { includeOnly: \'^src/domain/words\' } }\n')
  const check = spawnSync(node, [path.join(house, 'scripts/rooms.ts'), folder], { encoding: 'utf8' })
  expect(check.stderr).toContain('not looked at: src/web/desk.ts')
  expect(check.status).toBe(1)
})

describe('a clock, a network or a page in a pure room is caught', () => {
  const pure: [string, string][] = [
    ['fetch', 'export const x = fetch(\'https://example.org\')\n'],
    ['process', 'export const x = process.env\n'],
    ['console', 'export const x = () => console.log(1)\n'],
    ['node:fs', 'import { readFileSync } from \'node:fs\'\nexport const x = readFileSync\n'],
    ['document', 'export const x = document.title\n'],
    ['setTimeout', 'export const x = setTimeout(() => {}, 1)\n'],
  ]
  const lint: [string, string][] = [['Date.now', 'export const x = Date.now()\n'], ['Math.random', 'export const x = Math.random()\n']]
  let types: string
  let linted: string
  beforeAll(() => {
    const files = [...pure, ...lint].map(([name, text]) => [`src/domain/position/plant-${name.replace(/\W/g, '-')}.ts`, text])
    const folder = copy(Object.fromEntries(files))
    types = spawnSync(node, [path.join(house, 'node_modules/typescript-native/bin/tsc'), '-p', 'tsconfig.pure.json', '--pretty', 'false'], { cwd: folder, encoding: 'utf8' }).stdout
    linted = spawnSync(node, [path.join(house, 'node_modules/oxlint/bin/oxlint'), '--deny-warnings', '--format', 'unix'], { cwd: folder, encoding: 'utf8' }).stdout
  })

  test.each(pure)('%s, by the compiler', (name) => expect(types).toMatch(new RegExp(`plant-${name.replace(/\W/g, '-')}\\.ts.*error TS`)))
  test.each(lint)('%s, by the linter', (name) => expect(linted).toContain(`plant-${name.replace(/\W/g, '-')}.ts`))
})
