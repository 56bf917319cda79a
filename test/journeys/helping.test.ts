import { readFile } from 'node:fs/promises'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { desk, expectStatus, looksRight, phoneNoScripts } from './browser.ts'
import { as, menu } from './in-a-room.ts'

const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name })
const heading = (page: Page, name: string) => page.getByRole('heading', { level: 1, name }).waitFor()
const done = (page: Page, says: string) => page.getByRole('alert').filter({ hasText: says }).waitFor()
/** What the error summary lists, each tried: its link leads to a box that is there. */
async function problems(page: Page): Promise<string[]> {
  const links = page.getByRole('alert').filter({ hasText: 'There is a problem' }).getByRole('link')
  for (const link of await links.all()) expect(await page.locator((await link.getAttribute('href'))!).isVisible(), await link.innerText()).toBe(true)
  return links.allInnerTexts()
}

test.each([desk, phoneNoScripts])('a practice manager asks the LMC for help, its officer takes it up and answers, and the practice reads it and closes it, $name', async reader => {
  // given Elm Road's manager, who sends the form empty first and is told all at once
  const hale = await as(reader, 'Rowan Hale', 'Elm Road Surgery'), about = `The boiler and the lease ${reader.name}`
  await menu(hale, 'Ask for help')
  await looksRight(hale)
  await button(hale, 'Ask for help').click()
  await button(hale, 'Ask them').click()
  await hale.getByText('There is a problem').waitFor()
  expectStatus(422)
  expect(await problems(hale)).toEqual(['Say in a few words what it is about.', 'Say what you would like to ask.', 'Say whom it is about.'])
  await looksRight(hale)

  // when it is asked
  await hale.getByLabel('What is it about?').fill(about)
  await hale.getByLabel('What would you like to ask?').fill('Who owes the repairs?\n\nAnd by when?')
  await hale.getByRole('group', { name: 'Whom is it about?' }).getByRole('radio').first().check()
  await button(hale, 'Ask them').click()
  await heading(hale, about)
  await looksRight(hale)
  const request = hale.url().split('/').at(-1)!

  // then it stands in the LMC's list with nothing of what it says, and opening it shows that
  const lowe = await as(reader, 'Bryn Lowe')
  await looksRight(lowe)
  await menu(lowe, 'People who asked us')
  expect(await lowe.getByRole('main').innerText()).not.toContain(about)
  await looksRight(lowe)
  await lowe.getByRole('link', { name: /Open what Elm Road Surgery/ }).and(lowe.locator(`[href$="${request}"]`)).press('Enter')
  await lowe.getByText('And by when?').waitFor()
  await looksRight(lowe)

  // when the officer takes it up and answers
  await lowe.getByRole('group', { name: 'Take it up' }).getByRole('radio').first().check()
  await button(lowe, 'Take it up').click()
  await done(lowe, 'You have taken this up.')
  await looksRight(lowe)
  await lowe.getByLabel('Answer', { exact: true }).fill('Clause 4. Ring us on Thursday.')
  await button(lowe, 'Send the answer').click()
  await done(lowe, 'Your answer stands below.')

  // then the practice reads who answered and as what, and that it was looked at
  await hale.reload()
  await hale.getByText('Clause 4. Ring us on Thursday.').waitFor()
  expect(await hale.getByRole('main').innerText()).toMatch(/Bryn Lowe, Carrowshire LMC \(helps\), answered on/)
  await looksRight(hale)

  // and closes it, for both
  await hale.getByText('Close it', { exact: true }).click()
  await hale.getByLabel('A last word, if you like').fill('That was it.')
  await button(hale, 'Close this request').click()
  await done(hale, 'It is closed.')
  await looksRight(hale)
  await lowe.reload()
  await lowe.getByText('That was it.').waitFor()
  expect(await button(lowe, 'Send the answer').count()).toBe(0)
})

