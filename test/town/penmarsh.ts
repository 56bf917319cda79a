import type { Flows } from '#domain/partners/overlap.ts'
import type { AreaRef, Branch, Edition, FormerPractice, Practice, PracticeEvent } from '#domain/position/edition.ts'
import { areasOf, flowsOf, sourcesAt } from './assembly.ts'
import type { Spot } from './ground.ts'
import { chances, kmBetween, pointOf, round, spotsAround } from './ground.ts'
import { spreadPatients } from './living.ts'
import { figuresOf } from './practice-figures.ts'

/** Everybody's cast: names to codes. `riverside` is always the small practice (two partners, 7,040 patients), `lantern` the single-partner one. */
export const penmarsh = {
  riverside: 'ZP0001',
  lantern: 'ZP0002',
  elmRoad: 'ZP0003',
  quayside: 'ZP0004',
  saltings: 'ZP0005',
  penmarshHealth: 'ZP0006',
  ropewalk: 'ZP0007',
  heronGate: 'ZP0008',
  windlecote: 'ZP0009',
  tarrowmere: 'ZP0010',
  marshEnd: 'ZP0011',
  ostrey: 'ZP0012',
} as const

export const carrowshireIcb: AreaRef = { code: 'ZI1', name: 'Carrowshire Integrated Care Board' }
export const neighbourIcb: AreaRef = { code: 'ZI2', name: 'Estrel Vale Integrated Care Board' }
export const carrowshireSubIcb: AreaRef = { code: 'ZS1', name: 'Carrowshire sub-ICB' }
export const neighbourSubIcb: AreaRef = { code: 'ZS2', name: 'Estrel Vale sub-ICB' }
export const inventedRegion: AreaRef = { code: 'ZR1', name: 'Invented region' }
export const penmarshNetwork: AreaRef = { code: 'ZN01', name: 'Penmarsh Network' }
export const havenNetwork: AreaRef = { code: 'ZN02', name: 'Haven and Levels Network' }
export const penmarshDistrict: AreaRef = { code: 'Z07000001', name: 'Penmarsh and Haven' }
export const levelsDistrict: AreaRef = { code: 'Z07000002', name: 'Carrow Levels' }
export const neighbourDistrict: AreaRef = { code: 'Z07000005', name: 'Estrel Vale' }

/** One of the cast, as much as both Penmarsh in memory and the county's files need. Patients at January 2025 and January 2026. */
export interface CastMember {
  code: string
  name: string
  street: string
  town: string
  postcode: string
  spot: Spot
  patients: { '2025-01': number; '2026-01': number }
  network: AreaRef | null
  district: AreaRef
  beyondBorder: boolean
  system: string
  partners: number
  /** Full-time equivalents, where a story hangs on them: Riverside has 2,140 patients for each. */
  gps: number | null
  isRural: boolean
  isDispensing: boolean
  /** Shares under 15 and 65 or over. */
  ages: { under15: number; over65: number }
}

const home = (code: string, name: string, street: string, town: string, postcode: string, x: number, y: number, before: number, now: number,
  network: AreaRef | null, partners: number, under15: number, over65: number, more: Partial<CastMember> = {}): CastMember =>
  ({ code, name, street, town, postcode, spot: { x, y }, patients: { '2025-01': before, '2026-01': now }, network, district: penmarshDistrict,
    beyondBorder: false, system: 'EMIS', partners, gps: null, isRural: false, isDispensing: false, ages: { under15, over65 }, ...more })

/**
 * Saltings and Ropewalk share one building and stand in different networks; Penmarsh Health is over half of its network;
 * Marsh End is in none; Windlecote, which dispenses, and Tarrowmere are villages of the next district; Ostrey Bridge lies over the border, in a network of this side.
 */
