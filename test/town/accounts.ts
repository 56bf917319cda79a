import { refuse } from '#domain/words.ts'
import type { Accounts, Who } from '#web/accounts/port.ts'

/** Accounts where nobody can sign in, or where one person has, for pages that are read without a database. */
export function accountsOf(who: Who | null = null): Accounts {
  const no = async () => refuse('no-accounts', 'Nobody signs in here.', 'test/town/accounts.ts')
  const cookies = async () => ({ cookies: [] })
  return {
    canSendLetters: true, providerName: null,
    carriesSession: () => who !== null, who: async () => who,
    signIn: { sendLink: async () => ({ sent: true }), linkFor: async () => null, byLink: no, byPassword: no, byCode: no, passkeyOptions: no, byPasskey: no, atProvider: no, fromProvider: no },
    signOut: cookies, signOutEverywhere: cookies,
    mine: {
      ways: async () => ({ hasPassword: false, secondFactor: 'none', passkeys: [], provided: [] }), sessions: async () => [], endSession: async () => {}, rename: no, beginSecondFactor: no, secretToShow: no, confirmSecondFactor: no,
      newRecoveryCodes: no, setPassword: no, changePassword: no, removePassword: no, newPasskeyOptions: no, addPasskey: no, renamePasskey: no, removePasskey: no, removeProvider: no,
    },
    typed: { keep: async () => null, find: async () => null, letGo: cookies },
    signInAs: null,
  }
}
