import type { Question } from '../question.ts'

/**
 * A member looks at a group it is already in: members judge the centre, never the centre its members (mission 1.15; source 003: "ask yourself if the group is fit for purpose").
 * A practice in several groups answers for the one it names.
 */
export const ourGroupQuestions = [
  { id: 'group-name', part: 'our-group', depth: 'full', form: { as: 'words', most: 120 }, goodForMonths: 12, isSensitive: true },
  { id: 'group-purpose', part: 'our-group', depth: 'full', form: { as: 'scale' }, goodForMonths: 12, isSensitive: true },
  { id: 'group-knows-us', part: 'our-group', depth: 'full', form: { as: 'scale' }, goodForMonths: 12, isSensitive: true },
  { id: 'group-near', part: 'our-group', depth: 'full', form: { as: 'scale' }, goodForMonths: 12, isSensitive: true },
  { id: 'group-say', part: 'our-group', depth: 'full', form: { as: 'scale' }, goodForMonths: 12, isSensitive: true },
  { id: 'group-meets', part: 'our-group', depth: 'full', form: { as: 'scale' }, goodForMonths: 12, isSensitive: true },
  { id: 'group-money-in', part: 'our-group', depth: 'full', form: { as: 'scale' }, goodForMonths: 12, isSensitive: true },
  { id: 'group-money-back', part: 'our-group', depth: 'full', form: { as: 'scale' }, goodForMonths: 12, isSensitive: true },
  { id: 'group-does', part: 'our-group', depth: 'full', form: { as: 'scale' }, goodForMonths: 12, isSensitive: true },
  { id: 'group-speaks', part: 'our-group', depth: 'full', form: { as: 'scale' }, goodForMonths: 12, isSensitive: true },
  { id: 'group-lasts', part: 'our-group', depth: 'full', form: { as: 'scale' }, goodForMonths: 12, isSensitive: true },
] as const satisfies readonly Question[]