export const cast: readonly CastMember[] = [
  home(penmarsh.riverside, 'Riverside Surgery', '2 Weir Lane', 'Penmarsh', 'ZZ1 1AA', 15.2, -11.3, 6990, 7040, penmarshNetwork, 2, 0.158, 0.221, { gps: 3.29 }),
  home(penmarsh.lantern, 'Lantern Surgery', '19 Chandler Street', 'Penmarsh', 'ZZ1 1AB', 14.2, -12.4, 2360, 2310, penmarshNetwork, 1, 0.142, 0.262, { system: 'TPP', gps: 1.05 }),
  home(penmarsh.elmRoad, 'Elm Road Surgery', '44 Elm Road', 'Penmarsh', 'ZZ1 1AD', 13.6, -10.9, 9610, 9800, penmarshNetwork, 6, 0.181, 0.168),
  home(penmarsh.quayside, 'Quayside Medical Centre', 'Custom House Yard', 'Penmarsh', 'ZZ1 1AE', 15.7, -13.3, 10210, 12400, penmarshNetwork, 7, 0.166, 0.187),
  home(penmarsh.saltings, 'The Saltings Practice', 'Ropewalk Health Centre', 'Penmarsh', 'ZZ1 1AF', 15.0, -12.2, 5180, 5100, penmarshNetwork, 3, 0.171, 0.174, { system: 'TPP' }),
  home(penmarsh.penmarshHealth, 'Penmarsh Health', 'Market Cross', 'Penmarsh', 'ZZ1 1AG', 16.3, -10.8, 27340, 27900, havenNetwork, 15, 0.176, 0.179, { system: 'TPP' }),
  home(penmarsh.ropewalk, 'Ropewalk Practice', 'Ropewalk Health Centre', 'Penmarsh', 'ZZ1 1AF', 15.0, -12.2, 6420, 6380, havenNetwork, 4, 0.169, 0.18),
  home(penmarsh.heronGate, 'Heron Gate Surgery', '7 Heron Gate', 'Penmarsh', 'ZZ1 1AH', 12.4, -13.0, 3590, 3500, havenNetwork, 2, 0.149, 0.247),
  home(penmarsh.windlecote, 'Windlecote Surgery', 'Church Row', 'Windlecote', 'ZZ2 1AA', 10.4, -6.6, 5840, 5900, havenNetwork, 3, 0.151, 0.258, { district: levelsDistrict, system: 'TPP', isRural: true, isDispensing: true }),
  home(penmarsh.tarrowmere, 'Tarrowmere Practice', 'Mere Side', 'Tarrowmere', 'ZZ2 1AB', 18.4, -5.4, 4720, 4700, havenNetwork, 3, 0.147, 0.271, { district: levelsDistrict, isRural: true }),
  home(penmarsh.marshEnd, 'Marsh End Surgery', 'Sluice Road', 'Penmarsh', 'ZZ1 1AJ', 18.0, -12.3, 8020, 8150, null, 5, 0.186, 0.153),
  home(penmarsh.ostrey, 'Ostrey Bridge Surgery', 'Toll House Hill', 'Ostrey Bridge', 'ZZ8 1AA', 25.2, -10.4, 6190, 6220, havenNetwork, 4, 0.155, 0.243,
    { district: neighbourDistrict, beyondBorder: true, system: 'TPP', isRural: true }),
]

/** A code that closed between the two editions; `on` is its last day. */
export interface MergedPractice { code: string; name: string; street: string; town: string; postcode: string; spot: Spot; successor: string; on: string; patients: number }

/** Tidemill's patients passed to Quayside, which is why Quayside grew by a fifth. */
export const tidemill: MergedPractice = { code: 'ZP0901', name: 'Tidemill Surgery', street: 'Tidemill Lane', town: 'Penmarsh', postcode: 'ZZ1 1AL',
  spot: { x: 16.5, y: -12.7 }, successor: penmarsh.quayside, on: '2025-06-30', patients: 2110 }

/** A branch surgery. One without a spot stands under a postcode that no directory knows. */
export interface TownBranch { code: string; of: string; name: string; street: string; town: string; postcode: string; spot: Spot | null; openedOn: string; closedOn: string | null }

/** Tidemill lives on as a branch; Elm Road gave one up; nobody knows where Marsh End's is. */
export const castBranches: readonly TownBranch[] = [
  { code: `${penmarsh.elmRoad}001`, of: penmarsh.elmRoad, name: 'Allotment Lane Branch', street: 'Allotment Lane', town: 'Penmarsh', postcode: 'ZZ1 1AQ', spot: { x: 12.7, y: -10.1 }, openedOn: '1986-10-01', closedOn: '2019-06-30' },
  { code: `${penmarsh.quayside}001`, of: penmarsh.quayside, name: 'Tidemill Branch', street: tidemill.street, town: tidemill.town, postcode: tidemill.postcode, spot: tidemill.spot, openedOn: '2025-07-01', closedOn: null },
  { code: `${penmarsh.penmarshHealth}001`, of: penmarsh.penmarshHealth, name: 'Curlew Way Branch', street: 'Curlew Way', town: 'Penmarsh', postcode: 'ZZ1 1AM', spot: { x: 17.2, y: -9.9 }, openedOn: '1998-04-01', closedOn: null },
  { code: `${penmarsh.penmarshHealth}002`, of: penmarsh.penmarshHealth, name: 'Saltworks Branch', street: 'Saltworks Road', town: 'Penmarsh', postcode: 'ZZ1 1AN', spot: { x: 16.9, y: -12.1 }, openedOn: '2011-04-01', closedOn: null },
  { code: `${penmarsh.windlecote}001`, of: penmarsh.windlecote, name: 'Netherwindle Branch', street: 'Chapel Green', town: 'Netherwindle', postcode: 'ZZ2 1AD', spot: { x: 8.9, y: -5.2 }, openedOn: '1991-10-01', closedOn: null },
  { code: `${penmarsh.marshEnd}001`, of: penmarsh.marshEnd, name: 'Withybank Branch', street: 'Withybank', town: 'Penmarsh', postcode: 'ZZ1 1AP', spot: null, openedOn: '2004-04-01', closedOn: null },
]

/** Open on a day, as an edition has them. */
export function branchesOn(day: string, of: string, branches: readonly TownBranch[]): Branch[] {
  return branches.filter(branch => branch.of === of && branch.openedOn <= day && (branch.closedOn === null || branch.closedOn >= day))
    .map(({ code, name, postcode, spot }) => ({ code, name, postcode, point: spot && pointOf(spot) }))
}

