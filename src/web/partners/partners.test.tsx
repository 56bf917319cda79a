import { beforeEach, expect, test } from 'vitest'
import { expectOrder } from '../../../test/town/order.ts'
import { sketchesByHand } from '../../../test/town/sketches.ts'
import { townDesk } from '../../../test/town/desk.ts'
import { penmarsh, penmarshEdition } from '../../../test/town/penmarsh.ts'
import { refuse } from '#domain/words.ts'
import { createApp } from '../app.tsx'
import type { SketchAsk, SketchState } from '../desk.ts'

const edition = penmarshEdition()
const byHand = sketchesByHand(edition)
let app = createApp(townDesk({ editions: [edition], sketches: byHand }))
beforeEach(() => { app = createApp(townDesk({ editions: [edition], sketches: byHand })) })

async function read(path: string, init?: RequestInit): Promise<{ status: number; html: string; text: string; headers: Headers }> {
  const response = await app.request(`http://localhost${path}`, init)
  const html = await response.text()
  return { status: response.status, html, text: html.replaceAll(/<(script|style)[^]*?<\/\1>/g, '').replaceAll(/<[^>]+>/g, ' ').replaceAll('\u00a0', ' ').replaceAll(/\s+/g, ' '), headers: response.headers }
}

test('an area is found by part of its name and by its code', async () => {
  expect((await read('/areas?q=penmarsh')).html).toContain('/areas/ZN01')
  expect((await read('/areas?q=zi2')).html).toContain('/areas/ZI2')
  expect((await read('/areas?q=nowhere-at-all')).text).toContain('No area here is called “nowhere-at-all”.')
})

test('pasted codes with anything between them become a list with its own address, across any border', async () => {
  const { status, headers } = await read(`/areas/list?codes=${encodeURIComponent('zp0001; ZP0002\r\nZP0012\tzp0001')}`)
  expect(status).toBe(303)
  expect(headers.get('location')).toBe('/areas/list:ZP0001,ZP0002,ZP0012')
  const { text } = await read('/areas/list:ZP0001,ZP0002,ZP0012')
  expect(text).toContain('3 practices with 15,570 registered patients on 1 January 2026')
  expect(text).toContain('That is a note, not a fault')
})

test('a list with an unknown code is kept as typed and refused by name', async () => {
  const { status, html, text } = await read('/areas/list?codes=ZP0001,L99999,ZP0901')
  expect(status).toBe(422)
  expect(text).toContain('There is a problem')
  expect(text).toContain('L99999')
  expect(text).toContain('joined Quayside Medical Centre in July 2025')
  expect(html).toContain('ZP0001,L99999,ZP0901</textarea>')
})

test('an area says what it is in a sentence, draws today and lists its practices behind a link', async () => {
  const { text, html } = await read('/areas/england')
  expect(text).toContain('12 practices with 99,400 registered patients on 1 January 2026, in two networks; one is in none')
  expect(html).toContain('role="img"')
  expect(text).toContain('Said in 2018')
  expect(text).toContain('All 12 practices')
  for (const source of ['14 May 2015', '31 January 2019', '3 July 2025']) expect(text).toContain(source)
})

test('three sketches and today stand side by side, who is left over first, with the practice the reader came from', async () => {
  const { text, html } = await read(`/areas/england/sketches?from=${penmarsh.riverside}`)
  expect(text).toContain('Nobody has been told. Nothing has been decided.')
  for (const name of ['As today', 'Shortest journeys', 'Most shared patients', 'Fewest changes']) expect(text).toContain(name)
  expect(text).toContain('Not in any group yet: Marsh End Surgery')
  expect(text).toContain('Left over: nobody.')
  expect(text).toContain('Riverside Surgery (invented) would be with')
  expectOrder(text, 'Not in any group yet', 'Largest practice’s share')
  expect(html.match(/role="img"/g)?.length).toBe(4)
  expect(text).toContain('more groups alone make journeys shorter')
})

test('a purpose leads to its size, and another size is read from its boxes', async () => {
  expect((await read('/areas/england/sketches?purpose=core-work&min=&max=')).headers.get('location')).toBe('/areas/england/sketches?size=25000-30000')
  expect((await read('/areas/england/sketches?purpose=other&min=20,000&max=35000')).headers.get('location')).toBe('/areas/england/sketches?size=20000-35000')
})

