import { createHash } from 'node:crypto'
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { downloads } from '#reference/manifest.ts'
import type { DataSet } from '#domain/position/release.ts'
import * as published from '../../../test/house/published-files.ts'
import { getFiles, type GetDesk } from './get-files.ts'

/** A server on this machine that has the publishers' files at the publishers' paths; nothing here goes further. */
let answer: (asked: string, response: ServerResponse) => unknown = () => {}
const server = createServer((request, response) => answer(request.url!, response))
let from: URL, folder: string

beforeAll(async () => {
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done))
  from = new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`)
})
afterAll(() => { server.closeAllConnections(); server.close() })
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'alongside-get-'))
  return () => rmSync(folder, { recursive: true, force: true })
})

const stopping = new AbortController()
const desk: GetDesk = { fetch, now: () => new Date('2026-11-25T23:30:00Z'), signal: stopping.signal }
const get = (only: DataSet[], more: Partial<Parameters<typeof getFiles>[1]> = {}, other: Partial<GetDesk> = {}) => getFiles({ ...desk, ...other }, { folder, from, only, ...more })
const register = 'epraccur-2026-11-25.csv'
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')

/** What a refusal says of the register, and that nothing of it is left. */
async function refusal(more: Parameters<typeof get>[1] = {}, other: Partial<GetDesk> = {}): Promise<string> {
  const lines = await get(['practice-register'], more, other)
  expect(lines.map(line => line.outcome)).toEqual(['refused'])
  expect(readdirSync(folder)).toEqual([])
  return lines[0]!.says
}

test('every data set of the manifest is had from an address or from a page with what to choose there', () => {
  for (const each of downloads()) {
    if ('address' in each) expect(new URL(each.address).protocol, each.file).toBe('https:')
    else expect(new URL(each.page).protocol === 'https:' && each.click.length > 20, each.file).toBe(true)
  }
})

test('a file comes whole, under the day it is fetched, with its size and checksum', async () => {
  const asked: string[] = []
  answer = (url, response) => { asked.push(url); response.end(published.epraccurNow) }
  expect(await get(['practice-register'])).toEqual([{ file: register, outcome: 'got', says: `${Buffer.byteLength(published.epraccurNow).toLocaleString('en-GB')} bytes, sha256 ${sha256(published.epraccurNow)}` }])
  expect(asked).toEqual(['/api/getReport?report=epraccur'])
  expect(readFileSync(path.join(folder, register), 'utf8')).toBe(published.epraccurNow)
  expect(readdirSync(folder)).toEqual([register])
})

test('the same file again changes nothing, and another of the same name is said to be replaced', async () => {
  answer = (_, response) => { response.end(published.epraccurNow) }
  await get(['practice-register'])
  expect(await get(['practice-register'])).toMatchObject([{ outcome: 'already-there', says: expect.stringContaining('already there, identical') }])
  answer = (_, response) => { response.end('"A81001","OTHER"\r\n') }
  expect(await get(['practice-register'])).toMatchObject([{ outcome: 'replaced', says: expect.stringContaining(`sha256 ${sha256(published.epraccurNow)}, is replaced`) }])
})

test('a page instead of a file is refused by its title', async () => {
  answer = (_, response) => { response.setHeader('content-type', 'text/csv').end('<!DOCTYPE html>\n<html><head><title>Service unavailable</title></head></html>\n') }
  expect(await refusal()).toBe(`${register}: expected a comma-separated file from ${from.host}; found a web page, “Service unavailable”`)
})

test('an empty answer, an error and a last line cut short are refused', async () => {
  answer = (_, response) => { response.end('') }
  expect(await refusal()).toContain('found an empty answer')
  answer = (_, response) => { response.writeHead(404).end('no such report') }
  expect(await refusal()).toBe(`${register}: ${from.host} answered 404 Not Found`)
  answer = (_, response) => { response.end('"A81001","ONE"\r\n"A81002","TW') }
  expect(await refusal()).toContain('found a last line without its end: the file is cut short')
})

test('an answer that stops before its end is refused, said or not how long it would have been', async () => {
  answer = (_, response) => { response.writeHead(200, { 'content-length': '100000' }).write('"A81001","ONE"\r\n', () => response.destroy()) }
  expect(await refusal()).toMatch(/the answer was cut off after (0|16) bytes/)
  answer = (_, response) => { response.write('"A81001","ONE"\r\n', () => setTimeout(() => response.destroy(), 20)) }
  expect(await refusal()).toMatch(/the answer was cut off after (0|16) bytes/)
})

test('a file that was there stays as it was when its successor is refused', async () => {
  writeFileSync(path.join(folder, register), 'kept\n')
  answer = (_, response) => { response.end('<html>') }
  await get(['practice-register'])
  expect(readdirSync(folder)).toEqual([register])
  expect(readFileSync(path.join(folder, register), 'utf8')).toBe('kept\n')
})

test('a server that is late to answer, or stops sending, is given up', async () => {
  answer = () => {}
  expect(await refusal({ patienceSeconds: 0.05 })).toBe(`${register}: ${from.host} gave no answer in 0.05 s`)
  answer = (_, response) => { response.write('"A81001",') }
  expect(await refusal({ patienceSeconds: 1 })).toContain('stopped sending for 1 s')
})

test('a server that is slow but keeps sending is waited for', async () => {
  answer = (_, response) => {
    let sent = 0
    const timer = setInterval(() => {
      response.write(`"A8100${sent}","ONE"\r\n`)
      if (++sent < 13) return
      clearInterval(timer)
      response.end()
    }, 100)
  }
  expect(await get(['practice-register'], { patienceSeconds: 1 })).toMatchObject([{ outcome: 'got' }])
})

test('redirections are followed, and a circle of them is given up', async () => {
  answer = (url, response) => url.startsWith('/api') ? response.writeHead(302, { location: '/elsewhere.csv' }).end() : response.end(published.epraccurNow)
  expect(await get(['practice-register'])).toMatchObject([{ outcome: 'got' }])
  rmSync(path.join(folder, register))
  answer = (_, response) => { response.writeHead(302, { location: '/again' }).end() }
  expect(await refusal()).toContain('cannot be reached (redirect count exceeded)')
})

test('a publisher’s own address that leads on without encryption is not followed to the end', async () => {
  const led = async () => Object.defineProperty(new Response('a,b\n'), 'url', { value: 'http://elsewhere.example/x.csv' })
  expect(await refusal({ from: null }, { fetch: led })).toContain('led on to elsewhere.example without encryption')
})

test('a server that cannot be reached is named, with why', async () => {
  const gone = createServer()
  await new Promise<void>(done => gone.listen(0, '127.0.0.1', done))
  const { port } = gone.address() as AddressInfo
  await new Promise(done => gone.close(done))
  expect(await refusal({ from: new URL(`http://127.0.0.1:${port}`) })).toBe(`${register}: 127.0.0.1:${port} cannot be reached (ECONNREFUSED)`)
})

