import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { chromium, type BrowserContext, type Page } from 'playwright-core'
import { findBrowser } from '../../scripts/find-browser.mjs'
import { structureOf } from './html.ts'
import type { Running } from './process.ts'
import type { Tally } from './tally.ts'

/** A handful for a real browser: its own reading of the page, its own policy, its own rules about other sites. */
const handful = ['<script>window.zapped=1;alert(1)</script>', '<img src=x onerror="window.zapped=1;alert(1)">', '<svg onload="window.zapped=1;alert(1)">', '"><zap onclick=alert(1)>', "'\"--></textarea></title></script><zap>", '<iframe srcdoc="<script>parent.zapped=1</script>">', '{{constructor.constructor("window.zapped=1")()}}', 'javascript:window.zapped=1', '<a href="javascript:alert(1)">look</a>', '<style>body{display:none}</style>', '<base href="//evil.example/">', '<form action="//evil.example"><button>Go on</button></form>']

interface Trouble { says: string[] }

/** A window whose dialogs, complaints, requests elsewhere and breaches of the policy are gathered. */
async function watched(context: BrowserContext, at: Running, trouble: Trouble): Promise<Page> {
  const page = await context.newPage()
  page.on('dialog', dialog => { trouble.says.push(`a dialog: ${dialog.message()}`); void dialog.dismiss() })
  page.on('pageerror', error => trouble.says.push(`a script's error: ${error.message}`))
  page.on('console', message => { if (/Content Security Policy|Refused to/i.test(message.text())) trouble.says.push(`the policy was tried: ${message.text().slice(0, 200)}`) })
  page.on('request', request => { if (!request.url().startsWith(at.address) && !/^(data|blob|about):/.test(request.url())) trouble.says.push(`a request to ${request.url()}`) })
  return page
}

/** Stored and reflected texts, read by a browser: nothing runs, nothing complains, and the page is made of what our own reading says. */
export async function inBrowser(at: Running, tally: Tally, most = handful.length): Promise<void> {
  const executablePath = findBrowser()
  if (executablePath === null) { tally.miss('no browser was found: nothing was tried in one'); return }
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'] })
  try {
    const context = await browser.newContext({ baseURL: at.address, locale: 'en-GB' }), trouble: Trouble = { says: [] }, page = await watched(context, at, trouble)
    await page.goto('/try-as')
    await page.getByRole('button', { name: /Asha Patel/ }).click()
    await page.waitForURL('**/our/**')
    const room = new URL(page.url()).pathname
    const look = async (what: string, path: string) => {
      trouble.says.length = 0
      const answer = await page.goto(path), html = await answer?.text() ?? ''
      const found = await page.evaluate(() => ({ zapped: 'zapped' in globalThis, zap: document.querySelectorAll('zap, [onclick], [onerror], [onload], base, iframe, object, embed').length, javascript: document.querySelectorAll('[href^="javascript:" i], [action^="//"]').length }))
      // The same bytes, taken apart by the browser and by us: no element is there for one that is not there for the other.
      const theirs = await page.evaluate(text => [...new DOMParser().parseFromString(text, 'text/html').querySelectorAll('*')].map(one => one.localName).sort(), html), ours = [...new Set(structureOf(html).map(one => one.split('[')[0]!).filter(one => !one.startsWith('!')))], odd = ours.find(name => !theirs.includes(name.toLowerCase()) && !theirs.some(one => one.toLowerCase() === name)) ?? theirs.find(name => !ours.includes(name.toLowerCase()) && !['html', 'head', 'body', 'tbody'].includes(name))
      tally.tried('browser', what, found.zapped ? 'ran' : found.zap + found.javascript > 0 ? `made ${found.zap + found.javascript} elements` : trouble.says[0] ?? (odd === undefined ? null : `is read otherwise than we read it: <${odd}>`))
    }
    for (const text of handful.slice(0, most)) {
      await page.goto(`${room}/notes/new`)
      await page.locator('[name=heading]').fill(text.slice(0, 110))
      await page.locator('[name=body]').fill(`${text}\n\n${text}`)
      await page.locator('[name=keep][value=your-partners]').check()
      await page.getByRole('button', { name: /keep|save/i }).last().click()
      await page.waitForLoadState()
      const kept = new URL(page.url()).pathname
      for (const part of ['', '/change', '/who']) await look(`a note that says ${text}, at ${part || 'its page'}`, `${kept}${part}`)
      for (const path of [`/practices?q=${encodeURIComponent(text)}`, `/areas?q=${encodeURIComponent(text)}`, `/invited?code=${encodeURIComponent(text)}`, `/?figures=${encodeURIComponent(text)}`, `/sign-in?why=again&return=${encodeURIComponent(text)}`, `/areas/england/sketches?purpose=other&min=${encodeURIComponent(text)}&max=1`]) await look(`${path.slice(0, 60)} in a browser`, path)
    }
    for (const part of ['', '/notes', '/groups', '/people', '/who-has-looked']) await look(`the room’s page ${part} after all these`, `${room}${part}`)
    await fromAnotherSite(context, at, room, tally)
  } finally { await browser.close() }
}

