import type { Edition, FormerPractice, Practice, PracticeEvent } from '#domain/position/edition.ts'
import type { Day } from '#domain/words.ts'
import { areasOf, flowsOf, sourcesAt } from './assembly.ts'
import { county, decilesOf, months } from './carrowshire.ts'
import type { County, CountyPractice, Month } from './carrowshire.ts'
import { pointOf, round } from './ground.ts'
import { branchesOn, carrowshireSubIcb, inventedRegion, neighbourIcb, neighbourSubIcb } from './penmarsh.ts'
import { figuresOf } from './practice-figures.ts'
import { districts } from './settlements.ts'

/**
 * The whole county on one day, in memory and with no importer: 74 practices in January 2026, 79 in January 2025. Built in about half a second,
 * so ask once a test file. It says what the files say, but for patients whose address has no small area, who are in no flow.
 */
export function countyEdition(name: 'invented-2025-01' | 'invented-2026-01' = 'invented-2026-01'): Edition {
  const whole = county()
  const month: Month = name === 'invented-2025-01' ? '2025-01' : '2026-01'
  const asAt: Day = `${month}-01`
  const present = whole.practices.flatMap((practice, row) => (practice.patients[month] === null ? [] : [{ practice, row: whole.living[month].rows[row]! }]))
  const practices = present.map(({ practice, row }) => practiceOf(whole, practice, row, month))
  const former = whole.practices.filter(practice => practice.closed !== null && practice.closed.on <= asAt).map((practice): [string, FormerPractice] => {
    const to = practice.closed!.to
    const joined = whole.practices.find(other => other.code === to)
    return [practice.code, { code: practice.code, name: practice.name, postcode: practice.postcode, successor: to, says: joined === undefined ? 'closed' : `joined ${joined.name}` }]
  })
  return {
    name, world: 'invented', asAt, sources: sourcesAt(asAt, practices.length), practices,
    byCode: new Map(practices.map(practice => [practice.code, practice])), former: new Map(former), areas: areasOf(practices),
    flows: flowsOf(asAt, practices.map(practice => practice.code), whole.smallAreas.map(area => area.code), present.map(({ row }) => row)),
    smallAreaLat: Float64Array.from(whole.smallAreas, area => pointOf(area.spot).lat),
    smallAreaLon: Float64Array.from(whole.smallAreas, area => pointOf(area.spot).lon),
    smallAreaDecile: decilesOf(whole), smallAreaRural: Int8Array.from(whole.smallAreas, area => (area.isRural ? 1 : 0)),
  }
}

function practiceOf(whole: County, practice: CountyPractice, row: Int32Array, month: Month): Practice {
  const patients = practice.patients[month]!
  const district = districts[practice.district]!
  const score = row.reduce((sum, count, a) => sum + count * whole.smallAreas[a]!.deprivation, 0) / row.reduce((sum, count) => sum + count, 0)
  const poorer = whole.smallAreas.filter(area => area.deprivation > score).length
  const history: PracticeEvent[] = [
    { kind: 'opened', on: practice.openedOn, says: `opened ${practice.openedOn}`, source: 'register of practices' },
    ...whole.practices.filter(other => other.closed?.to === practice.code && other.closed.on <= `${month}-01`)
      .map((other): PracticeEvent => ({ kind: 'took-over', on: other.closed!.on, other: other.code, says: `${other.name} joined`, source: 'register of successors' })),
  ]
  return {
    code: practice.code, name: practice.name, postcode: practice.postcode, address: `${practice.street}, ${practice.town}`, patients,
    point: pointOf(practice.spot), network: practice.network,
    subIcb: district.icb.code === neighbourIcb.code ? neighbourSubIcb : carrowshireSubIcb, icb: district.icb,
    region: inventedRegion, district: { code: district.code, name: district.name }, system: practice.system, smallArea: whole.smallAreas[practice.smallArea]!.code,
    deprivation: { score: round(score, 1), decile: Math.min(10, 1 + Math.floor((poorer / whole.smallAreas.length) * 10)), says: 'mean of the small areas where its patients live' },
    ages: practice.ages,
    trend: months.flatMap(at => (practice.patients[at] === null ? [] : [{ edition: `invented-${at}`, asAt: `${at}-01`, patients: practice.patients[at] }])),
    history, isSpecial: patients < 500, branches: branchesOn(`${month}-01`, practice.code, whole.branches), ...figuresOf(practice),
  }
}
