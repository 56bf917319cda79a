import type { AreaRef } from '#domain/position/edition.ts'
import { invariant } from '#domain/words.ts'
import type { Spot } from './ground.ts'
import { chances, kmBetween, round, spotsAround } from './ground.ts'
import { spreadPatients, wholeParts } from './living.ts'
import { cast, castBranches, penmarshSmallAreas, reachKm, tidemill } from './penmarsh.ts'
import type { SmallArea, TownBranch } from './penmarsh.ts'
import { branches, closings, dispenses, districts, gatherings, isUrban, newlyOpened, settlements } from './settlements.ts'
import type { Settlement } from './settlements.ts'
import { ashore, crumble, land } from './shape.ts'
import type { Crumbs, Land } from './shape.ts'

/** The days the county is told for, as its editions are named: invented-2025-01 and invented-2026-01. */
export type Month = '2025-01' | '2026-01'
export const months: readonly Month[] = ['2025-01', '2026-01']

export const countyPatients = 550_000

export interface CountyPractice {
  code: string
  name: string
  street: string
  town: string
  postcode: string
  spot: Spot
  network: AreaRef | null
  /** Index in `districts`. */
  district: number
  /** Index of the small area its door stands in. */
  smallArea: number
  system: string
  ages: { under15: number; over65: number }
  isRural: boolean
  isDispensing: boolean
  /** Partners and full-time GPs are known of Penmarsh's own. */
  partners: number | null
  gps: number | null
  /** Null on a day when the code has no patients. */
  patients: Record<Month, number | null>
  openedOn: string
  /** When, and to which code; null while open. A null `to` is a list dispersed. */
  closed: { on: string; to: string | null } | null
}

export interface CountySmallArea extends SmallArea { name: string; district: number }

export interface County {
  /** By code; those with patients on either day. */
  practices: CountyPractice[]
  /** In no order. */
  branches: TownBranch[]
  smallAreas: CountySmallArea[]
  /** Whole patients of each practice (row, order of `practices`) by small area; `nowhere` counts those whose address has no small area. */
  living: Record<Month, { rows: Int32Array[]; nowhere: Int32Array }>
  crumbs: Crumbs
}

/** Builds Carrowshire: 74 practices and 550,000 patients in January 2026, in about a third of a second. The same county every time. */
export function county(): County {
  const ground = land()
  const chance = chances(2026)
  const lists = listSizes(chance)
  const places = settlements.map(place => ({ place, spots: place.seats.map((_, n) => doorOf(ground, place, n, chance)) }))
  const seeds = smallAreaSeeds(ground, lists, chance)
  const doors = [...cast.map(member => member.spot), tidemill.spot, ...places.flatMap(({ spots }) => spots), ...closings.map(closing => closingSpot(ground, closing.settlement, closing.code))]
  const crumbs = crumble(ground, seeds.map(seed => seed.spot), doors)
  const smallAreas = nameSmallAreas(ground, seeds)
  const doorstep = new Map(crumbs.spots.map((spot, crumb) => [`${spot.x} ${spot.y}`, crumbs.areaOf[crumb]!]))
  const smallAreaAt = (spot: Spot): number => {
    const area = doorstep.get(`${spot.x} ${spot.y}`)
    invariant(area !== undefined && area >= 0, `a practice stands at sea, at ${spot.x}, ${spot.y}`)
    return area
  }
  const practices = roster(ground, places, lists, chance).map(practice => {
    const smallArea = smallAreaAt(practice.spot)
    return { ...practice, smallArea, district: smallAreas[smallArea]!.district }
  })
  const living = { '2025-01': livingOn('2025-01', practices, smallAreas, ground), '2026-01': livingOn('2026-01', practices, smallAreas, ground) }
  return { practices, branches: [...castBranches, ...otherBranches(practices)], smallAreas, living, crumbs }
}

