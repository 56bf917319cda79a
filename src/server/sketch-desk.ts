import { propose, scoreGroups, type Proposal, type Solve } from '#commands/partners/propose.ts'
import { areaOf } from '#domain/position/area.ts'
import { releaseIdsOf, type Edition } from '#domain/position/edition.ts'
import { plainly } from '#domain/partners/hospitals.ts'
import { hospitalsTyped, keepsNothing, keptInOrder } from '#domain/partners/kept.ts'
import type { Plan, PlanNotes } from '#domain/partners/plan.ts'
import { bandOf } from '#domain/partners/size-guides.ts'
import { isRefusal, refuse, type PracticeCode, type Refusal } from '#domain/words.ts'
import type { Desk, SketchAsk, SketchState } from '#web/desk.ts'

/** What may be asked of this server at once, so that one visitor cannot keep it from the others. */
export interface SketchLimits {
  /** Most practices in one sketch; larger areas are for the command line. */
  practices: number
  /** Wall seconds a search may take; the best found and a safe bound are kept then. */
  seconds: number
  /** A search that has taken this long, and has found something, stops early when others wait, milliseconds. */
  shareMs: number
  /** Searches worked on at the same time. */
  atOnce: number
  /** Searches that may wait their turn; the next ask is told to come back. */
  waiting: number
  /** Of those, searches that one visitor began. */
  waitingEach: number
  /** Finished plans kept, the least lately asked for going first. */
  kept: number
  /** A search that nobody has asked after for this long while it waited is not begun, milliseconds. */
  patienceMs: number
  /** How long a plan that was stopped early is shown before a new ask looks again, milliseconds. */
  stoppedMs: number
}

export const sketchLimits: SketchLimits = { practices: 400, seconds: 60, shareMs: 20_000, atOnce: 1, waiting: 24, waitingEach: 8, kept: 600, patienceMs: 120_000, stoppedMs: 600_000 }

/** The work itself, done elsewhere: a search on a thread of its own, and pricing at once. */
export interface SketchWork {
  search(edition: Edition, ask: SketchAsk, run: { seconds: number; onProgress(progress: NonNullable<SketchState['progress']>): void; signal: AbortSignal }): Promise<Plan | Refusal>
  score(edition: Edition, ask: SketchAsk, groups: 'today' | 'alone' | 'one-for-all' | PracticeCode[][]): Promise<Plan | Refusal>
}

interface Job {
  ask: SketchAsk
  key: string
  state: SketchState
  /** Figures the plan was made from; a plan made from others is not shown. */
  figures: string | null
  stop: AbortController
  finished: Promise<void>
  finish(): void
  failure: unknown
  askedAt: number
  doneAt: number
}

const SOURCE = 'Limits of this server'
const busy = refuse('busy', 'Many sketches are being worked out at the moment. Try again in a minute.', SOURCE)

/** What makes two asks for a price the same. */
const priceKeyOf = (ask: SketchAsk) => `${ask.edition}|${ask.area}|${ask.kind}|${ask.size.min}-${ask.size.max}`

/** What makes two asks for a search the same: the price's key, and what is kept, in whatever order and spelling it was said. */
function keyOf(ask: SketchAsk): string {
  const kept = keptInOrder(ask.kept ?? { together: [], apart: [], groups: [] })
  const hospitals = Object.entries(hospitalsTyped(ask.hospitals, [...ask.hospitals?.keys() ?? []]) ?? {}).map(([code, name]) => [code, plainly(name)])
  return priceKeyOf(ask) + (keepsNothing(kept) && hospitals.length === 0 ? '' : `|${JSON.stringify([kept.together, kept.apart, kept.groups, hospitals])}`)
}

/**
 * The sketches part of the desk: each sketch is searched for once however many ask, waits its turn in one queue (the fair comparison after the
 * others), can be stopped, makes way after a while when others wait, and is kept. Refuses areas over the limit, sizes that cannot be, and new searches while too many wait.
 */