test('a size that cannot be goes back to the question with what was typed', async () => {
  const { status, text, html } = await read('/areas/england/sketches?purpose=other&min=40000&max=abc')
  expect(status).toBe(422)
  expect(text).toContain('Sizes are whole numbers of patients.')
  expect(html).toContain('value="40000"')
  expect((await read('/areas/england/sketches?size=nonsense')).status).toBe(422)
})

test('one sketch names its measure where it says that no other grouping is lower, and what it does not know', async () => {
  const { text, html } = await read(`/areas/england/sketches/shared?from=${penmarsh.riverside}`)
  expect(text).toContain('No other grouping of these 12 practices is lower on this measure: patients × kilometres, less 3 km for each shared patient, plus the price of missing the size.')
  expect(text).toContain('What this sketch does not know')
  expect(text).toContain('within 15 minutes')
  expect(text).toContain('straight line × 1.3 at 40 km/h')
  expectOrder(html, 'Group B', 'Group A:')
})

test('today, staying as we are and one for all each have a page without a claim of being lowest', async () => {
  for (const kind of ['today', 'alone', 'one-for-all']) {
    const { status, text } = await read(`/areas/england/sketches/${kind}`)
    expect(status).toBe(200)
    expect(text).not.toContain('No other grouping')
  }
})

test('no page says optimal, hub, uncovered, score, dominant or calls a grouping a plan to a reader', async () => {
  for (const path of ['/areas', '/areas/england', '/areas/england/sketches', '/areas/england/sketches/shared', '/areas/england/sketches/fair', '/areas/england/compare', '/areas/what-sketches-do-not-know']) {
    expect((await read(path)).text).not.toMatch(/\b(optimal|optimum|hub|uncovered|stranded|your score|dominant|federation|winner|loser|mandatory|compliant)\b/i)
  }
})

test('the sketch can be taken away as a file that the command line reads back', async () => {
  const csv = await read('/areas/england/sketches/journeys.csv?size=30000-50000')
  expect(csv.headers.get('content-disposition')).toContain('england-journeys-30000-50000-invented-2026-01.csv')
  expect(csv.html.split('\n')[0]).toBe('practice_code,group')
  expect(csv.html).toContain('ZP0012,\n')
  const plan = JSON.parse((await read('/areas/england/sketches/journeys.json')).html)
  expect(plan).toMatchObject({ release: 'invented-2026-01', area: 'england', size: [30_000, 50_000], status: 'proved', uncovered: ['ZP0012'] })
  expect(plan.groups[0]).toHaveProperty('patient_km')
})

test('while a sketch is being worked out the page says how far it is, looks again and can be stopped', async () => {
  const stopped: SketchAsk[] = []
  const working: SketchState = { status: 'working', progress: { step: 'cuts', best: 310_200, bound: 309_100, seconds: 4.2 }, plan: null, refusal: null }
  app = createApp(townDesk({ editions: [edition], sketches: { ...byHand, wait: async (ask) => (ask.kind === 'shared' ? working : byHand.wait(ask, 0)), stop: (ask) => { stopped.push(ask) } } }))
  const { html, text } = await read('/areas/england/sketches')
  expect(html).toContain('<noscript><meta http-equiv="refresh"')
  expect(html).toContain('data-refresh=')
  expect(text).toContain('Best found: 3.12 km for each patient, prices included. Cannot be lower than 3.11 km.')
  expect((await read('/areas/england/sketches?again=ask')).html).not.toContain('http-equiv="refresh"')
  expect((await read('/areas/england/sketches/shared')).text).toContain('Nobody has been told. Nothing has been decided.')
  const answer = await read('/areas/england/sketches/shared/stop?size=30000-50000', { method: 'POST', headers: { origin: 'http://localhost', 'content-type': 'application/x-www-form-urlencoded' } })
  expect(answer.status).toBe(303)
  expect(stopped).toEqual([{ edition: 'invented-2026-01', area: 'england', kind: 'shared', size: { min: 30_000, max: 50_000 } }])
})

test('a sketch with a gap says how much better another could be, rounded against itself', async () => {
  app = createApp(townDesk({ editions: [edition], sketches: { ...byHand, wait: async (ask, ms) => {
    const state = await byHand.wait(ask, ms)
    return 'refused' in state || state.plan === null ? state : { ...state, plan: { ...state.plan, status: 'gap', bound: 1, gap: 0.00341 } }
  } } }))
  expect((await read('/areas/england/sketches/journeys')).text).toContain('another grouping could be at most 0.4 % better')
})

