import { carrowshireSubIcb, penmarsh } from '../../town/penmarsh.ts'
import { erase, own as words } from '#content/wording/sketchbook.ts'
import { paths } from '#web/paths.ts'
import type { Client } from '../client.ts'
import { kind, type Write } from '../write.ts'

/** A sketch may have 200 links and shows its last 200 deeds, so each client begins another well before. */
const MOST = 120

/** A sketch of the client's own, by its private key, and the version it saw last. */
interface Own { key: string; version: number; count: number }

async function begin(client: Client): Promise<string> {
  const to = await client.send(paths.beginSketch(), { area: carrowshireSubIcb.code, kind: 'today', min: '30000', max: '50000', own: penmarsh.riverside, figures: '' })
  return to.split('/').at(-1)!
}
const own = async (client: Client): Promise<Own> => ({ key: await begin(client), version: 1, count: 0 })
/** Begins another where this one has had enough. */
async function another(client: Client, state: Own): Promise<void> {
  if (++state.count > MOST) Object.assign(state, await own(client))
}

const beginning: Write<null, string> = {
  name: 'begin a sketch',
  prepare: async () => null,
  write: begin,
  // A file of the sketch is told sooner than its page is drawn.
  isThere: async (client, key) => await client.status(paths.mySketchFile(key, 'csv')) === 200,
}

const moving: Write<Own, { key: string; version: number; to: string }> = {
  name: 'move a practice',
  prepare: own,
  write: async (client, state) => {
    await another(client, state)
    // Riverside begins in group H, and goes from one to the next: a move to where it is would be refused.
    const to = 'ABCDEFG'[state.version % 7]!
    await client.send(paths.mySketchPart(state.key, 'change'), { do: 'move', practice: penmarsh.riverside, to, from: String(state.version) })
    return { key: state.key, version: ++state.version, to }
  },
  // Every deed is listed, newest first, and each made a version: the nth from the end is version n.
  isThere: async (client, { key, version, to }) => {
    const page = await client.read(paths.mySketch(key)), deeds = [...page.slice(page.indexOf(words.history)).matchAll(/<li>([^<]*)<\/li>/g)].map(([, deed]) => deed!).filter(deed => /^(Began|Moved) /.test(deed))
    const deed = deeds.at(-version) ?? ''
    return deed.startsWith('Moved Riverside Surgery (invented)') && deed.includes(`to group ${to}`)
  },
}

const shareWith = async (client: Client, { key, version }: Own): Promise<string> => {
  const author = client.unique()
  await client.send(paths.mySketchPart(key, 'share'), { author, until: new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10), from: String(version) })
  return author
}
/** The link that was made under a name. Its address stands in the letter that the page offers to write, beside the name. */
async function linkOf(client: Client, key: string, author: string): Promise<string | null> {
  const page = await client.read(paths.mySketchPart(key, 'share'))
  const letter = [...page.matchAll(/mailto:[^"]*body=([^"]*)"/g)].map(([, body]) => decodeURIComponent(body!)).find(body => body.startsWith(`${author} has `))
  return /\/shared\/[\w-]+/.exec(letter ?? '')?.[0] ?? null
}

const sharing: Write<Own, { key: string; author: string }> = {
  name: 'share a sketch',
  prepare: own,
  write: async (client, state) => {
    await another(client, state)
    return { key: state.key, author: await shareWith(client, state) }
  },
  isThere: async (client, { key, author }) => {
    const link = await linkOf(client, key, author)
    return link !== null && await client.status(paths.sharedSketchFile(link.split('/').at(-1)!, 'csv')) === 200
  },
}

/** A link that was stopped and opens again would be worse than a lost one. */
const stopping: Write<Own, { link: string }> = {
  name: 'stop a link',
  prepare: own,
  write: async (client, state) => {
    await another(client, state)
    const link = await linkOf(client, state.key, await shareWith(client, state))
    if (link === null || await client.status(link) !== 200) throw new Error('the link just made does not open')
    await client.send(paths.mySketchPart(state.key, 'stop'), { share: String(state.count) })
    return { link }
  },
  isThere: async (client, { link }) => await client.status(link) === 404,
}

/** So would a sketch that its maker deleted. */
const deleting: Write<null, string> = {
  name: 'delete a sketch',
  prepare: async () => null,
  write: async client => {
    const key = await begin(client)
    await client.send(paths.mySketchPart(key, 'erase'), {}, erase.doneTitle)
    return key
  },
  isThere: async (client, key) => await client.status(paths.mySketch(key)) === 404,
}

export const sketchWrites = [kind(beginning), kind(moving), kind(sharing), kind(stopping), kind(deleting)]
