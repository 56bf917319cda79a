import { chooseEditions, type EditionChoice } from '#domain/position/choose-edition.ts'
import type { Edition } from '#domain/position/edition.ts'
import type { Release } from '#domain/position/release.ts'
import type { EditionSummary } from '#web/desk.ts'
import type { Log } from './log.ts'

/** Where figures come from: the register, and the files it names. */
export interface Library {
  /** Every release in the register, as of now. */
  releases(): Promise<Release[]>
  summarise(choice: EditionChoice): Promise<EditionSummary>
  load(choice: EditionChoice): Promise<Edition>
}

/** Editions in memory, kept in step with the register. */
export interface Figures {
  /** Newest first; real before invented. */
  list(): EditionSummary[]
  edition(name?: string): Promise<Edition | null>
  releases(): Promise<Release[]>
  /** Looks at the register now, rather than at the next look. */
  refresh(): Promise<void>
  close(): void
}

interface Shelf { releases: Release[]; choices: EditionChoice[]; summaries: EditionSummary[] }

const editionsHeld = 4
const lookEveryMilliseconds = 2_000

/**
 * Reads the register and looks again every two seconds, so that figures added by another process or by the command line are
 * noticed without a restart. An edition is read when first asked for, shared by everybody who asks meanwhile, and read again
 * only when the releases it is made of change; the four asked for last are held.
 */
export async function openFigures(library: Library, log: Log, lookEvery = lookEveryMilliseconds): Promise<Figures> {
  const held = new Map<string, Promise<Edition>>()
  const counted = new Map<string, Promise<EditionSummary>>()
  let shelf: Shelf = { releases: [], choices: [], summaries: [] }
  let looking: Promise<void> | null = null

  async function look(): Promise<void> {
    const releases = await library.releases()
    if (isSame(releases, shelf.releases)) return
    const choices = chooseEditions(releases)
    const summaries = await Promise.all(choices.map(choice => once(counted, listKey(choice), () => library.summarise(choice))))
    shelf = { releases, choices, summaries }
    const current = new Set(choices.map(contentKey))
    for (const key of held.keys()) if (!current.has(key)) held.delete(key)
  }
  /** One look at a time; a look asked for while one runs starts after it, so that it sees what has just been added. */
  function refresh(): Promise<void> {
    const after = looking ?? Promise.resolve()
    const mine: Promise<void> = after.catch(() => {}).then(look).finally(() => { if (looking === mine) looking = null })
    looking = mine
    return mine
  }
  function edition(name?: string): Promise<Edition | null> {
    const choice = name === undefined ? shelf.choices[0] : shelf.choices.find(one => one.name === name)
    if (!choice) return Promise.resolve(null)
    const key = contentKey(choice)
    const found = once(held, key, () => library.load(choice))
    held.delete(key) // to the end: last asked for
    held.set(key, found)
    for (const oldest of [...held.keys()].slice(0, -editionsHeld)) held.delete(oldest)
    return found
  }

  await refresh()
  const timer = setInterval(() => { if (!looking) refresh().catch(error => log.fault(error, 'looking for new figures')) }, lookEvery)
  timer.unref()
  return { list: () => shelf.summaries, edition, releases: async () => shelf.releases, refresh, close: () => clearInterval(timer) }
}

/** The same promise for the same key; a failure is not kept, so that the next to ask tries again. */
function once<T>(kept: Map<string, Promise<T>>, key: string, make: () => Promise<T>): Promise<T> {
  const found = kept.get(key) ?? make()
  if (!kept.has(key)) {
    kept.set(key, found)
    found.catch(() => { if (kept.get(key) === found) kept.delete(key) })
  }
  return found
}

/** Everything an edition is made of: when this changes it must be read again. */
function contentKey(choice: EditionChoice): string {
  return [choice.name, ...[...choice.uses, ...choice.lists].map(({ release }) => release.id), ...choice.otherMaps.map(({ id }) => id)].join(' ')
}

const listKey = (choice: EditionChoice): string => `${choice.name} ${choice.uses[0]!.release.id}`

function isSame(a: readonly Release[], b: readonly Release[]): boolean {
  const ids = (releases: readonly Release[]) => releases.map(({ id }) => id).sort().join(' ')
  return a.length === b.length && ids(a) === ids(b)
}
