import { Hono, type Context } from 'hono'
import { compare as compareWords } from '#content/wording/compare.ts'
import { whoSees } from '#content/wording/frame.ts'
import type { Sketch } from '#domain/partners/sketch.ts'
import type { Desk } from '../../desk.ts'
import type { Web } from '../../scene.tsx'
import { day } from '../../ui/say.ts'
import { draw, fileOf, gonePage, type Drawn, type OnSketch } from '../drawn.tsx'
import { compareWith } from '../compare-with.tsx'
import { sharedSketchPage } from './page.tsx'

/** Sketches somebody shared: to look at by a link, to take away and to compare. */
export function sharedRoutes(desk: Desk): Hono<Web> {
  const routes = new Hono<Web>()

  routes.get('/shared/:look', async c => {
    const shared = await desk.sketchbook.look(c.req.param('look'))
    return shared === null ? gonePage(c, desk) : drawShared(c, desk, shared.sketch, (c, scene, drawn) => sharedSketchPage(c, scene, drawn, shared, c.req.param('look')!))
  })
  routes.get('/shared/:look/:file{sketch\\.(?:csv|json|xlsx|geojson)}', async c => {
    const shared = await desk.sketchbook.look(c.req.param('look'))
    return shared === null ? gonePage(c, desk) : drawShared(c, desk, shared.sketch, (c, scene, drawn) => fileOf(c, scene, drawn, shared.author))
  })
  routes.get('/shared/:look/compare', async c => {
    const look = c.req.param('look'), shared = await desk.sketchbook.look(look)
    if (shared === null) return gonePage(c, desk)
    return drawShared(c, desk, shared.sketch, (c, scene, drawn) => compareWith(c, scene, drawn, { name: compareWords.shared, href: scene.to.sharedSketch(look), madeBy: shared.author }, scene.to.compareShared(look), whoSees.named('Anyone with this link', day(shared.until))))
  })
  return routes
}

/** Draws a sketch that a link to look opened. */
async function drawShared(c: Context<Web>, desk: Desk, sketch: Sketch, handler: OnSketch<Drawn>): Promise<Response> {
  const found = await draw(c, desk, sketch)
  return found instanceof Response ? found : handler(c, found.scene, found.drawn)
}
