/** What an attempt was for, one word or two; counts are told apart by it. */
export type Kind =
  | 'cross-site' | 'link' | 'identifier' | 'malformed' | 'extra field' | 'odd value' | 'stored text' | 'reflected text' | 'formula' | 'policy'
  | 'session' | 'redirect' | 'guessing' | 'enumeration' | 'flood' | 'header' | 'log' | 'browser'

export interface Success { kind: Kind; what: string; says: string }

/** Attempts counted by their kind, and those that succeeded, each with what was done and what it did. */
export class Tally {
  readonly attempts = new Map<Kind, number>()
  readonly successes: Success[] = []
  /** What shows that the attempts were aimed at something: forms that our own page may send and that do change something, pages that show what was stored. */
  readonly controls = new Map<string, number>()
  /** What could not be tried, and why. */
  readonly notes: string[] = []
  /** What was to be attacked and was not found: the whole fails by one. */
  readonly missed: string[] = []

  /** One attempt; `says` is what it did where it did something, else null. */
  tried(kind: Kind, what: string, says: string | null = null): void {
    this.attempts.set(kind, (this.attempts.get(kind) ?? 0) + 1)
    if (says !== null) this.successes.push({ kind, what, says })
  }
  control(name: string, times = 1): void { this.controls.set(name, (this.controls.get(name) ?? 0) + times) }
  note(says: string): void { this.notes.push(says) }
  miss(says: string): void { this.missed.push(says) }
  get total(): number { return [...this.attempts.values()].reduce((sum, times) => sum + times, 0) }
}
