import { tmpdir } from 'node:os'
import type { Edition } from '#domain/position/edition.ts'
import { parameters } from '#content/parameters.ts'
import { inUseOn } from '#domain/position/parameter.ts'
import { refuse } from '#domain/words.ts'
import { document } from '#press/document.ts'
import { canMakePdf, pdf } from '#press/pdf.ts'
import { workbook } from '#press/workbook.ts'
import type { Desk, ImportState } from '#web/desk.ts'
import { isAtThisMachine } from '#web/visitor.ts'
import { accountsOf } from './accounts.ts'
import { penmarshEdition } from './penmarsh.ts'
import { sketchbookInMemory } from './sketchbook.ts'

/** What happened at the desk, for a test to look at. */
export interface DeskRecord { imports: { id: string; files: { name: string; path: string }[]; asAt: string | null }[]; reports: { error: unknown; requestId: string }[] }

/**
 * A desk with Penmarsh in memory and nothing behind it: pages can be read, files are taken and never imported, and no
 * sketch is ever made. Any part can be replaced.
 */
export function townDesk(more: Partial<Desk> & { editions?: Edition[]; importState?: ImportState } = {}): Desk & { record: DeskRecord } {
  const editions = more.editions ?? [penmarshEdition()]
  const record: DeskRecord = { imports: [], reports: [] }
  const noSketches = refuse('no-engine', 'No sketches can be made here.', 'test/town/desk.ts')
  return {
    record,
    host: {
      name: 'Penmarsh Practice Support', place: 'Weir Lane, Penmarsh', contact: '01632 960 001', baseUrl: null, backupsKeptDays: 35,
      whyNotAddFigures: visitor => (visitor.address === null || isAtThisMachine(visitor) ? null
        : refuse('not-this-machine', 'Figures are added only at the machine that runs Alongside.', 'Settings of this server')),
      report: (error, requestId) => { record.reports.push({ error, requestId }) },
    },
    now: () => new Date('2026-02-03T09:00:00Z'),
    figures: {
      list: () => editions.map(({ name, world, asAt, practices }) => ({ name, world, asAt, practices: practices.length, patients: practices.reduce((sum, one) => sum + one.patients, 0) })),
      edition: async name => (name === undefined ? editions[0] : editions.find(one => one.name === name)) ?? null,
      releases: async () => editions.flatMap(edition => edition.sources.map(use => use.release)),
      boundaries: async () => [],
    },
    parameters: { on: async day => inUseOn(parameters, day) },
    sketches: { ask: () => noSketches, wait: async () => noSketches, stop: () => {}, score: async () => noSketches },
    sketchbook: sketchbookInMemory(),
    personas: [],
    rooms: noRooms(),
    leaving: noLeaving(),
    accounts: accountsOf(),
    support: noSupport,
    alone: noAlone,
    reviews: noReviews,
    press: { workbook, document, pdf, canMakePdf },
    post: { canSend: true, isShown: false, shown: async () => [] },
    imports: {
      inbox: tmpdir(),
      start: (files, asAt) => {
        const id = `upload-${record.imports.length + 1}`
        record.imports.push({ id, files, asAt })
        return id
      },
      state: id => (record.imports.some(one => one.id === id) ? more.importState ?? { done: false, lines: record.imports.find(one => one.id === id)!.files.map(file => ({ file: file.name, outcome: 'waiting', says: '' })) } : null),
    },
    ...more,
  }
}

const noAlone = new Proxy({}, { get: (_, name) => () => { throw new Error(`alone.${String(name)} was asked of a desk without a database`) } }) as Desk['alone']
/** Nobody has a room at this desk, for what rooms show is decided by a database too: test/town/rooms-desk.ts has one. */
const noSupport = new Proxy({}, { get: (_, name) => () => { throw new Error(`support.${String(name)} was asked of a desk without a database`) } }) as Desk['support']

const noReviews = new Proxy({}, { get: (_, name) => () => { throw new Error(`reviews.${String(name)} was asked of a desk without a database`) } }) as Desk['reviews']

function noRooms(): Desk['rooms'] {
  const none: Partial<Desk['rooms']> = { speaksFor: async () => [], enter: async () => null, bodies: async () => [], published: async () => null }
  return new Proxy(none, { get: (known, name) => known[name as keyof typeof none] ?? (() => { throw new Error(`rooms.${String(name)} was asked of a desk without a database`) }) }) as Desk['rooms']
}

/** Nobody has anything to take away at this desk. */
function noLeaving(): Desk['leaving'] {
  const none: Partial<Desk['leaving']> = { mine: async () => [], withASay: async () => [] }
  return new Proxy(none, { get: (known, name) => known[name as keyof typeof none] ?? (() => { throw new Error(`leaving.${String(name)} was asked of a desk without a database`) }) }) as Desk['leaving']
}
