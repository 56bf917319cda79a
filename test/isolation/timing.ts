import { ask } from './ask.ts'
import { nowhere, opens, requestOf, questionsFor, type Probing } from './pages.ts'
import { valuesOf } from './addresses.ts'
import { actingIn, type DeclaredRoute, type Question } from './asking.ts'
import { routes } from './routes.ts'

/**
 * How long it takes to be told "not found": no longer and no shorter for what exists and is somebody else's than for what does not exist. Asked in turns, the one first as often
 * as the other, so that whatever else the machine does weighs on both; compared by the median of the differences and by Wilcoxon's signed ranks, which a machine at other work
 * does not mislead.
 */
export interface Timing { where: string; pairs: number; theirsMs: number; differenceMs: number; isApart: boolean }

/** Differences of less than this, or than a tenth of the whole, nobody can tell over a network from one of no account; and of those only what chance does not explain. */
const NO_ACCOUNT_MS = 0.3, NO_ACCOUNT_SHARE = 0.1, CHANCE_SIGMAS = 3.5

export async function timeNotFound(at: Probing, pairs: number, only: (name: string) => boolean = () => true): Promise<Timing[]> {
  const timings: Timing[] = []
  for (const [name, route] of Object.entries(routes)) {
    if (!name.startsWith('GET ') || route.asked || !Object.values(route.params ?? {}).some(kind => typeof kind === 'string') || !only(name)) continue
    const closed = questionsFor(at, route, { open: 0, closed: 400 }).filter(q => q.person !== null && !opens(route, q) && exists(route, q))
    if (closed.length === 0) continue
    let timing = await timeOne(at, name, closed, pairs)
    // Once more where they seem apart: a machine at other work tells things apart that are not.
    if (timing.isApart) timing = await timeOne(at, name, closed, pairs * 2)
    timings.push(timing)
    if (timing.isApart) at.tally.found({ kind: 'told', where: name, of: 'time', says: `what exists takes ${timing.differenceMs.toFixed(2)} ms longer to be not found than what does not (of ${timing.theirsMs.toFixed(2)} ms; ${timing.pairs} pairs, asked twice)` })
  }
  return timings
}

/** Every id in the address is of something. */
const exists = (route: DeclaredRoute, { world, params }: Question): boolean => Object.entries(params).every(([part, value]) => valuesOf(world, route.params![part]!).includes(value))

async function timeOne({ rig, tally, chance }: Probing, where: string, closed: readonly Question[], pairs: number): Promise<Timing> {
  const route = routes[where]!, differences: number[] = [], theirs: number[] = []
  const time = async (q: Question) => { const began = performance.now(); await ask(rig.app, requestOf(where, q)); return performance.now() - began }
  const warming = Math.ceil(pairs / 8)
  for (let i = 0; i < pairs + warming; i++) {
    const q = chance.pick(closed), own: Record<string, string> = actingIn(q) === null ? {} : { organisation: q.params['organisation']! }, none = { ...q, params: { ...nowhere(route, q.params, chance), ...own } }
    const [a, b] = i % 2 === 0 ? [await time(q), await time(none)] : await (async () => { const second = await time(none); return [await time(q), second] as const })()
    if (i < warming) continue
    differences.push(a - b)
    theirs.push(a)
  }
  tally.count(`${where}, timed`, pairs * 2)
  const differenceMs = median(differences), theirsMs = median(theirs)
  return { where, pairs: differences.length, theirsMs, differenceMs, isApart: signedRanks(differences) > CHANCE_SIGMAS && Math.abs(differenceMs) > Math.max(NO_ACCOUNT_MS, NO_ACCOUNT_SHARE * theirsMs) }
}

/** How far the differences lean to one side, in standard deviations of what chance would give: the larger ones count for more. */
function signedRanks(differences: readonly number[]): number {
  const n = differences.length, ofLonger = differences.toSorted((a, b) => Math.abs(a) - Math.abs(b)).reduce((sum, each, i) => sum + (each > 0 ? i + 1 : 0), 0)
  return Math.abs(ofLonger - (n * (n + 1)) / 4) / Math.sqrt((n * (n + 1) * (2 * n + 1)) / 24)
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b), middle = sorted.length >> 1
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2
}
