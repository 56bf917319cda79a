import { createHash } from 'node:crypto'
import { readdir, stat } from 'node:fs/promises'
import path from 'node:path'
import type { DataSet, Release } from '#domain/position/release.ts'
import { isRefusal, type Day, type Refusal, type World } from '#domain/words.ts'
import type { Database } from '#records/connect.ts'
import { publishRelease, releases, releaseWith, whileImporting } from '#records/releases.ts'
import { openDuck, type Duck } from '#reference/duck.ts'
import { refuseFile, type FileRefusal } from '#reference/file-refusal.ts'
import { publisherOf } from '#reference/manifest.ts'
import { openStore, type Store } from '#reference/store.ts'
import { dayFromOutside, look, take, turnOf, type Found, type Look, type Staged } from '#reference/take.ts'

export interface ImportDesk {
  db: Database
  /** ALONGSIDE_DATA; releases go into its folder `releases`. */
  dataFolder: string
  now(): Date
}

export interface ImportAsk {
  /** Files or folders; a file that came in under another name (an upload) says so. */
  paths: (string | { path: string; name: string })[]
  /** The day to take for files that tell none themselves. */
  asAt: Day | null
  world: World
}

/** What became of one file. Lines come in the order the files are taken. */
export interface ImportLine {
  file: string
  outcome: 'waiting' | 'working' | 'loaded' | 'already-there' | 'not-recognised' | 'refused'
  /** One sentence for the reader. */
  says: string
  release?: Release
  refusal?: Refusal
}

/**
 * Takes published files into the register, each whole or not at all, registers of codes before the lists that name them.
 * In a folder a file of no known form is named and passed over; a file named by the person is refused when it is not known. The same file again changes nothing.
 * An archive of several files has a line for each and one for itself.
 *
 * @param onLines told of every line each time one of them changes: first all as waiting
 * @returns every file's line, in the order they were taken; the import as a whole went well when none is 'refused'
 */
export async function importFiles(desk: ImportDesk, ask: ImportAsk, onLines: (lines: ImportLine[]) => void = () => {}): Promise<ImportLine[]> {
  const store = openStore(desk.dataFolder)
  return whileImporting(desk.db, isPublished => tidy(store, isPublished), async () => {
    const found = await lookAll(ask)
    const waiting = found.waiting.sort((a, b) => turnOf(a.found) - turnOf(b.found))
    const lines = [...found.settled, ...waiting.map(({ line }) => line)]
    onLines(lines)
    const duck = waiting.length > 0 ? await openDuck({ memoryLimit: '400MB', rewrites: true }) : null
    try {
      for (const { line, found: file } of waiting) {
        const change = (to: Partial<ImportLine>) => { Object.assign(line, to); onLines(lines) }
        change(await importOne(desk, ask, store, duck!, file, says => change({ outcome: 'working', says })))
      }
    } finally { duck?.close() }
    lines.push(...found.archives.map(([given, of]) => archiveLine(given, of)))
    onLines(lines)
    return lines
  })
}

interface Looked { waiting: { line: ImportLine; found: Found }[]; settled: ImportLine[]; archives: [Given, ImportLine[]][] }

async function lookAll(ask: ImportAsk): Promise<Looked> {
  const all: Looked = { waiting: [], settled: [], archives: [] }
  for (const given of await givenFiles(ask.paths)) {
    const looks = await looked(given)
    const lines = looks.map(each => lineOf(each, given, looks.length > 1))
    if (looks.length > 1) all.archives.push([given, lines])
    looks.forEach((each, i) => {
      if (!isRefusal(each) && each.found) all.waiting.push({ line: lines[i]!, found: each.found })
      else all.settled.push(lines[i]!)
    })
  }
  return all
}

