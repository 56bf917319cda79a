import type { AreaRef } from '#domain/position/edition.ts'
import type { Spot } from './ground.ts'
import { carrowshireIcb, havenNetwork, levelsDistrict, neighbourDistrict, neighbourIcb, penmarshDistrict, penmarshNetwork } from './penmarsh.ts'

/** The nine old federations of Carrowshire, standing as today's networks, and one of the neighbour's. */
export const networks = {
  penmarsh: penmarshNetwork,
  haven: havenNetwork,
  minster: { code: 'ZN03', name: 'Minster Federation' },
  foundry: { code: 'ZN04', name: 'Foundry Federation' },
  vale: { code: 'ZN05', name: 'Long Vale Federation' },
  north: { code: 'ZN06', name: 'North Strand Federation' },
  west: { code: 'ZN07', name: 'West Coast and Skerrow Federation' },
  south: { code: 'ZN08', name: 'South Headlands Federation' },
  pellow: { code: 'ZN09', name: 'Pellow Valley Federation' },
  estrel: { code: 'ZN10', name: 'Estrel Vale Network' },
} as const satisfies Record<string, AreaRef>

export const districts: readonly (AreaRef & { icb: AreaRef })[] = [
  { ...penmarshDistrict, icb: carrowshireIcb },
  { ...levelsDistrict, icb: carrowshireIcb },
  { code: 'Z07000003', name: 'Carrowminster and North Strand', icb: carrowshireIcb },
  { code: 'Z07000004', name: 'Pellow and West Coast', icb: carrowshireIcb },
  { ...neighbourDistrict, icb: neighbourIcb },
]

/** Where each district gathers: a small area belongs to the nearest of these (Carrowshire only; Penmarsh's own small areas are named). */
export const gatherings: readonly { district: number; spot: Spot }[] = [
  { district: 0, spot: { x: 14.6, y: -13.2 } }, { district: 0, spot: { x: 6.5, y: -15.2 } }, { district: 0, spot: { x: 20.4, y: -10.6 } },
  { district: 1, spot: { x: 4.8, y: -7.6 } }, { district: 1, spot: { x: 12, y: -4.6 } }, { district: 1, spot: { x: 19.8, y: -3.6 } }, { district: 1, spot: { x: 18, y: 2.4 } }, { district: 1, spot: { x: 2.4, y: -2.2 } },
  { district: 2, spot: { x: 8, y: 8 } }, { district: 2, spot: { x: -2, y: 15 } }, { district: 2, spot: { x: 20, y: 14 } }, { district: 2, spot: { x: 13, y: 4.4 } },
  { district: 3, spot: { x: -13, y: 3 } }, { district: 3, spot: { x: -24, y: 2 } }, { district: 3, spot: { x: -18, y: -11 } }, { district: 3, spot: { x: -20, y: 13 } }, { district: 3, spot: { x: -6, y: -8 } },
]

export interface Seat {
  name: string
  network: AreaRef | null
  /** Size beside other practices, 1 for a usual list; a whole number of patients where it is over 100. */
  size: number
  street: string
}

export interface Settlement {
  name: string
  spot: Spot
  /** How far the built-up ground reaches, km. */
  radiusKm: number
  /** Share of its practices' patients who live in it rather than in the country around, 0 to 1. */
  townShare: number
  /** How poor its middle is: added to the small areas' deprivation score. */
  hardship: number
  /** How old its people are, −1 young to 1 old. */
  age: number
  outward: string
  seats: Seat[]
}

const seat = (name: string, network: keyof typeof networks | null, size: number, street: string): Seat => ({ name, network: network === null ? null : networks[network], size, street })
const town = (name: string, x: number, y: number, radiusKm: number, townShare: number, hardship: number, age: number, outward: string, seats: Seat[]): Settlement =>
  ({ name, spot: { x, y }, radiusKm, townShare, hardship, age, outward, seats })

