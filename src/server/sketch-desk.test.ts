import { expect, test } from 'vitest'
import { penmarshEdition } from '../../test/town/penmarsh.ts'
import { planByHand } from '../../test/town/sketches.ts'
import { isRefusal, refuse, type Refusal } from '#domain/words.ts'
import type { Plan } from '#domain/partners/plan.ts'
import type { SketchAsk } from '#web/desk.ts'
import { createSolver } from './solver.ts'
import { openSketches, sketchDesk, sketchLimits, type SketchLimits, type SketchWork } from './sketch-desk.ts'

const edition = penmarshEdition()
const ask = (more: Partial<SketchAsk> = {}): SketchAsk => ({ edition: edition.name, area: 'england', kind: 'journeys', size: { min: 30_000, max: 50_000 }, ...more })
const planFor = (asked: SketchAsk, status: Plan['status'] = 'proved') => planByHand(edition, asked, [edition.practices.map((practice) => practice.code)], status)

/** Work that finishes when the test says so. */
function bench(limits: Partial<SketchLimits> = {}) {
  const begun: { ask: SketchAsk; finish: (plan: Plan | Refusal | Error) => void; signal: AbortSignal; progress: (best: number) => void }[] = []
  const scored: string[] = []
  let at = 0
  const work: SketchWork = {
    search: (_, asked, run) => new Promise((resolve, reject) => {
      begun.push({ ask: asked, signal: run.signal, finish: (plan) => { if (plan instanceof Error) reject(plan); else resolve(plan) }, progress: (best) => { run.onProgress({ step: 'test', best, bound: 0, seconds: 1 }) } })
      run.signal.addEventListener('abort', () => { resolve(planFor(asked, 'stopped')) })
    }),
    score: async (_, asked, groups) => { scored.push(String(groups)); return planFor(asked, 'score') },
  }
  let current = edition
  const desk = sketchDesk(async (name) => (name === edition.name ? current : null), work, () => at, { ...sketchLimits, ...limits })
  return { desk, begun, scored, pass: (ms: number) => { at += ms }, replace: (next: typeof edition) => { current = next } }
}
const price = { edition: edition.name, area: 'england', kind: 'journeys', size: { min: 30_000, max: 50_000 } } as const
const soon = () => new Promise((resolve) => { setTimeout(resolve, 5) })

test('a sketch is worked out once however many ask', async () => {
  const { desk, begun } = bench()
  const first = desk.wait(ask(), 1000), second = desk.wait(ask(), 1000)
  await soon()
  expect(begun.length).toBe(1)
  begun[0]!.finish(planFor(ask()))
  expect(await first).toEqual(await second)
  expect(await desk.wait(ask(), 0)).toMatchObject({ status: 'done' })
  expect(begun.length).toBe(1)
})

test('another size, kind or area is another sketch', async () => {
  const { desk, begun } = bench({ atOnce: 4 })
  for (const other of [ask(), ask({ size: { min: 25_000, max: 30_000 } }), ask({ kind: 'shared' }), ask({ area: 'ZN01' })]) desk.ask(other)
  await soon()
  expect(begun.length).toBe(4)
})

test('another thing kept is another sketch; the same things said another way are the same', async () => {
  const { desk, begun, scored } = bench({ atOnce: 9 })
  const kept = { together: [['ZP0001', 'ZP0002']] as [string, string][], apart: [['ZP0003', 'ZP0005'], ['ZP0001', 'ZP0004']] as [string, string][], groups: [['ZP0010', 'ZP0011']] }
  const nothing = { together: [], apart: [], groups: [] }
  const others = [{}, { kept }, { kept: { ...nothing, apart: kept.together } }, { kept: { ...nothing, together: kept.together } }, { kept: { ...nothing, groups: kept.together } }, { hospitals: new Map([['ZP0001', 'General']]) }, { hospitals: new Map([['ZP0001', 'Estrel Vale']]) }]
  for (const more of others) desk.ask(ask(more))
  await soon()
  expect(begun.length).toBe(others.length)
  desk.ask(ask({ kept: nothing, hospitals: new Map([['ZP0001', ' ']]) }))
  desk.ask(ask({ kept: { together: [['ZP0002', 'ZP0001'], ['ZP0001', 'ZP0002']], apart: [['ZP0004', 'ZP0001'], ['ZP0005', 'ZP0003']], groups: [['ZP0011', 'ZP0010'], []] } }))
  desk.ask(ask({ hospitals: new Map([['ZP0001', 'the  general']]) }))
  await soon()
  expect(begun.length).toBe(others.length)
  await desk.score({ ...price, kept }, 'today')
  await desk.score(price, 'today')
  expect(scored).toEqual(['today'])
})

