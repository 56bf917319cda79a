import type { Area, Edition } from '../position/edition.ts'
import { dayInWords } from '../day.ts'
import { withComma } from '../position/figures.ts'
import { refuse, type Day, type Patients, type Refusal } from '../words.ts'
import { patientsOf } from './reasons.ts'
import { QUOTED_SOURCE } from './landscape.ts'
import type { Level, SketchPurpose } from './sketch.ts'

/** How many patients it takes, as somebody published it or as we reckon it from what they published; `says` tells which. A guide, never a wall. */
export interface PublishedNeed {
  patients: Patients
  /** The publisher's own words, or our reckoning from them in one sentence. */
  says: string
  source: string
  /** null where the publication states no day. */
  on: Day | null
}

/** Something practices share or hold a contract for together: a person, a contract, or a piece of work. */
export interface SharedWork {
  key: string
  /** 'Clinical pharmacist'. */
  what: string
  kind: 'person' | 'contract' | 'work'
  /** With whom it is usually done; a suggestion. */
  level: Level
  /** Where practices or commissioners asked for it, and in what words. */
  says: string
  source: string
  /**
   * Patients for one of it. 'whole area': everybody registered in the area. 'as staffed': reckoned from the workforce figures of the edition.
   * null: nobody has published a figure we know of, and we make none up.
   */
  needs: PublishedNeed | 'whole area' | 'as staffed' | null
}

const STUDY_DAY = 'Somerset Local Medical Committee, paper after its study day of 14 May 2015'
const AT_THE_TABLE = 'Primary Care Commissioning, At the table or on the menu, 26 April 2018'
const WHAT_WORKS = 'Hill Dickinson, Collaborating – what works best for you?, part one'
const FRAMEWORK = 'NHS England and BMA, five-year framework for GP contract reform'
const FRAMEWORK_DAY = '2019-01-31'
const TEN_YEARS = 'Department of Health and Social Care, 10 Year Health Plan for England'
const TEN_YEARS_DAY = '2025-07-03'

