import type { Refusal } from '#domain/words.ts'

/**
 * Signing in, as pages ask for it. An answer that changes who somebody is here carries lines for Set-Cookie, which the page passes on as they are.
 * Whatever a stranger may ask answers alike, and in about the same time, whether or not an address has an account.
 */
export interface Accounts {
  /** Whether letters leave this server; without them nobody signs in by e-mail. */
  canSendLetters: boolean
  /** What the organisation's own sign-in is called, such as NHS CIS2; null where there is none. */
  providerName: string | null
  /** Whether a request carries a session, open or past: told from the cookie's name alone, for pages that ask nothing else of the server. */
  carriesSession(headers: Headers): boolean
  /** Who asks, or null. Counts as using the session. */
  who(asking: Asking): Promise<Who | null>
  signIn: {
    /** Sends a link, or answers as if it had when an address has had enough of them. */
    sendLink(asking: Asking, email: string, back: string | null): Promise<{ sent: true } | Refusal>
    /** Whose link it is, as long as it works. Looking uses nothing up: programs open every link of a letter. */
    linkFor(token: string): Promise<{ email: string } | null>
    byLink(asking: Asking, token: string): Promise<SignedIn | Refusal>
    /** Right so far: a code is asked for next. */
    byPassword(asking: Asking, email: string, password: string): Promise<Cookies | Refusal>
    /** A code of the app, or one of the recovery codes. */
    byCode(asking: Asking, code: string): Promise<SignedIn | Refusal>
    passkeyOptions(asking: Asking): Promise<(Cookies & { options: unknown }) | Refusal>
    byPasskey(asking: Asking, answer: unknown): Promise<SignedIn | Refusal>
    /** Where to send somebody so that their organisation says who they are: to sign in, or to add that to their account. */
    atProvider(asking: Asking, purpose: 'sign-in' | 'add', back: string): Promise<(Cookies & { to: string }) | Refusal>
    /** What the provider sent somebody back with. */
    fromProvider(asking: Asking, query: Record<string, string>): Promise<SignedIn | Added | Refusal>
  }
  /** Ends the session, on the server and in the browser. */
  signOut(asking: Asking): Promise<Cookies>
  /** Ends every session of whoever asks. */
  signOutEverywhere(asking: Asking): Promise<Cookies>
  /** Deletes whoever asks: name, address, ways of signing in and every session. Needs to have signed in a moment ago; their rooms are left before (desk.leaving). */
  close(asking: Asking): Promise<Cookies | Refusal>
  /** One's own account. Whatever changes how one signs in needs to have signed in a moment ago, and is told by a letter. */
  mine: {
    ways(who: Who): Promise<Ways>
    sessions(who: Who): Promise<OpenSession[]>
    endSession(who: Who, session: string): Promise<void>
    rename(who: Who, name: string): Promise<{ renamed: true } | Refusal>
    /** Makes a secret for the app, which nothing rests on until a code has proved it. */
    beginSecondFactor(asking: Asking): Promise<{ begun: true } | Refusal>
    /** The secret that was begun, to be shown: as the address an app reads from a square. */
    secretToShow(asking: Asking): Promise<{ uri: string } | Refusal>
    /** Proves the secret by a code; ten recovery codes come back, once. */
    confirmSecondFactor(asking: Asking, code: string): Promise<(Cookies & { recoveryCodes: string[] }) | Refusal>
    newRecoveryCodes(asking: Asking, password: string): Promise<{ recoveryCodes: string[] } | Refusal>
    setPassword(asking: Asking, password: string): Promise<{ done: true } | Refusal>
    changePassword(asking: Asking, before: string, password: string): Promise<{ done: true } | Refusal>
    /** Takes the password and its second factor away. */
    removePassword(asking: Asking): Promise<Cookies | Refusal>
    newPasskeyOptions(asking: Asking): Promise<(Cookies & { options: unknown }) | Refusal>
    addPasskey(asking: Asking, answer: unknown, name: string): Promise<{ done: true } | Refusal>
    renamePasskey(asking: Asking, passkey: string, name: string): Promise<{ done: true } | Refusal>
    removePasskey(asking: Asking, passkey: string): Promise<{ done: true } | Refusal>
    removeProvider(asking: Asking, account: string): Promise<{ done: true } | Refusal>
  }
  /** What somebody was typing when their session had ended. */
  typed: {
    /** Keeps it for a day, for whoever the session was of; null when that cannot be told, and nothing is kept. */
    keep(asking: Asking, path: string, fields: Fields): Promise<Cookies | null>
    /** What was kept for whoever asks, who also has the key; null for nothing. */
    find(asking: Asking, who: Who): Promise<{ path: string; fields: Fields; at: Date } | null>
    letGo(asking: Asking, who: Who): Promise<Cookies>
  }
  /** Signs in as an invented person. There only on a server for trying things out, that sends no letters. */
  signInAs: ((asking: Asking, person: string) => Promise<SignedIn | Refusal>) | null
}

/** A request, as far as signing in looks at it. `caller` is whom limits count; null for somebody at this machine, whom none holds. */
export interface Asking { headers: Headers; caller: string | null }

/** How somebody said who they are. */
export type How = 'link' | 'password' | 'passkey' | 'provider' | 'demo'

/** Somebody who has signed in. */
export interface Who {
  person: string
  /** As they want to be called; empty until they have said. */
  name: string
  /** Proved to be theirs. */
  email: string
  session: string
  how: How
  signedInAt: Date
  /** Signed in so lately that they may change how they sign in. */
  isRecent: boolean
}

/** Lines for Set-Cookie. */
export interface Cookies { cookies: string[] }

export interface SignedIn extends Cookies { who: Who; back: string | null }

/** A provider was added to an account; nobody signed in anew. */
export interface Added extends Cookies { added: true; back: string | null }

export type Fields = Record<string, string[]>

export interface Ways {
  hasPassword: boolean
  /** 'begun': a secret is made and no code has proved it yet. */
  secondFactor: 'none' | 'begun' | 'set'
  passkeys: { id: string; name: string; since: Date | null }[]
  provided: { id: string; since: Date }[]
}

export interface OpenSession { id: string; device: string; how: How; signedInAt: Date; seenAt: Date; isThis: boolean }
