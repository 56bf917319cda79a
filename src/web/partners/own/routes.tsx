import { Hono, type Context } from 'hono'
import { erase as eraseWords, fromFile as fileWords, practice as practiceWords } from '#content/wording/sketchbook.ts'
import { compare as compareWords } from '#content/wording/compare.ts'
import { whoSees } from '#content/wording/frame.ts'
import { kinds } from '#content/wording/partners.ts'
import { dayWritten } from '#domain/day.ts'
import { areaOf } from '#domain/position/area.ts'
import type { Pair, SketchKind } from '#domain/partners/plan.ts'
import { readPastedPlan } from '#domain/partners/plan-file.ts'
import { bandOf } from '#domain/partners/size-guides.ts'
import { sketchFrom, type SketchEdit } from '#domain/partners/sketch-edit.ts'
import { isRefusal } from '#domain/words.ts'
import { createRate } from '../../rate.ts'
import type { Desk } from '../../desk.ts'
import { PlainPage } from '../../layout.tsx'
import { sendPage } from '../../pack.ts'
import { busyPage, callerOf, frameOf, notFoundPage, onFigures, refusalPage, type Scene, type Web } from '../../scene.tsx'
import type { Problem } from '../../ui/form.tsx'
import { plainName } from '../../ui/say.ts'
import { bandAsked, isSketchPage, refusalOf, stateOf } from '../ask.ts'
import { compareWith } from '../compare-with.tsx'
import { fileOf } from '../drawn.tsx'
import { fromFilePage } from './from-file.tsx'
import { choicesFor, onMySketch, type Mine, type Opened } from './parts.tsx'
import { againPage, askFor, takeFound } from './again.tsx'
import { changedPage } from './forms.tsx'
import { bodyOf, formOf, type Form } from '../../posted.ts'
import { hospitalsRoutes } from './hospitals-routes.tsx'
import { purposeRoutes } from './purpose-routes.tsx'
import { stepsRoutes } from './steps-routes.tsx'
import { mySketchPage } from './page.tsx'
import { sketchPracticePage } from './practice.tsx'
import { erasePage } from './erase.tsx'
import { sharePage } from './share.tsx'
import { sizePage } from './size.tsx'

/** Sketches one visitor may begin: a study day of many tables from one building included. */
const beginRate = { perMinute: 30, burst: 60 }

/** Changes one visitor may make: far more than hands can, far less than would fill a disc. */
const changeRate = { perMinute: 240, burst: 240 }

