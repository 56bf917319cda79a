import { afterAll, beforeAll, expect, test } from 'vitest'
import { testDatabase, type TestDatabase } from '../../../test/house/database.ts'
import { penmarshEdition } from '../../../test/town/penmarsh.ts'
import { as, roomsDesk } from '../../../test/town/rooms-desk.ts'
import { moveIn, personas, type PersonaName, type Rooms } from '../../../test/town/rooms.ts'
import { createApp } from '../app.tsx'
import { paths } from '../paths.ts'

let own: TestDatabase, town: Rooms, app: ReturnType<typeof createApp>, desk: ReturnType<typeof roomsDesk>
beforeAll(async () => {
  own = await testDatabase()
  desk = roomsDesk(own.db)
  town = await moveIn(own.db, penmarshEdition(), desk.now)
  app = createApp(desk)
})
afterAll(() => own.close())

const by = (who: PersonaName) => as(app, personas[who].person)
const roomOf = (who: PersonaName) => town.as[who].organisation
const main = async (answer: Response | Promise<Response>) => {
  const html = await (await answer).text()
  return html.slice(html.indexOf('<main'), html.indexOf('</main>')).replaceAll(/<script[^]*?<\/script>/g, '').replaceAll(/<[^>]+>/g, ' ').replaceAll(/\s+/g, ' ').replaceAll('&#39;', '’').trim()
}
const led = (answer: Response): string => { expect(answer.status).toBe(303); return answer.headers.get('location')! }
const note = async (who: PersonaName, fields: Record<string, string> = {}) => {
  const answer = await by(who).post(paths.room(roomOf(who), 'notes/new'), { heading: 'The lease', body: 'Ends in 2031.\n\nTalk to the landlord.', keep: 'your-partners', commercial: '', whose: '', ...fields })
  return led(answer).split('/').at(-1)!
}

test('whoever has not signed in is led to sign in and back, and one who has opens a room in one step', async () => {
  expect(led(await as(app, null).get(paths.room(town.riverside, 'notes')))).toBe(`/sign-in?return=${encodeURIComponent(`/our/${town.riverside}/notes`)}`)
  const newcomer = as(app, 'newcomer')
  expect(await main(newcomer.get('/our/new?practice=ZP0006'))).toContain('I may answer for this practice')
  const empty = await newcomer.post('/our/new', { practice: 'ZP0006', name: '', role: '', })
  expect([empty.status, await main(empty)]).toEqual([422, expect.stringMatching(/There is a problem.*Say whether you are a partner.*Tick the box/)])
  const room = led(await newcomer.post('/our/new', { practice: 'ZP0006', name: 'Dr Newcomer', role: 'partner', may: 'yes' }))
  expect(await main(newcomer.get(room))).toMatch(/Not confirmed yet.*Nobody else can enter this room.*Nothing needs you/)
  expect(led(await newcomer.get('/our'))).toBe(room)
})

test('a room of another, one that does not exist and an address that is none answer the same', async () => {
  const answers = await Promise.all([paths.room(town.riverside), paths.room('00000000-0000-4000-8000-000000000000'), paths.room('x'), paths.room("'; drop table item; --")].map(async path => (await (await by('okoro').get(path)).text()).replaceAll(/\s+/g, ' ')))
  expect(new Set(answers).size).toBe(1)
  expect((await by('okoro').get(paths.room(town.riverside))).status).toBe(404)
})

