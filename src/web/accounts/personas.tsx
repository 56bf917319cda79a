import { Hono } from 'hono'
import { personas as words } from '#content/wording/accounts.ts'
import { isRefusal } from '#domain/words.ts'
import type { Desk } from '../desk.ts'
import { paths } from '../paths.ts'
import { formOf } from '../posted.ts'
import { frameOf, notFoundPage, page, type Web } from '../scene.tsx'
import { Button } from '../ui/parts.tsx'
import { askingOf, passCookies } from './signed-in.ts'

/** Being one of the invented people by one press: on a server for trying things out, and nowhere else. */
export function personaRoutes(desk: Desk): Hono<Web> {
  const routes = new Hono<Web>()
  routes.get('/try-as', c => {
    const frame = { ...frameOf(c, desk, null), world: 'invented' as const }
    return page(c, { frame }, { title: words.title }, <div class="nhsuk-grid-row"><div class="nhsuk-grid-column-two-thirds">
      <h1 class="nhsuk-heading-l">{words.title}</h1>
      <p class="app-lede">{words.lede}</p>
      <ul class="app-kept">{desk.personas.map(({ person, name, says }) => <li>
        <span><strong>{name}</strong> (invented)<br />{says}</span>
        <form method="post" action={paths.tryAs()}><input type="hidden" name="person" value={person} /><Button small kind="secondary">{words.button}<span class="nhsuk-u-visually-hidden"> {name}</span></Button></form>
      </li>)}</ul>
      <p><a href={paths.outbox()}>{words.outbox}</a></p>
    </div></div>)
  })
  routes.post('/try-as', async c => {
    const person = (await formOf(c)).one('person'), { signInAs } = desk.accounts
    const signedIn = signInAs !== null && desk.personas.some(each => each.person === person) ? await signInAs(askingOf(c), person) : null
    if (signedIn === null || isRefusal(signedIn)) return notFoundPage(c, { frame: frameOf(c, desk, null) })
    passCookies(c, signedIn)
    return c.redirect(paths.ours(), 303)
  })
  return routes
}
