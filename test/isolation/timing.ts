import { ask } from './ask.ts'
import { nowhere, opens, requestOf, questionsFor, type Probing } from './pages.ts'
import { actingIn, routes, type Question } from './routes.ts'

/**
 * How long it takes to be told "not found": no longer and no shorter for what exists and is somebody else's than for what does not exist. Asked in turns, the one first as often
 * as the other, so that whatever else the machine does weighs on both; compared by the median of the differences and by their signs.
 */
export interface Timing { where: string; pairs: number; theirsMs: number; differenceMs: number; isApart: boolean }

/** Differences of less than this, or than a tenth of the whole, nobody can tell over a network from one of no account; and of those only what chance does not explain. */
const NO_ACCOUNT_MS = 0.3, NO_ACCOUNT_SHARE = 0.1, CHANCE_SIGMAS = 4

export async function timeNotFound(at: Probing, pairs: number, only: (name: string) => boolean = () => true): Promise<Timing[]> {
  const timings: Timing[] = []
  for (const [name, route] of Object.entries(routes)) {
    if (!name.startsWith('GET ') || route.asked || !Object.values(route.params ?? {}).some(kind => typeof kind === 'string') || !only(name)) continue
    const closed = questionsFor(at, route, { open: 0, closed: 400 }).filter(q => q.person !== null && !opens(route, q) && exists(q))
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
function exists({ world, params }: Question): boolean {
  const all = new Set([...world.rows.organisation, ...world.rows.item, ...world.rows.share, ...world.rows.role, ...world.rows.invitation].map(each => each.id))
  return Object.entries(params).every(([part, value]) => ['key', 'look'].includes(part) ? world.links.some(link => link.privateKey === value || link.looks.some(look => look.key === value)) : !/^[0-9a-z-]{36}$/.test(value) || all.has(value)) && !Object.values(params).some(value => /[^\w.:-]/.test(value) || value === 'x' || value === '0' || value === 'null')
}

async function timeOne({ rig, tally, chance }: Probing, where: string, closed: readonly Question[], pairs: number): Promise<Timing> {
  const route = routes[where]!, differences: number[] = [], theirs: number[] = []
  const time = async (q: Question) => { const began = performance.now(); await ask(rig.app, requestOf(where, q)); return performance.now() - began }
  for (let i = 0; i < pairs + 10; i++) {
    const q = chance.pick(closed), own: Record<string, string> = actingIn(q) === null ? {} : { organisation: q.params['organisation']! }, none = { ...q, params: { ...nowhere(route, q.params, chance), ...own } }
    const [a, b] = i % 2 === 0 ? [await time(q), await time(none)] : await (async () => { const second = await time(none); return [await time(q), second] as const })()
    if (i < 10) continue // until everything is warm
    differences.push(a - b)
    theirs.push(a)
  }
  tally.count(`${where}, timed`, pairs * 2)
  const differenceMs = median(differences), theirsMs = median(theirs), longer = differences.filter(each => each > 0).length
  // A sign test: how many of the pairs went one way, in standard deviations of a coin.
  const sigmas = Math.abs(longer - differences.length / 2) / (Math.sqrt(differences.length) / 2)
  return { where, pairs: differences.length, theirsMs, differenceMs, isApart: sigmas > CHANCE_SIGMAS && Math.abs(differenceMs) > Math.max(NO_ACCOUNT_MS, NO_ACCOUNT_SHARE * theirsMs) }
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b), middle = sorted.length >> 1
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2
}
