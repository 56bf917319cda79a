import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, expect, test } from 'vitest'
import { going, leaveRoom } from '#content/wording/leaving.ts'
import { askToDelete } from '#commands/organisations/ask-to-leave.ts'
import { carryOutLeavings } from '#commands/organisations/carry-out-leavings.ts'
import type { takenJson } from '#commands/organisations/taken-papers.ts'
import { testDatabase, type TestDatabase } from '../../../../test/house/database.ts'
import { expectWellFormed, fromXml, unzipped } from '../../../../test/house/unzip.ts'
import { accountsOf } from '../../../../test/town/accounts.ts'
import { penmarshEdition } from '../../../../test/town/penmarsh.ts'
import { as, roomsDesk } from '../../../../test/town/rooms-desk.ts'
import { moveIn, personas, type PersonaName, type Rooms } from '../../../../test/town/rooms.ts'
import { createApp } from '../../app.tsx'
import { paths } from '../../paths.ts'

let own: TestDatabase, town: Rooms, desk: ReturnType<typeof roomsDesk>, app: ReturnType<typeof createApp>, at: Date
beforeEach(async () => {
  at = new Date('2026-02-03T09:00:00Z')
  own = await testDatabase()
  desk = roomsDesk(own.db, { now: () => at })
  town = await moveIn(own.db, penmarshEdition(), desk.now)
  app = createApp(desk)
  return () => own.close()
})

const by = (who: PersonaName) => as(app, personas[who].person)
const roomOf = (who: PersonaName) => town.as[who].organisation
const leave = (who: PersonaName) => paths.room(roomOf(who), 'leave')
const textOf = (html: string) => html.slice(html.indexOf('<main'), html.indexOf('</main>')).replaceAll(/<script[^]*?<\/script>/g, '').replaceAll(/<[^>]+>/g, ' ').replaceAll('\u00a0', ' ').replaceAll(/\s+/g, ' ').replaceAll('&#39;', '’').trim()
const main = async (answer: Response | Promise<Response>) => textOf(await (await answer).text())
const led = (answer: Response): string => { expect(answer.status).toBe(303); return answer.headers.get('location')! }
const note = async (who: PersonaName, fields: Record<string, string> = {}) => led(await by(who).post(paths.room(roomOf(who), 'notes/new'), { heading: 'The lease', body: 'Ends in 2031.', keep: 'your-partners', commercial: '', whose: '', ...fields })).split('/').at(-1)!
const nameOf = async (who: PersonaName) => (await desk.rooms.enter(town.as[who]))!.organisation.name
/** Somebody who signed in more than ten minutes ago. */
const lately = () => { desk.accounts.who = (who => async asking => { const found = await who(asking); return found && { ...found, isRecent: false } })(desk.accounts.who) }

test('leaving is one page: take everything, what goes, what stays with whom and why, and how long copies live', async () => {
  await note('sam')
  const said = await main(by('sam').get(leave('sam')))
  for (const part of ['Take everything with you', 'Excel workbook', 'Word document', 'JSON', 'What goes, for good', 'The one thing kept here', 'What stays, who keeps it, and why', 'Every one of them was promised to see who has looked', '35 days after it is deleted', 'To delete it, type its name']) expect(said).toContain(part)
  expect(said).toContain(`It goes on 10 February 2026. Until then ${personas.patel.name} and ${personas.quill.name} can stop it`)
  desk.host.backupsKeptDays = null
  expect(await main(by('sam').get(leave('sam')))).toContain('Whoever runs this has not said how long they keep them')
})

