import type { Child } from 'hono/jsx'
import type { Day } from '#domain/words.ts'
import { n } from './map-shapes.ts'
import { count, share } from './say.ts'

export interface FigureProps {
  /** Unique on the page. */
  id: string
  /** A sentence stating the finding. */
  title: string
  /** 'h2' unless the picture stands inside a section of its own. */
  heading?: 'h2' | 'h3'
  children?: Child
  /** One line: what this picture does not show. */
  notShown: string
  /** Publisher, data set and day. */
  source: string
  /** The same facts as a table. */
  table: Child
  /** Words on the fold-out; 'Show as a table' unless given. */
  tableLabel?: string
  csvHref?: string
}

/** The frame every picture stands in: finding, picture, what it does not show, source and day, table twin. */
export const Figure = ({ id, title, heading = 'h2', children, notShown, source, table, tableLabel = 'Show as a table', csvHref }: FigureProps) => {
  const Heading = heading
  return (
    <figure class="app-figure" aria-labelledby={`${id}-finding`}>
      <Heading class="nhsuk-heading-m app-figure__title" id={`${id}-finding`}>{title}</Heading>
      {children}
      <figcaption class="app-figure__caption">
        <p class="nhsuk-body-s">{notShown}</p>
        <p class="nhsuk-body-s app-figure__source">{source}</p>
      </figcaption>
      <details class="nhsuk-details app-figure__table">
        <summary class="nhsuk-details__summary"><span class="nhsuk-details__summary-text">{tableLabel}</span></summary>
        <div class="nhsuk-details__text">
          {table}
          {csvHref === undefined ? null : <p class="app-no-print"><a href={csvHref}>Download these figures (CSV)</a></p>}
        </div>
      </details>
    </figure>
  )
}

export interface TwoWayRow {
  name: string
  href?: string
  /** Our patients who live among theirs; null when fewer than 5 or not published. */
  ours: number | null
  /** Theirs who live among ours. */
  theirs: number | null
  /** Theirs as a share is of this list. */
  theirList: number
  /** Ours as a share is of this list, where it is not the same in every row. */
  ourList?: number
}

export interface TwoWayBarsProps {
  id: string
  ownName: string
  ownList: number
  rows: TwoWayRow[]
  leftHead?: string
  rightHead?: string
  /** Said before each count to whoever hears the page. */
  leftSays?: string
  rightSays?: string
}

/**
 * Two-way bars on one scale from a centre line: left ours living among theirs, right theirs living among ours; counts printed, share small.
 * Text is page text, so it wraps and grows with the reader's own size; the bars say nothing the text does not.
 */
export const TwoWayBars = ({ id, ownName, ownList, rows, leftHead = 'Ours living among theirs', rightHead = 'Theirs living among ours', leftSays = `Of ${ownName}’s patients living among theirs:`, rightSays = 'Of theirs living among ours:' }: TwoWayBarsProps) => {
  const most = Math.max(1, ...rows.flatMap((row) => [row.ours ?? 0, row.theirs ?? 0]))
  const say = (value: number | null, list: number) => value === null ? 'fewer than 5' : <>{count(value)} <small>{list > 0 ? share(value / list) : null}</small></>
  return (
    <div class="app-twoway" id={id}>
      <p class="app-twoway__heads" aria-hidden="true"><span>{leftHead}</span><span>{rightHead}</span></p>
      <ul class="app-twoway__rows">
        {rows.map((row, index) => (
          <li class="app-twoway__row">
            <span class="app-twoway__name">{row.href === undefined ? row.name : <a href={row.href}>{row.name}</a>}</span>
            <span class="app-twoway__side app-twoway__side--left">
              <span class="app-twoway__count"><span class="nhsuk-u-visually-hidden">{`${leftSays} `}</span>{say(row.ours, row.ourList ?? ownList)}</span>
              <svg class="app-twoway__bar" viewBox="0 0 100 20" preserveAspectRatio="none" aria-hidden="true" focusable="false">
                <rect x={n(100 - (100 * (row.ours ?? 0)) / most)} width={n((100 * (row.ours ?? 0)) / most)} height="20" fill="#003087" />
              </svg>
            </span>
            <span class="app-twoway__side app-twoway__side--right">
              <svg class="app-twoway__bar" viewBox="0 0 100 20" preserveAspectRatio="none" aria-hidden="true" focusable="false">
                <defs><pattern id={`${id}-hatch-${index}`} width="4" height="20" patternUnits="userSpaceOnUse"><rect width="4" height="20" fill="#C4DDED" /><rect width="2.2" height="20" fill="#3B8FC4" /></pattern></defs>
                <rect width={n((100 * (row.theirs ?? 0)) / most)} height="20" fill={`url(#${id}-hatch-${index})`} />
              </svg>
              <span class="app-twoway__count"><span class="nhsuk-u-visually-hidden">{`${rightSays} `}</span>{say(row.theirs, row.theirList)}</span>
            </span>
          </li>
        ))}
      </ul>
    </div>
  )
}

