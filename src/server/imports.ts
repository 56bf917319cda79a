import { randomUUID } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { Desk, ImportState } from '#web/desk.ts'
import type { Log } from './log.ts'

type Line = ImportState['lines'][number]
export type Upload = { name: string; path: string }

/** Takes files into the register and tells how all of them stand each time one changes; an archive may bring several lines. Resolves when all are done. */
export type TakeFiles = (files: Upload[], asAt: string | null, tell: (lines: readonly Line[]) => void) => Promise<void>

const dayMilliseconds = 86_400_000
const interruptedMilliseconds = 600_000

/**
 * Files on their way in by a page: one upload after another, in the background. How an upload stands is kept beside it in the
 * inbox, so that another process on the same data folder can answer for it; after a day it is forgotten. One that has not
 * moved for ten minutes belonged to a process that was killed, and is said to have been interrupted.
 */
export function openImports(inbox: string, take: TakeFiles, log: Log, now: () => Date): Desk['imports'] & { idle(): Promise<void> } {
  mkdirSync(inbox, { recursive: true })
  sweep(inbox, now())
  const mine = new Map<string, ImportState>()
  let queue: Promise<void> = Promise.resolve()

  async function run(id: string, files: Upload[], asAt: string | null): Promise<void> {
    const state = mine.get(id)!
    const tell = (lines: readonly Line[]) => {
      state.lines = lines.map(({ file, outcome, says }) => ({ file, outcome, says }))
      keep(inbox, id, state)
    }
    const settle = (says: string) => tell(state.lines.map(line => (isSettled(line) ? line : { ...line, outcome: 'refused', says })))
    try {
      await take(files, asAt, tell)
      settle('This file was not reached.')
    } catch (error) {
      log.fault(error, `upload ${id}`)
      settle(`Something went wrong on our side and nothing of this file was kept. Reference ${id}.`)
    } finally {
      for (const folder of new Set(files.map(file => path.dirname(file.path)))) if (isInside(inbox, folder)) rmSync(folder, { recursive: true, force: true })
      for (const file of files) rmSync(file.path, { force: true })
      state.done = true
      keep(inbox, id, state)
    }
  }

  return {
    inbox,
    start(files, asAt) {
      const id = randomUUID()
      mine.set(id, { done: false, lines: files.map(({ name }) => ({ file: name, outcome: 'waiting', says: '' })) })
      keep(inbox, id, mine.get(id)!)
      queue = queue.then(() => run(id, files, asAt))
      return id
    },
    state: id => mine.get(id) ?? kept(inbox, id, now()),
    idle: () => queue,
  }
}

const isSettled = (line: Line): boolean => line.outcome !== 'waiting' && line.outcome !== 'working'
const isInside = (inbox: string, folder: string): boolean => path.resolve(folder).startsWith(path.resolve(inbox) + path.sep)
const stateFile = (inbox: string, id: string): string => path.join(inbox, `${id}.json`)

function keep(inbox: string, id: string, state: ImportState): void {
  const file = stateFile(inbox, id)
  writeFileSync(`${file}.new`, JSON.stringify(state))
  renameSync(`${file}.new`, file)
}

function kept(inbox: string, id: string, today: Date): ImportState | null {
  if (!/^[0-9a-f-]{36}$/.test(id)) return null
  const file = stateFile(inbox, id)
  try {
    const state = JSON.parse(readFileSync(file, 'utf8')) as ImportState
    if (state.done || today.getTime() - statSync(file).mtimeMs < interruptedMilliseconds) return state
    return { done: true, lines: state.lines.map(line => (isSettled(line) ? line : { ...line, outcome: 'refused', says: 'We were interrupted before this file was in, and nothing of it was kept. Please add it again.' })) }
  } catch { return null }
}

/** Forgets uploads after a day. Younger ones may belong to another process that is still working, and are left alone. */
function sweep(inbox: string, today: Date): void {
  for (const name of readdirSync(inbox)) {
    const entry = path.join(inbox, name)
    const changed = statSync(entry, { throwIfNoEntry: false })?.mtimeMs ?? 0
    if (today.getTime() - changed > dayMilliseconds) rmSync(entry, { recursive: true, force: true })
  }
}
