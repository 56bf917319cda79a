import { describe, test } from 'vitest'
import { carrowshireSubIcb } from '../town/penmarsh.ts'
import { desk, looksRight, noScripts, open, phoneNoScripts } from './browser.ts'

// A size so narrow that nothing is proved within the minute a search may take.
describe.each([{ ...desk, size: '70000-75000' }, { ...noScripts, size: '70500-75500' }, { ...phoneNoScripts, size: '71000-76000' }])('a reader who has seen enough, $name', ({ size, ...reader }) => {
  test('stops a search that is under way and keeps the best found so far, with what it cannot be lower than', async () => {
    // given a sketch that takes long
    const page = await open(reader, `/areas/${carrowshireSubIcb.code}/sketches/shared?size=${size}`)
    await page.getByText('Still looking').first().waitFor()
    await looksRight(page)

    // when it is stopped
    await page.getByRole('button', { name: 'Stop now' }).click()

    // then the best so far is there, and says that we stopped early and how far from the lowest possible it could be
    await page.getByText(/stopped early/i).first().waitFor({ timeout: 40_000 })
    await page.getByText(/at most [\d.,]+ % better/).first().waitFor({ state: 'visible' })
    await looksRight(page)
  })
})
