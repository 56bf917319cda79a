import type { Context } from 'hono'
import { hospitals as words, more as moreWords } from '#content/wording/what-for.ts'
import type { Area, Edition, Practice } from '#domain/position/edition.ts'
import { dividedSays, hospitalsOf, typedSays, type HospitalAcross, type HospitalKind, type HospitalsOfStep, type Sending } from '#domain/partners/hospitals.ts'
import { namesOf } from '#domain/partners/names.ts'
import { byLetter } from '#domain/partners/group-letters.ts'
import { lastStep, type Sketch } from '#domain/partners/sketch.ts'
import type { Scene, Web } from '../../scene.tsx'
import { FiguresLine } from '../../ui/figures-line.tsx'
import { Textarea, type Problem } from '../../ui/form.tsx'
import { Button, Details, InsetText } from '../../ui/parts.tsx'
import { Name } from '../../ui/name.tsx'
import { count, plainName, plural } from '../../ui/say.ts'
import { Table } from '../../ui/table.tsx'
import { AskForm, Sentences, stepShown, subPage } from './forms.tsx'
import { byName, deedInWords, type Opened } from './parts.tsx'

/** True where anybody typed a hospital. */
export const hasHospitals = ({ hospitals }: Pick<Sketch, 'hospitals'>): boolean => Object.keys(hospitals).length > 0

export const hospitalsIn = (edition: Edition, area: Area, sketch: Sketch): HospitalsOfStep => hospitalsOf(edition, area.members, lastStep(sketch), sketch.hospitals)

/** Which groups would send to more than one hospital, who typed that and when, and how many are missing. */
export function hospitalSentences(edition: Edition, area: Area, sketch: Sketch, by?: string): string[] {
  const found = hospitalsIn(edition, area, sketch)
  return [
    dividedSays(found) ?? words.toOne,
    ...(found.notTyped.length === 0 ? [] : [`Nothing was typed for ${namesOf(edition, found.notTyped, 3)}.`]),
    typedSays(sketch.hospitalsOn ?? null, by),
  ]
}

/** Which hospitals the practices send to, as the maker typed them: what follows for the groups first, then what was typed, then more to type. */
export function hospitalsPage(c: Context<Web>, scene: Scene, opened: Opened, problems: Problem[] = [], typed = ''): Response | Promise<Response> {
  const { edition, to } = scene, { key, sketch, area } = opened, shown = stepShown(sketch), step = lastStep(sketch)
  const isTyped = hasHospitals(sketch), rows = byName(edition, area), letter = (practice: Practice) => step.groups.find(group => group.members.includes(practice.code))?.id ?? words.leftOver
  const lines = problems.filter(each => each.href === '#lines')
  return subPage(c, scene, opened, { back: to.mySketch(key), problems, undoTo: 'hospitals', isWide: true }, <>
    <h1 class="nhsuk-heading-l"><span class="nhsuk-caption-l">{words.caption}</span>{words.title}</h1>
    {isTyped ? <div class="app-sentences app-prose"><Sentences edition={edition} says={hospitalSentences(edition, area, sketch)} /></div> : <InsetText><p>{words.none}</p></InsetText>}
    {shown !== null && <p>{shown}</p>}
    {isTyped && <GroupHospitalTables edition={edition} found={hospitalsIn(edition, area, sketch)} />}
    <section aria-labelledby="practices"><h2 class="nhsuk-heading-m" id="practices">{words.practices}</h2>
      <Details summary={words.oneByOne(`${count(rows.length)} ${plural(rows.length, 'practice')}`)} open={rows.length <= 20}><Table responsive rows={rows} rowClass={row => (row.code === sketch.own ? 'app-own-row' : undefined)} columns={[
        { head: 'Practice', cell: row => <><Name name={row.name} world={edition.world} /> <span class="app-code">{row.code}</span></> },
        { head: 'Group', cell: row => letter(row) },
        { head: words.acute, cell: row => sketch.hospitals[row.code]?.acute ?? words.notTyped },
        { head: words.community, cell: row => sketch.hospitals[row.code]?.community ?? words.notTyped },
        { head: <span class="app-no-print">Type or change</span>, cell: row => <a class="app-no-print" href={to.mySketchHospitals(key, row.code)}>{sketch.hospitals[row.code] ? words.change : words.type}<span class="nhsuk-u-visually-hidden"> {plainName(row.name, edition.world)}</span></a> },
      ]} /></Details>
    </section>
    <AskForm action={to.mySketchPart(key, 'hospitals')} opened={opened}>
      <Textarea name="lines" label={{ text: words.paste, size: 'm' }} hint={<>{words.pasteHint} <code>{rows[0]?.code ?? 'A12345'},General Hospital,Community Hospital</code></>} rows={8} value={typed} error={lines.length > 0 ? lines.map(each => each.text).join(' ') : undefined} />
      <Button>{words.pasteButton}</Button>
    </AskForm>
    <p class="app-no-print"><a href={to.mySketch(key)}>{moreWords.back}</a></p>
    <FiguresLine edition={edition} to={to} />
  </>)
}

