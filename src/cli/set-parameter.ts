import { setParameter } from '#commands/position/set-parameter.ts'
import { dayInWords } from '#domain/day.ts'
import { inFigures } from '#domain/position/parameter.ts'
import { isRefusal } from '#domain/words.ts'
import type { Doors } from './doors.ts'

const wanted = {
  '--id': 'a figure as “alongside parameters” lists it, such as globalSum',
  '--value': 'its value: pounds such as 133.20, a share such as 2.5%, a number, or a day such as 06-30',
  '--from': 'the first day it holds, such as 2027-04-01',
  '--source': 'who says so: publisher, document, date',
  '--review-by': 'the day to look at it again by, such as 2028-04-30',
  '--low': 'the lowest that is likely',
  '--high': 'the highest that is likely',
} as const
type Option = keyof typeof wanted
const options = Object.keys(wanted) as Option[], needed = options.slice(0, 5)

/**
 * `alongside set-parameter --id globalSum --value 133.20 --from 2027-04-01 --source "…" --review-by 2028-04-30 [--low … --high …]`: puts in a newer value of a figure
 * that is assumed. Pages use it within a minute. 1 when refused, by the option's name.
 */
export async function run(args: string[], { answer, say, withRooms }: Pick<Doors, 'answer' | 'say' | 'withRooms'>): Promise<number> {
  const given = read(args)
  if (typeof given === 'string') {
    say(given)
    return 1
  }
  return withRooms(async ({ db, now, runBy }) => {
    const of = (option: Option) => given.get(option)!
    const set = await setParameter({ db, now }, { id: of('--id'), value: of('--value'), low: given.get('--low'), high: given.get('--high'), from: of('--from'), source: of('--source'), reviewBy: of('--review-by'), runBy })
    if (isRefusal(set)) {
      say(`${set.code.replace('parameter-', '--')}: ${set.why}`)
      return 1
    }
    const { parameter: { name, unit, form }, value: { value, from, reviewBy } } = set
    answer(`${name} is ${inFigures(form, value)} ${unit} from ${dayInWords(from)}, to be looked at again by ${dayInWords(reviewBy)}.\n`.replaceAll('\u00a0', ' '))
    return 0
  })
}

function read(args: readonly string[]): Map<Option, string> | string {
  const given = new Map<Option, string>()
  for (let i = 0; i < args.length; i++) {
    const [name = '', joined] = args[i]!.split(/=(.*)/s), option = options.find(each => each === name)
    if (option === undefined) return `There is no option "${args[i]}". set-parameter takes ${options.join(', ')}.`
    if (given.has(option)) return `${option} is given twice.`
    const value = joined ?? args[++i]
    if (value === undefined || value.trim() === '' || (joined === undefined && value.startsWith('--'))) return `${option}: expected ${wanted[option]}; found nothing.`
    given.set(option, value.trim())
  }
  const missing = needed.find(option => !given.has(option))
  return missing === undefined ? given : `${missing} is missing: give ${wanted[missing]}.`
}