/** What a note's own form sends. */
const noteFromElsewhere = [['heading', 'A note from elsewhere'], ['body', 'Words that nobody here wrote.'], ['keep', 'your-partners']]

/** A page of somebody else's, beside the site on the same machine (which browsers take for the same site) and elsewhere: whatever it sends, nothing is done; whatever it asks, nothing is read. */
async function fromAnotherSite(context: BrowserContext, at: Running, room: string, tally: Tally): Promise<void> {
  const server = createServer((_, response) => { response.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html><title>Elsewhere</title><body></body>') })
  await new Promise<void>(ready => { server.listen(0, '127.0.0.1', ready) })
  const { port } = server.address() as AddressInfo
  try {
    for (const origin of [`http://localhost:${port}`, `http://127.0.0.1:${port}`]) {
      const page = await context.newPage()
      const isIn = async () => (await (await context.request.get(`${at.address}/account`, { maxRedirects: 0 })).status()) === 200
      const still = async (what: string, read: unknown = null) => tally.tried('browser', `${what} from ${origin.includes('localhost') ? 'beside' : 'elsewhere'}`, !await isIn() ? 'signed its reader out' : read === null ? null : `read ${JSON.stringify(read).slice(0, 100)}`)
      for (const type of ['application/x-www-form-urlencoded', 'text/plain', 'multipart/form-data']) for (const target of ['/sign-out', '/account/sign-out-everywhere', `${room}/notes/new`]) {
        await page.goto(origin)
        const gone = page.waitForURL(url => !url.href.startsWith(origin), { waitUntil: 'load' })
        await page.evaluate(({ action, enctype, fields }) => {
          const form = document.createElement('form')
          Object.assign(form, { method: 'post', action, enctype })
          for (const [name, value] of fields) form.append(Object.assign(document.createElement('input'), { type: 'hidden', name, value }))
          document.body.append(form)
          form.submit()
        }, { action: at.address + target, enctype: type, fields: target.endsWith('/notes/new') ? noteFromElsewhere : [] }).catch(() => null) // the page that sent it is gone
        await gone
        await still(`a form as ${type} to ${target}`)
      }
      for (const type of ['text/plain', 'application/json', '', 'application/x-zap']) {
        await page.goto(origin)
        const read = await page.evaluate(async ({ to, type: kind }) => {
          const body = new Blob(['{}'], { type: kind })
          navigator.sendBeacon(to, body)
          await fetch(to, { method: 'POST', mode: 'no-cors', credentials: 'include', body }).catch(() => null)
          return fetch(to, { method: 'POST', credentials: 'include', body }).then(answer => answer.text(), () => null)
        }, { to: `${at.address}/sign-out`, type })
        await still(`a script that sends ${type || 'nothing'}`, read)
      }
      await page.goto(`${at.address}${room}/notes`)
      tally.tried('browser', 'a note kept from elsewhere', (await page.content()).includes(noteFromElsewhere[0]![1]!) ? 'is there' : null)
      await page.goto(origin)
      const read = await page.evaluate(async to => fetch(to, { credentials: 'include' }).then(answer => answer.text(), () => null), `${at.address}${room}`)
      await still('a script that reads a room', read)
      await page.evaluate(async to => new Promise(done => { const frame = document.createElement('iframe'); frame.src = to; frame.addEventListener('load', () => done(null)); document.body.append(frame); setTimeout(done, 2_000) }), `${at.address}${room}`)
      const frame = page.frames().find(one => one !== page.mainFrame()), shown = await frame?.locator('body').innerText({ timeout: 1_000 }).catch(() => '') ?? ''
      tally.tried('browser', 'a room in somebody else’s frame', /Riverside|notes/i.test(shown) ? 'is shown' : null)
      const opened = await page.evaluate(async to => { const other = open(to); await new Promise(done => { setTimeout(done, 1_500) }); try { return other === null || other.closed ? null : other.document.title } catch { return null } }, `${at.address}${room}`)
      tally.tried('browser', 'a room in a window that somebody else opened', opened === null || opened === '' ? null : `its title was read: ${opened}`)
      await page.close()
    }
  } finally { server.close() }
}
