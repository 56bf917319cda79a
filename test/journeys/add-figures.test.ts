import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { writeCounty } from '../town/county.ts'
import { desk, expectStatus, looksRight, noScripts, open, phoneNoScripts } from './browser.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'alongside-to-add-'))
let list: string
beforeAll(async () => {
  const files = await writeCounty(folder)
  list = files.find(file => file.includes('2026-01') && file.endsWith('gp-reg-pat-prac-all.csv')) ?? files.find(file => file.endsWith('gp-reg-pat-prac-all.csv'))!
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe.each([desk, noScripts, phoneNoScripts])('the person who runs the server, $name', reader => {
  test('adds a bad file and is told which line, and nothing changes', async () => {
    // given a list of patients with a word where a number belongs
    const rows = readFileSync(path.resolve(folder, list), 'utf8').split(/\r?\n/)
    const line = 4
    rows[line - 1] = rows[line - 1]!.replace(/,\d+$/, ',many')
    const bad = path.join(folder, 'gp-reg-pat-prac-all.csv')
    writeFileSync(bad, rows.join('\n'))
    const before = await (await fetch(`${inject('address')}/api/editions`)).text()

    // when it is added by the page
    const page = await open(reader, '/sources/add')
    await page.locator('input[type=file]').setInputFiles(bad)
    await page.getByRole('button', { name: /Add/ }).click()

    // then the page says which line could not be used, and no figures have changed
    await page.getByText(/line 4/).first().waitFor({ timeout: 30_000 })
    await looksRight(page)
    expect(await (await fetch(`${inject('address')}/api/editions`)).text()).toBe(before)
  })

  test('sends the form with no file and is told what is missing', async () => {
    const page = await open(reader, '/sources/add')
    await page.getByRole('button', { name: /Add/ }).click()
    await page.getByText('There is a problem').waitFor()
    expectStatus(422)
    await looksRight(page)
  })
})

test('somebody elsewhere is told that figures are added only at the server', async () => {
  const answer = await fetch(`${inject('address')}/sources/add`, { headers: { 'x-forwarded-for': '203.0.113.9' } })
  expect(answer.status).toBe(403)
})
