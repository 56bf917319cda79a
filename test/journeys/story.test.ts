import { beforeAll, describe, expect, inject, test } from 'vitest'
import { carrowshireSubIcb, penmarsh } from '../town/penmarsh.ts'
import { desk, looksRight, noScripts, open, phone, phoneNoScripts, sketchesAreDone } from './browser.ts'

beforeAll(() => sketchesAreDone(inject('address'), carrowshireSubIcb.code, '30000-50000'))

describe.each([desk, phone, noScripts, phoneNoScripts])('a practice manager with fifteen minutes, $name', reader => {
  test('finds her practice, sees whose patients live among theirs, and three ways her area might group', async () => {
    // given the home page
    const page = await open(reader, '/')
    await page.getByText('No account needed').waitFor({ state: 'visible' })

    // when she looks up her practice by part of its name
    await page.getByRole('searchbox', { name: 'Which practice?' }).fill('riversid')
    await page.getByRole('button', { name: 'Look it up' }).click()
    // then it stands among those that fit, with its town and code
    await page.getByRole('link', { name: /Riverside Surgery/ }).first().click()

    // then her practice is at a glance: sentences first, figures with their day
    await page.getByRole('heading', { level: 1, name: /Riverside Surgery/ }).waitFor()
    expect(new URL(page.url()).pathname).toBe(`/practices/${penmarsh.riverside}`)
    await page.getByText('7,040 patients on 1 January 2026').waitFor({ state: 'visible' })
    await page.getByText('All of this is published. Anyone can see it.').waitFor({ state: 'visible' })

    // when she asks who their neighbours are
    await page.getByRole('link', { name: 'Who are our neighbours?' }).or(page.getByRole('button', { name: 'Who are our neighbours?' })).click()
    // then she reads who lives among whom, as a sentence and as a table
    await page.getByRole('heading', { level: 1, name: 'Who lives among whom' }).waitFor()
    await page.getByText(/Of your [\d,]+ patients, [\d,]+ live in places where more people are registered with/).waitFor({ state: 'visible' })
    await page.getByRole('heading', { name: 'Eight neighbours' }).waitFor({ state: 'visible' })

    // when she goes on to how her area might group
    await page.getByRole('link', { name: 'What would you like to do?' }).or(page.getByRole('button', { name: 'What would you like to do?' })).click()
    await page.getByRole('radio', { name: /See how Carrowshire sub-ICB.* might group/ }).check()
    await page.getByRole('button', { name: 'Continue' }).click()
    // then the area says how its practices stand today
    await page.getByRole('heading', { level: 1, name: /Carrowshire sub-ICB/ }).waitFor()

    // when she asks for three sketches and today, for the size that the page proposes
    await page.getByRole('radio', { name: /30,000/ }).first().check()
    await page.getByRole('button', { name: 'Show three sketches and today' }).click()
    // then the four stand side by side, nobody has been told, and her practice is named in each
    await page.getByRole('heading', { level: 1, name: /Three sketches and today/ }).waitFor()
    await page.getByText('Nobody has been told. Nothing has been decided.').first().waitFor({ state: 'visible' })
    for (const kind of ['As today', 'Shortest journeys', 'Most shared patients', 'Fewest changes']) expect(await page.getByRole('heading', { name: kind }).count(), kind).toBeGreaterThan(0)
    await page.getByText(/Riverside Surgery.* would be (with|on its own|in no group)/).nth(2).waitFor()

    // when she opens one
    await page.getByRole('link', { name: 'Shortest journeys' }).first().click()
    // then it says how near it is to the lowest possible on its measure, and what the measure does not know
    await page.getByRole('heading', { level: 1, name: /Shortest journeys/ }).waitFor()
    await page.getByText(/No other grouping of these \d+ practices is lower on this measure|could be at most [\d.]+ % better/i).first().waitFor({ state: 'visible' })
    await page.getByRole('link', { name: 'What these sketches do not know' }).first().waitFor({ state: 'visible' })
    await looksRight(page)
  })
})

test('a practice that joined another is found, and says which', async () => {
  const page = await open(desk, '/practices?q=tidemill')
  await page.getByText(/joined .+ in (\w+ )?\d{4}/i).first().waitFor({ state: 'visible' })
  await page.getByRole('link', { name: /Tidemill Surgery/ }).first().click()
  await page.getByText('This code has no patients now').waitFor({ state: 'visible' })
})

test('anybody can read who sees what, in exactly five phrases', async () => {
  const page = await open(desk, '/')
  await page.getByRole('navigation', { name: 'Menu' }).getByRole('link', { name: 'Who sees what' }).click()
  await page.getByRole('heading', { level: 1, name: /who (can see|sees) what/i }).waitFor()
  const words = await page.getByRole('main').textContent()
  for (const phrase of ['Only you', 'Your partners', 'This group', 'Anyone']) expect(words).toContain(phrase)
  expect(words).toMatch(/, until /)
})

test('a sketch can be taken away as files whose figures agree', async () => {
  const page = await open(desk, `/areas/${carrowshireSubIcb.code}/sketches/journeys?size=30000-50000`)
  const address = inject('address')
  const href = await page.getByRole('link', { name: /CSV/ }).first().getAttribute('href')
  const csv = await (await fetch(new URL(href!, address))).text()
  expect(csv.split(/\r?\n/)[0]).toBe('practice_code,group')
  const plan = await (await fetch(`${address}/api/areas/${carrowshireSubIcb.code}/sketches/journeys?size=30000-50000`)).json() as { groups: { members: string[] }[]; uncovered: string[]; graph: { barriers: string; links_cut: string[][] } }
  expect(plan.graph.barriers).toBe('data/barriers.geojson') // what the search was told travels with the plan
  expect(csv.trim().split(/\r?\n/)).toHaveLength(1 + plan.groups.flatMap(({ members }) => members).length + plan.uncovered.length)
})