test('one at a time, the fair comparison after the others', async () => {
  const { desk, begun } = bench({ atOnce: 1 })
  desk.ask(ask()); desk.ask(ask({ kind: 'fair' })); desk.ask(ask({ kind: 'changes' }))
  await soon()
  expect(begun.map((each) => each.ask.kind)).toEqual(['journeys'])
  begun[0]!.finish(planFor(ask())); await soon()
  begun[1]!.finish(planFor(ask())); await soon()
  expect(begun.map((each) => each.ask.kind)).toEqual(['journeys', 'changes', 'fair'])
})

test('waiting is no longer than asked, and says how far the work is', async () => {
  const { desk, begun } = bench()
  await desk.wait(ask(), 5)
  begun[0]!.progress(123)
  expect(await desk.wait(ask(), 5)).toMatchObject({ status: 'working', progress: { best: 123 } })
})

test('when too many wait the next is told so, and nothing is begun for it', async () => {
  const { desk, begun } = bench({ atOnce: 1, waiting: 2 })
  const answers = [20, 21, 22, 23].map((thousand) => desk.ask(ask({ size: { min: thousand * 1000, max: 50_000 } })))
  expect(answers.slice(0, 3).every((answer) => !isRefusal(answer))).toBe(true)
  expect(answers[3]).toMatchObject({ refused: true, code: 'busy' })
  await soon()
  expect(begun.length).toBe(1)
})

test('stopping keeps the best found, and a later ask looks again', async () => {
  const { desk, begun, pass } = bench({ stoppedMs: 1000 })
  await desk.wait(ask(), 5)
  desk.stop(ask())
  expect(await desk.wait(ask(), 100)).toMatchObject({ status: 'done', plan: { status: 'stopped' } })
  expect(begun.length).toBe(1)
  pass(2000)
  await desk.wait(ask(), 5)
  expect(begun.length).toBe(2)
})

test('a long search makes way when others wait, with the best it has found, and not before it has found any', async () => {
  const { desk, begun, pass } = bench({ atOnce: 1, shareMs: 10 })
  desk.ask(ask())
  await soon()
  begun[0]!.progress(Infinity)
  pass(1000)
  desk.ask(ask({ kind: 'shared' }))
  await new Promise((resolve) => { setTimeout(resolve, 40) })
  expect(begun.length).toBe(1)
  begun[0]!.progress(123)
  await new Promise((resolve) => { setTimeout(resolve, 40) })
  expect(begun.map((each) => each.ask.kind)).toEqual(['journeys', 'shared'])
  expect(await desk.wait(ask(), 5)).toMatchObject({ status: 'done', plan: { status: 'stopped' } })
})

test('an area over the limit is refused with the command that can do it', async () => {
  const { desk, begun } = bench({ practices: 10 })
  const state = await desk.wait(ask(), 100)
  expect(state).toMatchObject({ status: 'refused', refusal: { code: 'too-many-practices' } })
  expect(!isRefusal(state) && state.refusal!.why).toContain('--area england')
  expect(await desk.score(price, 'today')).toMatchObject({ refused: true, code: 'too-many-practices' })
  expect(begun.length).toBe(0)
})

test('a size that cannot be, unknown figures and an unknown area are refused', async () => {
  const { desk } = bench()
  expect(desk.ask(ask({ size: { min: 5, max: 4 } }))).toMatchObject({ refused: true })
  expect(await desk.wait(ask({ edition: '1999-01' }), 100)).toMatchObject({ status: 'refused', refusal: { code: 'unknown-edition' } })
  expect(await desk.wait(ask({ area: '99X' }), 100)).toMatchObject({ status: 'refused', refusal: { code: 'unknown-area' } })
})

