import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { makeDataFolder, settings, SettingsRefused, settingsTable } from './settings.ts'

const project = path.resolve(import.meta.dirname, '../..')

test('with nothing set, everything stays on this machine and in the project folder', () => {
  expect(settings({})).toMatchObject({ dataFolder: path.join(project, '.alongside'), role: 'all', port: 3000, host: '127.0.0.1', baseUrl: null, databaseUrl: null, demo: false, addFigures: 'this-machine' })
  expect(settings({ PORT: '', HOST: ' ' })).toEqual(settings({}))
})

test('each setting is taken as written', () => {
  expect(settings({ ALONGSIDE_DATA: '/srv/alongside', PORT: '8080', HOST: '0.0.0.0', BASE_URL: 'https://alongside.example/', DATABASE_URL: 'postgres://alongside@db/alongside', DEMO: '1', ROLE: 'web', WORKERS: '3', ADD_FIGURES: 'nobody', RUN_BY: 'Carrowshire LMC', RUN_AT: 'Penmarsh', CONTACT: '01632 960001' }))
    .toEqual({ dataFolder: '/srv/alongside', role: 'web', port: 8080, host: '0.0.0.0', baseUrl: 'https://alongside.example', databaseUrl: 'postgres://alongside@db/alongside', demo: true, workers: 3, addFigures: 'nobody', runBy: 'Carrowshire LMC', runAt: 'Penmarsh', contact: '01632 960001' })
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
