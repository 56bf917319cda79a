import { sql } from 'kysely'
import type pg from 'pg'

/** Statements a process keeps planned on each of its connections. It has about a hundred; more would be a list of changing length that slipped in. */
const MOST = 400
/** Values of a statement; more are rows of a list, which has another length each time. */
const MOST_VALUES = 40

/** Names by text, the same for every connection of this process. */
const names = new Map<string, string>()

/**
 * Has PostgreSQL read and plan each statement once for this connection, and not each time. Policies stand in the plan of everything they guard, table within table:
 * to plan the reading of one note took 7 ms, and to read it 0.3. What a viewer may see is asked when the plan is carried out, so one plan is right for everybody.
 *
 * A statement that says "*" is planned each time: while an older version still runs, a newer one may add a column, and PostgreSQL refuses to carry a plan out
 * whose columns have changed.
 */
export async function planOnce(client: pg.ClientBase): Promise<void> {
  const query = client.query.bind(client) as (...args: unknown[]) => unknown
  client.query = ((text: unknown, values: unknown, ...rest: unknown[]) => {
    const name = typeof text === 'string' && Array.isArray(values) ? nameOf(text, values) : null
    return name === null ? query(text, values, ...rest) : query({ name, text, values }, ...rest)
  }) as typeof client.query
  await query(`set plan_cache_mode = 'force_generic_plan'`)
}

function nameOf(text: string, values: readonly unknown[]): string | null {
  const known = names.get(text)
  if (known !== undefined) return known
  if (values.length === 0 || values.length > MOST_VALUES || names.size >= MOST || saysAll.test(text)) return null
  const name = `alongside ${names.size + 1}`
  names.set(text, name)
  return name
}

/** "select *", "t.*", "returning *"; not "count(*)". */
const saysAll = /(?<!\()\*/

/** One of a list, which is one value however long it is: `where(column, '=', anyOf(list))`. */
export const anyOf = (list: readonly string[]) => sql<string>`any(${list})`
