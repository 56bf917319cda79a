import { printed as words } from '#content/wording/compare.ts'
import { dayInEngland } from '#domain/day.ts'
import type { Scene } from '../scene.tsx'
import { day } from './say.ts'

/** On paper only: the day it was printed, and the day its figures are of. */
export function PrintedOn({ scene: { desk, edition } }: { scene: Pick<Scene, 'desk' | 'edition'> }) {
  return <p class="app-print-only app-source">{words.on(day(dayInEngland(desk.now())), day(edition.asAt))}</p>
}
