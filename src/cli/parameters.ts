import { parameters } from '#content/parameters.ts'
import { dayInEngland, dayInWords } from '#domain/day.ts'
import { inFigures, inUseOn, withAdded } from '#domain/position/parameter.ts'
import { parameterValues } from '#records/parameters.ts'
import { asViewer } from '#records/viewing.ts'
import type { Doors } from './doors.ts'

/** `alongside parameters`: every figure that is assumed today, a line each: id, value, what one of it is, from which day, until when it may be relied on, and whether that is past. */
export async function run(args: string[], { answer, say, withRooms }: Pick<Doors, 'answer' | 'say' | 'withRooms'>): Promise<number> {
  if (args.length > 0) {
    say(`parameters takes no options; found "${args[0]}".`)
    return 1
  }
  return withRooms(async ({ db, now }) => {
    const all = [...inUseOn(withAdded(parameters, await asViewer(db, { as: 'anyone' }, parameterValues)), dayInEngland(now())).values()], past = all.filter(each => each.isPast).length
    for (const { id, form, value, low, high, unit, from, reviewBy, isPast } of all) {
      const range = low === null || high === null ? '' : ` (${inFigures(form, low)} to ${inFigures(form, high)})`
      answer(`${id}\t${inFigures(form, value)}${range}\t${unit}\tfrom ${from}\treview by ${reviewBy}\t${isPast ? 'PAST' : 'in time'}\n`.replaceAll('\u00a0', ' '))
    }
    if (past > 0) say(`${past} of ${all.length} ${past === 1 ? 'was' : 'were'} to be looked at again by now. A newer value: npm run -s alongside -- set-parameter --id ID --value VALUE --from DAY --source "PUBLISHER, DOCUMENT, DATE" --review-by DAY`)
    else say(`None of ${all.length} is past the day it is to be looked at again by, on ${dayInWords(dayInEngland(now()))}.`)
    return 0
  })
}
