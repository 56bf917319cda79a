import { beforeAll, describe, expect, test } from 'vitest'
import type { Edition } from '#domain/position/edition.ts'
import { refuse } from '#domain/words.ts'
import { loadHighs } from '#engines/grouping/highs.ts'
import { solve } from '#engines/grouping/solve.ts'
import { penmarshEdition } from '../../test/town/penmarsh.ts'
import { run as propose } from './propose.ts'
import { run as score } from './score.ts'
import type { CliWorld } from './world.ts'

let highs: Awaited<ReturnType<typeof loadHighs>>
let town: Edition
beforeAll(async () => { highs = await loadHighs(); town = penmarshEdition() })

/** A terminal in memory: what was said, what was answered, and the files. */
function terminal(files: Record<string, string> = {}, signal = new AbortController().signal) {
  const said: string[] = [], answers: string[] = []
  const world: CliWorld = {
    edition: async name => (name === undefined || name === town.name ? town : refuse('no-edition', `There is no edition ${name}.`, 'register')),
    solve: async (problem, { seconds }) => solve(problem, { seconds, now: () => performance.now(), isCancelled: () => signal.aborted }, highs),
    answer: text => { answers.push(text) }, say: line => { said.push(line) }, signal,
    readFile: async path => { if (files[path] === undefined) throw new Error('no such file'); return files[path] },
    writeFile: async (path, text) => { files[path] = text },
  }
  return { world, said, answers, files }
}

/** Any area key of the town that holds all its practices. */
const everywhere = ['--area', 'england', '--size', '20000-40000']

describe('propose', () => {
  test('prints the plan as JSON, and nothing else, on standard output', async () => {
    const { world, answers } = terminal()
    expect(await propose(everywhere, world)).toBe(0)
    const plan = JSON.parse(answers.join('')) as Record<string, unknown>
    expect(Object.keys(plan)).toEqual(['release', 'area', 'kind', 'size', 'weights', 'graph', 'status', 'objective', 'bound', 'gap', 'seconds', 'uncovered', 'groups'])
    expect(plan).toMatchObject({ release: town.name, area: 'england', kind: 'journeys', size: [20_000, 40_000], status: 'proved' })
    expect(Object.keys((plan.groups as object[])[0]!)).toEqual(['id', 'hub', 'members', 'patients', 'patient_km', 'shared_patients', 'borders', 'penalties', 'cost'])
  })

  test('what it writes, score prices the same; and it is no dearer than today', async () => {
    for (const kind of ['journeys', 'shared', 'changes']) {
      const { world, files, answers } = terminal()
      expect(await propose([...everywhere, '--kind', kind, '--csv', 'groups.csv', '--json=plan.json'], world)).toBe(0)
      expect(answers.join('').split('\n')).toHaveLength(2)
      expect(await score([...everywhere, '--kind', kind, '--plan', 'groups.csv', '--json', 'score.json'], world)).toBe(0)
      expect(await score([...everywhere, '--kind', kind, '--plan', 'today', '--json', 'today.json'], world)).toBe(0)
      const [plan, again, today] = ['plan.json', 'score.json', 'today.json'].map(path => JSON.parse(files[path]!) as { objective: number; status: string; groups: unknown[]; bound?: number })
      expect(again!.objective).toBeCloseTo(plan!.objective, 6)
      expect(again!.groups).toHaveLength(plan!.groups.length)
      expect(again).toMatchObject({ status: 'score' })
      expect(again).not.toHaveProperty('bound')
      expect(plan!.objective).toBeLessThanOrEqual(today!.objective)
    }
  })

  test('stopped at once, the best found is still written and says it was stopped', async () => {
    const stop = new AbortController()
    stop.abort()
    const { world, files } = terminal({}, stop.signal)
    expect(await propose([...everywhere, '--kind', 'shared', '--json', 'plan.json'], world)).toBe(0)
    const plan = JSON.parse(files['plan.json']!) as { status: string; objective: number; bound: number }
    expect(plan.status).toBe('stopped')
    expect(plan.bound).toBeLessThanOrEqual(plan.objective)
  })

  test.each([
    [['--area'], '--area needs a value'],
    [[], 'Which area?'],
    [['--area', 'england', '--area', 'x'], 'given twice'],
    [['--area', 'england', '--sise', '1-2'], 'There is no option "--sise"'],
    [['--area', 'england', '--size', '50000-30000'], '--size: expected'],
    [['--area', 'england', '--size', '30k-50k'], '--size: expected'],
    [['--area', 'england', '--kind', 'best'], '--kind: expected'],
    [['--area', 'england', '--seconds', 'soon'], '--seconds: expected'],
    [['--area', 'england', '--release', '1999-01'], 'no edition 1999-01'],
    [['--area', 'NOWHERE'], 'no area NOWHERE'],
    [['--area', '@missing.csv'], 'missing.csv: cannot be read'],
    [['--area', 'england', '--together', 'ZP0001'], '--together: expected two practice codes'],
    [['--area', 'england', '--apart', 'ZP0001,ZP0002,ZP0003'], '--apart: expected two practice codes'],
    [['--area', 'england', '--keep', ','], '--keep: expected the codes'],
    [['--area', 'england', '--keep', 'ZP0001,L00000'], 'L00000 is to be kept, and is no practice'],
    [['--area', 'england', '--together', 'ZP0001,ZP0002', '--apart=ZP0002,ZP0001'], 'kept together and apart at once'],
    [['--area', 'england', '--hospitals', 'missing.csv'], 'missing.csv: cannot be read'],
  ])('%j is refused by name, and nothing is written', async (args, why) => {
    const { world, said, answers, files } = terminal()
    expect(await propose([...args, '--csv', 'groups.csv'], world)).toBe(1)
    expect(said.join('\n')).toContain(why)
    expect(answers).toEqual([])
    expect(files).toEqual({})
  })

  test('what is to be kept may be said again and again, and the plan says what was kept', async () => {
    const { world, answers } = terminal({ 'hospitals.csv': 'practice_code,acute_hospital\nzp0007,Penmarsh General\nZP0003,Estrel Vale\nZP0004,\n' })
    expect(await propose([...everywhere, '--together', 'ZP0012,ZP0009', '--together=zp0001,ZP0002', '--apart', 'ZP0005,ZP0007', '--keep', 'ZP0011,ZP0010', '--hospitals', 'hospitals.csv'], world)).toBe(0)
    const plan = JSON.parse(answers.join('')) as { kept: object; graph: { links_for_kept: string[][] }; groups: { members: string[] }[] }
    expect(plan.kept).toEqual({ together: [['ZP0001', 'ZP0002'], ['ZP0009', 'ZP0012']], apart: [['ZP0005', 'ZP0007']], groups: [['ZP0010', 'ZP0011']], hospitals: { ZP0003: 'Estrel Vale', ZP0007: 'Penmarsh General' } })
    expect(plan.graph.links_for_kept).toContainEqual(['ZP0009', 'ZP0012'])
    expect(plan.groups.map(({ members }) => members.join())).toContain('ZP0010,ZP0011')
  })

  test.each([
    ['practice_code,hospital\nZP0001,A\n', 'line 1, column acute_hospital: expected the header practice_code,acute_hospital'],
    ['practice_code,acute_hospital\nZP0001,A\nL00000,A\n', 'line 3, column practice_code: "L00000" is no practice'],
    ['practice_code,acute_hospital\nZP0001,A\nZP0001,B\n', 'line 3, column practice_code: ZP0001 was on line 2 already'],
  ])('hospitals %j are refused with their line', async (text, why) => {
    const { world, said, answers } = terminal({ 'hospitals.csv': text })
    expect(await propose([...everywhere, '--hospitals', 'hospitals.csv'], world)).toBe(1)
    expect(said.join('\n')).toContain(why)
    expect(answers).toEqual([])
  })

  test('an area may be a file of codes, with or without a header', async () => {
    const codes = town.practices.slice(0, 4).map(practice => practice.code)
    for (const text of [codes.join('\n'), `practice_code\r\n${codes.join('\r\n')}\r\n`]) {
      const { world, answers } = terminal({ 'codes.csv': text })
      expect(await propose(['--area', '@codes.csv'], world)).toBe(0)
      const plan = JSON.parse(answers.join('')) as { area: string; uncovered: string[]; groups: { members: string[] }[] }
      expect(plan.area).toBe('@codes.csv')
      expect([...plan.uncovered, ...plan.groups.flatMap(group => group.members)].sort()).toEqual([...codes].sort())
    }
    const { world, said } = terminal({ 'codes.csv': `${codes[0]}\nL00000\n` })
    expect(await propose(['--area', '@codes.csv'], world)).toBe(1)
    expect(said.join()).toContain('codes.csv, line 2, column practice_code')
  })
})

