import type { Page } from 'playwright-core'
import { describe, expect, inject, test } from 'vitest'
import { desk, expectStatus, looksRight, noScripts, open, phone, phoneNoScripts } from './browser.ts'
import { as, menu } from './in-a-room.ts'

async function keep(page: Page, heading: string, who: 'Only you' | 'Your partners'): Promise<string> {
  await menu(page, 'Notes')
  await page.getByRole('link', { name: 'Write a note' }).or(page.getByRole('button', { name: 'Write a note' })).click()
  await page.getByLabel('Heading').fill(heading)
  await page.getByLabel('What there is to say').fill('Said between us.\n\nAnd a second paragraph.')
  await page.getByLabel(who, { exact: true }).check()
  await looksRight(page)
  await page.getByRole('button', { name: 'Keep it' }).click()
  await page.getByRole('heading', { level: 1, name: heading }).waitFor()
  return page.url()
}

describe.each([[desk, phoneNoScripts], [noScripts, phone]] as const)('two browsers as two practices, one $name', (one, other) => {
  test('see nothing of each other until something is shown, and each look after that is in the log', async () => {
    const heading = `About the boiler ${one.name}`
    // given Riverside's manager at one, and the manager of Elm Road at the other
    const sam = await as(one, 'Sam Thorne', 'Riverside Surgery'), hale = await as(other, 'Rowan Hale', 'Elm Road Surgery')
    await looksRight(sam)
    const room = sam.url(), item = await keep(sam, heading, 'Your partners')
    await looksRight(sam)

    // then the other's room, list and the very address say nothing of it
    await menu(hale, 'Shown to us')
    expect(await hale.getByRole('main').innerText()).not.toContain(heading)
    for (const address of [room, item, item.replace(/\/our\/[^/]+\/kept/, `${new URL(hale.url()).pathname.split('/').slice(0, 3).join('/')}/shown-to-us`)]) {
      await hale.goto(address)
      await hale.getByRole('heading', { level: 1, name: 'You cannot open this' }).waitFor()
      expectStatus(404)
    }

    // when it is shown to Elm Road until a day
    await sam.getByRole('button', { name: /Change who may see it/ }).or(sam.getByRole('link', { name: /Change who may see it/ })).click()
    await sam.getByLabel('The other practice’s code, if it is for a practice').fill('ZP0003')
    await sam.getByRole('radio', { name: 'Another practice' }).check()
    await looksRight(sam)
    await sam.getByRole('button', { name: 'Show it to them' }).click()
    const seen = sam.getByRole('link', { name: 'Show me exactly what they see' })
    await seen.waitFor()

    // then the other finds that there is something, opens it, and reads it
    await hale.goto('/our')
    await menu(hale, 'Shown to us')
    await looksRight(hale)
    expect(await hale.getByRole('main').innerText()).not.toContain(heading)
    await hale.getByRole('link', { name: /A note from Riverside Surgery/ }).first().click()
    await hale.getByRole('heading', { level: 1, name: heading }).waitFor()
    await looksRight(hale)
    const read = await hale.locator('#seen').innerText()

    // and the owner was shown the same, and sees that it was looked at, each time
    await seen.click()
    expect(await sam.locator('#seen').innerText()).toBe(read)
    await hale.reload()
    await menu(sam, 'Who has looked')
    await looksRight(sam)
    // both times of one sitting
    expect(await sam.getByRole('row', { name: new RegExp(`(\\(twice\\)|\\d:\\d\\d, \\d+:\\d\\d) ${heading}.*Rowan Hale, Elm Road`) }).count()).toBe(1)

    // when it is stopped, then it is gone for the other
    await sam.goto(`${item}/who`)
    await sam.getByRole('button', { name: /^Stop Elm Road/ }).click()
    await sam.getByText('Nobody else by name.').waitFor()
    await hale.reload()
    await hale.getByRole('heading', { level: 1, name: 'You cannot open this' }).waitFor()
    expectStatus(404)
  })
})

test.each([desk, phoneNoScripts])('what a partner keeps only for themselves, $name, their own manager does not see either', async reader => {
  const patel = await as(reader, 'Dr Asha Patel'), heading = `Mine alone ${reader.name}`
  const item = await keep(patel, heading, 'Only you')
  await patel.getByText('Who sees this page:').waitFor()
  const sam = await as(desk, 'Sam Thorne', 'Riverside Surgery')
  await menu(sam, 'Notes')
  expect(await sam.getByRole('main').innerText()).not.toContain(heading)
  await sam.goto(item)
  await sam.getByRole('heading', { level: 1, name: 'You cannot open this' }).waitFor()
  expectStatus(404)
})

test('what was entered for a partner is theirs when they say so', async () => {
  const patel = await as(phone, 'Dr Asha Patel')
  await looksRight(patel)
  await patel.getByRole('link', { name: /Entered for you by Sam Thorne/ }).click()
  await patel.getByRole('button', { name: 'Yes, this is mine' }).click()
  await patel.getByRole('heading', { level: 1, name: 'Sessions we could not fill' }).waitFor()
  expect(await patel.getByText('Entered for you by').count()).toBe(0)
})

test('a page is hidden by Esc twice, and signing out leaves nothing behind to go back to', async () => {
  const sam = await as(desk, 'Sam Thorne', 'Riverside Surgery'), room = sam.url()
  await sam.keyboard.press('Escape')
  await sam.keyboard.press('Escape')
  await sam.waitForURL(/\/practices\/ZP0001/)
  await sam.goto(room)
  await sam.getByRole('button', { name: 'Sign out' }).click()
  await sam.waitForLoadState()
  await sam.goto(room)
  await sam.getByRole('heading', { level: 1, name: 'Sign in' }).waitFor()
  expect((await (await fetch(new URL(room, inject('address')), { redirect: 'manual' })).text())).not.toContain('Riverside')
})

test('somebody new opens a room from their practice’s page by a link in a letter', async () => {
  const page = await open(desk, '/practices/ZP0006/next')
  await page.getByLabel('Keep something private about your practice').check()
  await page.getByRole('button', { name: 'Continue' }).click()
  await looksRight(page)
  await page.getByRole('button', { name: /Start with your e-mail address/ }).or(page.getByRole('link', { name: /Start with your e-mail address/ })).click()
  await page.getByLabel('Your e-mail address').fill('new.manager@penmarsh.example')
  await page.getByRole('button', { name: 'Send me a link' }).click()
  await page.goto('/outbox')
  await page.getByRole('article').filter({ hasText: 'new.manager@penmarsh.example' }).getByRole('link').first().click()
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.locator('#name').fill('Alex Furlong')
  await looksRight(page)
  await page.getByRole('button', { name: 'Continue' }).or(page.getByRole('button', { name: 'Save' })).first().click()
  await page.getByRole('heading', { level: 1, name: 'Open a room for your practice' }).waitFor()
  await looksRight(page)
  await page.getByLabel('Your name').fill('Alex Furlong')
  await page.getByLabel('Practice manager').check()
  await page.getByLabel('I may answer for this practice').check()
  await page.getByRole('button', { name: 'Open the room' }).click()
  await page.getByText('Not confirmed yet').waitFor()
  await looksRight(page)
})
