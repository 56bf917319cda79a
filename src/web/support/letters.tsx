import type { Context } from 'hono'
import { letters as words } from '#content/wording/support.ts'
import { isDay } from '#domain/day.ts'
import { codeTyped } from '#domain/organisations/invitation.ts'
import type { Edition, Practice } from '#domain/position/edition.ts'
import { addressLines, addresseesOf, letterRows, type Addressees, type Letter } from '#domain/support/paper-letters.ts'
import { isRefusal } from '#domain/words.ts'
import type { Invitation } from '../organisations/port.ts'
import { roomPage, type RoomScene } from '../organisations/scene.tsx'
import { bodyOf, formOf } from '../posted.ts'
import type { Web } from '../scene.tsx'
import { Checkboxes, errorAt, FileUpload, Input, Textarea, type Problem } from '../ui/form.tsx'
import { Button, ButtonLink, Details, InsetText } from '../ui/parts.tsx'
import { csvText } from '../ui/csv-text.ts'
import { dayOf } from '../ui/moment.ts'
import { Table } from '../ui/table.tsx'
import { count, day, plainName, plural } from '../ui/say.ts'
import { Deed } from './parts.tsx'

/** Letters of this organisation to practices, newest first. Whether one was used is not among what it may know. */
async function ownLetters({ desk, room }: RoomScene): Promise<Invitation[]> {
  return (await desk.rooms.invitations(room.who)).filter(each => each.purpose === 'room')
}

const isOpen = (letter: Invitation, today: string): boolean => letter.withdrawn_at === null && letter.until >= today

/** To whom letters went and when, with a way to take one back; nothing about whether a practice has a room. */
export async function lettersPage(c: Context<Web>, scene: RoomScene, problems: Problem[] = []): Promise<Response> {
  const { room, to, desk } = scene, { id } = room.organisation, letters = await ownLetters(scene), edition = await desk.figures.edition()
  const nameOf = (letter: Invitation) => plainName(letter.for_name, room.organisation.world)
  return roomPage(c, scene, { title: words.title, under: 'letters', problems, isWide: true, dones: ['taken-back'] }, <>
    <h1 class="nhsuk-heading-l">{words.title}</h1>
    <p class="app-prose">{words.lede}</p>
    <InsetText><p>{words.notTold}</p></InsetText>
    {edition === null ? <p>{words.noFigures}</p> : <ButtonLink href={to.room(id, 'letters/new')}>{words.make}</ButtonLink>}
    {letters.length === 0 ? <p>{words.none}</p> : <Table rows={letters} responsive columns={[
      { head: words.columns.to, cell: letter => <>{nameOf(letter)} <span class="app-code">{letter.for_code}</span></> },
      { head: words.columns.on, cell: letter => dayOf(letter.made_at) },
      { head: words.columns.by, cell: letter => letter.made_by_name },
      { head: words.columns.until, cell: letter => (letter.withdrawn_at !== null ? words.takenBack(dayOf(letter.withdrawn_at)) : letter.until < room.today ? words.pastDay : day(letter.until)) },
      { head: words.columns.back, cell: letter => (isOpen(letter, room.today) ? <Deed action={to.letterBack(id, letter.id)} hidden={words.takeBackHidden(nameOf(letter))}>{words.takeBack}</Deed> : '–') },
    ]} />}
  </>)
}

/** Which practices: codes, a file, an area. */
export function newLettersPage(c: Context<Web>, scene: RoomScene, edition: Edition, problems: Problem[] = [], typed: Record<string, string> = {}): Response | Promise<Response> {
  const { room, to } = scene, { id } = room.organisation
  const areas = [...edition.areas.values()].filter(area => area.kind === 'icb' || area.kind === 'sub-icb').sort((a, b) => (a.name < b.name ? -1 : 1))
  return roomPage(c, scene, { title: words.title, under: 'letters', back: to.room(id, 'letters'), problems }, <>
    <h1 class="nhsuk-heading-l">{words.newTitle}</h1>
    <p>{words.newLede}</p>
    <form method="post" action={to.room(id, 'letters/check')} enctype="multipart/form-data" novalidate>
      <Textarea name="codes" label={{ text: words.codes, size: 's' }} hint={words.codesHint} value={typed['codes']} error={errorAt(problems, 'codes')} rows={5} />
      <FileUpload name="file" label={{ text: words.file, size: 's' }} hint={words.fileHint} error={errorAt(problems, 'file')} />
      <Input name="area" label={{ text: words.area, size: 's' }} hint={words.areaHint} value={typed['area']} error={errorAt(problems, 'area')} width={20} autocomplete="off" list="areas" />
      <datalist id="areas">{areas.map(area => <option value={area.code}>{plainName(area.name, edition.world)}</option>)}</datalist>
      <Button>{words.next}</Button>
    </form>
  </>)
}