/** People first, then contracts, then other work; within each the nearest level first. */
export const sharedWorks: readonly SharedWork[] = [
  {
    key: 'nurse', what: 'Practice nurse', kind: 'person', level: 'few', needs: 'as staffed',
    says: '“By working together, practices can jointly fund additional resource and nurse-led solutions”.', source: WHAT_WORKS,
  },
  {
    key: 'specialist-nurse', what: 'Specialist nurse for a long-term condition', kind: 'person', level: 'few', needs: null,
    says: '“Practices don’t need permission to employ a cardiac nurse that they will share.”', source: QUOTED_SOURCE,
  },
  {
    key: 'clinical-pharmacist', what: 'Clinical pharmacist', kind: 'person', level: 'group',
    says: '“Can we develop a specialist nurse pool, salaried locums or pharmacist involvement?”', source: STUDY_DAY,
    needs: { patients: 30_000, says: '“a pharmacist per 30,000 of the population”.', source: 'NHS England, General Practice Forward View', on: '2016-04-21' },
  },
  {
    key: 'link-worker', what: 'Social prescribing link worker', kind: 'person', level: 'group',
    says: 'A role the network contract pays for.', source: FRAMEWORK,
    needs: { patients: 30_000, says: 'One for each network from 2019; a network has typically 30,000 patients or more, from which we reckon one for 30,000.', source: FRAMEWORK, on: FRAMEWORK_DAY },
  },
  {
    key: 'first-contact-physiotherapist', what: 'First contact physiotherapist', kind: 'person', level: 'group',
    says: 'A role the network contract pays for.', source: FRAMEWORK,
    needs: {
      patients: 10_000, says: 'Asks for “reducing the average patch size” of one such physiotherapist to 10,000 patients.', on: null,
      source: 'Chartered Society of Physiotherapy, written evidence FGP0372 to the House of Commons Health and Social Care Committee',
    },
  },
  {
    key: 'mental-health-practitioner', what: 'Mental health practitioner', kind: 'person', level: 'group',
    says: 'A role the network contract pays for, half with the mental health trust.', source: 'NHS England and BMA, update to the GP contract agreement 2020/21 to 2023/24',
    needs: {
      patients: 30_000, says: 'One full-time for each network from April 2021; a network has typically 30,000 patients or more, from which we reckon one for 30,000.', on: '2020-02-06',
      source: 'NHS England and BMA, update to the GP contract agreement 2020/21 to 2023/24',
    },
  },
  {
    key: 'paramedic', what: 'Paramedic', kind: 'person', level: 'group',
    says: 'A role the network contract pays for.', source: FRAMEWORK,
    needs: { patients: 50_000, says: 'One for a typical network by 2024; the framework’s typical network has 50,000 people, from which we reckon one for 50,000.', source: FRAMEWORK, on: FRAMEWORK_DAY },
  },
  {
    key: 'pharmacy-technician', what: 'Pharmacy technician', kind: 'person', level: 'group', needs: null,
    says: 'A role the network contract pays for.', source: 'NHS England and BMA, update to the GP contract agreement 2020/21 to 2023/24',
  },
  {
    key: 'care-co-ordinator', what: 'Care co-ordinator', kind: 'person', level: 'group', needs: null,
    says: 'A role the network contract pays for.', source: 'NHS England and BMA, update to the GP contract agreement 2020/21 to 2023/24',
  },
  {
    key: 'shared-manager', what: 'Shared manager', kind: 'person', level: 'few', needs: null,
    says: '“Agree on some financial and cost brackets, target staffing and skill requirements, and sharing of executive management skills.”', source: STUDY_DAY,
  },
  {
    key: 'enhanced-access', what: 'Evening and Saturday appointments', kind: 'contract', level: 'group',
    says: 'Among what brings practices together: “The requirement for extended access”.', source: QUOTED_SOURCE,
    needs: {
      patients: 15_500, on: '2022-03-31', source: 'NHS England, Network Contract specification 2022/23, enhanced access',
      says: 'An hour a week for each 1,000 adjusted patients, through 15½ hours of evenings and Saturdays: one clinician all through at 15,500 patients, by our reckoning.',
    },
  },
  {
    key: 'network-contract', what: 'The network contract', kind: 'contract', level: 'group',
    says: 'A network of practices, with the staff and services its contract pays for.', source: FRAMEWORK,
    needs: { patients: 30_000, says: 'Networks “typically covering 30,000-50,000 people”.', source: FRAMEWORK, on: FRAMEWORK_DAY },
  },
  {
    key: 'neighbourhood-contract', what: 'A single neighbourhood contract', kind: 'contract', level: 'group',
    says: 'Enhanced services for people with similar needs across a neighbourhood.', source: TEN_YEARS,
    needs: { patients: 50_000, says: 'Single neighbourhood providers for “around 50,000 people”.', source: TEN_YEARS, on: TEN_YEARS_DAY },
  },
  {
    key: 'multi-neighbourhood-contract', what: 'A contract for several neighbourhoods', kind: 'contract', level: 'larger',
    says: 'Services that need working out across neighbourhoods.', source: TEN_YEARS,
    needs: { patients: 250_000, says: 'Multi-neighbourhood providers for 250,000 people or more.', source: TEN_YEARS, on: TEN_YEARS_DAY },
  },
  {
    key: 'whole-area-contract', what: 'A contract for the whole area', kind: 'contract', level: 'all', needs: 'whole area',
    says: '“If the new organisation has the patient list for the whole CCG then it will be the sole potential prime provider.”', source: QUOTED_SOURCE,
  },
  {
    key: 'cqc-papers', what: 'Papers for the CQC', kind: 'work', level: 'few', needs: null,
    says: '“It would be easy to start by sharing some admin functions such as CQC documentation”.', source: STUDY_DAY,
  },
  {
    key: 'training', what: 'Training and teaching', kind: 'work', level: 'few', needs: null,
    says: 'Among what it would be easy to start with: “training opportunities and some specific specialist staff”.', source: STUDY_DAY,
  },
  {
    key: 'core-work', what: 'Core work', kind: 'work', level: 'group',
    says: '“for most practices the only short to medium term solution is joint working”.', source: STUDY_DAY,
    needs: { patients: 25_000, says: 'Groups “covering about 25-30,000 patients are likely to work best”.', source: 'Somerset Local Medical Committee, paper after its study day', on: '2015-05-14' },
  },
  {
    key: 'integration', what: 'Joining up with community and hospital care', kind: 'work', level: 'larger', needs: null,
    says: 'A separate strand, in “large enough units to be able to negotiate effectively with NHS commissioners and trust providers”.', source: STUDY_DAY,
  },
  {
    key: 'buildings', what: 'Buildings and leases', kind: 'work', level: 'larger', needs: null,
    says: '“for a large organisation there are all sorts of solutions, including setting up a property arm to buy in buildings”.', source: STUDY_DAY,
  },
  {
    key: 'out-of-hours', what: 'Out-of-hours care', kind: 'work', level: 'larger', needs: null,
    says: 'Out of hours “as a service is easier to provide when GPs work together”.', source: WHAT_WORKS,
  },
  {
    key: 'back-office', what: 'Payroll, HR and buying', kind: 'work', level: 'all', needs: null,
    says: '“sharing business support services … will generally be best organised at a high level, even if they are provided locally.”', source: STUDY_DAY,
  },
  {
    key: 'tenders', what: 'Tenders for work beyond the core contract', kind: 'work', level: 'all', needs: null,
    says: '“Tendering for non-core work … will generally be best organised at a high level”.', source: STUDY_DAY,
  },
  {
    key: 'taken-seriously', what: 'A voice with commissioners', kind: 'work', level: 'group',
    says: 'Practices “looking to be taken seriously by commissioners need to reach critical mass”.', source: AT_THE_TABLE,
    needs: { patients: 30_000, says: '“If you are not already working in a group that covers 30,000 to 50,000 minimum take steps to do so now”.', source: 'Primary Care Commissioning, At the table or on the menu', on: '2018-04-26' },
  },
  {
    key: 'commissioning', what: 'A say in what is commissioned', kind: 'work', level: 'all',
    says: '“as commissioning has become ever more complex and regulated it is also clear that the infrastructure required is large.”', source: STUDY_DAY,
    needs: { patients: 550_000, says: '“That makes working at county level – a population of 550,000 – logical”.', source: 'Somerset Local Medical Committee, paper after its study day', on: '2015-05-14' },
  },
]

