import path from 'node:path'
import { importFiles } from '#commands/position/import-files.ts'
import { refuse } from '#domain/words.ts'
import { workbook } from '#press/workbook.ts'
import type { Database } from '#records/connect.ts'
import { releases } from '#records/releases.ts'
import { boundaries, loadEdition, summariseEdition } from '#reference/edition.ts'
import type { Desk, Host } from '#web/desk.ts'
import { isAtThisMachine, isNameOfThisMachine } from '#web/visitor.ts'
import { openFigures } from './figures.ts'
import { openImports } from './imports.ts'
import type { Log } from './log.ts'
import { openRooms } from './rooms.ts'
import { openSupport } from './support.ts'
import type { Settings } from './settings.ts'
import { openSketches } from './sketch-desk.ts'
import { openSketchbook } from './sketchbook.ts'
import { createSolver } from './solver.ts'

/** What pages may ask for, over a real database, real files and real threads. Close it before the database. */
export async function openDesk({ db, settings, log }: { db: Database; settings: Settings; log: Log }): Promise<{ desk: Desk; close(): Promise<void> }> {
  const { dataFolder } = settings
  const now = () => new Date()
  const figures = await openFigures({
    releases: () => releases(db),
    summarise: choice => summariseEdition(choice, dataFolder),
    load: choice => loadEdition(choice, dataFolder),
  }, log)
  const solver = createSolver(settings.workers)
  const sketches = openSketches({ figures, solver, workers: settings.workers })
  const imports = openImports(path.join(dataFolder, 'inbox'), async (files, asAt, tell) => {
    await importFiles({ db, dataFolder, now }, { paths: files, asAt, world: 'real' }, tell)
    await figures.refresh()
  }, log, now)
  return {
    desk: {
      host: hostOf(settings, log), now, sketches, sketchbook: openSketchbook({ db, now, edition: figures.edition }), imports,
      accounts: null as never,
      rooms: openRooms({ db, now }),
      support: openSupport({ db, now }),
      press: { workbook },
      figures: { list: figures.list, edition: figures.edition, releases: figures.releases, boundaries },
    },
    close: async () => {
      figures.close()
      await sketches.idle()
      await solver.close()
      await imports.idle()
    },
  }
}

/** People reach the server by another name, through something in front of it; one that leaves no mark would look like this machine. */
function isForOthers(baseUrl: string | null): boolean {
  return baseUrl !== null && !isNameOfThisMachine(new URL(baseUrl).hostname)
}

/** Who runs this server, and who may add figures to it. */
export function hostOf(settings: Settings, log: Log): Host {
  return {
    name: settings.runBy, place: settings.runAt, contact: settings.contact, baseUrl: settings.baseUrl,
    whyNotAddFigures: visitor => {
      if (settings.addFigures === 'anyone') return null
      if (settings.addFigures === 'nobody') return refuse('figures-by-command', 'Figures are not added by a page here, but by a command on the server.', 'Setting ADD_FIGURES of this server')
      if (isAtThisMachine(visitor) && !isForOthers(settings.baseUrl)) return null
      return refuse('not-this-machine', 'Figures are added only at the machine that runs Alongside.', 'Setting ADD_FIGURES of this server')
    },
    report: (error, requestId) => log.fault(error, requestId),
  }
}
