import { afterEach, expect, test } from 'vitest'
import { listen, PortRefused, type Listening } from './http.ts'
import { openLog } from './log.ts'

const lines: string[] = []
const log = openLog(line => lines.push(line), () => new Date('2026-03-01T09:00:00Z'))
const here = { host: '127.0.0.1', port: 0 }
let open: Listening[] = []
afterEach(async () => { await Promise.all(open.map(server => server.close())); open = []; lines.length = 0 })

async function served(fetchPage: (request: Request) => Response | Promise<Response>, isHealthy = async () => true): Promise<Listening> {
  const server = await listen({ fetch: fetchPage, isHealthy }, here, log)
  open.push(server)
  return server
}

test('a port that is in use is said plainly, with what to do', async () => {
  const { port } = await served(() => new Response('hello'))
  await expect(listen({ fetch: () => new Response(''), isHealthy: async () => true }, { host: '127.0.0.1', port }, log)).rejects.toThrow(PortRefused)
  await expect(listen({ fetch: () => new Response(''), isHealthy: async () => true }, { host: '127.0.0.1', port }, log)).rejects.toThrow(`Port ${port} is in use`)
})

test('an address that is not ours is named', async () => {
  await expect(listen({ fetch: () => new Response(''), isHealthy: async () => true }, { host: '203.0.113.7', port: 0 }, log)).rejects.toThrow('HOST is "203.0.113.7"')
})

test('health is the database answering', async () => {
  let healthy = true
  const { port } = await served(() => new Response('page'), async () => { if (!healthy) throw new Error('gone'); return true })
  expect(await (await fetch(`http://127.0.0.1:${port}/healthz`)).text()).toBe('ok\n')
  healthy = false
  expect((await fetch(`http://127.0.0.1:${port}/healthz`)).status).toBe(503)
})

test('a failure is noted by its path, without what was typed', async () => {
  const { port } = await served(() => new Response('sorry', { status: 500 }))
  await (await fetch(`http://127.0.0.1:${port}/practices?q=riverside`)).text()
  await expect.poll(() => lines).toHaveLength(1)
  expect(lines[0]).toMatch(/^2026-03-01T09:00:00Z GET \/practices 500 after \d+ ms$/)
})

test('the key of a link is not kept in the log: whoever reads it opens nothing', async () => {
  const { port } = await served(() => new Response('sorry', { status: 500 }))
  await (await fetch(`http://127.0.0.1:${port}/sketches/Le3WRa8SWLF-Cm1w9Eyoc92C/change`)).text()
  await (await fetch(`http://127.0.0.1:${port}/shared/Le3WRa8SWLF-Cm1w9Eyoc92C`)).text()
  for (const odd of ['/%73ketches/Le3WRa8SWLF-Cm1w9Eyoc92C/stop', '/x/%2e%2e/Le3WRa8SWLF-Cm1w9Eyoc92C', '/sketches/Le3WRa8SWLF-%43m1w9Eyoc92C', '/a%0aforged']) await (await fetch(`http://127.0.0.1:${port}${odd}`)).text()
  await expect.poll(() => lines).toHaveLength(6)
  expect(lines.join()).toMatch(/GET \/sketches\/…\/change 500.*GET \/shared\/… 500/)
  expect(lines.join()).not.toMatch(/Le3WRa8|9Eyoc92C|\n/)
})

test('what somebody put between two slashes is not kept where no address of ours has such a thing: an address of a person, the code of a letter, signs that turn the line round', async () => {
  const { port } = await served(() => new Response('sorry', { status: 500 }))
  const odd = ['/practices/meg%40riverside.example', '/invited/K7QF-92MX-4TDN-8GHR', '/invited/K7QF92MX4TDN8GHR', '/our/4037b000-f0b4-44e5-a9fd-0f3642df8e00/notes/new', '/practices/%E2%80%AE', '/a%1b[31mb', '/words%20of%20hers', '/%']
  for (const path of odd) await (await fetch(`http://127.0.0.1:${port}${path}`)).text()
  await (await fetch(`http://127.0.0.1:${port}/areas/list:L85001,L85002/sketches/journeys.csv`)).text()
  await (await fetch(`http://127.0.0.1:${port}/account/sign-out-everywhere`)).text()
  await expect.poll(() => lines).toHaveLength(odd.length + 2)
  expect(lines.map(line => line.split(' ')[2])).toEqual(['/practices/…', '/invited/…', '/invited/…', '/our/…/notes/new', '/practices/…', '/…', '/…', '/…', '/areas/list:L85001,L85002/sketches/journeys.csv', '/account/sign-out-everywhere'])
})

test('closing lets an answer in hand finish', async () => {
  const server = await served(async () => { await new Promise(done => setTimeout(done, 300)); return new Response('finished') })
  const asked = fetch(`http://127.0.0.1:${server.port}/slow`)
  await new Promise(done => setTimeout(done, 100))
  await server.close()
  expect(await (await asked).text()).toBe('finished')
})

test('nothing that stands in a fault can pass for a line of its own', () => {
  log.fault(new Error('until "2026-12-01\n2026-11-25T00:00:00Z GET /forged 500"'), 'a1b2')
  expect(lines.join('\n').split('\n').filter(line => /^\d{4}-/.test(line))).toHaveLength(lines.length)
})

test('a fault is kept with its causes', () => {
  log.fault(new Error('the page broke', { cause: new Error('the disc is full') }), 'a1b2')
  expect(lines.join('\n')).toMatch(/fault a1b2: Error: the page broke[^]*fault a1b2, because: Error: the disc is full/)
})

test('a fault does not say again what somebody typed, and does nothing to the window it is read in', () => {
  log.fault(Object.assign(new Error('invalid input syntax for type uuid: "what she "wrote"\n of them"'), { code: '22P02' }), 'a1')
  let broken: unknown
  try { JSON.parse('"what she wrote') } catch (error) { broken = error }
  log.fault(new Error('outside', { cause: broken }), 'a2')
  log.fault(new Error('\u202ebackwards \u001b[31m'), 'a3')
  log.fault(Object.assign(new Error('duplicate key value violates unique constraint "organisation_speaks"'), { code: '23505' }), 'a4')
  const said = lines.join('\n')
  expect(said).not.toMatch(/she|wrote|of them/)
  for (const sign of ['\u202e', '\u001b']) expect(said.includes(sign), sign).toBe(false)
  expect(said).toContain('invalid input syntax for type uuid: "…"')
  expect(said).toContain('"organisation_speaks"')
})
