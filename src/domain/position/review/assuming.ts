import { invariant } from '../../words.ts'
import type { ParameterInUse } from '../parameter.ts'
import type { Assumed, Assuming } from './five-years.ts'
import type { Future, FutureAssumed } from './futures.ts'

/** What five years and the futures assume, out of the dated figures of a day (content/parameters.ts, and what whoever runs the server has put in). */

type InUse = ReadonlyMap<string, Pick<ParameterInUse, 'value' | 'low' | 'high' | 'name' | 'source'>>

/** A figure with its ends, which are the figure itself where it has none. Throws where nobody keeps it: our mistake. */
function assumedIn(parameters: InUse, id: string): Assumed {
  const one = parameters.get(id)
  invariant(one !== undefined, `a figure is kept for ${id}`)
  return { low: one.low ?? one.value, middle: one.value, high: one.high ?? one.value, source: `${one.name}: ${one.source}` }
}

export const assumingFrom = (parameters: InUse): Assuming => id => assumedIn(parameters, id)

/** Of both futures that change something. */
export function futuresAssumed(parameters: InUse): Record<Exclude<Future, 'alone'>, FutureAssumed> {
  const of = (future: 'share' | 'join'): FutureAssumed => ({ saving: assumedIn(parameters, `${future}Saving`), fee: assumedIn(parameters, `${future}Fee`), setUp: assumedIn(parameters, `${future}Once`), filling: assumedIn(parameters, `${future}Recruiting`).middle })
  return { share: of('share'), join: of('join') }
}
