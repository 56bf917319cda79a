import { refuse } from '#domain/words.ts'
import type { Accounts, Who } from '#web/accounts/port.ts'

/** Invented: who has signed in where a test needs somebody. */
export const meg: Who = { person: 'meg', name: 'Dr Meg Arkwright', email: 'meg.arkwright@riverside.example', session: 's1', how: 'link', signedInAt: new Date('2026-02-03T08:55:00Z'), isRecent: true }

/** Accounts where nobody can sign in, or where one person has, for pages that are read without a database. */
export function accountsOf(who: Who | null = null): Accounts {
  const no = async () => refuse('no-accounts', 'Nobody signs in here.', 'test/town/accounts.ts')
  const cookies = async () => ({ cookies: [] })
  return {
    canSendLetters: true, providerName: who === null ? null : 'NHS CIS2',
    carriesSession: () => who !== null, who: async () => who,
    signIn: { sendLink: async () => ({ sent: true }), linkFor: async () => null, byLink: no, byPassword: no, byCode: no, passkeyOptions: no, byPasskey: no, atProvider: no, fromProvider: no },
    signOut: cookies, signOutEverywhere: cookies, close: cookies,
    mine: {
      ways: async () => ({ hasPassword: true, secondFactor: 'set', passkeys: [{ id: 'p1', name: 'the laptop in reception', since: new Date('2026-01-05T12:00:00Z') }], provided: [] }),
      sessions: async ({ session }) => [session, 's2'].map(id => ({ id, device: 'Firefox on Windows', how: 'link', signedInAt: new Date('2026-02-03T08:55:00Z'), seenAt: new Date('2026-02-03T09:00:00Z'), isThis: id === session })), endSession: async () => {}, rename: no, beginSecondFactor: no, secretToShow: async () => ({ uri: 'otpauth://totp/Alongside:meg?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Alongside' }), confirmSecondFactor: no,
      newRecoveryCodes: no, setPassword: no, changePassword: no, removePassword: no, newPasskeyOptions: no, addPasskey: no, renamePasskey: no, removePasskey: no, removeProvider: no,
    },
    typed: { keep: async () => null, find: async () => null, letGo: cookies },
    signInAs: null,
  }
}
