import { Hono, type Context } from 'hono'
import { steps as stepWords } from '#content/wording/what-for.ts'
import { dayWritten } from '#domain/day.ts'
import type { SketchEdit } from '#domain/partners/sketch-edit.ts'
import { lastStep } from '#domain/partners/sketch.ts'
import type { Refusal } from '#domain/words.ts'
import { notFoundPage, type Scene, type Web } from '../../scene.tsx'
import type { Answer } from '../drawn.tsx'
import { doEdit } from './forms.tsx'
import { formOf } from '../../posted.ts'
import type { Mine, Opened } from './parts.tsx'
import { addStepPage, nameStepPage, stepsPage } from './steps.tsx'
import { largerPage } from './larger.tsx'

/**
 * How a sketch of one's own would grow: its steps, and the larger groups of the last.
 * @param mine as every page of such a sketch is opened, with its limit on changes
 */
export function stepsRoutes(mine: Mine): Hono<Web> {
  const routes = new Hono<Web>()

  routes.get('/sketches/:key/steps', mine((c, scene, opened) => stepsPage(c, scene, opened, practiceAsked(c, scene, opened))))
  routes.get('/sketches/:key/steps/add', mine((c, scene, opened) => addStepPage(c, scene, opened)))
  routes.post('/sketches/:key/steps/add', mine(async (c, scene, opened) => {
    const form = await formOf(c), typed = { name: form.one('name'), from: form.one('day'), start: form.one('start'), first: form.one('first'), second: form.one('second') }
    const again = (text: string, href: string) => addStepPage(c, scene, opened, [{ text, href }], typed)
    const from = dayOf(typed.from)
    if (from === undefined) return again(stepWords.badDay, '#day')
    return doEdit(c, scene, opened, form, { do: 'add-step', name: typed.name, from, join: typed.start === 'join' || (typed.first !== '' && typed.second !== '') ? [typed.first, typed.second] : null }, scene.to.mySketchPart(opened.key, 'steps'), no => again(no.why, boxOfStep(no)))
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
  return routes
}

const namesBox: ReadonlySet<string> = new Set(['larger-unnamed', 'larger-long-name', 'larger-same-name', 'odd-words', 'long-words'])
const boxOfStep = ({ code }: Refusal): string => (code.startsWith('steps-') ? '#day' : ['step-unnamed', 'odd-words', 'long-words'].includes(code) ? '#name' : '#first')

/** An empty box names no day; undefined for what is none. */
const dayOf = (typed: string) => (typed === '' ? null : dayWritten(typed) ?? undefined)

function practiceAsked(c: Context<Web>, scene: Scene, { area, sketch }: Opened) {
  const code = (c.req.query('practice') ?? sketch.own ?? '').toUpperCase()
  return area.members.includes(code) ? scene.edition.byCode.get(code) ?? null : null
}