test('a note is written, shown to one practice until a day, seen exactly as its owner was shown, and each look is in the log', async () => {
  const item = await note('sam'), at = roomOf('sam')
  expect((await by('hale').get(paths.shown(roomOf('hale'), item))).status).toBe(404)
  const shown = await by('sam').post(paths.item(at, item, 'show'), { whom: 'practice', code: (await desk.rooms.enter(town.as.hale))!.organisation.code.toLowerCase(), until: '3/4/2026' })
  expect(led(shown)).toBe(paths.after(paths.item(at, item, 'who'), 'shown'))
  const who = await (await by('sam').get(paths.item(at, item, 'who'))).text(), preview = /href="([^"]+\/as\/[^"]+)"/.exec(who)![1]!
  const article = (html: string) => html.slice(html.indexOf('<article'), html.indexOf('</article>'))
  const asSeen = article(await (await by('hale').get(paths.shown(roomOf('hale'), item))).text())
  expect(asSeen).toContain('Talk to the landlord.')
  expect(article(await (await by('sam').get(preview)).text())).toBe(asSeen)
  const log = await main(by('patel').get(paths.room(at, 'who-has-looked')))
  expect(log).toMatch(/The lease.*Rowan Hale.*shown to them by name.*on a page/)
  const file = await (await by('sam').get(paths.room(at, 'who-has-looked.csv'))).text()
  expect(file.split('\r\n')[1]).toContain('The lease,Rowan Hale,')
  // An address that is for what one's own room keeps opens nothing of another's, and so nobody has looked.
  expect((await by('hale').get(paths.item(roomOf('hale'), item))).status).toBe(404)
  expect((await (await by('sam').get(paths.room(at, 'who-has-looked.csv'))).text()).split('\r\n').filter(line => line.includes('Rowan Hale'))).toHaveLength(1)
  // The list says that there is something, not what it says.
  expect(await main(by('hale').get(paths.room(roomOf('hale'), 'shown-to-us')))).not.toContain('The lease')
  const share = /name="share" value="([^"]+)"/.exec(who)![1]!
  led(await by('sam').post(paths.item(at, item, 'stop'), { share }))
  expect((await by('hale').get(paths.shown(roomOf('hale'), item))).status).toBe(404)
  expect((await by('sam').get(preview)).status).toBe(404)
})

test('what is one’s own only is in nobody else’s list, count, page or log', async () => {
  const item = await note('quill', { heading: 'Zephyrine plans', keep: 'only-you' })
  for (const who of ['sam', 'patel', 'okoro', 'lowe', 'marsh'] as const) {
    const at = roomOf(who)
    for (const path of [paths.room(at), paths.room(at, 'notes'), paths.room(at, 'people'), paths.room(at, 'who-has-looked'), paths.item(at, item), paths.item(at, item, 'who'), paths.shown(at, item)]) expect(await (await by(who).get(path)).text(), `${who} ${path}`).not.toContain('Zephyrine')
  }
  expect(await main(by('quill').get(paths.room(roomOf('quill'), 'notes')))).toContain('Zephyrine')
})

test('what was typed is kept on a page that refuses it, and says what is amiss', async () => {
  const answer = await by('sam').post(paths.room(roomOf('sam'), 'notes/new'), { heading: '', body: 'Kept words', keep: 'your-partners' })
  expect([answer.status, await answer.text()]).toEqual([422, expect.stringContaining('Kept words')])
  const item = await note('sam')
  const show = await by('sam').post(paths.item(roomOf('sam'), item, 'show'), { whom: 'practice', code: 'X99999', until: 'soon' })
  expect([show.status, await main(show)]).toEqual([422, expect.stringContaining('We do not know a practice with that code')])
})

test('an invitation’s code is shown once, opens a role once, and looks the same when used as when made up', async () => {
  const made = await main(by('patel').post(paths.room(roomOf('patel'), 'people/invite'), { name: 'Dr Vale', role: 'salaried-gp', email: '' })), code = /([0-9A-Z]{4}-){3}[0-9A-Z]{4}/.exec(made)![0]
  const vale = as(app, 'vale')
  expect(await main(vale.post('/invited', { code }))).toMatch(/invites you to .* as salaried GP/)
  const room = led(await vale.post('/invited/take', { code, name: 'Dr Vale' }))
  expect((await vale.get(room)).status).toBe(200)
  const [used, unknown] = await Promise.all([code, '0000-0000-0000-0000'].map(async each => (await main(as(app, 'thief').post('/invited', { code: each }))).replaceAll(/[0-9A-Z-]{19}/g, '…')))
  expect(used).toBe(unknown)
  // A salaried GP keeps what is theirs, and sees nothing of the partners’.
  await note('sam', { heading: 'Partners only' })
  expect(await main(vale.get(`${room}/notes`))).not.toContain('Partners only')
  expect((await vale.get(`${room}/people/invite`)).status).toBe(404)
})