function otherBranches(practices: CountyPractice[]): TownBranch[] {
  return branches.map(({ of, name, settlement, street, openedOn }) => {
    const parent = practices.find(practice => practice.name === of)!, { postcode, spot } = practices.find(practice => practice.street === street)!
    return { code: `${parent.code}001`, of: parent.code, name, street, town: settlement, postcode, spot, openedOn, closedOn: null }
  })
}

/** January 2026 list sizes by seat, in order of the settlements; with Penmarsh's they come to exactly 550,000. */
function listSizes(chance: () => number): number[] {
  const seats = settlements.flatMap(place => place.seats)
  const fixed = seats.reduce((sum, seat) => sum + (seat.size > 100 ? seat.size : 0), 0)
  const penmarshPatients = cast.reduce((sum, member) => sum + member.patients['2026-01'], 0)
  const shares = seats.map(seat => (seat.size > 100 ? 0 : seat.size * (0.86 + 0.28 * chance())))
  const usual = wholeParts(shares, countyPatients - penmarshPatients - fixed)
  return seats.map((seat, i) => (seat.size > 100 ? seat.size : usual[i]!))
}

function doorOf(ground: Land, place: Settlement, n: number, chance: () => number): Spot {
  if (place.seats.length === 1) return place.spot
  const spots = spotsAround(place.spot, place.seats.length, place.radiusKm * 0.85, chance)
  return ashore(ground, spots[n]!, place.spot, 0.3)
}

function closingSpot(ground: Land, settlement: string, code: string): Spot {
  const place = settlements.find(candidate => candidate.name === settlement)!
  const turn = Number(code.slice(2))
  return ashore(ground, { x: place.spot.x + place.radiusKm * 0.5 * Math.cos(turn), y: place.spot.y + place.radiusKm * 0.5 * Math.sin(turn) }, place.spot, 0.3)
}

const peopleEach = 1560

/** `townSpot`: the middle of its town, so that no town is split between districts; its own spot in open country. */
interface Seed extends SmallArea { townSpot: Spot }

function smallAreaSeeds(ground: Land, lists: number[], chance: () => number): Seed[] {
  const seeds: Seed[] = penmarshSmallAreas().map(area => ({ ...area, townSpot: area.spot }))
  const put = (spot: Spot, deprivation: number, isRural = true, townSpot = spot) => {
    seeds.push({ townSpot, isRural, code: `Z01${String(seeds.length + 1).padStart(6, '0')}`, spot, people: Math.round(peopleEach * (0.8 + 0.4 * chance())), deprivation: round(deprivation + 9 * chance(), 3) })
  }
  let seat = 0
  let beyondPeople = 0
  for (const place of settlements) {
    const people = lists.slice(seat, seat += place.seats.length).reduce((sum, list) => sum + list, 0)
    if (ground.sideOf(place.spot) === 'beyond') beyondPeople += people * (1 - place.townShare)
    const count = Math.max(place.townShare === 1 ? 2 : 1, Math.round((people * place.townShare) / peopleEach))
    for (const spot of spotsAround(place.spot, count, place.radiusKm, chance)) {
      put(ashore(ground, spot, place.spot, 0.25), 8 + place.hardship * Math.exp(-kmBetween(spot, place.spot) / (place.radiusKm * 0.7)), !isUrban(place), place.spot)
    }
  }
  const beyond = Math.round(beyondPeople / peopleEach)
  const rural = Math.round(countyPatients / peopleEach) - seeds.length - beyond
  for (let n = 0; n < rural; n++) put(loneliest(ground, 'county', seeds, chance), 9)
  for (let n = 0; n < beyond; n++) put(loneliest(ground, 'beyond', seeds, chance), 9)
  return seeds
}

