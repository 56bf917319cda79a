import path from 'node:path'
import type pg from 'pg'
import { importFiles } from '#commands/position/import-files.ts'
import { writeLetter } from '#domain/organisations/letter.ts'
import { mailAddress, type MailAddress } from '#domain/organisations/mail-address.ts'
import { isRefusal, refuse } from '#domain/words.ts'
import { document } from '#press/document.ts'
import { canMakePdf, pdf } from '#press/pdf.ts'
import { workbook } from '#press/workbook.ts'
import type { Database } from '#records/connect.ts'
import { emailOf, openDoorkeeper, type Doorkeeper } from '#records/accounts.ts'
import { releases } from '#records/releases.ts'
import { boundaries, loadEdition, summariseEdition } from '#reference/edition.ts'
import type { Desk, Host } from '#web/desk.ts'
import { paths } from '#web/paths.ts'
import { isAtThisMachine, isNameOfThisMachine } from '#web/visitor.ts'
import { openAlone } from './alone.ts'
import { openFigures } from './figures.ts'
import { openImports } from './imports.ts'
import { openAccounts, type OpenedAccounts, type Post as AccountPost } from './accounts.ts'
import { linkWorks } from './session-terms.ts'
import type { Log } from './log.ts'
import { keepCarryingOut, openLeavings } from './leaving.ts'
import { openReviews } from './reviews.ts'
import { openParameters } from './parameters.ts'
import { openRooms } from './rooms.ts'
import { openSupport } from './support.ts'
import { keepTelling } from './telling.ts'
import type { Post } from './post.ts'
import { sharedSecret } from './secret.ts'
import type { Settings } from './settings.ts'
import { openSearches } from './searches.ts'
import { openSketchbook } from './sketchbook.ts'

/** What pages may ask for, over a real database, real files and, unless others do the searches, real threads. Close it before the database. */
export async function openDesk({ db, config, settings, address, post, log }: {
  db: Database
  /** For the doorkeeper's own connections to the same database. */
  config: pg.PoolConfig
  settings: Settings
  /** How people reach this server, without a closing slash. */
  address: string
  post: Post
  log: Log
}): Promise<{ desk: Desk; makePerson: OpenedAccounts['makePerson']; warm(): Promise<unknown>; close(): Promise<void> }> {
  const { dataFolder } = settings
  const now = () => new Date()
  const figures = await openFigures({
    releases: () => releases(db),
    summarise: choice => summariseEdition(choice, dataFolder),
    load: choice => loadEdition(choice, dataFolder),
  }, log)
  const { sketches, close: closeSearches } = await openSearches({ db, config, figures, settings, log })
  const imports = openImports(path.join(dataFolder, 'inbox'), async (files, asAt, tell) => {
    await importFiles({ db, dataFolder, now }, { paths: files, asAt, world: 'real' }, tell)
    await figures.refresh()
  }, log, now)
  const keeper = openDoorkeeper(config)
  const accounts = openAccounts({ db, door: keeper.door, pool: keeper.pool, secret: settings.secret ?? sharedSecret(dataFolder), address, provider: settings.oidc, post: lettersOf(post, now), isDemo: settings.demo && post.desk.isShown, now, report: error => log.fault(error, 'signing in') })
  const parameters = openParameters({ db, now })
  const leavings = { db, now, mailOf: async (people: readonly string[]) => (post.desk.canSend || post.desk.isShown ? (await Promise.all(people.map(person => mailOf(keeper.door, person)))).filter(address => address !== null) : []) }
  const carrying = keepCarryingOut(leavings, log), telling = keepTelling({ db, now, mailOf: async person => (post.desk.canSend || post.desk.isShown ? mailOf(keeper.door, person) : null) }, log)
  return {
    makePerson: accounts.makePerson,
    desk: {
      accounts, personas: [],
      host: hostOf(settings, log), now, sketches, sketchbook: openSketchbook({ db, now, edition: figures.edition }), imports,
      rooms: openRooms({ db, now, mailOf: person => mailOf(keeper.door, person) }),
      leaving: openLeavings(leavings, log),
      support: openSupport({ db, now }),
      alone: openAlone({ db, now, mailOf: person => mailOf(keeper.door, person) }),
      parameters,
      reviews: openReviews({ db, now, parametersOn: parameters.on }),
      press: { workbook, document, pdf, canMakePdf },
      post: post.desk,
      figures: { list: figures.list, edition: figures.edition, releases: figures.releases, boundaries },
    },
    warm: accounts.warm,
    close: async () => {
      figures.close()
      await carrying.close()
      await telling.close()
      await closeSearches()
      await imports.idle()
      await keeper.close()
    },
  }
}

/** Where somebody's letters go; null for a person without an account here. */
async function mailOf(door: Doorkeeper, person: string): Promise<MailAddress | null> {
  const email = await emailOf(door, person), address = email === null ? null : mailAddress(email)
  return isRefusal(address) ? null : address
}

/** Letters about accounts, as the post takes them. */
export function lettersOf(post: Post, now: () => Date): AccountPost {
  return {
    canSend: post.desk.canSend || post.desk.isShown,
    send: async ({ to, kind, link, says }) => {
      const at = now(), address = mailAddress(to)
      if (isRefusal(address)) return // nobody's letter box
      if (kind === 'sign-in') { const { pathname, search } = new URL(link!); await post.send(writeLetter({ kind, to: address, path: pathname + search, at, until: new Date(at.getTime() + linkWorks * 1_000) })) }
      else await post.send(writeLetter({ kind: 'changed', to: address, path: paths.account(), at, says: says! }))
    },
  }
}

/** People reach the server by another name, through something in front of it; one that leaves no mark would look like this machine. */
function isForOthers(baseUrl: string | null): boolean {
  return baseUrl !== null && !isNameOfThisMachine(new URL(baseUrl).hostname)
}

/** Who runs this server, and who may add figures to it. */
export function hostOf(settings: Settings, log: Log): Host {
  return {
    name: settings.runBy, place: settings.runAt, contact: settings.contact, baseUrl: settings.baseUrl, backupsKeptDays: settings.backupsKeptDays,
    whyNotAddFigures: visitor => {
      if (settings.addFigures === 'anyone') return null
      if (settings.addFigures === 'nobody') return refuse('figures-by-command', 'Figures are not added by a page here, but by a command on the server.', 'Setting ADD_FIGURES of this server')
      if (isAtThisMachine(visitor) && !isForOthers(settings.baseUrl)) return null
      return refuse('not-this-machine', 'Figures are added only at the machine that runs Alongside.', 'Setting ADD_FIGURES of this server')
    },
    report: (error, requestId) => log.fault(error, requestId),
  }
}