test('a fault of ours is thrown to whoever asked, and the next ask begins afresh', async () => {
  const { desk, begun } = bench()
  const first = desk.wait(ask(), 1000)
  await soon()
  begun[0]!.finish(new Error('thread died'))
  await expect(first).rejects.toThrow('thread died')
  void desk.wait(ask(), 5)
  await soon()
  expect(begun.length).toBe(2)
})

test('a plan made from other figures is not shown', async () => {
  const { desk, begun, replace } = bench()
  const first = desk.wait(ask(), 1000)
  await soon()
  begun[0]!.finish(planFor(ask()))
  await first
  replace({ ...edition, sources: edition.sources.slice(1) })
  expect(await desk.wait(ask(), 5)).toMatchObject({ status: 'working' })
  expect(begun.length).toBe(2)
})

test('today is priced once for each set of figures', async () => {
  const { desk, scored } = bench()
  const plan = await desk.score(price, 'today')
  expect(await desk.score(price, 'today')).toBe(plan)
  await desk.score(price, [['ZP0001', 'ZP0002']])
  expect(scored).toEqual(['today', 'ZP0001,ZP0002'])
})

test('a search nobody asks after any more is not begun', async () => {
  const { desk, begun, pass } = bench({ atOnce: 1, patienceMs: 1000 })
  desk.ask(ask()); desk.ask(ask({ kind: 'shared' }))
  await soon()
  pass(5000)
  begun[0]!.finish(refuse('test', 'no', 'test'))
  await soon()
  expect(begun.length).toBe(1)
})

test('Penmarsh is grouped on a thread of its own, proved, and no dearer than today by the same rule', async () => {
  const solver = createSolver(1)
  const desk = openSketches({ figures: { edition: async (name) => (name === edition.name ? edition : null) }, solver })
  try {
    for (const kind of ['journeys', 'shared', 'changes'] as const) {
      const state = await desk.wait(ask({ kind }), 30_000)
      const today = await desk.score({ ...price, kind }, 'today')
      if (isRefusal(state) || isRefusal(today) || state.plan === null) throw new Error(`${kind} gave no plan`)
      expect(state.plan.status).toBe('proved')
      expect(state.plan.objective).toBeLessThanOrEqual(today.objective)
      expect([...state.plan.groups.flatMap((group) => group.members), ...state.plan.uncovered].toSorted()).toEqual(edition.practices.map((practice) => practice.code).toSorted())
      expect(desk.notes?.(state.plan)).not.toBeNull()
    }
    const state = await desk.wait(ask({ kept: { together: [], apart: [['ZP0005', 'ZP0007']], groups: [['ZP0002', 'ZP0012']] }, hospitals: new Map([['ZP0001', 'Penmarsh General'], ['ZP0003', 'Estrel Vale']]) }), 30_000)
    expect(state).toMatchObject({ status: 'done', plan: { status: 'proved', kept: { groups: [['ZP0002', 'ZP0012']] }, hospitals: { ZP0003: 'Estrel Vale' } } })
    expect(await desk.wait(ask({ kept: { together: [['ZP0001', 'ZP0001']], apart: [], groups: [] } }), 30_000)).toMatchObject({ status: 'refused', refusal: { code: 'one-practice' } })
    expect(desk.notes?.(planFor(ask()) as Plan)).toBeNull()
  } finally { await solver.close() }
})

test('one visitor’s searches wait in their own number, and leave room for everybody else’s', async () => {
  const { desk } = bench({ atOnce: 1, waiting: 24, waitingEach: 3 })
  const sized = (min: number, caller: string | null) => desk.ask({ ...ask({ size: { min, max: min + 10_000 } }), caller })
  const answers = Array.from({ length: 8 }, (_, i) => sized(20_000 + i, '192.0.2.1'))
  expect(answers.map((answer) => isRefusal(answer))).toEqual([false, false, false, false, true, true, true, true]) // one is under way
  expect(isRefusal(sized(40_000, '192.0.2.2'))).toBe(false)
  expect(isRefusal(sized(20_001, '192.0.2.3'))).toBe(false) // the same search as another's
  for (let i = 0; i < 5; i++) expect(isRefusal(sized(50_000 + i, null))).toBe(false)
})
