import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, inject, test } from 'vitest'
import { carrowshireSubIcb, penmarsh } from '../town/penmarsh.ts'
import { desk, expectStatus, looksRight, open, phoneNoScripts, sketchesAreDone } from './browser.ts'

const size = '30000-50000'
beforeAll(() => sketchesAreDone(inject('address'), carrowshireSubIcb.code, size))

/** Opens the shortest journeys of the county and begins a sketch of one's own from them. */
async function begun(reader: Parameters<typeof open>[0]): Promise<Page> {
  const page = await open(reader, `/areas/${carrowshireSubIcb.code}/sketches/journeys?size=${size}&from=${penmarsh.riverside}`)
  await page.getByRole('button', { name: 'Change this sketch' }).click()
  await page.getByRole('heading', { level: 1, name: /Your sketch/ }).waitFor()
  return page
}

/** The exact figure behind a row of "Beside today", in the sketch's own column. */
async function exact(page: Page, row: RegExp): Promise<number> {
  return Number(await page.getByRole('row', { name: row }).locator('data').first().getAttribute('value'))
}

/** The same grouping priced by the site's own `score`, from the file that the page gives away. */
async function scored(page: Page): Promise<{ objective: number; patientKm: number; shared: number; uncovered: string[] }> {
  const plan = await (await page.request.get(`${page.url().split('#')[0]}/sketch.json`)).json() as { objective: number; uncovered: string[]; groups: { patient_km: number; shared_patients: number }[] }
  return { objective: plan.objective, uncovered: plan.uncovered, patientKm: plan.groups.reduce((sum, group) => sum + group.patient_km, 0), shared: plan.groups.reduce((sum, group) => sum + group.shared_patients, 0) }
}

describe.each([desk, phoneNoScripts])('a manager who thinks two practices belong elsewhere, $name', reader => {
  test('moves one, undoes it, keeps another, shares the sketch, and stops the link again', async () => {
    const page = await begun(reader)
    await page.getByText('Nobody has been told. Nothing has been decided.').first().waitFor({ state: 'visible' })
    await looksRight(page)
    const before = await exact(page, /In all, patient-kilometres/)
    expect(before).toBe((await scored(page)).objective)

    // when she opens her own practice in its group and looks where it could go
    await page.getByRole('link', { name: /Move or keep Riverside Surgery/ }).first().click()
    await page.getByRole('heading', { level: 1, name: /Move Riverside Surgery \(invented\) from group/ }).waitFor()
    await looksRight(page)
    // and continues without choosing, then she is told
    await page.getByRole('button', { name: 'Move it' }).click()
    await page.getByRole('link', { name: 'Choose where to move it.' }).waitFor()
    expectStatus(422)
    // when she chooses one that is not the nearest, then the sketch says what she did and every figure is what score says
    await page.getByRole('radio').nth(4).check()
    await page.getByRole('button', { name: 'Move it' }).click()
    await page.getByText(/You moved Riverside Surgery \(invented\) from group [A-Z]+ to group [A-Z]+, and keep it there/).first().waitFor()
    const moved = await scored(page)
    expect(await exact(page, /In all, patient-kilometres/)).toBe(moved.objective)
    expect(await exact(page, /Shared patients kept/)).toBe(moved.shared)
    expect(moved.objective).not.toBe(before)
    await looksRight(page)

    // when she undoes it, then all is as before, and it can be done again
    await page.getByRole('button', { name: /^Undo/ }).click()
    await page.getByRole('button', { name: /Do it again/ }).waitFor()
    expect(await exact(page, /In all, patient-kilometres/)).toBe(before)
    await page.getByRole('button', { name: /Do it again/ }).click()
    await page.getByText(/You moved Riverside Surgery/).first().waitFor()

    // when she tries again, then what she keeps is kept, she sees who would move, and nothing has changed until she says so
    await page.getByRole('link', { name: 'Try again with these' }).or(page.getByRole('button', { name: 'Try again with these' })).click()
    await page.getByText(/No other grouping that keeps all you keep is lower on this measure|could be (at most|less than) [\d.]+ % better/).waitFor({ timeout: 60_000 })
    await looksRight(page)
    const found = await exact(page, /In all, patient-kilometres/)
    expect(found).toBeLessThanOrEqual(moved.objective)
    expect(found).toBeGreaterThanOrEqual(before)
    await page.getByRole('button', { name: 'Use these groups' }).click()
    await page.getByText('You took the groups found by looking again.').first().waitFor()
    expect(await exact(page, /In all, patient-kilometres/)).toBe(found)
    await page.getByText(/Riverside Surgery.* together$|.* and Riverside Surgery.* together/).first().waitFor()
    await page.getByRole('button', { name: /^Undo/ }).click()
    await page.getByText(/You moved Riverside Surgery/).first().waitFor()

    // when she shares it, then somebody else looks, in another browser, and cannot change anything
    await page.getByRole('button', { name: 'Share a link' }).or(page.getByRole('link', { name: 'Share a link' })).click()
    await page.getByLabel('Who made this sketch?').fill('Ann of Riverside')
    await looksRight(page)
    await page.getByRole('button', { name: 'Make the link' }).click()
    const link = await page.getByLabel(/Anyone with this link can look, not change/).inputValue()
    await looksRight(page)
    const other = await open(reader, new URL(link).pathname)
    await other.getByRole('heading', { level: 1, name: /A sketch by Ann of Riverside; not a proposal by any organisation/ }).waitFor()
    await other.getByText('Nobody has been told. Nothing has been decided.').first().waitFor({ state: 'visible' })
    expect(await other.locator('main form[method="post"]').count()).toBe(0)
    expect(await exact(other, /In all, patient-kilometres/)).toBe(moved.objective)
    await looksRight(other)

    // when she stops the link, then it opens nothing any more
    await page.getByRole('button', { name: /Stop this link now/ }).click()
    await page.getByText(/Stopped on/).waitFor()
    await other.goto(link)
    await other.getByRole('heading', { level: 1, name: 'This link does not open anything' }).waitFor()
    expectStatus(404)
  })
})

test('at a desk a practice is dragged on the map into another group: first what it changes, then it is moved', async () => {
  const page = await begun(desk)
  const dot = page.locator(`svg.app-map circle[data-code="${penmarsh.riverside}"]`), own = await dot.locator('xpath=..').getAttribute('data-letter')
  const target = page.locator(`svg.app-map g[data-letter]:not([data-letter="${own}"]) circle`).first()
  await dot.scrollIntoViewIfNeeded()
  const from = (await dot.boundingBox())!, to = (await target.boundingBox())!, letter = await target.locator('xpath=..').getAttribute('data-letter')
  await page.mouse.move(from.x + from.width / 2, from.y + from.height / 2)
  await page.mouse.down()
  await page.mouse.move(to.x + to.width / 2, to.y + to.height / 2, { steps: 8 })
  await page.mouse.up()
  await page.getByText(`Riverside Surgery (invented) to group ${letter}`).waitFor()
  await page.getByText(/on average; [\d,]+ (more|fewer) shared patients/).first().waitFor({ state: 'visible' })
  await looksRight(page)
  await page.getByRole('button', { name: 'Move it there' }).click()
  await page.getByText(`You moved Riverside Surgery (invented) from group ${own} to group ${letter}`).first().waitFor()
  expect(await exact(page, /In all, patient-kilometres/)).toBe((await scored(page)).objective)
  // a group's own button keeps the place in the list and says aloud what was done
  await page.getByRole('button', { name: /^Undo/ }).click()
  await page.getByText('You began with “Shortest journeys”.').first().waitFor()
})