/** Sketches of one's own: begun from any sketch or a file, changed under a private link, shared by links to look. */
export function ownRoutes(desk: Desk): Hono<Web> {
  const routes = new Hono<Web>()
  const now = () => desk.now().getTime(), beginnings = createRate(beginRate, now), changes = createRate(changeRate, now)
  /** Null where this visitor may do so again now; whoever sits at this machine always may. */
  const tooOften = (c: Context<Web>, scene: Scene, rate: typeof beginnings): Response | Promise<Response> | null => {
    const caller = callerOf(c), seconds = caller === null ? 0 : rate(caller)
    return seconds > 0 ? busyPage(c, scene, seconds) : null
  }
  /** A page of a sketch of one's own; whatever is sent to one counts among the changes one visitor may make. */
  const mine: Mine = handler => onMySketch(desk, (c, scene, opened) => (c.req.method === 'POST' ? tooOften(c, scene, changes) : null) ?? handler(c, scene, opened))

  routes.post('/sketches', async c => {
    const form = await formOf(c), edition = await desk.figures.edition(form.one('figures') || undefined)
    const scene = edition && { desk, edition, to: frameOf(c, desk, edition).to, frame: frameOf(c, desk, edition), caller: callerOf(c) }
    if (!scene) return notFoundPage(c, { frame: frameOf(c, desk, null) })
    const area = areaOf(scene.edition, form.one('area')), kind = form.one('kind'), size = bandOf(Number(form.one('min')), Number(form.one('max')))
    if (isRefusal(area)) return refusalPage(c, scene, 'We could not begin this sketch', area)
    if (isRefusal(size)) return refusalPage(c, scene, 'We could not begin this sketch', size)
    if (!isSketchPage(kind)) return notFoundPage(c, scene)
    const no = tooOften(c, scene, beginnings)
    if (no !== null) return no
    const state = await stateOf(desk, scene, area, kind, size, 20_000), refusal = refusalOf(state)
    if (refusal !== null) return refusal.code === 'busy' ? busyPage(c, scene, 20) : refusalPage(c, scene, kinds[kind].name, refusal)
    if (isRefusal(state) || state.plan === null) return busyPage(c, scene, 10)
    const own = (form.one('own')).toUpperCase()
    const begun = await desk.sketchbook.begin(scene.edition, sketchFrom(state.plan, area.members.includes(own) ? own : null), `began with “${kinds[kind].name}”`)
    return isRefusal(begun) ? refusalPage(c, scene, 'We could not begin this sketch', begun) : c.redirect(scene.to.mySketch(begun.key), 303)
  })

  const onFile = (handler: (c: Context<Web>, scene: Scene, input: Parameters<typeof fromFilePage>[2]) => Response | Promise<Response>) => onFigures(desk, (c, scene) => {
    const area = areaOf(scene.edition, c.req.param('key') ?? ''), size = bandAsked(c), from = c.req.query('from')?.toUpperCase() ?? ''
    if (isRefusal(area)) return notFoundPage(c, scene)
    if (isRefusal(size)) return refusalPage(c, scene, fileWords.title, size)
    return handler(c, scene, { area, size, from: scene.edition.byCode.has(from) ? from : null })
  })
  routes.get('/areas/:key/from-file', onFile((c, scene, input) => fromFilePage(c, scene, input)))
  routes.post('/areas/:key/from-file', onFile(async (c, scene, input) => {
    const body = await bodyOf(c), file = body['file'], lines = typeof body['lines'] === 'string' ? body['lines'].trim() : ''
    const hasFile = file instanceof File && file.size > 0
    if (hasFile && lines !== '') return fromFilePage(c, scene, input, { text: fileWords.both, href: '#file' }, lines)
    if (!hasFile && lines === '') return fromFilePage(c, scene, input, { text: fileWords.none, href: '#file' })
    const read = readPastedPlan(hasFile ? file.name.slice(0, 60) : 'Your lines', hasFile ? await file.text() : lines, scene.edition, new Set(input.area.members))
    if (isRefusal(read)) return fromFilePage(c, scene, input, { text: read.why, href: hasFile ? '#file' : '#lines' }, lines)
    const no = tooOften(c, scene, beginnings)
    if (no !== null) return no
    const state = await desk.sketches.score({ edition: scene.edition.name, area: input.area.code, kind: 'journeys', size: input.size }, read.groups.map(group => group.members))
    if (isRefusal(state)) return fromFilePage(c, scene, input, { text: state.why, href: '#file' }, lines)
    const begun = await desk.sketchbook.begin(scene.edition, sketchFrom(state, input.from), `began with the groups of ${hasFile ? 'a file' : 'pasted lines'}`)
    return isRefusal(begun) ? refusalPage(c, scene, fileWords.title, begun) : c.redirect(scene.to.mySketch(begun.key), 303)
  }))

  routes.get('/sketches/:key', mine((c, scene, opened) => mySketchPage(c, scene, opened)))
  routes.get('/sketches/:key/practices/:code', mine((c, scene, opened) => {
    const practice = scene.edition.byCode.get(c.req.param('code')!.toUpperCase())
    return practice !== undefined && opened.area.members.includes(practice.code) ? sketchPracticePage(c, scene, opened, practice) : notFoundPage(c, scene)
  }))
  routes.get('/sketches/:key/effects', mine((c, scene, opened) => {
    const code = (c.req.query('practice') ?? '').toUpperCase(), practice = scene.edition.byCode.get(code)
    if (practice === undefined || !opened.area.members.includes(code)) return notFoundPage(c, scene)
    return c.json({ version: opened.open.held.version, practice: code, name: plainName(practice.name, scene.edition.world), choices: choicesFor(scene.edition, opened, code).map(({ to, label, says, effect }) => ({ to, label, says, effect })) })
  }))

  /** Does an edit and leads back to the sketch; a refusal is shown where the reader was. */
  const edited = async (c: Context<Web>, scene: Scene, opened: Opened, from: number, edit: SketchEdit, refused: (problem: Problem) => Response | Promise<Response>) => {
    const outcome = await desk.sketchbook.edit(opened.key, from, edit)
    if (!isRefusal(outcome)) return c.redirect(scene.to.mySketch(opened.key), 303)
    return outcome.code === 'changed-meanwhile' ? mySketchPage(c, scene, opened, [{ text: outcome.why }]) : refused({ text: outcome.why })
  }
  routes.post('/sketches/:key/change', mine(async (c, scene, opened) => {
    const form = await formOf(c), from = Number(form.one('from'))
    const practice = scene.edition.byCode.get(form.one('practice') || form.one('a'))
    const onPractice = (href: string) => (problem: Problem) => (practice === undefined ? mySketchPage(c, scene, opened, [problem]) : sketchPracticePage(c, scene, opened, practice, [{ ...problem, href }]))
    if (form.one('do') === 'move' && !form.one('to')) return onPractice('#to')({ text: practiceWords.choose })
    if (form.one('do') === 'keep-together' && !form.one('b')) return onPractice('#b-together')({ text: practiceWords.chooseOther })
    if (form.one('do') === 'keep-apart' && !form.one('b')) return onPractice('#b-apart')({ text: practiceWords.chooseOther })
    const edit = editFrom(form)
    if (edit === null) return notFoundPage(c, scene)
    return edited(c, scene, opened, from, edit, onPractice(edit.do === 'keep-apart' ? '#b-apart' : edit.do === 'keep-together' ? '#b-together' : '#to'))
  }))
  routes.post('/sketches/:key/undo', mine(async (c, scene, opened) => {
    const form = await formOf(c), outcome = await desk.sketchbook.undo(opened.key, Number(form.one('from')), form.one('way') === 'again' ? 'again' : 'undo')
    return isRefusal(outcome) ? mySketchPage(c, scene, opened, [{ text: outcome.why }]) : c.redirect(afterUndo(scene, opened, form.one('to')), 303)
  }))
  routes.get('/sketches/:key/again', mine((c, scene, opened) => againPage(c, scene, opened, { byHospital: c.req.query('hospitals') === 'yes' })))
  routes.post('/sketches/:key/again', mine(async (c, scene, opened) => {
    const form = await formOf(c)
    const refusal = await takeFound(scene, opened, Number(form.one('from')), { byHospital: form.one('hospitals') === 'yes' })
    return refusal === null ? c.redirect(scene.to.mySketch(opened.key), 303) : mySketchPage(c, scene, opened, [{ text: refusal.why }])
  }))
  routes.post('/sketches/:key/stop-looking', mine(async (c, scene, opened) => {
    const byHospital = (await formOf(c)).one('hospitals') === 'yes'
    desk.sketches.stop(askFor(opened.sketch, { byHospital }))
    return c.redirect(`${scene.to.mySketchPart(opened.key, 'again')}${byHospital ? '?hospitals=yes' : ''}`, 303)
  }))
  routes.get('/sketches/:key/size', mine((c, scene, opened) => sizePage(c, scene, opened)))
  routes.post('/sketches/:key/size', mine(async (c, scene, opened) => {
    const form = await formOf(c), whole = (text = '') => Number(text.replaceAll(/[,\s]/g, '') || 'NaN')
    const size = { min: whole(form.one('min')), max: whole(form.one('max')) }, kind = kindFrom(form.one('kind')) ?? opened.sketch.kind
    const refused = (problem: Problem) => sizePage(c, scene, opened, { ...problem, href: '#min' }, { min: form.one('min'), max: form.one('max') })
    const band = bandOf(size.min, size.max)
    if (isRefusal(band)) return refused({ text: band.why })
    const isSameSize = band.min === opened.sketch.size.min && band.max === opened.sketch.size.max
    if (isSameSize && kind === opened.sketch.kind) return c.redirect(scene.to.mySketch(opened.key), 303)
    return edited(c, scene, opened, Number(form.one('from')), { do: 'aim', size: band, kind }, refused)
  }))
  routes.get('/sketches/:key/share', mine((c, scene, opened) => sharePage(c, scene, opened)))
  routes.post('/sketches/:key/share', mine(async (c, scene, opened) => {
    const form = await formOf(c), author = form.one('author'), until = form.one('until')
    const outcome = await desk.sketchbook.share(opened.key, Number(form.one('from')), author, dayWritten(until.trim()) ?? until)
    if (!isRefusal(outcome)) return c.redirect(`${scene.to.mySketchPart(opened.key, 'share')}#links`, 303)
    if (outcome.code === 'changed-meanwhile') return changedPage(c, scene, opened, outcome)
    const isAuthor = ['no-author', 'long-author', 'odd-author'].includes(outcome.code)
    return sharePage(c, scene, opened, [{ text: outcome.why, href: isAuthor ? '#author' : '#until' }], { author, until })
  }))
  routes.post('/sketches/:key/stop', mine(async (c, scene, opened) => {
    await desk.sketchbook.stopSharing(opened.key, Number((await formOf(c)).one('share')))
    return c.redirect(`${scene.to.mySketchPart(opened.key, 'share')}#links`, 303)
  }))
  routes.get('/sketches/:key/erase', mine((c, scene, opened) => erasePage(c, scene, opened)))
  routes.post('/sketches/:key/erase', mine(async (c, scene, opened) => {
    await desk.sketchbook.erase(opened.key)
    return sendPage(c, <PlainPage frame={scene.frame} title={eraseWords.doneTitle} says={eraseWords.done} link={{ text: 'Areas and groupings', href: scene.to.areas() }} />)
  }))
  routes.get('/sketches/:key/:file{sketch\\.(?:csv|json|xlsx|geojson)}', mine((c, scene, drawn) => fileOf(c, scene, drawn, null)))
  routes.get('/sketches/:key/compare', mine((c, scene, opened) => compareWith(c, scene, opened, { name: compareWords.mine, href: scene.to.mySketch(opened.key), madeBy: null }, scene.to.mySketchPart(opened.key, 'compare'), whoSees.onlyYou)))
  return routes.route('/', purposeRoutes(desk, mine)).route('/', stepsRoutes(mine)).route('/', hospitalsRoutes(desk, mine))
}

/** Back to the page where it was undone. */
function afterUndo({ to }: Scene, { key }: Opened, part: string | undefined): string {
  return part === 'what-for' || part === 'steps' || part === 'hospitals' ? to.mySketchPart(key, part) : to.mySketch(key)
}

const kindFrom = (word: string | undefined): SketchKind | null => (word === 'journeys' || word === 'shared' || word === 'changes' ? word : null)

/** The edit a form means; null for a form no page of ours sends. */
function editFrom(form: Form): SketchEdit | null {
  const practice = form.one('practice'), to = form.one('to'), group = form.one('group'), how = form.one('how'), pair: Pair = [form.one('a'), form.one('b')]
  switch (form.one('do')) {
    case 'move': return { do: 'move', practice, to, keep: form.one('keep') === 'yes' }
    case 'keep-together': return { do: 'keep-together', pair }
    case 'keep-apart': return { do: 'keep-apart', pair }
    case 'keep-here': return { do: 'keep-here', practice }
    case 'keep-group': return { do: 'keep-group', group }
    case 'let-go': return group !== '' ? { do: 'let-go', group } : how === 'together' ? { do: 'let-go', together: pair } : how === 'apart' ? { do: 'let-go', apart: pair } : null
    default: return null
  }
}
