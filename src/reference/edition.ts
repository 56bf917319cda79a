import type { Flows } from '#domain/position/flows.ts'
import type { EditionChoice } from '#domain/position/choose-edition.ts'
import { dayInWords } from '#domain/day.ts'
import type { Area, AreaKind, AreaRef, Edition, Practice } from '#domain/position/edition.ts'
import { identitiesOf, type Identities } from '#domain/position/identity.ts'
import { tidyAddress, tidyName } from '#domain/position/names.ts'
import type { DataSet, SourceUse } from '#domain/position/release.ts'
import { OWN_PLACE } from '#domain/position/summary.ts'
import type { Day, PracticeCode, World } from '#domain/words.ts'
import { openDuck } from './duck.ts'
import { branchPostcodes, noFigures, readFigures, sayYear, type PracticeFigures } from './edition-figures.ts'
import { flowsOf, readFlows, type PublishedFlows } from './edition-flows.ts'
import { countList, readAges, readList, readMap, readNames, readNetworks, readOutlines, readOwnDeprivation, readPostcodes, readRegister, readSmallAreaNames, readSuccessors, type DeprivationRow, type ListedRow, type MapRow, type NetworkRow, type PostcodeRow, type RegisterRow, type Shelf } from './edition-read.ts'
import { clipRings, outlineAt, overlaps, type Box, type BoxedOutline, type Outline } from './geometry.ts'

/** Lists smaller than this are special allocation, asylum or student lists (performance.md R1). */
const SPECIAL_BELOW = 500

/** How far outside every published outline a practice still belongs to the nearest district: outlines are generalised by a kilometre or two. */
const OFF_THE_COAST_KM = 5

export interface LoadOptions {
  /** Only what pricing a plan needs: list sizes, areas, points, districts. No register, history, trend, ages, deprivation or former practices, nor what else is published of each practice. */
  light?: boolean
  /** Small-area flows; on unless `light`. They bring the register along, because closed codes pass to their successors. */
  flows?: boolean
}

/**
 * Everything public about one day, read from the Parquet copies of the releases an edition takes (`chooseEdition`).
 * `dataFolder` is the folder that holds `releases/`. Throws, naming the release, when a file is missing or is not what importing writes.
 */
export async function loadEdition(choice: EditionChoice, dataFolder: string, options: LoadOptions = {}): Promise<Edition> {
  const { light = false, flows = !light } = options
  const facts = await withShelf(dataFolder, shelf => readFacts(shelf, choice, light, flows))
  const names = namesOf(facts), identities = identitiesFor(choice, facts, names)
  const edition = editionOf(choice, facts, names, identities)
  if (facts.flows) {
    const use = useOf(choice, 'small-area-flows')!
    const passed = flowsOf(facts.flows, edition.practices.map(practice => practice.code), code => identities.successorOf(code)?.code ?? null)
    edition.flows = passed.flows
    edition.smallAreaLat = facts.flows.lat
    edition.smallAreaLon = facts.flows.lon
    edition.smallAreaDecile = facts.flows.deprivation?.deciles ?? new Uint8Array(passed.flows.smallAreas.length)
    edition.smallAreaRural = facts.flows.rural?.isRural ?? new Int8Array(passed.flows.smallAreas.length).fill(-1)
    edition.sources = edition.sources.map(each => saying(each, each === use ? passed.says : each === facts.flows!.rural?.use ? facts.flows!.rural.says : ''))
  }
  if (!light) addDeprivation(edition, facts)
  outlineSources.set(edition, { dataFolder, uses: choice.uses })
  return edition
}

function saying(use: SourceUse, more: string): SourceUse {
  return more ? { ...use, says: `${use.says}; ${more}` } : use
}

/** How many practices and patients an edition has, from its list sizes alone. */
export async function summariseEdition(choice: EditionChoice, dataFolder: string): Promise<{ name: string; world: World; asAt: Day; practices: number; patients: number }> {
  const counted = await withShelf(dataFolder, shelf => countList(shelf, choice.uses[0]!.release))
  return { name: choice.name, world: choice.world, asAt: choice.asAt, ...counted }
}

