import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { desk, expectStatus, looksRight, phoneNoScripts } from './browser.ts'
import { as, menu } from './in-a-room.ts'

const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name })
const heading = (page: Page, name: string) => page.getByRole('heading', { level: 1, name }).waitFor()

/** Somebody reads 200 words a minute, thinks four seconds about each answer and takes four to tap or type it. */
const pace = { wordsPerMinute: 200, secondsPerAnswer: 8 }
async function minutesFor(page: Page, answers: number): Promise<number> {
  const words = (await page.getByRole('main').innerText()).split(/\s+/).length
  return words / pace.wordsPerMinute + (answers * pace.secondsPerAnswer) / 60
}

const accounts = fileURLToPath(new URL('../fixtures/accounts/riverside.csv', import.meta.url))

test.each([desk, phoneNoScripts])('a manager sees a rough five years from four numbers, does the quick check, pastes accounts and shows a copy to the LMC, $name', async reader => {
  // given the manager of Elm Road, who has told nobody anything
  const hale = await as(reader, 'Rowan Hale', 'Elm Road Surgery')
  await menu(hale, 'The next five years')
  await button(hale, /Start with four numbers|Begin another/).or(hale.getByRole('heading', { name: 'Who sees this review' })).first().waitFor()
  if (await button(hale, 'Start with four numbers').count() === 0) await hale.goto(`${hale.url().replace(/\/next-five-years.*/, '')}/next-five-years?all`)
  await looksRight(hale)
  await button(hale, /Start with four numbers|Begin another/).click()

  // when a box is left empty and another is odd, every problem is named at once
  await heading(hale, 'A rough five years')
  await looksRight(hale)
  await hale.getByLabel('What was the practice’s profit last year?').fill('about two')
  await button(hale, 'Show me what that suggests').click()
  await hale.getByText('There is a problem').waitFor()
  expectStatus(422)
  expect(await hale.getByRole('alert').getByRole('link').count()).toBe(4)
  await looksRight(hale)

  // when the four numbers are there
  let minutes = await minutesFor(hale, 4)
  await hale.getByLabel('What was the practice’s profit last year?').fill('£236,000')
  await hale.getByLabel('How many partners does the practice have?').fill('3')
  await hale.getByLabel(/^Within 2 years/).fill('1')
  await hale.getByLabel(/^Rather not say/).fill('2')
  await hale.getByLabel(/rent, or on a loan/).fill('52,000')
  await button(hale, 'Show me what that suggests').click()

  // then one sentence, a picture with its table, reasons, how sure, and three things for this week
  await hale.getByRole('heading', { name: 'Three things for this week' }).waitFor()
  expect(await hale.title()).toBe('The next five years – Alongside (invented)')
  const main = await hale.getByRole('main').innerText()
  expect(main).toMatch(/On these figures, profit for a full-time partner (falls below|stays above|is below) /)
  expect(main).toContain('Not very: four numbers.')
  expect(await hale.getByRole('heading', { name: 'Three things for this week' }).locator('xpath=following-sibling::ol[1]/li').count()).toBe(3)
  await looksRight(hale)
  minutes += await minutesFor(hale, 0)
  expect(minutes, `${minutes.toFixed(1)} minutes from the first number to the last sentence`).toBeLessThan(5)
  const review = hale.url()

  // when the quick check is done, one tap each, some of it not known
  await button(hale, /Do the quick check/).click()
  await heading(hale, 'Quick check')
  await looksRight(hale)
  const groups = await hale.locator('form .app-question').all()
  const quick = await minutesFor(hale, groups.length)
  expect(quick, `${quick.toFixed(1)} minutes for ${groups.length} questions`).toBeLessThan(15)
  for (const [k, group] of groups.entries()) {
    const radios = group.locator('> div.nhsuk-form-group input[type=radio]'), many = await radios.count()
    if (many > 0) await radios.nth(k % 5 === 4 ? many - 1 : k % (many - 1)).check()
  }
  await hale.getByLabel(/How much profit a year does a full-time partner need/).fill('95,000')
  await button(hale, 'Save and go on').click()
  await hale.getByText('what you said you need').first().waitFor()
  await looksRight(hale)

  // when each page of the review is looked at
  for (const [link, title] of [['Three futures: alone, sharing, joining', 'Three futures on the same figures'], ['Your figures beside others’', 'Your figures beside others’'], ['If one of you were left with the lease and the staff', 'If one of you were left with the lease and the staff'], ['Can you keep core services going?', 'Can you keep core services going?'], ['Ways to go from here', 'Ways to go from here'], ['What is assumed', 'What is assumed']] as const) {
    await hale.goto(review)
    await hale.getByRole('navigation', { name: 'Look at' }).getByRole('link', { name: link }).click()
    await heading(hale, title)
    await looksRight(hale)
  }

  // when a table of the full review is filled in, and odd figures in it are named
  await hale.goto(`${review}/questions/partners`)
  await hale.getByLabel(/^Who, partner 1/).fill('AB')
  await hale.getByLabel(/^Sessions a week, partner 1/).fill('many')
  await button(hale, 'Save and go on').click()
  await hale.getByText('There is a problem').waitFor()
  expectStatus(422)
  await looksRight(hale)
  await hale.getByLabel(/^Sessions a week, partner 1/).fill('6')
  await button(hale, 'Save and go on').click()
  await heading(hale, 'Who works here')
  await looksRight(hale)

  // when accounts are sent as a file, they are shown first and kept after
  await hale.goto(`${review}/accounts`)
  await looksRight(hale)
  await hale.setInputFiles('#file', { name: 'accounts.csv', mimeType: 'text/csv', buffer: await readFile(accounts) })
  await button(hale, 'Read it').click()
  await heading(hale, 'Is this right?')
  await looksRight(hale)
  for (const select of await hale.locator('select[name^=place-]').all()) if (await select.inputValue() === '') await select.selectOption('leave')
  await button(hale, 'Keep these').click()
  await hale.getByText('Surer than from four numbers').waitFor()

  // when it is printed, what is private is left out until it is ticked; files are what they say
  await hale.goto(`${review}/print`)
  await looksRight(hale)
  expect(await hale.locator('article').innerText()).not.toContain('£236,000')
  expect(await hale.locator('article').innerText()).toContain('Private parts were left out of this.')
  await hale.getByLabel('The next five years in pounds').check()
  await button(hale, 'Show it with these').click()
  await hale.waitForLoadState() // with its styles, of which one of two pictures is hidden
  await hale.locator('article svg:visible').waitFor()
  await looksRight(hale)
  for (const [link, begins] of [['Take it as a Word file', 'PK'], ['Take it as a PDF', '%PDF']] as const) {
    const href = await hale.getByRole('link', { name: link }).getAttribute('href'), file = await hale.request.get(new URL(href!, hale.url()).href)
    expect([file.status(), (await file.body()).subarray(0, begins.length).toString()]).toEqual([200, begins])
  }

  // when a copy is made and shown to the LMC, its officer reads that and nothing else
  await button(hale, 'Make a copy to show').click()
  await heading(hale, 'Who may see this')
  await hale.getByRole('radio', { name: 'Carrowshire LMC' }).check()
  await button(hale, 'Show it to them').click()
  const lowe = await as(reader, 'Bryn Lowe')
  await menu(lowe, 'Shown to us')
  await lowe.getByRole('link', { name: /A copy of the next five years from Elm Road/ }).first().click()
  await lowe.getByText('Private parts were left out of this.').waitFor()
  await looksRight(lowe)
  expect((await lowe.goto(review))!.status()).toBe(404)
  expectStatus(404)

  // then the manager sees that it was looked at
  await menu(hale, 'Who has looked')
  await hale.getByText('Bryn Lowe').first().waitFor()
})
