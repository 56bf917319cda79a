import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { makeDataFolder, settings, SettingsRefused, settingsTable } from './settings.ts'

const project = path.resolve(import.meta.dirname, '../..')

test('with nothing set, everything stays on this machine and in the project folder', () => {
  expect(settings({})).toMatchObject({ dataFolder: path.join(project, '.alongside'), role: 'all', port: 3000, host: '127.0.0.1', baseUrl: null, databaseUrl: null, demo: false, addFigures: 'this-machine', smtpUrl: null, mailFrom: null })
  expect(settings({ PORT: '', HOST: ' ' })).toEqual(settings({}))
})

test('each setting is taken as written', () => {
  expect(settings({ ALONGSIDE_DATA: '/srv/alongside', PORT: '8080', HOST: '0.0.0.0', BASE_URL: 'https://alongside.example/', DATABASE_URL: 'postgres://alongside@db/alongside', DEMO: '1', ROLE: 'web', WORKERS: '3', ADD_FIGURES: 'nobody', RUN_BY: 'Carrowshire LMC', RUN_AT: 'Penmarsh', CONTACT: '01632 960001', BACKUPS_KEPT: '35', SMTP_URL: 'smtps://name%40nhs.net:p%23w@mail.example:465', MAIL_FROM: 'letters@Alongside.example' }))
    .toEqual({ dataFolder: '/srv/alongside', role: 'web', port: 8080, host: '0.0.0.0', baseUrl: 'https://alongside.example', databaseUrl: 'postgres://alongside@db/alongside', demo: true, workers: 3, addFigures: 'nobody', runBy: 'Carrowshire LMC', runAt: 'Penmarsh', contact: '01632 960001', backupsKeptDays: 35, smtpUrl: 'smtps://name%40nhs.net:p%23w@mail.example:465', mailFrom: 'letters@alongside.example', secret: null, oidc: null })
})

test('the organisation’s own sign-in is named by its address, and its three settings go together', () => {
  const three = { OIDC_ISSUER: 'https://am.example/openam/realms/Healthcare/', OIDC_CLIENT_ID: 'alongside', OIDC_CLIENT_SECRET: 'its secret' }
  const oidc = { discovery: 'https://am.example/openam/realms/Healthcare/.well-known/openid-configuration', clientId: 'alongside', clientSecret: 'its secret', name: 'your organisation’s sign-in' }
  expect(settings(three).oidc).toEqual(oidc)
  expect(settings({ ...three, OIDC_ISSUER: oidc.discovery, OIDC_NAME: 'NHS CIS2' }).oidc).toEqual({ ...oidc, name: 'NHS CIS2' })
  expect(settings({ OIDC_NAME: 'NHS CIS2' }).oidc).toBeNull()
  for (const name of Object.keys(three)) expect(() => settings({ ...three, [name]: '' }), name).toThrow(/go together/)
  expect(() => settings({ ...three, OIDC_ISSUER: 'http://am.example' })).toThrow(/OIDC_ISSUER is "http:\/\/am.example": expected an address that begins with https/)
})

test('a secret of one’s own is long, and is repeated in no message', () => {
  const good = 'k3yboard-gulls-and-weir-lane-0123456789'
  expect(settings({ ALONGSIDE_SECRET: good }).secret).toBe(good)
  for (const bad of ['short-one', 'a'.repeat(40)]) {
    expect(() => settings({ ALONGSIDE_SECRET: bad })).toThrow('ALONGSIDE_SECRET: expected')
    expect(() => settings({ ALONGSIDE_SECRET: bad })).not.toThrow(bad)
  }
})

test('a worker listens only where it is told to', () => {
  expect(settings({ ROLE: 'worker' })).toMatchObject({ role: 'worker', port: null })
  expect(settings({ ROLE: 'worker', PORT: '0' }).port).toBe(0)
  expect(settings({ ROLE: 'web' }).port).toBe(3000)
})

