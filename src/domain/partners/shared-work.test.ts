import { expect, test } from 'vitest'
import { penmarshEdition } from '../../../test/town/penmarsh.ts'
import type { Workforce } from '../position/edition.ts'
import { isRefusal } from '../words.ts'
import { needsTyped, purposeFrom, sharedWorks, suggestedNeeds, workOf } from './shared-work.ts'

const edition = penmarshEdition()
const area = edition.areas.get('ZI1')!
const work = (key: string) => sharedWorks.find((each) => each.key === key)!

test('every line says who asked for it, and every figure who published it and in what words', () => {
  expect(new Set(sharedWorks.map((each) => each.key)).size).toBe(sharedWorks.length)
  expect(new Set(sharedWorks.map((each) => each.what)).size).toBe(sharedWorks.length)
  for (const { says, source, needs } of sharedWorks) {
    expect(says).toMatch(/[.?]”?\.?$/)
    expect(source).not.toBe('')
    if (needs === null || typeof needs === 'string') continue
    expect(needs.source).not.toBe('')
    expect(needs.says).toMatch(/[.?]”?\.?$/)
    if (needs.on !== null) expect(needs.on).toMatch(/^\d{4}-\d{2}-\d{2}$/)
  }
})

test('a figure that is our reckoning says so, and one nobody published stays empty', () => {
  for (const key of ['link-worker', 'mental-health-practitioner', 'paramedic', 'enhanced-access']) expect(suggestedNeeds(edition, area, work(key))!.source).toMatch(/reckon/)
  for (const key of ['pharmacy-technician', 'care-co-ordinator', 'specialist-nurse', 'back-office']) expect(suggestedNeeds(edition, area, work(key))).toBeNull()
})

test('a pharmacist is for 30,000 patients, by the General Practice Forward View', () => {
  expect(suggestedNeeds(edition, area, work('clinical-pharmacist'))).toEqual({
    patients: 30_000, source: 'NHS England, General Practice Forward View, 21 April 2016: “a pharmacist per 30,000 of the population”.',
  })
})

test('a contract for the whole area needs everybody registered in it', () => {
  const everybody = area.members.reduce((sum, code) => sum + edition.byCode.get(code)!.patients, 0)
  expect(suggestedNeeds(edition, area, work('whole-area-contract'))!.patients).toBe(everybody)
})

test('patients for a nurse are reckoned over the practices whose return gives nurses and patients', () => {
  const unstaffed = { ...edition, practices: edition.practices.map(practice => ({ ...practice, workforce: null })) }
  expect(suggestedNeeds(unstaffed, area, work('nurse'))).toBeNull()
  const workforce = (nursesFte: number | null, patients: number | null): Workforce => ({ asAt: '2025-12-31', gpFte: null, gpHeads: null, partnersFte: null, nursesFte, directCareFte: null, adminFte: null, patients })
  const returns = [workforce(2, 7000), workforce(3, 10_000), workforce(null, 5000), workforce(1, null)]
  const staffed = { ...edition, practices: edition.practices.map((practice, i) => ({ ...practice, workforce: returns[i] ?? null })) }
  expect(suggestedNeeds(staffed, area, work('nurse'))).toEqual({
    patients: 3400, source: 'NHS England, General Practice Workforce, 31 December 2025: one full-time nurse for 3,400 patients, reckoned over the 2 practices whose return gives both',
  })
})

test('a purpose starts with its usual level and nobody named', () => {
  const purpose = purposeFrom(edition, area, work('cqc-papers'), 'p1')
  expect(purpose).toEqual({ key: 'p1', what: 'Papers for the CQC', level: 'few', few: [], needs: null, sites: [] })
  expect(workOf(purpose)?.key).toBe('cqc-papers')
  expect(workOf({ what: ' papers for the cqc ' })?.key).toBe('cqc-papers')
  expect(workOf({ what: 'Minibus' })).toBeNull()
})

test('patients needed are read as people type them, with who says so', () => {
  expect(needsTyped('30,000', 'Our LMC')).toEqual({ patients: 30_000, source: 'Our LMC' })
  expect(needsTyped(' 30k ', '')).toEqual({ patients: 30_000, source: 'the maker of this sketch' })
  expect(needsTyped('', 'Our LMC')).toBeNull()
  for (const odd of ['many', '0', '-5', '1.5', '900000000']) expect(isRefusal(needsTyped(odd, ''))).toBe(true)
})

test('patients needed with endless spaces are refused without trying them all in turn', () => {
  expect(needsTyped(`1${' '.repeat(400_000)}x`, '')).toMatchObject({ code: 'needs-not-read' })
  expect(needsTyped('30 k', 'us')).toEqual({ patients: 30_000, source: 'us' })
})
