import { createHash, randomUUID } from 'node:crypto'
import type { Chance } from './chance.ts'
import type { Sent } from './forms.ts'
import { structureOf } from './html.ts'
import { changedTables, readings, tries } from './rows.ts'
import { type Answer, type Fields, type Name, type Site, type Visitor } from './site.ts'
import type { Tally } from './tally.ts'
import type { Town } from './town.ts'
import { routeOf, type Route, type Walk } from './walk.ts'

/** Ids of everything there is, by the name that routes call it. */
export async function idsOf(site: Site, town: Town): Promise<Map<string, string[]>> {
  const all = async (query: string) => (await site.rows.client.query<{ id: string }>(query)).rows.map(row => String(row.id))
  const organisation = await all('select id from organisation'), sketches = (await all(`select encode(private_key, 'hex') as id from sketch`)).concat(await all('select id from sketch'))
  return new Map([
    ['organisation', organisation], ['group', organisation], ['item', await all('select id from item')], ['round', await all('select id from alone_round')], ['share', await all('select id from share')], ['role', await all('select id from role')],
    ['invitation', await all('select id from invitation')], ['id', await all('select id from accounts.passkey')], ['person', await all('select id from accounts."user"')], ['session', await all('select id from accounts.session')],
    ['key', [town.look, town.stoppedLook, ...sketches, createHash('sha256').update(town.sketch).digest('hex'), town.sketch.toLowerCase(), town.sketch.slice(0, -1), `${town.sketch}x`]], ['look', [town.sketch, town.stoppedLook, ...sketches, town.look.toUpperCase()]],
  ])
}

/** Names in addresses that stand for published things: whoever asks is shown the same. */
const published = new Set(['code', 'area', 'kind', 'file', 'name', 'step'])

/** Names in addresses that stand for a choice out of a few and are nobody's: a part of a review. */
const chosen = new Set(['part'])

/** Forms that act on a note of one's own room, named in the form: the matter in their address only leads back, and may be gone. */
const onOwnNote = /\/asked-us\/:\w+\/(done|throw-away)$/
const isPublic = (route: Route): boolean => /^\/(practices|areas|api|assets|favicon)/.test(route.path)

export const fill = (path: string, values: Readonly<Record<string, string>>): string => path.replaceAll(/:(\w+)(?:\{(?:[^{}]|\{[^}]*\})*\})?/g, (_, name: string) => values[name] ?? 'x')