/** Said where `needs` is null. */
export const nobodyPublished = 'Nobody has published a figure we know of. Type the one you go by.'

/**
 * What a purpose keeps as its needs: patients, and who says so with the day and the words. null where nobody has published a figure we know of,
 * for a practice nurse also where the edition has no workforce figures.
 */
export function suggestedNeeds(edition: Edition, area: Area, work: SharedWork): SketchPurpose['needs'] {
  if (work.needs === null) return null
  if (work.needs === 'whole area') return { patients: patientsOf(edition, area.members), source: `Everybody registered in ${area.name} on ${dayInWords(edition.asAt)}. ${work.source}: ${work.says}` }
  if (work.needs === 'as staffed') return patientsPerNurse(edition)
  const { patients, says, source, on } = work.needs
  return { patients, source: `${source}, ${on === null ? 'day not stated' : dayInWords(on)}: ${says}` }
}

/** Patients for one full-time nurse as practices are staffed now, over every practice of the edition whose return gives nurses and patients; null with none. */
function patientsPerNurse(edition: Edition): SketchPurpose['needs'] {
  const returns = edition.practices.flatMap(({ workforce }) => (workforce !== null && workforce.nursesFte !== null && workforce.patients !== null ? [{ ...workforce, nurses: workforce.nursesFte, people: workforce.patients }] : []))
  const nurses = returns.reduce((sum, { nurses: fte }) => sum + fte, 0)
  if (nurses === 0) return null
  const patients = Math.round(returns.reduce((sum, { people }) => sum + people, 0) / nurses)
  const day = returns.map(({ asAt }) => asAt).sort().at(-1)!
  return { patients, source: `NHS England, General Practice Workforce, ${dayInWords(day)}: one full-time nurse for ${withComma(patients)} patients, reckoned over the ${withComma(returns.length)} practices whose return gives both` }
}

/** A purpose as it starts from the table: usual level, published needs, no sets and no sites named. */
export function purposeFrom(edition: Edition, area: Area, work: SharedWork, key: string): SketchPurpose {
  return { key, what: work.what, level: work.level, few: [], needs: suggestedNeeds(edition, area, work), sites: [] }
}

/** The first line of the table that calls itself as this purpose does; null where somebody used their own words. */
export function workOf(purpose: Pick<SketchPurpose, 'what'>): SharedWork | null {
  const plain = (words: string) => words.trim().toLowerCase()
  return sharedWorks.find((work) => plain(work.what) === plain(purpose.what)) ?? null
}

const MOST_NEEDED: Patients = 70_000_000
/** Who says how many patients are needed where nobody else does. */
export const TYPED_BY_MAKER = 'the maker of this sketch'
const HOUSE = 'What for?: patients needed'

/** Patients needed as somebody types them, '30,000' or '30k', with who says so; null for an empty box. Refuses what is not a whole number from 1 to 70 million. */
export function needsTyped(patients: string, source: string): SketchPurpose['needs'] | Refusal {
  if (patients.trim() === '') return null
  const match = patients.length > 40 ? null : /^(\d[\d, ]*)(k?)$/i.exec(patients.trim())
  const count = match === null ? NaN : Number(match[1]!.replace(/[, ]/g, '')) * (match[2] === '' ? 1 : 1000)
  if (!Number.isInteger(count) || count < 1 || count > MOST_NEEDED) {
    return refuse('needs-not-read', 'Give the patients needed for one of it as a whole number, such as 30,000, or leave the box empty.', HOUSE)
  }
  return { patients: count, source: source.trim().replace(/\s+/g, ' ').slice(0, 300) || TYPED_BY_MAKER }
}