async function importOne(desk: ImportDesk, ask: ImportAsk, store: Store, duck: Duck, found: Found, onStep: (says: string) => void): Promise<Partial<ImportLine>> {
  const { checksum } = found.packed
  const dataSet = found.recognised.form.dataSet
  const before = await releaseWith(desk.db, ask.world, dataSet, checksum, dayFromOutside(found, ask.asAt))
  if (before) return alreadyThere(before)
  const workshop = await store.workshop()
  try {
    const staged = path.join(workshop.folder, 'release.parquet')
    const registers = (await releases(desk.db, ask.world)).filter(release => release.dataSet === 'practice-register').map(release => path.join(store.folder, release.parquet))
    const taken = await take(duck, found, staged, { world: ask.world, asAt: ask.asAt, registers, workshop: workshop.folder, onStep })
    if (isRefusal(taken)) return refused(taken)
    const ahead = taken.day === null ? null : daysAhead(taken.day, desk.now())
    if (ahead !== null && ahead > mostDaysAhead) return refused(refuseFile(found.packed.fileName, { code: 'day-to-come', expected: 'a day that has come', found: `${taken.day}, ${ahead} days from today` }))
    const { publisher, licence } = publisherOf(dataSet, ask.world)
    const id = `${dataSet}-${taken.day ?? 'undated'}-${fingerprint(ask.world, checksum)}`
    const release: Release = {
      id, dataSet, world: ask.world, vintage: taken.vintage, publisher, licence, asAt: taken.day, checksum, fileName: found.packed.fileName, rowsRead: taken.rowsRead, rowsRefused: 0,
      unknownCodes: taken.unknownCodes, importedAt: desk.now().toISOString(), parquet: `${id}.parquet`,
    }
    const published = await publishRelease(desk.db, release, () => store.place(staged, release.parquet))
    await store.settle(release.parquet)
    return published.isNew ? { outcome: 'loaded', says: loadedSays(taken), release } : alreadyThere(published.release)
  } finally { await workshop.done() }
}

/** A file published a little before its day is taken; one of next year would become what everybody reads. */
const mostDaysAhead = 31

const daysAhead = (day: Day, now: Date): number => Math.round((Date.parse(day) - now.getTime()) / 86_400_000)

/** First of the checksum; of the checksum and the world for the invented one, so that the same file in both worlds is two releases. */
function fingerprint(world: World, checksum: string): string {
  return (world === 'real' ? checksum : createHash('sha256').update(world).update(checksum).digest('hex')).slice(0, 8)
}

/** Clears what an import that was cut off left behind: its workshop, and a file that was placed but never published. */
async function tidy(store: Store, isPublished: (parquet: string) => Promise<boolean>): Promise<void> {
  await store.sweepWorkshops()
  for (const name of await store.unsettled()) {
    if (!await isPublished(name)) await store.remove(name)
    await store.settle(name)
  }
}

// ── which files ──

interface Given { path: string; file: string; /** Names that may tell the day, nearest first. */ names: string[]; /** Found in a folder rather than named. */ isInFolder: boolean; missing?: boolean }

async function givenFiles(paths: ImportAsk['paths']): Promise<Given[]> {
  const given: Given[] = []
  for (const each of paths) {
    const at = typeof each === 'string' ? each : each.path
    const name = typeof each === 'string' ? each : each.name
    const found = await stat(at).catch(() => null)
    if (found === null) given.push({ path: at, file: name, names: [], isInFolder: false, missing: true })
    else if (found.isDirectory()) given.push(...await filesIn(at, name))
    else given.push({ path: at, file: name, names: typeof each === 'string' ? [path.basename(at), path.basename(path.dirname(path.resolve(at)))] : [path.basename(name)], isInFolder: false })
  }
  return given
}

/** Every file of a folder and its folders, in order of name; hidden ones and links that lead nowhere are left out. */
async function filesIn(folder: string, shownAs: string): Promise<Given[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const top = path.basename(path.resolve(folder))
  return entries
    .filter(entry => entry.isFile())
    .map(entry => path.relative(folder, path.join(entry.parentPath, entry.name)))
    .filter(relative => !relative.split(path.sep).some(part => part.startsWith('.')))
    .sort((a, b) => a.localeCompare(b, 'en'))
    .map(relative => ({ path: path.join(folder, relative), file: path.join(shownAs, relative), names: [...relative.split(path.sep).reverse(), top], isInFolder: true }))
}

