import type { Edition } from '#domain/position/edition.ts'
import type { Refusal } from '#domain/words.ts'
import type { Solve } from '#commands/partners/propose.ts'

/** What proposing and scoring need from outside; wired in the plant room, made by hand in tests. */
export interface CliWorld {
  /** By name; without one the newest real edition, else the newest invented. With small-area flows where any are loaded. */
  edition(name?: string): Promise<Edition | Refusal>
  solve: Solve
  /** Standard output: the answer and nothing else. */
  answer(text: string): void
  /** Standard error: progress and complaints, a line at a time. */
  say(line: string): void
  /** Aborted when somebody asks to stop (Ctrl-C): the best found so far is still written. */
  signal: AbortSignal
  /** Both throw when the file cannot be read or written. */
  readFile(path: string): Promise<string>
  writeFile(path: string, text: string): Promise<void>
}
