import { beforeEach, expect, test } from 'vitest'
import { sketchesByHand } from '../../../../test/town/sketches.ts'
import { townDesk } from '../../../../test/town/desk.ts'
import { penmarsh, penmarshEdition } from '../../../../test/town/penmarsh.ts'
import { createApp } from '../../app.tsx'

const edition = penmarshEdition()
const fresh = () => createApp(townDesk({ editions: [edition], sketches: sketchesByHand(edition) }))
let app = fresh()
beforeEach(() => { app = fresh() })

const plain = (html: string) => html.replaceAll(/<(script|style)[^]*?<\/\1>/g, '').replaceAll(/<[^>]+>/g, ' ').replaceAll('\u00a0', ' ').replaceAll(/\s+/g, ' ')
async function read(path: string, headers: Record<string, string> = {}) {
  const response = await app.request(`http://localhost${path}`, { headers }), html = await response.text()
  return { status: response.status, html, text: plain(html), headers: response.headers }
}
async function post(path: string, fields: Record<string, string>) {
  const response = await app.request(`http://localhost${path}`, { method: 'POST', headers: { origin: 'http://localhost', 'content-type': 'application/x-www-form-urlencoded' }, body: new URLSearchParams(fields) }), html = await response.text()
  return { status: response.status, html, text: plain(html), to: response.headers.get('location') ?? '' }
}
const begun = async (kind = 'journeys') => (await post('/sketches', { area: 'england', kind, min: '30000', max: '50000', figures: edition.name, own: penmarsh.riverside })).to
const versionOf = (html: string) => /data-from="(\d+)"/.exec(html)?.[1] ?? ''

test('any sketch of the site begins one of one’s own, which nobody else is told of', async () => {
  expect((await read('/areas/england/sketches/journeys')).html).toContain('action="/sketches"')
  const at = await begun()
  expect(at).toMatch(/^\/sketches\/[\w-]{24}$/)
  const { status, text, headers, html } = await read(at)
  expect(status).toBe(200)
  expect(text).toContain('Nobody has been told. Nothing has been decided.')
  expect(text).toContain('You began with “Shortest journeys”.')
  expect(text).toContain('Who sees this page: Only you.')
  expect(headers.get('x-robots-tag')).toContain('noindex')
  expect(headers.get('cache-control')).toBe('no-store')
  expect(/<title>([^<]*)/.exec(html)![1]).toBe('A sketch of your own – Alongside (invented)')
})

test('a practice is moved with what changes beside each choice, and moved back', async () => {
  const at = await begun(), place = `${at}/practices/${penmarsh.marshEnd}`
  const { text } = await read(place)
  expect(text).toContain('Move Marsh End Surgery (invented) from group')
  expect(text).toMatch(/[\d,]+ patients \(\+[\d,]+\).*; journeys .* on average; [\d,]+ (more|fewer) shared patients; nobody newly left over\./)
  const group = /value="([A-Z])"[^>]*aria-describedby/.exec((await read(place)).html)![1]!
  const moved = await post(`${at}/change`, { from: '1', do: 'move', practice: penmarsh.marshEnd, to: group, keep: 'yes' })
  expect([moved.status, moved.to]).toEqual([303, at])
  const after = await read(at)
  expect(after.text).toContain(`to group ${group}, and keep it there.`)
  expect(after.text).toMatch(/Penmarsh Health \(invented\) and Marsh End Surgery \(invented\) together Let go/)
  expect((await post(`${at}/undo`, { from: '2', way: 'undo' })).status).toBe(303)
  expect((await read(at)).text).toContain('You began with')
  expect((await read(at)).text).toContain('Do it again')
})

test('a move that breaks what is kept is refused beside its choice, and again when it is sent all the same', async () => {
  const at = await begun()
  const page = await read(at), group = /id="group-([A-Z])"/.exec(page.html)![1]!
  expect((await post(`${at}/change`, { from: '1', do: 'keep-group', group })).status).toBe(303)
  const kept = await read(at)
  expect(kept.text).toContain('kept as it is')
  const code = /practices\/(ZP\d+)/.exec(kept.html.slice(kept.html.indexOf(`id="group-${group}"`)))![1]!
  expect((await read(`${at}/practices/${code}`)).text).toContain(`Group ${group} is kept as it is. Let it go first`)
  const sent = await post(`${at}/change`, { from: '2', do: 'move', practice: code, to: 'none' })
  expect(sent.status).toBe(422)
  expect(sent.text).toContain('There is a problem')
})

