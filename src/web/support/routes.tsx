import { Hono, type Context } from 'hono'
import type { Done } from '#content/wording/organisations.ts'
import { askedUs as askedWords } from '#content/wording/support.ts'
import { caseTyped } from '#domain/support/case.ts'
import { hatKinds } from '#domain/support/help.ts'
import { isRefusal } from '#domain/words.ts'
import type { Edition } from '#domain/position/edition.ts'
import { signedIn } from '../accounts/signed-in.ts'
import type { Desk } from '../desk.ts'
import { onRoom, refusedInRoom, type RoomScene } from '../organisations/scene.tsx'
import { formOf, type Form } from '../posted.ts'
import { frameOf, notFoundPage, type Web } from '../scene.tsx'
import { askedUsPage, matterPage } from './asked-us.tsx'
import { askFormPage, askPage, asTheySeePage, requestPage } from './ask.tsx'
import { tellBeforeCommissioner } from './before-commissioner.tsx'
import { asOthersSeePage } from './as-others-see.tsx'
import { canSeePage, seesNowPage, whatWeSeePage } from './can-see.tsx'
import { casePage, casesPage, newCasePage, practiceMeant } from './cases.tsx'
import { checkLetters, lettersFile, lettersPage, makeLetters, newLettersPage } from './letters.tsx'
import { dayAsTyped, onRoomOf, problemsOf } from './parts.tsx'
import type { CaseKept, Matter, Refused } from './port.ts'

/** Asking for help, those who help, letters to practices, and a commissioner's own cases. */
export function supportRoutes(desk: Desk): Hono<Web> {
  const routes = new Hono<Web>()
  for (const part of ['ask', 'asked-us', 'letters', 'cases', 'what-we-see', 'what-your-lmc-sees']) for (const under of ['', '/*']) routes.use(`/our/:organisation/${part}${under}`, signedIn(desk))
  routes.use('/our/:organisation/kept/:item/show', signedIn(desk), tellBeforeCommissioner(desk))

  for (const [path, whose] of [['/what-your-lmc-can-see', 'lmc'], ['/what-your-icb-can-see', 'icb']] as const) {
    routes.get(path, async c => canSeePage(c, frameOf(c, desk, await desk.figures.edition(c.req.query('figures') || undefined)), whose))
  }
  routes.get('/our/:organisation/what-we-see', onRoom(desk, (c, scene) => {
    const { kind } = scene.room.organisation
    return kind === 'support' || kind === 'commissioner' ? whatWeSeePage(c, scene, kind === 'support' ? 'lmc' : 'icb') : notFoundPage(c, scene)
  }))
  routes.get('/our/:organisation/what-your-lmc-sees', onRoomOf(desk, 'practice', seesNowPage))

  // A help request and a case have pages of their own, wherever a list leads to them from.
  for (const list of ['kept', 'shown-to-us'] as const) routes.get(`/our/:organisation/${list}/:item`, async (c, next) => {
    const to = c.get('who') === null ? null : await ownPageOf(c)
    return to === null ? next() : c.redirect(to, 303)
  })
  // As they see it, of these two kinds: for whom else they are shown to.
  routes.get('/our/:organisation/kept/:item/as/:share', signedIn(desk), async (c, next) => {
    let answer: Response | null = null
    await onRoom(desk, async (c, scene) => {
      const item = c.req.param('item')!, kind = await desk.support.kindOf(scene.room.who, item)
      if (kind !== null) answer = await asOthersSeePage(c, scene, kind, item, c.req.param('share')!)
      return new Response()
    })(c)
    return answer ?? next()
  })
  const ownPageOf = async (c: Context<Web>): Promise<string | null> => {
    let leadsTo: string | null = null
    await onRoom(desk, async (c, { room, to }) => {
      const item = c.req.param('item')!, kind = await desk.support.kindOf(room.who, item)
      if (kind === 'case') leadsTo = to.caseOf(room.organisation.id, item)
      if (kind === 'help-request') leadsTo = c.req.path.includes('/kept/') ? to.help(room.organisation.id, item) : to.asked(room.organisation.id, item)
      return new Response()
    })(c)
    return leadsTo
  }

  practiceRoutes(routes, desk)
  supportUnitRoutes(routes, desk)
  letterRoutes(routes, desk)
  caseRoutes(routes, desk)
  return routes
}

