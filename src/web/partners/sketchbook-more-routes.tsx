import { Hono } from 'hono'
import type { Context } from 'hono'
import { questions as questionWords, steps as stepWords, whatFor as whatForWords } from '#content/wording/what-for.ts'
import { dayInEngland } from '#domain/position/day.ts'
import { readHospitals } from '#domain/partners/hospitals.ts'
import { needsTyped, sharedWorks } from '#domain/partners/shared-work.ts'
import type { SketchEdit } from '#domain/partners/sketch-edit.ts'
import { lastStep, type Level, type SketchPurpose } from '#domain/partners/sketch.ts'
import { isRefusal, type Refusal } from '#domain/words.ts'
import { dayTyped } from '../about/add-figures.tsx'
import type { Desk } from '../desk.ts'
import type { PurposePart } from '../paths.ts'
import { notFoundPage, type Scene, type Web } from '../scene.tsx'
import { hospitalsPage, practiceHospitalsPage } from './sketchbook-hospitals.tsx'
import { changedPage, doEdit, formOf, type Form } from './sketchbook-more-parts.tsx'
import { type Mine, type Opened } from './sketchbook-parts.tsx'
import { purposeNamed, purposePage } from './sketchbook-purpose.tsx'
import { largestOfSets, questionPages, type Typed } from './sketchbook-questions.tsx'
import { addStepPage, largerPage, nameStepPage, stepsPage } from './sketchbook-steps.tsx'
import { whatForPage, type PurposeView } from './sketchbook-what-for.tsx'

type Answer = Response | Promise<Response>
type OnPurpose = (c: Context<Web>, scene: Scene, opened: Opened, view: PurposeView) => Answer

/**
 * Pages under a sketch of one's own: what it is for, how it grows, which hospitals its practices send to.
 * @param mine as every page of such a sketch is opened, with its limit on changes
 */
