import type { TypedHospitals } from '#domain/partners/kept.ts'
import type { Band, Pair, PlanKept, SketchKind } from '#domain/partners/plan.ts'
import type { Edition } from '#domain/position/edition.ts'
import { isRefusal, refuse, type Refusal } from '#domain/words.ts'
import { readAcuteHospitals, readCodes } from '#domain/partners/plan-file.ts'
import type { CliWorld } from './world.ts'

/** Options of both commands, read and checked; `area` may still be a file of codes, `hospitals` is a file of them. */
export interface PlanOptions {
  area: string
  size: Band
  kind: SketchKind
  release: string | undefined
  seconds: number
  plan: string | undefined
  csv: string | undefined
  json: string | undefined
  kept: PlanKept
  hospitals: string | undefined
}

const GUIDE = 'docs/guides/recompute-a-plan.md'
const AGAIN = ['--together', '--apart', '--keep']
const KINDS: SketchKind[] = ['journeys', 'shared', 'changes']

/** Reads `--name value` or `--name=value`; what is kept may be said again and again. Refuses an unknown or repeated option, one without its value, and a value that cannot be meant, each by name. */
export function readOptions(args: readonly string[], names: readonly string[]): PlanOptions | Refusal {
  const given = new Map<string, string>(), keeping: [string, string][] = []
  for (let k = 0; k < args.length; k++) {
    const [name, joined] = splitOnce(args[k]!)
    if (!names.includes(name)) return no(`There is no option "${args[k]}". There are: ${names.join(', ')}.`)
    const value = joined ?? args[++k]
    if (value === undefined || value === '' || (joined === undefined && value.startsWith('--'))) return no(`${name} needs a value after it.`)
    if (AGAIN.includes(name)) { keeping.push([name, value]); continue }
    if (given.has(name)) return no(`${name} is given twice.`)
    given.set(name, value)
  }
  const area = given.get('--area')
  if (area === undefined) return no('Which area? Give --area with the code of an ICB, sub-ICB, district or network, england, or @codes.csv.')
  const size = bandOf(given.get('--size') ?? '30000-50000')
  if (isRefusal(size)) return size
  const kind = KINDS.find(known => known === (given.get('--kind') ?? 'journeys'))
  if (!kind) return no(`--kind: expected journeys, shared or changes; found "${given.get('--kind')}".`)
  const seconds = Number(given.get('--seconds') ?? 60)
  if (!Number.isFinite(seconds) || seconds < 0 || seconds > 86_400) return no(`--seconds: expected a number of seconds from 0 to 86400; found "${given.get('--seconds')}".`)
  const kept = keptIn(keeping)
  if (isRefusal(kept)) return kept
  return { kept, hospitals: given.get('--hospitals'), area, size, kind, seconds, release: given.get('--release'), plan: given.get('--plan'), csv: given.get('--csv'), json: given.get('--json') }
}

function keptIn(said: readonly [name: string, value: string][]): PlanKept | Refusal {
  const kept: PlanKept = { together: [], apart: [], groups: [] }
  for (const [name, value] of said) {
    const codes = value.toUpperCase().split(',').map(code => code.trim()).filter(code => code !== ''), [a, b, more] = codes
    if (name === '--keep') {
      if (codes.length === 0) return no(`--keep: expected the codes of a group's practices, such as L85001,L85002; found "${value}".`)
      kept.groups.push(codes)
    } else if (a === undefined || b === undefined || more !== undefined) return no(`${name}: expected two practice codes, such as L85001,L85002; found "${value}".`)
    else kept[name === '--apart' ? 'apart' : 'together'].push([a, b] satisfies Pair)
  }
  return kept
}

function splitOnce(argument: string): [string, string | undefined] {
  const at = argument.indexOf('=')
  return argument.startsWith('--') && at > 0 ? [argument.slice(0, at), argument.slice(at + 1)] : [argument, undefined]
}

function bandOf(text: string): Band | Refusal {
  const found = /^(\d{1,9})-(\d{1,9})$/.exec(text.trim())
  const min = Number(found?.[1]), max = Number(found?.[2])
  if (!found || min < 1 || max < min) return no(`--size: expected two whole numbers of patients, least and greatest, such as 30000-50000; found "${text}".`)
  return { min, max }
}

const no = (why: string): Refusal => refuse('bad-option', why, GUIDE)

/** The area as the commands take it: `@codes.csv` becomes the list of codes in that file. Refuses a file that cannot be read or names an unknown code, with its line. */
export async function areaAsked(world: CliWorld, edition: Edition, area: string): Promise<string | Refusal> {
  if (!area.startsWith('@')) return area
  const path = area.slice(1), text = await textOf(world, path, '--area')
  if (isRefusal(text)) return text
  const codes = readCodes(path, text, edition)
  return isRefusal(codes) ? codes : `list:${codes.join(',')}`
}

/** Hospitals in the file named, none without one. Refuses a file that cannot be read, or a bad row with its line. */
export async function hospitalsAsked(world: CliWorld, edition: Edition, path: string | undefined): Promise<TypedHospitals | Refusal> {
  if (path === undefined) return new Map()
  const text = await textOf(world, path, '--hospitals')
  return isRefusal(text) ? text : readAcuteHospitals(path, text, edition)
}

async function textOf(world: CliWorld, path: string, option: string): Promise<string | Refusal> {
  try {
    return await world.readFile(path)
  } catch (error) {
    return refuse('no-such-file', `${path}: cannot be read (${error instanceof Error ? error.message : String(error)}).`, option)
  }
}