export function sketchDesk(editionNamed: (name: string) => Promise<Edition | null>, work: SketchWork, now: () => number, limits: SketchLimits = sketchLimits): Desk['sketches'] & { idle(): Promise<void> } {
  const jobs = new Map<string, Job>()
  const queue: Job[] = []
  const running = new Set<Job>()
  const scores = new Map<string, { figures: string; plan: Plan }>()

  /** Oldest first in a Map: asking again moves to the end. */
  const trim = <T>(map: Map<string, T>, mayGo: (value: T) => boolean) => {
    for (const [key, value] of map) {
      if (map.size <= limits.kept) return
      if (mayGo(value)) map.delete(key)
    }
  }

  const known = (key: string): Job | undefined => {
    const job = jobs.get(key)
    if (job === undefined) return undefined
    const isStale = job.state.plan?.status === 'stopped' && now() - job.doneAt > limits.stoppedMs
    jobs.delete(key)
    if (isStale || job.failure !== undefined) {
      if (job.failure !== undefined) throw job.failure
      return undefined
    }
    job.askedAt = now()
    jobs.set(key, job)
    return job
  }

  const begin = (ask: SketchAsk): Job | Refusal => {
    const band = bandOf(ask.size.min, ask.size.max)
    if (isRefusal(band)) return band
    const isOwn = (job: Job) => job.ask.caller === ask.caller
    if (queue.length >= limits.waiting || (ask.caller && queue.filter(isOwn).length >= limits.waitingEach)) return busy
    const { promise, resolve } = Promise.withResolvers<void>()
    const job: Job = {
      ask, key: keyOf(ask), state: { status: 'waiting', progress: null, plan: null, refusal: null }, figures: null, stop: new AbortController(),
      finished: promise, finish: resolve, failure: undefined, askedAt: now(), doneAt: 0,
    }
    jobs.set(job.key, job)
    queue.push(job)
    queue.sort((a, b) => Number(a.ask.kind === 'fair') - Number(b.ask.kind === 'fair'))
    trim(jobs, (each) => each.state.status === 'done' || each.state.status === 'refused')
    pump()
    return job
  }

  const pump = () => {
    while (running.size < limits.atOnce) {
      const job = queue.shift()
      if (job === undefined) return
      if (now() - job.askedAt > limits.patienceMs) { jobs.delete(job.key); job.finish(); continue }
      running.add(job)
      job.state = { ...job.state, status: 'working' }
      const beganAt = now()
      const watch = setInterval(() => {
        if (queue.length > 0 && now() - beganAt > limits.shareMs && Number.isFinite(job.state.progress?.best)) job.stop.abort()
      }, Math.min(500, limits.shareMs))
      watch.unref()
      void run(job).catch((failure: unknown) => { job.failure = failure ?? new Error(`sketch ${job.key} failed`) }).finally(() => {
        clearInterval(watch)
        running.delete(job)
        job.finish()
        pump()
      })
    }
  }

  const run = async (job: Job) => {
    const edition = await editionNamed(job.ask.edition)
    const no = edition === null ? refuse('unknown-edition', `No figures called ${job.ask.edition} are loaded here.`, SOURCE) : whyNot(edition, job.ask.area)
    if (edition === null || no !== null) { job.state = { status: 'refused', progress: null, plan: null, refusal: no }; return }
    job.figures = releaseIdsOf(edition)
    const plan = await work.search(edition, job.ask, {
      seconds: job.ask.kind === 'fair' ? limits.seconds / 2 : limits.seconds,
      signal: job.stop.signal,
      onProgress: (progress) => { if (job.state.status === 'working') job.state = { ...job.state, progress } },
    })
    job.doneAt = now()
    job.state = isRefusal(plan) ? { status: 'refused', progress: job.state.progress, plan: null, refusal: plan } : { status: 'done', progress: job.state.progress, plan, refusal: null }
  }

  const whyNot = (edition: Edition, key: string): Refusal | null => {
    const area = areaOf(edition, key)
    if (isRefusal(area)) return area
    if (area.members.length <= limits.practices) return null
    return refuse('too-many-practices', `This site sketches up to ${limits.practices} practices at once; ${area.name} has ${area.members.length}. Larger areas can be worked out from the command line on a machine of your own: npm run -s alongside -- propose --area ${area.code}.`, SOURCE)
  }

  const jobFor = (ask: SketchAsk): Job | Refusal => known(keyOf(ask)) ?? begin(ask)

  return {
    ask(ask) {
      const job = jobFor(ask)
      return isRefusal(job) ? job : job.state
    },
    async wait(ask, milliseconds) {
      const edition = await editionNamed(ask.edition)
      const before = jobs.get(keyOf(ask))
      const isOfOthers = edition !== null && before !== undefined && before.figures !== null && before.figures !== releaseIdsOf(edition)
      if (isOfOthers && !running.has(before)) jobs.delete(before.key)
      const job = jobFor(ask)
      if (isRefusal(job)) return job
      if (job.state.status === 'waiting' || job.state.status === 'working') await Promise.race([job.finished, after(milliseconds)])
      if (job.failure !== undefined) { jobs.delete(job.key); throw job.failure }
      return job.state
    },
    stop(ask) {
      const job = jobs.get(keyOf(ask))
      if (job !== undefined && running.has(job)) job.stop.abort()
    },
    async score(ask, groups) {
      const band = bandOf(ask.size.min, ask.size.max)
      if (isRefusal(band)) return band
      const edition = await editionNamed(ask.edition)
      if (edition === null) return refuse('unknown-edition', `No figures called ${ask.edition} are loaded here.`, SOURCE)
      const no = whyNot(edition, ask.area)
      if (no !== null) return no
      if (typeof groups !== 'string') return work.score(edition, ask, groups)
      const key = `${priceKeyOf(ask)}|${groups}`
      const figures = releaseIdsOf(edition)
      const before = scores.get(key)
      if (before?.figures === figures) return before.plan
      const plan = await work.score(edition, ask, groups)
      if (!isRefusal(plan)) { scores.delete(key); scores.set(key, { figures, plan }); trim(scores, () => true) }
      return plan
    },
    async idle() {
      for (const job of queue.splice(0)) { jobs.delete(job.key); job.finish() }
      for (const job of running) job.stop.abort()
      await Promise.all([...running].map((job) => job.finished))
    },
  }
}

