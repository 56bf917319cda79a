import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, expect, inject, test } from 'vitest'
import { startServer, stopServer } from './server.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'alongside-serving-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

test('a second start finds everything in place, is ready within three seconds of work, and stops cleanly', async () => {
  const env = { ALONGSIDE_DATA: folder, PORT: '0', DEMO: '1' }
  const first = await startServer(env)
  expect(first.said()).toContain('invented county')
  expect(await stopServer(first.server)).toBe(0)

  const began = performance.now()
  const second = await startServer(env)
  const took = performance.now() - began
  console.log(`second start: ready after ${(took / 1000).toFixed(1)} s`)
  expect(second.said()).not.toContain('Loading')
  expect(took).toBeLessThan(10_000) // a crowded machine; alone it takes a second or two
  expect(await (await fetch(`${second.address}/healthz`)).text()).toBe('ok\n')
  const practice = await fetch(`${second.address}/practices/ZP0001`)
  expect(practice.status).toBe(200)
  expect(await stopServer(second.server, 'SIGINT')).toBe(0)
})

test('two servers share one data folder and one database, and each goes on when the other stops', async () => {
  const env = { ALONGSIDE_DATA: folder, PORT: '0', DEMO: '1' }
  const [one, other] = await Promise.all([startServer(env), startServer(env)])
  expect(await stopServer(one.server)).toBe(0)
  expect((await fetch(`${other.address}/healthz`)).status).toBe(200)
  expect((await fetch(`${other.address}/practices?q=riverside`)).status).toBe(200)
  expect(await stopServer(other.server)).toBe(0)
})

test('a port that is in use is said in one plain line, and nothing else is started', async () => {
  const port = new URL(inject('address')).port
  const attempt = startServer({ ALONGSIDE_DATA: path.join(folder, 'untouched'), PORT: port, DEMO: '1' })
  await expect(attempt).rejects.toThrow(new RegExp(`ended with 1 before it was ready:\\nPort ${port} is in use`))
})

test('a setting that cannot be used is refused by name before anything is started', async () => {
  await expect(startServer({ ALONGSIDE_DATA: folder, PORT: 'three', DEMO: '1' })).rejects.toThrow('PORT is "three": expected a whole number')
})
