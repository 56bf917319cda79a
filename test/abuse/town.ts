import { askToDelete } from '#commands/organisations/ask-to-leave.ts'
import { askForHelp } from '#commands/support/ask-for-help.ts'
import { takeUp } from '#commands/support/take-up.ts'
import { noteForOurselves } from '#commands/support/note-for-ourselves.ts'
import { answerReview, beginReview, type Saying } from '#commands/position/review/begin-review.ts'
import { copyReview } from '#commands/position/review/copy-review.ts'
import { keepItemAs } from '#commands/organisations/keep-item.ts'
import { endRole } from '#commands/organisations/end-role.ts'
import { invite } from '#commands/organisations/invite.ts'
import { answerAlone } from '#commands/position/answer-alone.ts'
import { beginAlone } from '#commands/position/begin-alone.ts'
import { leaveGroup } from '#commands/organisations/leave-group.ts'
import { openBody } from '#commands/organisations/open-body.ts'
import { takeRole } from '#commands/organisations/take-invitation.ts'
import { showItem, stopShowing } from '#commands/organisations/show-item.ts'
import { writeNote } from '#commands/organisations/write-note.ts'
import { dayAfter, dayInEngland } from '#domain/day.ts'
import { aloneQuestions } from '#domain/position/review/alone.ts'
import { isRefusal } from '#domain/words.ts'
import { Authenticator, figuresOf } from '../house/sign-in.ts'
import { liveIn, moveIn, type Rooms } from '../town/rooms.ts'
import { edition, emailOf, here, openSite, type Name, type Site, type Visitor } from './site.ts'

/** Penmarsh as somebody would find it who means it ill: rooms lived in, a role that has ended, a share that was stopped, a group that was left, letters that wait, partners who answer alone, a sketch under links. */
export interface Town {
  database: string
  rooms: Rooms
  /** Codes of letters that nobody has taken up yet. */
  codes: { role: string; room: string; group: string }
  /** A private link, a link to look, and one that was stopped. */
  sketch: string
  look: string
  stoppedLook: string
  /** Of Okoro's account, who has every way of signing in. */
  password: string
  otpauth: string
  recovery: string[]
  people: Map<Name, string>
  /** Of rooms, as they are called. */
  names: { penmarshHealth: string }
  /** Letters that the LMC has made so far. */
  letters: number
  /** Riverside's review, opened to its partners. */
  review: string
  /** A note that anyone may read. */
  published: string
}

export const password = 'weir lane gulls'