test('a form sent from an old page changes nothing and shows the sketch as it is now', async () => {
  const at = await begun()
  await post(`${at}/change`, { from: '1', do: 'move', practice: penmarsh.riverside, to: 'none' })
  const late = await post(`${at}/change`, { from: '1', do: 'move', practice: penmarsh.lantern, to: 'none' })
  expect(late.status).toBe(422)
  expect(late.text).toContain('changed in another window meanwhile')
  expect(versionOf((await read(at)).html)).toBe('2')
})

test('sharing asks for a name and a day, and gives a link that only looks', async () => {
  const at = await begun()
  expect((await read(`${at}/share`)).text).toContain('Freedom of Information Act')
  const none = await post(`${at}/share`, { from: '1', author: '', until: '2026-04-03' })
  expect(none.status).toBe(422)
  expect(none.text).toContain('Say who made the sketch')
  expect((await post(`${at}/share`, { from: '1', author: 'Ann of Riverside', until: '3/4/2026' })).status).toBe(303)
  const links = await read(`${at}/share`), look = /value="http:\/\/localhost(\/shared\/[\w-]+)"/.exec(links.html)![1]!
  expect(links.text).toContain('Anyone with this link can look, not change. It stops after 3 April 2026.')
  const seen = await read(look)
  expect(seen.text).toContain('A sketch by Ann of Riverside; not a proposal by any organisation.')
  expect(seen.text).toContain('Nobody has been told. Nothing has been decided.')
  expect(seen.text).toContain('Anyone with this link, until 3 April 2026')
  expect(seen.html).not.toContain('method="post"') // the one form asks which practice is the reader's
  expect((await read(`${look}?practice=${penmarsh.riverside}`)).text).toMatch(/Riverside Surgery \(invented\) would be (with|on its own|in no group)/)
  expect(seen.html).not.toContain(at)
  expect(seen.html).toContain('<meta name="robots" content="noindex')
  expect(/<title>([^<]*)/.exec(seen.html)![1]).not.toMatch(/Riverside|Ann/)
  expect((await read(`${look}/sketch.csv`)).text).toContain('practice_code,group')
  for (const path of ['/change', '/undo', '/share', '/stop', '/erase', '/size']) expect((await post(look.replace('/shared/', '/sketches/') + path, { from: '1' })).status, path).toBe(404)
  expect((await post(`${at}/stop`, { share: '1' })).status).toBe(303)
  const gone = await read(look)
  expect(gone.status).toBe(404)
  expect(gone.text).toContain('This link does not open anything')
  expect((await read('/shared/no-such-link-of-any-kind')).text).toBe(gone.text)
})

