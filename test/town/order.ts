import { expect } from 'vitest'

/** Holds that each phrase stands in the text, after the one before it. */
export function expectOrder(text: string, ...phrases: string[]): void {
  let from = 0
  for (const phrase of phrases) {
    const at = text.indexOf(phrase, from)
    expect(at, `“${phrase}” after what goes before it`).toBeGreaterThanOrEqual(from)
    from = at + phrase.length
  }
}