/** Of forty spots thrown at the land, the one farthest from everybody so far: open country fills evenly without a pattern. */
function loneliest(ground: Land, side: 'county' | 'beyond', seeds: Seed[], chance: () => number): Spot {
  let best: Spot | null = null
  let bestKm = -1
  for (let tries = 0; tries < 40; ) {
    const spot = { x: round(-35 + 72 * chance(), 3), y: round(-19 + 43 * chance(), 3) }
    if (ground.sideOf(spot) !== side) continue
    tries++
    const km = Math.min(...seeds.map(seed => kmBetween(seed.spot, spot)))
    if (km > bestKm) { best = spot; bestKm = km }
  }
  return ashore(ground, best!, best!, 0.3)
}

function nameSmallAreas(ground: Land, seeds: Seed[]): CountySmallArea[] {
  const counted = districts.map(() => 0)
  return seeds.map(({ townSpot, ...seed }, i) => {
    invariant(ground.sideOf(seed.spot) !== 'sea', `small area ${seed.code} is at sea`)
    const district = districtOf(ground, townSpot, i)
    const n = counted[district]!++
    return { ...seed, district, name: `${districts[district]!.name} ${String(Math.floor(n / 5) + 1).padStart(3, '0')}${'ABCDE'[n % 5]!}` }
  })
}

function districtOf(ground: Land, spot: Spot, smallArea: number): number {
  const side = ground.sideOf(spot)
  if (side === 'beyond') return 4
  if (side === 'island') return 3
  if (smallArea < 48) return 0
  if (smallArea < 59) return 1
  return gatherings.reduce((best, gathering) => (kmBetween(gathering.spot, spot) < kmBetween(best.spot, spot) ? gathering : best)).district
}

type Unplaced = Omit<CountyPractice, 'smallArea' | 'district'>

function roster(ground: Land, places: { place: Settlement; spots: Spot[] }[], lists: number[], chance: () => number): Unplaced[] {
  const counted = new Map<string, number>([['ZZ1', 30], ['ZZ2', 30], ['ZZ8', 30]])
  const postcodeIn = (outward: string): string => {
    const n = counted.get(outward) ?? 0
    counted.set(outward, n + 1)
    const letters = 'ABDEFGHJLNPQRSTUWXYZ'
    return `${outward} ${1 + Math.floor(n / 20)}${letters[n % 20]!}${letters[(n * 7) % 20]!}`
  }
  const penmarshers: Unplaced[] = cast.map(member => ({ code: member.code, name: member.name, street: member.street, town: member.town, postcode: member.postcode, spot: member.spot,
    network: member.network, system: member.system, ages: member.ages, isRural: member.isRural, isDispensing: member.isDispensing, partners: member.partners, gps: member.gps, patients: member.patients, openedOn: '1974-04-01', closed: null }))
  const codeOf = new Map<string, string>()
  const others: Unplaced[] = places.flatMap(({ place, spots }) => place.seats.map((seat, n): Unplaced => {
    const i = codeOf.size
    const code = `ZP${String(i + 13).padStart(4, '0')}`
    codeOf.set(seat.name, code)
    const isSpecial = lists[i]! < 500
    const taken = closings.reduce((sum, closing) => sum + (closing.successor === seat.name ? closing.patients
      : closing.successor === null && closing.settlement === place.name ? closing.patients / place.seats.length : 0), 0)
    const before = Math.round((lists[i]! - taken) / (1.006 + (chance() - 0.45) * 0.05))
    return { code, name: seat.name, street: seat.street, town: place.name, postcode: postcodeIn(place.outward), spot: spots[n]!, network: seat.network,
      system: chance() < 0.55 ? 'EMIS' : 'TPP',
      ages: { under15: isSpecial ? 0.02 : round(0.166 - 0.022 * place.age + 0.03 * (chance() - 0.5), 3), over65: isSpecial ? 0.04 : round(0.196 + 0.062 * place.age + 0.04 * (chance() - 0.5), 3) },
      isRural: !isUrban(place), isDispensing: !isSpecial && dispenses(place), partners: null, gps: null,
      patients: { '2025-01': seat.name === newlyOpened ? null : before, '2026-01': lists[i]! },
      openedOn: seat.name === newlyOpened ? '2025-04-01' : '1974-04-01', closed: null }
  }))
  const gone = [
    { ...tidemill, isRural: false, network: cast.find(member => member.code === tidemill.successor)!.network },
    ...closings.map(closing => {
      const place = settlements.find(candidate => candidate.name === closing.settlement)!
      const network = place.seats[0]!.network
      return { ...closing, isRural: !isUrban(place), town: place.name, postcode: postcodeIn(place.outward), spot: closingSpot(ground, place.name, closing.code), successor: closing.successor === null ? null : codeOf.get(closing.successor)!, network }
    }),
  ].map((closing): Unplaced => ({ code: closing.code, name: closing.name, street: closing.street, town: closing.town, postcode: closing.postcode, spot: closing.spot, network: closing.network,
    system: 'EMIS', ages: { under15: 0.16, over65: 0.21 }, isRural: closing.isRural, isDispensing: false, partners: null, gps: null, patients: { '2025-01': closing.patients, '2026-01': null }, openedOn: '1974-04-01', closed: { on: closing.on, to: closing.successor } }))
  return [...penmarshers, ...others, ...gone].sort((a, b) => (a.code < b.code ? -1 : 1))
}

