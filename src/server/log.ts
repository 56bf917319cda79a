/** One line an event, to be read by a person: time, what happened. Never an address of a visitor, and never what they typed. */
export interface Log {
  line(text: string): void
  /** An error of our own making, under the id the reader was shown (or where it happened), with its causes. */
  fault(error: unknown, id: string): void
}

/** @param write takes one whole line, without its newline. */
export function openLog(write: (line: string) => void, now: () => Date): Log {
  // Nothing that stands in a text can begin a line of its own (lines of a stack are set in), or do anything to the window it is read in.
  const line = (text: string) => write(`${now().toISOString().slice(0, 19)}Z ${text.replaceAll(/[\r\n\u2028\u2029]+/g, '\n    ').replaceAll(/(?!\n)[\p{Cc}\p{Cf}]/gu, '�')}`)
  return {
    line,
    fault: (error, id) => {
      line(`fault ${id}: ${saysOf(error)}`)
      for (let cause = causeOf(error), depth = 0; cause !== undefined && depth < 5; cause = causeOf(cause), depth++) {
        line(`fault ${id}, because: ${saysOf(cause)}`)
      }
    },
  }
}

const causeOf = (error: unknown): unknown => (error instanceof Error ? error.cause : undefined)

/** An error with where it happened, without what somebody typed: the database says again a value it cannot take (SQLSTATE class 22), and JSON.parse a text it cannot read. */
function saysOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const says = error.stack ?? String(error), saysAgain = error instanceof SyntaxError || ('code' in error && typeof error.code === 'string' && /^22...$/.test(error.code))
  return saysAgain ? says.replace(error.message, () => error.message.replace(/["'][^]*["']/, '"…"')) : says
}