/** Every box of a form as it was typed, to stand in it again. */
const typedIn = (form: Form, ...names: string[]): Record<string, string> => Object.fromEntries(names.map(name => [name, form.one(name)]))

/** A refusal that names a box is shown beside it; what may not exist is said so; any other stands at the top. */
function refused(c: Context<Web>, scene: RoomScene, no: Refused, again: (no: Refused) => Response | Promise<Response>): Response | Promise<Response> {
  return no.code === 'not-yours' ? notFoundPage(c, scene) : again(no)
}

function practiceRoutes(routes: Hono<Web>, desk: Desk): void {
  const boxes = ['to', 'title', 'body', 'level', 'wanted-by', 'kept-as', 'until']
  routes.get('/our/:organisation/ask', onRoomOf(desk, 'practice', askPage))
  routes.get('/our/:organisation/ask/new', onRoomOf(desk, 'practice', async (c, scene) => {
    const units = await desk.rooms.bodies('support')
    return units.length === 0 ? askPage(c, scene) : askFormPage(c, scene, units)
  }))
  routes.post('/our/:organisation/ask/new', onRoomOf(desk, 'practice', async (c, scene) => {
    const form = await formOf(c), { room, to } = scene
    const outcome = await desk.support.ask(room.who, { to: form.one('to'), title: form.one('title'), body: form.one('body'), level: form.one('level'), wantedBy: dayAsTyped(form.one('wanted-by')), keptAs: form.one('kept-as') === 'only-you' ? 'only-you' : 'your-partners', until: dayAsTyped(form.one('until')) })
    if (!isRefusal(outcome)) return c.redirect(to.help(room.organisation.id, outcome.request), 303)
    return refused(c, scene, outcome, async no => askFormPage(c, scene, await desk.rooms.bodies('support'), problemsOf(no), typedIn(form, ...boxes)))
  }))

  const onOwn = (handler: (c: Context<Web>, scene: RoomScene, matter: Matter) => Response | Promise<Response>) => onRoomOf(desk, 'practice', async (c, scene) => {
    const request = c.req.param('request')!, matter = await desk.rooms.own(scene.room.who, request) === null ? null : await desk.support.open(scene.room.who, request) // another's is not opened, and so not read
    return matter === null || matter.side !== 'practice' ? notFoundPage(c, scene) : handler(c, scene, matter)
  })
  routes.get('/our/:organisation/ask/:request', onOwn((c, scene, matter) => requestPage(c, scene, matter)))
  routes.get('/our/:organisation/ask/:request/as-they-see', onOwn(asTheySeePage))
  const doing = (part: string, act: (scene: RoomScene, request: string, form: Form) => Promise<object | Refused>, box: string | null, done: Done) => routes.post(`/our/:organisation/ask/:request/${part}`, onOwn(async (c, scene, matter) => {
    const form = await formOf(c), outcome = await act(scene, matter.head.id, form)
    if (!isRefusal(outcome)) return c.redirect(scene.to.after(scene.to.help(scene.room.organisation.id, matter.head.id), done), 303)
    return refused(c, scene, outcome, no => requestPage(c, scene, matter, problemsOf(box === null ? no : { at: box, ...no }), typedIn(form, 'says', 'last', 'until')))
  }))
  doing('more', ({ room }, request, form) => desk.support.askMore(room.who, request, form.one('says')), 'says', 'said-more')
  doing('close', ({ room }, request, form) => desk.support.close(room.who, request, 'practice', form.one('last')), 'last', 'closed')
  doing('until', ({ room }, request, form) => desk.support.showUntil(room.who, request, dayAsTyped(form.one('until'))), 'until', 'until-changed')
  doing('stop', ({ room }, request) => desk.support.stop(room.who, request), null, 'stopped')
  routes.post('/our/:organisation/ask/:request/delete', onOwn(async (c, scene, matter) => {
    const outcome = await desk.rooms.remove(scene.room.who, matter.head.id)
    return isRefusal(outcome) ? notFoundPage(c, scene) : c.redirect(scene.to.room(scene.room.organisation.id, 'ask'), 303)
  }))
}

