import { projectedRows, type Change, type ProjectionInputs } from './projection.ts'

/**
 * The same five years when nobody is sure: a lever has a low, a middle and a high, a partner a chance to have gone by each year, a vacancy a chance to be filled.
 * Here are the middle case, the low and high one, and which lever moves most; runs by chance are engines/projection. Every figure comes from `project`.
 */

/** One thing nobody is sure of. `set` puts a value into the inputs. */
export interface Lever { key: string; low: number; middle: number; high: number; set: (inputs: ProjectionInputs, value: number) => ProjectionInputs }

/** A partner: full-time equivalents; `gone[t]` the chance to have gone by year t (never falls); `stated` the year taken for sure in the middle case, null for none. */
export interface PartnerAhead { fte: number; gone: readonly number[]; stated: number | null }

export interface Uncertain {
  /** With every lever in the middle and nobody gone; its own leaves and joins are sure ones and stay. */
  inputs: ProjectionInputs
  levers: readonly Lever[]
  partners: readonly PartnerAhead[]
  /** Chance in each year that a vacancy is filled, 0 to 1: low, middle, high. */
  fill: { low: number; middle: number; high: number }
}

/** How far one lever moves profit for each partner, in the last year in which the middle case has one, when all others stay in the middle; pounds. */
export interface Bar { key: string; atLow: number; atHigh: number; middle: number }

/** The middle case: every lever in the middle, partners go when they said, and a vacancy is not filled where that is less than likely. */
export function middleOf({ inputs, levers, partners, fill }: Uncertain): ProjectionInputs {
  return at(inputs, levers, lever => lever.middle, partners, fill.middle)
}

function at(inputs: ProjectionInputs, levers: readonly Lever[], value: (lever: Lever) => number, partners: readonly PartnerAhead[], fill: number): ProjectionInputs {
  const set = levers.reduce((all, lever) => lever.set(all, value(lever)), inputs)
  const leaves = partners.flatMap(({ fte, stated }): Change[] => (stated === null || stated > inputs.years ? [] : [{ t: stated, fte }]))
  return { ...set, leaves: [...set.leaves, ...leaves], joins: [...set.joins, ...leaves.flatMap(leave => filledOnce(leave, fill, inputs.years))] }
}

/** In a case that is not drawn, a vacancy is filled in the first year by which that is at least as likely as not. */
function filledOnce({ t, fte }: Change, fill: number, years: number): Change[] {
  for (let year = t + 1; year <= years; year++) if (1 - (1 - fill) ** (year - t) >= 0.5) return [{ t: year, fte }]
  return []
}

/** The last year in which somebody is a partner; null where nobody ever is. */
export function lastYearWithPartner(inputs: ProjectionInputs): number | null {
  return projectedRows(inputs).findLast(row => row.ppp !== null)?.t ?? null
}

/** Profit for each full-time partner in the last year that has one, by which whole cases are told apart. */
export function lastPpp(inputs: ProjectionInputs): number {
  const rows = projectedRows(inputs)
  return rows.findLast(row => row.ppp !== null)?.ppp ?? rows.at(-1)!.profit
}

/** Profit for each full-time partner in a year; null where there is none. */
export const pppIn = (inputs: ProjectionInputs, year: number): number | null => projectedRows(inputs)[year]?.ppp ?? null

/** Which levers matter, the largest first: each at its low and at its high with all others in the middle, all in one and the same year. None where nobody is a partner. */
export function tornado(uncertain: Uncertain): Bar[] {
  const { inputs, levers, partners, fill } = uncertain, year = lastYearWithPartner(middleOf(uncertain))
  if (year === null) return []
  const middle = pppIn(middleOf(uncertain), year)!
  const bars = levers.map(moved => {
    const atEnd = (end: 'low' | 'high') => pppIn(at(inputs, levers, lever => (lever === moved ? lever[end] : lever.middle), partners, fill.middle), year)!
    return { key: moved.key, atLow: atEnd('low'), atHigh: atEnd('high'), middle }
  })
  if (partners.some(({ gone }) => gone.some(chance => chance > 0))) {
    const staying = partners.map(partner => ({ ...partner, stated: null }))
    // All stay, against everybody who might go going in the first year by which that is more likely than one in four and nobody coming.
    const going = partners.map(partner => { const year = partner.gone.findIndex(chance => chance > 0.25); return { ...partner, stated: year < 0 ? partner.stated : Math.max(1, year) } })
    const atLow = pppIn(at(inputs, levers, lever => lever.middle, going, 0), year), atHigh = pppIn(at(inputs, levers, lever => lever.middle, staying, 1), year)
    // Where all could have gone by then there is no figure for a partner to compare.
    if (atLow !== null && atHigh !== null) bars.push({ key: 'partners', atLow, atHigh, middle })
  }
  return bars.sort((a, b) => Math.abs(b.atHigh - b.atLow) - Math.abs(a.atHigh - a.atLow) || (a.key < b.key ? -1 : 1))
}

/**
 * Every lever at the end that lowers (or raises) what is left for a partner, partners as in the middle case. A vacancy is filled as often as leaves least (or most)
 * for each of them in the last year: where a new partner brings in less than covering the sessions costs, that is seldom for one practice and often for another.
 */
export function atTheEnd(uncertain: Uncertain, end: 'low' | 'high'): ProjectionInputs {
  const better = new Map(tornado(uncertain).map(bar => [bar.key, bar.atHigh >= bar.atLow ? 'high' : 'low'] as const))
  const { inputs, levers, partners, fill } = uncertain
  const cases = [fill.middle, fill.low, fill.high].map(chance => at(inputs, levers, lever => ((better.get(lever.key) === 'high') === (end === 'high') ? lever.high : lever.low), partners, chance))
  return cases.reduce((so, one) => ((end === 'high' ? lastPpp(one) > lastPpp(so) : lastPpp(one) < lastPpp(so)) ? one : so))
}
