import { outbox as words } from '#content/wording/letters.ts'
import { paths } from '#web/paths.ts'
import type { Client } from './client.ts'

/** Letters of the demonstration, which sends none and shows the newest hundred: so of what causes letters, little is written before each kill. */

/** An e-mail address that nobody else in the run has, from a text that nobody else writes. */
export const addressFor = (unique: string): string => `${unique.replaceAll(/\W+/g, '-').toLowerCase()}@riverside.example`

/** Where the letter to somebody leads, as its link stands on the page of letters; null when there is none. */
export async function letterTo(client: Client, address: string): Promise<string | null> {
  const page = await client.read(paths.outbox()), at = page.indexOf(`${words.heading(address)}<`)
  return at < 0 ? null : /<pre>[^]*?<a href="([^"]+)">/.exec(page.slice(at))?.[1]?.replaceAll('&amp;', '&') ?? null
}
