import { existsSync } from 'node:fs'
import { execFileSync } from 'node:child_process'
import path from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { kills } from './kills.ts'
import { lineOf, lose } from './run.ts'
import { kind } from './write.ts'
import { writes } from './writes.ts'

const house = path.resolve(import.meta.dirname, '../..')
beforeAll(() => { if (!existsSync(path.join(house, 'dist/app.css'))) execFileSync(process.execPath, ['scripts/build.mjs'], { cwd: house, stdio: ['ignore', 'ignore', 'inherit'] }) })

const way = (name: string) => kills.filter(each => each.name === name)

// At the same time: each waits more than it works.
describe.skipIf(process.platform === 'win32').concurrent('when something is killed while people write', () => {
  test('nothing that was acknowledged is lost, and the server comes back', async () => {
    const seed = Date.now() % 1_000_000, said: string[] = [`seed ${seed}`]
    const loss = await lose({ kills: 3, seed, writes, say: line => said.push(line) })
    console.log(`${lineOf(loss)} (${said.join('; ')})`)
    expect(loss.missing, said.join('\n')).toEqual([])
    expect(loss.isEnough, said.join('\n')).toBe(true)
  })

  test('a loss would be seen: an acknowledged write that was never made, and writes that did not wait for the disc', async () => {
    const planted = kind<null, string>({
      name: 'planted', prepare: async () => null,
      write: async client => { await client.status('/healthz'); return client.unique() },
      isThere: async (client, key) => await client.status(`/sketches/${key}`) === 200,
    })
    const loss = await lose({ kills: 1, seed: 7, writes: [...writes, planted], ways: way('all of it at once'), unsafe: true })
    const by = (name: string) => loss.missing.filter(line => line.startsWith(name)).length
    console.log(`${lineOf(loss)}: ${by('planted')} planted, ${loss.missing.length - by('planted')} that did not wait for the disc`)
    expect(by('planted')).toBeGreaterThan(0)
    expect(by('begin a sketch') + by('move a practice')).toBeGreaterThan(0)
    expect(lineOf(loss)).toMatch(/^loss: 1 kills, \d+ acknowledged, [1-9]\d* missing$/)
  })
})
