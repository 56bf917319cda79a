import { beforeAll, expect, inject, test } from 'vitest'
import { carrowshireSubIcb, penmarsh } from '../town/penmarsh.ts'
import { desk, open, sketchesAreDone } from './browser.ts'

beforeAll(() => sketchesAreDone(inject('address'), carrowshireSubIcb.code, '30000-50000'))

test('the whole way from the home page to a practice can be walked by keyboard', async () => {
  const page = await open(desk, '/')
  // the first stop is the way past the menu, and it can be seen when reached
  await page.keyboard.press('Tab')
  const skip = page.getByRole('link', { name: /Skip to main content/i })
  expect(await skip.evaluate(link => link === document.activeElement)).toBe(true)
  expect((await skip.boundingBox())!.height).toBeGreaterThan(10)
  await page.keyboard.press('Enter')
  // from there the box is the next stop
  const box = page.getByRole('searchbox', { name: 'Which practice?' })
  for (let stops = 0; stops < 5 && !(await box.evaluate(input => input === document.activeElement)); stops++) await page.keyboard.press('Tab')
  await page.keyboard.type('riverside')
  await page.keyboard.press('Enter')
  const link = page.getByRole('link', { name: /Riverside Surgery/ }).first()
  await link.waitFor()
  for (let stops = 0; stops < 15 && !(await link.evaluate(one => one === document.activeElement)); stops++) await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { level: 1, name: /Riverside Surgery/ }).waitFor()
})

test('every stop on a sketch can be seen, in the order it is read, and none is a trap', async () => {
  const page = await open(desk, `/areas/${carrowshireSubIcb.code}/sketches/journeys?size=30000-50000`)
  const stops: string[] = []
  for (let at = 0; at < 300; at++) {
    await page.keyboard.press('Tab')
    const stop = await page.evaluate(() => {
      const one = document.activeElement
      if (one === null || one === document.body) return null
      const box = one.getBoundingClientRect()
      const style = getComputedStyle(one)
      const isMarked = style.outlineStyle !== 'none' || style.boxShadow !== 'none' || style.backgroundColor !== 'rgba(0, 0, 0, 0)'
      return { says: `${one.tagName} ${one.textContent?.trim().slice(0, 40)}`, isSeen: box.width > 0 && box.height > 0 && isMarked }
    })
    if (stop === null) break
    expect(stop.isSeen, `${stop.says} shows that it is reached`).toBe(true)
    stops.push(stop.says)
  }
  expect(stops.length).toBeGreaterThan(10)
  expect(stops.length, 'the end of the page is reached').toBeLessThan(300)
  expect(stops.at(-1)).toMatch(/^A /)
})

test.each([
  ['a sketch', `/areas/${carrowshireSubIcb.code}/sketches/journeys?size=30000-50000&from=${penmarsh.riverside}`],
  ['a comparison', `/areas/${carrowshireSubIcb.code}/compare?size=30000-50000&from=${penmarsh.riverside}`],
])('%s of a whole county prints on two sheets, with the day, the sources and what it is not', async (_, path) => {
  const page = await open(desk, path)
  const pdf = await page.pdf({ preferCSSPageSize: true })
  expect(pdf.toString('latin1').match(/\/Type\s*\/Page\b(?!s)/g)).toHaveLength(2)
  await page.emulateMedia({ media: 'print' })
  await page.getByText(/^Printed on \d+\s\w+\s\d{4}, from figures of 1\sJanuary\s2026\.$/).waitFor({ state: 'visible' })
  await page.getByText(/^Patients: Carrowshire Invented Statistics, 1\sJanuary\s2026\./).last().waitFor({ state: 'visible' })
  await page.getByText('Nobody has been told. Nothing has been decided.').first().waitFor({ state: 'visible' })
  expect(await page.getByRole('button').count(), 'buttons on paper').toBe(0)
})

test('a practice prints on two sides of A4: no menu, its tables open, invented still said', async () => {
  const page = await open(desk, `/practices/${penmarsh.riverside}`)
  await page.emulateMedia({ media: 'print' })
  expect(await page.getByRole('navigation', { name: 'Menu' }).isVisible()).toBe(false)
  await page.getByRole('heading', { level: 1 }).waitFor({ state: 'visible' })
  await page.getByRole('table').first().waitFor({ state: 'visible' })
  expect(await page.getByRole('heading', { level: 1 }).textContent()).toMatch(/invented/i)
  const pdf = await page.pdf({ format: 'A4' })
  const pages = pdf.toString('latin1').match(/\/Type\s*\/Page\b(?!s)/g)?.length ?? 0
  expect(pages, 'A4 pages').toBeGreaterThan(0)
  expect(pages, 'A4 pages').toBeLessThanOrEqual(2)
})
