import type { Context } from 'hono'
import { keptAs as keptAsWords, note as words, room as roomWords, who as whoWords } from '#content/wording/organisations.ts'
import { whoSees } from '#content/wording/frame.ts'
import { answers } from '#domain/organisations/organisation.ts'
import { isRefusal, type Refusal } from '#domain/words.ts'
import type { KeptAs } from '#domain/visibility.ts'
import { TypedIsKept, typedBefore } from '../accounts/kept.tsx'
import { notFoundPage, type Web } from '../scene.tsx'
import { formOf, type Form } from '../posted.ts'
import { Checkboxes, Input, Radios, Textarea, type Choice, type Problem } from '../ui/form.tsx'
import { Button, ButtonLink } from '../ui/parts.tsx'
import { dayOf } from '../ui/moment.ts'
import { listed } from '../ui/say.ts'
import { answering, colleagues, Phrases, Waiting } from './parts.tsx'
import type { Opened, Room } from './port.ts'
import { roomPage, type RoomScene } from './scene.tsx'

/** What the form of a note holds, as typed. */
export interface NoteForm { title: string; body: string; keep: string; commercial: boolean; whose: string }

const emptyNote: NoteForm = { title: '', body: '', keep: 'only-you', commercial: false, whose: '' }

/** The room's notes: only those this reader may see are listed or counted. */
export async function notesPage(c: Context<Web>, scene: RoomScene) {
  const { desk, to, room } = scene, { items, headings } = await desk.rooms.kept(room.who), notes = items.filter(head => head.kind === 'note')
  return roomPage(c, scene, { title: words.list, under: 'notes' }, <>
    <h1 class="nhsuk-heading-l">{words.list}</h1>
    <p>{words.listLede}</p>
    <p><ButtonLink href={to.room(room.organisation.id, 'notes/new')}>{roomWords.write}</ButtonLink></p>
    {notes.length === 0 ? <p>{roomWords.nothingYet}</p> : <ul class="app-kept">
      {notes.map(head => <li>
        <a href={to.item(room.organisation.id, head.id)}>{headings.get(head.id)}</a>
        <span class="app-kept__who"><Phrases room={room} head={head} /></span>
        <span class="app-source">{head.authorName}, {dayOf(head.changedAt)} <Waiting head={head} now={desk.now()} /></span>
      </li>)}
    </ul>}
  </>)
}

/** The choices of how something is kept, each with who that is. */
export function keepChoices(room: Room): Choice[] {
  const hints = words.whoHints, all: Choice[] = [{ value: 'only-you', text: keptAsWords['only-you'], hint: hints['only-you'] }]
  if (!room.isAnswering) return all
  return [...all, { value: 'your-partners', text: keptAsWords['your-partners'], hint: hints['your-partners'](listed(answering(room))) },
    ...room.groups.filter(group => group.joinedAs === 'member').map(group => ({ value: `this-group ${group.organisation.id}`, text: words.inGroup(group.organisation.name), hint: hints['this-group'] })),
    ...(room.organisation.kind === 'group' ? [{ value: `this-group ${room.organisation.id}`, text: whoSees.group, hint: hints['this-group'] }] : []),
    { value: 'anyone', text: keptAsWords.anyone, hint: hints.anyone }]
}

/** What was chosen of these; null for anything else. */
export function keepChosen(value: string): { keptAs: KeptAs; group: string | null } | null {
  const [keptAs = '', group = null] = value.split(' ')
  return (['only-you', 'your-partners', 'this-group', 'anyone'] as const).some(each => each === keptAs) ? { keptAs: keptAs as KeptAs, group } : null
}

export const noteFormOf = (form: Pick<Form, 'one'> & { all(name: string): readonly string[] }): NoteForm => ({ title: form.all('heading')[0] ?? '', body: form.all('body')[0] ?? '', keep: form.one('keep'), commercial: form.one('commercial') !== '', whose: form.one('whose') })

