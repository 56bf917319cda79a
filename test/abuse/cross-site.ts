import type { Chance } from './chance.ts'
import { destroyingLast, versionsNow, type Sent } from './forms.ts'
import { changedTables, readings } from './rows.ts'
import { formBody, here, multipartBody, openSite, urlencoded, type Answer, type Fields, type Site } from './site.ts'
import type { Tally } from './tally.ts'
import type { Town } from './town.ts'
import type { Walk } from './walk.ts'

/** Origins of pages that are not ours; '' for a request that names none. */
const origins = ['', 'https://elsewhere.example', 'null', 'http://rooms.localhost', 'http://localhost.elsewhere.example', 'http://localhost:8080', 'https://localhost', 'http://localhost@elsewhere.example', 'http://elsewhere.example/http://localhost', 'http://localhost, https://elsewhere.example', 'http://127.0.0.1', 'file://', 'http://xlocalhost']

/** How a page of somebody else's can have a browser send a form, and how a script of theirs might. */
const contents: { type: string | null; body(fields: Fields): string }[] = [
  { type: urlencoded, body: formBody }, { type: 'multipart/form-data; boundary=seam', body: fields => multipartBody(fields) }, { type: 'text/plain', body: formBody },
  { type: 'application/json', body: fields => JSON.stringify(Object.fromEntries(fields)) }, { type: 'application/json', body: formBody }, { type: null, body: formBody },
  { type: `${urlencoded}; charset=utf-8`, body: formBody }, { type: 'APPLICATION/X-WWW-FORM-URLENCODED', body: formBody }, { type: 'application/octet-stream', body: formBody }, { type: 'text/ping', body: formBody },
  { type: `application/csp-report, ${urlencoded}`, body: formBody }, { type: `application/json; ${urlencoded}`, body: formBody }, { type: 'multipart/related; boundary=seam', body: fields => multipartBody(fields) },
]

/** Bodies as a script of ours would send them, from elsewhere. */
const jsonContents = [{ type: 'application/json' }, { type: 'text/plain' }, { type: null }, { type: 'text/plain; charset=application/json' }]

const ownCookies = (answer: Answer): boolean => answer.headers.getSetCookie().some(line => !/max-age=0/i.test(line))

/** Every form, from pages that are not ours, in every dress: nothing changes and nobody is signed in. */
export async function crossSite(site: Site, forms: readonly Sent[], tally: Tally, { chance, each }: { chance: Chance; each: number }): Promise<void> {
  for (const form of forms) {
    const visitor = await site.as(form.by)
    const dresses = form.json === undefined ? contents.map(({ type, body }) => ({ type, body: body(form.fields) })) : jsonContents.map(({ type }) => ({ type, body: JSON.stringify(form.json) }))
    const all = origins.flatMap(origin => dresses.flatMap(dress => ['', 'cross-site', 'same-site', 'none'].filter((from, i) => i === 0 || (origin.length + dress.body.length + i) % 3 === 0).map(from => ({ origin, ...dress, from }))))
    let before = await site.rows.sum(), deeds = site.deeds()
    for (const { origin, type, body, from } of chance.some(all, each)) {
      const jar = new Map(visitor.cookies)
      const answer = await visitor.ask(form.at, { method: 'POST', body: new TextEncoder().encode(body), headers: { ...(origin === '' ? {} : { origin }), ...(type === null ? {} : { 'content-type': type }), ...(from === '' ? {} : { 'sec-fetch-site': from }) } })
      const after = await site.rows.sum(), did = after !== before ? `changed ${changedTables(before, after).join(', ')}` : site.deeds() !== deeds ? 'did something' : ownCookies(answer) ? 'set a cookie' : null
      tally.tried('cross-site', `POST ${form.route.path} by ${form.by} from ${origin || 'nowhere'} as ${type} ${from}`, did)
      before = after
      deeds = site.deeds()
      visitor.cookies.clear()
      for (const [name, value] of jar) visitor.cookies.set(name, value)
    }
  }
}

/** Following a link, whatever it says, changes nothing; neither does any other method than POST, even from our own pages. */
export async function byLinkAlone(site: Site, forms: readonly Sent[], walk: Walk, tally: Tally, { chance, each }: { chance: Chance; each: number }): Promise<void> {
  let before = await site.rows.sum(readings)
  const nothing = async (what: string, ask: () => Promise<Answer>) => {
    const deeds = site.deeds()
    await ask()
    const after = await site.rows.sum(readings)
    tally.tried('link', what, after !== before ? `changed ${changedTables(before, after).join(', ')}` : site.deeds() !== deeds ? 'did something' : null)
    before = after
  }
  for (const form of forms) {
    const visitor = await site.as(form.by), query = `${form.at.includes('?') ? '&' : '?'}${formBody(form.fields)}`
    await nothing(`GET ${form.route.path} with its fields`, () => visitor.get(form.at + query))
    await nothing(`GET ${form.route.path} with _method`, () => visitor.get(`${form.at}${query}&_method=POST`, { 'x-http-method-override': 'POST', 'x-method-override': 'POST', origin: here }))
    for (const method of ['HEAD', 'OPTIONS', 'PUT', 'PATCH', 'DELETE', 'post', 'POSTX', 'PROPFIND']) {
      if (method === 'post') continue // a browser's own fetch makes POST of it
      await nothing(`${method} ${form.route.path}`, () => visitor.ask(form.at, { method, headers: { origin: here, 'content-type': urlencoded }, ...(method === 'HEAD' || method === 'OPTIONS' ? {} : { body: formBody(form.fields) }) }))
    }
  }
  for (const [by, pages] of walk.pages) {
    const visitor = await site.as(by)
    for (const at of chance.some([...pages.keys()].filter(one => !/^\/(practices|areas|api)\b/.test(one)), each)) await nothing(`GET ${at} by ${by}`, () => visitor.get(at, { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate', referer: 'https://elsewhere.example/' }))
  }
}

/** That all this was aimed at something: the same forms from our own pages, one after the other, do change something. Names the routes where none does. */
export async function fromOurPages(town: Town, forms: readonly Sent[], tally: Tally): Promise<void> {
  const site = await openSite(town.database), idle = new Map<string, number>()
  try {
    for (const form of destroyingLast(forms)) {
      if (tally.controls.has(`taken ${form.route.path}`)) continue
      const visitor = await site.as(form.by), before = await site.rows.sum(), deeds = site.deeds(), jar = new Map(visitor.cookies)
      const answer = form.json === undefined ? await visitor.post(form.at, await versionsNow(site, form.fields, form.at)) : await visitor.ask(form.at, { method: 'POST', body: JSON.stringify(form.json), headers: { origin: here, 'content-type': 'application/json' } })
      if (await site.rows.sum() !== before || site.deeds() !== deeds) { tally.control(`taken ${form.route.path}`); idle.delete(form.route.path) } else idle.set(form.route.path, answer.status)
      if (!/sign-out|sign-in|try-as|password|second-factor|sessions|account\/close/.test(form.at)) { visitor.cookies.clear(); for (const [name, value] of jar) visitor.cookies.set(name, value) }
    }
  } finally { await site.close() }
  for (const [path, status] of idle) tally.note(`sent from our own page as well, this changes nothing: ${path} (${status})`)
}
