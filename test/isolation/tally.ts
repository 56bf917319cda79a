/** Something that is not as the rule says: shown, told, changed, counted or missing. */
export interface Leak {
  /** 'shown': to somebody who may not see it. 'count', 'missing': a list or a number that is not the rule's. 'told': that something exists. 'changed', 'noted', 'fault', 'undeclared'. */
  kind: 'shown' | 'count' | 'missing' | 'told' | 'changed' | 'noted' | 'fault' | 'undeclared'
  where: string
  /** What it was kept as, or which table it is of. */
  of: string
  says: string
}

/** Probes counted by what was asked, and what was found. */
export class Tally {
  readonly probes = new Map<string, number>()
  readonly leaks: Leak[] = []
  /** Forms that were taken: each route must have been filled in as its page means it to be. */
  readonly accepted = new Map<string, number>()

  count(where: string, times = 1): void { this.probes.set(where, (this.probes.get(where) ?? 0) + times) }
  found(leak: Leak): void { this.leaks.push(leak) }
  get total(): number { return [...this.probes.values()].reduce((sum, times) => sum + times, 0) }
}
