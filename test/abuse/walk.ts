import { questions } from '#domain/position/review/questions.ts'
import type { Form, Field } from './html.ts'
import { formsOf, linksOf } from './html.ts'
import { here, names, type Answer, type Fields, type Name, type Site } from './site.ts'
import type { Town } from './town.ts'

/** One address of the site as its route table has it, without what stands before every page. */
export interface Route { method: 'GET' | 'POST'; path: string; params: string[]; matches(at: string): boolean }

export function routesOf(app: Site['app']): Route[] {
  const seen = new Map<string, Route>()
  for (const { method, path } of app.routes) {
    if ((method !== 'GET' && method !== 'POST') || path.includes('*') || path === '') continue
    const parts = path.match(/\/(?::\w+(?:\{(?:[^{}]|\{[^}]*\})*\})?|[^/]*)/g) ?? [], params: string[] = []
    const pattern = parts.map(part => {
      const param = /^\/:(\w+)(?:\{(.*)\})?$/.exec(part)
      if (param === null) return part.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')
      params.push(param[1]!)
      return `/(${param[2] ?? '[^/?#]+'})`
    }).join('')
    const whole = new RegExp(`^${pattern}(?:[?#].*)?$`, 's')
    seen.set(`${method} ${path}`, { method, path, params, matches: at => whole.test(at) })
  }
  return [...seen.values()]
}

/** The route an address is answered by: the one with the fewest names to fill in, the first of them. */
export function routeOf(routes: readonly Route[], method: Route['method'], at: string): Route | null {
  let least: Route | null = null
  for (const route of routes) if (route.method === method && (least === null || route.params.length < least.params.length) && route.matches(at)) least = route
  return least
}

/** A form somebody was shown, and where. */
export interface Found { by: Name | null; page: string; form: Form; at: string; route: Route }

export interface Walk {
  /** Addresses each was led to, in the order they were found, with what came. */
  pages: Map<Name | null, Map<string, Answer>>
  forms: Found[]
}

/** Pages that say the same whoever has written what, and sketches, which belong to their links: some of each are enough, and one reader. */
const isPublic = (at: string): boolean => /^\/(practices|areas|api)(\/|\?|$)/.test(at), isUnderLink = (at: string): boolean => /^\/(sketches|shared)\//.test(at)

/**
 * Walks the site as each of these people, from page to page by its links alone, and gathers every form.
 * @param most pages of one route that one person is led through; forms are gathered from all of them
 */
export async function walk(site: Site, town: Town, routes: readonly Route[], { who = [null, ...names], most = 60, mostPublic = 2, starts = startsOf(town) }: { who?: readonly (Name | null)[]; most?: number; mostPublic?: number; starts?: readonly string[] } = {}): Promise<Walk> {
  const pages: Walk['pages'] = new Map(), forms: Found[] = []
  for (const by of who) {
    const visitor = await site.as(by), found = new Map<string, Answer>(), waiting = [...starts], times = new Map<Route, number>()
    for (let at = waiting.shift(); at !== undefined; at = waiting.shift()) {
      const route = routeOf(routes, 'GET', at), before = route === null ? 0 : times.get(route) ?? 0
      if (route === null || found.has(at) || before >= (isPublic(at) ? mostPublic : most) || (by !== null && (isPublic(at) || isUnderLink(at)))) continue
      const answer = await visitor.get(at)
      if (answer.status < 400) times.set(route, before + 1)
      found.set(at, answer)
      if (answer.to !== null && answer.to.startsWith('/')) waiting.push(answer.to.split('#')[0]!)
      if (!(answer.headers.get('content-type') ?? '').includes('text/html')) continue
      for (const link of linksOf(answer.body)) { const to = pathOf(link, at); if (to !== null) waiting.push(to) }
      for (const form of formsOf(answer.body, at)) {
        const to = pathOf(form.action, at), action = to === null ? null : routeOf(routes, form.method === 'post' ? 'POST' : 'GET', to)
        if (to !== null && action !== null) forms.push({ by, page: at, form, at: to, route: action })
      }
    }
    pages.set(by, found)
  }
  return { pages, forms }
}

/** Where a walk begins: pages nobody is led to by a link from another, among them. */
export function startsOf(town: Town): string[] {
  return [
    '/', '/our?all', '/our/new', '/account', '/outbox', '/try-as', '/keep-private', '/invited', '/sign-in', '/sign-in/password', '/sign-in/code', '/sign-in/link', '/sources', '/sources/add', '/account/name', '/account/second-factor', '/account/recovery-codes', '/account/password', '/account/passkeys/add',
    `/areas/england/sketches/journeys?size=30000-50000`, '/areas/england/from-file?size=30000-50000', `/sketches/${town.sketch}`, `/sketches/${town.sketch}/erase`, `/sketches/${town.sketch}/larger/new`, `/shared/${town.look}`, `/published/${town.published}`, '/api',
    ...['leave', 'leave/carry', 'leave/join', 'ask', 'ask/new', 'asked-us', 'letters', 'letters/new', 'cases', 'cases/new', 'what-we-see', 'what-your-lmc-sees', 'answer-alone', 'answer-alone/begin', 'answer-alone/questions'].flatMap(part => [town.rooms.riverside, town.rooms.penmarshHealth, town.rooms.lantern, town.rooms.lmc, town.rooms.icb].map(room => `/our/${room}/${part}`)), '/account/mine', '/account/close',
    ...['', '/questions/premises', '/check', '/core-services'].map(part => `/our/${town.rooms.riverside}/next-five-years/${town.review}${part}`),
    ...Object.values(town.codes).map(code => `/invited?code=${code}`), '/practices?q=river', '/areas?q=penmarsh', '/api/practices?q=river', '/api/practices/ZP0001', '/api/areas/england', '/api/areas/england/sketches/journeys?size=30000-50000', '/api/editions', '/api/openapi.json', '/assets/app.css', '/favicon.svg', '/favicon.ico', '/sign-in/sent', '/sign-in/with',
    '/areas/england/sketches/journeys/progress?size=30000-50000', `/sketches/${town.sketch}/effects?practice=ZP0001`, '/practices/as-one?codes=ZP0001,ZP0002', '/areas/list?codes=ZP0001,ZP0002',
  ]
}