/** @param of an empty database */
export async function makeTown(of: string): Promise<Town> {
  const site = await openSite(of)
  try {
    const { rooms, now } = { rooms: await moveIn(site.db, edition, () => new Date(), name => site.people.get(name)!), now: () => new Date() }, { as: who } = rooms, desk = { db: site.db, now }
    await liveIn(site.db, rooms, now)
    const note = async (by: keyof typeof who, title: string, more: Partial<Parameters<typeof writeNote>[2]> = {}) => done(await writeNote(desk, who[by], { title, body: 'Words nobody else needs to read.', keptAs: 'your-partners', group: null, isCommercial: false, enteredFor: null, ...more })).item
    const show = async (by: keyof typeof who, item: string, address: string, name: string, person: string | null = null) => done(await showItem(desk, who[by], item, { to: { address, name, person }, until: dayAfter(dayInEngland(now()), 30) })).share
    const published = await note('sam', 'Opening hours at Easter', { keptAs: 'anyone' })
    const mine = await note('sam', 'What I would like to ask')
    await show('sam', mine, rooms.riverside, 'Dr Asha Patel', site.people.get('patel')!)
    const stopped = await note('sam', 'Shown to the LMC and stopped')
    await stopShowing(desk, who.sam, stopped, await show('sam', stopped, 'support:carrowshire-lmc', 'Carrowshire LMC'))
    for (const [by, title] of [['okoro', 'A room to let'], ['lowe', 'Practices to ring'], ['marsh', 'Papers for March'], ['wren', 'Cover in August']] as const) await note(by, title)
    const toLmc = await note('okoro', 'For the LMC to see')
    await show('okoro', toLmc, 'support:carrowshire-lmc', 'Carrowshire LMC')
    for (const reader of ['lowe'] as const) await site.desk.rooms.open(who[reader], toLmc, 'page')
    // Riverside has looked at its next five years, opened that to its partners and made a copy; Okoro has for herself alone.
    const answer = (question: string, said: Saying['said'], evidence = ''): Saying => ({ question, said, sure: 'fairly', evidence }), four = [answer('profit-last-year', 312_000), answer('partners-now', 3), answer('stopping', [{ 'within-2-years': 1, 'not-said': 2 }]), answer('rent-or-loan', 42_000)]
    const { review } = done(await beginReview(desk, who.sam, four))
    done(await beginReview(desk, who.okoro, four))
    done(await keepItemAs(desk, who.sam, review, { keptAs: 'your-partners', group: null, isCommercial: false }))
    done(await answerReview(desk, who.patel, review, [answer('sites', [{ site: 'Weir Lane', bound: 'Both of us' }], 'The lease'), answer('core-services', 'not-sure'), answer('deed', null)]))
    done(await copyReview(desk, who.sam, review, { hasLeftOut: true, says: { practice: edition.byCode.get('ZP0001')!.name, blocks: [{ heading: 'In short', level: 2 }, { paragraph: 'Three partners.' }] } }))
    // Quill has stopped, Elm Road has left: what both could open they can open no more.
    const quill = (await site.rows.client.query<{ id: string }>('select id from role where person = $1', [site.people.get('quill')])).rows[0]!.id
    done(await endRole(desk, who.sam, quill))
    done(await leaveGroup(desk, who.hale, rooms.group))
    await answerOneByOne(site, rooms, desk)
    const [role] = done(await invite(desk, who.sam, [{ purpose: 'role', name: 'Dr Nasreen Patel', role: 'salaried-gp', email: 'nasreen@riverside.example' }]))
    const [room] = done(await invite(desk, who.lowe, [{ purpose: 'room', practice: { code: 'ZP0002', name: 'Lantern Surgery' } }]))
    const [group] = done(await invite(desk, who.sam, [{ purpose: 'group', group: rooms.group, groupName: 'Penmarsh Alongside', name: 'Elm Road', joinedAs: 'member' }]))
    done(await openBody(desk, { kind: 'provider', code: 'TP1', name: 'Marsh Community Trust', officer: 'The stranger', world: edition.world, runBy: 'whoever runs this' }))
    // Riverside is asked to go, which Patel can still stop; the LMC keeps a note of its own.
    done(await askToDelete({ ...desk, mailOf: async () => [] }, who.sam, { name: edition.byCode.get('ZP0001')!.name, alsoMine: false }))
    const [request] = (await site.desk.support.askedUs(who.lowe)).filter(each => each.state !== 'closed')
    done(await noteForOurselves(desk, who.lowe, request!.head.id, { says: 'They have asked before.', step: '', due: '' }))
    // What Okoro asked is gone, and the LMC's own note on it is left.
    const { request: gone } = done(await askForHelp(desk, who.okoro, { level: 'practice', to: 'carrowshire-lmc', wantedBy: '', keptAs: 'your-partners', until: dayAfter(dayInEngland(now()), 60), title: 'A lease that ends', body: 'Whom should we ask?' }))
    done(await takeUp(desk, who.lowe, gone, 'helps'))
    done(await noteForOurselves(desk, who.lowe, gone, { says: 'Their second lease.', step: '', due: '' }))
    done(await site.desk.rooms.remove(who.okoro, gone))
    const named = async (id: string) => (await site.rows.client.query<{ name: string }>('select name from organisation where id = $1', [id])).rows[0]!.name, letters = Number((await site.rows.client.query<{ count: string }>(`select count(*) from invitation where organisation = $1 and purpose = 'room'`, [rooms.lmc])).rows[0]!.count), penmarshHealth = await named(rooms.penmarshHealth)
    const okoro = await everyWay(site, await site.as('okoro'))
    // Somebody has begun with a code and not proved it, and somebody new has asked for a link.
    await (await site.as('patel')).post('/account/second-factor/begin', [])
    await site.visitor().post('/sign-in', [['email', 'newcomer@penmarsh.example']])
    const links = await sketchUnderLinks(await site.as(null))
    await site.close(true)
    return { database: site.database, rooms, codes: { role: role!.code, room: room!.code, group: group!.code }, ...links, password, ...okoro, people: site.people, names: { penmarshHealth }, letters, review, published }
  } catch (fault) {
    await site.close()
    throw fault
  }
}

/**
 * Partners answer alone: in the largest practice Okoro and Quill have answered and opened it to each other a quarter ago, so that they may be asked again; at Lantern
 * Wren has asked Quill, has answered, and waits.
 */