export function sketchbookMoreRoutes(desk: Desk, mine: Mine): Hono<Web> {
  const routes = new Hono<Web>()

  routes.get('/sketches/:key/what-for', mine((c, scene, opened) => whatForPage(c, scene, opened)))
  routes.post('/sketches/:key/what-for', mine(async (c, scene, opened) => {
    const form = await formOf(c), typed = { work: form.one('work'), what: form.one('what') }, { key } = opened
    const again = (text: string, href: string) => whatForPage(c, scene, opened, [{ text, href }], typed)
    if (typed.work !== '' && typed.what !== '') return again(whatForWords.one, '#what')
    const what = sharedWorks.find(work => work.key === typed.work)?.what ?? typed.what
    const outcome = await desk.sketchbook.edit(key, Number(form.one('from')), { do: 'add-purpose', what })
    if (isRefusal(outcome) && outcome.code === 'changed-meanwhile') return changedPage(c, scene, opened, outcome)
    if (isRefusal(outcome)) return again(outcome.why, typed.work === '' ? '#what' : '#work')
    return c.redirect(scene.to.mySketchPurpose(key, outcome.sketch.purposes.at(-1)!.key), 303)
  }))

  const onPurpose = (handler: OnPurpose) => mine((c, scene, opened) => {
    const view = purposeNamed(scene.edition, opened.area, opened.sketch, c.req.param('purpose')!)
    return view === null ? notFoundPage(c, scene) : handler(c, scene, opened, view)
  })
  routes.get('/sketches/:key/what-for/:purpose', onPurpose((c, scene, opened, view) => purposePage(c, scene, opened, view)))
  routes.post('/sketches/:key/what-for/:purpose/drop', onPurpose(async (c, scene, opened, { purpose }) => doEdit(c, scene, opened, await formOf(c), { do: 'drop-purpose', purpose: purpose.key },
    scene.to.mySketchPart(opened.key, 'what-for'), no => whatForPage(c, scene, opened, [{ text: no.why }]))))
  routes.get('/sketches/:key/what-for/:purpose/:question{called|with-whom|sets|needed|offered}', onPurpose((c, scene, opened, view) => questionPages[questionOf(c)](c, scene, opened, { view })))
  routes.post('/sketches/:key/what-for/:purpose/:question{called|with-whom|sets|needed|offered}', onPurpose(async (c, scene, opened, view) => {
    const form = await formOf(c), question = questionOf(c), { purpose } = view, { key } = opened, to = answered(question, form, view, opened)
    const again = (text: string, href: string) => questionPages[question](c, scene, opened, { view, problems: [{ text, href }], typed: typedIn(form) })
    if ('text' in to) return again(to.text, to.href)
    // Choosing "a few" asks next which; a set added or taken away stays with the sets.
    const then = to.few !== undefined || (to.level === 'few' && purpose.few.length === 0) ? scene.to.mySketchPurpose(key, purpose.key, 'sets') : scene.to.mySketchPurpose(key, purpose.key)
    return isSame(purpose, to) ? c.redirect(then, 303) : doEdit(c, scene, opened, form, { do: 'change-purpose', purpose: purpose.key, to }, then, no => again(no.why, firstBox[question]))
  }))

  routes.get('/sketches/:key/steps', mine((c, scene, opened) => stepsPage(c, scene, opened, practiceAsked(c, scene, opened))))
  routes.get('/sketches/:key/steps/add', mine((c, scene, opened) => addStepPage(c, scene, opened)))
  routes.post('/sketches/:key/steps/add', mine(async (c, scene, opened) => {
    const form = await formOf(c), typed = { name: form.one('name'), from: form.one('day'), start: form.one('start'), first: form.one('first'), second: form.one('second') }
    const again = (text: string, href: string) => addStepPage(c, scene, opened, [{ text, href }], typed)
    const from = dayOf(typed.from)
    if (from === undefined) return again(stepWords.badDay, '#day')
    return doEdit(c, scene, opened, form, { do: 'add-step', name: typed.name, from, join: typed.start === 'join' ? [typed.first, typed.second] : null }, scene.to.mySketchPart(opened.key, 'steps'), no => again(no.why, boxOfStep(no)))
  }))
  routes.post('/sketches/:key/steps/drop', mine(async (c, scene, opened) => doEdit(c, scene, opened, await formOf(c), { do: 'drop-step' }, scene.to.mySketchPart(opened.key, 'steps'), no => stepsPage(c, scene, opened, null, [{ text: no.why }]))))
  const onStep = (handler: (c: Context<Web>, scene: Scene, opened: Opened, step: number) => Answer) => mine((c, scene, opened) => {
    const step = Number(c.req.param('step'))
    return opened.sketch.steps[step] === undefined ? notFoundPage(c, scene) : handler(c, scene, opened, step)
  })
  routes.get('/sketches/:key/steps/:step{\\d+}', onStep((c, scene, opened, step) => nameStepPage(c, scene, opened, step)))
  routes.post('/sketches/:key/steps/:step{\\d+}', onStep(async (c, scene, opened, step) => {
    const form = await formOf(c), typed = { name: form.one('name'), from: form.one('day') }, from = dayOf(typed.from), now = opened.sketch.steps[step]!, then = scene.to.mySketchPart(opened.key, 'steps')
    if (from === undefined) return nameStepPage(c, scene, opened, step, [{ text: stepWords.badDay, href: '#day' }], typed)
    if (typed.name === now.name && from === now.from) return c.redirect(then, 303)
    return doEdit(c, scene, opened, form, { do: 'name-step', step, name: typed.name, from }, then, no => nameStepPage(c, scene, opened, step, [{ text: no.why, href: boxOfStep(no) }], typed))
  }))

  const onLarger = (handler: (c: Context<Web>, scene: Scene, opened: Opened, larger: ReturnType<typeof lastStep>['larger'][number] | null) => Answer) => mine((c, scene, opened) => {
    const id = c.req.param('larger')!, drawn = lastStep(opened.sketch).larger.find(each => each.id === id) ?? null
    return drawn === null && id !== 'new' ? notFoundPage(c, scene) : handler(c, scene, opened, drawn)
  })
  routes.get('/sketches/:key/larger/:larger', onLarger((c, scene, opened, drawn) => largerPage(c, scene, opened, drawn)))
  routes.post('/sketches/:key/larger/:larger', onLarger(async (c, scene, opened, drawn) => {
    const form = await formOf(c), typed = { name: form.one('name'), groups: form.all('groups') }, then = `${scene.to.mySketchPart(opened.key, 'steps')}#larger`
    const edit: SketchEdit = drawn === null ? { do: 'draw-larger', ...typed } : { do: 'change-larger', larger: drawn.id, ...typed }
    return doEdit(c, scene, opened, form, edit, then, no => largerPage(c, scene, opened, drawn, [{ text: no.why, href: namesBox.has(no.code) ? '#name' : '#groups' }], typed))
  }))
  routes.post('/sketches/:key/larger/:larger/drop', onLarger(async (c, scene, opened, drawn) => doEdit(c, scene, opened, await formOf(c), { do: 'drop-larger', larger: drawn?.id ?? '' },
    `${scene.to.mySketchPart(opened.key, 'steps')}#larger`, no => stepsPage(c, scene, opened, null, [{ text: no.why }]))))

  routes.get('/sketches/:key/hospitals', mine((c, scene, opened) => hospitalsPage(c, scene, opened)))
  routes.post('/sketches/:key/hospitals', mine(async (c, scene, opened) => {
    const form = await formOf(c), lines = form.one('lines'), read = readHospitals(lines, opened.area.members)
    const again = (whys: string[]) => hospitalsPage(c, scene, opened, whys.map(text => ({ text, href: '#lines' })), lines)
    if ('refusals' in read) return again(read.refusals.map(no => no.why))
    return doEdit(c, scene, opened, form, { do: 'put-hospitals', typed: read.typed, on: dayInEngland(desk.now()) }, scene.to.mySketchPart(opened.key, 'hospitals'), no => again([no.why]))
  }))
  const onPractice = (handler: (c: Context<Web>, scene: Scene, opened: Opened, code: string) => Answer) => mine((c, scene, opened) => {
    const code = c.req.param('code')!.toUpperCase()
    return opened.area.members.includes(code) && scene.edition.byCode.has(code) ? handler(c, scene, opened, code) : notFoundPage(c, scene)
  })
  routes.get('/sketches/:key/hospitals/:code', onPractice((c, scene, opened, code) => practiceHospitalsPage(c, scene, opened, scene.edition.byCode.get(code)!)))
  routes.post('/sketches/:key/hospitals/:code', onPractice(async (c, scene, opened, code) => {
    const form = await formOf(c), typed = { acute: form.one('acute'), community: form.one('community') }, now = opened.sketch.hospitals[code], then = scene.to.mySketchPart(opened.key, 'hospitals')
    if (typed.acute === (now?.acute ?? '') && typed.community === (now?.community ?? '')) return c.redirect(then, 303)
    return doEdit(c, scene, opened, form, { do: 'put-hospitals', typed: { [code]: { acute: typed.acute || null, community: typed.community || null } }, on: dayInEngland(desk.now()) },
      then, no => practiceHospitalsPage(c, scene, opened, scene.edition.byCode.get(code)!, [{ text: no.why, href: '#acute' }], typed))
  }))
  return routes
}

