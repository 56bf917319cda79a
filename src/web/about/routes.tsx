import { Hono } from 'hono'
import type { Desk } from '../desk.ts'
import { frameOf } from '../scene.tsx'
import type { Web } from '../scene.tsx'
import { accessibilityPage, leavePage, whoSeesWhatPage } from './plain-pages.tsx'
import { assumedFiguresPage } from './assumed-figures.tsx'
import { addFiguresPage, addedFiguresPage, takeFigures } from './add-figures.tsx'
import { workedExamplePage } from './worked-example.tsx'
import { sourcesPage } from './sources.tsx'

/** Who sees what, sources, figures we assume, adding figures, accessibility, leaving: they stand with or without figures. */
export function aboutRoutes(desk: Desk): Hono<Web> {
  const routes = new Hono<Web>()
  const plain = { '/who-sees-what': whoSeesWhatPage, '/accessibility': accessibilityPage, '/leave': leavePage }
  for (const [path, show] of Object.entries(plain)) {
    routes.get(path, async c => show(c, frameOf(c, desk, await desk.figures.edition(c.req.query('figures') || undefined))))
  }
  routes.get('/about/assumed-figures', c => assumedFiguresPage(c, desk))
  routes.get('/about/five-years-example', c => workedExamplePage(c, desk))
  routes.get('/sources', c => sourcesPage(c, desk))
  routes.get('/sources/add', c => addFiguresPage(c, desk))
  routes.post('/sources/add', c => takeFigures(c, desk))
  routes.get('/sources/add/:id', c => addedFiguresPage(c, desk, c.req.param('id')))
  return routes
}