test('the three files come as downloads that nothing between keeps, and open', async () => {
  await note('sam')
  for (const [form, type] of [['xlsx', 'spreadsheetml'], ['docx', 'wordprocessingml'], ['json', 'application/json']] as const) {
    const answer = await by('sam').get(paths.takeRoom(roomOf('sam'), form))
    expect([answer.status, answer.headers.get('content-disposition'), answer.headers.get('cache-control')]).toEqual([200, `attachment; filename="alongside-zp0001-2026-02-03.${form}"`, 'no-store'])
    expect(answer.headers.get('content-type')).toContain(type)
    const bytes = new Uint8Array(await answer.arrayBuffer())
    if (form === 'json') expect(JSON.parse(new TextDecoder().decode(bytes))).toMatchObject({ schema: 'alongside.taken', version: 1, items: [{ says: { heading: 'The lease' } }] })
    else expectWellFormed(await unzipped(bytes))
  }
  for (const path of [paths.takeRoom(roomOf('sam'), 'json'), leave('sam'), paths.leaveRoom(roomOf('sam'), 'join'), paths.leaveRoom(roomOf('sam'), 'carry')]) expect((await by('okoro').get(path)).status, path).toBe(404)
  expect((await by('sam').get(`/our/${roomOf('sam')}/leave/everything.exe`)).status).toBe(404)
  expect(led(await as(app, null).get(paths.takeRoom(roomOf('sam'), 'json')))).toMatch(/^\/sign-in\?return=/)
})

test('whoever takes everything away again and again waits a while', async () => {
  const answers: number[] = []
  for (let k = 0; k < 14; k++) answers.push((await by('sam').get(paths.takeRoom(roomOf('sam'), 'json'))).status)
  expect([answers.slice(0, 12), answers.at(-1)]).toEqual([Array.from({ length: 12 }, () => 200), 429])
  expect((await by('okoro').get(paths.takeRoom(roomOf('okoro'), 'json'))).status).toBe(200)
})

test('a partner asks for the room to go; a notice stands on every page of it, and another stops it there', async () => {
  const wrong = await by('quill').post(paths.leaveRoom(roomOf('quill'), 'delete'), { name: 'Quayside' })
  expect([wrong.status, await main(wrong)]).toEqual([422, expect.stringContaining('Type the name as it stands here')])
  expect(led(await by('quill').post(paths.leaveRoom(roomOf('quill'), 'delete'), { name: (await nameOf('quill')).toLowerCase() }))).toBe(leave('quill'))
  for (const path of [paths.room(roomOf('sam')), paths.room(roomOf('sam'), 'notes'), leave('sam')]) {
    expect(await main(by('sam').get(path)), path).toMatch(/This room is to go .*Dr Martin Quill asked on 3 February 2026 for this room to be deleted. That happens on 10 February 2026/)
  }
  expect(await main(by('quill').get(leave('quill')))).toContain(`${personas.quill.name} has asked for the room of`)
  const page = await (await by('sam').get(paths.room(roomOf('sam')))).text(), leaving = /name="leaving" value="([^"]+)"/.exec(page)![1]!
  expect((await by('okoro').post(paths.leaveRoom(roomOf('sam'), 'stop'), { leaving })).status).toBe(404)
  expect(led(await by('sam').post(paths.leaveRoom(roomOf('sam'), 'stop'), { leaving }))).toBe(paths.after(leave('sam'), 'not-going'))
  expect(await main(by('sam').get(paths.room(roomOf('sam'))))).not.toContain('This room is to go')
  expect((await by('sam').post(paths.leaveRoom(roomOf('sam'), 'stop'), { leaving })).status).toBe(422)
})

test('somebody whose role was ended sees on their own page that the room is to go, and stops it there', async () => {
  const role = (await desk.rooms.enter(town.as.sam))!.people.find(each => each.person === personas.patel.person)!
  led(await by('quill').post(paths.roomRole(roomOf('quill'), role.id)))
  led(await by('quill').post(paths.leaveRoom(roomOf('quill'), 'delete'), { name: await nameOf('quill') }))
  expect((await by('patel').get(leave('patel'))).status).toBe(404)
  const page = await (await by('patel').get(paths.mine())).text(), leaving = /name="leaving" value="([^"]+)"/.exec(page)![1]!
  expect(textOf(page)).toContain(await nameOf('sam'))
  expect(led(await by('patel').post(paths.mine('stop'), { leaving }))).toBe('/account/mine')
  expect(await main(by('sam').get(leave('sam')))).not.toContain('This room is to go')
})

