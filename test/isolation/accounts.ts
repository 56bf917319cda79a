import type { Chance } from './chance.ts'
import type { AnyRow, AnyTable, Asker, World } from './world.ts'

/**
 * The tables of signing in, which better-auth spells and Kysely's schema does not know: shown to the code that lets people in, and to nobody else. A page of one's own
 * account shows what that code tells it of the one who asks.
 */
const at = new Date('2026-02-03T08:30:00.000Z'), later = new Date('2126-02-03T08:30:00.000Z')

const door = (asker: Asker) => asker.viewer.as === 'doorkeeper'

function ofDoorkeeper(what: string, key: string, plain: string[], make: (world: World, chance: Chance) => AnyRow[], whose: (row: AnyRow) => unknown = () => null): AnyTable {
  const isOwn = (row: AnyRow, { viewer }: Asker) => 'person' in viewer && viewer.person === whose(row)
  return { for: `the code that lets people in: ${what}`, key: [key], plain, make, sees: (_, asker) => door(asker), changes: (_, asker) => door(asker), removes: (_, asker) => door(asker), adds: (_, asker) => door(asker), again: null, byTheDoor: isOwn }
}

const of = (row: AnyRow) => row['userId']

export const accountTables: Record<string, AnyTable> = {
  'accounts.user': ofDoorkeeper('who may sign in', 'id', ['id'], ({ people }, chance) => people.map(id => ({ id, name: chance.word(), email: `${chance.word()}@example.invalid`, emailVerified: true, image: chance.word(), createdAt: at, updatedAt: at, twoFactorEnabled: true })), row => row['id']),
  'accounts.session': ofDoorkeeper('sessions that are open', 'id', ['userId', 'how'], ({ people }, chance) => people.flatMap(userId => [1, 2].map(() => ({ id: chance.word(), expiresAt: later, token: chance.word(), createdAt: at, updatedAt: at, ipAddress: chance.word(), userAgent: `Mozilla/5.0 ${chance.word()}`, userId, how: 'link', signedInAt: at }))), of),
  'accounts.account': ofDoorkeeper('passwords, and accounts elsewhere', 'id', ['providerId', 'userId'], ({ people }, chance) => people.map(userId => ({ id: chance.word(), accountId: chance.word(), providerId: chance.pick(['credential', 'provider']), userId, accessToken: chance.word(), refreshToken: chance.word(), idToken: chance.word(), accessTokenExpiresAt: null, refreshTokenExpiresAt: null, scope: chance.word(), password: chance.word(), createdAt: at, updatedAt: at })), of),
  'accounts.verification': ofDoorkeeper('links on their way', 'id', [], (_, chance) => [1, 2].map(() => ({ id: chance.word(), identifier: chance.word(), value: JSON.stringify({ email: chance.word() }), expiresAt: later, createdAt: at, updatedAt: at }))),
  'accounts.twoFactor': ofDoorkeeper('secrets of second factors', 'id', ['userId'], ({ people }, chance) => people.slice(0, 2).map(userId => ({ id: chance.word(), secret: chance.word(), backupCodes: chance.word(), userId, verified: true, failedVerificationCount: 0, lockedUntil: null })), of),
  'accounts.passkey': ofDoorkeeper('passkeys', 'id', ['userId', 'deviceType'], ({ people }, chance) => people.slice(0, 4).map(userId => ({ id: chance.word(), name: chance.word(), publicKey: chance.word(), userId, credentialID: chance.word(), counter: 1, deviceType: 'singleDevice', backedUp: false, transports: chance.word(), createdAt: at, aaguid: chance.word() })), of),
  'accounts.allowance': ofDoorkeeper('how often something was tried', 'key', [], (_, chance) => [1, 2].map(() => ({ key: chance.bytes(32), left: 2.5, at }))),
}
