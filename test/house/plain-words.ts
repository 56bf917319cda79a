// people.md §14, the sources' toxic words (001: "federation"), and words of the house that no reader should meet.
const banned = [
  'optimal', 'optimum', 'optimis', 'optimiz', 'best plan', 'winner', 'loser', 'your score', 'at risk', 'failing', 'vulnerable', 'dominant', 'federation', 'mandatory', 'compliant', 'compliance',
  'transparent', 'military-grade', 'zero-knowledge', 'simply', 'easy', 'easily', 'journey\'s', 'platform', 'stakeholder', 'leverage', 'engagement', 'at scale', 'solution', 'success!',
  'are you sure', 'users', 'collapse', 'doing nothing', 'submit', 'invalid', 'click here', 'n/a', 'null', 'undefined', 'stranded', 'uncovered', 'killer', 'merger', 'house on fire',
  'veto', 'subsume', 'swallow', 'deadlock', 'operator', 'tenant', 'edition', 'dataset', 'data set', 'object object',
]
const wholeWord = ['just', 'hub', 'fair', 'secure', 'anonymous', 'nd', 'nan']

/** The first word of a text, in small letters, that readers should not meet; null where there is none. */
export function wordNotMeant(text: string): string | null {
  return banned.find(word => text.includes(word)) ?? wholeWord.find(word => new RegExp(`\\b${word}\\b`).test(text)) ?? null
}