/** One DuckDB for the reading, closed whatever happens: it holds native memory. */
async function withShelf<Answer>(dataFolder: string, read: (shelf: Shelf) => Promise<Answer>): Promise<Answer> {
  const shelf: Shelf = { duck: await openDuck(), dataFolder }
  try {
    return await read(shelf)
  } finally {
    shelf.duck.close()
  }
}

interface Facts {
  list: ListedRow[]
  map: MapRow[]
  /** From the register of networks: for practices that the map does not know. */
  networks: NetworkRow[]
  postcodes: PostcodeRow[]
  districts: BoxedOutline[]
  /** Names of the small areas that practices stand in, by code. */
  smallAreaNames: Map<string, string>
  register: RegisterRow[]
  successors: { code: PracticeCode; successor: PracticeCode; on: Day | null }[]
  lists: { edition: string; asAt: Day; rows: ListedRow[] }[]
  otherNames: { asAt: Day; rows: { code: PracticeCode; name: string }[] }[]
  ages: { code: PracticeCode; under15: number | null; over65: number | null }[]
  /** Scores of the practices' own places, newest small areas first. */
  deprivation: { use: SourceUse; rows: DeprivationRow[] }[]
  flows: PublishedFlows | null
  figures: PracticeFigures
}

async function readFacts(shelf: Shelf, choice: EditionChoice, light: boolean, withFlows: boolean): Promise<Facts> {
  const list = choice.uses[0]!.release
  const needsIdentity = !light || withFlows
  const none: never[] = []
  const one = <Row>(dataSet: DataSet, read: (use: SourceUse) => Promise<Row[]>, wanted = true) => {
    const use = useOf(choice, dataSet)
    return use && wanted ? read(use) : Promise.resolve<Row[]>(none)
  }
  const flowUse = withFlows ? useOf(choice, 'small-area-flows') : undefined, postcodeUse = useOf(choice, 'postcodes')
  const deprivationUses = light ? none : usesOf(choice, 'deprivation').toSorted((a, b) => (b.release.vintage ?? '').localeCompare(a.release.vintage ?? ''))
  const [flows, lists, map, networks, postcodes, districts, smallAreaNames, register, successors, otherNames, ages, deprivation, figures] = await Promise.all([
    flowUse ? readFlows(shelf, flowUse.release, usesOf(choice, 'small-area-centroids'), sameAreas(choice, flowUse, deprivationUses), light ? null : sameAreas(choice, flowUse, usesOf(choice, 'rural-urban')) ?? useOf(choice, 'rural-urban') ?? null) : null,
    Promise.all(choice.lists.filter(each => needsIdentity || each.edition === choice.name).map(async ({ edition, release }) => ({ edition, asAt: release.asAt!, rows: await readList(shelf, release) }))),
    one('map', use => readMap(shelf, use.release)),
    one('network-register', use => readNetworks(shelf, use.release, choice.asAt)),
    one('postcodes', use => readPostcodes(shelf, use.release, list, light ? null : branchPostcodes(shelf, choice))),
    one('district-boundaries', use => readOutlines(shelf, use.release)),
    Promise.all(postcodeUse ? usesOf(choice, 'small-area-boundaries').map(use => readSmallAreaNames(shelf, use.release, postcodeUse.release, list)) : none),
    one('practice-register', use => readRegister(shelf, use.release, choice.lists.map(each => each.release)), needsIdentity),
    one('successors', use => readSuccessors(shelf, use.release), needsIdentity),
    Promise.all(light ? none : choice.otherMaps.map(async release => ({ asAt: release.asAt!, rows: await readNames(shelf, release) }))),
    one('ages', use => readAges(shelf, use.release), !light),
    Promise.all(postcodeUse ? deprivationUses.map(async use => ({ use, rows: await readOwnDeprivation(shelf, use.release, postcodeUse.release, list) })) : none),
    light ? noFigures : readFigures(shelf, choice),
  ])
  const listed = lists.find(each => each.edition === choice.name)!.rows
  return { list: listed, map, networks, postcodes, districts, smallAreaNames: new Map(smallAreaNames.flat().map(({ code, name }) => [code, name])), register, successors, lists, otherNames, ages, deprivation, flows, figures }
}

