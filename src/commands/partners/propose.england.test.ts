import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { releasesOnDisc } from '../../../test/house/releases-on-disc.ts'
import { areaOf, practicesOf } from '#domain/position/area.ts'
import { chooseEdition } from '#domain/position/choose-edition.ts'
import type { Area, Edition } from '#domain/position/edition.ts'
import type { Pair } from '#domain/partners/plan.ts'
import { isRefusal } from '#domain/words.ts'
import { chances } from '#engines/grouping/grid.test-data.ts'
import { loadHighs } from '#engines/grouping/highs.ts'
import { solve } from '#engines/grouping/solve.ts'
import { loadEdition } from '#reference/edition.ts'
import { groupingProblem, propose, type Solve } from './propose.ts'

const data = path.resolve(import.meta.dirname, '../../../../shared/data')
if (!existsSync(data)) console.log(`skipped: England's published files are not at ${data}`)

describe.skipIf(!existsSync(data))('on England 2026, with three pairs kept together and three apart', () => {
  let folder: string, england: Edition, here: Solve
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'alongside-kept-'))
    const files = ['ods/epraccur-2026-02.csv', 'england-2026-01/gp-reg-pat-prac-all.csv', 'england-2026-01/gp-reg-pat-prac-map.csv', 'geography/onspd-extract-practice-postcodes.csv']
    const choice = chooseEdition(await releasesOnDisc(folder, files.map(file => path.join(data, file)), 'real'), '2026-01')
    if (isRefusal(choice)) throw new Error(choice.why)
    england = await loadEdition(choice, folder, { light: true })
    const highs = await loadHighs()
    here = async (problem, { seconds }) => solve(problem, { seconds, now: () => performance.now() }, highs)
  })
  afterAll(() => rm(folder, { recursive: true, force: true }))

  test.each(['11X', '15N'])('%s is proved, and keeps them', async area => {
    const size = { min: 30_000, max: 50_000 }, members = practicesOf(england, areaOf(england, area) as Area), { links } = groupingProblem(england, members, { kind: 'journeys', size })
    const others = members.filter(({ patients }) => patients <= 20_000).map(({ code }) => code)
    for (const [drawn, seed] of [['neighbours', 1], ['neighbours', 2], ['anybody', 3]] as const) {
      const chance = chances(seed), any = <T>(list: readonly T[]): T => list[Math.floor(chance() * list.length)]!
      const taken = new Set<string>(), together: Pair[] = []
      while (together.length < 3) {
        const pair: Pair = drawn === 'neighbours' ? any(links) : [any(others), any(others)]
        if (pair[0] === pair[1] || pair.some(code => taken.has(code) || !others.includes(code))) continue
        together.push(pair)
        for (const code of pair) taken.add(code)
      }
      const apart = Array.from({ length: 3 }, () => any(links.filter(pair => !together.some(each => each.every(code => pair.includes(code))))))
      const proposal = await propose(england, { area, kind: 'journeys', size, kept: { together, apart, groups: [] } }, here, { seconds: 60 })
      if (isRefusal(proposal)) throw new Error(proposal.why)
      console.log(`${area}, pairs of ${drawn}: ${proposal.plan.status} in ${proposal.plan.seconds!.toFixed(2)} s`)
      expect(proposal.plan).toMatchObject({ status: 'proved', kept: { groups: [] } })
    }
  })
})
