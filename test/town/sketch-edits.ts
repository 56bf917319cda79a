import type { Edition } from '#domain/position/edition.ts'
import { applyEdit, type SketchEdit } from '#domain/partners/sketch-edit.ts'
import type { Sketch } from '#domain/partners/sketch.ts'
import { isRefusal } from '#domain/words.ts'

/** Edits of sketches as tests tell them: a sketch after some, throwing where one is refused; and why one is refused. */
export function editsOn(edition: Edition) {
  return {
    after(sketch: Sketch, ...edits: SketchEdit[]): { sketch: Sketch; did: string } {
      let now = { sketch, did: '' }
      for (const edit of edits) {
        const outcome = applyEdit(edition, now.sketch, edit)
        if (isRefusal(outcome)) throw new Error(outcome.why)
        now = outcome
      }
      return now
    },
    no(sketch: Sketch, edit: SketchEdit): string {
      const outcome = applyEdit(edition, sketch, edit)
      return isRefusal(outcome) ? outcome.why : `not refused: ${outcome.did}`
    },
  }
}
