import { inBrowser } from './browser.ts'
import { chanceOf } from './chance.ts'
import { formulas, texts } from './corpus.ts'
import { byLinkAlone, crossSite, fromOurPages } from './cross-site.ts'
import { extraFields } from './extra-fields.ts'
import { headers, uploads, wires } from './floods.ts'
import { sentForms } from './forms.ts'
import { malformedIds, others, othersInForms } from './identifiers.ts'
import { logLines } from './log-lines.ts'
import { oddQueries, oddValues } from './odd-values.ts'
import { run } from './process.ts'
import { attributes, enumeration, fixation, guessing, keptAndPersonas, links, redirects, reuse } from './session.ts'
import { dropDatabase, emptyDatabase, openSite, type Name } from './site.ts'
import { Tally } from './tally.ts'
import { boxesOf, partsOfRefusals, policies, reflectedTexts, storedTexts, usualParts } from './texts.ts'
import { makeTown } from './town.ts'
import { routeOf, routesOf, walk } from './walk.ts'

export interface Options {
  /** How much of everything is tried: 1 is the whole suite, 0 the few of each that belong to every run of the tests. */
  size: number
  seed: number
  /** Told as each part begins. */
  say(line: string): void
}

/** What addresses ask, beyond what their own pages do. */
const questions = ['figures', 'q', 'size', 'from', 'codes', 'return', 'code', 'token', 'why', 'practice', 'sketches', 'purpose', 'min', 'max']

/**
 * Attempts at doing what nobody should be able to: everything is made from the site's own table of routes and the forms of its own pages, so that a page which is
 * new is attacked by itself. Parts of a server (log, wires, browser) are tried on a real one, in the whole suite.
 */
export async function abuse({ size, seed, say }: Options): Promise<Tally> {
  const tally = new Tally(), chance = chanceOf(seed), isWhole = size > 0, some = (few: number, whole: number) => (isWhole ? Math.max(1, Math.ceil(whole * size)) : few)
  const began = performance.now(), town = await makeTown(await emptyDatabase())
  say(`A town to attack: ${((performance.now() - began) / 1000).toFixed(0)} s`)
  const part = async (name: string, work: () => Promise<void>) => {
    const before = tally.total, began = performance.now(), cpu = process.cpuUsage()
    await work()
    say(`${name}: ${tally.total - before} attempts, ${((performance.now() - began) / 1000).toFixed(0)} s (${((process.cpuUsage(cpu).user + process.cpuUsage(cpu).system) / 1e6).toFixed(1)} of this processor)`)
  }
  try {
    const site = await openSite(town.database)
    try {
      const routes = routesOf(site.app), who: (Name | null)[] | undefined = isWhole ? undefined : [null, 'sam', 'patel', 'okoro', 'lowe', 'wren', 'marsh']
      const walked = await walk(site, town, routes, { ...(who ? { who } : {}), most: isWhole ? 60 : 2, mostPublic: isWhole ? 2 : 1 }), forms = sentForms(walked, routes, town, tally, isWhole ? 2 : 1)
      const pages = routes.filter(route => route.method === 'GET').flatMap(route => {
        for (const [by, all] of walked.pages) for (const [at, answer] of all) if (answer.status < 400 && routeOf(routes, 'GET', at) === route) return [{ at, by }]
        return route.params.length === 0 ? [{ at: route.path, by: 'sam' as const }] : []
      })
      tally.control('routes', routes.length)
      tally.control('forms', forms.length)
      say(`${routes.length} routes, ${forms.length} forms of ${[...walked.pages.values()].reduce((sum, all) => sum + all.size, 0)} pages`)
      await part('Policies of pages', async () => policies(walked, tally))
      await part('Forms from other sites', () => crossSite(site, forms, tally, { chance, each: some(6, 48) }))
      await part('Links alone', () => byLinkAlone(site, isWhole ? forms : chance.some(forms, 15), walked, tally, { chance, each: some(2, 20) }))
      await part('What is others’', () => others(site, town, routes, walked, forms, tally, { chance, each: some(1, 4) }))
      await part('What is others’, in forms', () => othersInForms(site, town, walked, forms, tally, { chance, each: some(1, 12) }))
      await part('Malformed names in addresses', () => malformedIds(site, routes, walked, forms, tally, { chance, each: some(1, 22) }))
      const boxes = boxesOf(walked, forms), usual = new Set([...usualParts(walked), ...await partsOfRefusals(town, isWhole ? boxes : [])]), listed = pages.filter(one => walked.pages.get(one.by)?.has(one.at))
      if (isWhole) await part('Texts in addresses', () => reflectedTexts(site, listed, questions, chance.some(texts, texts.length), tally))
      await part('Odd values in addresses', () => oddQueries(site, isWhole ? pages : chance.some(pages, 12), tally, { chance, each: some(1, 3) }))
      await part('Odd values in forms', () => oddValues(site, isWhole ? forms : chance.some(forms, 14), tally, { chance, each: some(1, 14) }))
      if (isWhole) await part('Fields of other names', () => extraFields(town, forms, tally))
      else await part('Fields of other names', () => extraFields(town, chance.some(forms.filter(form => form.at.startsWith('/our')), 8), tally))
      if (isWhole) for (const batch of inBatches([...chance.some(texts, Math.ceil(texts.length * Math.min(1, size))), ...formulas], 6)) await part('Texts in boxes', () => storedTexts(town, routes, boxes, batch, usual, tally))
      else await part('Texts in boxes', () => storedTexts(town, routes, boxes.filter(box => /\/notes\/|\/people\/|\/groups\/|\/core-services$/.test(box.form.at) || /^sites-0-(site|bound)$|^sites-evidence$/.test(box.name)), [...chance.some(texts.filter(text => text.includes('<')), 1), ...chance.some(formulas, 1)], null, tally, ['sam']))
      if (isWhole) await fromOurPages(town, forms, tally)
    } finally { await site.close() }
    await part('Cookies before and after', async () => { await fixation(town, tally); await attributes(town, tally) })
    await part('Places to go next', () => redirects(town, tally, { chance, each: some(3, 80) }))
    if (isWhole) await part('Sessions that are over', async () => { await reuse(town, tally); await keptAndPersonas(town, tally) })
    if (isWhole) await part('Links, codes and passwords guessed', async () => { await links(town, tally, chance); await guessing(town, tally) })
    await part('Who has an account', () => enumeration(town, tally, isWhole))
  } finally { await dropDatabase(town.database) }
  if (isWhole) await overTheWire(tally, part)
  return tally
}

/** On a server of its own, over the wire. */
async function overTheWire(tally: Tally, part: (name: string, work: () => Promise<void>) => Promise<void>): Promise<void> {
  const at = await run()
  try {
    await part('In a browser', () => inBrowser(at, tally))
    await part('Heads of answers', () => headers(at, tally))
    await part('Files', () => uploads(at, tally))
    await part('Over the wire', () => wires(at, tally, true))
    await part('The log', () => logLines(at, tally, true))
  } finally { await at.stop() }
}

/** So many handfuls, each with some of everything. */
function inBatches<T>(all: readonly T[], count: number): T[][] {
  return Array.from({ length: count }, (_, which) => all.filter((_, i) => i % count === which))
}
