import { refuse, type Day, type Refusal, type World } from '../words.ts'
import { dayInWords, dayNumber } from '../day.ts'
import type { DataSet, Release, SourceUse } from './release.ts'

/** An edition before it is read: which release of each data set it takes, and why. */
export interface EditionChoice {
  /** '2026-01', or 'invented-2026-01' in the invented county. */
  name: string
  world: World
  asAt: Day
  /** In the order of `DATA_SETS`; several for data sets that come by small-area vintage. The first is the list-size release that names the edition. */
  uses: SourceUse[]
  /** The list-size release of every edition of the same world, oldest first: what a trend is drawn from. */
  lists: { edition: string; release: Release }[]
  /** Maps of the same world that the edition did not take, oldest first: where a practice's earlier names are found. */
  otherMaps: Release[]
}

const IN_WORDS: Record<DataSet, string> = {
  'list-sizes': 'Registered patients',
  ages: 'Ages of registered patients',
  map: 'Networks and commissioners',
  'small-area-flows': 'Where patients live',
  'practice-register': 'Register of practices',
  'network-register': 'Register of networks',
  successors: 'Which practice took over from which',
  postcodes: 'Postcode points',
  'small-area-centroids': 'Middles of small areas',
  'small-area-boundaries': 'Outlines of small areas',
  'district-boundaries': 'Outlines of districts',
  'icb-boundaries': 'Outlines of integrated care boards',
  deprivation: 'Deprivation',
  'rural-urban': 'Rural or urban',
  branches: 'Branch surgeries',
  payments: 'NHS payments to practices',
  prevalence: 'Registers of conditions',
  suppliers: 'Computer systems',
  workforce: 'Who works at practices',
}

export const DATA_SETS = Object.keys(IN_WORDS) as DataSet[]

/** A data set's name as a page says it. */
export function dataSetInWords(dataSet: DataSet): string {
  return IN_WORDS[dataSet]
}

/** The year and month of a day, with the invented county's marked: no name ever serves both worlds. */
export function editionName(world: World, day: Day): string {
  return world === 'invented' ? `invented-${day.slice(0, 7)}` : day.slice(0, 7)
}

/**
 * Every edition the releases can make, newest first, real before invented.
 * Where one month has several list-size releases the later day names the edition, then the later import; the others name none.
 */
export function chooseEditions(releases: readonly Release[]): EditionChoice[] {
  const naming = namingReleases(releases)
  return [...naming].map(([name, release]) => chosen(name, release, releases, naming))
    .sort((a, b) => Number(a.world === 'invented') - Number(b.world === 'invented') || descending(a.asAt, b.asAt))
}

/**
 * One edition by name; without a name the newest real one, else the newest invented.
 * Refuses a name no list-size release carries, and any question while nothing is loaded.
 */
export function chooseEdition(releases: readonly Release[], name?: string): EditionChoice | Refusal {
  const editions = chooseEditions(releases)
  const found = name === undefined ? editions[0] : editions.find(edition => edition.name === name)
  if (found) return found
  if (!editions.length) return refuse('no-edition', 'No list sizes are loaded yet, so there is nothing to show. Import a gp-reg-pat-prac-all file first.', 'docs/guides: import')
  return refuse('unknown-edition', `There is no edition called ${name}. There are: ${editions.map(edition => edition.name).join(', ')}.`, 'An edition is named by the year and month of its list sizes')
}

function namingReleases(releases: readonly Release[]): Map<string, Release> {
  const naming = new Map<string, Release>()
  for (const release of releases) {
    if (release.dataSet !== 'list-sizes' || release.asAt === null) continue
    const name = editionName(release.world, release.asAt), rival = naming.get(name)
    if (!rival || supersedes(release, rival)) naming.set(name, release)
  }
  return naming
}

function chosen(name: string, list: Release, releases: readonly Release[], naming: Map<string, Release>): EditionChoice {
  const asAt = list.asAt!, world = list.world
  const here = releases.filter(release => release.world === world)
  const uses: SourceUse[] = [{ dataSet: 'list-sizes', release: list, says: dayInWords(asAt) }]
  for (const dataSet of DATA_SETS) {
    if (dataSet === 'list-sizes') continue
    const candidates = here.filter(release => release.dataSet === dataSet)
    const groups = dataSet === 'small-area-flows' ? [candidates] : byVintage(candidates)
    for (const group of groups) {
      const use = dataSet === 'small-area-flows' ? latestBefore(group, asAt) : nearest(group, asAt)
      if (use) uses.push({ dataSet, release: use, says: why(use, asAt, groups.length > 1) })
    }
  }
  const taken = new Set(uses.map(use => use.release.id))
  return {
    name, world, asAt, uses,
    lists: [...naming].filter(([, release]) => release.world === world).map(([edition, release]) => ({ edition, release }))
      .sort((a, b) => ascending(a.release.asAt!, b.release.asAt!)),
    otherMaps: here.filter(release => release.dataSet === 'map' && release.asAt !== null && !taken.has(release.id)).sort((a, b) => ascending(a.asAt!, b.asAt!)),
  }
}

function byVintage(releases: Release[]): Release[][] {
  const groups = new Map<string, Release[]>()
  for (const release of releases) {
    const vintage = release.vintage ?? ''
    groups.set(vintage, [...(groups.get(vintage) ?? []), release])
  }
  return [...groups.entries()].sort(([a], [b]) => ascending(a, b)).map(([, group]) => group)
}

/** A dated release before an undated one; then the nearer day; then the earlier; then the later import. */
function nearest(releases: Release[], asAt: Day): Release | null {
  return best(releases, (a, b) => away(a, asAt) - away(b, asAt) || ascending(a.asAt ?? '', b.asAt ?? '') || laterImport(a, b))
}

/** Flows say where patients lived, so never from after the day: the latest at or before. */
function latestBefore(releases: Release[], asAt: Day): Release | null {
  return best(releases.filter(release => release.asAt !== null && release.asAt <= asAt), (a, b) => descending(a.asAt!, b.asAt!) || laterImport(a, b))
}

function best(releases: Release[], order: (a: Release, b: Release) => number): Release | null {
  return releases.reduce<Release | null>((kept, release) => kept && order(kept, release) <= 0 ? kept : release, null)
}

/** Days apart; an undated release is farther than any dated one, yet equal to another undated one. */
function away(release: Release, asAt: Day): number {
  return release.asAt === null ? Number.MAX_SAFE_INTEGER : Math.abs(dayNumber(release.asAt) - dayNumber(asAt))
}

/** A phrase that a page sets after the data set's name. */
function why(release: Release, asAt: Day, sayVintage: boolean): string {
  const vintage = sayVintage && release.vintage ? `, small areas of ${release.vintage}` : ''
  if (release.asAt === null) return `day not stated${vintage}`
  if (release.asAt === asAt) return `${dayInWords(release.asAt)}, the same day as the list sizes${vintage}`
  const rule = release.dataSet === 'small-area-flows' ? 'the latest at or before' : 'the nearest to'
  return `${dayInWords(release.asAt)}, ${rule} ${dayInWords(asAt)}${vintage}`
}

function supersedes(a: Release, b: Release): boolean {
  return (descending(a.asAt!, b.asAt!) || laterImport(a, b)) < 0
}

function laterImport(a: Release, b: Release): number {
  return descending(a.importedAt, b.importedAt) || ascending(a.id, b.id)
}

function ascending(a: string, b: string): number { return a < b ? -1 : a > b ? 1 : 0 }
function descending(a: string, b: string): number { return ascending(b, a) }
