import type { Area, Edition } from '#domain/position/edition.ts'
import { paths } from '#web/paths.ts'
import type { Visit } from './clients.ts'

const usual = { min: 30_000, max: 50_000 }
/** Areas whose sketches are read; a search each, done before anything is measured. */
const mostAreas = 6

/** Somebody who has come by a practice: its page, its area, a sketch of that area, and on to another practice. Different people begin at different practices. */
export function publicPages(edition: Edition): Visit {
  const areas = [...edition.areas.values()].filter(({ kind }) => kind === 'sub-icb').sort((a, b) => a.members.length - b.members.length).filter(({ members }) => members.length <= 90).slice(-mostAreas)
  const turn = <T>(list: readonly T[], i: number): T => list[i % list.length]!
  return {
    name: 'public pages',
    aimMs: 100,
    isSpread: false,
    prepare: async processes => {
      for (const area of areas) await Promise.all(processes.map(address => finished(address, area)))
      await figuresRead(processes, areas[0]!.members[0]!)
    },
    page(client, nth) {
      const area = turn(areas, client), practice = turn(area.members, client * 31 + Math.floor(nth / 3) * 7)
      return turn([{ kind: 'practice', path: paths.practice(practice) }, { kind: 'area', path: paths.area(area.code, practice) }, { kind: 'sketch', path: paths.sketch(area.code, 'journeys', usual, practice) }], nth)
    },
  }
}

/** A practice's page needs the figures of a year before, too: with it a process has read all it reads when it starts. */
export async function figuresRead(processes: readonly string[], practice: string): Promise<void> {
  await Promise.all(processes.map(async address => (await fetch(`${address}${paths.practice(practice)}`)).text()))
}

async function finished(address: string, area: Area): Promise<void> {
  for (let waited = 0; waited < 120_000; waited += 100) {
    const states = await Promise.all((['journeys', 'fair'] as const).map(async kind => ((await (await fetch(`${address}${paths.sketchProgress(area.code, kind, usual)}`)).json()) as { status?: string }).status))
    if (states.every(status => status === 'done')) return
    await new Promise(after => { setTimeout(after, 100) })
  }
  throw new Error(`the sketches of ${area.name} were not finished in two minutes`)
}
