import { askSearch, type SearchLimits, type SearchQueue } from '#commands/partners/ask-search.ts'
import { scoreGroups, type Proposal } from '#commands/partners/propose.ts'
import { stopSearch } from '#commands/partners/stop-search.ts'
import { areaOf } from '#domain/position/area.ts'
import { releaseIdsOf, type Edition } from '#domain/position/edition.ts'
import { hospitalsTyped, keepsNothing, keptInOrder } from '#domain/partners/kept.ts'
import type { Plan, PlanNotes } from '#domain/partners/plan.ts'
import { bandOf } from '#domain/partners/size-guides.ts'
import { isRefusal, refuse, type PracticeCode, type Refusal } from '#domain/words.ts'
import type { Database } from '#records/connect.ts'
import type { Listening } from '#records/listening.ts'
import { countWorkers, SEARCH_CHANGED, searchBy, searchKeyOf, type HeldSearch, type SearchAsk } from '#records/searches.ts'
import { asViewer } from '#records/viewing.ts'
import type { Desk, SketchAsk, SketchState } from '#web/desk.ts'
import type { Log } from './log.ts'
import { shortly } from './sketch-work.ts'

/** What may be asked of this server at once, so that one visitor cannot keep it from the others. */
export interface SketchLimits extends SearchLimits {
  /** Most practices in one sketch; larger areas are for the command line. */
  practices: number
  /** How long no worker may be there before it is said that nobody works on sketches, milliseconds: one that is started again takes a few seconds. */
  absentMs: number
}

export const sketchLimits: SketchLimits = { practices: 400, seconds: 60, shareMs: 20_000, waiting: 24, waitingEach: 8, kept: 600, patienceMs: 120_000, stoppedMs: 600_000, failedMs: 60_000, absentMs: 5_000 }

export interface SketchDeskParts {
  db: Database
  queue: SearchQueue
  listening: Listening
  figures: { edition(name: string): Promise<Edition | null> }
  limits: SketchLimits
  log: Log
  score?: (edition: Edition, ask: SketchAsk, groups: Groups) => Proposal | Refusal
}

type Groups = 'today' | 'alone' | 'one-for-all' | PracticeCode[][]

const SOURCE = 'Limits of this server'
const unfinished: SketchState = { status: 'waiting', progress: null, plan: null, refusal: null }
const isUnfinished = <T extends { status: string }>(state: T): state is T & { status: 'waiting' | 'working' } => state.status === 'waiting' || state.status === 'working'
const refused = (refusal: Refusal): SketchState => ({ status: 'refused', progress: null, plan: null, refusal })
const nobody = refuse('nobody-works', 'Nobody is working on sketches at the moment, so we cannot say when this one would be found. Everything else here works. Try again in a few minutes.', 'State of this server')

/** How long we wait at most for word from the database before we look, milliseconds; sooner while the word cannot come. */
const lookEveryMs = 1_000, lookInGapMs = 200

/** What makes two asks for a price the same. */
const priceKeyOf = (ask: SketchAsk) => `${ask.edition}|${ask.area}|${ask.kind}|${ask.size.min}-${ask.size.max}`

/** An ask of these figures, as all processes know it. */
const searchOf = (edition: Edition, { area, kind, size, kept, hospitals }: SketchAsk): SearchAsk => ({
  edition: edition.name, figures: releaseIdsOf(edition), area, kind, size,
  kept: kept === undefined || keepsNothing(keptInOrder(kept)) ? null : kept, hospitals: hospitalsTyped(hospitals, [...hospitals?.keys() ?? []]),
})

/**
 * The sketches part of the desk. Each sketch is searched for once however many ask, in this process or another: it waits its turn in one queue, a
 * worker of any process looks, and all see how far it is and what was found (commands/partners/ask-search.ts, work-out-search.ts). A plan found is
 * held here as one object, so that pages of it ask the database nothing.
 * Refuses areas over the limit, sizes that cannot be, new searches while too many wait, and says so when nobody works on any.
 */