/** The file of the same small areas as the flows; in the invented county there is one kind only. */
function sameAreas(choice: EditionChoice, flows: SourceUse, uses: readonly SourceUse[]): SourceUse | null {
  return uses.find(use => use.release.vintage === flows.release.vintage) ?? (choice.world === 'invented' ? uses[0] : undefined) ?? null
}

function identitiesFor(choice: EditionChoice, facts: Facts, names: ReadonlyMap<PracticeCode, string>): Identities {
  return identitiesOf({
    asAt: choice.asAt,
    today: new Map(facts.list.map(({ code, postcode }) => [code, { name: names.get(code) ?? code, postcode }])),
    register: facts.register.map(({ code, name, postcode, opened, closed, status }) => ({ code, name: names.get(code) ?? name, postcode, opened, closed, status, isPractice: true })),
    successors: facts.successors,
    lists: facts.lists.map(({ asAt, rows }) => ({ asAt, practices: new Map(rows.map(row => [row.code, row])) })),
    otherNames: facts.otherNames.map(({ asAt, rows }) => ({ asAt, names: new Map(rows.map(({ code, name }) => [code, tidyName(name)])) })),
  })
}

/** Names come from the map, else from the register. */
function namesOf(facts: Facts): Map<PracticeCode, string> {
  const names = new Map<PracticeCode, string>()
  for (const { code, name } of facts.register) names.set(code, tidyName(name))
  for (const { code, name } of facts.map) if (name) names.set(code, tidyName(name))
  return names
}

function editionOf(choice: EditionChoice, facts: Facts, names: ReadonlyMap<PracticeCode, string>, identities: Identities): Edition {
  const onMap = new Map(facts.map.map(row => [row.code, row])), places = new Map(facts.postcodes.map(row => [row.postcode, row]))
  const networks = new Map(facts.networks.map(row => [row.code, row]))
  const addresses = new Map(facts.register.map(row => [row.code, row.address])), ages = new Map(facts.ages.map(row => [row.code, row]))
  const { figures } = facts
  const pointAt = (postcode: string) => {
    const place = places.get(postcode)
    return place && place.lat !== null && place.lon !== null ? { lat: place.lat, lon: place.lon } : null
  }
  const trends = trendsOf(facts), shared = areaRefs(), districtOf = districtFinder(facts)
  const practices = facts.list.map(({ code, postcode, patients }): Practice => {
    const row = onMap.get(code), place = places.get(postcode), age = ages.get(code), core = row ?? networks.get(code)
    return {
      code, name: names.get(code) ?? code, postcode, address: tidyAddress((addresses.get(code) ?? '').split('|')), patients, point: pointAt(postcode),
      network: shared(core?.network_code, core?.network_name), subIcb: shared(row?.sub_icb_code, row?.sub_icb_name), icb: shared(row?.icb_code, row?.icb_name), region: shared(row?.region_code, row?.region_name),
      district: districtOf(place), system: isGiven(row?.system) ? row.system : figures.systems.get(code) ?? null, smallArea: place?.small_area_2021 ?? place?.small_area_2011 ?? null,
      deprivation: null, ages: age && age.under15 !== null && age.over65 !== null ? { under15: age.under15, over65: age.over65 } : null,
      trend: trends.get(code) ?? [], history: identities.history.get(code) ?? [], isSpecial: patients < SPECIAL_BELOW,
      branches: (figures.branches.get(code) ?? []).map(branch => ({ code: branch.code, name: tidyName(branch.name), postcode: branch.postcode, point: pointAt(branch.postcode) })),
      contract: figures.contracts.get(code) ?? null, workforce: figures.workforce.get(code) ?? null, prevalence: figures.prevalence.get(code) ?? null,
    }
  })
  const onsCodes = new Map<string, string>()
  for (const row of facts.map) {
    if (row.icb_ons && row.icb_code) onsCodes.set(row.icb_ons, row.icb_code)
    if (row.sub_icb_ons && row.sub_icb_code) onsCodes.set(row.sub_icb_ons, row.sub_icb_code)
  }
  return {
    name: choice.name, world: choice.world, asAt: choice.asAt, sources: choice.uses.map(use => sayYear(use, figures.workforce)), practices, byCode: new Map(practices.map(practice => [practice.code, practice])),
    former: identities.former, areas: areasOf(choice.world, practices), onsCodes, flows: null, smallAreaLat: new Float64Array(0), smallAreaLon: new Float64Array(0),
    smallAreaDecile: new Uint8Array(0), smallAreaRural: new Int8Array(0),
  }
}