/** An address of this site as a path, without what follows #; null for one that leads away. */
export function pathOf(link: string, at: string): string | null {
  if (!URL.canParse(link, here + at)) return null
  const { origin, pathname, search } = new URL(link, here + at)
  return origin === here ? pathname + search : null
}

// ── filling in ──

const soon = (days: number): string => { const day = new Date(Date.now() + days * 86_400_000); return `${day.getDate()}/${day.getMonth() + 1}/${day.getFullYear()}` }

/** What a form's box is filled with where its page leaves it empty, by its name; a box of another name gets plain words. */
const usual: Record<string, string> = {
  email: 'somebody.new@penmarsh.example', code: 'ZP0003', practice: 'ZP0003', until: soon(20), day: soon(300), name: 'Ann Weir', author: 'Ann Weir', heading: 'A heading', body: 'A few words.', patients: '50000', source: 'our own words', q: 'river', codes: 'ZP0001, ZP0002',
  'stopping-0-within-2-years': '1', 'stopping-0-in-3-to-5-years': '0', 'stopping-0-later': '0', 'stopping-0-not-said': '1',
  lines: 'practice_code,group\nZP0001,1\nZP0002,1\nZP0003,2', min: '30000', max: '50000', password: 'gulls over the weir', 'password-before': 'weir lane gulls', first: 'A', second: 'B', acute: 'Carrow General', community: 'Tarrow Cottage Hospital', what: 'A nurse between us', word: 'alliance', 'as-at': '1/1/2026', 'wanted-by': soon(10), due: soon(10), about: 'ZP0011', area: '', which: 'ZP0003', from: soon(30), close: 'close',
}

/** Boxes of a review that take a figure or a day, and no words, by their names: rows of its tables are counted in them. */
const inReviews = new Map(questions.flatMap(({ id, form }): [string, string][] => {
  const figure = ({ least, most }: { least: number; most: number }) => String(Math.min(most, Math.max(least, 2)))
  if (form.as === 'table') return form.cells.flatMap(cell => (cell.cell === 'number' || cell.cell === 'day' ? Array.from({ length: form.most }, (_, k): [string, string] => [`${id}-${k}-${cell.name}`, cell.cell === 'day' ? '3/4/2031' : figure(cell)]) : []))
  return form.as === 'number' ? [[id, figure(form)]] : form.as === 'day' ? [[id, '3/4/2031']] : []
}))

const isTyped = (field: Field): boolean => ['text', 'textarea', 'search', 'email', 'password', 'tel', 'url', 'number', 'date'].includes(field.type)
export const typedFields = (form: Form): Field[] => form.fields.filter(isTyped)

/** Boxes that are filled in otherwise on one page, whatever stands in them: so that sending the form changes something. */
const otherwise: [page: RegExp, boxes: Record<string, string>][] = [
  [/\/:key\/size$/, { min: '28000' }],
  [/\/:key\/hospitals$/, { lines: 'ZP0003, Carrow General, Tarrow Cottage Hospital' }],
  [/\/hospitals\/:code$/, { acute: 'Saltings General' }],
  [/\/:key\/change$/, { to: 'new' }],
  [/\/:key\/what-for$/, { work: '' }],
  [/:question/, { what: 'A pharmacist, four days', level: 'group', which: 'every' }],
  [/\/steps\/add$/, { first: '', second: '', start: 'same' }],
  [/\/steps\/:step/, { name: 'By and by', day: '' }],
  [/\/keep-as$/, { keep: 'anyone' }],
  [/\/kept\/:item\/change$/, { body: 'Other words.' }],
  [/\/show$/, { whom: 'practice', code: 'ZP0002' }],
  [/\/passkeys\/:id\/name$/, { name: 'the one downstairs' }],
  [/\/account\/name$/, { name: 'Somebody By Another Name' }],
]

/** A form filled in as somebody would who means it, but for the boxes given. */
export function filled({ form, route }: Pick<Found, 'form' | 'route'>, given: Record<string, string> = {}): Fields {
  const fields: Fields = [], other = otherwise.find(([page]) => page.test(route.path))?.[1] ?? {}
  for (const field of form.fields) {
    const own = given[field.name] ?? other[field.name]
    if (own !== undefined) fields.push([field.name, own])
    else if (field.type === 'file') continue
    else if (field.type === 'checkbox') { if (field.value !== '' || ['may', 'practices', 'groups'].includes(field.name)) for (const choice of field.choices.slice(0, field.name === 'may' ? 1 : 2)) fields.push([field.name, choice]) }
    else if (field.type === 'radio' || field.type === 'select') fields.push([field.name, field.value !== '' ? field.value : field.choices.find(choice => choice !== '') ?? ''])
    else fields.push([field.name, field.value !== '' || !isTyped(field) ? field.value : usual[field.name] ?? inReviews.get(field.name) ?? 'plain words'])
  }
  return fields
}
