import type { Day, Patients, Point, PracticeCode, World } from '../words.ts'
import type { Flows } from './flows.ts'
import type { SourceUse } from './release.ts'

export interface AreaRef { code: string; name: string }

export type AreaKind = 'icb' | 'sub-icb' | 'district' | 'network' | 'england' | 'list'

/** An area is a set of practices that carries a name: an ICB, sub-ICB, district, network, all England or any list typed by hand. */
export interface Area { kind: AreaKind; code: string; name: string; members: PracticeCode[] }

/** What happened to a practice code, in date order; state is asked of it, never stored. */
export interface PracticeEvent { kind: 'opened' | 'closed' | 'dormant' | 'merged-into' | 'took-over' | 'moved' | 'renamed'; on: Day | null; other?: PracticeCode; says: string; source: string }

/** A branch surgery: a second site that stands under a practice's code. */
export interface Branch { code: string; name: string; postcode: string; point: Point | null }

/** What NHS Payments to General Practice publishes of a practice for one financial year. */
export interface Contract {
  /** 'GMS', 'PMS', 'APMS', or 'Unknown' where the publisher says so. */
  type: string
  isDispensing: boolean | null
  rurality: 'urban' | 'rural' | null
  /** Patients counted by need (the NHS formula), and the registered list beside it, both as the payments file gives them: the year's mean, with fractions; null not published. */
  weightedPatients: number | null
  registeredPatients: number | null
  /** The year's Total NHS Payments to General Practice, pounds: before deductions, and without what came by way of networks or for Covid; null not published. Below 0 where money was taken back. */
  paidPounds: number | null
  /** '2022/23'. */
  year: string
}

/** Who works at a practice, full-time equivalents as published; null where the practice's return gives none. */
export interface Workforce {
  asAt: Day
  /** GPs without those in training and without locums (TOTAL_GP_EXTGL_FTE); with locums where a file has only that (EXTG). Before 2020, without registrars (EXRL, EXR). */
  gpFte: number | null
  gpHeads: number | null
  partnersFte: number | null
  nursesFte: number | null
  /** Other staff in direct patient care. */
  directCareFte: number | null
  adminFte: number | null
  /** Patients by the workforce file itself, of the same day; in an extract by year the year's mean. */
  patients: number | null
}

/** A practice: a code with patients in this edition. */
export interface Practice {
  code: PracticeCode
  name: string
  postcode: string
  /** Street and town where the register of practices gives them; empty otherwise. */
  address: string
  patients: Patients
  /** Postcode point; null when no postcode directory knows the postcode. */
  point: Point | null
  /** null: in no network (PCN code U). By the map; for a practice the map does not know, by the register of networks. */
  network: AreaRef | null
  subIcb: AreaRef | null
  icb: AreaRef | null
  region: AreaRef | null
  /** By point in polygon; null with no district boundaries or no point. */
  district: AreaRef | null
  /** Clinical system supplier as published: by the map, else by the file of suppliers; null where neither gives one. */
  system: string | null
  /** Small area of the practice's own postcode. */
  smallArea: string | null
  /** Patient-weighted mean deprivation score and the decile (1 most deprived) of small areas where its patients live; null where unknown. */
  deprivation: { score: number; decile: number; says: string } | null
  /** Share of patients under 15 and 65 or over, 0 to 1; null where no age file is loaded or the figure is suppressed. */
  ages: { under15: number; over65: number } | null
  /** List size on each list-size release of the same world, oldest first. */
  trend: { edition: string; asAt: Day; patients: Patients }[]
  history: PracticeEvent[]
  /** Branch surgeries, ascending by code; [] where none is published or no file of branches is loaded. */
  branches: Branch[]
  /** null where no payments file is loaded or it does not know the code. */
  contract: Contract | null
  /** null where no workforce file is loaded or it does not know the code. */
  workforce: Workforce | null
  /**
   * Share of the whole list on the register of a condition, 0 to 1, by QOF group code ('DM', 'HYP' …); null where no file is loaded or it does not know the code.
   * The publisher's own prevalence counts some registers among adults only, so it is higher there.
   */
  prevalence: { asAt: Day; registers: Readonly<Record<string, number>> } | null
  /** Set on lists under 500 patients: special allocation, asylum or student lists, which a sketch may leave out or attach. */
  isSpecial: boolean
}

/** A code without patients now: found by name or code, shown as what became of it. */
export interface FormerPractice { code: PracticeCode; name: string; postcode: string; says: string; successor: PracticeCode | null }

/**
 * Everything public about one day, held in memory. Named by its list-size release ('2026-01', 'invented-2026-01');
 * every other data set is the release nearest that day (the earlier of two equally near; flows: the latest at or before).
 */
export interface Edition {
  name: string
  world: World
  asAt: Day
  sources: SourceUse[]
  /** Sorted by code. */
  practices: Practice[]
  byCode: ReadonlyMap<PracticeCode, Practice>
  former: ReadonlyMap<PracticeCode, FormerPractice>
  /** Keyed by code; ICBs, sub-ICBs, districts, networks and 'england' (the whole world, also for the invented county). */
  areas: ReadonlyMap<string, Area>
  /** ONS codes (E54…, E38…) of the areas that are keyed by an NHS code. */
  onsCodes?: ReadonlyMap<string, string>
  /** Who lives where, by small area, with merged codes already passed to their successors; null with none loaded. */
  flows: Flows | null
  /** Centroid of each small area of the flows, same order as flows.smallAreas; NaN where unknown. Empty when flows is null. */
  smallAreaLat: Float64Array
  smallAreaLon: Float64Array
  /** Deprivation decile of each small area of the flows, 1 the most deprived; 0 where unknown. Empty when flows is null. */
  smallAreaDecile: Uint8Array
  /** 1 rural, 0 urban, −1 unknown (rural–urban class). Empty when flows is null. */
  smallAreaRural: Int8Array
}

/** Names exactly the releases an edition is made of, to tell later whether figures have changed since: what was made of others is not shown on these. */
export function releaseIdsOf({ sources }: Pick<Edition, 'sources'>): string {
  return sources.map(use => use.release.id).join(' ')
}
