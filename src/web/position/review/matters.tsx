import { fiveYears as words } from '#content/wording/five-years.ts'
import { Tornado } from '../../ui/fan.tsx'
import { Table } from '../../ui/table.tsx'
import type { Ahead } from './port.ts'
import { share } from '../../ui/say.ts'

/** The five things that move the last year most, as bars with their ends printed. */
export function Matters({ ahead }: { ahead: Ahead }) {
  const bars = ahead.bars.filter(bar => Math.abs(bar.atHigh - bar.atLow) >= 100).slice(0, 5)
  if (bars.length === 0) return null
  return <>
    <h2 class="nhsuk-heading-m">{words.matters}</h2>
    <p>{words.mattersSays(String(ahead.years[ahead.middle.findLastIndex(row => row.ppp !== null)]))}</p>
    <Tornado middle={bars[0]!.middle} bars={bars.map(({ key, atLow, atHigh }) => ({ label: words.levers[key] ?? key, atLow, atHigh, lowSays: words.leverEnds[key]?.[0] ?? 'low', highSays: words.leverEnds[key]?.[1] ?? 'high' }))} />
  </>
}

/** Where every input comes from. */
export function Assumed({ ahead }: { ahead: Ahead }) {
  return <Table responsive rows={ahead.basis} columns={[
    { head: words.assumedHeads.what, cell: each => words.inputs[each.input] ?? each.input }, { head: words.assumedHeads.is, cell: each => each.is }, { head: words.assumedHeads.from, cell: each => words.from[each.from] }, { head: words.assumedHeads.says, cell: each => each.says },
  ]} />
}

export const inPercent = (part: number): string => share(part)
