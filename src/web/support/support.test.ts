import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createApp } from '../app.tsx'
import type { Desk } from '../desk.ts'
import { testDatabase, type TestDatabase } from '../../../test/house/database.ts'
import { penmarshEdition } from '../../../test/town/penmarsh.ts'
import { moveIn, personas, type PersonaName, type Rooms } from '../../../test/town/rooms.ts'
import { as, roomsDesk } from '../../../test/town/rooms-desk.ts'

let own: TestDatabase, town: Rooms, desk: Desk, app: ReturnType<typeof createApp>
beforeAll(async () => {
  own = await testDatabase()
  desk = roomsDesk(own.db)
  town = await moveIn(own.db, penmarshEdition(), desk.now)
  app = createApp(desk)
})
afterAll(() => own.close())

const who = (name: PersonaName) => as(app, personas[name].person)
const room = (name: PersonaName, part: string) => `/our/${town.as[name].organisation}/${part}`
const textOf = (html: string) => html.replace(/<(script|style)[^>]*>.*?<\/\1>/gs, ' ').replace(/<[^>]+>/g, ' ').replaceAll('&#39;', '’').replaceAll('\u00a0', ' ').replace(/\s+/g, ' ')
const read = async (name: PersonaName, path: string) => { const answer = await who(name).get(path); return { status: answer.status, html: await answer.text(), headers: answer.headers } }
const asking = { to: 'carrowshire-lmc', title: 'Our lease ends', body: 'Who owes the repairs?\n\nAnd when?', level: 'practice', 'wanted-by': '10/2/2026', 'kept-as': 'your-partners', until: '2026-04-04' }
const ask = async (name: PersonaName, more: Record<string, string> = {}) => {
  const answer = await who(name).post(room(name, 'ask/new'), { ...asking, ...more })
  expect(answer.status).toBe(303)
  return answer.headers.get('location')!.split('/').at(-1)!
}

