import { Hono } from 'hono'
import { errors } from '#content/wording/frame.ts'
import { home } from '#content/wording/home.ts'
import type { Desk } from '../desk.ts'
import { frameOf, page } from '../scene.tsx'
import type { Web } from '../scene.tsx'
import { FiguresLine } from '../ui/figures-line.tsx'
import { LookUp } from '../ui/look-up.tsx'

/** One box and the doors that open: the first useful answer is one question away. */
export function homeRoutes(desk: Desk): Hono<Web> {
  const routes = new Hono<Web>()
  routes.get('/', async c => {
    const edition = await desk.figures.edition(c.req.query('figures') || undefined) ?? await desk.figures.edition()
    const frame = frameOf(c, desk, edition)
    const { to, host } = frame
    return page(c, { frame }, { title: home.title }, <div class="nhsuk-grid-row"><div class="nhsuk-grid-column-two-thirds">
      <h1 class="nhsuk-heading-xl nhsuk-u-margin-bottom-3">{home.title}</h1>
      <p class="app-lede">{home.line}</p>
      {edition
        ? <LookUp to={to} note={home.noAccount} />
        : <p>{errors.noFigures.says} <a href={to.addFigures()}>{errors.noFigures.link}</a></p>}
      <h2 class="nhsuk-heading-m">{home.orStartHere}</h2>
      <ul class="app-doors">
        <li><a href={to.areas()}><strong>{home.areaDoor.link}</strong></a> – {home.areaDoor.after}</li>
        <li><a href={to.keepPrivate()}><strong>{home.privateDoor.link}</strong></a> – {home.privateDoor.after}</li>
        {desk.personas.length > 0 && <li><a href={to.tryAs()}><strong>{home.tryDoor.link}</strong></a> – {home.tryDoor.after}</li>}
      </ul>
      <p><strong>{home.neverHold.lead}</strong> {home.neverHold.text}</p>
      <p><strong>{home.whoSees.lead}</strong> {home.whoSees.text} <a href={to.whoSeesWhat()}>{home.whoSees.link}</a></p>
      <p><strong>{home.whoRuns.lead}</strong> {host.place ? `${host.name}, at ${host.place}` : host.name}. {home.whoRuns.notNhs} <a href={to.leave()}>{home.whoRuns.link}</a></p>
      {edition && <FiguresLine edition={edition} to={to} />}
      <p class="app-figures-line">{home.notAdvice}</p>
    </div></div>)
  })
  return routes
}
