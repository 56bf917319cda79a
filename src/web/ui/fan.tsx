import { n } from './map-shapes.ts'

/** A fan of five years, as people.md 12.6 asks: a middle line, half of runs, nine in ten; what somebody needs as a dashed line; what is likely printed at the right-hand end. */

export interface FanYear {
  label: string
  /** null where hardly a run has a figure. */
  spread: { low: number; lower: number; middle: number; upper: number; high: number } | null
  /** What is needed that year, the dashed line. */
  need: number
}

export interface FanProps {
  id: string
  title: string
  /** Two sentences for whoever cannot see it. */
  says: string
  years: readonly FanYear[]
  /** What stands at the dashed line's end, such as 'what you need'. */
  needSays: string
  /** The same in one short word, for a small one. */
  needShort: string
  /** Lowest and highest of the axis, where several stand side by side on one; else its own. */
  axis?: { from: number; to: number }
  small?: boolean
}

const thousands = (value: number): string => `${value < 0 ? '−' : ''}£${Math.abs(Math.round(value / 1_000))}k`

/** From nought, or below it where figures are, to the highest, in steps that people count in. */
export function axisOf(years: readonly FanYear[]): { from: number; to: number } {
  const all = years.flatMap(({ spread, need }) => [need, ...spread ? [spread.low, spread.high] : []]), step = 20_000
  return { from: Math.min(0, Math.floor(Math.min(...all) / step) * step), to: Math.max(step, Math.ceil(Math.max(...all) / step) * step) }
}

export function Fan({ id, title, says, years, needSays, needShort, axis = axisOf(years), small = false }: FanProps) {
  const width = small ? 300 : 640, height = small ? 220 : 320, left = small ? 44 : 56, right = small ? 78 : 128, top = 14, bottom = 30
  const x = (t: number) => left + (t / Math.max(1, years.length - 1)) * (width - left - right)
  const y = (value: number) => top + (1 - (value - axis.from) / (axis.to - axis.from)) * (height - top - bottom)
  const known = years.flatMap((year, t) => (year.spread ? [{ t, ...year.spread }] : []))
  const band = (upper: 'high' | 'upper', lower: 'low' | 'lower') => known.length < 2 ? null : `M${[...known.map(each => `${n(x(each.t))} ${n(y(each[upper]))}`), ...known.toReversed().map(each => `${n(x(each.t))} ${n(y(each[lower]))}`)].join('L')}Z`
  const step = niceStep((axis.to - axis.from) / (small ? 3 : 5)), ticks = Array.from({ length: Math.floor((axis.to - axis.from) / step) + 1 }, (_, k) => Math.ceil(axis.from / step) * step + k * step).filter(tick => tick <= axis.to)
  const last = known.at(-1), need = years.at(-1)!.need
  // Two labels at the right-hand end keep their distance.
  const likelyAt = last ? y(last.middle) : 0, needAt = y(need), apart = last !== undefined && Math.abs(likelyAt - needAt) < (small ? 30 : 44), needText = apart ? likelyAt + (needAt >= likelyAt ? (small ? 30 : 46) : (small ? -30 : -42)) : needAt
  return <svg class={`app-fan${small ? ' app-fan--small' : ''}`} viewBox={`0 0 ${width} ${height}`} role="img" aria-labelledby={`${id}-t ${id}-d`}>
    <title id={`${id}-t`}>{title}</title>
    <desc id={`${id}-d`}>{says}</desc>
    {ticks.map(tick => <><line x1={left} x2={width - right} y1={n(y(tick))} y2={n(y(tick))} stroke={tick === 0 ? '#4C6272' : '#D8DDE0'} /><text class="app-fan__tick" x={left - 6} y={n(y(tick) + 5)} text-anchor="end">{thousands(tick)}</text></>)}
    {band('high', 'low') && <path d={band('high', 'low')!} fill="#D9E0ED" />}
    {band('upper', 'lower') && <path d={band('upper', 'lower')!} fill="#B2C1DB" />}
    {known.length > 1 && <path d={known.map((each, i) => `${i === 0 ? 'M' : 'L'}${n(x(each.t))} ${n(y(each.middle))}`).join('')} fill="none" stroke="#003087" stroke-width="3" stroke-linejoin="round" />}
    <path d={years.map((year, t) => `${t === 0 ? 'M' : 'L'}${n(x(t))} ${n(y(year.need))}`).join('')} fill="none" stroke="#212B32" stroke-width="2" stroke-dasharray="7 5" />
    {years.map((year, t) => (small && t % 5 !== 0 ? null : <text class="app-fan__year" x={n(x(t))} y={height - 8} text-anchor="middle">{year.label}</text>))}
    {last && <text class="app-fan__likely" x={n(x(last.t) + 8)} y={n(likelyAt)}>{small ? thousands(last.middle) : <><tspan x={n(x(last.t) + 8)}>likely</tspan><tspan x={n(x(last.t) + 8)} dy="18">{`${thousands(last.lower)}–${thousands(last.upper)}`}</tspan></>}</text>}
    <text class="app-fan__need" x={n(x(years.length - 1) + 8)} y={n(needText)}>{small ? <><tspan x={n(x(years.length - 1) + 8)}>{needShort}</tspan><tspan x={n(x(years.length - 1) + 8)} dy="16">{thousands(need)}</tspan></> : <><tspan x={n(x(years.length - 1) + 8)}>{needSays}</tspan><tspan x={n(x(years.length - 1) + 8)} dy="18">{thousands(need)}</tspan></>}</text>
  </svg>
}

function niceStep(about: number): number {
  const power = 10 ** Math.floor(Math.log10(about))
  return [1, 2, 5, 10].map(by => by * power).find(step => step >= about)!
}

export interface TornadoBar { label: string; atLow: number; atHigh: number; lowSays: string; highSays: string }

/** What moves a figure most, one bar each from its low to its high, around the middle; the figures are printed. */
export function Tornado({ bars, middle }: { bars: readonly TornadoBar[]; middle: number }) {
  const all = bars.flatMap(({ atLow, atHigh }) => [atLow, atHigh]), from = Math.min(middle, ...all), to = Math.max(middle, ...all), span = to - from || 1, x = (value: number) => ((value - from) / span) * 100
  return <ul class="app-tornado">
    {bars.map(({ label, atLow, atHigh, lowSays, highSays }) => <li>
      <span class="app-tornado__label">{label}</span>
      <svg class="app-tornado__bar" viewBox="0 0 100 18" preserveAspectRatio="none" aria-hidden="true" focusable="false">
        <rect x={n(x(Math.min(atLow, atHigh)))} y="3" width={n(Math.max(0.6, Math.abs(x(atHigh) - x(atLow))))} height="12" fill="#B2C1DB" />
        <rect x={n(Math.max(0, x(middle) - 0.3))} width="0.6" height="18" fill="#003087" />
      </svg>
      <span class="app-tornado__ends"><span>{`${thousands(Math.min(atLow, atHigh))} `}<small>{atLow <= atHigh ? lowSays : highSays}</small></span><span>{`${thousands(Math.max(atLow, atHigh))} `}<small>{atLow <= atHigh ? highSays : lowSays}</small></span></span>
    </li>)}
  </ul>
}
