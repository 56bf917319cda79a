import type { DatedValue, Parameter, ParameterForm, ParameterGroup } from '#domain/position/parameter.ts'

/**
 * Figures that are assumed, each with its source, the day it was checked and the day by which it is to be looked at again. Whoever runs a server adds a newer value by
 * `alongside set-parameter`; a release adds them here. A value that was used once stays, for what was worked out with it can then be told.
 *
 * `isEstimate` where it is an assumption, or where nobody has yet held it against what its publisher says: those are to be looked at sooner.
 * Of two values from the same day the later in the list holds: a pay award is paid from the April before it.
 */

/** When the list was put together. */
const WRITTEN = '2026-11-21'
/** When a figure was looked for once more, in what others publish of it. */
const LOOKED_UP = '2026-11-26'
/** The month after the next contract year begins. */
const NEXT_CONTRACT = '2027-04-30'
/** Not held against its publisher yet. */
const SOON = '2027-01-31'
/** What nobody publishes and everybody should replace by their own. */
const ONCE_A_YEAR = '2027-04-30'
/** From where on an assumption of ours stands. */
const ASSUMED_FROM = '2025-04-01'

const published = (value: number, from: string, source: string, more: Partial<DatedValue> = {}): DatedValue => ({ value, from, source, checkedOn: WRITTEN, reviewBy: NEXT_CONTRACT, isEstimate: false, ...more })
const unchecked = (value: number, from: string, source: string, more: Partial<DatedValue> = {}): DatedValue => published(value, from, source, { reviewBy: SOON, isEstimate: true, ...more })
const assumed = (low: number, value: number, high: number, source: string, more: Partial<DatedValue> = {}): DatedValue => ({ value, low, high, from: ASSUMED_FROM, source, checkedOn: WRITTEN, reviewBy: ONCE_A_YEAR, isEstimate: true, ...more })

const SUGGESTED = 'Suggested by the makers of Alongside, November 2026, and published by nobody; replace it by your own'
const EXAMPLE = 'Worked example of the makers of Alongside, November 2026, fixed for the example and no published rate; lowest and highest are suggested; replace it by your own'
const BY_AGE = 'Suggested by the makers of Alongside, November 2026; to be checked against the NHS workforce and pension figures; what a partner has said always comes first'
const NO_EVIDENCE = 'No good evidence: the systematic review PMC5819982 (2018) finds that evidence on size is scarce; suggested by the makers of Alongside, November 2026; replace it by your own'
const SFE = 'to be checked against the Statement of Financial Entitlements'
/** The contract year of these had ended when they were put down, and nobody had found the next. */
const LAST_YEARS = '2026-04-30'
const DES_2024 = 'NHS England, Network Contract Directed Enhanced Service, contract specification 2024/25'
const DES_2024_AWARD = 'NHS England, Network Contract Directed Enhanced Service 2024/25 after the pay award, from 1 April 2024, as reported by Pulse PCN, 27 September 2024'
const DES_2025 = 'NHS England, Network Contract Directed Enhanced Service 2025/26, as reported by Pulse PCN, spring 2025; the figure of 2026/27 has not been put in yet'

const networks = (at2024: number, afterAward: number | null, at2025: number, note = ''): DatedValue[] => [
  unchecked(at2024, '2024-04-01', DES_2024 + note, { reviewBy: '2025-04-30' }),
  ...afterAward === null ? [] : [unchecked(afterAward, '2024-04-01', DES_2024_AWARD, { reviewBy: '2025-04-30', checkedOn: LOOKED_UP })],
  unchecked(at2025, '2025-04-01', DES_2025, { reviewBy: LAST_YEARS, checkedOn: LOOKED_UP }),
]

const one = (group: ParameterGroup) => (id: string, form: ParameterForm, name: string, unit: string, ...values: DatedValue[]): Parameter => ({ id, name, unit, form, group, values })
const contract = one('contract'), network = one('networks'), cost = one('costs'), employing = one('employing'), partner = one('partners'), future = one('futures'), rule = one('rules')

