import type { Child, PropsWithChildren } from 'hono/jsx'

/** Our typed versions of the NHS design system's parts (nhsuk-frontend 10.6.1); parts.test.tsx holds each against the system's own fixtures. */

const classes = (...names: (string | false | null | undefined)[]): string => names.filter(Boolean).join(' ')

type Level = 1 | 2 | 3 | 4
export type Size = 's' | 'm' | 'l' | 'xl'

/** Heading element of a level, with the design system's size when one is given. */
function Heading({ level, class: name, children }: PropsWithChildren<{ level: Level; class: string }>) {
  if (level === 1) return <h1 class={name}>{children}</h1>
  if (level === 2) return <h2 class={name}>{children}</h2>
  if (level === 3) return <h3 class={name}>{children}</h3>
  return <h4 class={name}>{children}</h4>
}

export function SkipLink() {
  return <a class="nhsuk-skip-link" data-module="nhsuk-skip-link" href="#maincontent">Skip to main content</a>
}

export function BackLink({ href, children = 'Back' }: PropsWithChildren<{ href: string }>) {
  return <a class="nhsuk-back-link" href={href}>{children}</a>
}

export interface Crumb { text: string; href: string }

/** The trail to this page, this page not in it; on a phone only "Back to" the last. */
export function Breadcrumbs({ trail }: { trail: readonly Crumb[] }) {
  const last = trail.at(-1)
  return <nav class="nhsuk-breadcrumb" aria-label="Breadcrumb">
    <ol class="nhsuk-breadcrumb__list">
      {trail.map(crumb => <li class="nhsuk-breadcrumb__list-item"><a class="nhsuk-breadcrumb__link" href={crumb.href}>{crumb.text}</a></li>)}
    </ol>
    {last && <a class="nhsuk-back-link" href={last.href}><span class="nhsuk-u-visually-hidden">Back to </span>{last.text}</a>}
  </nav>
}

export interface ButtonProps { kind?: 'secondary' | 'reverse' | 'warning'; small?: boolean; name?: string; value?: string }
const buttonClass = ({ kind, small }: ButtonProps) => classes('nhsuk-button', kind && `nhsuk-button--${kind}`, small && 'nhsuk-button--small')

export function Button({ children, name, value, ...look }: PropsWithChildren<ButtonProps>) {
  return <button class={buttonClass(look)} data-module="nhsuk-button" type="submit" name={name} value={value}>{children}</button>
}

/** A link that looks like a button, for the one next step that changes nothing. */
export function ButtonLink({ href, children, ...look }: PropsWithChildren<ButtonProps & { href: string }>) {
  return <a class={buttonClass(look)} data-module="nhsuk-button" href={href} role="button" draggable="false">{children}</a>
}

export function InsetText({ children }: PropsWithChildren) {
  return <div class="nhsuk-inset-text"><span class="nhsuk-u-visually-hidden">Information: </span>{children}</div>
}

/** The design system's warning callout, for something a reader must know before going on. */
export function WarningText({ heading, level = 3, children }: PropsWithChildren<{ heading: string; level?: Level }>) {
  return <div class="nhsuk-card nhsuk-card--warning"><div class="nhsuk-card__content">
    <Heading level={level} class="nhsuk-card__heading">{heading}</Heading>
    {children}
  </div></div>
}

export function Tag({ colour, children }: PropsWithChildren<{ colour?: 'white' | 'grey' | 'blue' | 'yellow' }>) {
  return <strong class={classes('nhsuk-tag', colour && `nhsuk-tag--${colour}`)}>{children}</strong>
}

/** Folded text; print.scss opens it on paper. */
export function Details({ summary, open, children }: PropsWithChildren<{ summary: Child; open?: boolean }>) {
  return <details class="nhsuk-details" open={open}>
    <summary class="nhsuk-details__summary"><span class="nhsuk-details__summary-text">{summary}</span></summary>
    <div class="nhsuk-details__text">{children}</div>
  </details>
}

export interface Row { key: Child; value: Child; action?: { text: string; hidden: string; href: string } }

