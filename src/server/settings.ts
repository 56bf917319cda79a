import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { mailAddress, type MailAddress } from '#domain/organisations/mail-address.ts'
import { isRefusal } from '#domain/words.ts'

/** What the person who runs this server may choose, checked. Everything else is decided in the code. */
export interface Settings {
  /** Absolute folder for releases, uploads and, without DATABASE_URL, the database itself. */
  dataFolder: string
  /** What this process does: pages and searches, pages alone, or searches alone. */
  role: 'all' | 'web' | 'worker'
  /** null: a worker that was given none listens on nothing. */
  port: number | null
  host: string
  /** Without a closing slash; null when not set. */
  baseUrl: string | null
  /** null: bring our own PostgreSQL, in the data folder. */
  databaseUrl: string | null
  /** Load the invented county at start. */
  demo: boolean
  /** Threads that look for groupings. */
  workers: number
  addFigures: 'this-machine' | 'anyone' | 'nobody'
  runBy: string
  runAt: string
  contact: string
  /** Days for which copies of the database are kept; null when whoever runs the server has not said. */
  backupsKeptDays: number | null
  /** The mail server that carries letters, with name and password; null: none are sent. Set only together with `mailFrom` and `baseUrl`. */
  smtpUrl: string | null
  mailFrom: MailAddress | null
  /** Signs sessions; null: one is made and kept in the data folder. */
  secret: string | null
  /** The organisation's own sign-in, by OpenID Connect; null when none is set. */
  oidc: { discovery: string; clientId: string; clientSecret: string; name: string } | null
}

/** One or more settings cannot be used; the message names each, says what was found and what was expected. */
export class SettingsRefused extends Error { override name = 'SettingsRefused' }

/** Every setting there is. docs/guides/settings.md and README.md carry this table; a test holds them to it. */
export const settingsTable = [
  { name: 'ALONGSIDE_DATA', unset: '`.alongside` in the project folder', says: 'Folder for published figures, uploads on their way in and, without `DATABASE_URL`, the database.' },
  { name: 'ROLE', unset: 'all', says: 'What this process does: `all`, `web` (pages, and no searches for groupings) or `worker` (searches, and no pages).' },
  { name: 'PORT', unset: '3000; a worker listens on none', says: 'Port to listen on. 0 takes any free one and says which. A worker answers `/healthz` there and nothing else.' },
  { name: 'HOST', unset: '127.0.0.1', says: 'Address to listen on. Only this machine can reach 127.0.0.1; 0.0.0.0 is everybody.' },
  { name: 'BASE_URL', unset: 'none', says: 'How people reach the server, such as `https://alongside.example`; for links that leave it.' },
  { name: 'DATABASE_URL', unset: 'none: PostgreSQL comes with Alongside', says: 'A PostgreSQL 15 or later, by a plain role that owns its database: never a superuser.' },
  { name: 'DEMO', unset: '1 when `npm start` finds neither `DATABASE_URL` nor a `HOST` for others, else 0', says: '1 loads the invented county of Carrowshire with its people, whom anyone may try to be, and shows letters that are not sent; 0 does not.' },
  { name: 'WORKERS', unset: 'one less than the processors, 1 to 4', says: 'Threads that look for groupings, 1 to 64.' },
  { name: 'ADD_FIGURES', unset: 'this-machine', says: 'Who may add figures by a page: `this-machine`, `anyone` or `nobody`. The command line always may.' },
  { name: 'RUN_BY', unset: 'the person who started it', says: 'Who runs this server, for the foot of every page.' },
  { name: 'RUN_AT', unset: 'none', says: 'Their town or building, for the same sentence.' },
  { name: 'CONTACT', unset: 'none', says: 'A telephone number or e-mail address, for the foot of every page.' },
  { name: 'BACKUPS_KEPT', unset: 'not said', says: 'Days for which you keep copies of the database: people who delete something are told. It deletes no copy.' },
  { name: 'SMTP_URL', unset: 'none: no letters are sent', says: 'The mail server that carries letters, such as `smtps://name:password@mail.example:465`. Needs `MAIL_FROM` and `BASE_URL`.' },
  { name: 'MAIL_FROM', unset: 'none', says: 'The e-mail address that letters are from.' },
  { name: 'ALONGSIDE_SECRET', unset: 'made once, in `keys` of the data folder', says: 'What sessions are signed with: 32 characters or more that nobody guesses, the same for every process.' },
  { name: 'OIDC_ISSUER', unset: 'none', says: 'Address of your organisation’s own sign-in (OpenID Connect), with or without `/.well-known/openid-configuration`.' },
  { name: 'OIDC_CLIENT_ID', unset: 'none', says: 'What that sign-in calls this server.' },
  { name: 'OIDC_CLIENT_SECRET', unset: 'none', says: 'The secret that it has given this server.' },
  { name: 'OIDC_NAME', unset: 'your organisation’s sign-in', says: 'What people call it, for the sign-in page, such as NHS CIS2.' },
] as const

type Name = (typeof settingsTable)[number]['name']

const project = fileURLToPath(new URL('../..', import.meta.url))

/**
 * Reads the settings from an environment; an empty value counts as not set.
 * Throws SettingsRefused naming every value that cannot be used, so that all can be mended at once.
 */