/** Towns and villages beside Penmarsh's own. Federations were drawn years ago and show it: Kestremoor is split, the Long Vale runs from the border to the south coast. */
export const settlements: readonly Settlement[] = [
  town('Carrowminster', 8.0, 7.4, 4.3, 0.86, 20, -0.5, 'ZZ3', [
    seat('Carrowminster Health Partnership', 'foundry', 22_400, 'Foundry Street'),
    seat('Minster Close Practice', 'minster', 1.5, 'Minster Close'),
    seat('Bell Foundry Surgery', 'foundry', 1.2, 'Clapper Lane'),
    seat('Tolbooth Row Surgery', 'minster', 1.3, 'Tolbooth Row'),
    seat('Kilnfield Health Centre', 'foundry', 1.0, 'Kilnfield Way'),
    seat('Old Tannery Practice', 'minster', 0.8, 'Tanpit Lane'),
    seat('Cornmarket Medical Practice', 'minster', 1.7, 'Cornmarket'),
    seat('Larkmeadow Practice', 'vale', 1.1, 'Larkmeadow'),
    seat('Guildhall Yard Surgery', 'foundry', 0.62, 'Guildhall Yard'),
    seat('Carrowminster Special Allocation Service', 'minster', 342, 'Foundry Street'),
  ]),
  town('Varrensea', -25.0, 3.2, 3.1, 0.84, 24, 0.7, 'ZZ5', [
    seat('Bandstand Surgery', 'west', 1.6, 'The Parade'), seat('Pier Approach Practice', 'west', 1.1, 'Pier Approach'), seat('Varrensea Family Practice', 'west', 1.8, 'Gannet Road'),
    seat('Winter Gardens Surgery', 'west', 0.75, 'Winter Gardens'), seat('Sandmartin Health Centre', 'west', 1.25, 'Sandmartin Way'),
  ]),
  town('Porthaver', -2.6, 15.2, 2.9, 0.86, 26, -0.1, 'ZZ4', [
    seat('Porthaver Docks Surgery', 'north', 1.2, 'Dock Road'), seat('Net Loft Practice', 'north', 0.66, 'Net Loft Lane'), seat('Chain Walk Health Centre', 'north', 1.7, 'Chain Walk'),
    seat('Lamp House Practice', 'north', 1.05, 'Lamp House Hill'), seat('Porthaver Family Practice', 'north', 1.4, 'Signal Road'),
  ]),
  town('Thornaval', -16.4, -12.4, 2.6, 0.78, 12, 0.3, 'ZZ6', [
    seat('Thornaval Medical Practice', 'south', 1.7, 'Sheep Street'), seat('Fulling Mill Surgery', 'south', 0.9, 'Fulling Mill'), seat('Abbey Orchard Practice', 'south', 1.15, 'Abbey Orchard'),
    seat('Teasel Lane Surgery', 'south', 0.6, 'Teasel Lane'),
  ]),
  town('Pellowick', -12.6, 3.4, 2.2, 0.7, 8, 0.2, 'ZZ5', [
    seat('Pellowick Bridge Surgery', 'pellow', 5_460, 'Packhorse Bridge'), seat('Cloth Hall Practice', 'pellow', 4_880, 'Cloth Hall'), seat('Weavers Row Surgery', 'pellow', 3_910, 'Weavers Row'),
    seat('Pellowick Green Practice', 'pellow', 4_630, 'The Green'),
  ]),
  town('Brackenmouth', -6.8, -7.6, 2.0, 0.74, 15, 0.4, 'ZZ6', [
    seat('Brackenmouth Health Centre', 'south', 1.5, 'Strand Street'), seat('Ferry Steps Surgery', 'south', 0.7, 'Ferry Steps'), seat('Oyster Lane Practice', 'south', 0.85, 'Oyster Lane'),
  ]),
  town('Langmerrow', 16.8, 2.8, 1.9, 0.74, 7, 0.0, 'ZZ2', [
    seat('Langmerrow Surgery', 'vale', 1.6, 'Butter Cross'), seat('Millrace Practice', 'vale', 0.9, 'Millrace'), seat('Eastgate Barn Surgery', 'foundry', 0.7, 'Eastgate'),
  ]),
  town('Fenhallow', 2.2, -1.8, 1.4, 0.66, 3, 0.1, 'ZZ2', [seat('Fenhallow Surgery', 'vale', 1.2, 'Drove Road'), seat('Causeway Practice', 'vale', 0.6, 'Causeway')]),
  town('Staplewick', 5.2, -10.0, 1.3, 0.64, 1, 0.3, 'ZZ2', [seat('Staplewick Medical Practice', 'vale', 1.15, 'Wool Street'), seat('Sheepwash Surgery', 'vale', 0.55, 'Sheepwash')]),
  town('Harrowick', 14.2, 14.6, 1.4, 0.66, 2, 0.2, 'ZZ3', [seat('Harrowick Surgery', 'minster', 8_610, 'Long Street'), seat('Pound Lane Practice, Harrowick', 'minster', 0.6, 'Pound Lane')]),
  town('Merroway', -9.4, 12.4, 1.3, 0.62, 4, 0.1, 'ZZ4', [seat('Merroway Surgery', 'north', 1.1, 'Smithy Bank'), seat('Limekiln Practice', 'north', 0.6, 'Limekiln Road')]),
  town('Kestremoor', -20.2, 11.8, 1.4, 0.62, 6, 0.4, 'ZZ5', [seat('Kestremoor Surgery', 'west', 1.1, 'Moor Gate'), seat('Tinners Row Practice', 'south', 0.7, 'Tinners Row')]),
  town('Gullhaven', -29.6, -6.4, 1.4, 0.7, 14, 0.9, 'ZZ5', [seat('Gullhaven Surgery', 'west', 1.0, 'Harbour Steps'), seat('Cape View Practice', 'west', 0.45, 'Cape Road')]),
  town('Ormslade', -10.6, -2.6, 1.1, 0.6, 2, 0.3, 'ZZ6', [seat('Ormslade Surgery', 'pellow', 3_240, 'Mill Green'), seat('Coppice Gate Practice', 'pellow', 2_730, 'Coppice Gate')]),
  town('Quenbury', 24.3, 11.8, 0.9, 0.6, 3, 0.3, 'ZZ3', [seat('Quenbury Bridge Surgery', 'vale', 0.85, 'Bridge End')]),
  town('Ashvennor', -4.6, 5.0, 0.8, 0.55, 2, 0.4, 'ZZ4', [seat('Ashvennor Surgery', 'north', 0.7, 'Rectory Lane')]),
  town('Calderstow', -19.4, -4.6, 0.8, 0.5, 5, 0.5, 'ZZ6', [seat('Calderstow Surgery', 'pellow', 3_390, 'Ford Lane')]),
  town('Tresselby', 8.4, 19.4, 1.0, 0.6, 6, 0.6, 'ZZ3', [seat('Tresselby Surgery', 'minster', 0.8, 'Sea Lane')]),
  town('Brindleford', 20.2, 18.6, 0.9, 0.58, 3, 0.3, 'ZZ3', [seat('Brindleford Surgery', 'minster', 0.9, 'Ford Street')]),
  town('Sallowfield', 1.4, 7.8, 0.8, 0.55, 1, 0.0, 'ZZ3', [seat('Sallowfield Surgery', 'foundry', 0.75, 'Osier Lane')]),
  town('Coldwithy', -15.2, 17.6, 0.8, 0.52, 6, 0.6, 'ZZ4', [seat('Coldwithy Surgery', 'north', 0.5, 'Chapel Hill')]),
  town('Hurstmere', 10.6, 0.4, 0.8, 0.55, 0, 0.2, 'ZZ3', [seat('Hurstmere Surgery', 'foundry', 0.8, 'Mere Road')]),
  town('Westerlaw', -26.2, 15.6, 0.8, 0.52, 8, 0.6, 'ZZ5', [seat('Westerlaw Surgery', 'west', 0.55, 'Beacon Road')]),
  town('Dunnockstow', -11.2, -15.6, 0.7, 0.5, 4, 0.6, 'ZZ6', [seat('Dunnockstow Surgery', 'south', 0.45, 'Thatchers Lane')]),
  town('Skerrow', -39.2, 4.6, 0.9, 1, 10, 0.8, 'ZZ7', [seat('Skerrow Island Surgery', 'west', 1_930, 'The Quay')]),
  town('Elverholt', 30.4, 12.4, 0.9, 0.6, 2, 0.2, 'ZZ8', [seat('Elverholt Surgery', 'estrel', 0.95, 'Station Road')]),
  town('Greylinch', 31.6, 4.6, 1.0, 0.6, 4, 0.1, 'ZZ8', [seat('Greylinch Health Centre', 'estrel', 1.3, 'Church Road')]),
  town('Foxlade', 29.8, -3.4, 0.8, 0.55, 2, 0.4, 'ZZ8', [seat('Foxlade Surgery', 'estrel', 0.6, 'Vale Road')]),
]