test('one refused file does not keep the others', async () => {
  answer = (url, response) => url.includes('epraccur') ? response.writeHead(500).end() : response.end(published.succ)
  expect((await get(['practice-register', 'successors'])).map(line => [line.file, line.outcome])).toEqual([[register, 'refused'], ['succ-2026-11-25.csv', 'got']])
  expect(readdirSync(folder)).toEqual(['succ-2026-11-25.csv'])
})

test('an archive without its end and outlines that are a part of the outlines are refused', async () => {
  answer = (_, response) => { response.end(directory().subarray(0, 100)) }
  expect(await get(['postcodes'])).toMatchObject([{ outcome: 'refused', says: expect.stringContaining('a zip without its end') }])
  const outlines = (more: object) => JSON.stringify({ type: 'FeatureCollection', ...more, features: [] })
  answer = (_, response) => { response.end(outlines({ properties: { exceededTransferLimit: true } })) }
  expect(await get(['icb-boundaries'])).toMatchObject([{ outcome: 'refused', says: expect.stringContaining('the server says there are more') }])
  answer = (_, response) => { response.end('{"error":{"code":400,"message":"Invalid URL"}}') }
  expect(await get(['icb-boundaries'])).toMatchObject([{ outcome: 'refused', says: expect.stringContaining('Invalid URL') }])
  answer = (_, response) => { response.end(outlines({})) }
  expect(await get(['icb-boundaries'])).toMatchObject([{ outcome: 'got' }])
})

const directory = (member = 'Data/ONSPD_NOV_2025_UK.csv') => published.zipOf([{ name: 'Data/multi_csv/ONSPD_NOV_2025_UK_AB.csv', bytes: published.onspd }, { name: member, bytes: published.onspdAnyOrder }])

test('of an archive that repeats itself in parts only the whole is kept', async () => {
  answer = (_, response) => { response.end(directory()) }
  expect(await get(['postcodes'])).toMatchObject([{ outcome: 'got', says: expect.stringContaining(sha256(published.onspdAnyOrder)) }])
  expect(readFileSync(path.join(folder, 'ONSPD_NOV_2025_UK.csv'), 'utf8')).toBe(published.onspdAnyOrder)
  expect(await get(['postcodes'])).toMatchObject([{ outcome: 'already-there' }])
  answer = (_, response) => { response.end(directory('Data/other.csv')) }
  expect(await get(['postcodes'])).toMatchObject([{ outcome: 'refused', says: expect.stringContaining('expected Data/ONSPD_NOV_2025_UK.csv in the archive; found none of that name') }])
  expect(readdirSync(folder)).toEqual(['ONSPD_NOV_2025_UK.csv'])
})

test('somebody who stops it finds nothing of the file on its way', async () => {
  const stop = new AbortController()
  answer = (_, response) => { response.write('"A81001",', () => setTimeout(() => stop.abort(), 20)) }
  expect(await refusal({}, { signal: stop.signal })).toContain('stopped before it was whole')
})

test('a folder that cannot be written to is said, for every file', async () => {
  const closed = path.join(folder, 'file')
  writeFileSync(closed, '')
  chmodSync(closed, 0o400)
  const lines = await get(['practice-register', 'successors'], { folder: closed })
  expect(lines.map(line => line.outcome)).toEqual(['refused', 'refused'])
  expect(lines[0]!.says).toContain(`${closed}: cannot be written to (EEXIST)`)
})