test('one who signed in a while ago, at a computer others use, deletes and ends nothing', async () => {
  lately()
  expect(await main(by('sam').get(leave('sam')))).toContain('Sign in again first')
  const again = (path: string) => `/sign-in?return=${encodeURIComponent(path)}&why=again`
  expect(led(await by('sam').post(paths.leaveRoom(roomOf('sam'), 'delete'), { name: await nameOf('sam') }))).toBe(again(leave('sam')))
  expect(led(await by('sam').post(paths.leaveRoom(roomOf('sam'), 'join'), { which: 'ZP0002', from: '1/4/2026' }))).toBe(again(paths.leaveRoom(roomOf('sam'), 'join')))
  expect(led(await by('sam').post(paths.closeAccount(), { close: 'CLOSE' }))).toBe(again('/account/close'))
  expect((await desk.rooms.enter(town.as.sam))?.going).toBeNull()
})

test('one alone with a room deletes it at once, and keeps what is theirs only until they delete that', async () => {
  await note('wren', { heading: 'Zephyrine plans', body: 'Two years.', keep: 'only-you' })
  expect(await main(by('wren').get(leave('wren')))).toMatch(/Nobody else answers for this room, so it goes at once.*Also delete the one thing that is only mine here/)
  const gone = led(await by('wren').post(paths.leaveRoom(roomOf('wren'), 'delete'), { name: await nameOf('wren') }))
  expect(gone).toBe('/account/mine?gone=yes')
  expect(await main(by('wren').get(gone))).toMatch(/The room is deleted.*Zephyrine plans.*Two years\./)
  expect((await by('wren').get(leave('wren'))).status).toBe(404)
  const json = JSON.parse(await (await by('wren').get(paths.takeMine('json'))).text()) as ReturnType<typeof takenJson>
  expect([json.of, json.items.map(item => item.says)]).toEqual(['person', [{ heading: 'Zephyrine plans', text: 'Two years.' }]])
  for (const form of ['xlsx', 'docx'] as const) expectWellFormed(await unzipped(new Uint8Array(await (await by('wren').get(paths.takeMine(form))).arrayBuffer())))
  expect(led(await by('okoro').post(paths.mine('delete'), { item: json.items[0]!.id }))).toBe('/account/mine?deleted=0')
  expect(led(await by('wren').post(paths.mine('delete'), { item: json.items[0]!.id }))).toBe('/account/mine?deleted=1')
  expect(await main(by('wren').get(paths.mine()))).toContain('Nothing is kept that is yours only')
})

test('a box ticked takes what is one’s own only with the room, and never a colleague’s', async () => {
  await note('sam', { heading: 'Sam alone', keep: 'only-you' })
  await note('quill', { heading: 'Quill alone', keep: 'only-you' })
  led(await by('sam').post(paths.leaveRoom(roomOf('sam'), 'delete'), { name: await nameOf('sam'), mine: 'yes' }))
  expect(await main(by('sam').get(paths.mine()))).not.toContain('Sam alone')
  at = new Date('2026-02-10T09:00:00Z')
  expect(await carryOutLeavings({ db: own.db, now: desk.now })).toHaveLength(1)
  expect(await main(by('quill').get(paths.mine()))).toContain('Quill alone')
})

