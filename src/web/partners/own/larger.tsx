import type { Context } from 'hono'
import { larger as largerWords } from '#content/wording/what-for.ts'
import type { Edition } from '#domain/position/edition.ts'
import { largerLevel } from '#domain/partners/larger.ts'
import { patientsOf } from '#domain/partners/reasons.ts'
import { byLetter } from '#domain/partners/group-letters.ts'
import { lastStep, type LargerGroup, type SketchStep } from '#domain/partners/sketch.ts'
import type { PracticeCode } from '#domain/words.ts'
import type { Scene, Web } from '../../scene.tsx'
import { errorAt, Input, type Problem } from '../../ui/form.tsx'
import { Button, InsetText } from '../../ui/parts.tsx'
import { count, plural, share } from '../../ui/say.ts'
import { Table } from '../../ui/table.tsx'
import { AskForm, Boxes, EditForm, Sentences, subPage } from './forms.tsx'
import { deedInWords, type Opened } from './parts.tsx'

/** The second level with its figures: groups in none first. */
export function Larger({ edition, step, href }: { edition: Edition; step: SketchStep; href?: (id: string) => string }) {
  const level = largerLevel(edition, step), notes = level.larger.flatMap(each => each.sentences.slice(2).map(says => `${each.name}: ${says}`))
  return <>
    {level.says !== null && <p>{level.says}</p>}
    <Table responsive rows={level.larger} columns={[
      { head: 'Larger group', cell: each => (href ? <>{each.name} <a class="app-no-print" href={href(each.id)}>{largerWords.change}<span class="nhsuk-u-visually-hidden"> {each.name}</span></a></> : each.name) },
      { head: 'Groups', cell: each => each.groups.map(group => `${group.id}\u00a0(${share(group.share)})`).join(', ') },
      { head: 'Practices', numeric: true, cell: each => count(each.practices.length) },
      { head: 'Patients', numeric: true, cell: each => count(each.patients) },
      { head: 'Largest practice’s share', numeric: true, cell: each => (each.largest === null ? 'not known' : share(each.largest.share)) },
    ]} />
    <Sentences edition={edition} says={notes} isList />
  </>
}

/** Draws a larger group or changes one: its name, and which groups. */
export function largerPage(c: Context<Web>, scene: Scene, opened: Opened, drawn: LargerGroup | null, problems: Problem[] = [], typed: { name?: string; groups?: string[] } = {}): Response | Promise<Response> {
  const { edition, to } = scene, { key, sketch, view } = opened, step = lastStep(sketch)
  const hint = (id: string, members: readonly PracticeCode[]) => {
    const other = step.larger.find(each => each !== drawn && each.groups.includes(id))
    return [`${count(members.length)} ${plural(members.length, 'practice')}, ${count(patientsOf(edition, members))} patients`, ...(other ? [largerWords.inOther(other.name)] : [])].join('; ')
  }
  const boxes = step.groups.toSorted((a, b) => byLetter(a.id, b.id)).map(group => {
    const name = view.groups.find(each => each.letter === group.id)?.name ?? ''
    return { value: group.id, text: `Group ${group.id}${name === '' ? '' : `, ${deedInWords(edition, name)}`}`, hint: hint(group.id, group.members) }
  })
  return subPage(c, scene, opened, { back: `${to.mySketchPart(key, 'steps')}#larger`, problems }, <>
    <h1 class="nhsuk-heading-l">{drawn === null ? largerWords.drawTitle : largerWords.changeTitle(drawn.name)}</h1>
    <InsetText><p>{largerWords.lead}</p></InsetText>
    <AskForm action={to.mySketchLarger(key, drawn?.id ?? 'new')} opened={opened}>
      <Input name="name" label={{ text: largerWords.name, size: 's' }} width={20} value={typed.name ?? drawn?.name} error={errorAt(problems, 'name')} />
      <Boxes name="groups" legend={largerWords.which} error={errorAt(problems, 'groups')} groups={[{ head: '', boxes }]} values={typed.groups ?? drawn?.groups ?? []} />
      <Button>{largerWords.button}</Button>
    </AskForm>
    {drawn !== null && <EditForm action={to.mySketchLarger(key, drawn.id, 'drop')} opened={opened} button={largerWords.drop} />}
  </>)
}