describe('score', () => {
  const [a, b] = ['ZP0001', 'ZP0002']
  test('an empty group means in none, and whoever the file leaves out is in none too', async () => {
    const { world, said, answers } = terminal({ 'plan.csv': `practice_code,group\n${a},one\n${b},\n` })
    expect(await score([...everywhere, '--plan', 'plan.csv'], world)).toBe(0)
    const plan = JSON.parse(answers.join('')) as { uncovered: string[]; groups: { id: string; members: string[] }[] }
    expect(plan.groups).toMatchObject([{ id: 'one', members: [a] }])
    expect(plan.uncovered).toHaveLength(town.practices.length - 1)
    expect(said.join()).toContain(`does not name ${town.practices.length - 2} practices`)
  })

  test.each([
    [`practice_code,group\n${a},1\n${a},2\n`, 'line 3, column practice_code: ZP0001 was on line 2 already'],
    [`practice_code,group\n${a},1\nX99999,2\n`, 'line 3, column practice_code: "X99999" is no practice'],
    [`code,group\n${a},1\n`, 'line 1, column practice_code: expected the header practice_code,group'],
    [`practice_code,group\n${a}\n`, 'line 2, column practice_code: expected 2 fields; found 1'],
    [`practice_code,group\n${a},1,2\n`, 'line 2, column group: expected 2 fields; found 3'],
    [`practice_code,group\n"${a},1\n`, 'never closed'],
    ['', 'expected the header practice_code,group'],
  ])('%j is refused with its line and column', async (text, why) => {
    const { world, said, answers } = terminal({ 'plan.csv': text })
    expect(await score([...everywhere, '--plan', 'plan.csv'], world)).toBe(1)
    expect(said.join('\n')).toContain(why)
    expect(answers).toEqual([])
  })

  test('a code outside the area is refused with its line', async () => {
    const network = town.practices.find(practice => practice.network)!.network!
    const outsider = town.practices.find(practice => practice.network?.code !== network.code)!
    const { world, said } = terminal({ 'plan.csv': `practice_code,group\n${outsider.code},1\n` })
    expect(await score(['--area', network.code, '--plan', 'plan.csv'], world)).toBe(1)
    expect(said.join()).toContain(`line 2, column practice_code: ${outsider.code} is not a practice of the area`)
  })
})

