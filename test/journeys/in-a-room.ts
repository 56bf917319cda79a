import type { Page } from 'playwright-core'
import { open, type Reader } from './browser.ts'

/** A browser of its own in which somebody of Penmarsh has signed in, in their room. */
export async function as(reader: Reader, name: string, room?: string): Promise<Page> {
  const page = await open(reader, '/try-as')
  await page.getByRole('button', { name: `Be this person ${name}` }).click()
  await page.waitForURL(/\/our/)
  if (room !== undefined && await page.getByRole('heading', { name: 'Which are you speaking for?' }).count() > 0) await page.getByRole('link', { name: room, exact: true }).click()
  await page.getByRole('navigation', { name: 'This room' }).waitFor()
  return page
}

/** Chooses a page of the room from its menu, which a telephone shows folded. */
export async function menu(page: Page, name: string): Promise<void> {
  const room = page.getByRole('navigation', { name: 'This room' }), fold = room.getByText('Menu', { exact: true })
  if (await fold.isVisible()) await fold.click()
  await room.getByRole('link', { name, exact: true }).click()
}
