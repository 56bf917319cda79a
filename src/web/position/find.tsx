import type { Context } from 'hono'
import { find } from '#content/wording/position.ts'
import { findPractices } from '#domain/position/find.ts'
import type { FoundPractice } from '#domain/position/find.ts'
import { page } from '../scene.tsx'
import type { Scene, Web } from '../scene.tsx'
import { ErrorSummary } from '../ui/form.tsx'
import { LookUp } from '../ui/look-up.tsx'
import { Name } from '../ui/name.tsx'
import { Details } from '../ui/parts.tsx'
import { capital, day, namesMarked, patients } from '../ui/say.ts'

const most = 20

/** "Which practice?": a list to pick from. A whole code leads straight on. */
export function findPage(c: Context<Web>, scene: Scene) {
  const { edition, to } = scene
  const asked = c.req.query('q'), q = (asked ?? '').trim().slice(0, 100)
  const code = q.toUpperCase()
  if (edition.byCode.has(code)) return c.redirect(to.practice(code), 303)
  const found = q ? findPractices(edition, q, most + 1) : []
  const shown = found.slice(0, most)
  const heading = !q ? find.title : found.length === 0 ? find.nothing(q) : found.length > most ? find.first(most, q) : find.howMany(found.length, q)
  const problem = asked !== undefined && !q ? find.empty : undefined
  return page(c, scene, { title: find.title, under: 'find', back: to.home(), hasError: problem !== undefined }, <div class="nhsuk-grid-row"><div class="nhsuk-grid-column-two-thirds">
    {problem && <ErrorSummary problems={[{ text: problem, href: '#q' }]} />}
    <h1 class="nhsuk-heading-l">{heading}</h1>
    {found.length > most && <p>{find.firstHint}</p>}
    {q && found.length === 0 && <p>{find.nothingHint}</p>}
    {shown.length > 0 && <ul class="app-choices">{shown.map(one => <Choice one={one} scene={scene} />)}</ul>}
    {shown.length > 0
      ? <Details summary={find.none}>
        <p>{find.noneByPostcode}</p>
        <LookUp to={to} value={q} />
        <p>{find.noneNew(day(edition.asAt))}</p>
        <p><a href={to.areas()}>{find.noneArea}</a></p>
      </Details>
      : <>
        <LookUp to={to} value={q} error={problem} />
        {q && <p>{find.noneNew(day(edition.asAt))}</p>}
        <p><a href={to.areas()}>{find.noneArea}</a></p>
      </>}
  </div></div>, problem ? 422 : 200)
}

/** One line to pick: name, where, size, code in grey; for a code without patients, what became of it. */
function Choice({ one, scene: { edition, to } }: { one: FoundPractice; scene: Scene }) {
  const where = [one.address, one.postcode].filter(Boolean).join(', ')
  const successor = one.successor ? edition.byCode.get(one.successor) : undefined
  return <li>
    <p><Name name={one.name} world={edition.world} href={to.practice(one.code)} /></p>
    <p>{where} <span class="app-code">{one.code}</span></p>
    {one.patients !== null && <p>{patients(one.patients)}</p>}
    {one.became !== null && <p>{capital(namesMarked(one.became, [successor?.name], edition.world))}. {successor && <>{find.went} <Name name={successor.name} world={edition.world} href={to.practice(successor.code)} /></>}</p>}
  </li>
}
