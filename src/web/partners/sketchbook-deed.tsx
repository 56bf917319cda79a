import { own as words } from '#content/wording/sketchbook.ts'
import type { SketchPart } from '../paths.ts'
import type { Scene } from '../scene.tsx'
import { Button } from '../ui/parts.tsx'
import { deedInWords, type Opened } from './sketchbook-parts.tsx'

/** A form of one button: it posts an edit of the sketch as its maker sees it. */
export function EditForm({ scene, opened, part = 'change', fields, button, hidden, kind = 'secondary' }: {
  scene: Scene; opened: Opened; part?: SketchPart; fields: Record<string, string>; button: string; hidden?: string; kind?: 'secondary'
}) {
  return <form method="post" action={scene.to.mySketchPart(opened.key, part)} class="app-edit">
    <input type="hidden" name="from" value={String(opened.open.held.version)} />
    {Object.entries(fields).map(([name, value]) => <input type="hidden" name={name} value={value} />)}
    <Button kind={kind} small>{button}{hidden && <span class="nhsuk-u-visually-hidden"> {hidden}</span>}</Button>
  </form>
}

/** "You moved Elm Road from B to C." with a way back, and forward again after going back. */
export function LastDeed({ scene, opened, undoTo }: { scene: Scene; opened: Opened; /** Where undoing leads; the sketch itself unless given. */ undoTo?: SketchPart }) {
  const { held } = opened.open
  return <div class="app-deed app-no-print" role="status">
    <p>You {deedInWords(scene.edition, held.did)}.</p>
    {held.parent !== null && <EditForm scene={scene} opened={opened} part="undo" fields={{ way: 'undo', ...(undoTo && { to: undoTo }) }} button={words.undo} hidden="what you did last" />}
    {held.next !== null && <EditForm scene={scene} opened={opened} part="undo" fields={{ way: 'again', ...(undoTo && { to: undoTo }) }} button={words.again} hidden="what you undid" />}
  </div>
}