/** Of ten thousand people or so, as the statisticians draw the line; everywhere else is rural. */
export const isUrban = (place: Settlement): boolean => place.townShare >= 0.7 && place.seats.length >= 3

/** Villages far from a chemist, and the island. */
export const dispenses = (place: Settlement): boolean => place.townShare <= 0.55 || place.name === 'Skerrow'

/** Codes that closed between January 2025 and January 2026; a null successor means the list was dispersed. Two of Harrowick's became a new code. */
export interface Closing { code: string; name: string; settlement: string; successor: string | null; on: string; patients: number; street: string }

export const closings: readonly Closing[] = [
  { code: 'ZP0902', name: 'Smithfield Lane Surgery', settlement: 'Carrowminster', successor: 'Carrowminster Health Partnership', on: '2025-03-31', patients: 4_320, street: 'Smithfield Lane' },
  { code: 'ZP0903', name: 'Lower Parade Surgery', settlement: 'Varrensea', successor: null, on: '2025-09-30', patients: 2_260, street: 'Lower Parade' },
  { code: 'ZP0904', name: 'Burgage Court Practice', settlement: 'Thornaval', successor: 'Thornaval Medical Practice', on: '2025-09-30', patients: 3_180, street: 'Burgage Court' },
  { code: 'ZP0905', name: 'Long Street Practice', settlement: 'Harrowick', successor: 'Harrowick Surgery', on: '2025-03-31', patients: 5_510, street: 'Long Street' },
  { code: 'ZP0906', name: 'Brook House Practice, Harrowick', settlement: 'Harrowick', successor: 'Harrowick Surgery', on: '2025-03-31', patients: 3_040, street: 'Brook Lane' },
]