test('a practice that joined another says so, reads on and carries notes over, and owners are told why what they showed has stopped', async () => {
  const kept = await note('hale', { heading: 'Rota' }), theirs = await note('okoro', { heading: 'Shown to Elm Road' })
  const elm = (await desk.rooms.enter(town.as.hale))!.organisation
  led(await by('okoro').post(paths.item(roomOf('okoro'), theirs, 'show'), { whom: 'practice', code: elm.code, until: '3/4/2026' }))
  const join = paths.leaveRoom(roomOf('hale'), 'join')
  expect(await main(by('hale').get(join))).toContain('nobody writes in it any more')
  for (const [fields, says] of [[{ which: 'X99999', from: '3/2/2026' }, 'We do not know a practice with that code'], [{ which: elm.code, from: '3/2/2026' }, 'That is this practice’s own code'], [{ which: 'zp0001', from: 'soon' }, 'Give the first day'], [{ which: 'zp0001', from: '2/2/2026' }, 'is past']] as const) {
    const answer = await by('hale').post(join, fields)
    expect([answer.status, await main(answer)]).toEqual([422, expect.stringContaining(says)])
  }
  expect(led(await by('hale').post(join, { which: 'zp0001', from: '3/2/2026' }))).toBe(leave('hale'))
  const after = await main(by('hale').get(leave('hale')))
  expect(after).toMatch(/This room has ended: joined .*Carry notes to another room/)
  expect(after).not.toContain('This practice joins another')
  expect(await main(by('hale').get(paths.item(roomOf('hale'), kept)))).toContain('Rota')
  expect((await by('hale').post(paths.room(roomOf('hale'), 'notes/new'), { heading: 'More', body: '', keep: 'your-partners' })).status).toBe(422)
  expect(await main(by('okoro').get(paths.item(roomOf('okoro'), theirs, 'who')))).toContain(`${elm.name} joined`)
  const carry = paths.leaveRoom(roomOf('hale'), 'carry')
  expect(await main(by('hale').get(carry))).toContain('You have no role in another room')
  const code = /([0-9A-Z]{4}-){3}[0-9A-Z]{4}/.exec(await main(by('sam').post(paths.room(roomOf('sam'), 'people/invite'), { name: 'Rowan Hale', role: 'practice-manager', email: '' })))![0]
  led(await by('hale').post('/invited/take', { code, name: 'Rowan Hale' }))
  expect(await main(by('hale').post(carry, { to: roomOf('sam') }))).toContain('Choose what to carry over')
  expect(await main(by('hale').post(carry, { to: roomOf('sam'), note: kept }))).toContain('One note was carried over')
  expect(await main(by('hale').get(paths.room(roomOf('sam'), 'notes')))).toContain('Rota')
  expect(await main(by('sam').get(paths.room(roomOf('sam'), 'notes')))).not.toContain('Rota')
})

test('an account is closed by a word typed: roles end, the names stay, and nobody is left with a room that nobody answers for', async () => {
  expect(await main(by('quill').get(paths.closeAccount()))).toMatch(/Your roles end now: partner at .*What stays, who keeps it, and why/)
  expect((await by('quill').post(paths.closeAccount(), { close: 'yes' })).status).toBe(422)
  const alone = await by('okoro').post(paths.closeAccount(), { close: 'close' })
  expect([alone.status, await main(alone)]).toEqual([422, expect.stringContaining('Nobody else answers for')])
  let closed = 0
  desk.accounts.close = async () => { closed++; return { cookies: ['session=; Max-Age=0'] } }
  const done = await by('quill').post(paths.closeAccount(), { close: ' close ' })
  expect([done.status, await main(done), done.headers.get('set-cookie'), closed]).toEqual([200, expect.stringContaining('Your account is closed'), 'session=; Max-Age=0', 1])
  expect((await by('quill').get(leave('quill'))).status).toBe(404)
  expect(await main(by('sam').get(paths.room(roomOf('sam'), 'people')))).toContain(personas.quill.name)
  expect(accountsOf().close).toBeDefined()
})

test('who may not have the room deleted reads why, and a group’s room waits for its last member', async () => {
  const code = /([0-9A-Z]{4}-){3}[0-9A-Z]{4}/.exec(await main(by('patel').post(paths.room(roomOf('patel'), 'people/invite'), { name: 'Dr Vale', role: 'salaried-gp', email: '' })))![0]
  led(await as(app, 'vale').post('/invited/take', { code, name: 'Dr Vale' }))
  const said = await main(as(app, 'vale').get(leave('sam')))
  expect(said).toContain(leaveRoom.deleteWho)
  expect(said).not.toContain('type its name')
  expect((await as(app, 'vale').post(paths.leaveRoom(roomOf('sam'), 'delete'), { name: await nameOf('sam') })).status).toBe(422)
  expect(await main(by('sam').get(paths.room(town.group, 'leave')))).toContain('3 organisations are in this group')
})

