import type { Paths } from '../paths.ts'

/** A form that asks (GET) drops its address's query: this hidden box carries the figures being read along with it. */
export function KeepFigures({ to }: { to: Paths }) {
  return to.figures === null ? <></> : <input type="hidden" name="figures" value={to.figures} />
}