export async function newNotePage(c: Context<Web>, scene: RoomScene, sent: NoteForm | null = null, problems: Problem[] = []) {
  const before = sent === null ? await typedBefore(c, scene.desk) : null, group = scene.room.groups.find(each => each.organisation.id === c.req.query('group')), typed = sent ?? (before === null ? { ...emptyNote, ...(group ? { keep: `this-group ${group.organisation.id}` } : {}) } : noteFormOf({ one: name => before.one(name) ?? '', all: before.all }))
  const { to, room } = scene, others = colleagues(room).filter(each => each.person !== room.who.person && answers(each.roles))
  return roomPage(c, scene, { title: words.newTitle, under: 'notes', seenBy: whoSees.onlyYou, back: to.room(room.organisation.id, 'notes'), problems }, <>
    <TypedIsKept typed={before} />
    <h1 class="nhsuk-heading-l">{words.newTitle}</h1>
    <form method="post" novalidate>
      <Input name="heading" label={words.heading} value={typed.title} error={problemAt(problems, 'heading')} autocomplete="off" />
      <Textarea name="body" label={words.body} hint={words.bodyHint} value={typed.body} rows={8} error={problemAt(problems, 'body')} />
      <Radios name="keep" label={{ text: words.who, size: 's' }} choices={keepChoices(room)} value={typed.keep} error={problemAt(problems, 'keep')} />
      {room.groups.some(group => group.joinedAs === 'member') && <Commercial isTicked={typed.commercial} />}
      {room.isAnswering && others.length > 0 && <Radios name="whose" label={{ text: words.forWhom, size: 's' }} value={typed.whose}
        choices={[{ value: '', text: words.forMe }, ...others.map(each => ({ value: each.person, text: words.forOther(each.name) }))]} />}
      <Button>{words.save}</Button>
    </form>
  </>)
}

export function Commercial({ isTicked }: { isTicked: boolean }) {
  return <Checkboxes name="commercial" label={{ text: words.ifForGroup, size: 's' }} choices={[{ value: 'yes', text: words.commercial }]} values={isTicked ? ['yes'] : []} />
}

export const problemAt = (problems: readonly Problem[], name: string): string | undefined => problems.find(problem => problem.href === `#${name}`)?.text

/** A refusal as a problem of the box it is about. */
export function problemOf(refusal: Refusal): Problem {
  const at = (refusal as { at?: string }).at
  return { text: refusal.why, href: at === 'title' ? '#heading' : at === 'body' ? '#body' : '#keep' }
}

export async function keepNewNote(c: Context<Web>, scene: RoomScene) {
  const typed = noteFormOf(await formOf(c)), chosen = keepChosen(typed.keep)
  if (chosen === null) return newNotePage(c, scene, typed, [{ text: whoWords.chooseWho, href: '#keep' }])
  const kept = await scene.desk.rooms.writeNote(scene.room.who, { title: typed.title, body: typed.body, ...chosen, isCommercial: typed.commercial && chosen.keptAs === 'this-group', enteredFor: typed.whose || null })
  return isRefusal(kept) ? newNotePage(c, scene, typed, [problemOf(kept)]) : c.redirect(scene.to.item(scene.room.organisation.id, kept.item), 303)
}

export async function changeNotePage(c: Context<Web>, scene: RoomScene, { head, note }: Opened, sent: { title: string; body: string } | null = null, problems: Problem[] = []) {
  const { to, room } = scene, before = sent === null ? await typedBefore(c, scene.desk) : null, typed = sent ?? { title: before?.one('heading') ?? note!.title, body: before?.one('body') ?? note!.body }
  return roomPage(c, scene, { title: words.changeTitle, under: 'notes', seenBy: keptAsWords[head.keptAs], back: to.item(room.organisation.id, head.id), problems }, <>
    <TypedIsKept typed={before} />
    <h1 class="nhsuk-heading-l">{words.changeTitle}</h1>
    <form method="post" novalidate>
      <input type="hidden" name="from" value={String(head.version)} />
      <Input name="heading" label={words.heading} value={typed.title} error={problemAt(problems, 'heading')} autocomplete="off" />
      <Textarea name="body" label={words.body} hint={words.bodyHint} value={typed.body} rows={8} error={problemAt(problems, 'body')} />
      <Button>{words.saveChange}</Button>
    </form>
    <p><a href={to.item(room.organisation.id, head.id)}>{words.cancel}</a></p>
  </>)
}

/** The version a form was made of; whatever is none is one that nothing has. */
const versionTyped = (text: string): number => (/^\d{1,9}$/.test(text) ? Number(text) : 0)

export async function keepChangedNote(c: Context<Web>, scene: RoomScene, item: string) {
  const form = await formOf(c), typed = noteFormOf(form), opened = await scene.desk.rooms.own(scene.room.who, item)
  if (opened === null || opened.note === null) return notFoundPage(c, scene)
  const outcome = await scene.desk.rooms.rewriteNote(scene.room.who, item, versionTyped(form.one('from')), typed)
  if (!isRefusal(outcome)) return c.redirect(scene.to.item(scene.room.organisation.id, item), 303)
  return outcome.code === 'not-yours' ? notFoundPage(c, scene) : changeNotePage(c, scene, opened, typed, [problemOf(outcome)])
}