/** The sketches of a running server: searched for on the solver's threads, as many at once as it has. */
export function openSketches({ figures, solver, workers = 1 }: { figures: Pick<Desk['figures'], 'edition'>; solver: { solve: Solve }; workers?: number }): Desk['sketches'] & { idle(): Promise<void> } {
  const notes = new WeakMap<Plan, PlanNotes>()
  const keep = (proposal: Proposal | Refusal): Plan | Refusal => {
    if (isRefusal(proposal)) return proposal
    notes.set(proposal.plan, proposal.notes)
    return proposal.plan
  }
  const work: SketchWork = {
    search: async (edition, { hospitals, ...ask }, run) => keep(await propose(edition, { ...ask, ...(hospitals ? { hospital: hospitals } : {}) }, solver.solve, run)),
    score: async (edition, ask, groups) => keep(scoreGroups(edition, ask, typeof groups === 'string' ? groups : groups.map((members, index) => ({ id: String(index + 1), members })))),
  }
  const desk = sketchDesk((name) => figures.edition(name), work, () => performance.now(), { ...sketchLimits, atOnce: workers })
  return { ...desk, notes: (plan) => notes.get(plan) ?? null }
}

function after(milliseconds: number): Promise<void> {
  return new Promise((resolve) => { setTimeout(resolve, milliseconds).unref() })
}
