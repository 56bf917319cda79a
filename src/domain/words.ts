/** The few types everybody speaks. Units are in the name; a day is an ISO calendar day, never an instant. */

/** An ODS practice code, six characters, such as L85001. Invented practices carry codes no register uses. */
export type PracticeCode = string
/** A count of registered patients, whole. */
export type Patients = number
/** Great-circle or road kilometres, as the name of the field says. */
export type Km = number
/** A calendar day as YYYY-MM-DD. */
export type Day = string

/** A "no" with its reason and where the rule comes from. Returned, never thrown. */
export interface Refusal {
  refused: true
  /** Kebab-case, stable: for tests, logs and the API. */
  code: string
  /** A plain sentence for the reader. */
  why: string
  /** Act and section, schedule, data set and date, or the page of ours that states the rule. */
  source: string
}

export function refuse(code: string, why: string, source: string): Refusal {
  return { refused: true, code, why, source }
}

export function isRefusal(value: unknown): value is Refusal {
  return typeof value === 'object' && value !== null && (value as Partial<Refusal>).refused === true
}

/** Throws when we ourselves were wrong; a person's mistake is a refusal instead. */
export function invariant(holds: unknown, sentence: string): asserts holds {
  if (!holds) throw new Error(`invariant broken: ${sentence}`)
}

/** A place on the earth, WGS84 degrees. */
export interface Point { lat: number; lon: number }

/** Real published data, or the invented county; no total mixes the two. */
export type World = 'real' | 'invented'