test('every page of leaving is kept to oneself, and its title says nothing', async () => {
  await askToDelete({ db: own.db, now: desk.now, mailOf: async () => [] }, town.as.quill, { name: await nameOf('quill'), alsoMine: false })
  for (const path of [leave('sam'), paths.leaveRoom(roomOf('sam'), 'join'), paths.leaveRoom(roomOf('sam'), 'carry'), paths.mine(), paths.closeAccount()]) {
    const answer = await by('sam').get(path), html = await answer.text()
    expect([answer.status, answer.headers.get('cache-control'), answer.headers.get('x-robots-tag')], path).toEqual([200, 'no-store', expect.stringContaining('noindex')])
    expect(/<title>(.*?)<\/title>/.exec(html)![1]).not.toMatch(/Riverside|Quill|delet/i)
    expect(html.match(/<h1[\s>]/g), path).toHaveLength(1)
  }
  expect(going.letter('a', 'b', 'c')).toContain('Whoever answers for it can stop it')
})

/** Sam asks the LMC for help, which takes it up, answers, and notes something for itself. */
async function askedForHelp(): Promise<string> {
  const request = led(await by('sam').post(paths.room(roomOf('sam'), 'ask/new'), { to: 'carrowshire-lmc', title: 'Our lease ends', body: 'Who owes the repairs?', level: 'practice', 'wanted-by': '10/2/2026', 'kept-as': 'your-partners', until: '2026-04-04' })).split('/').at(-1)!
  led(await by('lowe').post(paths.asked(roomOf('lowe'), request, 'take-up'), { hat: 'helps' }))
  led(await by('lowe').post(paths.asked(roomOf('lowe'), request, 'answer'), { says: 'Read clause 4.' }))
  led(await by('lowe').post(paths.asked(roomOf('lowe'), request, 'note'), { note: 'Third lease this month', step: 'Ring the landlord', due: '1/3/2026' }))
  return request
}

