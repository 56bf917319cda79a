import { openBody } from '#commands/organisations/open-body.ts'
import { dayInWords } from '#domain/day.ts'
import { isRefusal } from '#domain/words.ts'
import type { Doors } from './doors.ts'

const KINDS = ['support', 'commissioner', 'provider'] as const
const OPTIONS = ['--kind', '--code', '--name', '--officer'] as const
type Option = (typeof OPTIONS)[number]

const wanted: Record<Option, string> = {
  '--kind': 'support (an LMC or support unit), commissioner (an ICB) or provider',
  '--code': 'a code of letters, figures and hyphens: of an ICB its own, such as QSL; of an LMC any, such as somerset-lmc',
  '--name': 'what it is called, such as "Somerset LMC"',
  '--officer': 'the name of the first person who will enter it',
}

/**
 * `alongside open-room --kind support --code carrowshire-lmc --name "Carrowshire LMC" --officer "Bryn Lowe" [--invented]`: opens the room of a body and writes, once, the code by
 * which its first officer enters. Whoever runs the server enters no room. 1 when refused, by the option's name.
 */
export async function run(args: string[], { answer, say, withRooms }: Pick<Doors, 'answer' | 'say' | 'withRooms'>): Promise<number> {
  const asked = read(args)
  if (typeof asked === 'string') {
    say(asked)
    return 1
  }
  return withRooms(async ({ db, now, runBy, typeAt }) => {
    const opened = await openBody({ db, now }, { ...asked, runBy })
    if (isRefusal(opened)) {
      say(`${optionAt(opened.why)}: ${opened.why}`)
      return 1
    }
    answer(`${asked.name} has a room. ${asked.officer} signs in at the address below and types this code there, once, until ${dayInWords(opened.until)}:\n\n    ${opened.code}\n    ${typeAt}\n\n`)
    say('The code is written only here. Give it as you would give a key: on paper, or by telephone. Nobody else can enter the room, and whoever runs the server neither.')
    return 0
  })
}

function read(args: readonly string[]): { kind: (typeof KINDS)[number]; code: string; name: string; officer: string; world: 'real' | 'invented' } | string {
  const given = new Map<string, string>()
  let world: 'real' | 'invented' = 'real'
  for (let i = 0; i < args.length; i++) {
    const [option = '', joined] = args[i]!.split(/=(.*)/s)
    if (option === '--invented' && joined === undefined) { world = 'invented'; continue }
    if (!OPTIONS.includes(option as Option)) return `There is no option "${args[i]}". open-room takes ${OPTIONS.join(', ')} and --invented.`
    if (given.has(option)) return `${option} is given twice.`
    const value = joined ?? args[++i]
    if (value === undefined || value.trim() === '' || (joined === undefined && value.startsWith('--'))) return `${option}: expected ${wanted[option as Option]}; found nothing.`
    given.set(option, value.trim())
  }
  const missing = OPTIONS.find(option => !given.has(option))
  if (missing !== undefined) return `${missing} is missing: give ${wanted[missing]}.`
  const kind = KINDS.find(known => known === given.get('--kind'))
  if (kind === undefined) return `--kind: expected ${wanted['--kind']}; found "${given.get('--kind')}".`
  const code = given.get('--code')!
  return { kind, code: kind === 'commissioner' ? code.toUpperCase() : code, name: given.get('--name')!, officer: given.get('--officer')!, world }
}

/** Which option a refusal of the command is about. */
function optionAt(why: string): Option {
  return why.startsWith('Its name') ? '--name' : why.startsWith('The name of its first officer') ? '--officer' : '--code'
}
