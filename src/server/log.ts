/** One line an event, to be read by a person: time, what happened. Never an address of a visitor, and never what they typed. */
export interface Log {
  line(text: string): void
  /** An error of our own making, under the id the reader was shown (or where it happened), with its causes. */
  fault(error: unknown, id: string): void
}

/** @param write takes one whole line, without its newline. */
export function openLog(write: (line: string) => void, now: () => Date): Log {
  // Nothing that stands in a text can begin a line of its own: lines of a stack are set in.
  const line = (text: string) => write(`${now().toISOString().slice(0, 19)}Z ${text.replaceAll(/[\r\n\u2028\u2029]+/g, '\n    ').replaceAll(/[^\P{Cc}\n]/gu, '�')}`)
  return {
    line,
    fault: (error, id) => {
      line(`fault ${id}: ${error instanceof Error ? (error.stack ?? String(error)) : String(error)}`)
      for (let cause = causeOf(error), depth = 0; cause !== undefined && depth < 5; cause = causeOf(cause), depth++) {
        line(`fault ${id}, because: ${cause instanceof Error ? (cause.stack ?? String(cause)) : String(cause)}`)
      }
    },
  }
}

const causeOf = (error: unknown): unknown => (error instanceof Error ? error.cause : undefined)
