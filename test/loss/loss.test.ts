import { existsSync } from 'node:fs'
import { execFileSync } from 'node:child_process'
import path from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Client } from './client.ts'
import { kills } from './kills.ts'
import { lineOf, lose } from './run.ts'
import { kind } from './write.ts'
import { writes } from './writes.ts'

const house = path.resolve(import.meta.dirname, '../..')
beforeAll(() => { if (!existsSync(path.join(house, 'dist/app.css'))) execFileSync(process.execPath, ['scripts/build.mjs'], { cwd: house, stdio: ['ignore', 'ignore', 'inherit'] }) })

const way = (name: string) => kills.filter(each => each.name === name)
const kindOf = (missing: string) => missing.split(', by ')[0]!
/** Kinds that end something: what is looked for is that it stays ended. */
const endings = writes.filter(({ name }) => /^(stop|delete|sign out)/.test(name))

/** A client whose last forms of that kind never leave the browser, though it takes them for done. */
function forgetful(client: Client): Client {
  return {
    ...client, as: person => forgetful(client.as(person)), carrying: cookies => forgetful(client.carrying(cookies)),
    send: async (path, form, done) => (/\/(stop|erase|delete|sign-out)$/.test(path) ? path : client.send(path, form, done)),
  }
}

// At the same time: each waits more than it works.
describe.skipIf(process.platform === 'win32').concurrent('when something is killed while people write', () => {
  test('nothing that was acknowledged is lost, and the server comes back', async () => {
    const seed = Date.now() % 1_000_000, said: string[] = [`seed ${seed}`]
    const loss = await lose({ kills: 3, seed, writes, say: line => said.push(line) })
    console.log(`${lineOf(loss)} (${said.join('; ')})`)
    expect(loss.missing, said.join('\n')).toEqual([])
    expect(loss.fell, said.join('\n')).toBe(0)
    expect(loss.isEnough, said.join('\n')).toBe(true)
  })

  test('a loss would be seen: an acknowledged write that was never made, and writes that did not wait for the disc', async () => {
    const planted = kind<null, string>({
      name: 'planted', prepare: async () => null,
      write: async client => { await client.status('/healthz'); return client.unique() },
      isThere: async (client, key) => await client.status(`/sketches/${key}`) === 200,
    })
    const loss = await lose({ kills: 1, seed: 7, writes: [...writes, planted], ways: way('all of it at once'), unsafe: true })
    const seen = Map.groupBy(loss.missing, kindOf), byPlanted = seen.get('planted')?.length ?? 0
    console.log(`${lineOf(loss)}: ${byPlanted} planted, ${loss.missing.length - byPlanted} of ${seen.size - 1} kinds that did not wait for the disc`)
    expect(byPlanted).toBeGreaterThan(0)
    // What ends something is gone with what it ended. Of the rest nearly all is lost: how much is on the disc by chance, nobody knows.
    expect(seen.size - 1).toBeGreaterThan((writes.length - endings.length) / 2)
    expect(lineOf(loss)).toMatch(/^loss: 1 kills, \d+ acknowledged, [1-9]\d* missing$/)
  })

  test('what was ended and is there again would be seen', async () => {
    expect(endings).toHaveLength(5)
    const forgotten = endings.map(ending => kind({ ...ending, write: (client, state) => ending.write(forgetful(client), state) }))
    const loss = await lose({ kills: 1, seed: 8, writes: forgotten, ways: way('the postmaster') })
    expect(loss.missing).toHaveLength(loss.acknowledged)
  })
})
