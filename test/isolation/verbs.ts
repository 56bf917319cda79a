import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { main } from '#cli/main.ts'
import { loadHighs } from '#engines/grouping/highs.ts'
import { solve } from '#engines/grouping/solve.ts'
import { refuse } from '#domain/words.ts'
import * as published from '../house/published-files.ts'
import { penmarshEdition } from '../town/penmarsh.ts'
import { marksIn, placeInWords } from './marks.ts'
import type { Probing } from './pages.ts'
import { changesBetween } from './rig.ts'
import type { TableName } from './world.ts'

/** Every word of the command line: what it may print, what it may write, and how it is tried over a world. One that is not here fails `npm test`. */
export interface DeclaredVerb {
  /** Whoever sits at the terminal keeps the machine; what is printed may go anywhere. */
  prints: string
  /** Tables it may change. */
  writes: readonly TableName[]
  /** Kinds of organisations it may name. */
  shows?: readonly string[]
  /** Words after the command, in a folder of its own. */
  tried(folder: string): string[][]
}

const everywhere = ['--area', 'england', '--size', '20000-40000']

export const verbs: Record<string, DeclaredVerb> = {
  help: { prints: 'what commands there are', writes: [], tried: () => [[]] },
  get: { prints: 'addresses of published files', writes: [], tried: () => [[], ['--only', 'nothing']] },
  import: { prints: 'names of files, and how many rows of published figures', writes: ['release'], tried: folder => [[], [path.join(folder, 'list.csv')], [path.join(folder, 'none.csv')]] },
  backup: { prints: 'how many rows each table has', writes: [], tried: folder => [[], [path.join(folder, 'copy')]] },
  restore: { prints: 'how many rows each table has', writes: [], tried: folder => [[], [path.join(folder, 'copy')], [path.join(folder, 'none')]] },
  rooms: { prints: 'support units, commissioners and providers that have a room, and how many others', writes: [], tried: () => [[], ['--all']], shows: ['support', 'commissioner', 'provider'] },
  'open-room': { prints: 'the code by which the first officer of a body enters', writes: ['organisation', 'invitation'], tried: () => [[], ['--kind', 'support', '--code', 'new-lmc', '--name', 'New LMC', '--officer', 'Kit Arden']] },
  project: { prints: 'five years reckoned from a file', writes: [], tried: folder => [[], [path.join(folder, 'none.json')]] },
  propose: { prints: 'published figures, grouped', writes: [], tried: folder => [[...everywhere, '--seconds', '1', '--csv', path.join(folder, 'groups.csv')], ['--area', 'nowhere']] },
  score: { prints: 'published figures, priced', writes: [], tried: folder => [[...everywhere, '--plan', 'today', '--json', path.join(folder, 'today.json')]] },
}

/** Runs every command over the world's database: nothing of anybody's is in what it prints or writes, and no row changes but what it may write. */
export async function probeVerbs({ rig, marks, tally }: Probing): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), 'alongside-isolation-')), before = await rig.snapshot(), town = penmarshEdition(), highs = await loadHighs()
  writeFileSync(path.join(folder, 'list.csv'), published.listSizes2026)
  try {
    const unknown: DeclaredVerb = { prints: 'that there is no such command', writes: [], tried: () => [[]] }
    for (const [verb, { tried, writes, shows = [] }] of Object.entries({ ...verbs, 'nothing-of-the-kind': unknown })) for (const words of tried(folder)) {
      let said = ''
      const say = (text: string) => { said += `${text}\n` }
      const stays = new AbortController().signal
      await main([verb, ...words], {
        answer: say, say,
        withImportDesk: work => work({ db: rig.db, dataFolder: path.join(folder, 'data'), now: () => rig.world.now }),
        withGetDesk: work => work({ fetch: () => Promise.reject(new Error('no way out of here')), now: () => rig.world.now, signal: stays }),
        withBackupDesk: work => work({ db: rig.db, dataFolder: path.join(folder, 'data'), version: 'of the suite', signal: stays }),
        withRooms: work => work({ db: rig.db, now: () => rig.world.now, runBy: 'whoever runs this', typeAt: 'http://localhost/invited' }),
        withWorld: work => work({
          edition: async name => (name === undefined || name === town.name ? town : refuse('no-edition', `There is no edition ${name}.`, 'register')), solve: async (problem, { seconds }) => solve(problem, { seconds, now: () => performance.now(), isCancelled: () => false }, highs),
          answer: say, say, signal: stays, readFile: async file => readFileSync(file, 'utf8'), writeFile: async (file, text) => { say(text); writeFileSync(file, text) },
        }),
      })
      tally.count(`alongside ${verb}`)
      const isNamed = (mark: string) => marks.places.get(mark)!.some(({ table, row }) => table === 'release' || (table === 'organisation' && shows.includes(String(row['kind']))))
      for (const mark of marksIn(said)) if (marks.places.has(mark) && !isNamed(mark)) tally.found({ kind: 'shown', where: `alongside ${verb}`, of: 'terminal', says: `prints ${placeInWords(rig.world, marks.places.get(mark)![0]!)}` })
      const changes = changesBetween(before, await rig.snapshot())
      for (const { table, key } of changes) if (!writes.includes(table)) tally.found({ kind: 'changed', where: `alongside ${verb}`, of: table, says: `changes ${table} ${key}` })
      await rig.restore(changes)
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
