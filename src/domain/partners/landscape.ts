import type { Patients, PracticeCode } from '../words.ts'
import { dayInWords } from '../day.ts'
import type { Area, Edition } from '../position/edition.ts'
import { percent, withComma } from '../position/figures.ts'

/** The notional upper limit for the ideal size of a collaboration that the 2018 report quotes. */
export const NOTIONAL_LIMIT: Patients = 50_000

/** Where the quoted figures stand. */
export const QUOTED_SOURCE = 'Primary Care Commissioning, The quest continues for perfection at scale, 4 December 2018'

/** One network of today, whole, also where some of its practices stand outside the area. */
export interface NetworkFigures {
  code: string
  name: string
  /** All its practices, by code. */
  members: PracticeCode[]
  /** How many of them are in the area. */
  inArea: number
  patients: Patients
  largest: { code: PracticeCode; name: string; share: number }
  /** Commissioner areas (sub-ICBs; CCGs before July 2022) its practices lie in, by code. */
  subIcbs: string[]
}

/** A figure for today beside what was said in 2018, each with where it comes from. */
export interface LandscapeFigure {
  key: 'within-one-commissioner' | 'spanning' | 'over-50000' | 'networks' | 'size' | 'largest-share' | 'in-none'
  /** As a page shows it: '97 %', '6', '45,120'; '–' where there is nothing to count. */
  shown: string
  /** Unrounded: a share from 0 to 1, a count, or patients; null where there is nothing to count. */
  value: number | null
  sentence: string
  quoted: { sentence: string; source: string } | null
}

export interface Landscape {
  /** Largest first; networks with at least one practice in the area. */
  networks: NetworkFigures[]
  /** Practices of the area in no network, by code. */
  inNone: PracticeCode[]
  figures: LandscapeFigure[]
  /** Where today's figures come from, with their days. */
  source: string
  /** What makes the two years hard to compare. */
  caveat: string
}

/** Today's networks in an area, with the figures that the 2018 report on collaborations quotes. Networks are counted whole, each once. */
export function landscapeOf(edition: Edition, area: Area): Landscape {
  const here = new Set(area.members)
  const codes = new Set(area.members.flatMap(code => edition.byCode.get(code)?.network?.code ?? []))
  const networks = [...codes].map(code => networkFigures(edition, code, here)).sort((a, b) => b.patients - a.patients || (a.code < b.code ? -1 : 1))
  const inNone = area.members.filter(code => edition.byCode.has(code) && edition.byCode.get(code)!.network === null)
  const map = edition.sources.find(use => use.dataSet === 'map')
  return {
    networks, inNone,
    figures: figuresOf(networks, inNone, area.members.length),
    source: map ? `${map.release.publisher}: networks and commissioners of ${map.release.asAt ? dayInWords(map.release.asAt) : 'a day not stated'}, list sizes of ${dayInWords(edition.asAt)}` : `List sizes of ${dayInWords(edition.asAt)}; no map of networks is loaded`,
    caveat: 'The 2018 figures count collaborations of every kind within clinical commissioning groups. Today’s count primary care networks within sub-ICBs, which are fewer and larger.',
  }
}

function networkFigures(edition: Edition, code: string, here: ReadonlySet<PracticeCode>): NetworkFigures {
  const area = edition.areas.get(code)
  const members = (area?.members ?? [...here].filter(member => edition.byCode.get(member)?.network?.code === code)).flatMap(member => edition.byCode.get(member) ?? [])
  const patients = members.reduce((sum, member) => sum + member.patients, 0)
  const largest = members.reduce((most, member) => member.patients > most.patients ? member : most)
  return {
    code, name: area?.name ?? largest.network?.name ?? code, members: members.map(member => member.code), inArea: members.filter(member => here.has(member.code)).length,
    patients, largest: { code: largest.code, name: largest.name, share: largest.patients / patients },
    subIcbs: [...new Set(members.flatMap(member => member.subIcb?.code ?? []))].sort(),
  }
}

function figuresOf(networks: NetworkFigures[], inNone: PracticeCode[], practices: number): LandscapeFigure[] {
  const count = networks.length, spanning = networks.filter(network => network.subIcbs.length > 1).length
  const over = networks.filter(network => network.patients > NOTIONAL_LIMIT).length
  const sizes = networks.map(network => network.patients).sort((a, b) => a - b), middle = median(sizes)
  const shared = networks.filter(network => network.members.length > 1), largestShare = median(shared.map(network => network.largest.share).sort((a, b) => a - b))
  const share = (part: number) => count ? part / count : null
  const of = (part: number) => `${withComma(part)} of ${withComma(count)} ${count === 1 ? 'network' : 'networks'}`
  const within = share(count - spanning), large = share(over)
  return [
    { key: 'within-one-commissioner', value: within, shown: within === null ? '–' : percent(within), sentence: `${of(count - spanning)} ${count - spanning === 1 ? 'lies' : 'lie'} within one sub-ICB.`,
      quoted: { sentence: 'some 85 % of collaborations involve practices working with counterparts within the same CCG boundaries', source: QUOTED_SOURCE } },
    { key: 'spanning', value: count ? spanning : null, shown: count ? withComma(spanning) : '–', sentence: `${of(spanning)} ${spanning === 1 ? 'spans' : 'span'} two or more sub-ICBs.`,
      quoted: { sentence: 'the number spanning two or more CCGs is rising', source: QUOTED_SOURCE } },
    { key: 'over-50000', value: large, shown: large === null ? '–' : percent(large), sentence: `${of(over)} ${over === 1 ? 'has' : 'have'} more than 50,000 patients.`,
      quoted: { sentence: 'two-thirds of collaborations involve populations of more than 50,000 patients – the notional upper limit for the ideal size', source: QUOTED_SOURCE } },
    { key: 'networks', value: count, shown: withComma(count), sentence: `${withComma(count)} ${count === 1 ? 'network has' : 'networks have'} practices here; ${count === shared.length ? 'none' : withComma(count - shared.length)} of them ${count - shared.length < 2 ? 'is' : 'are'} a single practice.`, quoted: null },
    { key: 'size', value: middle, shown: middle === null ? '–' : withComma(middle),
      sentence: middle === null ? 'There is no network here.' : count === 1 ? `It has ${withComma(middle)} patients.` : `Half of them have ${withComma(middle)} patients or more; they run from ${withComma(sizes[0]!)} to ${withComma(sizes.at(-1)!)}.`, quoted: null },
    { key: 'largest-share', value: largestShare, shown: largestShare === null ? '–' : percent(largestShare),
      sentence: largestShare === null ? 'No network here has two practices.' : `In the middle network of two or more practices the largest practice has ${percent(largestShare)} of the patients; in ${withComma(shared.filter(network => network.largest.share > 0.5).length)} of ${withComma(shared.length)} it has more than half.`, quoted: null },
    { key: 'in-none', value: inNone.length, shown: withComma(inNone.length), sentence: `${withComma(inNone.length)} of ${withComma(practices)} practices ${inNone.length === 1 ? 'is' : 'are'} in no network.`, quoted: null },
  ]
}

function median(sorted: number[]): number | null {
  if (!sorted.length) return null
  const middle = sorted.length >> 1
  return sorted.length % 2 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2
}