/** Names of a route with what an address has in their place. */
export function valuesIn(route: Route, at: string): Record<string, string> {
  const parts = route.path.match(/\/(?::\w+(?:\{(?:[^{}]|\{[^}]*\})*\})?|[^/]*)/g) ?? [], pieces = at.split(/[?#]/)[0]!.split('/').slice(1)
  return Object.fromEntries(parts.flatMap((part, i) => { const name = /^\/:(\w+)/.exec(part)?.[1]; return name === undefined ? [] : [[name, decodeURIComponent(pieces[i] ?? '')]] }))
}

/** The words that not everybody may read: headings of notes. */
async function wordsOf(site: Site): Promise<{ item: string; words: string }[]> {
  return (await site.rows.client.query<{ item: string; words: string }>(`select item, title as words from note join item on item.id = note.item where kept_as <> 'anyone'`)).rows
}

/** What somebody may act on: of the organisations they hold a role in today, and of those alone. */
async function ownIds(site: Site, person: string | undefined): Promise<Set<string>> {
  const { rows } = await site.rows.client.query<{ id: string }>(`
    with mine as (select organisation as id from role where person = $1 and from_on <= current_date and (to_on is null or to_on >= current_date))
    select id::text from mine union select id::text from item where organisation in (select id from mine) and (kept_as <> 'only-you' or author = $1) union select share.id::text from share join item on item.id = share.item where owner in (select id from mine) and (owner_person is null or owner_person = $1)
    union select id::text from role where organisation in (select id from mine) union select id::text from invitation where organisation in (select id from mine)
    union select id::text from alone_round where begun_by = $1 union select round::text from alone_asked where person = $1
    union select group_id::text from membership where member in (select id from mine) and (to_on is null or to_on >= current_date) union select id from accounts.passkey where "userId" = $1 union select id from accounts.session where "userId" = $1 union select id::text from item where kept_as = 'anyone'
    union select item.id::text from item join share on share.item = item.id join organisation on share.to_code = organisation.kind || ':' || organisation.code
      where item.kind = 'help-request' and organisation.id in (select id from mine) and share.to_person is null and share.stopped_at is null and share.until >= current_date -- asked of them: they answer it
    `, [person ?? ''])
  return new Set(rows.map(row => row.id))
}

/** Nothing is there: what an address answers for which one has no business. Signing in is what nobody is led to. */
const isClosed = ({ status, to }: Answer): boolean => [400, 403, 404, 405, 410, 413, 414].includes(status) || (status === 303 && /^\/sign-in(\?|$)/.test(to ?? ''))

/**
 * Each page and each form of somebody's, asked for by everybody else, with ids of their own and of others in every place: what a person's pages did not lead them to is
 * not there and cannot be changed. Ended roles, stopped shares, a group that was left and links that were stopped are among them.
 */
export async function others(site: Site, town: Town, routes: readonly Route[], walk: Walk, forms: readonly Sent[], tally: Tally, { chance, each }: { chance: Chance; each: number }): Promise<void> {
  const ids = await idsOf(site, town), notes = await wordsOf(site)
  let before = await site.rows.sum([...readings, ...tries])
  for (const by of walk.pages.keys()) {
    const visitor = await site.as(by), pages = walk.pages.get(by)!, seen = [...pages.values()].map(page => page.body).join('\n'), own = await ownIds(site, by === null ? undefined : site.people.get(by)), unseen = notes.filter(note => !seen.includes(note.words))
    for (const route of routes.filter(one => one.params.some(name => ids.has(name)) && !isPublic(one))) {
      const walked = new Set([...pages.keys()].map(page => page.split('?')[0]!))
      const combinations = addressesOf(route, ids, walk, routes).filter(at => !(route.method === 'GET' && walked.has(at)) && isForeign(route, at, own, town))
      for (const at of chance.some(combinations, each)) {
        const filledIn = forms.find(form => form.route === route)?.fields ?? []
        const answer = route.method === 'GET' ? await visitor.get(at) : await visitor.post(at, filledIn)
        const after = await site.rows.sum([...readings, ...tries]), told = unseen.find(note => answer.body.includes(note.words) && !JSON.stringify(filledIn).includes(note.words))
        const does = after !== before && !onOwnNote.test(route.path) ? `changed ${changedTables(before, after).join(', ')}` : told ? `read “${told.words}”` : answer.status >= 500 ? `answered ${answer.status}` : route.method === 'POST' || isClosed(answer) ? null : `answered ${answer.status} ${answer.to ?? ''}`
        tally.tried('identifier', `${route.method} ${at} by ${by}`, does)
        before = after
      }
    }
  }
}

/** Addresses of a route: those that anybody was led to, and ids of all kinds put together. */
function addressesOf(route: Route, ids: ReadonlyMap<string, string[]>, walk: Walk, routes: readonly Route[]): string[] {
  const real = route.method === 'GET' ? [...walk.pages.values()].flatMap(pages => [...pages.keys()]).filter(at => routeOf(routes, 'GET', at) === route) : walk.forms.filter(form => form.route === route).map(form => form.at)
  const examples = [...new Set(real.map(at => at.split('?')[0]!))], all = new Set(examples)
  let mixed: Record<string, string>[] = [examples[0] === undefined ? {} : valuesIn(route, examples[0])]
  for (const name of route.params) {
    const values = [...new Set([...ids.get(name) ?? [], ...examples.map(at => valuesIn(route, at)[name]!)])]
    mixed = mixed.flatMap(values0 => (values.length === 0 ? [values0] : values.map(value => ({ ...values0, [name]: value }))))
  }
  for (const values of mixed) all.add(fill(route.path, values))
  return [...all].filter(at => !at.includes(':'))
}

/** Whether an address names something that is not this person's: an id of another's, or a key that is not that of an open link. */
function isForeign(route: Route, at: string, own: ReadonlySet<string>, town: Town): boolean {
  const values = valuesIn(route, at)
  if ('key' in values) return values['key'] !== town.sketch
  if ('look' in values) return values['look'] !== town.look
  return Object.entries(values).some(([name, value]) => !published.has(name) && !chosen.has(name) && !own.has(value))
}

/** Ids in what a form says: each is put there in turn from somebody else's. */
export async function othersInForms(site: Site, town: Town, walk: Walk, forms: readonly Sent[], tally: Tally, { chance, each }: { chance: Chance; each: number }): Promise<void> {
  const ids = await idsOf(site, town), every = [...new Set([...ids.values()].flat())].filter(id => id.length > 8)
  let before = await site.rows.sum([...readings, ...tries])
  const isId = /[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}|^[A-Za-z\d]{32}$/
  for (const form of forms.filter(one => one.route.path !== '/try-as' && one.json === undefined)) {
    const visitor = await site.as(form.by), found = walk.forms.find(one => one.route === form.route && one.by === form.by), own = await ownIds(site, form.by === null ? undefined : site.people.get(form.by)), seen = [...walk.pages.get(form.by)!.values()].map(page => page.body).join('\n')
    const boxes = (found?.form.fields ?? []).filter(field => [field.value, ...field.choices].some(value => isId.test(value)))
    for (const box of boxes) {
      const example = [field(form.fields, box.name), box.value, ...box.choices].find(value => isId.test(value))!
      for (const id of chance.some(every.filter(one => !seen.includes(one) && !own.has(one)), each)) {
        const fields: Fields = form.fields.map(([name, value]) => [name, name === box.name ? example.replace(isId, id) : value])
        if (!fields.some(([name]) => name === box.name)) fields.push([box.name, example.replace(isId, id)])
        const answer = await visitor.post(form.at, fields)
        const after = await site.rows.sum([...readings, ...tries])
        tally.tried('identifier', `POST ${form.route.path} by ${form.by} with ${box.name} ${JSON.stringify(fields.find(([name]) => name === box.name))} of another`, after !== before ? `changed ${changedTables(before, after).join(', ')}` : answer.status >= 500 ? `answered ${answer.status}` : null)
        before = after
      }
    }
  }
}

const field = (fields: Fields, name: string): string => fields.find(([one]) => one === name)?.[1] ?? ''

/** Texts that no id is, as they stand in an address. `ID` is a good one of the same kind. */
const malformed = [
  '0', '-1', '1', '1e309', 'NaN', 'null', 'undefined', 'true', '__proto__', 'constructor', 'toString', '*', '%2A', '%25', '%', '%zz', '%00', 'ID%00', 'ID%20', '%20ID', 'ID.json', 'ID%2F', 'ID%2F..', '..%2FID', '..%2f..%2f..%2fetc%2fpasswd', '%2e%2e%2f', '..%5C..%5C', '%252e%252e%252f', '%c0%ae%c0%ae%2f', '%F0%80%80%AF', '%ff%fe', '%ED%A0%80',
  '%27%20or%201%3D1--', '%27%3B%20drop%20table%20item%3B--', '%22%20or%20%22%22%3D%22', '1%20union%20select%20null', '%27%7C%7Cpg_sleep(2)%7C%7C%27', '%24%7B7*7%7D', '%7B%7B7*7%7D%7D', '%3Cscript%20zap%3Ealert(1)%3C%2Fscript%3E', '%22%3E%3Cimg%20src%3Dx%20onerror%3Dzap%3E', '%27%20onmouseover%3Dzap%20%27', 'javascript%3Aalert(1)',
  '%0d%0aset-cookie%3A%20zap%3D1', '%0A', '%E5%98%8D%E5%98%8Aset-cookie%3Azap', '%C3%A9', 'e%CC%81', '%EF%BC%91%EF%BC%92', '%E2%80%AEDI', '%F0%9F%92%A3', 'ID%3Bjsessionid%3D1', 'ID,ID', '%7BID%7D', '%5B%5D', '%5B%22ID%22%5D', 'ID%23', 'ID%3Fa%3Db', 'a'.repeat(300), 'a'.repeat(5_000), '%61'.repeat(800), '00000000-0000-0000-0000-000000000000', 'ffffffff-ffff-ffff-ffff-ffffffffffff', 'UPPER', 'BARE', 'WIDE', 'DOUBLE',
]

function spelled(text: string, good: string): string {
  switch (text) {
    case 'UPPER': return encodeURIComponent(good.toUpperCase())
    case 'BARE': return encodeURIComponent(good.replaceAll('-', ''))
    case 'WIDE': return encodeURIComponent([...good].map(sign => (sign > ' ' && sign <= '~' ? String.fromCodePoint(sign.codePointAt(0)! + 0xfee0) : sign)).join(''))
    case 'DOUBLE': return encodeURIComponent(encodeURIComponent(good)).replaceAll('-', '%252D')
    default: return text.replaceAll('ID', encodeURIComponent(good))
  }
}

/** In every place of every address what no id can be: nothing is there, nothing changes, nothing of ours breaks, and what is repeated is text. */
export async function malformedIds(site: Site, routes: readonly Route[], walk: Walk, forms: readonly Sent[], tally: Tally, { chance, each }: { chance: Chance; each: number }): Promise<void> {
  let before = await site.rows.sum([...readings, ...tries])
  for (const route of routes.filter(one => one.params.length > 0)) {
    const form = forms.find(one => one.route === route), example = route.method === 'POST' ? form : exampleOf(route, walk, routes)
    if (example === undefined) { tally.miss(`no address to spoil for ${route.method} ${route.path}`); continue }
    const visitor = await site.as(example.by), good = valuesIn(route, example.at), query = example.at.split('?')[1]
    for (const name of route.params) for (const text of chance.some(malformed, each)) {
      const at = `${fill(route.path, { ...Object.fromEntries(Object.entries(good).map(([one, value]) => [one, encodeURIComponent(value)])), [name]: spelled(text, good[name]!) })}${query === undefined ? '' : `?${query}`}`
      if (decodeURIComponent(at.split('?')[0]!.replaceAll('%', '%25')) === example.at.split('?')[0]) continue // the id has nothing to spoil in this way
      const faults = site.faults.length
      const asked = async (by: Visitor) => (route.method === 'GET' ? by.get(at) : by.post(at, form!.fields)), told = await asked(visitor)
      const answer = told.status === 429 ? await asked(site.anew(visitor)) : told // files are taken a dozen at a time: what stands behind that is seen too
      const after = await site.rows.sum([...readings, ...tries])
      const alive = answer.body.includes('zap') && (answer.headers.get('content-type') ?? '').includes('html') ? structureOf(answer.body).find(one => one.includes('zap')) : undefined
      const isOpen = route.method === 'GET' && !isPublic(route) && !isClosed(answer) && !published.has(name) && !routes.some(one => one !== route && one.method === route.method && one.params.length < route.params.length && one.matches(at))
      const does = after !== before && !isPublic(route) && !onOwnNote.test(route.path) ? `changed ${changedTables(before, after).join(', ')}` : answer.status >= 500 || site.faults.length > faults ? `answered ${answer.status}: ${String(site.faults.at(-1)?.error).slice(0, 160)}` : alive ? `became ${alive}` : answer.headers.has('set-cookie') && answer.headers.get('set-cookie')!.includes('zap') ? 'set a cookie' : isOpen ? `answered ${answer.status} ${answer.to ?? ''}` : null
      tally.tried('malformed', `${route.method} ${at.slice(0, 160)} by ${example.by}`, does)
      before = after
    }
  }
}

function exampleOf(route: Route, walk: Walk, routes: readonly Route[]): { at: string; by: Name | null } | undefined {
  for (const [by, pages] of walk.pages) for (const [at, answer] of pages) if (answer.status === 200 && routeOf(routes, 'GET', at) === route) return { at, by }
  // A file that waits for a yes is named by nothing that lasts: by one that is no more, then.
  return route.path === '/sources/add/:id' ? { at: `/sources/add/${randomUUID()}`, by: null } : undefined
}
