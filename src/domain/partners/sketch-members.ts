import { areaOf } from '../position/area.ts'
import type { Edition } from '../position/edition.ts'
import { isRefusal, refuse, type PracticeCode, type Refusal } from '../words.ts'
import { nameOf } from './names.ts'
import type { Sketch } from './sketch.ts'

/** The practices of the sketch's area; refused where these figures no longer know the area or one of its codes. */
export function membersOf(edition: Edition, sketch: Pick<Sketch, 'area'>): ReadonlySet<PracticeCode> | Refusal {
  const area = areaOf(edition, sketch.area)
  return isRefusal(area) ? area : new Set(area.members)
}

/** Refuses what is no practice of the sketch's area. */
export function notInArea(edition: Edition, sketch: Sketch, code: PracticeCode, source: string): Refusal | null {
  const inside = membersOf(edition, sketch)
  if (isRefusal(inside)) return inside
  return inside.has(code) ? null : refuse('not-in-sketch', `${nameOf(edition, code.slice(0, 12))} is not a practice of this sketch.`, source)
}
