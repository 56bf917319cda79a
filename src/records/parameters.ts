import { randomUUID } from 'node:crypto'
import type { DatedValue } from '#domain/position/parameter.ts'
import type { Viewed } from './viewing.ts'

/** Values of figures that are assumed, as whoever runs the server has put them in. Those of a release are in content/parameters.ts. */

const columns = ['parameter', 'value', 'low', 'high', 'from_on', 'source', 'checked_on', 'review_by'] as const

/** Every value that was put in, the first put in first: for `withAdded`. Anyone may read them. */
export async function parameterValues(tx: Viewed): Promise<{ parameter: string; value: DatedValue }[]> {
  const rows = await tx.selectFrom('parameter_value').select(columns).orderBy('set_at').orderBy('id').execute()
  return rows.map(({ parameter, value, low, high, from_on, source, checked_on, review_by }) => ({
    parameter, value: { value, ...low === null || high === null ? {} : { low, high }, from: from_on, source, checkedOn: checked_on, reviewBy: review_by, isEstimate: low !== null },
  }))
}

/** Puts a value in, as whoever runs the server; nobody else is let. */
export async function addParameterValue(host: Viewed, parameter: string, { value, low, high, from, source, checkedOn, reviewBy }: DatedValue, { by, at }: { by: string; at: Date }): Promise<void> {
  await host.insertInto('parameter_value').values({ id: randomUUID(), parameter, value, low: low ?? null, high: high ?? null, from_on: from, source, checked_on: checkedOn, review_by: reviewBy, set_by: by, set_at: at }).execute()
}
