import { tellOfNotices } from '#commands/organisations/tell-of-notices.ts'
import type { Log } from './log.ts'

/** Between looks for what was shown or answered, in milliseconds. */
const LOOK = 5_000

/** Has letters written of what was shown or answered, a moment later. A round of its own, so that whoever shows something is answered alike whoever is there; the log says nothing of it but our own mistakes. */
export function keepTelling(desk: Parameters<typeof tellOfNotices>[0], log: Pick<Log, 'fault'>, look = LOOK): { close(): Promise<void> } {
  let isBroken = false, isUnderWay = false
  const round = async () => {
    isUnderWay = true
    try {
      while (await tellOfNotices(desk));
      isBroken = false
    } catch (fault) {
      if (!isBroken) log.fault(fault, 'telling what was shown')
      isBroken = true
    }
    isUnderWay = false
  }
  let under = round()
  const timer = setInterval(() => { if (!isUnderWay) under = round() }, look)
  timer.unref()
  return { close: async () => { clearInterval(timer); await under } }
}
