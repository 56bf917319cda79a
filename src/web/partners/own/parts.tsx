import type { Context } from 'hono'
import type { Area, Edition, Practice } from '#domain/position/edition.ts'
import { effectOf, type Effect } from '#domain/partners/effects.ts'
import type { Plan } from '#domain/partners/plan.ts'
import { bandMiss, practicesOf } from '#domain/partners/reasons.ts'
import { applyEdit, NEW_GROUP, NO_GROUP, placesFor } from '#domain/partners/sketch-edit.ts'
import { groupOf, lastStep, type Sketch } from '#domain/partners/sketch.ts'
import { planOf } from '#domain/partners/sketch-plan.ts'
import { kmBetween } from '#domain/position/distance.ts'
import { isRefusal, type Km, type PracticeCode, type Refusal } from '#domain/words.ts'
import type { Desk, OpenSketch } from '../../desk.ts'
import type { Web } from '../../scene.tsx'
import { about, capital, count, inWords, kilometres, listed, plainName } from '../../ui/say.ts'
import { draw, gonePage, type Drawn, type OnSketch } from '../drawn.tsx'

/** A sketch opened by its private link. */
export interface Opened extends Drawn { key: string; open: OpenSketch }

/** Makes a handler of a page of a sketch of one's own, opened by the key in its address. */
export type Mine = (handler: OnSketch<Opened>) => (c: Context<Web>) => Promise<Response>

/** A handler for the pages of a sketch of one's own. */
export function onMySketch(desk: Desk, handler: OnSketch<Opened>) {
  return async (c: Context<Web>): Promise<Response> => {
    const key = c.req.param('key') ?? '', open = await desk.sketchbook.open(key)
    if (open === null) return gonePage(c, desk)
    const found = await draw(c, desk, open.held.sketch)
    return found instanceof Response ? found : handler(c, found.scene, { ...found.drawn, key, open })
  }
}

/** One place a practice could be moved to, and what that would change; or why it cannot be. */
export interface Choice { to: string; label: string; says: string; /** To its nearest practice; null for a group of its own and for none. */ km: Km | null; effect: Effect | null; no: Refusal | null }

/** Every place a practice could be moved to, the group with the nearest practice first. Figures are differences of two priced plans, by the rule that prices every plan. */
export function choicesFor(edition: Edition, { sketch, plan, view }: Pick<Drawn, 'sketch' | 'plan' | 'view'>, code: PracticeCode): Choice[] {
  const step = lastStep(sketch), from = groupOf(step, code)?.id ?? null
  const nearest = (members: readonly PracticeCode[]) => members.reduce((least, other) => {
    const a = edition.byCode.get(code)?.point, b = edition.byCode.get(other)?.point
    return a && b ? Math.min(least, kmBetween(a, b)) : least
  }, Infinity)
  const places = placesFor(sketch, code).map(to => ({ to, km: nearest(step.groups.find(group => group.id === to)?.members ?? []) }))
  return places.sort((a, b) => (a.km === b.km ? 0 : a.km - b.km)).map(({ to, km }): Choice => {
    const edited = applyEdit(edition, sketch, { do: 'move', practice: code, to, keep: false })
    const name = view.groups.find(each => each.letter === to)?.name ?? ''
    const label = to === NEW_GROUP ? 'A group of its own' : to === NO_GROUP ? 'No group' : `Group ${to}${name === '' ? '' : `, ${name}`}`
    const after = isRefusal(edited) ? edited : planOf(edition, edited.sketch)
    if (isRefusal(edited) || isRefusal(after)) { const no = isRefusal(edited) ? edited : after as Refusal; return { to, label, says: no.why, km: Number.isFinite(km) ? km : null, effect: null, no } }
    const joined = to === NO_GROUP ? null : groupOf(lastStep(edited.sketch), code)!.id
    const effect = effectOf(plan, after, joined, from)
    const others = practicesOf(edition, step.groups.find(group => group.id === to)?.members ?? []).sort((a, b) => b.patients - a.patients).map(other => plainName(other.name, edition.world))
    const company = others.length === 0 ? '' : `With ${listed(others.length <= 3 ? others : [...others.slice(0, 2), `${inWords(others.length - 2)} more`])}. `
    return { to, label, says: `${company}${effectInWords(edition, sketch, effect, plan)}`, km: Number.isFinite(km) ? km : null, effect, no: null }
  })
}