export async function openSketches({ db, queue, listening, figures, limits, log, score = scoreOf }: SketchDeskParts): Promise<Desk['sketches'] & { close(): void }> {
  /** By key in hex, the least lately asked for first. */
  const finished = new Map<string, { state: SketchState; endedAt: number }>()
  const scores = new Map<string, { figures: string; plan: Plan }>()
  const notes = new WeakMap<Plan, PlanNotes>()
  const ears = earsOf(), deafen = await listening.hear(SEARCH_CHANGED, ears.heard)
  const looks = new Map<string, Promise<HeldSearch | null>>()
  const absentMs = absence(() => countWorkers(db))

  /** Oldest first in a Map: keeping again moves to the end. */
  const keep = <T>(map: Map<string, T>, key: string, value: T) => {
    map.delete(key)
    map.set(key, value)
    for (const oldest of map.keys()) {
      if (map.size <= limits.kept) return
      map.delete(oldest)
    }
  }

  const known = (hex: string): SketchState | null => {
    const found = finished.get(hex)
    if (found === undefined) return null
    if (found.state.plan?.status === 'stopped' && performance.now() - found.endedAt > limits.stoppedMs) { finished.delete(hex); return null }
    keep(finished, hex, found)
    return found.state
  }

  const stateOf = (held: HeldSearch, ask: SketchAsk, edition: Edition, key: Buffer): SketchState => {
    const hex = key.toString('hex')
    if (isUnfinished(held)) return { status: held.status, progress: held.progress, plan: null, refusal: null }
    if (held.status === 'failed') return refused(refuse('search-failed', `This sketch could not be worked out: something of ours went wrong, and it is noted under ${shortly(key)}. Try again in a minute.`, 'State of this server'))
    const before = known(hex) // another reader of this process may have put it there meanwhile: one object for all
    if (before !== null) return before
    const plan = held.plan && withWhatWasKept(held.plan, ask, edition)
    if (plan !== null && held.notes !== null) notes.set(plan, held.notes)
    const state: SketchState = plan === null ? { ...refused(held.refusal!), progress: held.progress } : { status: 'done', progress: held.progress, plan, refusal: null }
    keep(finished, hex, { state, endedAt: performance.now() - held.endedMs! })
    return state
  }

  /** Everybody who was woken by the same word looks together. */
  const look = (key: Buffer): Promise<HeldSearch | null> => {
    const hex = key.toString('hex'), looking = looks.get(hex) ?? asViewer(db, { as: 'key', key }, tx => searchBy(tx, key))
    if (!looks.has(hex)) {
      looks.set(hex, looking)
      setImmediate(() => looks.delete(hex))
    }
    return looking
  }

  const whyNot = (edition: Edition, area: string): Refusal | null => {
    const found = areaOf(edition, area)
    if (isRefusal(found)) return found
    if (found.members.length <= limits.practices) return null
    return refuse('too-many-practices', `This site sketches up to ${limits.practices} practices at once; ${found.name} has ${found.members.length}. Larger areas can be worked out from the command line on a machine of your own: npm run -s alongside -- propose --area ${found.code}.`, SOURCE)
  }

  const figuresFor = async (ask: Pick<SketchAsk, 'edition' | 'area'>): Promise<Edition | Refusal> => {
    const edition = await figures.edition(ask.edition)
    return edition === null ? refuse('unknown-edition', `No figures called ${ask.edition} are loaded here.`, SOURCE) : whyNot(edition, ask.area) ?? edition
  }

  const wait = async (ask: SketchAsk, milliseconds: number): Promise<SketchState | Refusal> => {
    const band = bandOf(ask.size.min, ask.size.max), until = performance.now() + milliseconds
    if (isRefusal(band)) return band
    for (let isAsked = false; ;) {
      const edition = await figuresFor(ask) // each time: figures may have changed meanwhile, and with them what is asked
      if (isRefusal(edition)) return refused(edition)
      const search = searchOf(edition, ask), key = searchKeyOf(search), found = known(key.toString('hex'))
      if (found !== null) return found
      const isAnybody = await absentMs() <= limits.absentMs, ear = ears.open(key)
      try {
        let held: HeldSearch | Refusal | null = isAsked || !isAnybody ? await look(key) : null
        // What was found before is there all the same.
        if (!isAnybody && (held === null || isUnfinished(held))) return nobody
        // One that was asked for and has gone was made of figures that a worker has no longer: we shall have its newer ones in a moment.
        if (isAsked && held === null) await after(lookInGapMs)
        held ??= await askSearch({ db, queue, limits }, search, ask.caller ?? null)
        isAsked = true
        if (isRefusal(held)) return held
        const state = stateOf(held, ask, edition, key), left = until - performance.now()
        if (!isUnfinished(state) || left <= 0) return state
        await Promise.race([ear.word, after(Math.min(left, listening.isUp() ? lookEveryMs : lookInGapMs))])
      } finally { ear.close() }
    }
  }

  return {
    ask(ask) {
      const band = bandOf(ask.size.min, ask.size.max)
      if (isRefusal(band)) return band
      wait(ask, 0).catch((error: unknown) => log.fault(error, 'asking for a sketch'))
      return unfinished
    },
    wait,
    stop(ask) {
      void figuresFor(ask).then(async edition => { if (!isRefusal(edition)) await stopSearch({ db }, searchOf(edition, ask)) })
        .catch((error: unknown) => log.fault(error, 'stopping a sketch'))
    },
    async score(ask, groups) {
      const band = bandOf(ask.size.min, ask.size.max)
      if (isRefusal(band)) return band
      const edition = await figuresFor(ask)
      if (isRefusal(edition)) return edition
      const key = typeof groups === 'string' ? `${priceKeyOf(ask)}|${groups}` : null, made = releaseIdsOf(edition)
      const before = key === null ? undefined : scores.get(key)
      if (before?.figures === made) return before.plan
      const proposal = score(edition, ask, groups)
      if (isRefusal(proposal)) return proposal
      notes.set(proposal.plan, proposal.notes)
      if (key !== null) keep(scores, key, { figures: made, plan: proposal.plan })
      return proposal.plan
    },
    notes: plan => notes.get(plan) ?? null,
    close: deafen,
  }
}

