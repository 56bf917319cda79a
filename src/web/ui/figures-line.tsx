import { figures } from '#content/wording/frame.ts'
import { practice } from '#content/wording/position.ts'
import type { Edition } from '#domain/position/edition.ts'
import type { DataSet } from '#domain/position/release.ts'
import type { Paths } from '../paths.ts'
import { day } from './say.ts'

const shown: [DataSet, string][] = [['list-sizes', 'registered patients'], ['map', 'networks'], ['small-area-flows', 'where patients live']]

/** "Figures: registered patients 1 January 2026; networks … All sources": which days a page is true of. */
export function FiguresLine({ edition, to }: { edition: Edition; to: Paths }) {
  const parts = shown.flatMap(([dataSet, words]) => {
    const use = edition.sources.find(one => one.dataSet === dataSet)
    return use ? [`${words} ${day(use.release.asAt)}`] : dataSet === 'small-area-flows' ? ['where patients live: not loaded'] : []
  })
  return <p class="app-figures-line">{figures.lead} {parts.join('; ')}. <a href={to.sources()}>{figures.allSources}</a></p>
}

/** Sources of a map of practices: where they stand, and how large their lists are. */
export function placesSource(edition: Edition): string {
  const places = sourceOf(edition, 'postcodes'), lists = sourceOf(edition, 'list-sizes')
  return [places && practice.placesFrom(places), lists && practice.listsFrom(lists)].filter(Boolean).join('. ')
}

/** "NHS England, 1 January 2026": who published a figure and for which day; null when nothing of the kind is loaded. */
export function sourceOf(edition: Edition, dataSet: DataSet): string | null {
  const use = edition.sources.find(one => one.dataSet === dataSet)
  return use ? `${use.release.publisher}, ${day(use.release.asAt)}` : null
}

/** The publisher and day of the list sizes and networks, as every page of an area says it. */
export function sourceLine(edition: Edition): string {
  const says = (dataSet: 'list-sizes' | 'map' | 'small-area-flows') => edition.sources.find((use) => use.dataSet === dataSet)
  const lists = says('list-sizes')
  const networks = says('map')
  const flows = says('small-area-flows')
  return [
    `Patients: ${lists === undefined ? '' : `${lists.release.publisher}, `}${day(edition.asAt)}.`,
    networks === undefined ? '' : `Networks: ${networks.release.publisher}, ${day(networks.release.asAt)}.`,
    flows === undefined ? 'Where patients live: not loaded.' : `Where patients live: ${flows.release.publisher}, ${day(flows.release.asAt)}.`,
  ].filter((part) => part !== '').join(' ')
}