describe('asking for help', () => {
  test('what a practice asks stands in the list of its LMC with nothing of what it says, and opening it is what is written down', async () => {
    const request = await ask('sam'), list = await read('lowe', room('lowe', 'asked-us'))
    expect(textOf(list.html)).toContain('Riverside Surgery (invented) An answer would help by 10 February 2026, in 7 days. Asked on 3 February 2026. Nobody has taken it up yet.')
    for (const word of ['lease', 'repairs', 'Sam Thorne']) expect(list.html).not.toContain(word)
    expect(textOf((await read('sam', room('sam', `ask/${request}`))).html)).toContain('Nobody of theirs has opened it.')
    const opened = await read('lowe', room('lowe', `asked-us/${request}`))
    expect(textOf(opened.html)).toContain('Riverside Surgery (invented) asks Our lease ends')
    expect(opened.html).toContain('<title>A help request – Alongside (invented)</title>')
    expect(opened.headers.get('cache-control')).toBe('no-store')
    expect(textOf((await read('patel', room('patel', `ask/${request}`))).html)).toContain('Who has looked Bryn Lowe, Carrowshire LMC, 3 February 2026')
    for (const other of ['okoro', 'marsh', 'wren'] as const) for (const part of ['ask', 'asked-us']) expect((await who(other).get(room(other, `${part}/${request}`))).status).toBe(404)
  })

  test('the form keeps what was typed, names the box, and says beside the button what they will see', async () => {
    const answer = await who('sam').post(room('sam', 'ask/new'), { ...asking, title: '', 'wanted-by': '31/2/2026' }), html = await answer.text()
    expect(answer.status).toBe(422)
    expect(html).toContain('href="#title"')
    expect(html).toContain('Who owes the repairs?')
    expect(textOf(html)).toContain('What they note for themselves about it is theirs and stays with them.')
    expect(textOf((await read('wren', room('wren', 'ask/new'))).html)).toContain('Your room has not been confirmed')
  })

  test('a form that is sent empty says all that is amiss at once, each leading to its box', async () => {
    const problems = async (answer: Response) => [answer.status, [...(await answer.text()).matchAll(/<li><a href="#([\w-]+)">/g)].map(([, box]) => box)]
    expect(await problems(await who('sam').post(room('sam', 'ask/new'), { until: '', 'wanted-by': 'soon', 'kept-as': 'your-partners' }))).toEqual([422, ['to', 'title', 'body', 'level', 'wanted-by', 'until']])
    expect(await problems(await who('marsh').post(room('marsh', 'cases/new'), { about: 'Nowhere', due: 'soon', 'kept-as': 'your-partners' }))).toEqual([422, ['about', 'reason', 'step', 'due']])
    expect(await problems(await who('marsh').post(room('marsh', 'cases/new'), { about: 'ZP0003', due: 'soon', 'kept-as': 'your-partners' }))).toEqual([422, ['reason', 'step', 'due']])
  })

  test('what was done stands at the top of the page it leads back to, by a word that says nothing of it', async () => {
    const request = await ask('hale'), pressed = async (name: PersonaName, path: string, form: Record<string, string>) => { const to = (await who(name).post(path, form)).headers.get('location')!; return [to.replace(request, 'REQUEST').replace(/^.*\?/, '?'), textOf((await read(name, to)).html)] }
    expect(await pressed('lowe', room('lowe', `asked-us/${request}/take-up`), { hat: 'helps' })).toEqual(['?done=taken-up', expect.stringContaining('Done You have taken this up. They see that you have, and as what.')])
    expect(await pressed('hale', room('hale', `ask/${request}/stop`), {})).toEqual(['?done=stopped', expect.stringContaining('It is not shown any more.')])
    // A word from elsewhere, or of another page, says nothing here.
    for (const word of ['x', 'role-ended', 'constructor', 'title']) expect((await read('hale', room('hale', `ask/${request}?done=${word}`))).html).not.toContain('notification-banner')
  })

  test('one officer wears one hat: the second is refused with its reason, and the practice sees who wears which', async () => {
    const request = await ask('sam'), at = (part: string) => room('lowe', `asked-us/${request}/${part}`)
    expect((await who('lowe').post(at('answer'), { says: 'Read clause 4.' })).status).toBe(422)
    expect((await who('lowe').post(at('take-up'), {})).status).toBe(422)
    expect((await who('lowe').post(at('take-up'), { hat: 'helps' })).status).toBe(303)
    const second = await who('lowe').post(at('take-up'), { hat: 'decides' })
    expect([second.status, textOf(await second.text())]).toEqual([422, expect.stringContaining('You help in this matter, so you cannot decide it')])
    expect((await who('lowe').post(at('answer'), { says: 'Read clause 4.' })).status).toBe(303)
    expect(textOf((await read('sam', room('sam', `ask/${request}`))).html)).toMatch(/Taken up: Bryn Lowe helps\. Answered\..*Bryn Lowe, Carrowshire LMC \(helps\), answered on 3 February 2026 Read clause 4\./)
  })

  test('what the LMC notes for itself is never on a page of the practice', async () => {
    const request = await ask('sam'), at = room('lowe', `asked-us/${request}`)
    expect((await who('lowe').post(`${at}/note`, { note: 'Third lease this month', step: 'Ring the landlord', due: '1/2/2026' })).status).toBe(303)
    expect(textOf((await read('lowe', room('lowe', 'asked-us'))).html)).toContain('Overdue. Ring the landlord: was meant for 1 February 2026, 2 days ago.')
    for (const path of [`ask/${request}`, `ask/${request}/as-they-see`, 'ask', 'what-your-lmc-sees']) expect((await read('sam', room('sam', path))).html).not.toMatch(/Third lease|landlord/)
  })

  test('the practice sees exactly what its LMC sees, and after stopping that it sees nothing', async () => {
    const request = await ask('sam', { title: 'Only once' }), main = (html: string) => textOf(/<main.*<\/main>/s.exec(html)![0])
    const theirs = main((await read('lowe', room('lowe', `asked-us/${request}`))).html), preview = main((await read('sam', room('sam', `ask/${request}/as-they-see`))).html)
    const opened = theirs.slice(theirs.indexOf('Riverside Surgery (invented) asks'), theirs.indexOf('Nothing yet.'))
    expect(opened.length).toBeGreaterThan(100)
    expect(preview).toContain(opened)
    expect(textOf((await read('sam', room('sam', 'what-your-lmc-sees'))).html)).toContain('Only once Carrowshire LMC, until 4 April 2026')
    expect((await who('sam').post(room('sam', `ask/${request}/stop`))).status).toBe(303)
    expect((await who('lowe').get(room('lowe', `asked-us/${request}`))).status).toBe(404)
    expect((await read('lowe', room('lowe', 'asked-us'))).html).not.toContain(request)
    expect(textOf((await read('sam', room('sam', `ask/${request}/as-they-see`))).html)).toContain('Carrowshire LMC sees nothing of it')
    expect((await who('sam').post(room('sam', `ask/${request}/until`), { until: '2026-05-01' })).status).toBe(303)
    expect((await who('lowe').get(room('lowe', `asked-us/${request}`))).status).toBe(200)
  })

  test('from any list a help request leads to a page of its own', async () => {
    const request = await ask('sam')
    expect((await who('sam').get(room('sam', `kept/${request}`))).headers.get('location')).toBe(room('sam', `ask/${request}`))
    expect((await who('lowe').get(room('lowe', `shown-to-us/${request}`))).headers.get('location')).toBe(room('lowe', `asked-us/${request}`))
  })
})

