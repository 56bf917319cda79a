import { beforeEach, expect, test } from 'vitest'
import { expectOrder } from '../../../../test/town/order.ts'
import { sketchesByHand } from '../../../../test/town/sketches.ts'
import { townDesk } from '../../../../test/town/desk.ts'
import { penmarsh, penmarshEdition } from '../../../../test/town/penmarsh.ts'
import { createApp } from '../../app.tsx'

const edition = penmarshEdition()
const fresh = (of = edition) => createApp(townDesk({ editions: [of], sketches: sketchesByHand(of) }))
let app = fresh()
beforeEach(() => { app = fresh() })

const plain = (html: string) => html.replaceAll(/<(script|style)[^]*?<\/\1>/g, '').replaceAll(/<[^>]+>/g, ' ').replaceAll('\u00a0', ' ').replaceAll(/\s+/g, ' ').replaceAll(' ,', ',').replaceAll(' .', '.')
async function read(path: string) {
  const response = await app.request(`http://localhost${path}`), html = await response.text()
  return { status: response.status, html, text: plain(html) }
}
type Fields = Record<string, string | string[]>
async function post(path: string, fields: Fields, headers: Record<string, string> = {}) {
  const body = new URLSearchParams(Object.entries(fields).flatMap(([name, value]) => [value].flat().map(each => [name, each])))
  const response = await app.request(`http://localhost${path}`, { method: 'POST', headers: { origin: 'http://localhost', 'content-type': 'application/x-www-form-urlencoded', ...headers }, body }), html = await response.text()
  return { status: response.status, html, text: plain(html), to: response.headers.get('location') ?? '' }
}
const begun = async () => (await post('/sketches', { area: 'england', kind: 'journeys', min: '30000', max: '50000', figures: edition.name, own: penmarsh.riverside })).to
const versionOf = async (at: string) => /data-from="(\d+)"/.exec((await read(at)).html)![1]!
/** Sends a form of the sketch as it is now. */
const send = async (at: string, path: string, fields: Fields = {}) => post(`${at}${path}`, { from: await versionOf(at), ...fields })
const added = async (at: string, work = 'clinical-pharmacist') => send(at, '/what-for', { work })
const shared = async (at: string) => {
  await send(at, '/share', { author: 'Ann of Riverside', until: '2026-04-03' })
  return /value="http:\/\/localhost(\/shared\/[\w-]+)"/.exec((await read(`${at}/share`)).html)![1]!
}

test('the sketch’s own page leads to what it is for, to its steps, larger groups and hospitals, each with a line', async () => {
  const at = await begun(), { html, text } = await read(at)
  for (const part of ['what-for', 'steps', 'steps#larger', 'hospitals']) expect(html).toContain(`href="${at}/${part}"`)
  expect(text).toContain('More about this sketch')
  expect(text).not.toContain('Shown: step')
  await added(at)
  expect((await read(at)).text).toMatch(/For: “Clinical pharmacist” \(enough in \d of 3 groups\)\./)
})

test('something to do is chosen from the list or said in one’s own words, not both and not nothing', async () => {
  const at = await begun(), { html, text } = await read(`${at}/what-for`)
  expect(text).toContain('Nothing is named yet.')
  expect(html).toContain('<optgroup label="A person to share">')
  expect(text).toContain('Clinical pharmacist, for 30,000')
  for (const [fields, says] of [[{ work: '', what: '' }, 'Say what the practices would do together.'], [{ work: 'paramedic', what: 'A minibus' }, 'not both']] as const) {
    const no = await send(at, '/what-for', fields)
    expect(no.status).toBe(422)
    expect(no.text).toContain(says)
  }
  expect((await added(at)).to).toBe(`${at}/what-for/p1`)
  for (const odd of ['called.json', 'called%00', 'xoffered']) expect((await read(`${at}/what-for/p1/${odd}`)).status, odd).toBe(404)
  expect((await send(at, '/what-for', { work: '', what: 'A minibus' })).to).toBe(`${at}/what-for/p2`)
  expect((await read(`${at}/what-for`)).text).toContain('You added “A minibus” to what it is for.')
  expect((await read(`${at}/what-for`)).html).not.toContain('value="clinical-pharmacist"')
})

