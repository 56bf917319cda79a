import { expect, test } from 'vitest'
import { expectOrder } from '../../../test/town/order.ts'
import { penmarsh, penmarshEdition } from '../../../test/town/penmarsh.ts'
import { sketchesByHand } from '../../../test/town/sketches.ts'
import { townDesk } from '../../../test/town/desk.ts'
import { refuse } from '#domain/words.ts'
import { createApp } from '../app.tsx'
import type { Desk, SketchState } from '../desk.ts'

const edition = penmarshEdition()
const byHand = sketchesByHand(edition)
const appWith = (sketches: Desk['sketches']) => createApp(townDesk({ editions: [edition], sketches }))
const app = appWith(byHand)

async function read(path: string, from = app): Promise<{ status: number; html: string; text: string; headers: Headers }> {
  const response = await from.request(`http://localhost${path}`)
  const html = await response.text()
  return { status: response.status, html, text: html.replaceAll(/<(script|style)[^]*?<\/\1>/g, '').replaceAll(/<[^>]+>/g, ' ').replaceAll('\u00a0', ' ').replaceAll(/\s+/g, ' '), headers: response.headers }
}

test('today and three sketches stand side by side: a map each, the same figures, and the banner first', async () => {
  const { status, html, text } = await read('/areas/england/compare')
  expect(status).toBe(200)
  expect(html.match(/role="img"/g)).toHaveLength(4)
  expectOrder(text, 'Nobody has been told. Nothing has been decided.', 'As today')
  expect(text).toMatch(/Sketch As today Left over 1 Groups 2 .*? Practices that change partners 0 Sketch Shortest journeys Left over 1 Groups 3 /)
  expect(text).toContain('Printed on 3 February 2026, from figures of 1 January 2026.')
})

test('who would move stands by group and by the network they would leave, who joins and who is left over apart', async () => {
  const { text } = await read('/areas/england/compare?sketches=journeys')
  expect(text).toContain('Quayside Medical Centre (invented) and The Saltings Practice (invented) would leave Penmarsh Network for group B')
  expect(text).toContain('Marsh End Surgery (invented), in no network today, would be in group B')
  expect(text).toContain('Ostrey Bridge Surgery (invented), in a network today, would not be in any group yet.')
  expect(text).toContain('Staying as we are') // among the boxes to choose from
  expect(text).not.toContain('Between the sketches')
  const { text: two } = await read('/areas/england/compare?sketches=journeys,alone')
  expect(two).toContain('Eleven practices change partners: each would be on its own.')
  expect(two).toContain('Shortest journeys and Staying as we are: twelve practices are with others in one than in the other')
})

test('a practice that came along sees what goes up and what goes down for it', async () => {
  const { text, html } = await read(`/areas/england/compare?sketches=journeys,changes&from=${penmarsh.riverside}`)
  expect(text).toContain('Riverside Surgery (invented): what goes up and what goes down')
  expect(text).toMatch(/Patients of its group As today 36,650 Shortest journeys 28,550, goes down Fewest changes 44,800, goes up/)
  expect(text).toMatch(/Practices it is with As today 4 Shortest journeys 4 Fewest changes 5, goes up/)
  expect(html).toContain(`name="from" value="${penmarsh.riverside}"`)
  expect(text).not.toMatch(/winner|loser|better|worse/i)
})

test('practice by practice, each figure before and after, in no group where it is in none', async () => {
  const { text } = await read('/areas/england/compare?sketches=journeys')
  expect(text).toContain('Practice by practice: Shortest journeys beside today')
  expect(text).toMatch(/Marsh End Surgery \(invented\) ZP0011 .*?Patients of its group in no group → 32,030 Practices it is with 0 → 3, goes up/)
  expect(text).toMatch(/Ostrey Bridge Surgery \(invented\) ZP0012 .*?[\d,]+ → in no group/)
})

test('the boxes lead to an address that can be kept, and hold what was chosen', async () => {
  const { status, headers } = await read(`/areas/england/compare?sketches=journeys&sketches=fair&size=30000-50000&from=${penmarsh.riverside}`)
  expect(status).toBe(303)
  expect(headers.get('location')).toBe(`/areas/england/compare?size=30000-50000&sketches=journeys,fair&from=${penmarsh.riverside}`)
  const { html } = await read(headers.get('location')!)
  expect([...html.matchAll(/type="checkbox" value="([\w-]+)" checked/g)].map(([, kind]) => kind)).toEqual(['journeys', 'fair'])
})

test('a fourth is refused by the form, and what was chosen is kept', async () => {
  const { status, html, text } = await read('/areas/england/compare?sketches=journeys&sketches=shared&sketches=changes&sketches=fair')
  expect(status).toBe(422)
  expect(text).toContain('There is a problem Choose up to three sketches; you chose four')
  expect(html).toContain('<title>Error: ')
  expect(html).toContain('href="#choices"')
  expect(html).toContain('id="choices"')
  expect(html.match(/type="checkbox" value="[\w-]+" checked/g)).toHaveLength(4)
})

test('today among those asked for is not asked for twice, and a sketch nobody knows leads nowhere', async () => {
  expect((await read('/areas/england/compare?sketches=today,journeys')).html.match(/role="img"/g)).toHaveLength(2)
  expect((await read('/areas/england/compare?sketches=best')).status).toBe(404)
  expect((await read('/areas/99X/compare')).status).toBe(404)
  expect((await read('/areas/england/compare?size=9-1')).status).toBe(422)
})

test('a sketch still being worked out says so, the page looks again, and those that are ready are compared', async () => {
  const working: SketchState = { status: 'working', progress: null, plan: null, refusal: null }
  const { status, html, text } = await read('/areas/england/compare', appWith({ ...byHand, wait: async (ask) => (ask.kind === 'shared' ? working : byHand.wait(ask, 0)) }))
  expect(status).toBe(200)
  expect(html).toContain('<noscript><meta http-equiv="refresh"')
  expect(html).toContain('data-refresh="1500"')
  expect(text).toContain('Most shared patients Still being worked out.')
  expect(html.match(/role="img"/g)).toHaveLength(3)
  expect(text).toContain('Shortest journeys and Fewest changes')
})

test('a sketch that cannot be made says why in its place', async () => {
  const no = refuse('no-flows', 'Where patients live is not loaded, so no shared patients can be counted.', 'Sources')
  const { status, text } = await read('/areas/england/compare', appWith({ ...byHand, wait: async (ask) => (ask.kind === 'shared' ? no : byHand.wait(ask, 0)) }))
  expect(status).toBe(200)
  expect(text).toContain('Most shared patients Where patients live is not loaded')
})

test('with no figures of where patients live, what needs them is left out and the rest stands', async () => {
  const without = { ...edition, flows: null }
  const { text } = await read('/areas/england/compare?sketches=journeys', createApp(townDesk({ editions: [without], sketches: sketchesByHand(without) })))
  expect(text).toContain('not loaded')
  expect(text).not.toMatch(/NaN|Shared patients with those it is with up/)
})

test('the comparison is one link away from the sketches and from each of them', async () => {
  expect((await read('/areas/england/sketches')).html).toContain('href="/areas/england/compare?size=30000-50000"')
  expect((await read('/areas/england/sketches/shared')).html).toContain('href="/areas/england/compare?size=30000-50000&amp;sketches=shared,fair"')
})