/** The map says Unknown where it has no supplier's name. */
function isGiven(system: string | null | undefined): system is string {
  return Boolean(system) && system !== 'Unknown'
}

function trendsOf(facts: Facts): Map<PracticeCode, Practice['trend']> {
  const trends = new Map<PracticeCode, Practice['trend']>()
  for (const { edition, asAt, rows } of facts.lists) {
    for (const { code, patients } of rows) {
      const trend = trends.get(code)
      if (trend) trend.push({ edition, asAt, patients })
      else trends.set(code, [{ edition, asAt, patients }])
    }
  }
  return trends
}

/** One object for each area, however many practices name it. */
function areaRefs(): (code: string | null | undefined, name: string | null | undefined) => AreaRef | null {
  const known = new Map<string, AreaRef>()
  return (code, name) => {
    if (!code) return null
    let ref = known.get(code)
    if (!ref) known.set(code, ref = { code, name: tidyName(name || code) })
    return ref
  }
}

/**
 * A small area is named after its district and a number (Broadland 001A), so where an outline bears that name it is the district.
 * Else (districts have merged since, or the postcode has no small area) the outline the point lies in. Practices of one postcode share the answer.
 */
function districtFinder({ districts, smallAreaNames }: Facts): (place: PostcodeRow | undefined) => AreaRef | null {
  const refs = new Map(districts.map(outline => [outline, { code: outline.code, name: outline.name }]))
  const byName = new Map<string, AreaRef | null>()
  for (const [outline, ref] of refs) byName.set(outline.name, byName.has(outline.name) ? null : ref)
  const found = new Map<string, AreaRef | null>()
  const find = (place: PostcodeRow) => {
    const stem = smallAreaNames.get(place.small_area_2021 ?? place.small_area_2011 ?? '')?.replace(/ \d+[A-Z]*$/, '')
    const named = stem === undefined ? null : byName.get(stem) ?? null
    if (named || place.lat === null || place.lon === null) return named
    const outline = outlineAt({ lat: place.lat, lon: place.lon }, districts, OFF_THE_COAST_KM)
    return outline && refs.get(outline)!
  }
  return place => {
    if (!place) return null
    let ref = found.get(place.postcode)
    if (ref === undefined) found.set(place.postcode, ref = find(place))
    return ref
  }
}

function areasOf(world: World, practices: readonly Practice[]): Map<string, Area> {
  const areas = new Map<string, Area>([['england', { kind: 'england', code: 'england', name: world === 'real' ? 'England' : 'The invented county', members: [] }]])
  const put = (kind: AreaKind, ref: AreaRef | null, code: PracticeCode) => {
    if (!ref) return
    const area = areas.get(ref.code)
    if (area) area.members.push(code)
    else areas.set(ref.code, { kind, code: ref.code, name: ref.name, members: [code] })
  }
  for (const { code, icb, subIcb, district, network } of practices) {
    areas.get('england')!.members.push(code)
    put('icb', icb, code)
    put('sub-icb', subIcb, code)
    put('district', district, code)
    put('network', network, code)
  }
  return areas
}

/**
 * Where patients live, weighted by how many; with no flows, or a deprivation file of other small areas than theirs, the practice's own place.
 * The decile of a mean is its place among the scores of all small areas, 1 the most deprived.
 */
function addDeprivation(edition: Edition, facts: Facts): void {
  const table = facts.flows?.deprivation ?? null
  const weighted = edition.flows && table ? weightedMeans(edition.flows, table) : new Map<PracticeCode, { score: number; decile: number }>()
  const own = facts.deprivation.map(({ use, rows }) => ({ use, bySmallArea: new Map(rows.map(row => [row.small_area, row])) }))
  const places = new Map(facts.postcodes.map(row => [row.postcode, row]))
  for (const practice of edition.practices) {
    const mean = weighted.get(practice.code), place = places.get(practice.postcode)
    if (mean) {
      practice.deprivation = { ...mean, says: `mean of the small areas where its patients lived on ${dayInWords(edition.flows!.asAt)}, ${named(table!.use)}` }
      continue
    }
    for (const { use, bySmallArea } of own) {
      const row = bySmallArea.get((use.release.vintage === '2011' ? place?.small_area_2011 : place?.small_area_2021 ?? place?.small_area_2011) ?? '')
      if (!row || row.decile === null) continue
      practice.deprivation = { score: row.score, decile: row.decile, says: `${OWN_PLACE}, ${named(use)}` }
      break
    }
  }
}