test('a program that would show a preview of a link is told nothing of the sketch', async () => {
  const at = await begun()
  await post(`${at}/share`, { from: '1', author: 'Ann', until: '2026-04-03' })
  const look = /value="http:\/\/localhost(\/shared\/[\w-]+)"/.exec((await read(`${at}/share`)).html)![1]!
  for (const agent of ['Slackbot-LinkExpanding 1.0', 'WhatsApp/2.23', 'Mozilla/5.0 (compatible; Googlebot/2.1)', 'facebookexternalhit/1.1', 'Mozilla/5.0 (Windows NT 6.1; WOW64) SkypeUriPreview Preview/0.5']) {
    const { html } = await read(look, { 'user-agent': agent })
    expect(html, agent).not.toMatch(/Ann|patients|Penmarsh Health|Group A/)
    for (const path of [`${look}/compare`, `${look}/sketch.csv`, at, `${at}/share`]) expect((await read(path, { 'user-agent': agent })).html, `${agent} ${path}`).not.toMatch(/Ann|practice_code|Penmarsh Health/)
  }
  expect((await read(look, { 'user-agent': 'Mozilla/5.0 (Linux; Android 12; CUBOT NOTE 30) AppleWebKit/537.36 Chrome/120 Mobile Safari/537.36' })).html).toContain('Ann')
  expect(/<title>([^<]*)/.exec((await read(`${look}/compare`)).html)![1]).toBe('Beside today – Alongside (invented)')
  expect((await read(look, { 'user-agent': 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/140 Safari/537.36' })).html).toContain('Ann')
})

test('groups of a file begin a sketch, and what is odd in it is said by line and column', async () => {
  const address = '/areas/england/from-file?size=30000-50000'
  const bad = await post(address, { lines: `practice_code,group\n${penmarsh.riverside},1\nL99999,1` })
  expect(bad.status).toBe(422)
  expect(bad.text).toContain('Your lines, line 3, column practice_code')
  expect((await post(address, { lines: '' })).text).toContain('Choose a file or paste its lines.')
  const good = await post(address, { lines: `practice_code,group\n${penmarsh.riverside},1\n${penmarsh.lantern},1\n${penmarsh.quayside},` })
  expect(good.status).toBe(303)
  expect((await read(good.to)).text).toContain('You began with the groups of pasted lines.')
})

test('another size moves nobody; a size that cannot be is kept as typed', async () => {
  const at = await begun()
  const odd = await post(`${at}/size`, { from: '1', min: '50000', max: 'many', kind: 'journeys' })
  expect(odd.status).toBe(422)
  expect(odd.html).toContain('value="many"')
  expect((await post(`${at}/size`, { from: '1', min: '20,000', max: '35000', kind: 'shared' })).status).toBe(303)
  expect((await read(at)).text).toContain('You asked for about 20,000 to 35,000 patients and chose most shared patients as what matters most.')
})

test('a sketch of one’s own stands beside today, another kind and one that somebody shared; a fourth is refused', async () => {
  const at = await begun()
  await post(`${at}/change`, { from: '1', do: 'move', practice: penmarsh.riverside, to: 'none' })
  const other = await begun('changes')
  await post(`${other}/share`, { from: '1', author: 'Ben of Quayside', until: '2026-04-03' })
  const look = /value="(http:\/\/localhost\/shared\/[\w-]+)"/.exec((await read(`${other}/share`)).html)![1]!
  const beside = await read(`${at}/compare?sketches=shared&link=${encodeURIComponent(look)}`)
  expect(beside.status).toBe(200)
  expect(beside.html.match(/role="img"/g)).toHaveLength(4)
  for (const words of ['As today', 'Your sketch', 'A shared sketch', 'Made by Ben of Quayside.', 'Most shared patients', 'Who sees this page: Only you.']) expect(beside.text).toContain(words)
  expect((await read(`${at}/compare?sketches=shared,journeys,changes`)).text).toContain('Choose up to two more; you chose three')
  expect((await read(`${at}/compare?link=${encodeURIComponent('http://localhost/shared/nothing')}`)).text).toContain('That link opens nothing.')
  const seen = await read(`${new URL(look).pathname}/compare`)
  expect(seen.text).toContain('Anyone with this link, until 3 April 2026')
  expect(seen.html).not.toContain(other)
})

test('a sketch of one’s own is taken away in every form', async () => {
  const at = await begun()
  for (const [form, type] of [['csv', 'text/csv'], ['json', 'application/json'], ['xlsx', 'application/vnd.openxml'], ['geojson', 'application/geo+json']] as const) {
    const { status, headers } = await read(`${at}/sketch.${form}`)
    expect([status, headers.get('content-type')?.startsWith(type), headers.get('cache-control')], form).toEqual([200, true, 'no-store'])
  }
})

test('a form that comes broken is refused as what it is, and every kind of post counts among the changes one visitor may make', async () => {
  const at = await begun()
  const broken = await app.request(`http://localhost${at}/change`, { method: 'POST', headers: { origin: 'http://localhost', 'content-type': 'multipart/form-data; boundary=x' }, body: 'no parts' })
  expect(broken.status).toBe(400)
  expect(plain(await broken.text())).toContain('We could not read that form')
  const hasty = (path: string) => app.request(`http://localhost${at}${path}`, { method: 'POST', headers: { origin: 'http://localhost', 'content-type': 'application/x-www-form-urlencoded', 'x-forwarded-for': '192.0.2.7' }, body: 'from=1&share=1&way=undo' })
  const paths = ['/undo', '/share', '/stop', '/size', '/change']
  for (let sent = 0; sent < 240; sent++) expect((await hasty(paths[sent % paths.length]!)).status).not.toBe(429)
  for (const path of paths) expect((await hasty(path)).status, path).toBe(429)
})

test('the whole sketch is taken away as JSON with what it keeps and what for, and without its maker’s own practice', async () => {
  const at = await begun()
  await post(`${at}/change`, { from: '1', do: 'keep-together', a: penmarsh.riverside, b: penmarsh.lantern })
  await post(`${at}/what-for`, { from: '2', work: 'clinical-pharmacist' })
  const whole = JSON.parse((await read(`${at}/sketch.json`)).html) as { groups: unknown[]; sketch: { kept: { together: string[][] }; purposes: { what: string }[]; own?: string } }
  expect(whole.groups.length).toBeGreaterThan(1)
  expect(whole.sketch.kept.together).toEqual([[penmarsh.riverside, penmarsh.lantern]])
  expect(whole.sketch.purposes.map(({ what }) => what)).toEqual(['Clinical pharmacist'])
  expect('own' in whole.sketch).toBe(false)
})

test('a deleted sketch opens nothing', async () => {
  const at = await begun()
  expect((await read(`${at}/erase`)).text).toContain('Nobody can bring them back')
  expect((await post(`${at}/erase`, {})).text).toContain('The sketch is deleted')
  expect((await read(at)).status).toBe(404)
})
