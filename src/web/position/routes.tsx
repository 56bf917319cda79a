import { Hono } from 'hono'
import type { Desk } from '../desk.ts'
import type { Web } from '../scene.tsx'
import { notFoundPage, onFigures } from '../scene.tsx'
import { asOnePage } from './as-one.tsx'
import { findPage } from './find.tsx'
import { neighboursPage } from './neighbours.tsx'
import { formerPage, glancePage } from './glance.tsx'
import { nextPage } from './next.tsx'

/** Finding a practice and everything published about it. Codes are read in any case and shown in capitals. */
export function positionRoutes(desk: Desk): Hono<Web> {
  const routes = new Hono<Web>()
  routes.get('/practices', onFigures(desk, findPage))
  routes.get('/practices/as-one', onFigures(desk, asOnePage))
  const pages = { '': glancePage, '/neighbours': neighboursPage, '/next': nextPage }
  for (const [path, show] of Object.entries(pages)) {
    routes.get(`/practices/:code${path}`, onFigures(desk, (c, scene) => {
      const typed = c.req.param('code') ?? '', code = typed.toUpperCase()
      const practice = scene.edition.byCode.get(code)
      if (practice && typed !== code) return c.redirect(`/practices/${code}${path}${new URL(c.req.url).search}`, 301) // never to a name that the request itself brought
      if (practice) return show(c, scene, practice)
      const former = scene.edition.former.get(code)
      return former ? formerPage(c, scene, former) : notFoundPage(c, scene)
    }))
  }
  return routes
}
