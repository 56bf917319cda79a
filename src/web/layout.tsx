import type { Child, PropsWithChildren } from 'hono/jsx'
import { raw } from 'hono/html'
import { header as accountWords } from '#content/wording/accounts.ts'
import { figures as figuresWords, footer, invented, menu, service, whoSees } from '#content/wording/frame.ts'
import type { World } from '#domain/words.ts'
import type { Who } from './accounts/port.ts'
import { assetPath } from './assets.ts'
import type { Host } from './desk.ts'
import { keepParts } from './lately.ts'
import type { Paths } from './paths.ts'
import { BackLink, Breadcrumbs, InsetText, SkipLink } from './ui/parts.tsx'
import type { Crumb } from './ui/parts.tsx'
import { day } from './ui/say.ts'

/** What the frame of every page needs to know about this request. */
export interface Frame {
  host: Host
  /** Who has signed in; null for nobody. */
  who: Who | null
  to: Paths
  /** Of the figures being read; null when the page shows none. */
  world: World | null
  /** Set when other figures than the newest are being read. */
  olderAsAt: string | null
  /** Address of this same page on the newest figures. */
  newestHref: string
}

export interface PageProps {
  /** Never carries anything private: it shows in tabs, histories and link previews. */
  title: string
  /** Which word of the menu this page stands under. */
  under?: keyof typeof menu
  /** "Back", as the first link of the page. */
  back?: string
  trail?: readonly Crumb[]
  /** One of the five phrases of content/wording/frame.ts. */
  seenBy?: string
  /** A form was not taken: the title says so first. */
  hasError?: boolean
  /** Extra elements for <head>, such as a refresh inside <noscript>. */
  head?: Child
  /** The page says the same to everybody who asks for its address on these figures today: it may be kept, packed, for the next who asks. */
  isSettled?: boolean
}

function Header({ to, who, under, isInvented }: { to: Paths; who: Who | null; under: PageProps['under']; isInvented: boolean }) {
  const items: [keyof typeof menu, string][] = [['find', to.practices()], ['areas', to.areas()], ['whoSeesWhat', to.whoSeesWhat()]]
  return <header class="app-header" role="banner">
    {isInvented && <div class="app-invented-band"><div class="nhsuk-width-container">{invented.band}</div></div>}
    <div class="nhsuk-width-container app-header__inside">
      <a class="app-header__name" href={to.home()}>{service.name}</a>
      <nav aria-label="Menu">
        <ul class="app-header__menu">
          {items.map(([key, href]) => <li><a class="app-header__link" href={href} aria-current={key === under ? 'true' : undefined}>{menu[key]}</a></li>)}
          {who === null
            ? <li class="app-header__account"><a class="app-header__link" href={to.signIn()}>{accountWords.signIn}</a></li>
            : <><li><a class="app-header__link" href={to.ours()}>{menu.ours}</a></li><li class="app-header__account"><a class="app-header__link" href={to.account()}>{who.name || accountWords.nameless}</a> <form method="post" action={to.signOut()}><button class="app-header__button" type="submit">{accountWords.signOut}</button></form></li></>}
        </ul>
      </nav>
    </div>
  </header>
}

/** "Ring 01632 …" leads to the telephone and "write to …" to the mail, when the contact is one of these. */
export function Contact({ contact }: { contact: string }) {
  if (/^\S+@\S+$/.test(contact)) return <a href={`mailto:${contact}`}>{contact}</a>
  if (/^[+\d][\d ()-]{6,}$/.test(contact)) return <a href={`tel:${contact.replace(/[^\d+]/g, '')}`}>{contact}</a>
  return <>{contact}</>
}

