import type { Database } from '#records/connect.ts'
import { askToStop, searchKeyOf, type SearchAsk } from '#records/searches.ts'
import { asViewer } from '#records/viewing.ts'

/** Asks whoever works on a search to stop and to keep the best found; one that nobody works on goes on waiting. */
export async function stopSearch({ db }: { db: Database }, ask: SearchAsk): Promise<void> {
  const key = searchKeyOf(ask)
  await asViewer(db, { as: 'key', key }, tx => askToStop(tx, key))
}