async function looked(given: Given): Promise<Look[]> {
  if (given.missing) return [refuseFile(given.file, { code: 'no-such-file', expected: 'a file or folder', found: 'none of that name' })]
  return look(given.path, given.file, given.names)
}

// ── in words ──

function lineOf(each: Look, given: Given, isOneOfMany: boolean): ImportLine {
  if (isRefusal(each)) return { file: each.file, ...refused(each) }
  if (each.found) return { file: each.file, outcome: 'waiting', says: 'waiting' }
  // One of several files of an archive is like one in a folder: the archive was named, not the file.
  if (given.isInFolder || isOneOfMany) return { file: each.file, outcome: 'not-recognised', says: 'not a published file we know; passed over' }
  return { file: each.file, ...refused(notKnown(each.file)) }
}

/** What became of an archive of several files, by the worst that became of one; one with none that we know is like a file that we do not know. */
function archiveLine(given: Given, lines: ImportLine[]): ImportLine {
  const count = (outcome: ImportLine['outcome']) => lines.filter(line => line.outcome === outcome).length
  const inWords: [ImportLine['outcome'], string][] = [['loaded', 'loaded'], ['already-there', 'already there'], ['refused', 'refused'], ['not-recognised', 'passed over']]
  const says = `an archive of ${lines.length} files: ${inWords.filter(([outcome]) => count(outcome) > 0).map(([outcome, words]) => `${count(outcome)} ${words}`).join(', ')}`
  const firstRefused = lines.find(line => line.outcome === 'refused')
  if (firstRefused) return { file: given.file, outcome: 'refused', says, refusal: firstRefused.refusal }
  if (count('loaded') > 0) return { file: given.file, outcome: 'loaded', says }
  if (count('already-there') > 0) return { file: given.file, outcome: 'already-there', says }
  if (given.isInFolder) return { file: given.file, outcome: 'not-recognised', says }
  return { file: given.file, ...refused(notKnown(given.file)) }
}

function notKnown(file: string): FileRefusal {
  return refuseFile(file, { code: 'not-recognised', expected: 'a published file of a form we know (docs/guides/open-data.md lists them)', found: 'none of them by its content' })
}

function refused(refusal: Refusal): { outcome: 'refused'; says: string; refusal: Refusal } {
  return { outcome: 'refused', says: refusal.why, refusal }
}

function alreadyThere(release: Release): Partial<ImportLine> {
  return { outcome: 'already-there', says: `already there: ${calledOf(release.dataSet)} ${release.asAt ? `as at ${release.asAt}` : 'with no day stated'}, ${counted(release.rowsRead)}`, release }
}

function loadedSays(taken: Staged): string {
  const day = taken.day === null ? 'day not stated' : `as at ${taken.day}${taken.dayFrom === 'name' ? ' (from its name)' : taken.dayFrom === 'asked' ? ' (as you gave it)' : ''}`
  const unknown = taken.unknownCodes.reduce((sum, each) => sum + each.rows, 0)
  return `loaded ${taken.called}, ${counted(taken.rowsRead)}, ${day}${unknown === 0 ? '' : `; ${counted(unknown)} with codes that no register knows (${taken.unknownCodes.slice(0, 5).map(each => each.code).join(', ')}${taken.unknownCodes.length > 5 ? ` and ${taken.unknownCodes.length - 5} more` : ''}), kept`}`
}

function calledOf(dataSet: DataSet): string {
  return dataSet.replaceAll('-', ' ')
}

function counted(rows: number): string {
  return `${rows.toLocaleString('en-GB')} ${rows === 1 ? 'row' : 'rows'}`
}
