import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, test } from 'vitest'
import { downloads } from '#reference/manifest.ts'
import { commandLine } from '../../test/house/command-line.ts'
import * as published from '../../test/house/published-files.ts'

const alongside = (...argv: string[]) => commandLine(argv, { withGetDesk: work => work({ fetch, now: () => new Date('2026-11-25'), signal: new AbortController().signal }) })

test('without a folder it only lists: an address for each file, or a page and what to choose there', async () => {
  const { code, answer } = await alongside('get')
  expect(code).toBe(0)
  for (const each of downloads()) expect(answer).toContain(`: ${each.title} (${each.dataSet})\n    ${'address' in each ? each.address : `by hand: ${each.page}\n    ${each.click}`}\n`)
})

test('with a folder a line a file, the rest by hand, and 1 when one is refused', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'alongside-get-'))
  const server = createServer((request, response) => {
    if (request.url!.endsWith('epraccur')) response.end(published.epraccurNow)
    else response.writeHead(404).end()
  })
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done))
  const from = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  try {
    const good = await alongside('get', folder, '--from', from, '--only', 'practice-register,map')
    expect(good).toMatchObject({ code: 0, answer: expect.stringMatching(/^epraccur-2026-11-25\.csv: [\d,]+ bytes, sha256 [0-9a-f]{64}\nby hand: gp-reg-pat-prac-map\.csv \(.+\): https:\/\/digital\.nhs\.uk.+\n {4}.+\n$/) })
    expect(good.said).toContain(`1 downloaded, 0 already there, 0 refused. Next: npm run -s alongside -- import ${folder}`)
    expect(await alongside('get', folder, `--from=${from}/`, '--only=practice-register,successors')).toMatchObject({ code: 1, answer: expect.stringMatching(/already there, identical.+\nrefused: succ-2026-11-25\.csv: .+ answered 404/) })
    expect(readdirSync(folder)).toEqual(['epraccur-2026-11-25.csv'])
  } finally {
    server.close()
    rmSync(folder, { recursive: true, force: true })
  }
})

test('what is not an option, a data set or a server is said', async () => {
  expect(await alongside('get', '--fast')).toMatchObject({ code: 1, said: expect.stringContaining('There is no option "--fast"') })
  expect(await alongside('get', '--only', 'weather')).toMatchObject({ code: 1, said: expect.stringContaining('found "weather"') })
  expect(await alongside('get', '--only')).toMatchObject({ code: 1, said: expect.stringContaining('found nothing') })
  expect(await alongside('get', 'x', '--from', 'ftp://files.example')).toMatchObject({ code: 1, said: expect.stringContaining('expected the address of a server') })
  expect(await alongside('get', 'x', 'y')).toMatchObject({ code: 1, said: 'One folder only: x or y?\n' })
})
