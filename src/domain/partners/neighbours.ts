import type { Km, PracticeCode } from '../words.ts'
import { kmBetween } from '../position/distance.ts'
import type { Edition, Practice } from '../position/edition.ts'
import { overlapFor, type Overlap } from './overlap.ts'

/** A practice beside ours: how far, whose patients live among whom, and what the two have in common. */
export interface Neighbour {
  practice: Practice
  /** Great-circle km between postcode points; null where either has none. */
  km: Km | null
  /** null with no small-area flows loaded. */
  overlap: Overlap | null
  sameNetwork: boolean
  sameSystem: boolean
  sameSubIcb: boolean
}

/**
 * The practice's neighbours, each list `count` long at most: nearest first, and most shared patients first (empty with no flows loaded, or for a practice that shares nobody).
 * An unknown code has no neighbours.
 */
export function neighbours(edition: Edition, code: PracticeCode, count = 8): { nearest: Neighbour[]; overlapping: Neighbour[] } {
  const ours = edition.byCode.get(code)
  if (!ours) return { nearest: [], overlapping: [] }
  const overlaps = edition.flows ? overlapFor(edition.flows, code).filter(overlap => edition.byCode.has(overlap.code)) : null
  const byCode = new Map(overlaps?.map(overlap => [overlap.code, overlap]))
  const beside = (theirs: Practice): Neighbour => ({
    practice: theirs, km: ours.point && theirs.point ? kmBetween(ours.point, theirs.point) : null,
    overlap: overlaps && (byCode.get(theirs.code) ?? { code: theirs.code, shared: 0, oursAmongTheirs: 0, theirsAmongOurs: 0 }),
    sameNetwork: ours.network !== null && ours.network.code === theirs.network?.code,
    sameSystem: ours.system !== null && ours.system === theirs.system,
    sameSubIcb: ours.subIcb !== null && ours.subIcb.code === theirs.subIcb?.code,
  })
  const near = ours.point ? edition.practices.flatMap(theirs => theirs.point && theirs !== ours ? [{ theirs, km: kmBetween(ours.point!, theirs.point) }] : []) : []
  return {
    nearest: near.sort((a, b) => a.km - b.km || (a.theirs.code < b.theirs.code ? -1 : 1)).slice(0, count).map(({ theirs }) => beside(theirs)),
    overlapping: (overlaps ?? []).slice(0, count).map(overlap => beside(edition.byCode.get(overlap.code)!)),
  }
}
