import { parameters } from '#content/parameters.ts'
import { inUseOn, withAdded, type Parameter } from '#domain/position/parameter.ts'
import type { Database } from '#records/connect.ts'
import { parameterValues } from '#records/parameters.ts'
import { asViewer } from '#records/viewing.ts'
import type { Desk } from '#web/desk.ts'

/** What one process has read is good for so long; a value put in by a command is used by all of them after that. */
const READ_AGAIN_MS = 60_000

/** Figures that are assumed: those of the release, and those that whoever runs the server has put in. */
export function openParameters({ db, now }: { db: Database; now(): Date }): Desk['parameters'] {
  let read: { at: number; all: Promise<Parameter[]> } | null = null
  const all = (): Promise<Parameter[]> => {
    const at = now().getTime()
    if (read === null || at - read.at >= READ_AGAIN_MS) {
      const mine = read = { at, all: asViewer(db, { as: 'anyone' }, parameterValues).then(added => withAdded(parameters, added)) }
      mine.all.catch(() => { if (read === mine) read = null }) // whoever asks next asks anew
    }
    return read.all
  }
  return { on: async day => inUseOn(await all(), day) }
}
