import { Hono, type Context } from 'hono'
import { dayInEngland } from '#domain/day.ts'
import { readHospitals } from '#domain/partners/hospitals.ts'
import type { Desk } from '../../desk.ts'
import { notFoundPage, type Scene, type Web } from '../../scene.tsx'
import type { Answer } from '../drawn.tsx'
import { hospitalsPage, practiceHospitalsPage } from './hospitals.tsx'
import { doEdit } from './forms.tsx'
import { formOf } from '../../posted.ts'
import type { Mine, Opened } from './parts.tsx'

/**
 * Which hospitals the practices of a sketch of one's own send to.
 * @param mine as every page of such a sketch is opened, with its limit on changes
 */
export function hospitalsRoutes(desk: Desk, mine: Mine): Hono<Web> {
  const routes = new Hono<Web>()

  routes.get('/sketches/:key/hospitals', mine((c, scene, opened) => hospitalsPage(c, scene, opened)))
  routes.post('/sketches/:key/hospitals', mine(async (c, scene, opened) => {
    const form = await formOf(c), lines = form.one('lines'), read = readHospitals(lines, opened.area.members)
    const again = (whys: string[]) => hospitalsPage(c, scene, opened, whys.map(text => ({ text, href: '#lines' })), lines)
    if ('refusals' in read) return again(read.refusals.map(no => no.why))
    return doEdit(c, scene, opened, form, { do: 'put-hospitals', typed: read.typed, on: dayInEngland(desk.now()) }, scene.to.mySketchPart(opened.key, 'hospitals'), no => again([no.why]))
  }))
  const onPractice = (handler: (c: Context<Web>, scene: Scene, opened: Opened, code: string) => Answer) => mine((c, scene, opened) => {
    const code = c.req.param('code')!.toUpperCase()
    return opened.area.members.includes(code) && scene.edition.byCode.has(code) ? handler(c, scene, opened, code) : notFoundPage(c, scene)
  })
  routes.get('/sketches/:key/hospitals/:code', onPractice((c, scene, opened, code) => practiceHospitalsPage(c, scene, opened, scene.edition.byCode.get(code)!)))
  routes.post('/sketches/:key/hospitals/:code', onPractice(async (c, scene, opened, code) => {
    const form = await formOf(c), typed = { acute: form.one('acute'), community: form.one('community') }, now = opened.sketch.hospitals[code], then = scene.to.mySketchPart(opened.key, 'hospitals')
    if (typed.acute === (now?.acute ?? '') && typed.community === (now?.community ?? '')) return c.redirect(then, 303)
    return doEdit(c, scene, opened, form, { do: 'put-hospitals', typed: { [code]: { acute: typed.acute || null, community: typed.community || null } }, on: dayInEngland(desk.now()) },
      then, no => practiceHospitalsPage(c, scene, opened, scene.edition.byCode.get(code)!, [{ text: no.why, href: '#acute' }], typed))
  }))
  return routes
}
