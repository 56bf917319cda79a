import { plainLetter } from '#domain/organisations/letter.ts'
import { dayAfter, dayInEngland } from '#domain/day.ts'
import { questions } from '#domain/position/review/questions.ts'
import { harmless } from './corpus.ts'
import { versionsNow, type Sent } from './forms.ts'
import { cellsOf, isFormula, partsOf } from './files.ts'
import { moreThan, structureOf, tagsOf } from './html.ts'
import { here, openSite, type Answer, type Fields, type Name, type Site } from './site.ts'
import type { Tally } from './tally.ts'
import type { Town } from './town.ts'
import { pathOf, typedFields, walk, type Route, type Walk } from './walk.ts'

/** A text box of a form, and whoever may fill it in. */
export interface Box { form: Sent; name: string }

/** Every text box there is, each once for each route; codes and passwords among them. */
export function boxesOf(walked: Walk, forms: readonly Sent[]): Box[] {
  return forms.filter((form, i) => form.json === undefined && forms.findIndex(other => other.route === form.route) === i).flatMap(form => {
    const found = walked.forms.find(one => one.route === form.route && one.by === form.by), names = found === undefined ? [] : typedFields(found.form).map(field => field.name)
    return [...new Set(names)].filter(name => !isLaterRow(name)).map(name => ({ form, name }))
  })
}

/** Rows of a table are read alike: its first is enough. */
const isLaterRow = (name: string): boolean => /-[1-9]\d*-/.test(name) && questions.some(({ id, form }) => form.as === 'table' && name.startsWith(`${id}-`))

/** Who looks round afterwards: whoever wrote, those it was shown to, and anybody. */
const readers: (Name | null)[] = [null, 'sam', 'okoro', 'hale', 'lowe', 'marsh', 'wren', 'stranger']

const isPage = (answer: Answer): boolean => (answer.headers.get('content-type') ?? '').includes('text/html')

