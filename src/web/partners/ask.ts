import type { Context } from 'hono'
import type { Area } from '#domain/position/edition.ts'
import type { Band, Plan } from '#domain/partners/plan.ts'
import { bandFrom, bandOf, sizeGuides, usualBand } from '#domain/partners/size-guides.ts'
import { isRefusal, refuse, type Refusal } from '#domain/words.ts'
import type { Desk, SketchAsk, SketchState } from '../desk.ts'
import type { SketchPage } from '../paths.ts'
import type { Scene, Web } from '../scene.tsx'

/** The four pictures side by side, in the order a reader meets them. */
export const sideBySide = ['today', 'journeys', 'shared', 'changes'] as const

export const sketchPages: readonly SketchPage[] = [...sideBySide, 'fair', 'alone', 'one-for-all']

export function isSketchPage(word: string): word is SketchPage {
  return (sketchPages as readonly string[]).includes(word)
}

/** Sketches that are searched for; the others are only priced. */
export function isSearched(kind: SketchPage): kind is SketchAsk['kind'] {
  return kind === 'journeys' || kind === 'shared' || kind === 'changes' || kind === 'fair'
}

/** What the address says about size: `size=30000-50000`, or the form's purpose with min and max for "another size"; 30,000–50,000 with neither. */
export function bandAsked(c: Context<Web>): Band | Refusal {
  const size = c.req.query('size')
  if (size !== undefined) return bandFrom(size)
  const purpose = c.req.query('purpose')
  if (purpose === undefined) return usualBand
  const guide = sizeGuides.find((each) => each.key === purpose)
  if (guide !== undefined) return guide.band
  const number = (text: string | undefined) => {
    const digits = (text ?? '').replace(/[,\s]/g, '')
    return /^\d{1,7}$/.test(digits) ? Number(digits) : NaN
  }
  if (purpose === 'other') return bandOf(number(c.req.query('min')), number(c.req.query('max')))
  return refuse('unknown-purpose', 'Choose one of the purposes, or another size.', 'Areas and groupings: sizes')
}

/** One kind of sketch as it stands, after waiting at most `milliseconds` for it; priced plans come back done. */
export async function stateOf(desk: Desk, scene: Scene, area: Area, kind: SketchPage, size: Band, milliseconds: number): Promise<SketchState | Refusal> {
  const ask = { edition: scene.edition.name, area: area.code, size, caller: scene.caller }
  if (isSearched(kind)) return desk.sketches.wait({ ...ask, kind }, milliseconds)
  const plan = await desk.sketches.score({ ...ask, kind: 'journeys' }, kind)
  return isRefusal(plan) ? plan : done(plan)
}

function done(plan: Plan): SketchState {
  return { status: 'done', progress: null, plan, refusal: null }
}

/** The refusal behind a state, or null. */
export function refusalOf(state: SketchState | Refusal): Refusal | null {
  return isRefusal(state) ? state : state.refusal
}

/** How long a page may be kept waiting for sketches, milliseconds: most areas are done by then. */
export const PAGE_WAITS = 2_500

export function isWaiting(state: SketchState | Refusal): boolean {
  return !isRefusal(state) && (state.status === 'waiting' || state.status === 'working')
}
