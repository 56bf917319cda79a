import { parameters } from '#content/parameters.ts'
import { dayInEngland } from '#domain/day.ts'
import { readValue, withAdded, type DatedValue, type Parameter, type TypedValue } from '#domain/position/parameter.ts'
import { isRefusal, refuse, type Refusal } from '#domain/words.ts'
import type { Database } from '#records/connect.ts'
import { addParameterValue, parameterValues } from '#records/parameters.ts'
import { asViewer } from '#records/viewing.ts'

/**
 * Puts in a newer value of a figure that is assumed, as whoever runs the server. The values before it stay. Refuses an id that no figure has
 * (`parameter-id`), what `readValue` refuses, and a value that says what holds from that day already.
 */
export async function setParameter({ db, now }: { db: Database; now(): Date }, { id, runBy, ...typed }: TypedValue & { id: string; runBy: string }): Promise<{ parameter: Parameter; value: DatedValue } | Refusal> {
  const parameter = parameters.find(each => each.id === id)
  if (parameter === undefined) return refuse('parameter-id', `There is no figure “${id}”. “alongside parameters” lists them.`, 'content/parameters.ts')
  const at = now(), value = readValue(parameter, typed, dayInEngland(at))
  if (isRefusal(value)) return value
  return asViewer(db, { as: 'host' }, async tx => {
    const before = withAdded([parameter], await parameterValues(tx))[0]!.values.findLast(each => each.from === value.from)
    if (before !== undefined && same(before, value)) return refuse('parameter-value', `${parameter.name} has that value from that day, with that source and that day to look at it again, already.`, 'Figures that are assumed: docs/guides/assumed-figures.md')
    await addParameterValue(tx, id, value, { by: runBy, at })
    return { parameter, value }
  })
}

const same = (one: DatedValue, other: DatedValue): boolean => one.value === other.value && one.low === other.low && one.high === other.high && one.source === other.source && one.reviewBy === other.reviewBy