function Footer({ host, to, seenBy }: { host: Host; to: Paths; seenBy: string }) {
  const { whoSeesWhat, leave, accessibility, sources, assumedFigures } = footer.links
  return <footer class="app-footer" role="contentinfo">
    <div class="nhsuk-width-container">
      <p><strong>{footer.whoSeesThisPage}</strong> {seenBy}. <a href={to.whoSeesWhat()}>{whoSeesWhat}</a></p>
      <p><strong>{footer.whoRunsThis}</strong> {host.place ? `${host.name}, at ${host.place}` : host.name}. {footer.notAnNhsService}</p>
      {host.contact
        ? <p><strong>{footer.phoneLead(host.contact)}</strong> <Contact contact={host.contact} />. {footer.lmc}</p>
        : <p><strong>{footer.noPhoneLead}</strong> {footer.askLmc}</p>}
      <ul class="app-footer__links">
        <li><a href={to.leave()}>{leave}</a></li>
        <li><a href={to.accessibility()}>{accessibility}</a></li>
        <li><a href={to.sources()}>{sources}</a></li>
        <li><a href={to.assumedFigures()}>{assumedFigures}</a></li>
      </ul>
    </div>
  </footer>
}

/** The one script that stands in the page itself, so that what needs scripts is there from the first moment. */
export const earlyScript = 'document.body.className+=" js-enabled"+("noModule" in HTMLScriptElement.prototype?" nhsuk-frontend-supported":"")'

/** Head and foot differ by the figures being read and little else. */
const frameParts = keepParts<Host>(64)

/** A whole page, from the first to the last tag. `sendPage` turns it into text. */
export function Page({ frame, title, under, back, trail, seenBy = whoSees.anyone, hasError, head, children }: PropsWithChildren<PageProps & { frame: Frame }>) {
  const isInvented = frame.world === 'invented'
  const shownTitle = `${hasError ? 'Error: ' : ''}${title}${title === service.name ? '' : ` – ${service.name}`}${isInvented ? ` (${invented.word})` : ''}`
  return <html lang="en" class={isInvented ? 'app-invented' : undefined}>
    <head>
      <meta charset="utf-8" />
      <title>{shownTitle}</title>
      <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover" />
      <meta name="theme-color" content="#ffffff" />
      <link rel="icon" href="/favicon.svg" type="image/svg+xml" />
      <link rel="stylesheet" href={assetPath('app.css')} />
      <script type="module" src={assetPath('app.js')}></script>
      {head}
    </head>
    <body>
      <script>{raw(earlyScript)}</script>
      <SkipLink />
      {frame.who === null
        ? frameParts(frame.host, `header ${frame.to.figures} ${under} ${isInvented}`, () => <Header to={frame.to} who={null} under={under} isInvented={isInvented} />)
        : <Header to={frame.to} who={frame.who} under={under} isInvented={isInvented} />}
      <div class="nhsuk-width-container">
        {back && <BackLink href={back} />}
        {trail && <Breadcrumbs trail={trail} />}
        <main class="nhsuk-main-wrapper" id="maincontent" tabindex={-1}>
          {frame.olderAsAt && <InsetText><p>{figuresWords.older(day(frame.olderAsAt))} <a href={frame.newestHref}>{figuresWords.newest}</a></p></InsetText>}
          {children}
        </main>
      </div>
      {frameParts(frame.host, `footer ${frame.to.figures} ${seenBy}`, () => <Footer host={frame.host} to={frame.to} seenBy={seenBy} />)}
    </body>
  </html>
}

/** A page that explains why there is nothing else to show. */
export function PlainPage({ frame, title, says, next, link, children }: PropsWithChildren<{ frame: Frame; title: string; says: string; next?: string; link?: { text: string; href: string } }>) {
  return <Page frame={frame} title={title}>
    <div class="nhsuk-grid-row"><div class="nhsuk-grid-column-two-thirds">
      <h1 class="nhsuk-heading-l">{title}</h1>
      <p>{says}</p>
      {next && <p>{next}</p>}
      {children}
      {link && <p><a href={link.href}>{link.text}</a></p>}
    </div></div>
  </Page>
}

