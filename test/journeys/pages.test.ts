import { beforeAll, describe, expect, inject, test } from 'vitest'
import { carrowshireSubIcb, penmarsh, penmarshDistrict, penmarshNetwork } from '../town/penmarsh.ts'
import { desk, expectStatus, looksRight, open, phone, phoneNoScripts, sketchesAreDone } from './browser.ts'

/** Every kind of page there is, by an address that shows it. */
const riverside = `/practices/${penmarsh.riverside}`
const county = `/areas/${carrowshireSubIcb.code}`
const pages = [
  '/', '/practices', '/practices?q=surgery', '/practices?q=nowhere+at+all', riverside, `${riverside}/neighbours`, `${riverside}/next`, `/practices/${penmarsh.lantern}`, '/practices/ZP0901',
  '/areas', '/areas?q=penmarsh', county, `/areas/${penmarshNetwork.code}?from=${penmarsh.riverside}`, `/areas/${penmarshDistrict.code}`, `/areas/list:${penmarsh.riverside},${penmarsh.lantern},${penmarsh.elmRoad}`,
  `${county}/sketches?size=30000-50000&from=${penmarsh.riverside}`,
  ...['journeys', 'shared', 'changes', 'fair', 'today', 'alone', 'one-for-all'].map(kind => `${county}/sketches/${kind}?size=30000-50000&from=${penmarsh.riverside}`),
  `${county}/compare?size=30000-50000&from=${penmarsh.riverside}`, `${county}/compare?size=30000-50000&sketches=fair,alone`,
  '/areas/what-sketches-do-not-know', '/who-sees-what', '/sources', '/sources/add', '/about/assumed-figures', '/about/five-years-example', '/accessibility', '/leave', `${riverside}?figures=invented-2025-01`,
]
const refused: [string, number][] = [['/practices/ZZ9999', 404], ['/areas/ZZ9', 404], ['/nowhere', 404], ['/?figures=1999-01', 200], [`${riverside}?figures=1999-01`, 404], [`${riverside}/next?go=nowhere`, 422], [`${county}/sketches?size=9-1`, 422], [`${county}/compare?sketches=journeys,shared,changes,fair`, 422]]

beforeAll(() => sketchesAreDone(inject('address'), carrowshireSubIcb.code, '30000-50000'))

describe.each([desk, phone, phoneNoScripts])('every page reads well $name', reader => {
  test.each(pages)('%s', async path => {
    const page = await open(reader, path)
    await looksRight(page)
    expect(await page.getByText('Carrowshire Practice Support').count(), 'who runs it').toBeGreaterThan(0)
  })

  test.each(refused)('and so does a no: %s', async (path, status) => {
    const page = await open(reader, path)
    expectStatus(status)
    await looksRight(page)
  })
})

test.each([desk, phoneNoScripts])('a page that does not read well is found out $name', async reader => {
  const page = await open(reader, '/leave')
  await page.getByRole('main').evaluate(main => { main.append(Object.assign(document.createElement('p'), { innerHTML: '<img src="/favicon.svg">' })) })
  await expect(looksRight(page)).rejects.toThrow(/axe on .*: expected \[ Array\(1\) \]/)
})

test('an invented practice is called invented wherever it is named', async () => {
  for (const path of [riverside, `${riverside}/neighbours`, county, `${county}/sketches?size=30000-50000&from=${penmarsh.riverside}`, `${county}/sketches/journeys?size=30000-50000`]) {
    const page = await open(desk, path)
    const words = (await page.getByRole('main').textContent() ?? '').replace(/\s+/g, ' ')
    const named = [...words.matchAll(/Riverside Surgery(.{0,12})/g)].map(([, after]) => after!)
    expect(named.length, path).toBeGreaterThan(0)
    expect(named.filter(after => !after.includes('invented')), path).toEqual([])
  }
})
