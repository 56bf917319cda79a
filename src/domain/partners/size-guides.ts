import { refuse, type Day, type Refusal } from '../words.ts'
import type { Band } from './plan.ts'

/** A reason to work together that comes with a usual size. The size is somebody's published guide, never a wall. */
export interface SizeGuide {
  key: string
  /** What the practices would do together. */
  name: string
  band: Band
  /** The guide in its publisher's sense, one sentence. */
  says: string
  /** Who published it, and where. */
  source: string
  /** Day of the guide as published. */
  on: Day
}

/** Guides, smallest first. A source says "about"; the third is a figure of "around 50,000", taken here as 45,000 to 55,000. */
export const sizeGuides: readonly SizeGuide[] = [
  {
    key: 'core-work', name: 'Share core work', band: { min: 25_000, max: 30_000 }, on: '2015-05-14',
    says: 'Groups “covering about 25-30,000 patients are likely to work best”.',
    source: 'Somerset Local Medical Committee, paper after its study day',
  },
  {
    key: 'network', name: 'A primary care home or primary care network', band: { min: 30_000, max: 50_000 }, on: '2019-01-31',
    says: 'Networks “typically covering 30,000-50,000 people”; the same size as the primary care home of 2015.',
    source: 'NHS England and BMA, five-year framework for GP contract reform; National Association of Primary Care',
  },
  {
    key: 'neighbourhood', name: 'A single neighbourhood', band: { min: 45_000, max: 55_000 }, on: '2025-07-03',
    says: 'Single neighbourhood providers for “around 50,000 people”, taken here as 45,000 to 55,000.',
    source: 'Department of Health and Social Care, 10 Year Health Plan for England',
  },
]

/** The band used when nobody chose one. */
export const usualBand: Band = sizeGuides[1]!.band

/** The smallest and largest figure a band may name, patients. */
export const bandLimits = { least: 2_000, most: 300_000 } as const

const SOURCE = 'Areas and groupings: sizes'

/**
 * Reads a size band as people type it: '30000-50000', '30,000 to 50,000', '30k-50k'.
 * Refuses what is not two whole numbers, figures outside 2,000 to 300,000, and a top that is not above the bottom.
 */
export function bandFrom(text: string): Band | Refusal {
  // No size is longer; a pattern with spaces on both sides of spaces would try them all in turn.
  const match = text.length > 40 ? null : /^([\d, ]+)(k?)\s*(?:-|–|to)([\d, ]+)(k?)$/i.exec(text.trim())
  if (match === null) return refuse('size-not-read', 'Give a size as two whole numbers of patients, such as 30000-50000.', SOURCE)
  const number = (digits: string, thousands: string) => Number(digits.replace(/[, ]/g, '')) * (thousands === '' ? 1 : 1000)
  return bandOf(number(match[1]!, match[2]!), number(match[3]!, match[4]!))
}

/** A band from two figures, refused as `bandFrom` refuses. */
export function bandOf(min: number, max: number): Band | Refusal {
  if (!Number.isInteger(min) || !Number.isInteger(max)) return refuse('size-not-read', 'Sizes are whole numbers of patients.', SOURCE)
  if (min < bandLimits.least || max > bandLimits.most) {
    return refuse('size-out-of-range', 'Sizes run from 2,000 to 300,000 patients.', SOURCE)
  }
  if (max <= min) return refuse('size-upside-down', 'The largest size must be above the smallest.', SOURCE)
  return { min, max }
}

/** The guide with exactly this band, or null: then it is a size somebody typed. */
export function sizeGuideOf(band: Band): SizeGuide | null {
  return sizeGuides.find((guide) => guide.band.min === band.min && guide.band.max === band.max) ?? null
}
