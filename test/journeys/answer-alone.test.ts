import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { desk, looksRight, phone, phoneNoScripts, type Reader } from './browser.ts'
import { as as enter, menu } from './in-a-room.ts'

async function as(reader: Reader, name: string): Promise<Page> {
  const page = await enter(reader, name, 'Riverside Surgery')
  await menu(page, 'Partners answer alone')
  await page.getByRole('heading', { level: 1, name: 'Partners answer alone' }).waitFor()
  return page
}

const questions = ['When might you stop', 'How urgent does it feel', 'Would you become a partner', 'What income do you need', 'How much money risk', 'How much of the building', 'How willing are you', 'How many hours a week']

/** Answers each question with its second choice, or would rather not. */
async function answer(page: Page, way: string, rather: readonly string[] = []): Promise<void> {
  await page.getByRole('button', { name: 'Answer alone', exact: true }).click()
  await page.getByText('With two partners each will know what the other said.').waitFor()
  await looksRight(page)
  await page.getByRole('radio', { name: way }).check()
  for (const question of questions) {
    const group = page.getByRole('group', { name: new RegExp(question) })
    await (rather.includes(question) ? group.getByRole('radio', { name: 'Rather not say' }) : group.getByRole('radio').nth(1)).check()
  }
  await page.getByRole('button', { name: 'Lock my answers' }).click()
  await page.getByRole('heading', { level: 1, name: 'Partners answer alone' }).waitFor()
}

test('two partners answer alone on their phones, one without scripts; they choose differently, nothing is opened, and there is a sheet to talk over', async () => {
  // given the manager, who asks both partners
  const sam = await as(desk, 'Sam Thorne')
  await looksRight(sam)
  const waits = sam.getByText('Close this without waiting') // left by a run that was cut short
  if (await waits.count() > 0) { await waits.click(); await sam.getByRole('button', { name: 'Close it now' }).click() }
  await sam.getByRole('button', { name: 'Ask partners to answer alone' }).click()
  await looksRight(sam)
  await sam.getByRole('button', { name: 'Ask them' }).click()
  await sam.getByText('0 of 2 have answered.').waitFor()
  await looksRight(sam)

  // when one answers, then everybody sees how many, and only that one what
  const patel = await as(phoneNoScripts, 'Dr Asha Patel'), quill = await as(phone, 'Dr Martin Quill')
  await answer(patel, 'Open to each other at the same moment', ['What income do you need'])
  await patel.getByText('You have answered.').waitFor()
  await looksRight(patel)
  await sam.reload()
  await sam.getByText('1 of 2 has answered.', { exact: true }).waitFor()

  // when the other chooses otherwise, then nothing is opened
  await answer(quill, 'Keep them, and have a sheet of questions to talk about')
  await quill.getByText('Nothing was opened.').waitFor()
  await looksRight(quill)
  await patel.reload()
  expect(await patel.getByRole('link', { name: /^What Dr/ }).count()).toBe(0)
  await patel.getByRole('link', { name: /^Dr Asha Patel, / }).first().click()
  await patel.getByText('Locked.').waitFor()
  await looksRight(patel)

  // and there is a sheet with nobody's answers on it
  await quill.getByRole('link', { name: 'The sheet of questions' }).click()
  await quill.getByRole('heading', { level: 1, name: 'Questions to talk about' }).waitFor()
  await looksRight(quill)
  expect(await quill.getByRole('radio').count()).toBe(0)
})