type Question = Exclude<PurposePart, 'drop'>
const questionOf = (c: Context<Web>): Question => c.req.param('question') as Question

/** Where an error of a question leads. */
const firstBox: Readonly<Record<Question, string>> = { called: '#what', 'with-whom': '#level', sets: '#practices', needed: '#patients', offered: '#practices' }
const namesBox: ReadonlySet<string> = new Set(['larger-unnamed', 'larger-long-name', 'larger-same-name', 'odd-words', 'long-words'])
const boxOfStep = ({ code }: Refusal): string => (code.startsWith('steps-') ? '#day' : ['step-unnamed', 'odd-words', 'long-words'].includes(code) ? '#name' : '#first')

/** An empty box names no day; undefined for what is none. */
const dayOf = (typed: string) => (typed === '' ? null : dayTyped(typed) ?? undefined)

const typedIn = (form: Form): Typed => ({ what: form.one('what'), level: form.one('level'), patients: form.one('patients'), source: form.one('source'), which: form.one('which'), practices: form.all('practices') })

function practiceAsked(c: Context<Web>, scene: Scene, { area, sketch }: Opened) {
  const code = (c.req.query('practice') ?? sketch.own ?? '').toUpperCase()
  return area.members.includes(code) ? scene.edition.byCode.get(code) ?? null : null
}

const levels: readonly string[] = ['alone', 'few', 'group', 'larger', 'all'] satisfies Level[]

/** What a question's form means for the purpose, or what is wrong with it and where. */
function answered(question: Question, form: Form, { purpose, sets }: PurposeView, { area }: Opened): Partial<Omit<SketchPurpose, 'key'>> | { text: string; href: string } {
  switch (question) {
    case 'called': return { what: form.one('what') }
    case 'with-whom': return levels.includes(form.one('level')) ? { level: form.one('level') as Level } : { text: questionWords.withWhom.choose, href: '#level' }
    case 'sets': return { few: form.one('without') === '' ? [...purpose.few, form.all('practices')] : purpose.few.filter((_, index) => index !== Number(form.one('without'))) }
    case 'needed': {
      const needs = needsTyped(form.one('patients'), form.one('source'))
      return isRefusal(needs) ? { text: needs.why, href: '#patients' } : { needs }
    }
    case 'offered': switch (form.one('which')) {
      case 'every': return { sites: area.members }
      case 'largest': return { sites: largestOfSets(sets) }
      case 'none': return { sites: [] }
      case 'these': return form.all('practices').length === 0 ? { text: questionWords.offered.tick, href: '#practices' } : { sites: form.all('practices') }
      default: return { text: questionWords.offered.choose, href: '#which' }
    }
  }
}

/** Nothing would be changed, so nothing is put among what was done. */
const isSame = (purpose: SketchPurpose, to: Partial<Omit<SketchPurpose, 'key'>>): boolean =>
  (Object.keys(to) as (keyof typeof to)[]).every(name => JSON.stringify(name === 'sites' ? [...to.sites!].sort() : to[name]) === JSON.stringify(purpose[name]))
