import { AxeBuilder } from '@axe-core/playwright'
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core'
import { afterAll, afterEach, expect, inject, vi } from 'vitest'
import { findBrowser } from '../../scripts/find-browser.mjs'

/** How somebody reads: with or without scripts, at a desk or on a phone. */
export interface Reader { name: string; scripts: boolean; width: number }

export const desk: Reader = { name: 'at a desk', scripts: true, width: 1280 }
export const phone: Reader = { name: 'on a phone', scripts: true, width: 375 }
export const noScripts: Reader = { name: 'without scripts', scripts: false, width: 1280 }
export const phoneNoScripts: Reader = { name: 'on a phone without scripts', scripts: false, width: 375 }

let browser: Promise<Browser> | undefined
const contexts: BrowserContext[] = []
const readerOf = new WeakMap<BrowserContext, Reader>()
/** What must never happen on any page, whoever reads it: collected as it happens, empty at the end of each test. */
let trouble: string[] = []

function launched(): Promise<Browser> {
  return browser ??= (async () => {
    const executablePath = findBrowser()
    if (executablePath === null) throw new Error('The browser journeys need Chromium, Chrome or Edge and none was found: install one, or set CHROMIUM_PATH to it.')
    return chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'] })
  })()
}

afterEach(async () => {
  await Promise.all(contexts.splice(0).map(context => context.close()))
  const found = trouble
  trouble = []
  expect(found, 'console errors, failed loads, outside requests, missing policies').toEqual([])
})
afterAll(async () => { await (await browser)?.close(); browser = undefined })

/** A window of a reader's own. Anything it asks of another machine is stopped and fails the test. */
async function contextFor(reader: Reader, address: string): Promise<BrowserContext> {
  const context = await (await launched()).newContext({ baseURL: address, javaScriptEnabled: reader.scripts, viewport: { width: reader.width, height: reader.width < 600 ? 812 : 900 }, locale: 'en-GB', reducedMotion: 'reduce' })
  contexts.push(context)
  readerOf.set(context, reader)
  await context.route('**/*', (route, request) => {
    const url = new URL(request.url())
    if (url.origin === address || url.protocol === 'data:' || url.protocol === 'blob:') return route.continue()
    trouble.push(`a request to another machine: ${request.url()}`)
    return route.abort()
  })
  return context
}

/** Opens a page for a reader; the path is relative to the server, which is the run's own unless another's address is given. */
export async function open(reader: Reader, path: string, address = inject('address')): Promise<Page> {
  const page = await (await contextFor(reader, address)).newPage()
  page.on('console', message => { if (message.type() === 'error') trouble.push(`console on ${page.url()}: ${message.text()}`) })
  page.on('pageerror', error => trouble.push(`script on ${page.url()}: ${error.message}`))
  page.on('response', response => {
    if (!response.request().isNavigationRequest() || !response.headers()['content-type']?.includes('text/html')) return
    const policy = response.headers()['content-security-policy'] ?? ''
    if (!policy.includes('default-src') || policy.includes('unsafe')) trouble.push(`content security policy of ${response.url()}: "${policy}"`)
  })
  await page.goto(path)
  return page
}

/** Said of a page that answers with an error on purpose: the browser's own note of it is then not trouble. */
export function expectStatus(status: number): void {
  const expected = `status of ${status}`
  trouble = trouble.filter(line => !line.includes(expected))
}

const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']

/** axe by its rules, in the page itself: no page of ours has a frame, for which it would open a second one and take half as long again. */
export const axeOn = (page: Page): ReturnType<AxeBuilder['analyze']> => new AxeBuilder({ page }).options({ resultTypes: ['violations'] }).withTags(rules).setLegacyMode(true).analyze()

/** What holds for every page: axe finds nothing, it has one first heading and a title, and it does not scroll sideways. */
export async function looksRight(page: Page): Promise<void> {
  const shown = await readableByAxe(page)
  const { violations } = await axeOn(shown)
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(node => node.html.slice(0, 160)).join(' | ')}`), `axe on ${page.url()}`).toEqual([])
  expect(await shown.getByRole('heading', { level: 1 }).count(), `first headings on ${page.url()}`).toBe(1)
  expect(await shown.title()).not.toBe('')
  const [wide, room] = await shown.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.clientWidth] as const)
  expect(wide, `${page.url()} scrolls sideways`).toBeLessThanOrEqual(room)
}

/**
 * axe is itself a script, and never ends where scripts are off. A page read without scripts is therefore shown to it as that reader has it,
 * in a window with scripts: the same elements, with what stands in <noscript> in its place and the page's own scripts taken out.
 */
async function readableByAxe(page: Page): Promise<Page> {
  const reader = readerOf.get(page.context())!
  if (reader.scripts) return page
  const content = await vi.waitFor(() => page.content(), { timeout: 10_000 }) // a page that looks again by itself may be on its way
  const body = content.replace(/<script\b[^]*?<\/script>/gi, '').replace(/<meta[^>]+http-equiv="?refresh[^>]*>/gi, '').replace(/<(\/?)noscript[^>]*>/gi, '')
  const twin = await contextFor({ ...reader, scripts: true }, new URL(page.url()).origin)
  await twin.route(page.url(), route => route.fulfill({ contentType: 'text/html; charset=utf-8', body }))
  const shown = await twin.newPage()
  await shown.goto(page.url())
  return shown
}

/** Waits until an area's sketches have been worked out, so that a page of them shows the end and not the looking. */
export async function sketchesAreDone(address: string, area: string, size: string): Promise<void> {
  for (const kind of ['journeys', 'shared', 'changes', 'fair']) {
    await vi.waitFor(async () => expect((await fetch(`${address}/api/areas/${area}/sketches/${kind}?size=${size}`)).status, kind).toBe(200), { timeout: 90_000, interval: 300 })
  }
}
