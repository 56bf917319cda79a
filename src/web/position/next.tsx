import type { Context } from 'hono'
import { next as words } from '#content/wording/position.ts'
import type { AreaRef, Edition, Practice } from '#domain/position/edition.ts'
import { page } from '../scene.tsx'
import type { Scene, Web } from '../scene.tsx'
import { FiguresLine } from '../ui/figures-line.tsx'
import { ErrorSummary, Radios } from '../ui/form.tsx'
import { KeepFigures } from '../ui/keep.tsx'
import { Name } from '../ui/name.tsx'
import { Button } from '../ui/parts.tsx'
import { plainName } from '../ui/say.ts'

/** "What would you like to do?": only the doors that open, each with how long it takes and who sees it. The choice comes back as `?go=`. */
export function nextPage(c: Context<Web>, scene: Scene, practice: Practice) {
  const { edition, to } = scene
  const areas = areasAround(edition, practice)
  const go = c.req.query('go')
  const doors: Record<string, string> = {
    neighbours: to.neighbours(practice.code), print: to.practice(practice.code), choose: to.areas(), private: to.keepPrivate(practice.code),
    ...Object.fromEntries(areas.map(({ ref }) => [`area-${ref.code}`, to.area(ref.code, practice.code)])),
  }
  if (go !== undefined && doors[go]) return c.redirect(doors[go], 303)
  const error = go === undefined ? undefined : words.choose
  return page(c, scene, { title: words.title, under: 'find', back: to.neighbours(practice.code), hasError: error !== undefined }, <div class="nhsuk-grid-row"><div class="nhsuk-grid-column-two-thirds">
    {error && <ErrorSummary problems={[{ text: error, href: '#go' }]} />}
    <span class="nhsuk-caption-l"><Name name={practice.name} world={edition.world} /></span>
    <form method="get" action={to.chooseNext(practice.code)}>
      <KeepFigures to={to} />
      <Radios name="go" label={{ text: words.title, size: 'l', isPageHeading: true }} error={error} choices={[
        ...areas.map(({ ref, is, practices }) => ({ value: `area-${ref.code}`, text: words.areaDoor(plainName(ref.name, edition.world)), hint: words.areaHint(is, practices) })),
        { value: 'choose', text: words.ownList, hint: words.ownListHint },
        { value: 'private', text: words.privateDoor, hint: words.privateHint },
        'or',
        { value: 'neighbours', text: words.neighboursDoor, hint: words.neighboursHint },
        { value: 'print', text: words.glanceDoor, hint: words.glanceHint },
      ]} />
      <Button>{words.continue}</Button>
    </form>
    <FiguresLine edition={edition} to={to} />
  </div></div>, error ? 422 : 200)
}

/** Sub-ICB, ICB and district of a practice; one that holds the very same practices as one before it is left out. */
function areasAround(edition: Edition, { subIcb, icb, district }: Practice): { ref: AreaRef; is: string; practices: number }[] {
  const seen = new Set<string>()
  return [subIcb, icb, district].flatMap((ref, i) => {
    const members = ref && edition.areas.get(ref.code)?.members
    if (!ref || !members || members.length < 2 || seen.has(members.join())) return []
    seen.add(members.join())
    return [{ ref, is: words.kinds[i]!, practices: members.length }]
  })
}