function supportUnitRoutes(routes: Hono<Web>, desk: Desk): void {
  routes.get('/our/:organisation/asked-us', onRoomOf(desk, 'support', askedUsPage))
  const opened = async (c: Context<Web>, { room }: RoomScene): Promise<Matter | null> => {
    const matter = await desk.support.open(room.who, c.req.param('request')!)
    return matter?.side === 'practice' ? null : matter
  }
  // Also for others it is shown to by name: they read what was asked.
  routes.get('/our/:organisation/asked-us/:request', onRoom(desk, async (c, scene) => {
    const matter = await opened(c, scene)
    return matter === null ? notFoundPage(c, scene) : matterPage(c, scene, matter)
  }))
  const doing = (part: string, act: (scene: RoomScene, request: string, form: Form) => Promise<object | Refused>, done: Done) => routes.post(`/our/:organisation/asked-us/:request/${part}`, onRoomOf(desk, 'support', async (c, scene) => {
    const form = await formOf(c), request = c.req.param('request')!, outcome = await act(scene, request, form)
    if (!isRefusal(outcome)) return c.redirect(scene.to.after(part === 'throw-away' ? scene.to.room(scene.room.organisation.id, 'asked-us') : scene.to.asked(scene.room.organisation.id, request), done), 303)
    return refused(c, scene, outcome, async no => {
      const matter = await opened(c, scene)
      return matter === null ? notFoundPage(c, scene) : matterPage(c, scene, matter, problemsOf(no, at => (at === 'says' ? 'note' : at)), typedIn(form, 'hat', 'says', 'last', 'note', 'step', 'due'))
    })
  }))
  doing('take-up', async ({ room }, request, form) => {
    const hat = hatKinds.find(kind => kind === form.one('hat'))
    return hat === undefined ? { refused: true, code: 'no-hat', why: askedWords.noHat, source: askedWords.takeUp, at: 'hat' } : desk.support.takeUp(room.who, request, hat)
  }, 'taken-up')
  doing('answer', ({ room }, request, form) => desk.support.answer(room.who, request, form.one('says')), 'answered')
  doing('close', ({ room }, request, form) => desk.support.close(room.who, request, 'support', form.one('last')), 'closed')
  doing('note', ({ room }, request, form) => desk.support.note(room.who, request, { says: form.one('note'), step: form.one('step'), due: dayAsTyped(form.one('due')) }), 'noted')
  doing('done', ({ room }, _, form) => desk.support.stepOfOursDone(room.who, form.one('note')), 'step-done')
  doing('throw-away', ({ room }, _, form) => desk.support.throwNoteAway(room.who, form.one('note')), 'thrown-away')
}

function letterRoutes(routes: Hono<Web>, desk: Desk): void {
  const onAnswering = (handler: (c: Context<Web>, scene: RoomScene) => Response | Promise<Response>) => onRoomOf(desk, 'support', (c, scene) => (scene.room.isAnswering ? handler(c, scene) : notFoundPage(c, scene)))
  const withFigures = (handler: (c: Context<Web>, scene: RoomScene, edition: Edition) => Response | Promise<Response>) => onAnswering(async (c, scene) => {
    const edition = await desk.figures.edition()
    return edition === null ? lettersPage(c, scene) : handler(c, scene, edition)
  })
  routes.get('/our/:organisation/letters', onAnswering((c, scene) => lettersPage(c, scene)))
  routes.get('/our/:organisation/letters/new', withFigures((c, scene, edition) => newLettersPage(c, scene, edition)))
  routes.post('/our/:organisation/letters/check', withFigures(checkLetters))
  routes.post('/our/:organisation/letters/made', withFigures(makeLetters))
  routes.post('/our/:organisation/letters/csv', withFigures(lettersFile))
  routes.post('/our/:organisation/letters/:letter/take-back', onAnswering(async (c, scene) => {
    const outcome = await desk.rooms.withdraw(scene.room.who, c.req.param('letter')!)
    return isRefusal(outcome) ? refusedInRoom(c, scene, { title: askedWords.title, under: 'letters', back: scene.to.room(scene.room.organisation.id, 'letters') }, outcome) : c.redirect(scene.to.after(scene.to.room(scene.room.organisation.id, 'letters'), 'taken-back'), 303)
  }))
}