test('a database on a socket of this machine can be named', () => {
  expect(settings({ DATABASE_URL: 'postgres://alongside@%2Frun%2Fpostgresql/alongside' }).databaseUrl).toBe('postgres://alongside@%2Frun%2Fpostgresql/alongside')
})

describe('a value that cannot be used is refused by name', () => {
  test.each([
    ['PORT', '65536'], ['PORT', '-1'], ['PORT', '3000a'], ['HOST', 'localhost:3000'], ['BASE_URL', 'alongside.example'], ['BASE_URL', 'ftp://x'],
    ['DEMO', 'maybe'], ['ROLE', 'server'], ['WORKERS', '0'], ['WORKERS', '1.5'], ['ADD_FIGURES', 'me'],
  ])('%s=%s', (name, value) => {
    expect(() => settings({ [name]: value })).toThrow(SettingsRefused)
    expect(() => settings({ [name]: value })).toThrow(`${name} is "${value}": expected`)
  })

  test('all at once, and without repeating a password', () => {
    const both = () => settings({ PORT: 'x', DATABASE_URL: 'mysql://me:secret@db/x' })
    expect(both).toThrow(/PORT is "x".*DATABASE_URL: expected/)
    expect(both).not.toThrow(/secret/)
  })

  const mail = { MAIL_FROM: 'letters@alongside.example', BASE_URL: 'https://alongside.example' }
  test.each(['https://me:secret@mail.example', 'smtps://me:sec#ret@mail.example', 'smtps://me:secret@mail.example/box', 'smtps://me:secret@mail.example?tls=no', 'smtps://:secret@mail.example', 'smtps://secret@mail.example', 'smtps://me:sec%ret@mail.example', 'mail.example:25', 'smtp://'])('SMTP_URL=%s, without its password', url => {
    expect(() => settings({ ...mail, SMTP_URL: url })).toThrow(/^A setting cannot be used\. SMTP_URL: expected an address such as smtps:/)
    expect(() => settings({ ...mail, SMTP_URL: url })).not.toThrow(/sec|ret@/)
  })

  test('a mail server without a sender, or without an address for the links of its letters', () => {
    expect(() => settings({ SMTP_URL: 'smtp://127.0.0.1' })).toThrow('Some settings cannot be used. MAIL_FROM is not set: SMTP_URL needs it. BASE_URL is not set: SMTP_URL needs it.')
    expect(() => settings({ ...mail, SMTP_URL: 'smtp://127.0.0.1', MAIL_FROM: 'Alongside <letters@alongside.example>' })).toThrow('MAIL_FROM is "Alongside <letters@alongside.example>": expected one e-mail address.')
    expect(settings({ ...mail, SMTP_URL: 'smtp://127.0.0.1:25' })).toMatchObject({ smtpUrl: 'smtp://127.0.0.1:25', mailFrom: 'letters@alongside.example' })
  })
})

test.each(['README.md', 'docs/guides/settings.md'])('%s lists every setting as the program reads it', (page) => {
  const text = readFileSync(path.join(project, page), 'utf8')
  for (const { name, unset, says } of settingsTable) expect(text).toContain(`| \`${name}\` | ${unset} | ${says} |`)
})

test('a data folder is made and left empty; one that cannot be written is refused by the setting’s name', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'alongside-settings-'))
  makeDataFolder(path.join(folder, 'a/b'))
  expect(readdirSync(path.join(folder, 'a/b'))).toEqual([])
  writeFileSync(path.join(folder, 'file'), '')
  expect(() => makeDataFolder(path.join(folder, 'file/inside'))).toThrow(SettingsRefused)
  expect(() => makeDataFolder(path.join(folder, 'file/inside'))).toThrow(/ALONGSIDE_DATA is ".*inside": expected a folder that can be written; found ENOTDIR/)
  rmSync(folder, { recursive: true })
})