const scoreOf = (edition: Edition, ask: SketchAsk, groups: Groups): Proposal | Refusal => scoreGroups(edition, ask, typeof groups === 'string' ? groups : groups.map((members, index) => ({ id: String(index + 1), members })))

/** What a plan was to keep is not in the table; whoever asks has said it. */
function withWhatWasKept(plan: Plan, ask: SketchAsk, edition: Edition): Plan {
  const kept = keptInOrder(ask.kept ?? { together: [], apart: [], groups: [] }), area = areaOf(edition, ask.area)
  const hospitals = isRefusal(area) ? null : hospitalsTyped(ask.hospitals, area.members)
  return { ...plan, ...(keepsNothing(kept) ? {} : { kept }), ...(hospitals === null ? {} : { hospitals }) }
}

interface Ears { open(key: Buffer): { word: Promise<void>; close(): void }; heard(key: string): void }

/** Whoever waits for word of a search opens an ear before looking, so that no word between the two is missed. */
function earsOf(): Ears {
  const open = new Map<string, Set<() => void>>()
  return {
    open(key) {
      const hex = key.toString('hex'), { promise, resolve } = Promise.withResolvers<void>(), each = open.get(hex) ?? new Set()
      open.set(hex, each.add(resolve))
      return { word: promise, close: () => { if (each.delete(resolve) && each.size === 0 && open.get(hex) === each) open.delete(hex) } }
    },
    heard: key => { for (const resolve of open.get(key) ?? []) resolve() },
  }
}

/** How long no worker has been there, as far as we have looked, milliseconds; asked at most once a second. */
function absence(count: () => Promise<number>): () => Promise<number> {
  let since: number | null = null, lookedAt = -Infinity, looking: Promise<void> = Promise.resolve()
  return async () => {
    if (performance.now() - lookedAt > 1_000) {
      lookedAt = performance.now()
      looking = count().then(workers => { since = workers > 0 ? null : since ?? performance.now() })
    }
    await looking
    return since === null ? 0 : performance.now() - since
  }
}

function after(milliseconds: number): Promise<void> {
  return new Promise(resolve => { setTimeout(resolve, milliseconds).unref() })
}