function caseRoutes(routes: Hono<Web>, desk: Desk): void {
  routes.get('/our/:organisation/cases', onRoomOf(desk, 'commissioner', casesPage))
  routes.get('/our/:organisation/cases/new', onRoomOf(desk, 'commissioner', (c, scene) => newCasePage(c, scene)))
  routes.post('/our/:organisation/cases/new', onRoomOf(desk, 'commissioner', async (c, scene) => {
    const form = await formOf(c), { room, to } = scene, about = practiceMeant(await desk.figures.edition(), form.one('about')), typed = typedIn(form, 'about', 'reason', 'step', 'due', 'kept-as')
    if (typeof about === 'string') {
      const rest = caseTyped({ reason: form.one('reason'), step: form.one('step'), due: dayAsTyped(form.one('due')) })
      return newCasePage(c, scene, [{ text: about, href: '#about' }, ...isRefusal(rest) ? problemsOf(rest) : []], typed)
    }
    const outcome = await desk.support.openCase(room.who, { about: { code: about.code, name: about.name }, reason: form.one('reason'), keptAs: form.one('kept-as') === 'only-you' ? 'only-you' : 'your-partners', step: form.one('step'), due: dayAsTyped(form.one('due')) })
    return isRefusal(outcome) ? refused(c, scene, outcome, no => newCasePage(c, scene, problemsOf(no), typed)) : c.redirect(to.caseOf(room.organisation.id, outcome.item), 303)
  }))
  const onCase = (handler: (c: Context<Web>, scene: RoomScene, kept: CaseKept) => Response | Promise<Response>) => onRoom(desk, async (c, scene) => {
    const kept = await desk.support.openedCase(scene.room.who, c.req.param('item')!)
    return kept === null ? notFoundPage(c, scene) : handler(c, scene, kept)
  })
  routes.get('/our/:organisation/cases/:item', onCase((c, scene, kept) => casePage(c, scene, kept)))
  const doing = (part: string, act: (scene: RoomScene, item: string, form: Form) => Promise<object | Refused>, done: Done | null) => routes.post(`/our/:organisation/cases/:item/${part}`, onRoomOf(desk, 'commissioner', async (c, scene) => {
    const form = await formOf(c), item = c.req.param('item')!, outcome = await act(scene, item, form)
    if (!isRefusal(outcome)) return c.redirect(done === null ? scene.to.room(scene.room.organisation.id, 'cases') : scene.to.after(scene.to.caseOf(scene.room.organisation.id, item), done), 303)
    return refused(c, scene, outcome, async no => {
      const kept = await desk.support.openedCase(scene.room.who, item)
      return kept === null ? notFoundPage(c, scene) : casePage(c, scene, kept, problemsOf(no), typedIn(form, 'step', 'due', 'outcome'))
    })
  }))
  doing('step', ({ room }, item, form) => desk.support.nextStep(room.who, item, { step: form.one('step'), due: dayAsTyped(form.one('due')) }), 'step-noted')
  doing('done', ({ room }, item, form) => desk.support.stepDone(room.who, item, form.one('step')), 'step-done')
  doing('close', ({ room }, item, form) => desk.support.closeCase(room.who, item, form.one('outcome')), 'closed')
  doing('delete', ({ room }, item) => desk.rooms.remove(room.who, item), null)
}