/** Takes what was given and shows who they are, at which published address. */
export async function checkLetters(c: Context<Web>, scene: RoomScene, edition: Edition): Promise<Response> {
  const body = await bodyOf(c), text = (name: string) => (typeof body[name] === 'string' ? body[name] : ''), file = body['file'] instanceof File && body['file'].size > 0 ? await body['file'].text() : ''
  const typed = { codes: text('codes'), area: text('area') }
  if (file.includes('\u0000') || file.includes('\ufffd')) return newLettersPage(c, scene, edition, [{ text: words.notText, href: '#file' }], typed)
  const found = addresseesOf(edition, { text: `${typed.codes}\n${file}`, area: typed.area })
  if (isRefusal(found)) return newLettersPage(c, scene, edition, [{ text: found.why, href: `#${found.at}` }], typed)
  return checkPage(c, scene, edition, found)
}

async function checkPage(c: Context<Web>, scene: RoomScene, edition: Edition, found: Addressees, problems: Problem[] = [], chosen?: readonly string[]): Promise<Response> {
  const { room, to } = scene, { id } = room.organisation, sent = await ownLetters(scene)
  const openTo = (practice: Practice) => sent.find(letter => letter.for_code === practice.code && isOpen(letter, room.today))
  const hint = (practice: Practice) => { const open = openTo(practice); return <>
    {[practice.address, practice.postcode].filter(Boolean).join(', ')} <span class="app-code">{practice.code}</span>
    {practice.address === '' && <><br />{words.noAddress}</>}
    {open !== undefined && <><br />{words.hasLetter(dayOf(open.made_at), day(open.until))}</>}
  </> }
  return roomPage(c, scene, { title: words.title, under: 'letters', back: to.room(id, 'letters/new'), problems }, <>
    <h1 class="nhsuk-heading-l">{words.checkTitle}</h1>
    <p>{words.checkLede(`${count(found.practices.length)} ${plural(found.practices.length, 'practice')}`)}</p>
    {found.unknown.length > 0 && <Details summary={words.unknown} open><ul class="nhsuk-list nhsuk-list--bullet">{found.unknown.map(({ code, says }) => <li>{words.unknownCode(code, says)}</li>)}</ul></Details>}
    <form method="post" action={to.room(id, 'letters/made')} novalidate>
      <input type="hidden" name="letters-before" value={String(sent.length)} />
      {found.practices.map(practice => <input type="hidden" name="found" value={practice.code} />)}
      <Checkboxes name="practice" label={{ text: words.choose, size: 'm' }} error={errorAt(problems, 'practice')} values={chosen ?? found.practices.filter(practice => openTo(practice) === undefined).map(practice => practice.code)}
        choices={found.practices.map(practice => ({ value: practice.code, text: plainName(practice.name, edition.world), hint: hint(practice) }))} />
      <InsetText><p>{words.onlyOnce}</p></InsetText>
      <Button>{words.makeThem}</Button>
    </form>
  </>)
}

/** Makes the letters and shows them, once. A page that is sent twice makes them once: the second finds that letters have been made since. */
export async function makeLetters(c: Context<Web>, scene: RoomScene, edition: Edition): Promise<Response> {
  const { room, desk } = scene, form = await formOf(c), known = (code: string) => edition.byCode.get(code) ?? []
  const chosen = [...new Set(form.all('practice'))].flatMap(known), found = { practices: [...new Set(form.all('found'))].flatMap(known), unknown: [] }
  const again = (text: string, href?: string) => checkPage(c, scene, edition, found, [{ text, ...(href && { href }) }], chosen.map(practice => practice.code))
  if (chosen.length === 0) return again(words.noneChosen, '#practice')
  if ((await ownLetters(scene)).length !== Number(form.one('letters-before'))) return lettersPage(c, scene, [{ text: words.madeMeanwhile }])
  const invited = await desk.rooms.invite(room.who, chosen.map(({ code, name }) => ({ purpose: 'room' as const, practice: { code, name } })))
  if (isRefusal(invited)) return again(invited.why)
  return madePage(c, scene, edition, invited.map(({ code, until }, at) => ({ practice: chosen[at]!, code, until })))
}