export function SummaryList({ rows }: { rows: readonly Row[] }) {
  return <dl class="nhsuk-summary-list">
    {rows.map(row => <div class="nhsuk-summary-list__row">
      <dt class="nhsuk-summary-list__key">{row.key}</dt>
      <dd class="nhsuk-summary-list__value">{row.value}</dd>
      {row.action && <dd class="nhsuk-summary-list__actions"><a class="nhsuk-link" href={row.action.href}>{row.action.text}<span class="nhsuk-u-visually-hidden"> {row.action.hidden}</span></a></dd>}
    </div>)}
  </dl>
}

export interface CardProps { heading: Child; href?: string; level?: Level; size?: Size; feature?: boolean }

/** A box about one thing. With `href` and no other link inside, the whole box leads there. */
export function Card({ heading, href, level = 2, size, feature, children }: PropsWithChildren<CardProps>) {
  return <div class={classes('nhsuk-card', href && 'nhsuk-card--clickable', feature && 'nhsuk-card--feature')}>
    <div class="nhsuk-card__content">
      <Heading level={level} class={classes('nhsuk-card__heading', size && `nhsuk-heading-${size}`)}>
        {href ? <a class="nhsuk-card__link" href={href}>{heading}</a> : heading}
      </Heading>
      {children}
    </div>
  </div>
}

/** A note above the page's own heading. `isDone`: that something was done, which a screen reader says at once. */
export function NotificationBanner({ title = 'Important', heading, id = 'nhsuk-notification-banner-title', isDone = false, children }: PropsWithChildren<{ title?: string; heading?: Child; id?: string; isDone?: boolean }>) {
  return <div class={classes('nhsuk-notification-banner', isDone && 'nhsuk-notification-banner--success')} data-module="nhsuk-notification-banner" role={isDone ? 'alert' : 'region'} aria-labelledby={id}>
    <div class="nhsuk-notification-banner__header"><h2 class="nhsuk-notification-banner__title" id={id}>{title}</h2></div>
    <div class="nhsuk-notification-banner__content">
      {heading && <p class="nhsuk-notification-banner__heading">{heading}</p>}
      {children}
    </div>
  </div>
}

function Arrow({ towards }: { towards: 'left' | 'right' }) {
  const line = towards === 'left'
    ? 'M10.7 6.3c.4.4.4 1 0 1.4L7.4 11H19a1 1 0 0 1 0 2H7.4l3.3 3.3c.4.4.4 1 0 1.4a1 1 0 0 1-1.4 0l-5-5A1 1 0 0 1 4 12c0-.3.1-.5.3-.7l5-5a1 1 0 0 1 1.4 0Z'
    : 'm14.7 6.3 5 5c.2.2.3.4.3.7 0 .3-.1.5-.3.7l-5 5a1 1 0 0 1-1.4-1.4l3.3-3.3H5a1 1 0 0 1 0-2h11.6l-3.3-3.3a1 1 0 1 1 1.4-1.4Z'
  return <svg class={`nhsuk-icon nhsuk-icon--arrow-${towards}`} xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" width="16" height="16" focusable="false" aria-hidden="true"><path d={line} /></svg>
}

/** Numbered pages of a long list; `href` gives a page's address. */
export function Pagination({ page, pages, href }: { page: number; pages: number; href: (page: number) => string }) {
  return <nav class="nhsuk-pagination nhsuk-pagination--numbered" role="navigation" aria-label="Pagination">
    {page > 1 && <a href={href(page - 1)} class="nhsuk-pagination__previous" rel="prev"><Arrow towards="left" /><span class="nhsuk-pagination__title">Previous<span class="nhsuk-u-visually-hidden"> page</span></span></a>}
    <ul class="nhsuk-pagination__list">
      {Array.from({ length: pages }, (_, i) => i + 1).map(n => <li class={classes('nhsuk-pagination__item', n === page && 'nhsuk-pagination__item--current')}>
        <a class="nhsuk-pagination__link" href={href(n)} aria-label={`Page ${n}`} aria-current={n === page ? 'page' : undefined}>{n}</a>
      </li>)}
    </ul>
    {page < pages && <a href={href(page + 1)} class="nhsuk-pagination__next" rel="next"><span class="nhsuk-pagination__title">Next<span class="nhsuk-u-visually-hidden"> page</span></span><Arrow towards="right" /></a>}
  </nav>
}
