import { expect, test } from 'vitest'
import { townDesk } from '../../../test/town/desk.ts'
import { penmarshEdition } from '../../../test/town/penmarsh.ts'
import { sketchesByHand } from '../../../test/town/sketches.ts'
import { createApp } from '../app.tsx'

const edition = penmarshEdition()
const byHand = sketchesByHand(edition)
const fresh = () => createApp(townDesk({ editions: [edition], sketches: byHand }))

/** As much of any answer as these tests look into. */
type Answer = { openapi: string; paths: Record<string, { get: { responses: object } }>; components: { schemas: object }; error: { code: string; why: string; source: string }; status: string } & object[]

async function get(path: string, app = fresh()) {
  const response = await app.request(`http://localhost/api${path}`)
  return { status: response.status, body: await response.json() as Answer, headers: response.headers }
}

test('the description is OpenAPI 3.1 and names every address, each with its errors', async () => {
  const { status, body } = await get('/openapi.json')
  expect(status).toBe(200)
  expect(body.openapi).toBe('3.1.0')
  expect(Object.keys(body.paths).sort()).toEqual(['/areas/{key}', '/areas/{key}/sketches/{kind}', '/editions', '/practices', '/practices/{code}'])
  expect(Object.keys(body.paths['/areas/{key}/sketches/{kind}']!.get.responses)).toEqual(['200', '202', '400', '404', '422', '429', '503'])
  expect(body.components.schemas).toHaveProperty('Plan')
})

test('editions, practices and areas answer with their days and units', async () => {
  expect((await get('/editions')).body[0]).toMatchObject({ name: 'invented-2026-01', world: 'invented', as_at: '2026-01-01', practices: 12 })
  expect((await get('/practices?q=riverside')).body[0]).toMatchObject({ code: 'ZP0001', patients: 7040 })
  expect((await get('/practices/zp0001')).body).toMatchObject({ code: 'ZP0001', network: { code: 'ZN01' }, is_special: false })
  expect((await get('/areas/list:ZP0001,ZP0002')).body).toMatchObject({ kind: 'list', patients: 9350, members: ['ZP0001', 'ZP0002'] })
})

test('a sketch comes in the command line’s form', async () => {
  const { status, body } = await get('/areas/england/sketches/journeys?size=30000-50000')
  expect(status).toBe(200)
  expect(body).toMatchObject({ release: 'invented-2026-01', size: [30000, 50000], status: 'proved' })
  expect((await get('/areas/england/sketches/today')).body.status).toBe('score')
})

test('a sketch still being worked out is 202 with how far it is, and nothing found yet is null', async () => {
  const app = createApp(townDesk({ editions: [edition], sketches: { ...byHand, wait: async () => ({ status: 'working', progress: { step: 'start', best: Infinity, bound: -Infinity, seconds: 0.4 }, plan: null, refusal: null }) } }))
  const { status, body, headers } = await get('/areas/england/sketches/journeys', app)
  expect(status).toBe(202)
  expect(body).toEqual({ status: 'working', progress: { step: 'start', best: null, bound: null, seconds: 0.4 } })
  expect(headers.get('retry-after')).toBe('2')
})

test('every refusal has a code, a reason and a source', async () => {
  const wanted: [string, number, string][] = [
    ['/practices', 400, 'not-understood'], ['/practices/L99999', 404, 'unknown-practice'], ['/practices/ZP0901', 404, 'unknown-practice'], ['/areas/99X', 404, 'unknown-area'],
    ['/areas/england/sketches/best', 400, 'not-understood'], ['/areas/england/sketches/journeys?size=9', 400, 'size-not-read'],
    ['/editions/nothing', 404, 'not-found'], ['/areas/england?figures=1999-01', 404, 'unknown-edition'],
  ]
  for (const [path, status, code] of wanted) {
    const answer = await get(path)
    expect([path, answer.status, answer.body.error.code]).toEqual([path, status, code])
    expect(answer.body.error.why).not.toBe('')
    expect(answer.body.error.source).not.toBe('')
  }
})

test('nothing can be written', async () => {
  for (const method of ['POST', 'PUT', 'DELETE', 'PATCH']) expect((await fresh().request('http://localhost/api/editions', { method })).status).toBe(405)
})

test('a visitor who asks too often is told for how long to wait, and others are not', async () => {
  const app = fresh()
  const ask = (from: string) => app.request('http://localhost/api/editions', {}, { incoming: { socket: { remoteAddress: from } } })
  const statuses = []
  for (let i = 0; i < 61; i++) statuses.push((await ask('192.0.2.1')).status)
  expect(statuses.slice(0, 60).every((status) => status === 200)).toBe(true)
  expect(statuses[60]).toBe(429)
  expect((await ask('192.0.2.2')).status).toBe(200)
})