test('the table has a row for what is done, a column for with whom, and a dot with a name where they meet', async () => {
  const at = await begun()
  await added(at)
  const { html, text } = await read(`${at}/what-for`)
  expect(html.match(/scope="col"/g)?.length).toBe(7)
  expect(text).toMatch(/Clinical pharmacist The group ● 3 groups, yours is [ABC] enough in \d of 3 groups Patients where there are enough \d+ %/)
  expectOrder(text, 'With nobody', 'What we would do, and with whom')
})

test('one thing says first who has nobody and whether there is enough, then the answers with the published figure and its day', async () => {
  const at = await begun()
  await added(at)
  const { text } = await read(`${at}/what-for/p1`)
  expect(text).toContain('Ostrey Bridge Surgery (invented) has nobody to do this with.')
  expect(text).toContain('30,000 NHS England, General Practice Forward View, 21 April 2016: “a pharmacist per 30,000 of the population”.')
  expectOrder(text, 'has nobody to do this with', 'Your answers')
  expect(text).toContain('Say where it would be offered')
  expect((await read(`${at}/what-for/p9`)).status).toBe(404)
})

test('with whom: choosing a few leads to naming sets, which are ticked, added and taken away', async () => {
  const at = await begun()
  await added(at)
  expect((await send(at, '/what-for/p1/with-whom', { level: 'group' })).to).toBe(`${at}/what-for/p1`)
  expect(await versionOf(at)).toBe('2')
  expect((await send(at, '/what-for/p1/with-whom', { level: 'everybody' })).status).toBe(422)
  expect((await send(at, '/what-for/p1/with-whom', { level: 'few' })).to).toBe(`${at}/what-for/p1/sets`)
  const { html } = await read(`${at}/what-for/p1/sets`)
  expect(html.match(/name="practices"/g)?.length).toBe(12)
  expect(html).toMatch(/value="ZP0001" checked/)
  const one = await send(at, '/what-for/p1/sets', { practices: [penmarsh.riverside] })
  expect(one.status).toBe(422)
  expect(one.text).toContain('Choose at least two practices')
  expect(one.html).toContain('href="#practices"')
  await send(at, '/what-for/p1/sets', { practices: [penmarsh.riverside, penmarsh.lantern] })
  await send(at, '/what-for/p1/sets', { practices: [penmarsh.elmRoad, penmarsh.penmarshHealth] })
  const { text } = await read(`${at}/what-for/p1`)
  expect(text).toContain('Riverside Surgery (invented) and Lantern Surgery (invented); Elm Road Surgery (invented) and Penmarsh Health (invented)')
  expect(text).toContain('1 of 2 sets is large enough.')
  expect(text).toContain('Short by 20,650')
  await send(at, '/what-for/p1/sets', { without: '0' })
  expect((await read(`${at}/what-for/p1/sets`)).text).toContain('You took a set away from “Clinical pharmacist”')
})

test('patients needed stand ready as published, and another figure is the maker’s own', async () => {
  const at = await begun()
  await added(at)
  const { html, text } = await read(`${at}/what-for/p1/needed`)
  expect(html).toContain('value="30,000"')
  expect(text).toContain('Published: 30,000.')
  const odd = await send(at, '/what-for/p1/needed', { patients: 'plenty', source: '' })
  expect(odd.status).toBe(422)
  expect(odd.html).toContain('value="plenty"')
  const source = 'NHS England, General Practice Forward View, 21 April 2016: “a pharmacist per 30,000 of the population”.'
  expect((await send(at, '/what-for/p1/needed', { patients: '20,000', source })).status).toBe(303)
  expect((await read(`${at}/what-for/p1`)).text).toContain('20,000 The maker of this sketch')
})

