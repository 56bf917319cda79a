import { Hono, type Context } from 'hono'
import { outbox as words } from '#content/wording/letters.ts'
import { momentInWords, plainLetter } from '#domain/organisations/letter.ts'
import type { Desk, ShownLetter } from '../desk.ts'
import { keepToOneself } from '../partners/drawn.tsx'
import { paths } from '../paths.ts'
import { frameOf, page, type Web } from '../scene.tsx'
import { SummaryList, WarningText } from '../ui/parts.tsx'

/** Letters of a demonstration, as they would have been sent. Mounted only where they are shown: anywhere else the address is as unknown as any other. */
export function outboxRoutes(desk: Desk): Hono<Web> {
  const routes = new Hono<Web>()
  routes.use(paths.outbox(), keepToOneself)
  routes.get(paths.outbox(), async c => outboxPage(c, desk, await desk.post.shown()))
  return routes
}

function outboxPage(c: Context<Web>, desk: Desk, letters: readonly ShownLetter[]) {
  const origin = new URL(desk.host.baseUrl ?? c.req.url).origin
  return page(c, { frame: frameOf(c, desk, null) }, { title: words.title, back: paths.home() }, <>
    <div class="nhsuk-grid-row"><div class="nhsuk-grid-column-two-thirds">
      <h1 class="nhsuk-heading-l">{words.title}</h1>
      <p class="app-lede">{words.lede}</p>
      <WarningText heading={words.warningHeading} level={2}><p>{words.warning}</p></WarningText>
      <p>{words.clears} <a href={paths.outbox()}>{words.readAgain}</a></p>
      {letters.length === 0 && <p>{words.none}</p>}
    </div></div>
    {letters.map(letter => <ShownAsSent letter={letter} desk={desk} origin={origin} />)}
  </>)
}

/** The very text that would go, with its one link to follow. */
function ShownAsSent({ letter, desk: { host }, origin }: { letter: ShownLetter; desk: Desk; origin: string }) {
  const { to, subject, text } = plainLetter(letter, host, origin), link = `${origin}${letter.path}`
  const [before, after] = text.split(`\n${link}\n`)
  return <article class="app-letter">
    <h2 class="nhsuk-heading-s">{words.heading(to)}</h2>
    <SummaryList rows={[{ key: words.subject, value: subject }, { key: words.written, value: momentInWords(letter.queuedAt) }]} />
    <pre>{before}{'\n'}<a href={letter.path}>{link}</a>{'\n'}{after}</pre>
  </article>
}
