import type { Day, World } from '../words.ts'

/** The published data sets we know how to read. */
export type DataSet =
  | 'list-sizes'            // gp-reg-pat-prac-all: patients registered at each practice
  | 'ages'                  // gp-reg-pat-prac-quin-age: the same by five-year age band
  | 'map'                   // gp-reg-pat-prac-map: practice to network, sub-ICB, ICB, region, system supplier
  | 'small-area-flows'      // gp-reg-pat-prac-lsoa-all: practice by small area (LSOA)
  | 'practice-register'     // epraccur: every practice code with open and close dates
  | 'network-register'      // ePCN: networks and their core partners with dates
  | 'successors'            // ODS succ: which code took over from which
  | 'postcodes'             // ONS Postcode Directory columns: postcode to point and small area
  | 'small-area-centroids'  // LSOA centroids
  | 'small-area-boundaries' | 'district-boundaries' | 'icb-boundaries'
  | 'deprivation'           // English Indices of Deprivation by LSOA
  | 'rural-urban'           // rural–urban classification by LSOA
  | 'branches'              // ebranchs: branch surgeries and the practice each stands under
  | 'payments'              // NHS Payments to General Practice: contract, dispensing, rurality, weighted list, what was paid
  | 'prevalence'            // QOF: disease registers
  | 'suppliers'             // clinical system supplier of each practice
  | 'workforce'             // General Practice Workforce, practice level: full-time equivalents

/** Which generation of small areas a place file speaks of; null where the data set has none. */
export type SmallAreaVintage = '2011' | '2021' | 'invented'

/** One published file at one day: immutable once in the register. */
export interface Release {
  /** `${dataSet}-${day ?? 'undated'}-${first 8 of sha256}`. */
  id: string
  dataSet: DataSet
  world: World
  vintage: SmallAreaVintage | null
  publisher: string
  licence: string
  /** The day the figures are true of; null only for place files that state none ("day not stated"). */
  asAt: Day | null
  /** SHA-256 of the published bytes as given, hex. */
  checksum: string
  fileName: string
  rowsRead: number
  rowsRefused: number
  /** Practice codes in the file that no register of codes knows, with how many rows name each. Kept, counted and listed. */
  unknownCodes: { code: string; rows: number }[]
  importedAt: string
  /** File name of the Parquet copy inside the data folder's releases/. */
  parquet: string
}

/** What an edition takes from one data set, and why that release: a phrase that follows the data set's name, such as '1 September 2020, the nearest to 1 January 2021'. */
export interface SourceUse { dataSet: DataSet; release: Release; says: string }