test('the patients’ side: near beside today, who loses and who gains by practice, who they are, and what is not known', async () => {
  const at = await begun()
  await added(at)
  expect((await send(at, '/what-for/p1/offered', { which: 'these' })).text).toContain('Tick at least one practice below.')
  expect((await send(at, '/what-for/p1/offered', { which: 'these', practices: [penmarsh.windlecote] })).to).toBe(`${at}/what-for/p1`)
  const { text, html } = await read(`${at}/what-for/p1`)
  expect(text).toContain('chose where “Clinical pharmacist” would be offered: at Windlecote Surgery (invented)')
  expect(text).toContain('No site would offer it to patients of')
  expect(text).toMatch(/Out of reach of “Clinical pharmacist” for [\d,]+ who live near their own practice; within reach for [\w, ]+ who do not/)
  expect(text).toContain('beside')
  expect(text).toContain('What this does not know')
  for (const head of ['Near today', 'Would be near', 'Would lose', 'Would gain', 'Who would lose reach', 'Everybody']) expect(text).toContain(head)
  expect(html).toContain('id="reach-bars"')
  await send(at, '/what-for/p1/offered', { which: 'every' })
  expect((await read(`${at}/what-for/p1`)).text).toContain('Would lose')
  expect((await read(`${at}/what-for/p1/offered`)).html).toMatch(/value="every" checked/)
})

test('where patients live is not loaded: the patients’ side says so', async () => {
  app = fresh({ ...edition, flows: null, sources: edition.sources.filter(use => use.dataSet !== 'small-area-flows') })
  const at = await begun()
  await added(at)
  await send(at, '/what-for/p1/offered', { which: 'largest' })
  const { status, text } = await read(`${at}/what-for/p1`)
  expect(status).toBe(200)
  expect(text).toContain('Where patients live is not loaded here')
  expect(text).not.toContain('NaN')
})

test('a step is added, named and dated, shown in order with who would part first, and the sketch’s page says which step it shows', async () => {
  const at = await begun()
  expect((await read(`${at}/steps`)).text).toContain('This sketch has one step')
  const odd = await send(at, '/steps/add', { name: 'All together', day: '31/2/2027', start: 'copy' })
  expect(odd.status).toBe(422)
  expect(odd.text).toContain('Give a day such as')
  expect((await send(at, '/steps/add', { name: '', day: '', start: 'copy' })).text).toContain('Give the step a name')
  expect((await send(at, '/steps/add', { name: 'Then', day: '', start: 'join', first: 'A', second: '' })).text).toContain('to bring together with another')
  await send(at, '/steps/0', { name: 'Pairs', day: '1/4/2027' })
  expect((await send(at, '/steps/add', { name: 'Then', day: '2027-04-01', start: 'copy' })).text).toContain('is not after “Pairs” on 1 April 2027')
  expect((await send(at, '/steps/add', { name: 'All together', day: '2028-04-01', start: 'join', first: 'B', second: 'C' })).to).toBe(`${at}/steps`)
  expect((await read(`${at}/steps`)).text).toContain('come together')
  await send(at, '/change', { do: 'move', practice: penmarsh.riverside, to: 'none' })
  const { text } = await read(`${at}/steps`)
  expect(text).toContain('Pairs, from 1 April 2027')
  expect(text).toContain('All together, from 1 April 2028')
  expect(text).toContain('Riverside Surgery (invented) would no longer be with')
  expectOrder(text, 'Who would part', 'What grows from what')
  expect(text).toMatch(/What the steps would mean to one practice Riverside Surgery \(invented\) Pairs, from 1 April 2027\. In [ABC] with/)
  expect((await read(`${at}/steps?practice=${penmarsh.quayside}`)).text).toMatch(/Quayside Medical Centre \(invented\) Pairs/)
  expect((await read(at)).text).toContain('Shown: step 2 of 2, “All together”, from 1 April 2028. What you change here changes this step and no other.')
  expect((await send(at, '/steps/drop')).to).toBe(`${at}/steps`)
  expect((await read(`${at}/steps`)).text).toContain('You took the step “All together” away')
  expect((await post(`${at}/undo`, { from: await versionOf(at), way: 'undo', to: 'steps' })).to).toBe(`${at}/steps`)
  expect((await read(`${at}/steps`)).text).toContain('All together, from 1 April 2028')
})

