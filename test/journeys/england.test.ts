import { execFile, type ChildProcess } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { desk, expectStatus, looksRight, open, phoneNoScripts, sketchesAreDone } from './browser.ts'
import { onlyTheseSettings, startServer, stopServer } from './server.ts'

const house = path.resolve(import.meta.dirname, '../..')
const shared = path.resolve(house, '../shared/data')
const isHere = existsSync(shared)
if (!isHere) console.log(`skipped: the story on England 2026 needs the published files, which are not in ${path.relative(house, shared)}`)

/** What a person would put in a folder for England 2026, and where patients live in 2021, the latest there is. */
const published = ['england-2026-01', 'england-2021-01', 'ods/epraccur-2026-02.csv', 'ods/ebranchs-2017-08.csv', 'measures/nhs-payments-to-general-practice-22-23.csv.gz', 'measures/workforce_year_2023-2025_partners.csv.gz', 'geography/ruc21_lsoa21.csv.gz', 'geography/onspd-extract-practice-postcodes.csv', 'geography/lsoa_latlong.csv',
  'geography/imd2019_lsoa11.csv.gz', 'geography/lsoa11_generalised_england.geojson.gz', 'geography/ltla24_generalised_england.geojson.gz', 'geography/icb22_generalised.geojson'].map(file => path.join(shared, file))

describe.skipIf(!isHere)('the story on England 2026', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'alongside-england-'))
  let server: ChildProcess
  let address: string

  beforeAll(async () => {
    // given the published files, brought in by the command line, and a server without the invented county
    const { stdout } = await promisify(execFile)(process.execPath, ['src/server/cli.ts', 'import', ...published], { cwd: house, env: onlyTheseSettings({ ALONGSIDE_DATA: folder }), maxBuffer: 1 << 24 })
    expect(stdout).toMatch(/loaded/)
    const started = await startServer({ ALONGSIDE_DATA: folder, PORT: '0', DEMO: '0' })
    server = started.server
    address = started.address
    await sketchesAreDone(address, '11X', '30000-50000')
  }, 240_000)
  afterAll(async () => {
    if (server) await stopServer(server)
    rmSync(folder, { recursive: true, force: true })
  })

  test.each([desk, phoneNoScripts])('a Somerset practice, its neighbours, its area, three sketches and today, one sketch, a sketch of its own: $name', async reader => {
    const page = await open(reader, '/', address)
    // when a practice is looked up by part of its name
    await page.getByRole('searchbox', { name: 'Which practice?' }).fill('french weir')
    await page.getByRole('button', { name: 'Look it up' }).click()
    await page.getByRole('link', { name: /French Weir/i }).first().click()
    // then it is at a glance, as published, and nobody is called invented
    await page.getByRole('heading', { level: 1, name: /French Weir Health Centre/i }).waitFor()
    expect(new URL(page.url()).pathname).toBe('/practices/L85001')
    await page.getByText('1 January 2026').first().waitFor({ state: 'visible' })
    expect(await page.getByText(/invented/i).count()).toBe(0)
    await page.getByText(/you had [\d,]+ patients for each full-time GP; practices like yours had [\d,]+/).waitFor()
    await page.getByRole('heading', { name: 'What changed since 1 January 2021' }).waitFor()
    await looksRight(page)

    // when its neighbours are asked for, then the sentence says on which day people lived where
    await page.getByRole('link', { name: 'Who are our neighbours?' }).or(page.getByRole('button', { name: 'Who are our neighbours?' })).click()
    await page.getByText(/On 1\sJanuary\s2021, of your [\d,]+ patients, [\d,]+ lived in places where more people were registered with/).waitFor()
    await looksRight(page)

    // when the sketches of its sub-ICB are asked for
    await page.goto('/areas/11X?from=L85001')
    await looksRight(page)
    await page.goto('/areas/11X/sketches?size=30000-50000&from=L85001')
    await page.getByText(/French Weir.* would be (with|on its own|in no group)/i).nth(2).waitFor()
    await looksRight(page)

    // then the shortest journeys are proved, and the page says on which measure
    await page.getByRole('link', { name: 'Shortest journeys' }).first().click()
    await page.getByText(/No other grouping of these \d+ practices is lower on this measure/).first().waitFor()
    await looksRight(page)

    // when it is changed into a sketch of one's own and the practice is moved
    await page.getByRole('button', { name: 'Change this sketch' }).click()
    await page.getByRole('link', { name: /Move or keep French Weir/i }).first().click()
    await looksRight(page)
    await page.getByRole('radio').nth(1).check()
    await page.getByRole('button', { name: 'Move it' }).click()
    await page.getByText(/You moved French Weir/i).first().waitFor()
    await looksRight(page)
    // and it is tried again with that kept, then taken
    await page.getByRole('button', { name: 'Try again with these' }).or(page.getByRole('link', { name: 'Try again with these' })).click()
    await page.getByText(/No other grouping that keeps all you keep is lower on this measure/).waitFor()
    await looksRight(page)
    await page.getByRole('button', { name: 'Use these groups' }).click()
    await page.getByText('You took the groups found by looking again.').first().waitFor()

    // then it stands beside today, and is shared by a link that only looks until it is stopped
    await page.getByRole('button', { name: 'Compare' }).or(page.getByRole('link', { name: 'Compare' })).first().click()
    await page.getByRole('heading', { level: 1, name: /Beside today/ }).waitFor()
    await looksRight(page)
    await page.goBack()
    await page.getByRole('button', { name: 'Share a link' }).or(page.getByRole('link', { name: 'Share a link' })).click()
    await page.getByLabel('Who made this sketch?').fill('A practice in Taunton')
    await page.getByRole('button', { name: 'Make the link' }).click()
    const link = await page.getByLabel(/Anyone with this link can look, not change/).inputValue()
    const other = await open(reader, new URL(link).pathname, address)
    await other.getByRole('heading', { level: 1, name: /A sketch by A practice in Taunton; not a proposal by any organisation/ }).waitFor()
    await looksRight(other)
    await page.getByRole('button', { name: /Stop this link now/ }).click()
    await page.getByText(/Stopped on/).waitFor()
    await other.reload()
    await other.getByRole('heading', { level: 1, name: 'This link does not open anything' }).waitFor()
    expectStatus(404)
  })
})
