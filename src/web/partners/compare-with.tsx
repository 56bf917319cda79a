import type { Context } from 'hono'
import { compare as compareWords } from '#content/wording/compare.ts'
import { kinds } from '#content/wording/partners.ts'
import { planOf } from '#domain/partners/sketch-plan.ts'
import { isRefusal, refuse } from '#domain/words.ts'
import type { Scene, Web } from '../scene.tsx'
import type { Problem } from '../ui/form.tsx'
import { inWords } from '../ui/say.ts'
import { isSketchPage, isWaiting, PAGE_WAITS, sketchPages, stateOf } from './ask.ts'
import { comparePage, type CompareChoice, type CompareColumn } from './compare-page.tsx'
import type { Drawn } from './drawn.tsx'

/** Today beside a sketch somebody made and up to two more: sketches of the area, and one that somebody shared, by its link. */
export async function compareWith(c: Context<Web>, scene: Scene, { sketch, area, plan }: Drawn, self: Omit<CompareColumn, 'plan'>, action: string, seenBy: string): Promise<Response> {
  const asked = (c.req.queries('sketches') ?? []).flatMap(each => each.split(',')), chosen = [...new Set(asked)].filter(isSketchPage).filter(kind => kind !== 'today')
  const link = (c.req.query('link') ?? '').trim(), lookKey = /\/shared\/([\w-]{24})/.exec(link)?.[1] ?? null
  const other = lookKey === null ? null : await scene.desk.sketchbook.look(lookKey)
  const theirs = other && (other.sketch.release === sketch.release ? planOf(scene.edition, other.sketch) : refuse('other-figures', compareWords.otherFigures, 'Comparing sketches'))
  const others = chosen.length + (other ? 1 : 0)
  const problem: Problem | null = link !== '' && other === null ? { text: compareWords.linkOpensNothing, href: '#link' } : others > 2 ? { text: compareWords.tooManyMore(inWords(others)), href: '#choices' } : null
  const choice: CompareChoice = {
    action, chosen, hint: compareWords.chooseMore, choices: sketchPages.filter(kind => kind !== 'today').map(kind => ({ value: kind, text: kinds[kind].name, hint: kinds[kind].says })), link, ...(problem === null ? {} : { problem }),
  }
  const states = problem === null ? await Promise.all(chosen.map(kind => stateOf(scene.desk, scene, area, kind, sketch.size, PAGE_WAITS))) : []
  return comparePage(c, scene, { area, size: sketch.size, from: sketch.own !== null && self.madeBy === null ? sketch.own : null, choice, seenBy, columns: [
    { ...self, plan },
    ...(other && theirs ? [{ name: compareWords.shared, href: scene.to.sharedSketch(lookKey!), madeBy: other.author, plan: theirs }] : []),
    ...states.map((state, index) => ({
      name: kinds[chosen[index]!].name, href: scene.to.sketch(area.code, chosen[index]!, sketch.size), madeBy: null, plan: isRefusal(state) ? state : state.refusal ?? (isWaiting(state) ? null : state.plan),
    })),
  ] })
}
