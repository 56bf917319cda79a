import { areaOf, practicesOf } from '../position/area.ts'
import type { Edition } from '../position/edition.ts'
import { isRefusal, refuse, type Refusal } from '../words.ts'
import { weightsFor, type Plan } from './plan.ts'
import { scorePlan } from './score.ts'
import { lastStep, type Sketch, type SketchStep } from './sketch.ts'

/**
 * A step of a sketch as a priced plan: the same `scorePlan` as every other plan, groups in order of letter with the letter as id.
 * Refuses where these figures no longer know the sketch's area or one of its practices, naming them.
 */
export function planOf(edition: Edition, sketch: Sketch, step: SketchStep = lastStep(sketch)): Plan | Refusal {
  const area = areaOf(edition, sketch.area)
  if (isRefusal(area)) return area
  const inside = new Set(area.members), gone = step.groups.flatMap(group => group.members).filter(code => !inside.has(code))
  if (gone.length > 0) return refuse('practices-gone', `${gone.slice(0, 5).join(', ')} ${gone.length === 1 ? 'is' : 'are'} not among the practices of ${area.name} in these figures.`, 'Figures of the sketch')
  return scorePlan({
    release: edition.name, area: area.code, kind: sketch.kind, size: sketch.size, weights: weightsFor[sketch.kind],
    practices: practicesOf(edition, area), flows: edition.flows, groups: step.groups,
  })
}
