import { Hono } from 'hono'
import type { Context } from 'hono'
import { areaOf } from '#domain/position/area.ts'
import type { PracticeCode } from '#domain/words.ts'
import { isRefusal } from '#domain/words.ts'
import type { Desk } from '../desk.ts'
import { notFoundPage, onFigures, type Scene, type Web } from '../scene.tsx'
import { areaPage } from './area-page.tsx'
import { areasPage, takeList } from './areas-page.tsx'

/** The practice the reader came from (?from=L85001), when it is one of these figures'. */
export function fromOf(c: Context<Web>, scene: Scene): PracticeCode | null {
  const code = c.req.query('from')?.toUpperCase() ?? ''
  return scene.edition.byCode.has(code) ? code : null
}

/** Areas and groupings, and the sketches of an area. */
export function partnerRoutes(desk: Desk): Hono<Web> {
  const routes = new Hono<Web>()
  routes.get('/areas', onFigures(desk, (c, scene) => areasPage(c, scene, { q: c.req.query('q') })))
  routes.get('/areas/list', onFigures(desk, (c, scene) => takeList(c, scene)))
  routes.get('/areas/:key', onFigures(desk, (c, scene) => {
    const area = areaOf(scene.edition, c.req.param('key') ?? '')
    return isRefusal(area) ? notFoundPage(c, scene) : areaPage(c, scene, { area, from: fromOf(c, scene) })
  }))
  return routes
}