test('the guide names everything that stands in the JSON file, and no word it has not', async () => {
  await note('sam')
  const item = await note('sam', { heading: 'Shown', keep: `this-group ${town.group}` })
  led(await by('sam').post(paths.item(roomOf('sam'), item, 'show'), { whom: 'support:carrowshire-lmc', until: '3/4/2026' }))
  await note('sam', { heading: 'For a colleague', whose: personas.patel.person })
  await by('lowe').get(paths.shown(roomOf('lowe'), item))
  await askToDelete({ db: own.db, now: desk.now, mailOf: async () => [] }, town.as.quill, { name: await nameOf('quill'), alsoMine: false })
  const review = led(await by('sam').post(paths.beginReview(roomOf('sam')), { 'profit-last-year': '312,000', 'partners-now': '3', 'stopping-shown': 'yes', 'stopping-0-not-said': '3', 'rent-or-loan': '42,000' }))
  led(await by('sam').post(`${review}/copy`))
  const request = await askedForHelp()
  led(await by('marsh').post(paths.room(roomOf('marsh'), 'cases/new'), { about: 'ZP0001', reason: 'The list is to close.', step: 'Ring them', due: '1/3/2026', 'kept-as': 'your-partners' }))
  const held = (await desk.support.cases(town.as.marsh))[0]!.head.id
  led(await by('marsh').post(paths.caseOf(roomOf('marsh'), held, 'close'), { outcome: 'It stays open.' }))
  led(await by('quill').post(paths.room(roomOf('quill'), 'answer-alone/begin'), new URLSearchParams([['partner', personas.quill.person], ['partner', personas.patel.person]])))
  const round = (await desk.alone.ofRoom(town.as.quill)).rounds[0]!.id
  led(await by('quill').post(paths.alone(roomOf('quill'), round), { stop: 'later', urgent: '2', again: 'yes', income: 'rather-not-say', risk: 'some', property: 'none', others: '3', hours: '30-to-40', way: 'sheet' }))
  const files = await Promise.all((['sam', 'lowe', 'marsh', 'quill'] as const).map(async who => JSON.parse(await (await by(who).get(paths.takeRoom(roomOf(who), 'json'))).text()) as ReturnType<typeof takenJson>))
  const names = new Set<string>(), walk = (value: unknown): void => { if (Array.isArray(value)) value.forEach(walk); else if (typeof value === 'object' && value !== null) for (const [name, inside] of Object.entries(value)) { names.add(name); if (!(name === 'said' && 'question' in value)) walk(inside) } } // boxes of an answer are named by their question
  walk(files)
  const [json, lmc, icb, quill] = files as [typeof files[0], typeof files[0], typeof files[0], typeof files[0]]
  // What a partner answered alone is in their own file, and in nobody else's.
  expect([json, quill].map(file => file.items.filter(each => each.kind === 'alone').map(each => each.says?.['way']))).toEqual([[], ['sheet']])
  expect(json.parts.map(({ part, says }) => [part, says['asked'], says['became']])).toEqual([['alone-round', [personas.patel.name, personas.quill.name], null]])
  expect(json.items.find(each => each.id === request)?.says).toMatchObject({ heading: 'Our lease ends', level: 'practice', state: 'answered', hats: [{ name: personas.lowe.name, hat: 'helps' }], said: [{ what: 'answered', text: 'Read clause 4.' }] })
  expect([lmc.items, lmc.parts.map(({ part, says }) => [part, says['text'], says['step']])]).toEqual([[], [['working-note', 'Third lease this month', 'Ring the landlord']]])
  expect(icb.items.map(({ kind, says }) => [kind, says?.['reason']])).toEqual([['case', 'The list is to close.']])
  // What is said is the same in Word; a support unit's own notes are in nobody else's file.
  const docx = async (who: PersonaName) => fromXml((await unzipped(new Uint8Array(await (await by(who).get(paths.takeRoom(roomOf(who), 'docx'))).arrayBuffer()))).get('word/document.xml')!)
  expect([(await docx('sam')).includes('Read clause 4.'), (await docx('sam')).includes('Third lease'), (await docx('lowe')).includes('Third lease this month'), (await docx('marsh')).includes('The list is to close.')]).toEqual([true, false, true, true])
  const guide = readFileSync(join(import.meta.dirname, '../../../../docs/guides/leaving.md'), 'utf8'), told = new Set([...guide.matchAll(/^\| `([A-Za-z]+)`/gm)].map(([, name]) => name!))
  expect([...names].filter(name => !told.has(name)).sort()).toEqual([])
  expect([...told].filter(name => !names.has(name)).sort()).toEqual([])
  // Every instant and day is ISO.
  expect(JSON.stringify(files)).not.toMatch(/"(at|\w+At|from|to|until|dueOn|endedOn)":"(?!\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}:\d{2}\.\d{3}Z)?")/)
})

test('joining another says at once what is amiss with the practice and with the day', async () => {
  const problems = async (fields: Record<string, string>) => { const answer = await by('sam').post(paths.leaveRoom(roomOf('sam'), 'join'), fields); return [answer.status, [...(await answer.text()).matchAll(/<li><a href="#([\w-]+)">/g)].map(([, box]) => box)] }
  expect(await problems({ which: 'X99999', from: '' })).toEqual([422, ['which', 'from']])
  expect(await problems({ which: 'ZP0001', from: '4/2/2026' })).toEqual([422, ['which', 'from']])
  expect(await problems({ which: 'ZP0003', from: '4/2/2026' })).toEqual([422, ['from']])
})