test('a list of what others show says which nobody here has opened, and a menu is folded by a part that works without scripts', async () => {
  const item = await note('sam')
  led(await by('sam').post(paths.item(roomOf('sam'), item, 'show'), { whom: 'practice', code: (await desk.rooms.enter(town.as.hale))!.organisation.code, until: '1/3/2026' }))
  const line = async () => (await (await by('hale').get(paths.room(roomOf('hale'), 'shown-to-us'))).text()).split('<li>').find(each => each.includes(item))!
  expect(await line()).toContain('Not opened yet')
  expect((await by('hale').get(paths.shown(roomOf('hale'), item))).status).toBe(200)
  expect(await line()).not.toContain('Not opened yet')
  expect(await (await by('hale').get(paths.room(roomOf('hale'), 'people'))).text()).toMatch(/<details class="app-room-bar__fold"><summary>Menu<\/summary><\/details><ul class="app-room-bar__menu">.*<a href="[^"]*\/people" aria-current="page">Our people<\/a>/)
})

test('words of people are words: no markup, no script, in any page they stand on', async () => {
  const evil = '<img src=x onerror=alert(1)>"\'><script>alert(1)</script>'
  const item = await note('sam', { heading: evil, body: evil, keep: `this-group ${town.group}` })
  for (const answer of [by('sam').get(paths.item(roomOf('sam'), item)), by('sam').get(paths.room(roomOf('sam'))), by('hale').get(paths.shown(roomOf('hale'), item)), by('sam').get(paths.item(roomOf('sam'), item, 'change'))]) {
    const html = await (await answer).text()
    expect(html).not.toMatch(/<img src=x|<script>alert/)
    expect(html).toContain('&lt;img')
  }
})

test('every page of a room is kept to oneself', async () => {
  const item = await note('sam')
  for (const path of ['/our?all', paths.room(roomOf('sam')), paths.room(roomOf('sam'), 'notes/new'), paths.item(roomOf('sam'), item), '/invited']) {
    const answer = await by('sam').get(path)
    expect([answer.status, answer.headers.get('cache-control'), answer.headers.get('x-robots-tag')], path).toEqual([200, 'no-store', expect.stringContaining('noindex')])
  }
})

test('a group is begun, another is invited, both see what is shown to it, and leaving ends that', async () => {
  const begun = led(await by('okoro').post(paths.room(roomOf('okoro'), 'groups/new'), { name: 'Coast', word: 'handshake' }))
  const group = begun.split('/').at(-1)!
  const code = /([0-9A-Z]{4}-){3}[0-9A-Z]{4}/.exec(await main(by('okoro').post(paths.roomGroup(roomOf('okoro'), group, 'invite'), { name: 'Riverside', as: 'member' })))![0]
  expect(led(await by('sam').post('/invited/take', { code, for: roomOf('sam') }))).toBe(paths.roomGroup(roomOf('sam'), group))
  const item = await note('okoro', { heading: 'For the coast', keep: `this-group ${group}` })
  expect(await main(by('sam').get(paths.shown(roomOf('sam'), item)))).toContain('For the coast')
  led(await by('sam').post(paths.roomGroup(roomOf('sam'), group, 'leave')))
  expect((await by('sam').get(paths.shown(roomOf('sam'), item))).status).toBe(404)
})

test('what is kept for a group one has left is first kept for somebody else, then changed', async () => {
  const begun = led(await by('okoro').post(paths.room(roomOf('okoro'), 'groups/new'), { name: 'Estuary', word: '' })), group = begun.split('/').at(-1)!
  const item = await note('okoro', { heading: 'For the estuary', keep: `this-group ${group}` })
  led(await by('okoro').post(paths.roomGroup(roomOf('okoro'), group, 'leave')))
  const change = paths.item(roomOf('okoro'), item, 'change'), changed = { heading: 'For us', body: 'Changed', from: '1' }
  const no = await by('okoro').post(change, changed)
  expect([no.status, await no.text()]).toEqual([422, expect.stringContaining('for a group you are no longer in')])
  led(await by('okoro').post(paths.item(roomOf('okoro'), item, 'keep-as'), { keep: 'your-partners' }))
  expect(led(await by('okoro').post(change, changed))).toBe(paths.item(roomOf('okoro'), item))
  // A version that is none was never seen by anybody.
  for (const from of ['x', '', '99999999999', '-1']) expect((await by('okoro').post(change, { ...changed, from })).status, from).toBe(422)
})
