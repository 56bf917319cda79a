import { Hono, type Context } from 'hono'
import { questions as questionWords, whatFor as whatForWords } from '#content/wording/what-for.ts'
import { needsTyped, sharedWorks } from '#domain/partners/shared-work.ts'
import type { Level, SketchPurpose } from '#domain/partners/sketch.ts'
import { isRefusal } from '#domain/words.ts'
import type { Desk } from '../../desk.ts'
import type { PurposePart } from '../../paths.ts'
import { notFoundPage, type Scene, type Web } from '../../scene.tsx'
import type { Answer } from '../drawn.tsx'
import { changedPage, doEdit } from './forms.tsx'
import { formOf, type Form } from '../../posted.ts'
import type { Mine, Opened } from './parts.tsx'
import { purposeNamed, purposePage } from './purpose.tsx'
import { largestOfSets, questionPages, type Typed } from './questions.tsx'
import { whatForPage, type PurposeView } from './what-for.tsx'

type OnPurpose = (c: Context<Web>, scene: Scene, opened: Opened, view: PurposeView) => Answer

/**
 * What a sketch of one's own is for: the list, each thing on it, and its questions.
 * @param mine as every page of such a sketch is opened, with its limit on changes
 */
export function purposeRoutes(desk: Desk, mine: Mine): Hono<Web> {
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
  routes.get('/sketches/:key/what-for/:purpose/:question{(?:called|with-whom|sets|needed|offered)}', onPurpose((c, scene, opened, view) => questionPages[questionOf(c)](c, scene, opened, { view })))
  routes.post('/sketches/:key/what-for/:purpose/:question{(?:called|with-whom|sets|needed|offered)}', onPurpose(async (c, scene, opened, view) => {
    const form = await formOf(c), question = questionOf(c), { purpose } = view, { key } = opened, to = answered(question, form, view, opened)
    const again = (text: string, href: string) => questionPages[question](c, scene, opened, { view, problems: [{ text, href }], typed: typedIn(form) })
    if ('text' in to) return again(to.text, to.href)
    // Choosing "a few" asks next which; a set added or taken away stays with the sets.
    const then = to.few !== undefined || (to.level === 'few' && purpose.few.length === 0) ? scene.to.mySketchPurpose(key, purpose.key, 'sets') : scene.to.mySketchPurpose(key, purpose.key)
    return isSame(purpose, to) ? c.redirect(then, 303) : doEdit(c, scene, opened, form, { do: 'change-purpose', purpose: purpose.key, to }, then, no => again(no.why, firstBox[question]))
  }))
  return routes
}

type Question = Exclude<PurposePart, 'drop'>
const questionOf = (c: Context<Web>): Question => c.req.param('question') as Question

/** Where an error of a question leads. */
const firstBox: Readonly<Record<Question, string>> = { called: '#what', 'with-whom': '#level', sets: '#practices', needed: '#patients', offered: '#practices' }

const typedIn = (form: Form): Typed => ({ what: form.one('what'), level: form.one('level'), patients: form.one('patients'), source: form.one('source'), which: form.one('which'), practices: form.all('practices') })

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
    // Whoever ticks practices means them, also where the answer above still says that nobody said.
    case 'offered': switch (form.one('which') === 'none' && form.all('practices').length > 0 ? 'these' : form.one('which')) {
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