export interface TrendPoint { on: Day; value: number }

function dayNumber(day: Day): number {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number)
  return year * 365.25 + (month - 1) * 30.44 + date
}

/** A line through dated values, first and last printed; the axis does not start at nought and says so in its description. */
export const TrendLine = ({ id, points, unit, title }: { id: string; points: TrendPoint[]; unit: string; title: string }) => {
  const dated = points.toSorted((a, b) => (a.on < b.on ? -1 : 1))
  const first = dated[0]
  const last = dated.at(-1)
  if (first === undefined || last === undefined) return <p>No earlier figures are loaded.</p>
  const low = Math.min(...dated.map((p) => p.value))
  const high = Math.max(...dated.map((p) => p.value))
  const left = 44
  const right = 276
  const from = dayNumber(first.on)
  const span = dayNumber(last.on) - from || 1
  const x = (p: TrendPoint) => dated.length === 1 ? (left + right) / 2 : left + ((dayNumber(p.on) - from) / span) * (right - left)
  const y = (p: TrendPoint) => high === low ? 60 : 88 - ((p.value - low) / (high - low)) * 52
  const ends = first === last ? [first] : [first, last]
  return (
    <svg class="app-trend" viewBox="0 0 320 132" role="img" aria-labelledby={`${id}-title ${id}-says`}>
      <title id={`${id}-title`}>{title}</title>
      <desc id={`${id}-says`}>{`${dated.map((p) => `${count(p.value)} ${unit} on ${p.on}`).join(', ')}. The scale of this line does not start at nought.`}</desc>
      <path d={dated.map((p, i) => `${i === 0 ? 'M' : 'L'}${n(x(p))} ${n(y(p))}`).join('')} fill="none" stroke="#003087" stroke-width="3" stroke-linejoin="round" />
      {dated.map((p) => <circle cx={n(x(p))} cy={n(y(p))} r="4.5" fill="#003087" />)}
      {ends.map((p) => <text class="app-trend__value" x={n(x(p))} y={n(y(p) - 13)} text-anchor="middle">{count(p.value)}</text>)}
      {ends.map((p) => <text class="app-trend__day" x={n(x(p))} y="124" text-anchor="middle">{p.on.slice(0, 4)}</text>)}
    </svg>
  )
}

export interface BarRow {
  name: string
  href?: string
  value: number
  /** Printed at the bar's end; the value with commas unless given. */
  says?: string
  /** Draws a thin range through the bar's end. */
  low?: number
  high?: number
  isOwn?: boolean
}

/** Horizontal bars from nought, value printed on each; with low and high a range line over it. `band` draws two faint lines, such as a size band. */
export const Bars = ({ rows, band, unit }: { rows: BarRow[]; band?: { min: number; max: number }; unit: string }) => {
  const most = Math.max(1, band?.max ?? 0, ...rows.map((row) => row.high ?? row.value)) * 1.02
  const at = (value: number) => n((100 * value) / most)
  return (
    <ul class="app-bars">
      {rows.map((row) => (
        <li class={`app-bars__row${row.isOwn === true ? ' app-bars__row--own' : ''}`}>
          <span class="app-bars__name">{row.href === undefined ? row.name : <a href={row.href}>{row.name}</a>}</span>
          <svg class="app-bars__bar" viewBox="0 0 100 20" preserveAspectRatio="none" aria-hidden="true" focusable="false">
            <rect y="3" width={at(row.value)} height="14" fill={row.isOwn === true ? '#003087' : '#3B8FC4'} />
            {row.low !== undefined && row.high !== undefined ? <rect x={at(row.low)} y="9" width={n((100 * (row.high - row.low)) / most)} height="2" fill="#212B32" /> : null}
            {band === undefined ? null : [band.min, band.max].map((edge) => <rect x={at(edge)} width="0.4" height="20" fill="#212B32" />)}
          </svg>
          <span class="app-bars__value">{row.says ?? `${count(row.value)} ${unit}`}</span>
        </li>
      ))}
    </ul>
  )
}