/** Opened on 1 April 2025 out of the two that closed the day before. */
export const newlyOpened = 'Harrowick Surgery'

/** Branch surgeries beside Penmarsh's own, each where a practice stands or stood: rows of the practice register under another prescribing setting, with codes of their own (ZP0801 …); the parent's list holds their patients. */
export const branches: readonly { of: string; name: string; settlement: string; street: string; openedOn: string }[] = [
  { of: 'Varrensea Family Practice', name: 'Calderstow Branch', settlement: 'Calderstow', street: 'Ford Lane', openedOn: '1986-10-01' },
  { of: 'Thornaval Medical Practice', name: 'Dunnockstow Branch', settlement: 'Dunnockstow', street: 'Thatchers Lane', openedOn: '1986-10-01' },
  { of: 'Carrowminster Health Partnership', name: 'Sallowfield Branch', settlement: 'Sallowfield', street: 'Osier Lane', openedOn: '1986-10-01' },
  { of: 'Langmerrow Surgery', name: 'Hurstmere Branch', settlement: 'Hurstmere', street: 'Mere Road', openedOn: '1991-04-01' },
]

/** Codes the register knows that have no patients on either day: one joined another in 2019, one sleeps. */
export const without: readonly { code: string; name: string; street: string; settlement: string; status: 'INACTIVE' | 'DORMANT'; closedOn: string; joined: string | null }[] = [
  { code: 'ZP0907', name: 'Tanhouse Lane Surgery', street: 'Tanhouse Lane', settlement: 'Carrowminster', status: 'INACTIVE', closedOn: '2019-03-31', joined: 'Minster Close Practice' },
  { code: 'ZP0908', name: 'Cape Lamp Surgery', street: 'Cape Road', settlement: 'Gullhaven', status: 'DORMANT', closedOn: '', joined: null },
]