/** Everybody is placed on the day: country practices reach further, islanders stay on their island but for a few with a doctor in Varrensea. */
function livingOn(month: Month, practices: CountyPractice[], smallAreas: CountySmallArea[], ground: Land): { rows: Int32Array[]; nowhere: Int32Array } {
  const present = practices.flatMap((practice, p) => (practice.patients[month] === null ? [] : [p]))
  const draws = present.map(p => {
    const practice = practices[p]!
    const patients = practice.patients[month]!
    if (patients < 500) return { spot: practice.spot, patients, reachKm: 9 }
    const third = present.map(other => kmBetween(practice.spot, practices[other]!.spot)).sort((a, b) => a - b)[3]!
    return { spot: practice.spot, patients, reachKm: reachKm(patients) * (1 + Math.min(third, 9) / 4) }
  })
  const isIsle = smallAreas.map(area => ground.sideOf(area.spot) === 'island')
  const isIslePractice = draws.map(draw => ground.sideOf(draw.spot) === 'island')
  const crosses = present.map(p => practices[p]!.town === 'Varrensea')
  const placed = spreadPatients(draws, smallAreas.map((area, a) => ({ spot: area.spot, people: isIsle[a] ? 1050 : area.people })), (p, a) =>
    isIslePractice[p] ? !isIsle[a] : isIsle[a]! && !crosses[p])
  const chance = chances(month === '2025-01' ? 25 : 26)
  const rows: Int32Array[] = practices.map(() => new Int32Array(smallAreas.length))
  const nowhere = new Int32Array(practices.length)
  present.forEach((p, n) => {
    const row = placed[n]!
    const homeless = chance() < 0.4 ? 1 + Math.floor(chance() * 8) : 0
    const largest = row.reduce((best, count, a) => (count > row[best]! ? a : best), 0)
    row[largest]! -= homeless
    rows[p] = row
    nowhere[p] = homeless
  })
  return { rows, nowhere }
}

/** Rank of each small area among the county's by deprivation, 1 the most deprived; and its tenth. */
export function ranksOf(whole: County): number[] {
  const ranked = whole.smallAreas.map((area, a) => ({ area, a })).sort((one, other) => other.area.deprivation - one.area.deprivation || (one.area.code < other.area.code ? -1 : 1))
  const ranks = whole.smallAreas.map(() => 0)
  ranked.forEach(({ a }, n) => { ranks[a] = n + 1 })
  return ranks
}

export function decilesOf(whole: County): Uint8Array {
  return Uint8Array.from(ranksOf(whole), rank => Math.ceil((rank / whole.smallAreas.length) * 10))
}