async function answerOneByOne(site: Site, rooms: Rooms, desk: { db: Site['db']; now: () => Date }): Promise<void> {
  const { as: who } = rooms, alone = { ...desk, mailOf: async () => null }, quill = site.people.get('quill')!
  const says = (box: string) => (box === 'way' ? 'each-other' : aloneQuestions.find(({ id }) => id === box)!.choices[0]!)
  for (const [by, room] of [['okoro', rooms.penmarshHealth], ['wren', rooms.lantern]] as const) {
    const [invitation] = done(await invite(desk, who[by], [{ purpose: 'role', name: 'Dr Martin Quill', role: 'partner', email: null }]))
    done(await takeRole(desk, { person: quill, name: 'Dr Martin Quill', code: invitation!.code }))
    const { round } = done(await beginAlone(alone, who[by], [who[by].person, quill]))
    done(await answerAlone(desk, who[by], round, says))
    if (by === 'okoro') done(await answerAlone(desk, { person: quill, organisation: room }, round, says))
  }
  await site.rows.client.query(`set session_replication_role = replica; update alone_round set begun_on = begun_on - 100, opened_on = opened_on - 100 where opened_on is not null; set session_replication_role = origin`)
}

function done<T>(outcome: T): Exclude<T, { refused: true }> {
  if (isRefusal(outcome)) throw new Error(`the town is wrong: ${outcome.why}`)
  return outcome as Exclude<T, { refused: true }>
}

/** A password, a code, recovery codes and a passkey, by the forms of one's account. */
async function everyWay(site: Site, visitor: Visitor): Promise<{ otpauth: string; recovery: string[] }> {
  await visitor.post('/account/second-factor/begin', [])
  const shown = (await visitor.get('/account/second-factor')).body, otpauth = `otpauth://totp/x?secret=${/<code class="app-secret">([^<]+)/.exec(shown)![1]!.replaceAll(' ', '')}`
  const proved = await visitor.post('/account/second-factor', [['code', figuresOf(otpauth)]])
  const recovery = [...proved.body.matchAll(/<li><code>([a-z2-9-]+)<\/code>/g)].map(([, one]) => one!)
  const set = await visitor.post('/account/password', [['password', password]])
  const json = async (at: string, body: unknown) => JSON.parse((await visitor.ask(at, { method: 'POST', headers: { 'content-type': 'application/json', origin: here }, body: JSON.stringify(body) })).body) as { options: never }
  const device = new Authenticator(here), { options } = await json('/account/passkeys/options', {})
  await json('/account/passkeys', { answer: device.register(options), name: 'the laptop upstairs' })
  if (recovery.length !== 10 || set.status !== 303) throw new Error(`${emailOf('okoro')} has not every way of signing in: ${recovery.length}, ${set.status}`)
  return { otpauth, recovery }
}

/** A sketch of one's own with everything a sketch can hold, by the forms of its pages; anybody may. */
async function sketchUnderLinks(visitor: Visitor): Promise<{ sketch: string; look: string; stoppedLook: string }> {
  const began = await visitor.post('/sketches', [['area', 'england'], ['kind', 'journeys'], ['min', '30000'], ['max', '50000'], ['figures', edition.name], ['own', 'ZP0001']]), at = began.to!
  const version = async () => /data-from="(\d+)"/.exec((await visitor.get(at)).body)![1]!
  const does = async (part: string, fields: [string, string][]) => {
    const answer = await visitor.post(`${at}/${part}`, [['from', await version()], ...fields])
    if (answer.status !== 303) throw new Error(`the sketch was not made: ${part} answered ${answer.status}: ${/error-summary.*?<\/div>/s.exec(answer.body)?.[0].replaceAll(/<[^>]+>/g, ' ')}`)
    return answer.to!
  }
  await does('change', [['do', 'keep-together'], ['a', 'ZP0001'], ['b', 'ZP0002']])
  const purpose = (await does('what-for', [['what', 'A pharmacist two days a week']])).split('/').at(-1)!
  await does(`what-for/${purpose}/with-whom`, [['level', 'few']])
  await does(`what-for/${purpose}/sets`, [['practices', 'ZP0001'], ['practices', 'ZP0002']])
  await does('hospitals/ZP0001', [['acute', 'Carrow General'], ['community', 'Tarrow Cottage Hospital']])
  await does('larger/new', [['name', 'Both sides of the river'], ['groups', 'A'], ['groups', 'B']])
  await does('steps/add', [['name', 'A year on'], ['day', '1/4/2027'], ['start', 'same']])
  const share = async () => {
    const now = new Date(Date.now() + 40 * 86_400_000)
    await does('share', [['author', 'Sam of Riverside'], ['until', `${now.getDate()}/${now.getMonth() + 1}/${now.getFullYear()}`]])
    return [...(await visitor.get(`${at}/share`)).body.matchAll(/value="http:\/\/localhost\/shared\/([\w-]+)"/g)].map(([, key]) => key!)
  }
  const [look] = await share(), both = await share()
  await does('stop', [['share', '2']])
  return { sketch: at.split('/').at(-1)!, look: look!, stoppedLook: both.find(key => key !== look)! }
}