function madePage(c: Context<Web>, scene: RoomScene, edition: Edition, letters: Letter[]): Response | Promise<Response> {
  const { room, to } = scene
  return roomPage(c, scene, { title: words.title, under: 'letters', back: to.room(room.organisation.id, 'letters'), isWide: true }, <>
    <div class="app-no-print">
      <h1 class="nhsuk-heading-l">{words.madeTitle}</h1>
      <p class="app-prose">{words.madeLede(`${count(letters.length)} ${plural(letters.length, 'letter')}`)}</p>
      <p><button class="nhsuk-button js-only" type="button" data-print>{words.print}</button></p>
      <p>{words.paper}</p>
      <form method="post" action={to.room(room.organisation.id, 'letters/csv')} novalidate>
        <input type="hidden" name="until" value={letters[0]!.until} />
        {letters.map(({ practice, code }) => <input type="hidden" name="letter" value={`${practice.code} ${code}`} />)}
        <p>{words.csvSays}</p>
        <Button kind="secondary">{words.csv}</Button>
      </form>
    </div>
    <div class="app-letters">{letters.map(letter => <LetterSheet letter={letter} scene={scene} edition={edition} typeAt={invitedAt(c, scene)} />)}</div>
  </>)
}

/** Where codes are typed, as people outside type it. */
const invitedAt = (c: Context<Web>, { desk, to }: RoomScene): string => new URL(to.invited(), desk.host.baseUrl ?? new URL(c.req.url).origin).href

/** One letter, on one side of A4. */
function LetterSheet({ letter: { practice, code, until }, scene: { room, desk }, edition, typeAt }: { letter: Letter; scene: RoomScene; edition: Edition; typeAt: string }) {
  const { letter: say } = words, from = room.organisation.name, name = plainName(practice.name, edition.world), { host } = desk
  return <article class="app-letter">
    <p class="app-letter__from">{from}, {day(room.today)}</p>
    <address class="app-letter__to">{addressLines({ ...practice, name }).map(line => <span>{line}</span>)}</address>
    <div class="app-letter__body">
      <p>{say.greeting}</p>
      <h2>{say.heading(name)}</h2>
      <p>{say.what}</p>
      <p>{say.use(name)}</p>
      <p class="app-letter__key">{say.type} <strong>{typeAt}</strong><br />{say.code}</p>
      <p class="app-letter__code">{code}</p>
      <p>{say.until(day(until))}</p>
      <h3>{say.see(from)}</h3>
      <p>{say.sees}</p>
      <h3>{say.notSee(from)}</h3>
      <p>{say.seesNot}</p>
      <h3>{say.who}</h3>
      <p>{say.runs(host.place ? `${host.name}, at ${host.place}` : host.name)} {host.contact && say.stuck(host.contact)}</p>
      <p>{say.noNeed}</p>
      <p class="app-letter__sign">{room.name}<br />{from}</p>
    </div>
  </article>
}

/** The file for a mail merge, from the codes the page of the letters carries: they are kept nowhere else. */
export async function lettersFile(c: Context<Web>, scene: RoomScene, edition: Edition): Promise<Response> {
  const form = await formOf(c), until = form.one('until')
  const letters = form.all('letter').flatMap((line): Letter[] => {
    const [practiceCode = '', letterCode = ''] = line.split(' '), practice = edition.byCode.get(practiceCode), code = codeTyped(letterCode)
    return practice !== undefined && code !== null ? [{ practice: { ...practice, name: plainName(practice.name, edition.world) }, code, until: isDay(until) ? until : '' }] : []
  })
  return new Response(csvText(letterRows(letters, { from: scene.room.organisation.name, typeAt: invitedAt(c, scene) })), { headers: {
    'content-type': 'text/csv; charset=utf-8', 'content-disposition': `attachment; filename="letters-${scene.room.today}.csv"`, 'cache-control': 'no-store',
  } })
}
