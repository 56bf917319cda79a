import type { GetAsk, GetLine } from '#commands/position/get-files.ts'
import { downloads, type Download } from '#reference/manifest.ts'
import type { DataSet } from '#domain/position/release.ts'
import type { Doors } from './doors.ts'

/** How often, in bytes, to say that a long file is still coming. */
const between = 10_000_000

/**
 * `alongside get [FOLDER] [--only DATA_SETS] [--from ADDRESS]`: without a folder lists where each published file is had; with one downloads those that
 * have an address of their own, a line for each on standard output; 1 when any was refused.
 */
export async function run(args: string[], doors: Pick<Doors, 'answer' | 'say' | 'withGetDesk'>): Promise<number> {
  const asked = read(args)
  if (typeof asked === 'string') {
    doors.say(asked)
    return 1
  }
  const { folder, ...ask } = asked
  if (folder === null) {
    doors.answer(list(ask.only))
    doors.say('To download those that have an address: npm run -s alongside -- get FOLDER')
    return 0
  }
  return doors.withGetDesk(async desk => {
    const { getFiles } = await import('#commands/position/get-files.ts')
    const told = new Map<string, number>()
    const lines = await getFiles(desk, { ...ask, folder }, (file, bytes, of) => {
      const last = told.get(file)
      if (last !== undefined && bytes < last + between) return
      told.set(file, bytes)
      doors.say(`… ${file}: ${megabytes(bytes)}${of === null ? '' : ` of ${megabytes(of)}`}`)
    })
    for (const line of lines) doors.answer(`${inWords(line)}\n`)
    for (const each of byHand(ask.only)) doors.answer(`by hand: ${each.file} (${each.title}): ${each.page}\n    ${each.click}\n`)
    doors.say(summary(lines, folder))
    return lines.some(line => line.outcome === 'refused') ? 1 : 0
  })
}

function read(args: string[]): Omit<GetAsk, 'folder'> & { folder: string | null } | string {
  let folder: string | null = null, from: URL | null = null, only: DataSet[] | null = null
  for (let i = 0; i < args.length; i++) {
    const [name, joined] = args[i]!.split(/=(.*)/s) as [string, string | undefined]
    if (name === '--from' || name === '--only') {
      const value = joined ?? args[++i]
      if (name === '--from') {
        const server = value === undefined ? null : URL.parse(value)
        if (server === null || !/^https?:$/.test(server.protocol) || server.search !== '') return `--from: expected the address of a server, such as https://files.example; found ${value === undefined ? 'nothing' : `"${value}"`}`
        from = server
      } else {
        const chosen = (value ?? '').split(',').map(word => word.trim()).filter(Boolean)
        const strange = chosen.find(word => !downloads().some(each => each.dataSet === word))
        if (chosen.length === 0 || strange !== undefined) return `--only: expected data sets with commas between, of: ${[...new Set(downloads().map(each => each.dataSet))].join(', ')}; found ${strange === undefined ? 'nothing' : `"${strange}"`}`
        only = chosen as DataSet[]
      }
    } else if (name.startsWith('--')) return `There is no option "${name}". get takes a folder, --only and --from.`
    else if (folder !== null) return `One folder only: ${folder} or ${args[i]!}?`
    else folder = args[i]!
  }
  return { folder, from, only }
}

const isAsked = (only: readonly DataSet[] | null) => (each: Download): boolean => only === null || only.includes(each.dataSet)

function byHand(only: readonly DataSet[] | null) {
  return downloads().filter(isAsked(only)).flatMap(each => 'click' in each ? [each] : [])
}

function list(only: readonly DataSet[] | null): string {
  return downloads().filter(isAsked(only)).map(each => `${each.file.replace('{day}', '…')}: ${each.title} (${each.dataSet})\n    ${'address' in each ? each.address : `by hand: ${each.page}\n    ${each.click}`}\n`).join('')
}

function inWords({ file, outcome, says }: GetLine): string {
  return outcome === 'refused' ? `refused: ${says}` : `${file}: ${says}`
}

function summary(lines: GetLine[], folder: string): string {
  const count = (...outcomes: GetLine['outcome'][]) => lines.filter(line => outcomes.includes(line.outcome)).length
  const there = count('got', 'replaced', 'already-there')
  return `${count('got', 'replaced')} downloaded, ${count('already-there')} already there, ${count('refused')} refused${there === 0 ? '' : `. Next: npm run -s alongside -- import ${folder}`}`
}

function megabytes(bytes: number): string {
  return `${(bytes / 1_000_000).toFixed(1)} MB`
}
