import { expect, test } from 'vitest'
import { sketchesByHand } from '../../../../test/town/sketches.ts'
import { townDesk } from '../../../../test/town/desk.ts'
import { penmarsh, penmarshEdition } from '../../../../test/town/penmarsh.ts'
import { scoreGroups } from '#commands/partners/propose.ts'
import { patientKmOf } from '#domain/partners/score.ts'
import { readPlan } from '#domain/partners/plan-file.ts'
import { isRefusal } from '#domain/words.ts'
import { createApp } from '../../app.tsx'

const MOVES = 1_000
const edition = penmarshEdition()
const codes = edition.practices.map(practice => practice.code)

/** A small generator with a fixed seed: the same thousand moves every time. */
function chances(seed: number): (below: number) => number {
  let state = seed
  return below => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}

/** What `alongside score` says of a file of groups: its own reader, its own pricing. */
function score(csv: string, kind: 'journeys' | 'shared' | 'changes') {
  const read = readPlan('sketch.csv', csv, edition, new Set(codes))
  if (isRefusal(read)) throw new Error(read.why)
  const scored = scoreGroups(edition, { area: 'england', kind, size: { min: 30_000, max: 50_000 } }, read.groups)
  if (isRefusal(scored)) throw new Error(scored.why)
  return scored.plan
}

const sum = (figures: readonly number[]) => figures.reduce((total, figure) => total + figure, 0)
/** Sums of a plan, its groups in the order of the file. */
function totals(plan: ReturnType<typeof score>) {
  const { groups } = plan
  return { objective: plan.objective, averageKm: patientKmOf(plan) / sum(groups.map(group => group.patients)), shared: sum(groups.map(group => group.sharedPatients!)), left: plan.uncovered.length }
}

test.each(['journeys', 'shared', 'changes'] as const)('over a thousand random moves every figure of the editor, on its page and beside its choices, is what score says to the last digit: %s', async kind => {
  const app = createApp(townDesk({ editions: [edition], sketches: sketchesByHand(edition) }))
  const send = (path: string, fields: Record<string, string>) => app.request(`http://localhost${path}`, { method: 'POST', headers: { origin: 'http://localhost', 'content-type': 'application/x-www-form-urlencoded' }, body: new URLSearchParams(fields) })
  const text = async (path: string) => (await app.request(`http://localhost${path}`)).text()
  const at = (await send('/sketches', { area: 'england', kind, min: '30000', max: '50000', figures: edition.name, own: penmarsh.riverside })).headers.get('location')!
  const figuresOf = (html: string) => {
    const row = (name: string) => Number(new RegExp(`${name}</th>(?:<td[^>]*>)(?:<span[^>]*>[^<]*</span>)?<data value="([^"]+)"`).exec(html.replaceAll('&#39;', '’'))?.[1] ?? NaN)
    return { objective: row('In all, patient-kilometres with prices'), averageKm: row('Average distance, practice to where it is measured to'), shared: row('Shared patients kept'), left: row('Left over, practices') }
  }
  const chance = chances(20_261_125)
  let before = score(await text(`${at}/sketch.csv`), kind), version = 1, looked = 0
  for (let moved = 0; moved < MOVES; moved++) {
    const practice = codes[chance(codes.length)]!
    // With scripts: the choices the map asks for, each with what it would change.
    const effects = JSON.parse(await text(`${at}/effects?practice=${practice}`)) as { version: number; choices: { to: string; effect: { objective: number; averageKm: number; sharedPatients: number } }[] }
    expect(effects.version).toBe(version)
    const choice = effects.choices[chance(effects.choices.length)]!
    // Without: the form of the practice's own page.
    expect((await send(`${at}/change`, { from: String(version), do: 'move', practice, to: choice.to })).status).toBe(303)
    version++
    const after = score(await text(`${at}/sketch.csv`), kind), was = totals(before), is = totals(after)
    expect(choice.effect.objective).toBe(is.objective - was.objective)
    expect(choice.effect.sharedPatients).toBe(is.shared - was.shared)
    if (Number.isFinite(is.averageKm - was.averageKm)) expect(choice.effect.averageKm).toBe(is.averageKm - was.averageKm)
    if (moved % 10 === 0) { expect(figuresOf(await text(at))).toEqual(is); looked++ }
    before = after
  }
  expect([version, looked]).toEqual([MOVES + 1, MOVES / 10])
}, 240_000)