/** "44,900 patients (+6,200); journeys 40 m longer on average; 410 fewer shared patients; nobody left over." */
function effectInWords(edition: Edition, sketch: Sketch, effect: Effect, before: Plan): string {
  const parts: string[] = []
  if (effect.joined !== null) {
    const was = before.groups.find(group => group.id === effect.joined!.id)?.patients ?? 0
    parts.push(`${count(effect.joined.patients)} patients${was === 0 ? '' : ` (+${count(effect.joined.patients - was)})`}${missInWords(effect.joined, sketch)}`)
  }
  if (effect.left !== null) parts.push(`group ${effect.left.id} has ${count(effect.left.patients)} left${missInWords(effect.left, sketch)}`)
  parts.push(journeysInWords(effect.averageKm))
  if (effect.sharedPatients !== null) parts.push(sharedInWords(effect.sharedPatients))
  const names = (codes: PracticeCode[]) => codes.slice(0, 3).map(code => plainName(edition.byCode.get(code)?.name ?? code, edition.world)).join(', ')
  if (effect.newlyLeftOver.length > 0) parts.push(`left over: ${names(effect.newlyLeftOver)}`)
  else if (effect.noLongerLeftOver.length > 0) parts.push(`${names(effect.noLongerLeftOver)} no longer left over`)
  else parts.push('nobody newly left over')
  return `${capital(parts.join('; '))}.`
}

function missInWords(group: { patients: number; members: PracticeCode[] }, sketch: Sketch): string {
  const miss = bandMiss(group, sketch.size, 1)
  return miss === null ? '' : `, ${about(miss.patients)} ${miss.side} the size asked for`
}

/** A change of the average distance over everybody in a group. */
function journeysInWords(km: number): string {
  if (!Number.isFinite(km)) return 'no distance to compare'
  const far = Math.abs(km)
  if (far < 0.0005) return 'journeys as long as before'
  return `journeys ${far < 1 ? `${far < 0.01 ? Math.round(far * 1000) : Math.round(far * 100) * 10}\u00a0m` : kilometres(far)} ${km > 0 ? 'longer' : 'shorter'} on average`
}

function sharedInWords(patients: number): string {
  return patients === 0 ? 'as many shared patients' : `${count(Math.abs(patients))} ${patients > 0 ? 'more' : 'fewer'} shared patients`
}

const names = new WeakMap<Edition, RegExp>()

/** Every name of a practice, a network, a commissioner or a council in these figures, the longer first: one may begin another. */
function namesOfAll(edition: Edition): RegExp {
  const all = new Set([...edition.practices.map(practice => practice.name), ...[...edition.areas.values()].filter(area => area.kind !== 'england' && area.kind !== 'list').map(area => area.name)])
  const known = names.get(edition) ?? new RegExp([...all].filter(name => name !== '').sort((a, b) => b.length - a.length).map(name => name.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|') || '(?!)', 'g')
  names.set(edition, known)
  return known
}

/** A sentence such as what was done, with each invented name in it saying so. */
export function deedInWords(edition: Edition, did: string): string {
  return edition.world === 'real' ? did : did.replaceAll(namesOfAll(edition), name => plainName(name, edition.world))
}

/** Practices of the sketch by name, for lists to choose from. */
export function byName(edition: Edition, area: Area): Practice[] {
  return area.members.flatMap(code => edition.byCode.get(code) ?? []).sort((a, b) => (a.name < b.name ? -1 : 1))
}