describe('letters', () => {
  const letterPages = async () => {
    const form = new FormData()
    form.set('codes', 'ZP0002 Lantern\nZP0004'); form.set('area', '')
    const checked = await app.request(room('lowe', 'letters/check'), { method: 'POST', body: form, headers: { 'x-person-of-the-test': personas.lowe.person, origin: 'http://localhost', host: 'localhost' } })
    const html = await checked.text(), before = /name="letters-before" value="(\d+)"/.exec(html)![1]!
    return { html, before }
  }
  const post = (path: string, body: string) => app.request(path, { method: 'POST', body, headers: { 'x-person-of-the-test': personas.lowe.person, origin: 'http://localhost', host: 'localhost', 'content-type': 'application/x-www-form-urlencoded' } })

  test('are made for whom one ticks, with code, address and place to type it, once; sent twice they are made once', async () => {
    const { html, before } = await letterPages()
    expect(textOf(html)).toContain('19 Chandler Street, Penmarsh, ZZ1 1AB ZP0002')
    const body = `letters-before=${before}&found=ZP0002&found=ZP0004&practice=ZP0002&practice=ZP0004`
    const made = await (await post(room('lowe', 'letters/made'), body)).text(), codes = [...made.matchAll(/app-letter__code">([^<]+)</g)].map(([, code]) => code!)
    expect(new Set(codes).size).toBe(2)
    expect(made.match(/<article class="app-letter">/g)).toHaveLength(2)
    expect(textOf(made)).toMatch(/Lantern Surgery \(invented\) 19 Chandler Street Penmarsh ZZ1 1AB|Lantern Surgery \(invented\)19 Chandler StreetPenmarshZZ1 1AB/)
    expect(made).toContain('http://localhost/invited')
    const again = await post(room('lowe', 'letters/made'), body)
    expect([again.status, textOf(await again.text())]).toEqual([422, expect.stringContaining('Letters have been made since you looked at this list')])
    const file = await post(room('lowe', 'letters/csv'), `until=2026-04-04&letter=ZP0002+${codes[0]}&letter=ZP0004+${codes[1]}`)
    expect(await file.text()).toContain(`ZP0002,Lantern Surgery (invented),19 Chandler Street,Penmarsh,,ZZ1 1AB,${codes[0]},http://localhost/invited,2026-04-04,Carrowshire LMC\r\n`)
    const list = (await read('lowe', room('lowe', 'letters'))).html
    for (const code of codes) expect(list).not.toContain(code)
  })

  test('once a practice has used its letter, no page of the LMC has changed', async () => {
    const [letter] = await desk.rooms.invite(town.as.lowe, [{ purpose: 'room', practice: { code: 'ZP0002', name: 'Lantern Surgery' } }]) as { code: string }[]
    const everything = async () => Promise.all(['letters', 'asked-us', 'what-we-see'].map(async part => (await read('lowe', room('lowe', part))).html).concat(letterPages().then(({ html }) => html)))
    const before = await everything()
    expect(await desk.rooms.confirmRoom(town.as.wren, letter!.code)).toEqual({ confirmed: true })
    expect(await everything()).toEqual(before)
  })

  test('only a support unit has them, and only those who answer for it', async () => {
    for (const name of ['sam', 'marsh', 'okoro'] as const) for (const part of ['letters', 'letters/new', 'asked-us']) expect((await who(name).get(room(name, part))).status).toBe(404)
    expect((await who('lowe').get(room('lowe', 'letters/new'))).status).toBe(200)
  })
})

describe('a commissioner', () => {
  const open = async (about: string, more: Record<string, string> = {}) => who('marsh').post(room('marsh', 'cases/new'), { about, reason: 'Two partners near retirement.', step: 'Write to them', due: '20/2/2026', 'kept-as': 'your-partners', ...more })

  test('keeps its own cases, and a case about a practice with a room reads like one about a practice without', async () => {
    const read2 = async (code: string) => {
      const made = await open(code)
      expect(made.status).toBe(303)
      const { html } = await read('marsh', made.headers.get('location')!)
      const name = penmarshEdition().byCode.get(code)!.name
      return html.replaceAll(made.headers.get('location')!, '/case').replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, 'id').replaceAll(name, 'NAME').replaceAll(code, 'CODE')
    }
    expect(await read2('ZP0001')).toBe(await read2('ZP0012'))
    expect(textOf((await read('marsh', room('marsh', 'cases'))).html)).toContain('Write to them: by 20 February 2026, in 17 days.')
    for (const name of ['sam', 'lowe', 'okoro'] as const) expect((await who(name).get(room(name, 'cases'))).status).toBe(404)
  })

  test('names a practice by its published name, closes once, and no title tells about whom', async () => {
    const unknown = await open('Nowhere Surgery')
    expect([unknown.status, textOf(await unknown.text())]).toEqual([422, expect.stringContaining('We know no practice by that code or name')])
    const at = (await open('quayside medical centre')).headers.get('location')!
    const page = await read('marsh', at)
    expect([page.html.includes('<title>A case – Alongside (invented)</title>'), textOf(page.html).includes('Quayside Medical Centre')]).toEqual([true, true])
    expect((await who('marsh').post(`${at}/close`, { outcome: '' })).status).toBe(422)
    expect((await who('marsh').post(`${at}/close`, { outcome: 'A new partner.' })).status).toBe(303)
    expect(textOf((await read('marsh', at)).html)).toContain('Closed by Petra Marsh, 3 February 2026. A new partner.')
  })

  test('is shown something only after its owner was told once what that means; an LMC without', async () => {
    const note = await desk.rooms.writeNote(town.as.sam, { title: 'Plan', body: '', keptAs: 'your-partners', group: null, isCommercial: false, enteredFor: null }) as { item: string }
    const show = (fields: Record<string, string>) => who('sam').post(room('sam', `kept/${note.item}/show`), fields)
    const told = await show({ whom: 'commissioner:ZI1', until: '1/3/2026' }), html = await told.text()
    expect(textOf(html)).toContain('Before you show this to Carrowshire ICB')
    expect(html).toContain('name="until" value="1/3/2026"')
    expect(await desk.rooms.shownToUs(town.as.marsh)).toEqual([])
    expect((await show({ whom: 'support:carrowshire-lmc', until: '1/3/2026' })).status).toBe(303)
    expect((await show({ whom: 'commissioner:ZI1', until: '1/3/2026', 'told-about-commissioner': 'yes' })).status).toBe(303)
    expect((await desk.rooms.shownToUs(town.as.marsh)).map(head => head.id)).toEqual([note.item])
  })

  test('sees of a help request exactly what the practice is shown that it sees: what was asked, and nothing said after', async () => {
    const request = await ask('sam', { title: 'For the ICB too' }), main = (html: string) => textOf(/<main.*<\/main>/s.exec(html)![0])
    await who('lowe').post(room('lowe', `asked-us/${request}/take-up`), { hat: 'helps' })
    await who('lowe').post(room('lowe', `asked-us/${request}/answer`), { says: 'Between you and us.' })
    expect((await who('sam').post(room('sam', `kept/${request}/show`), { whom: 'commissioner:ZI1', until: '1/3/2026', 'told-about-commissioner': 'yes' })).status).toBe(303)
    const shares = [...(await read('sam', room('sam', `kept/${request}/who`))).html.matchAll(/as\/([0-9a-f-]{36})/g)].map(([, id]) => id!)
    expect(shares).toHaveLength(2)
    const theirs = main((await read('marsh', room('marsh', `asked-us/${request}`))).html)
    const ours = (await Promise.all(shares.map(async share => main((await read('sam', room('sam', `kept/${request}/as/${share}`))).html)))).find(page => page.includes('exactly what Carrowshire ICB sees'))
    expect(ours).toContain(theirs.slice(theirs.indexOf('Riverside Surgery (invented) asks')).trim())
    expect(theirs).not.toContain('Between you and us')
  })
})

test('what an LMC and an ICB can see is public, and the same words stand in their own rooms', async () => {
  const main = (html: string) => textOf(/<main.*<\/main>/s.exec(html)![0])
  for (const [path, name] of [['/what-your-lmc-can-see', 'lowe'], ['/what-your-icb-can-see', 'marsh']] as const) {
    const open = await app.request(path), said = main(await open.text()), ours = main((await read(name, room(name, 'what-we-see'))).html)
    expect(open.status).toBe(200)
    expect(ours).toContain(said.slice(said.indexOf('Only what')).trim())
  }
  const who = await (await app.request('/who-sees-what')).text()
  expect(who).toContain('href="/what-your-lmc-can-see"')
  expect((await as(app, personas.sam.person).get(room('sam', 'what-we-see'))).status).toBe(404)
})