/** What a page holds that no harmless page of ours does: an element by the word, a set of attributes nobody of ours has, an address that runs something. Without knowing ours (null): the word. */
function strange(answer: Answer, usual: ReadonlySet<string> | null): string | null {
  return structureOf(answer.body).find(one => (usual === null ? /zap|[[ ]on\w|=(javascript|data|vbscript):/.test(one) : !usual.has(one))) ?? null
}

/**
 * Stored: two copies of one site are written full, box by box, one with texts of the corpus and one with harmless texts of the same length and spaces; where one is
 * refused at the door, neither is kept. Then everybody looks at everything in both, and each page must be made of the same elements with the same attributes.
 */
export async function storedTexts(town: Town, routes: readonly Route[], boxes: readonly Box[], corpus: readonly string[], usual: ReadonlySet<string> | null, tally: Tally, who: readonly (Name | null)[] = readers): Promise<void> {
  const [ill, plain] = [await openSite(town.database), await openSite(town.database)], made: [string, string][] = []
  try {
    for (const text of corpus) for (const { form, name } of boxes) {
      const sent = async (site: Site, words: string) => {
        const visitor = await site.as(form.by), jar = new Map(visitor.cookies), fields = (await versionsNow(site, form.fields, form.at)).map(([one, value]): Fields[number] => [one, one === name ? words : value])
        const answer = await visitor.post(form.at, fields)
        visitor.cookies.clear()
        for (const [cookie, value] of jar) visitor.cookies.set(cookie, value)
        return answer
      }
      const answer = await sent(ill, text), isKept = answer.status < 400
      tally.tried(isFormula(text) ? 'formula' : 'stored text', `${name} of ${form.route.path} is ${JSON.stringify(text)}`, answer.status >= 500 ? `answered ${answer.status}` : isPage(answer) ? strange(answer, usual) : (answer.headers.get('set-cookie') ?? '').includes('zap') ? 'set a cookie' : null)
      // Refused there too: a page that refuses has been read, and readings are written down.
      if (!isKept) { await sent(plain, text); continue }
      const twin = await sent(plain, name === 'email' ? text.replaceAll(/[^\s@.]/g, 'x') : name.startsWith('password') ? 'a long walk past the weir' : harmless(text, corpus.indexOf(text)))
      tally.control('texts kept')
      if (twin.status !== answer.status) tally.note(`${name} of ${form.route.path}: ${JSON.stringify(text)} was taken (${answer.status}), and the harmless text of its length was not (${twin.status})`)
      else if (answer.to !== null && twin.to !== null) made.push([answer.to.split('#')[0]!, twin.to.split('#')[0]!])
    }
    const taken = await shownAround(ill, town, corpus, null, tally)
    await shownAround(plain, town, corpus.map((text, nth) => harmless(text, nth)), taken, tally)
    await compareSites(ill, plain, town, routes, made, usual, tally, who)
  } finally { await ill.close(); await plain.close() }
}

/**
 * Shows what was written to those who may be shown it, has them read it, and puts the texts into names that logs of readings carry. Says which names were taken; of
 * those that were not (`only`) the invitation is made and left.
 */
async function shownAround(site: Site, town: Town, corpus: readonly string[], only: ReadonlySet<number> | null, tally: Tally): Promise<Set<number>> {
  const names = new Set<number>()
  const { riverside, lmc } = town.rooms, sam = await site.as('sam'), lowe = await site.as('lowe'), stranger = await site.as('stranger')
  const { rows: notes } = await site.rows.client.query<{ id: string }>(`select id from item where organisation = $1 and author = $2 and kept_as <> 'only-you' and entered_by is null order by made_at desc limit 30`, [riverside, town.people.get('sam')])
  const day = dayAfter(dayInEngland(new Date()), 20).split('-').map(Number), until = `${day[2]}/${day[1]}/${day[0]}`
  for (const { id } of notes) await sam.post(`/our/${riverside}/kept/${id}/show`, [['whom', 'support:carrowshire-lmc'], ['until', until]])
  for (const { id } of notes) await lowe.get(`/our/${lmc}/shown-to-us/${id}`)
  // Whoever takes up an invitation says what they are called; their reading is written down under that name.
  for (const [i, text] of corpus.entries()) {
    const invitation = await lowe.post(`/our/${lmc}/people/invite`, [['name', `A reader, the ${i}th`], ['role', 'officer']]), code = /class="app-invitation-code">([^<]+)</.exec(invitation.body)?.[1]
    if (code === undefined) throw new Error(`nobody can be invited to say what they are called: ${invitation.status}`)
    if (only !== null && !only.has(i)) continue
    const taken = await stranger.post('/invited/take', [['code', code], ['name', text]])
    if (taken.status !== 303) continue
    names.add(i)
    tally.control('names kept')
    await stranger.get(`/our/${lmc}/shown-to-us/${notes[0]?.id}`)
    const { rows: [role] } = await site.rows.client.query<{ id: string }>('select id from role where person = $1 and to_on is null and organisation = $2 order by made_at desc', [town.people.get('stranger'), lmc])
    await stranger.post(`/our/${lmc}/people/${role?.id}/end`, [])
  }
  return names
}

/** Addresses of two sites under one name each: ids that were there before stay, new ones are called by the order in which they were made. */
async function namer(site: Site, before: ReadonlySet<string>, made: readonly string[]): Promise<(at: string) => string> {
  const called = new Map<string, string>()
  for (const table of ['item', 'share', 'invitation', 'organisation', 'role', 'membership', 'letter']) {
    const { rows } = await site.rows.client.query<{ id: string }>(`select id from ${table} order by ${table === 'letter' ? 'queued_at' : 'made_at'}, id`)
    for (const [i, { id }] of rows.filter(row => !before.has(row.id)).entries()) called.set(id, `${table}${i}`)
  }
  for (const [i, at] of made.entries()) { const key = /^\/(?:sketches|shared)\/([\w-]{24})/.exec(at)?.[1]; if (key !== undefined && !called.has(key)) called.set(key, `key${i}`) }
  return at => at.replaceAll(/[\da-f]{8}-[\da-f-]{27}|(?<=\/)[\w-]{24}(?=[/?]|$)/g, id => called.get(id) ?? (before.has(id) ? id : 'other'))
}

async function compareSites(ill: Site, plain: Site, town: Town, routes: readonly Route[], made: readonly [string, string][], usual: ReadonlySet<string> | null, tally: Tally, who: readonly (Name | null)[]): Promise<void> {
  const before = new Set<string>()
  for (const id of [...Object.values(town.rooms).filter(id => typeof id === 'string'), town.sketch, town.look]) before.add(id)
  const base = await openSite(town.database)
  for (const table of ['item', 'share', 'invitation', 'organisation', 'role', 'membership', 'letter']) for (const { id } of (await base.rows.client.query<{ id: string }>(`select id from ${table}`)).rows) before.add(id)
  await base.close()
  const looked = async (site: Site, which: 0 | 1) => {
    const own = made.map(pair => pair[which]), name = await namer(site, before, own), starts = ['/', '/our?all', '/account', '/outbox', `/sketches/${town.sketch}`, `/shared/${town.look}`, ...Object.values(town.rooms).filter(id => typeof id === 'string').map(id => `/our/${id}`), ...own]
    const { pages } = await walk(site, town, routes, { who, most: 40, mostPublic: 0, starts })
    return new Map([...pages].flatMap(([by, all]) => [...all].map(([at, answer]) => [`${by} ${name(at)}`, { at, answer }] as const)))
  }
  const [bad, good] = [await looked(ill, 0), await looked(plain, 1)]
  let alone = 0
  for (const [label, { at, answer }] of bad) {
    if (answer.status >= 500) tally.tried('stored text', `GET ${at}`, `answered ${answer.status}`)
    const twin = good.get(label)
    if (isPage(answer)) {
      const odd = strange(answer, usual), more = twin === undefined || label.includes('other') ? [] : moreThan(structureOf(answer.body), structureOf(twin.answer.body))
      tally.tried('stored text', `the page ${label}`, odd ?? (more.length > 0 ? `has ${more.slice(0, 3).join(', ')} more than with harmless words` : null))
      if (twin === undefined) alone++
    } else if (answer.status === 200) await readFile(label, answer, twin?.answer ?? null, tally)
  }
  if (alone > bad.size / 10) tally.note(`${alone} of ${bad.size} pages had no twin with harmless words`)
  tally.control('pages compared', bad.size - alone)
  for (const letter of await ill.desk.post.shown()) {
    const { subject, text, to } = plainLetter(letter, ill.desk.host, here), lines = text.split('\n'), link = `${here}${letter.path}`
    const spoken = /evil\.example|zap@|[<>]|\p{Cc}/u.exec(text.replaceAll('\n', ''))?.[0]
    tally.tried('stored text', `the letter to ${to}`, spoken ? `says ${JSON.stringify(spoken)}` : lines.filter(line => /:\/\//.test(line)).some(line => line !== link) ? 'has another link' : /zap|\p{Cc}/u.test(subject) ? 'has another subject' : null)
  }
}

/** A file to take away: no cell is a formula, no part has an element of somebody else's, and it is not read as a page. */
async function readFile(label: string, { headers, body, bytes }: Answer, twin: Answer | null, tally: Tally): Promise<void> {
  const type = headers.get('content-type') ?? '', what = `the file ${label}`
  tally.tried('policy', what, headers.get('x-content-type-options') === 'nosniff' ? null : 'may be read as something else (no nosniff)')
  if (type.includes('csv')) {
    for (const between of [',', ';', '\t']) {
      const formula = cellsOf(body, between).find(isFormula)
      tally.tried('formula', `${what}, parted by ${JSON.stringify(between)}`, formula === undefined ? null : `the cell ${JSON.stringify(formula.slice(0, 80))}`)
    }
    if (body.includes('zap')) tally.control('comma-separated files with the texts in them')
  } else if (type.includes('spreadsheet') || type.includes('wordprocessing')) {
    for (const [name, xml] of await partsOf(bytes)) {
      const tags = tagsOf(xml).filter(tag => !tag.isEnd), odd = tags.find(tag => tag.name.includes('zap') || tag.attributes.some(([one]) => one.includes('zap')) || tag.name === 'f' || tag.name === '!bogus' && !xml.startsWith('<?xml'))
      tally.tried('formula', `${what}, ${name}`, odd ? `has <${odd.name}>` : null)
      if (xml.includes('zap')) tally.control(`${type.includes('spreadsheet') ? 'workbooks' : 'documents'} with the texts in them`)
    }
  } else if (type.includes('json')) {
    // What else stands in the two differs by what was done in each; a text that broke out of its place would name something.
    const keys = (value: unknown): string[] => (Array.isArray(value) ? value.flatMap(keys) : value !== null && typeof value === 'object' ? Object.entries(value).flatMap(([key, one]) => [key, ...keys(one)]) : [])
    const odd = (() => { try { const named = keys(JSON.parse(body)).find(key => /zap|onerror|script/i.test(key)); return named === undefined ? null : `names ${named}` } catch { return 'is not JSON' } })()
    tally.tried('stored text', what, odd)
  }
}

/** Everything our harmless pages are made of. */
export function usualParts(walked: Walk): Set<string> {
  return new Set([...walked.pages.values()].flatMap(pages => [...pages.values()].filter(isPage).flatMap(answer => structureOf(answer.body))))
}

/** More of what harmless pages are made of: each form sent empty and with a text that no box takes, so that what a refusal looks like is known. */
export async function partsOfRefusals(town: Town, boxes: readonly Box[]): Promise<Set<string>> {
  const parts = new Set<string>(), site = await openSite(town.database)
  try {
    for (const { form, name } of boxes) for (const words of ['', 'x', 'x'.repeat(300), 'xx xxx\nxx\n\nxxx', 'x://x', 'x\u0001x', 'x'.repeat(25_000), '1']) {
      const visitor = await site.as(form.by), jar = new Map(visitor.cookies)
      const answer = await visitor.post(form.at, (await versionsNow(site, form.fields, form.at)).map(([one, value]) => [one, one === name ? words : value]))
      if (isPage(answer)) for (const part of structureOf(answer.body)) parts.add(part)
      visitor.cookies.clear()
      for (const [cookie, value] of jar) visitor.cookies.set(cookie, value)
    }
  } finally { await site.close() }
  return parts
}

/**
 * Reflected: each text in each question that an address can ask, and in the path, beside a harmless one of the same length: the page is made of the same parts, or is
 * the same page.
 */
export async function reflectedTexts(site: Site, addresses: readonly { at: string; by: Name | null }[], asked: readonly string[], corpus: readonly string[], tally: Tally): Promise<void> {
  for (const [i, { at, by }] of addresses.entries()) {
    const visitor = await site.as(by)
    for (const [j, name] of asked.entries()) {
      const text = corpus[(i * asked.length + j) % corpus.length]!, address = (words: string) => `${at.split('?')[0]}?${new URLSearchParams([...new URLSearchParams(at.split('?')[1] ?? ''), [name, words]])}`
      const [answer, twin] = [await visitor.get(address(text)), await visitor.get(address(harmless(text)))]
      const more = isPage(answer) && isPage(twin) && answer.status === twin.status ? moreThan(structureOf(answer.body), structureOf(twin.body)) : []
      const alive = structureOf(isPage(answer) ? answer.body : '').find(one => one.includes('zap') || /=(javascript|data|vbscript):/.test(one) || one.includes('[on'))
      tally.tried('reflected text', `GET ${address(text).slice(0, 200)}`, alive ?? (more.length > 0 ? `has ${more.slice(0, 3).join(', ')} more than with harmless words` : (answer.headers.get('location') ?? '').includes('evil.example') && pathOf(answer.headers.get('location')!, at) === null ? `leads to ${answer.headers.get('location')}` : answer.status >= 500 && answer.status !== 503 ? `answered ${answer.status}` : null))
    }
  }
}

/** What every page says about itself: it runs no script but ours, stands in nobody's frame, and is kept nowhere when it is somebody's. */
export function policies(walked: Walk, tally: Tally): void {
  for (const [by, pages] of walked.pages) for (const [at, answer] of pages) {
    const { headers, body } = answer, policy = headers.get('content-security-policy') ?? '', part = (name: string) => policy.split(';').map(one => one.trim().split(' ')).find(([one]) => one === name)?.slice(1) ?? []
    const scripts = part('script-src'), faults = [
      !isPage(answer) ? null : part('default-src').join() !== "'none'" ? 'lets anything else in' : null,
      !isPage(answer) ? null : scripts.length === 0 || scripts.some(one => one !== "'self'" && !one.startsWith("'sha256-")) ? `runs scripts of ${scripts.join(' ')}` : null,
      !isPage(answer) ? null : part('frame-ancestors').join() !== "'none'" || part('base-uri').join() !== "'none'" || part('object-src').join() !== "'none'" || part('form-action').join() !== "'self'" || part('style-src').join() !== "'self'" ? 'may stand in a frame, or send forms elsewhere' : null,
      headers.get('x-content-type-options') !== 'nosniff' && answer.status === 200 ? 'may be read as something else' : null,
      isPage(answer) && !headers.has('referrer-policy') ? 'tells other sites where its reader was' : null,
      !isPage(answer) && answer.status === 200 && !at.startsWith('/assets/') && policy === '' ? 'has no policy' : null,
      by !== null && !/^\/(assets\/|favicon\.)/.test(at) && !(headers.get('cache-control') ?? '').includes('no-store') ? `may be kept (${headers.get('cache-control')})` : null,
      isPage(answer) ? structureOf(body).find(one => /[[ ](on\w+|style)[\] ]/.test(one)) ?? null : null,
      isPage(answer) && tagsOf(body).some(tag => tag.name === 'script' && !tag.isEnd && tag.attributes.every(([name]) => name !== 'src') && !tag.text.startsWith('document.body.className+=')) ? 'has a script of its own' : null,
    ].filter(fault => fault !== null)
    tally.tried('policy', `${at} by ${by}`, faults.length > 0 ? faults.join('; ') : null)
  }
}

