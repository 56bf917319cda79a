import { findAreas } from '#domain/position/find.ts'
import { areaOf } from '#domain/position/area.ts'
import { isRefusal } from '#domain/words.ts'
import { areaKinds, areas as words } from '#content/wording/partners.ts'
import type { Context } from 'hono'
import { page, type Scene, type Web } from '../scene.tsx'
import { Button } from '../ui/parts.tsx'
import { ErrorSummary, Input, Textarea, type Problem } from '../ui/form.tsx'
import { KeepFigures } from '../ui/keep.tsx'
import { Name } from '../ui/name.tsx'
import { count, plural } from '../ui/say.ts'

/** Areas and groupings: find an area by name or code, or paste practice codes. What was typed is kept when it could not be taken. */
export function areasPage(c: Context<Web>, scene: Scene, typed: { q?: string; codes?: string; problem?: Problem } = {}): Response | Promise<Response> {
  const { edition, to } = scene
  const q = typed.q?.trim().slice(0, 100) ?? ''
  const found = q === '' ? [] : findAreas(edition, q, 30)
  const icbs = [...edition.areas.values()].filter((area) => area.kind === 'icb').sort((a, b) => (a.name < b.name ? -1 : 1))
  return page(c, scene, { title: q === '' ? words.title : `${words.title}: ${q}`, under: 'areas', hasError: typed.problem !== undefined }, <>
    {typed.problem && <ErrorSummary problems={[typed.problem]} />}
    <h1 class="nhsuk-heading-l">{words.title}</h1>
    <p class="app-prose">{words.lead}</p>
    <form method="get" action={to.areas()} class="app-lookup" role="search">
      <Input name="q" label={{ text: words.searchLabel, size: 's' }} hint={words.searchHint} type="search" width={20} value={q} autocomplete="off" />
      <KeepFigures to={to} />
      <Button>{words.search}</Button>
    </form>
    {q !== '' && found.length === 0 && <section><h2 class="nhsuk-heading-m">{words.none(q)}</h2><p>{words.noneNext}</p></section>}
    {found.length > 0 && <section aria-labelledby="found">
      <h2 class="nhsuk-heading-m" id="found">{count(found.length)} {plural(found.length, 'area')} found</h2>
      <ul class="app-choices">
        {found.map((area) => <li>
          <p><Name name={area.name} world={edition.world} href={to.area(area.code)} /></p>
          <p>{areaKinds[area.kind]}, {count(area.practices)} {plural(area.practices, 'practice')} <span class="app-code">{area.code}</span></p>
        </li>)}
      </ul>
    </section>}
    <form method="get" action={to.areaOfList().split('?')[0]} class="app-lookup">
      <Textarea name="codes" label={{ text: words.listLabel, size: 's' }} hint={words.listHint} value={typed.codes} rows={4} error={typed.problem?.text} />
      <KeepFigures to={to} />
      <Button kind="secondary">{words.list}</Button>
    </form>
    {q === '' && icbs.length > 0 && <section aria-labelledby="icbs">
      <h2 class="nhsuk-heading-m" id="icbs">Integrated care boards</h2>
      <ul class="nhsuk-list app-columns">
        {icbs.map((area) => <li><Name name={area.name} world={edition.world} href={to.area(area.code)} /></li>)}
      </ul>
    </section>}
  </>, typed.problem ? 422 : 200)
}

/** Takes pasted codes, with anything that is not a letter or digit between them, and leads on to the list's own page. */
export function takeList(c: Context<Web>, scene: Scene): Response | Promise<Response> {
  const typed = (c.req.query('codes') ?? '').slice(0, 20_000)
  const codes = [...new Set(typed.toUpperCase().split(/[^A-Z0-9]+/).filter((code) => code !== ''))]
  if (codes.length > 400) return areasPage(c, scene, { codes: typed, problem: { text: `A list may name 400 practices; this one names ${count(codes.length)}.`, href: '#codes' } })
  const area = areaOf(scene.edition, `list:${codes.join(',')}`)
  if (isRefusal(area)) return areasPage(c, scene, { codes: typed, problem: { text: area.why, href: '#codes' } })
  return c.redirect(scene.to.area(area.code), 303)
}
