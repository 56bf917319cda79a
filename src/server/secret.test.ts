import { execFile } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { afterEach, expect, test } from 'vitest'
import { sharedSecret } from './secret.ts'
import { SettingsRefused } from './settings.ts'

const folders: string[] = []
const fresh = () => { const folder = mkdtempSync(path.join(tmpdir(), 'alongside-secret-')); folders.push(folder); return folder }
afterEach(() => { for (const folder of folders.splice(0)) rmSync(folder, { recursive: true }) })

test('a secret is made at the first start, stays, and is for the account that runs the server alone', () => {
  const folder = fresh(), secret = sharedSecret(folder), mode = (name: string) => (statSync(path.join(folder, name)).mode & 0o777).toString(8)
  expect(secret).toMatch(/^[\w-]{43}$/)
  expect(sharedSecret(folder)).toBe(secret)
  expect(sharedSecret(fresh())).not.toBe(secret)
  expect([mode('keys'), mode('keys/accounts.key')]).toEqual(['700', '600'])
  expect(readdirSync(path.join(folder, 'keys'))).toEqual(['accounts.key'])
  expect(readFileSync(path.join(folder, 'keys/accounts.key'), 'utf8')).toBe(`${secret}\n`)
})

test('of several processes that start at the same moment all have the same', async () => {
  const folder = fresh(), script = `import(${JSON.stringify(new URL('secret.ts', import.meta.url).href)}).then(({ sharedSecret }) => process.stdout.write(sharedSecret(${JSON.stringify(folder)})))`
  const secrets = await Promise.all(Array.from({ length: 5 }, async () => (await promisify(execFile)(process.execPath, ['-e', script])).stdout))
  expect(secrets).toEqual(Array(5).fill(sharedSecret(folder)))
})

test('a file that is no secret of ours is not used, nor written over', () => {
  const folder = fresh()
  sharedSecret(folder)
  writeFileSync(path.join(folder, 'keys/accounts.key'), 'cut off')
  expect(() => sharedSecret(folder)).toThrow(SettingsRefused)
  expect(readFileSync(path.join(folder, 'keys/accounts.key'), 'utf8')).toBe('cut off')
})