test('larger groups are drawn of groups and have their figures; a group is in one at most', async () => {
  const at = await begun()
  expect((await read(`${at}/larger/new`)).html.match(/name="groups"/g)?.length).toBe(3)
  expect((await read(`${at}/larger/L1`)).status).toBe(404)
  expect((await send(at, '/larger/new', { name: 'North', groups: [] })).text).toContain('has no group in it')
  expect((await send(at, '/larger/new', { name: 'North', groups: ['A', 'B'] })).to).toBe(`${at}/steps#larger`)
  const twice = await send(at, '/larger/new', { name: 'South', groups: ['B', 'C'] })
  expect(twice.status).toBe(422)
  expect(twice.text).toContain('A group is in one larger group at most.')
  const { text } = await read(`${at}/steps`)
  expect(text).toContain('Group C is in no larger group.')
  expect(text).toMatch(/North Change North Groups A \(\d+ %\), B \(\d+ %\)/)
  expect((await read(at)).text).toContain('North (A, B).')
  await send(at, '/larger/L1', { name: 'North', groups: ['A', 'B', 'C'] })
  expect((await read(`${at}/steps`)).text).toContain('You made “North” of groups A, B and C.')
  await send(at, '/larger/L1/drop')
  expect((await read(`${at}/steps`)).text).toContain('None is drawn yet.')
})

test('hospitals are pasted or typed for one practice, say who typed them and when, and which groups would send to more than one', async () => {
  const at = await begun()
  expect((await read(`${at}/hospitals`)).text).toContain('No published file says where a practice’s patients are sent')
  const bad = await send(at, '/hospitals', { lines: `${penmarsh.riverside},Carrow General\nL99999,Carrow General` })
  expect(bad.status).toBe(422)
  expect(bad.text).toContain('Line 2: L99999 is not a practice of this sketch.')
  expect(bad.html).toContain('L99999,Carrow General</textarea>')
  await send(at, '/hospitals', { lines: `${penmarsh.riverside},Carrow General,Penmarsh Cottage\n${penmarsh.lantern}\tcarrow general` })
  expect((await read(`${at}/hospitals`)).text).toContain('By what was typed, no group would send to more than one.')
  expect((await send(at, `/hospitals/${penmarsh.elmRoad}`, { acute: 'Estrel Infirmary', community: '' })).to).toBe(`${at}/hospitals`)
  const { text } = await read(`${at}/hospitals`)
  expect(text).toMatch(/By what was typed, group [ABC] would send to more than one acute hospital\./)
  expect(text).toContain('Typed by the maker of this sketch on 3 February 2026; not published figures.')
  expect(text).toContain('You typed the hospitals of Elm Road Surgery (invented).')
  expect((await read(`${at}/hospitals/${penmarsh.quayside}`)).html).toContain('<option value="Carrow General">')
  expect((await read(`${at}/hospitals/L99999`)).status).toBe(404)
})

test('a form sent from an old page changes nothing', async () => {
  const at = await begun()
  await added(at)
  for (const [path, fields] of [['/what-for', { work: 'paramedic' }], ['/what-for/p1/offered', { which: 'every' }], ['/steps/add', { name: 'Then', day: '', start: 'copy' }], ['/larger/new', { name: 'N', groups: 'A' }], ['/hospitals', { lines: `${penmarsh.riverside},X` }], ['/what-for/p1/drop', {}]] as const) {
    const late = await post(`${at}${path}`, { from: '1', ...fields })
    expect(late.status, path).toBe(409)
    expect(late.text).toContain('changed in another window meanwhile')
  }
  expect(await versionOf(at)).toBe('2')
})

test('somebody who changes a sketch faster than hands can is told when to come back', async () => {
  const at = await begun(), hasty = () => post(`${at}/steps/drop`, { from: '1' }, { 'x-forwarded-for': '192.0.2.1' })
  for (let sent = 0; sent < 240; sent++) expect((await hasty()).status).toBe(422)
  expect((await hasty()).status).toBe(429)
  expect((await read(`${at}/steps`)).status).toBe(200)
})

