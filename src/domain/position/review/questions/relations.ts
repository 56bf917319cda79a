import type { Question } from '../question.ts'

export const networkTalk = ['no', 'others-talk-of-leaving', 'we-talk-of-leaving', 'somebody-gave-notice', 'in-no-network'] as const
export const listStates = ['open', 'held-back-at-times', 'asked-to-close', 'closed'] as const
export const neighbourStates = ['no', 'we-wonder', 'has-said-so', 'closing'] as const

/** How things are with those around (domain handbook 6.1 H, 6.5 EW7, EW14, EW15; source 004: "historical relationships with other parties (practices, CCG, NHS England, other providers)"). */
export const relationsQuestions = [
  { id: 'with-network', part: 'relations', depth: 'full', form: { as: 'scale' }, goodForMonths: 12, isSensitive: true },
  { id: 'with-neighbours', part: 'relations', depth: 'quick', form: { as: 'scale' }, goodForMonths: 12, isSensitive: true },
  { id: 'with-lmc', part: 'relations', depth: 'full', form: { as: 'scale' }, goodForMonths: 12, isSensitive: true },
  { id: 'with-icb', part: 'relations', depth: 'full', form: { as: 'scale' }, goodForMonths: 12, isSensitive: true },
  { id: 'with-patients', part: 'relations', depth: 'full', form: { as: 'scale' }, goodForMonths: 12, isSensitive: true },
  { id: 'with-hospital-and-community', part: 'relations', depth: 'full', form: { as: 'scale' }, goodForMonths: 12, isSensitive: true },
  { id: 'network-talk', part: 'relations', depth: 'full', form: { as: 'choice', choices: networkTalk }, goodForMonths: 6, isSensitive: true },
  { id: 'list-state', part: 'relations', depth: 'full', form: { as: 'choice', choices: listStates }, goodForMonths: 3, isSensitive: true },
  { id: 'neighbour-may-stop', part: 'relations', depth: 'full', form: { as: 'choice', choices: neighbourStates }, goodForMonths: 3, isSensitive: true },
  { id: 'history', part: 'relations', depth: 'full', form: { as: 'words', most: 1_000 }, goodForMonths: 24, isSensitive: true },
] as const satisfies readonly Question[]
