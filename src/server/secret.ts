import { randomBytes } from 'node:crypto'
import { chmodSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { SettingsRefused } from './settings.ts'

/**
 * The secret that sessions are signed with, for every process that shares the data folder: 32 random bytes in `keys/accounts.key`, made at the first start,
 * to be read by the account that runs the server alone. A copy of the database without this file opens no session; whoever loses it signs everybody out
 * and takes away everybody's app for codes. Throws SettingsRefused when the file is there and is not one of ours.
 */
export function sharedSecret(dataFolder: string): string {
  const folder = path.join(dataFolder, 'keys'), file = path.join(folder, 'accounts.key')
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  chmodSync(folder, 0o700)
  const ours = `${file}.${process.pid}.new`
  writeFileSync(ours, `${randomBytes(32).toString('base64url')}\n`, { mode: 0o600 })
  // A link is made whole or not at all, and never over another: of two processes that start at once both read the same.
  try { linkSync(ours, file) } catch (fault) { if ((fault as NodeJS.ErrnoException).code !== 'EEXIST') throw fault } finally { rmSync(ours, { force: true }) }
  const secret = readFileSync(file, 'utf8').trim()
  if (!/^[\w-]{43}$/.test(secret)) throw new SettingsRefused(`${file} does not hold a secret of ours (43 letters, figures, - and _). Put the file back as it was; without it, everybody must sign in again and set up their app for codes anew.`)
  return secret
}