test('a shared sketch shows what is there to read, with who typed the hospitals, and nothing where nothing is', async () => {
  const at = await begun(), bare = (await read(await shared(at))).text
  for (const none of ['To do what?', 'Larger groups', 'Which hospitals', 'Steps: how it could grow', 'Shown: step']) expect(bare).not.toContain(none)
  await added(at)
  await send(at, '/what-for/p1/offered', { which: 'largest' })
  await send(at, '/larger/new', { name: 'North', groups: ['A', 'B'] })
  await send(at, '/hospitals', { lines: `${penmarsh.riverside},Carrow General` })
  await send(at, '/steps/add', { name: 'Later', day: '', start: 'copy' })
  await send(at, '/share', { author: 'Bea', until: '2026-04-03' })
  const look = [...(await read(`${at}/share`)).html.matchAll(/value="http:\/\/localhost(\/shared\/[\w-]+)"/g)][0]![1]!
  const { text, html } = await read(look)
  expect(text).toContain('Typed by Bea on 3 February 2026; not published figures.')
  expect(text).toContain('“Clinical pharmacist”: enough in 2 of 3 groups.')
  expect(text).toContain('of patients live within 15 minutes of a site that would offer them “Clinical pharmacist”')
  expect(text).toContain('Shown: step 2 of 2, “Later”.')
  expect(text).toContain('North')
  expect(text).not.toContain('yours is')
  expect(html).not.toContain('method="post"')
  expect(html).not.toContain(at)
})

test('every page is marked up for those who hear it, and keeps to the words of the house', async () => {
  const at = await begun()
  await added(at)
  await send(at, '/what-for/p1/with-whom', { level: 'few' })
  await send(at, '/what-for/p1/sets', { practices: [penmarsh.riverside, penmarsh.lantern] })
  await send(at, '/what-for/p1/offered', { which: 'largest' })
  await send(at, '/larger/new', { name: 'North', groups: ['A', 'B'] })
  await send(at, '/hospitals', { lines: `${penmarsh.riverside},Carrow General` })
  await send(at, '/steps/add', { name: 'Later', day: '2027-04-01', start: 'copy' })
  for (const path of ['', '/what-for', '/what-for/p1', '/what-for/p1/called', '/what-for/p1/with-whom', '/what-for/p1/sets', '/what-for/p1/needed', '/what-for/p1/offered', '/steps', '/steps/add', '/steps/0', '/larger/new', '/larger/L1', '/hospitals', `/hospitals/${penmarsh.riverside}`]) {
    const { status, html, text } = await read(at + path)
    expect(status, path).toBe(200)
    expect(html.match(/<h1[\s>]/g), path).toHaveLength(1)
    const ids = [...html.matchAll(/ id="([^"]+)"/g)].map(each => each[1]!)
    expect(new Set(ids).size, `${path} repeats an id`).toBe(ids.length)
    for (const [, wanted] of html.matchAll(/ (?:for|aria-describedby|aria-labelledby|list)="([^"]+)"/g)) for (const id of wanted!.split(' ')) expect(ids, `${path} points to ${id}`).toContain(id)
    for (const [, id] of html.matchAll(/<(?:input|select|textarea)(?![^>]*type="hidden")[^>]* id="([^"]+)"/g)) expect(html, `${path}: ${id} has no label`).toContain(`for="${id}"`)
    for (const [tag] of html.matchAll(/<th(?=[ >])[^>]*>/g)) expect(tag, path).toContain('scope=')
    expect(text, path).not.toMatch(/\b(optimal|optimum|hub|uncovered|stranded|score|dominant|federation|winner|loser|mandatory|compliant|undefined|NaN|users?|submit|invalid|null|merger|just|simply)\b/i)
    expect(/<title>([^<]*)/.exec(html)![1], path).toBe('A sketch of your own – Alongside (invented)')
  }
})