/** A small area: a neighbourhood of about 1,550 people with its population-weighted middle. Deprivation score as published (higher is more deprived). */
export interface SmallArea { code: string; spot: Spot; people: number; deprivation: number; isRural: boolean }

/** Small areas of the town itself; the others are rural. */
const TOWN_AREAS = 48

/** Our own line from a score to a decile, 1 the most deprived. */
const decileOf = (score: number): number => Math.max(1, Math.min(10, Math.ceil(11 - score / 4)))

/** 64 of them: 48 in the town, the rest round the two villages and Ostrey Bridge. The county holds the same ones under the same codes. */
export function penmarshSmallAreas(): SmallArea[] {
  const chance = chances(71)
  const around = [
    ...spotsAround({ x: 15.0, y: -11.9 }, TOWN_AREAS, 3.4, chance),
    ...spotsAround({ x: 10.4, y: -6.9 }, 6, 2.6, chance),
    ...spotsAround({ x: 18.2, y: -5.7 }, 5, 2.4, chance),
    ...spotsAround({ x: 25.6, y: -10.4 }, 5, 2.0, chance),
  ]
  return around.map((spot, i) => {
    const fromMarket = kmBetween(spot, { x: 15.3, y: -12.3 })
    return { code: `Z01${String(i + 1).padStart(6, '0')}`, spot, people: Math.round(1250 + chance() * 610), deprivation: round(9 + 31 * Math.exp(-fromMarket / 1.5) + chance() * 9, 3), isRural: i >= TOWN_AREAS }
  })
}

const asAt = '2026-01-01'
const named = 'invented-2026-01'

/** Penmarsh and the villages around it on 1 January 2026, all in memory: twelve practices, the same every time it is asked for. */
export function penmarshEdition(): Edition {
  const small = penmarshSmallAreas()
  const flows = flowsNow(small)
  const practices = cast.map((member, p) => practiceOf(member, p, small, flows))
  const gone: FormerPractice = { code: tidemill.code, name: tidemill.name, postcode: tidemill.postcode, says: 'joined Quayside Medical Centre in July 2025', successor: tidemill.successor }
  return {
    name: named, world: 'invented', asAt, sources: sourcesAt(asAt, practices.length), practices,
    byCode: new Map(practices.map(practice => [practice.code, practice])),
    former: new Map([[gone.code, gone]]),
    areas: areasOf(practices), flows,
    smallAreaLat: Float64Array.from(small, area => pointOf(area.spot).lat),
    smallAreaLon: Float64Array.from(small, area => pointOf(area.spot).lon),
    smallAreaDecile: Uint8Array.from(small, area => decileOf(area.deprivation)),
    smallAreaRural: Int8Array.from(small, area => (area.isRural ? 1 : 0)),
  }
}

function flowsNow(small: SmallArea[]): Flows {
  const rows = spreadPatients(cast.map(member => ({ spot: member.spot, patients: member.patients['2026-01'], reachKm: reachKm(member.patients['2026-01']) })), small)
  return flowsOf(asAt, cast.map(member => member.code), small.map(area => area.code), rows)
}

/** Larger practices draw from further away. */
export function reachKm(patients: number): number {
  return 0.45 + Math.sqrt(patients) / 300
}

function practiceOf(member: CastMember, p: number, small: SmallArea[], flows: Flows): Practice {
  let score = 0
  for (let cell = flows.starts[p]!; cell < flows.starts[p + 1]!; cell++) score += small[flows.smallArea[cell]!]!.deprivation * flows.patients[cell]!
  score = round(score / member.patients['2026-01'], 1)
  const decile = decileOf(score)
  const nearest = small.reduce((best, area) => (kmBetween(area.spot, member.spot) < kmBetween(best.spot, member.spot) ? area : best))
  return {
    code: member.code, name: member.name, postcode: member.postcode, address: `${member.street}, ${member.town}`,
    patients: member.patients['2026-01'], point: pointOf(member.spot), network: member.network,
    subIcb: member.beyondBorder ? neighbourSubIcb : carrowshireSubIcb,
    icb: member.beyondBorder ? neighbourIcb : carrowshireIcb,
    region: inventedRegion, district: member.district, system: member.system, smallArea: nearest.code,
    deprivation: { score, decile, says: 'mean of the small areas where its patients live, 1 January 2026' },
    ages: member.ages,
    trend: [
      { edition: 'invented-2025-01', asAt: '2025-01-01', patients: member.patients['2025-01'] },
      { edition: named, asAt, patients: member.patients['2026-01'] },
    ],
    history: historyOf(member), isSpecial: false, branches: branchesOn(asAt, member.code, castBranches), ...figuresOf(member),
  }
}

function historyOf(member: CastMember): PracticeEvent[] {
  const opened: PracticeEvent = { kind: 'opened', on: '1974-04-01', says: 'opened 1 April 1974', source: 'register of practices' }
  if (member.code !== tidemill.successor) return [opened]
  return [opened, { kind: 'took-over', on: '2025-07-01', other: tidemill.code, says: 'Tidemill Surgery joined in July 2025', source: 'register of successors' }]
}