test.each([desk, phoneNoScripts])('the ICB’s officer opens a case, adds a step, does it and closes the case, $name', async reader => {
  const marsh = await as(reader, 'Petra Marsh'), why = `One partner, and nobody to follow ${reader.name}`
  await looksRight(marsh)
  await menu(marsh, 'Our cases')
  await looksRight(marsh)
  await button(marsh, 'Open a case').click()
  await marsh.getByLabel('Which practice?').fill('Nowhere at all')
  await marsh.getByLabel('By when?').fill('soon')
  await button(marsh, 'Open the case').click()
  await marsh.getByText('There is a problem').waitFor()
  expectStatus(422)
  expect(await problems(marsh)).toEqual(['We know no practice by that code or name in the newest figures.', 'Say in your own words why there is a case.', 'Say what the next step is.', 'Write the day as 3/4/2026, or leave it empty.'])
  expect(await marsh.getByLabel('By when?').inputValue()).toBe('soon')
  await looksRight(marsh)

  await marsh.getByLabel('Which practice?').fill('ZP0002')
  await marsh.getByLabel('Why is there a case?').fill(why)
  await marsh.getByLabel('By when?').fill('')
  await button(marsh, 'Open the case').click()
  await heading(marsh, 'Lantern')
  await marsh.getByText(why).waitFor()
  await looksRight(marsh)

  await marsh.getByLabel('A next step').fill('Write to them')
  await marsh.getByLabel('By when?').fill('3/4/2027')
  await button(marsh, 'Write it down').click()
  await done(marsh, 'The step is written down.')
  await looksRight(marsh)
  await button(marsh, /^Done ?: Write to them/).click()
  await done(marsh, 'The step is done.')

  await marsh.getByText('Close the case', { exact: true }).click()
  await marsh.getByLabel('How did it end?').fill('Somebody follows.')
  await button(marsh, 'Close it').click()
  await done(marsh, 'It is closed.')
  await marsh.getByText('Somebody follows.').waitFor()
  await looksRight(marsh)
  await menu(marsh, 'Our cases')
  await marsh.getByText('Closed', { exact: true }).click()
  await marsh.getByText(why).waitFor()
})

test.each([{ reader: desk, name: 'Sam Thorne' }, { reader: phoneNoScripts, name: 'Dr Asha Patel' }])('somebody takes everything of a room away, asks for it to be deleted, and stops that, $reader.name', async ({ reader, name }) => {
  const page = await as(reader, name, 'Riverside Surgery')
  await menu(page, 'Take away or leave')
  await looksRight(page)

  // given three files with everything, each of which is one
  for (const [link, begins] of [['Excel workbook', 'PK'], ['Word document', 'PK'], ['JSON', '{']] as const) {
    const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: link }).click()])
    expect(file.suggestedFilename()).toMatch(/^alongside-zp0001-.*\.(xlsx|docx|json)$/)
    expect((await readFile(await file.path())).subarray(0, begins.length).toString()).toBe(begins)
  }

  // when the room is asked to go, by its name
  await button(page, /^Delete this room on/).click()
  await page.getByText('There is a problem').waitFor()
  expectStatus(422)
  await page.getByLabel(/^To delete it, type its name/).fill('riverside surgery')
  await button(page, /^Delete this room on/).click()

  // then that stands on every page of the room, with the way to stop it
  await page.getByRole('region', { name: 'This room is to go' }).waitFor()
  await looksRight(page)
  await menu(page, 'Notes')
  await page.getByRole('region', { name: 'This room is to go' }).waitFor()
  await looksRight(page)

  // and once it is stopped everything is as it was
  await button(page, 'Stop this: the room stays').click()
  await done(page, 'It is stopped. Everything is as it was.')
  expect(await page.getByRole('region', { name: 'This room is to go' }).count()).toBe(0)
  await looksRight(page)
})

test('on a telephone the menu of a room takes one line until it is wanted, says where one is, and at a desk stands open', async () => {
  const phone = await as(phoneNoScripts, 'Rowan Hale', 'Elm Road Surgery'), room = phone.getByRole('navigation', { name: 'This room' })
  const links = () => room.getByRole('link').evaluateAll(all => all.filter(each => each.checkVisibility()).length)
  expect([await links(), (await room.boundingBox())!.height < 60]).toEqual([0, true])
  await room.getByText('Menu', { exact: true }).click()
  expect(await links()).toBeGreaterThan(5)
  await room.getByRole('link', { name: 'Our people', exact: true }).click()
  await heading(phone, 'Our people')
  await room.getByText('Menu', { exact: true }).click()
  expect(await room.getByRole('link', { name: 'Our people', exact: true }).getAttribute('aria-current')).toBe('page')

  const wide = await as(desk, 'Rowan Hale', 'Elm Road Surgery'), there = wide.getByRole('navigation', { name: 'This room' })
  expect(await there.getByText('Menu', { exact: true }).isVisible()).toBe(false)
  expect(await there.getByRole('link', { name: 'Our people', exact: true }).isVisible()).toBe(true)
  await wide.emulateMedia({ media: 'print' })
  expect(await there.isVisible()).toBe(false)
})