export const parameters: readonly Parameter[] = [
  contract('globalSum', 'pounds', 'Global sum', 'for each patient counted by need, a year',
    unchecked(112.5, '2024-04-01', `NHS England, GP contract 2024/25 after the pay award; ${SFE} 2024`),
    published(121.79, '2025-04-01', 'NHS England, GP contract 2025/26, from 1 April 2025, before the pay award'),
    unchecked(123.34, '2025-04-01', `NHS England, GP contract 2025/26 after the pay award; ${SFE} 2025`),
    unchecked(130.07, '2026-04-01', `The Medicines Management Team, The 2026/27 GP Contract: Reality vs. Rhetoric, 2026; ${SFE} 2026`)),
  contract('oohDeduction', 'share', 'Out-of-hours deduction', 'of the global sum, where a practice has opted out',
    published(0.0475, '2025-04-01', 'NHS England, GP contract 2025/26, April 2025')),
  contract('globalSumUplift', 'share', 'Rise of the global sum', 'a year, in the years to come',
    assumed(0.01, 0.025, 0.04, 'NHS England, letter to practices on the GP contract 2026/27, 24 February 2026, assumes that pay rises by 2.5 %; lowest and highest are suggested by the makers of Alongside')),
  contract('qofPointsAvailable', 'number', 'QOF points to be had', 'points',
    unchecked(564, '2025-04-01', `NHS England, GP contract 2025/26; ${SFE} 2025`),
    unchecked(582, '2026-04-01', `NHS England, letter to practices on the GP contract 2026/27, 24 February 2026, as reported by Management in Practice: 18 points more; ${SFE} 2026`)),
  contract('qofPoint', 'pounds', 'Value of a QOF point', 'for each point, at a list of England’s average',
    unchecked(220.62, '2024-04-01', 'Primary Care IT, QOF 2024/25 overview', { checkedOn: LOOKED_UP }),
    published(225.49, '2025-04-01', 'NHS England, GP contract 2025/26, April 2025'),
    unchecked(227.95, '2026-04-01', `As quoted for 2026/27, November 2026; ${SFE} 2026`)),
  contract('contractorPopulationIndex', 'number', 'Average list of England’s practices, as QOF counts it (Contractor Population Index)', 'patients',
    unchecked(9964, '2024-04-01', 'Primary Care IT, QOF 2024/25 overview', { checkedOn: LOOKED_UP }),
    unchecked(10_184, '2025-04-01', `Worked out from the figures of 2025/26, November 2026; ${SFE} 2025`),
    unchecked(10_349, '2026-04-01', `haresign.net, QOF tool for 2026/27; ${SFE} 2026`)),
  contract('qofRise', 'share', 'Rise of a QOF point', 'a year, in the years to come', assumed(0, 0.02, 0.035, EXAMPLE)),
  contract('listGrowthAround', 'share', 'Growth of a list, above or below its own of the last years', 'a year', assumed(-0.01, 0, 0.01, SUGGESTED)),
  contract('otherIncomeRise', 'share', 'Rise of other income', 'a year', assumed(0, 0.015, 0.03, EXAMPLE)),
  contract('qofAchieved', 'share', 'Share of QOF points achieved, where nobody has said', 'of the points to be had', assumed(0.85, 0.93, 1, `${SUGGESTED}: most practices are near it`)),
  contract('otherIncomeShare', 'share', 'Other income, where no payments are published', 'of global sum and QOF', assumed(0.2, 0.3, 0.4, SUGGESTED)),
  contract('premisesReimbursementRise', 'share', 'Rise of what is paid back for premises', 'a year', assumed(0, 0.02, 0.04, EXAMPLE)),

  network('pcnCore', 'pounds', 'Network core payment', 'for each patient, a year', ...networks(2.916, 2.967, 2.999, ': £2.218 for each registered patient and £0.698 of the adjusted count')),
  network('enhancedAccess', 'pounds', 'Enhanced access payment', 'for each patient of the adjusted count, a year', ...networks(7.674, 7.975, 8.427)),
  network('careHomePremium', 'pounds', 'Care home premium', 'for each bed, a year', ...networks(120, 127.2, 130.253)),
  network('arrsPerWeighted', 'pounds', 'Additional roles, the most that is paid back (ARRS)', 'for each patient counted by need, a year', ...networks(22.894, null, 26.631)),

  cost('staffPayRise', 'share', 'Rise of staff pay', 'a year', assumed(0.025, 0.042, 0.055, EXAMPLE)),
  cost('salariedPayRise', 'share', 'Rise of a salaried GP’s pay', 'a year', assumed(0.02, 0.035, 0.05, EXAMPLE)),
  cost('locumRise', 'share', 'Rise of what locums and other cover cost', 'a year', assumed(0.01, 0.035, 0.06, EXAMPLE)),
  cost('premisesRise', 'share', 'Rise of what premises cost', 'a year', assumed(0.01, 0.03, 0.06, EXAMPLE)),
  cost('otherCostsRise', 'share', 'Rise of other costs', 'a year', assumed(0.01, 0.03, 0.06, EXAMPLE)),
  cost('coverCost', 'pounds', 'Covering a full-time partner who has gone', 'a year', assumed(110_000, 138_000, 165_000, EXAMPLE)),
  cost('salariedEquivalent', 'pounds', 'What a salaried GP would cost for a full-time partner’s sessions, with employer’s costs', 'a year',
    assumed(80_000, 90_000, 125_000, `${EXAMPLE}: it differs from place to place`, { reviewBy: SOON })),

  cost('floorRise', 'share', 'Rise of what a full-time partner needs', 'a year', assumed(0.02, 0.03, 0.04, EXAMPLE)),

  employing('employerPension', 'share', 'Employer’s NHS pension contribution, paid by the practice', 'of pensionable pay',
    unchecked(0.1438, '2025-04-01', 'NHS Business Services Authority, contribution notice 2025/26: 23.78 % in all, of which NHS England pays 9.4 points; to be checked for 2026/27')),
  employing('employerNI', 'share', 'Employer’s National Insurance', 'of pay above the threshold', published(0.15, '2025-04-06', 'HM Revenue and Customs, rates for employers 2025 to 2026')),
  employing('employerNIThreshold', 'pounds', 'Threshold of employer’s National Insurance', 'for each employee, a year', published(5000, '2025-04-06', 'HM Revenue and Customs, rates for employers 2025 to 2026')),
  employing('employmentAllowance', 'pounds', 'Employment Allowance', 'a year',
    unchecked(0, '2025-04-06', 'Practices cannot claim it, as most of their work is for the NHS (Pulse, 30 October 2024; Wesleyan, 11 February 2025); ask your accountant', { checkedOn: LOOKED_UP })),
  employing('statutoryWeekCap', 'pounds', 'Most that counts as a week’s pay in statutory redundancy pay', 'a week',
    published(700, '2024-04-06', 'Employment Rights Act 1996, section 227, as changed from 6 April 2024'),
    published(719, '2025-04-06', 'Employment Rights Act 1996, section 227, as changed from 6 April 2025'),
    unchecked(751, '2026-04-06', 'Employment Rights Act 1996, section 227, from 6 April 2026 as quoted from gov.uk by WorkRightsUK, 2026; to be checked against the order', { checkedOn: LOOKED_UP })),

  partner('leaveUnder50', 'share', 'Chance that a partner under 50 leaves', 'in a year', unchecked(0.02, ASSUMED_FROM, BY_AGE)),
  partner('leave50to54', 'share', 'Chance that a partner of 50 to 54 leaves', 'in a year', unchecked(0.05, ASSUMED_FROM, BY_AGE)),
  partner('leave55to57', 'share', 'Chance that a partner of 55 to 57 leaves', 'in a year', unchecked(0.12, ASSUMED_FROM, BY_AGE)),
  partner('leave58to60', 'share', 'Chance that a partner of 58 to 60 leaves', 'in a year', unchecked(0.25, ASSUMED_FROM, BY_AGE)),
  partner('leaveOver60', 'share', 'Chance that a partner over 60 leaves', 'in a year', unchecked(0.35, ASSUMED_FROM, BY_AGE)),
  partner('leaveUnsaid', 'share', 'Chance that a partner leaves who has not said when', 'in a year', unchecked(0.08, ASSUMED_FROM, SUGGESTED, { reviewBy: ONCE_A_YEAR })),
  partner('partnerFullTime', 'share', 'How much of full time a partner works, where no return is published', 'of nine sessions a week', assumed(0.6, 0.75, 0.9, SUGGESTED)),
  partner('firmnessFirm', 'share', 'Chance that a partner goes in the year they named: firm', 'of those who say so', unchecked(0.9, ASSUMED_FROM, SUGGESTED, { reviewBy: ONCE_A_YEAR })),
  partner('firmnessLikely', 'share', 'Chance that a partner goes in the year they named: likely', 'of those who say so', unchecked(0.6, ASSUMED_FROM, SUGGESTED, { reviewBy: ONCE_A_YEAR })),
  partner('firmnessMaybe', 'share', 'Chance that a partner goes in the year they named: maybe', 'of those who say so', unchecked(0.3, ASSUMED_FROM, SUGGESTED, { reviewBy: ONCE_A_YEAR })),
  partner('fillChance', 'share', 'Chance that a partner’s vacancy is filled', 'in a year, where the practice does not know better',
    assumed(0.1, 0.3, 0.5, 'Suggested by the makers of Alongside, November 2026: never more than one in two, and six divided by the months it usually takes; replace it by your own')),

  future('shareSaving', 'share', 'Sharing services: saving', 'of the costs that are named', assumed(0, 0.02, 0.04, NO_EVIDENCE)),
  future('shareFee', 'pounds', 'Sharing services: fee', 'for each patient, a year', assumed(0.5, 1.5, 3, NO_EVIDENCE)),
  future('shareOnce', 'pounds', 'Sharing services: setting up', 'for a practice, once', assumed(2_000, 5_000, 10_000, NO_EVIDENCE)),
  future('shareRecruiting', 'share', 'Sharing services: better chance to fill a vacancy', 'added to the chance in a year', assumed(0, 0.05, 0.1, NO_EVIDENCE)),
  future('joinSaving', 'share', 'Joining another practice: saving', 'of the costs that are named', assumed(0, 0.04, 0.08, NO_EVIDENCE)),
  future('joinFee', 'pounds', 'Joining another practice: fee', 'for each patient, a year', assumed(0, 0, 2, NO_EVIDENCE)),
  future('joinOnce', 'pounds', 'Joining another practice: setting up', 'for all who join, once', assumed(15_000, 30_000, 60_000, NO_EVIDENCE)),
  future('joinRecruiting', 'share', 'Joining another practice: better chance to fill a vacancy', 'added to the chance in a year', assumed(0, 0.1, 0.2, NO_EVIDENCE)),

  rule('vatThreshold', 'pounds', 'VAT: when a practice must register', 'of taxable supplies in twelve months', unchecked(90_000, '2024-04-01', 'HM Revenue and Customs, VAT registration threshold from 1 April 2024; to be checked')),
  rule('mileage', 'pounds', 'Mileage that is free of tax', 'for each mile by car, up to 10,000 a year', unchecked(0.45, '2011-04-06', 'HM Revenue and Customs, approved mileage allowance payments from 6 April 2011; to be checked')),
  rule('dsptDue', 'yearly-day', 'Data Security and Protection Toolkit is due', 'every year', published(630, '2025-04-01', 'NHS England, Data Security and Protection Toolkit: version 8, for 2025/26, was due on 30 June 2026')),
]