test('a gap too wide to be of use is not printed as a figure', async () => {
  app = createApp(townDesk({ editions: [edition], sketches: { ...byHand, wait: async (ask, ms) => {
    const state = await byHand.wait(ask, ms)
    return 'refused' in state || state.plan === null ? state : { ...state, plan: { ...state.plan, status: 'stopped', bound: -1e9, gap: 18.4 } }
  } } }))
  const { text } = await read('/areas/england/sketches/shared')
  expect(text).toContain('take it as one possibility')
  expect(text).not.toContain('% better')
})

test('when too many are being worked out the reader is told when to come back', async () => {
  const busy = refuse('busy', 'Many sketches are being worked out.', 'Limits of this server')
  app = createApp(townDesk({ editions: [edition], sketches: { ...byHand, wait: async () => busy } }))
  const { status, headers } = await read('/areas/england/sketches/journeys')
  expect(status).toBe(429)
  expect(Number(headers.get('retry-after'))).toBeGreaterThan(0)
})

test('an unknown area, kind or practice in mind does no harm', async () => {
  expect((await read('/areas/99X')).status).toBe(404)
  expect((await read('/areas/england/sketches/best')).status).toBe(404)
  expect((await read('/areas/england/sketches/best.csv')).status).toBe(404)
  expect((await read('/areas/england/sketches?from=<script>')).html).not.toContain('<script>"')
  expect((await read(`/areas/${encodeURIComponent('list:<script>alert(1)</script>')}`)).html).not.toContain('<script>alert')
})

test('one practice alone is not asked how it might group, but led to those around it', async () => {
  const { text, html } = await read(`/areas/list:${penmarsh.riverside}`)
  expect(text).toContain('One practice alone cannot be grouped')
  expect(html).toContain(`/areas/${edition.byCode.get(penmarsh.riverside)!.subIcb!.code}?from=${penmarsh.riverside}`)
  expect(html).not.toContain('name="purpose"')
  expect((await read(`/areas/list:${penmarsh.riverside}/sketches/journeys`)).text).not.toContain('these 1 practices')
})

test('staying as we are: nobody is with anybody, so there is no distance, and everybody in a network loses partners', async () => {
  const { text } = await read(`/areas/england/sketches/alone?from=${penmarsh.riverside}`)
  expect(text).toContain('Riverside Surgery (invented) would be on its own.')
  expect(text).not.toContain('same building')
  expect(text).toMatch(/Sketch Staying as we are Left over 0 Groups 12 Outside the size, at a price \d+ Largest share none Average distance none Shared patients kept [\d,]+ Patients within 15 minutes [\d.]+ % Practices that change partners 11 /)
})

test('a group of some of one network’s practices is part of it, not mostly it', async () => {
  expect((await read(`/areas/list:${penmarsh.riverside},${penmarsh.lantern}/sketches/one-for-all`)).text).toContain('2 practices, part of Penmarsh Network')
})

test('a practice larger than the size on its own is not passed over when groups outside the size are counted', async () => {
  const larger = edition.practices.filter((practice) => practice.patients > 9_000).length
  expect(larger).toBeGreaterThan(1)
  expect((await read('/areas/england/sketches/alone?size=5000-9000')).text).toMatch(/outside the size asked for, and (\w+) single practices already larger\./)
})

test('one for all: with all others, not a list of eleven', async () => {
  expect((await read(`/areas/england/sketches/one-for-all?from=${penmarsh.riverside}`)).text).toContain('Riverside Surgery (invented) would be with all 11 others.')
})

test('a network of which the area holds a part says so beside its bar', async () => {
  expect((await read(`/areas/list:${penmarsh.riverside},${penmarsh.lantern}`)).text).toContain(', 2 of its 5 practices')
})

test('where patients live is not loaded: the pages say so and still stand', async () => {
  app = createApp(townDesk({ editions: [{ ...edition, flows: null, sources: edition.sources.filter((use) => use.dataSet !== 'small-area-flows') }], sketches: sketchesByHand({ ...edition, flows: null }) }))
  const { status, text } = await read('/areas/england/sketches/journeys')
  expect(status).toBe(200)
  expect(text).toContain('not loaded')
  expect(text).not.toContain('NaN')
})