export function settings(env: Readonly<Record<string, string | undefined>>): Settings {
  const faults: string[] = []
  const given = (name: Name): string | null => env[name]?.trim() || null
  function read<T>(name: Name, unset: T, expected: string, parse: (text: string) => T | null): T {
    const text = given(name)
    if (text === null) return unset
    const value = parse(text)
    if (value !== null) return value
    // What is secret belongs in no log; an address of a database or a mail server carries its password.
    faults.push(`${name}${isSecret(name) ? '' : ` is "${text}"`}: expected ${expected}`)
    return unset
  }
  const whole = (low: number, high: number) => (text: string) => (/^\d{1,6}$/.test(text) && Number(text) >= low && Number(text) <= high ? Number(text) : null)

  const role = read<Settings['role']>('ROLE', 'all', 'all, web or worker', text => (text === 'all' || text === 'web' || text === 'worker' ? text : null))
  const found: Settings = {
    dataFolder: path.resolve(project, given('ALONGSIDE_DATA') ?? '.alongside'),
    role,
    port: read('PORT', role === 'worker' ? null : 3000, 'a whole number from 0 to 65535', whole(0, 65_535)),
    host: read('HOST', '127.0.0.1', 'an address or a host name, without a port', text => (/^[\w.:-]+$/.test(text) && !/^[^:]+:\d+$/.test(text) ? text : null)),
    baseUrl: read('BASE_URL', null, 'an address that begins with http:// or https://', text => webAddress(text)),
    databaseUrl: read('DATABASE_URL', null, 'an address that begins with postgres:// or postgresql://', text => (/^postgres(ql)?:\/\/./.test(text) && URL.canParse(text) ? text : null)),
    demo: read<boolean>('DEMO', false, '1 or 0', text => (['1', 'true', 'yes'].includes(text) ? true : ['0', 'false', 'no'].includes(text) ? false : null)),
    workers: read('WORKERS', Math.min(4, Math.max(1, availableParallelism() - 1)), 'a whole number from 1 to 64', whole(1, 64)),
    addFigures: read<Settings['addFigures']>('ADD_FIGURES', 'this-machine', 'this-machine, anyone or nobody', text => (text === 'this-machine' || text === 'anyone' || text === 'nobody' ? text : null)),
    runBy: given('RUN_BY') ?? 'the person who started it',
    runAt: given('RUN_AT') ?? '',
    contact: given('CONTACT') ?? '',
    backupsKeptDays: read('BACKUPS_KEPT', null, 'a whole number of days from 0 to 3650', whole(0, 3_650)),
    smtpUrl: read('SMTP_URL', null, 'an address such as smtps://name:password@mail.example:465, with nothing after the port and odd signs of name and password written as in %40', text => (isMailServer(text) ? text : null)),
    mailFrom: read('MAIL_FROM', null, 'one e-mail address', text => { const address = mailAddress(text); return isRefusal(address) ? null : address }),
    secret: read('ALONGSIDE_SECRET', null, 'at least 32 characters', text => (text.length >= 32 && new Set(text).size > 8 ? text : null)),
    oidc: null,
  }
  // A letter without a sender is not taken, and its link would lead to the reader's own machine.
  for (const needed of ['MAIL_FROM', 'BASE_URL'] as const) if (given('SMTP_URL') !== null && given(needed) === null) faults.push(`${needed} is not set: SMTP_URL needs it`)
  const oidc = { discovery: read('OIDC_ISSUER', null, 'an address that begins with https://', text => discoveryAddress(text)), clientId: given('OIDC_CLIENT_ID'), clientSecret: given('OIDC_CLIENT_SECRET') }
  if (oidc.discovery !== null && oidc.clientId !== null && oidc.clientSecret !== null) found.oidc = { discovery: oidc.discovery, clientId: oidc.clientId, clientSecret: oidc.clientSecret, name: given('OIDC_NAME') ?? 'your organisation’s sign-in' }
  else if (faults.length === 0 && Object.values(oidc).some(one => one !== null)) faults.push('OIDC_ISSUER, OIDC_CLIENT_ID and OIDC_CLIENT_SECRET go together: expected all three or none')
  if (faults.length > 0) throw new SettingsRefused(`${faults.length === 1 ? 'A setting cannot' : 'Some settings cannot'} be used. ${faults.join('. ')}.`)
  return found
}

/** Makes the data folder where it is absent. Throws SettingsRefused, by the setting's name, when nothing can be written there: a disc that only reads, or a file in the way. */
export function makeDataFolder(folder: string): void {
  const probe = path.join(folder, `.can-write-${process.pid}`)
  try {
    mkdirSync(folder, { recursive: true })
    writeFileSync(probe, '')
    rmSync(probe)
  } catch (error) {
    throw new SettingsRefused(`A setting cannot be used. ALONGSIDE_DATA is "${folder}": expected a folder that can be written; found ${(error as NodeJS.ErrnoException).code ?? String(error)}.`)
  }
}

function isMailServer(text: string): boolean {
  if (!URL.canParse(text)) return false
  const { protocol, hostname, pathname, search, hash, username, password } = new URL(text)
  try { decodeURIComponent(username + password) } catch { return false }
  return (protocol === 'smtp:' || protocol === 'smtps:') && hostname !== '' && ['', '/'].includes(pathname) && search === '' && hash === '' && (username === '') === (password === '')
}

const isSecret = (name: Name): boolean => name === 'DATABASE_URL' || name === 'SMTP_URL' || name === 'ALONGSIDE_SECRET' || name === 'OIDC_CLIENT_SECRET'

const wellKnown = '/.well-known/openid-configuration'

/** Where a provider says what it offers. Plain http only on this machine, for trying things out: its answers decide who somebody is. */
function discoveryAddress(text: string): string | null {
  const address = webAddress(text)
  if (address === null) return null
  const { protocol, hostname } = new URL(address)
  return protocol === 'https:' || hostname === 'localhost' || hostname === '127.0.0.1' ? (address.endsWith(wellKnown) ? address : address + wellKnown) : null
}

function webAddress(text: string): string | null {
  if (!URL.canParse(text)) return null
  const { protocol, hostname } = new URL(text)
  return (protocol === 'http:' || protocol === 'https:') && hostname !== '' ? text.replace(/\/+$/, '') : null
}
