import type { Day, Patients, PracticeCode } from '../words.ts'
import type { Band, Pair, SketchKind } from './plan.ts'

/**
 * A sketch as somebody is making it: who would be with whom, what must stay as it is when we look again, what it would be for.
 * Prices and figures are never kept in it: `scorePlan` works them out from the published figures each time.
 */
export interface Sketch {
  /** Edition's name, such as '2026-01'. */
  release: string
  /** Key of the area, as `areaOf` takes it. */
  area: string
  /** What it is priced by, and looked again for. */
  kind: SketchKind
  size: Band
  /** Growth in order of time, at least one step; most sketches have exactly one. */
  steps: SketchStep[]
  kept: Kept
  purposes: SketchPurpose[]
  /** Typed once per practice by whoever makes the sketch; practices nobody typed for are absent. */
  hospitals: Readonly<Record<PracticeCode, Hospitals>>
  /** The day hospitals were typed last; absent where none ever was. */
  hospitalsOn?: Day
  /** The maker's own practice, ringed on their page and never on a shared one; null where they named none. */
  own: PracticeCode | null
}

/** Who would be with whom from a day on. A practice in no group is left over. */
export interface SketchStep {
  /** 'First', 'Pairs', whatever its maker calls it. */
  name: string
  /** null where no day was named. */
  from: Day | null
  groups: SketchGroup[]
  /** The second level: groups that do some things together; [] where nobody drew one. */
  larger: LargerGroup[]
}

/** Its id is its letter, given once and kept through every change, so that "group C" means the same all day. Members ascend by code. */
export interface SketchGroup { id: string; members: PracticeCode[] }

/** A multi-neighbourhood group: neighbourhoods, by letter, each in at most one. */
export interface LargerGroup { id: string; name: string; groups: string[] }

/** What must hold when we look again. Pairs are of codes, the lower first. */
export interface Kept {
  together: Pair[]
  apart: Pair[]
  /** Letters of groups (of the last step) that nobody leaves and nobody joins. */
  groups: string[]
}

/** With whom something is done: us alone, a few practices of our own choosing, the group, the larger group, everybody in the area. */
export type Level = 'alone' | 'few' | 'group' | 'larger' | 'all'

/** Something to do together: with whom, how many patients it takes, and where it would be offered. */
export interface SketchPurpose {
  /** 'p1', 'p2' …, unique within the sketch. */
  key: string
  /** 'Clinical pharmacist', or in the maker's own words. */
  what: string
  level: Level
  /** With level 'few': the sets of practices that would do this with each other; [] otherwise. */
  few: PracticeCode[][]
  /** Patients needed for one of it, and who says so; null where nobody said. */
  needs: { patients: Patients; source: string } | null
  /** Practices whose sites, branches included, would offer it; [] where nobody said. */
  sites: PracticeCode[]
}

/** The hospitals a practice mainly sends to, as somebody typed them; null where not typed. */
export interface Hospitals { acute: string | null; community: string | null }

/** A sketch after something was done to it, and what that was as a sentence without its subject: 'moved Elm Road from B to C'. */
export interface Edited { sketch: Sketch; did: string }

/** The step that is edited and looked at unless another is asked for: the last. */
export function lastStep(sketch: Sketch): SketchStep {
  return sketch.steps.at(-1)!
}

export function withLastStep(sketch: Sketch, step: SketchStep): Sketch {
  return { ...sketch, steps: [...sketch.steps.slice(0, -1), step] }
}

/** Larger groups name only groups that are there. */
export function tidyLarger(step: SketchStep): SketchStep {
  const letters = new Set(step.groups.map(group => group.id))
  return { ...step, larger: step.larger.map(each => ({ ...each, groups: each.groups.filter(id => letters.has(id)) })).filter(each => each.groups.length > 0) }
}

/** Which group a practice is in, by letter; null when left over. */
export function groupOf(step: Pick<SketchStep, 'groups'>, code: PracticeCode): SketchGroup | null {
  return step.groups.find(group => group.members.includes(code)) ?? null
}

/** Whether two practices are in one group. */
export function areTogether(step: Pick<SketchStep, 'groups'>, [a, b]: Pair): boolean {
  return step.groups.some(group => group.members.includes(a) && group.members.includes(b))
}
