import type { Context } from 'hono'
import { erase as eraseWords, own as ownWords } from '#content/wording/sketchbook.ts'
import { whoSees } from '#content/wording/frame.ts'
import { page, type Scene, type Web } from '../../scene.tsx'
import { Button, WarningText } from '../../ui/parts.tsx'
import type { Opened } from './parts.tsx'

/** Deleting is asked once more, with a way to take the sketch away first. */
export function erasePage(c: Context<Web>, scene: Scene, opened: Opened): Response | Promise<Response> {
  const { to } = scene, { key } = opened
  return page(c, scene, { title: ownWords.tab, under: 'areas', back: to.mySketch(key), seenBy: whoSees.onlyYou }, <div class="nhsuk-grid-row"><div class="nhsuk-grid-column-two-thirds">
    <h1 class="nhsuk-heading-l">{eraseWords.title}</h1>
    <WarningText heading="For good" level={2}><p>{eraseWords.lead}</p></WarningText>
    <p>{eraseWords.takeFirst} <a href={to.mySketchFile(key, 'csv')}>practices and groups (CSV)</a> · <a href={to.mySketchFile(key, 'json')}>the whole sketch (JSON)</a></p>
    <form method="post" action={to.mySketchPart(key, 'erase')}><Button>{eraseWords.button}</Button></form>
  </div></div>)
}