const kindWords: Readonly<Record<HospitalKind, string>> = { acute: words.acute, community: words.community }

/** By group which hospitals, those that send to more than one first; then by hospital which groups. */
export function GroupHospitalTables({ edition, found }: { edition: Edition; found: HospitalsOfStep }) {
  const isDivided = (id: string) => found.divided.acute.includes(id) || found.divided.community.includes(id)
  const groups = found.groups.filter(group => group.acute.length + group.community.length > 0).sort((a, b) => Number(isDivided(b.id)) - Number(isDivided(a.id)) || byLetter(a.id, b.id))
  const across = [...found.acute.map(each => ({ ...each, kind: 'acute' as const })), ...found.community.map(each => ({ ...each, kind: 'community' as const }))]
  const sent = (sending: Sending[]) => (sending.length === 0 ? words.notTyped : sending.map(each => `${each.hospital} (${count(each.patients)} patients${sending.length > 1 ? `: ${deedInWords(edition, namesOf(edition, each.practices, 3))}` : ''})`).join('; '))
  return <>
    <Table caption={words.groups} captionSize="s" responsive rows={groups} columns={[
      { head: 'Group', cell: group => (isDivided(group.id) ? <strong>{group.id}, more than one</strong> : group.id) },
      { head: words.acute, cell: group => sent(group.acute) },
      { head: words.community, cell: group => sent(group.community) },
      { head: 'Acute not typed, practices', numeric: true, cell: group => count(group.notTyped.acute.length) },
      { head: 'Community not typed, practices', numeric: true, cell: group => count(group.notTyped.community.length) },
    ]} />
    <Details summary={words.across}><Table responsive rows={across} columns={[
      { head: 'Hospital', cell: each => each.hospital },
      { head: 'Kind', cell: each => kindWords[each.kind] },
      { head: 'Practices', numeric: true, cell: each => count(each.practices.length) },
      { head: 'Patients', numeric: true, cell: each => count(each.patients) },
      { head: 'Groups', cell: each => groupsOf(each) },
    ]} /></Details>
  </>
}

const groupsOf = ({ groups }: HospitalAcross): string => groups.map(group => `${group.id ?? words.leftOver} (${count(group.patients)})`).join(', ')

/** One practice: its main acute and its main community hospital; names typed before are offered. */
export function practiceHospitalsPage(c: Context<Web>, scene: Scene, opened: Opened, practice: Practice, problems: Problem[] = [], typed: { acute?: string; community?: string } = {}): Response | Promise<Response> {
  const { edition, to } = scene, { key, sketch } = opened, now = sketch.hospitals[practice.code]
  const known = (kind: HospitalKind) => [...new Set(Object.values(sketch.hospitals).flatMap(each => each[kind] ?? []))].sort()
  return subPage(c, scene, opened, { back: to.mySketchPart(key, 'hospitals'), problems }, <>
    <h1 class="nhsuk-heading-l">{words.oneTitle(plainName(practice.name, edition.world))}</h1>
    <AskForm action={to.mySketchHospitals(key, practice.code)} opened={opened}>
      {(['acute', 'community'] as const).map(kind => {
        const error = problems.find(each => each.href === `#${kind}`)?.text
        return <div class={error ? 'nhsuk-form-group nhsuk-form-group--error' : 'nhsuk-form-group'}>
          <label class="nhsuk-label nhsuk-label--s" for={kind}>{kindWords[kind]}</label>
          <div class="nhsuk-hint" id={`${kind}-hint`}>{words.oneHint}</div>
          {error && <span class="nhsuk-error-message" id={`${kind}-error`}><span class="nhsuk-u-visually-hidden">Error: </span>{error}</span>}
          <input class="nhsuk-input nhsuk-input--width-30" id={kind} name={kind} type="text" list={`${kind}-known`} autocomplete="off" value={typed[kind] ?? now?.[kind] ?? undefined} aria-describedby={error ? `${kind}-hint ${kind}-error` : `${kind}-hint`} />
          <datalist id={`${kind}-known`}>{known(kind).map(name => <option value={name} />)}</datalist>
        </div>
      })}
      <Button>{words.save}</Button>
    </AskForm>
  </>)
}