function named({ release }: SourceUse): string {
  if (release.world === 'invented') return 'invented deprivation scores'
  return `English Indices of Deprivation${release.asAt ? ` ${release.asAt.slice(0, 4)}` : ''}`
}

/** A practice of whose placed patients less than nine in ten live in areas with a score is left out. */
function weightedMeans(flows: Flows, { scores, all }: NonNullable<PublishedFlows['deprivation']>): Map<PracticeCode, { score: number; decile: number }> {
  const means = new Map<PracticeCode, { score: number; decile: number }>()
  flows.practices.forEach((code, p) => {
    let sum = 0, counted = 0, placed = 0
    for (let r = flows.starts[p]!; r < flows.starts[p + 1]!; r++) {
      const score = scores[flows.smallArea[r]!]!, patients = flows.patients[r]!
      placed += patients
      if (Number.isNaN(score)) continue
      sum += score * patients
      counted += patients
    }
    if (counted >= 0.9 * placed) means.set(code, { score: sum / counted, decile: decileOf(sum / counted, all) })
  })
  return means
}

/** Tenths from the most deprived: 1 when fewer than a tenth of all areas score higher. */
function decileOf(score: number, ascending: Float64Array): number {
  let low = 0, high = ascending.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (ascending[middle]! <= score) low = middle + 1
    else high = middle
  }
  return Math.min(10, Math.floor(((ascending.length - low) / ascending.length) * 10) + 1)
}

function usesOf(choice: EditionChoice, dataSet: DataSet): SourceUse[] { return choice.uses.filter(use => use.dataSet === dataSet) }
function useOf(choice: EditionChoice, dataSet: DataSet): SourceUse | undefined { return usesOf(choice, dataSet)[0] }

const outlineSources = new WeakMap<Edition, { dataFolder: string; uses: readonly SourceUse[] }>()
/** Outlines of a release never change, so each file is read once, when first asked for; the few asked for last are kept. */
const outlinesRead = new Map<string, Promise<BoxedOutline[]>>()
const OUTLINES_KEPT = 6

/**
 * Outlines to draw under a map: those that reach into the box, clipped to it with a tenth to spare on each side.
 * Small areas are of the generation the flows speak of, else the newest. [] where no boundary file is loaded, and for an edition not made by `loadEdition`.
 */
export async function boundaries(edition: Edition, of: 'district' | 'icb' | 'small-area', box: Box): Promise<Outline[]> {
  const made = outlineSources.get(edition)
  if (!made) return []
  const uses = made.uses.filter(use => use.dataSet === `${of}-boundaries`)
  const vintage = edition.sources.find(use => use.dataSet === 'small-area-flows')?.release.vintage
  const use = uses.find(each => each.release.vintage === vintage) ?? uses.at(-1)
  if (!use) return []
  const spareLon = (box.east - box.west) / 10, spareLat = (box.north - box.south) / 10
  const wide = { west: box.west - spareLon, south: box.south - spareLat, east: box.east + spareLon, north: box.north + spareLat }
  return (await outlinesOf(made.dataFolder, use)).flatMap(({ code, name, rings, box: around }) => {
    if (!overlaps(around, wide)) return []
    const kept = clipRings(rings, wide)
    return kept.length ? [{ code, name, rings: kept }] : []
  })
}

function outlinesOf(dataFolder: string, use: SourceUse): Promise<BoxedOutline[]> {
  const key = `${dataFolder}\n${use.release.parquet}`
  let read = outlinesRead.get(key)
  if (!read) {
    outlinesRead.set(key, read = withShelf(dataFolder, shelf => readOutlines(shelf, use.release)))
    read.catch(() => outlinesRead.delete(key))
    for (const oldest of outlinesRead.keys()) if (outlinesRead.size > OUTLINES_KEPT) outlinesRead.delete(oldest)
  }
  return read
}
