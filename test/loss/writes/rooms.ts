import { alone as aloneWords } from '#content/wording/alone.ts'
import { people as words } from '#content/wording/organisations.ts'
import { paths } from '#web/paths.ts'
import { aloneQuestions } from '#domain/position/review/alone.ts'
import { penmarsh } from '../../town/penmarsh.ts'
import { personas } from '../../town/rooms.ts'
import { Answered, idOf, type Client } from '../client.ts'
import { addressFor, letterTo } from '../letters.ts'
import { kind, type Write } from '../write.ts'

/** Who writes here, and for which organisation, as its name begins. Much that one room collects slows its pages, so the kinds are spread over several. */
const riverside = { person: personas.sam.name, called: 'Riverside' }, elmRoad = { person: personas.hale.name, called: 'Elm Road' }
const penmarshHealth = { person: personas.okoro.name, called: 'Penmarsh Health' }, icb = { person: personas.marsh.name, called: 'Carrowshire ICB' }

/** Somebody in a room. */
interface In { room: string }
const enter = async (client: Client, who: { person: string; called: string }): Promise<In> => {
  const page = await client.as(who.person).read(`${paths.ours()}?all=1`), room = new RegExp(`href="/our/([0-9a-f-]{36})">${who.called}`).exec(page)?.[1]
  if (room === undefined) throw new Error(`${who.person} has no room called ${who.called}`)
  return { room }
}

/** Where a form leads on to, when it is an address of this kind. */
const idIn = (to: string): string => /[0-9a-f-]{36}$/.exec(to)![0]

async function write(client: Client, person: string, room: string, heading: string, more: Record<string, string> = {}): Promise<string> {
  return idIn(await client.as(person).send(paths.room(room, 'notes/new'), { heading, body: `What ${heading} says.`, keep: 'your-partners', ...more }))
}
const linkTo = (room: string, item: string, heading: string) => `<a href="${paths.item(room, item)}">${heading}</a>`

interface Kept { room: string; item: string; heading: string }

const opening: Write<null, { room: string }> = {
  name: 'open a room', most: 20,
  prepare: async () => null,
  write: async client => ({ room: idIn(await client.as(personas.quill.name).send(paths.openRoom(), { practice: penmarsh.quayside, name: personas.quill.name, role: 'partner', may: 'yes' })) }),
  isThere: async (client, { room }) => (await client.as(personas.quill.name).read(`${paths.ours()}?all=1`)).includes(`href="${paths.room(room)}"`),
}

const writing: Write<In, Kept> = {
  name: 'write a note', most: 40,
  prepare: client => enter(client, penmarshHealth),
  write: async (client, { room }) => { const heading = client.unique(); return { room, heading, item: await write(client, penmarshHealth.person, room, heading) } },
  isThere: async (client, { room, item, heading }) => (await client.as(penmarshHealth.person).read(paths.room(room, 'notes'))).includes(linkTo(room, item, heading)),
}

const changing: Write<Kept & { version: number }, Kept & { version: number }> = {
  name: 'change a note', most: 40,
  prepare: async client => { const { room } = await enter(client, penmarshHealth), heading = client.unique(); return { room, heading, version: 1, item: await write(client, penmarshHealth.person, room, heading) } },
  write: async (client, state) => {
    const { room, item, heading, version } = state
    await client.as(penmarshHealth.person).send(paths.item(room, item, 'change'), { from: String(version), heading: `${heading} changed ${version}`, body: 'As it is now.' })
    return { room, item, heading, version: state.version++ }
  },
  // Later changes may stand there by now.
  isThere: async (client, { room, item, heading, version }) => {
    const page = await client.as(penmarshHealth.person).read(paths.room(room, 'notes')), begins = `<a href="${paths.item(room, item)}">${heading} changed `, at = page.indexOf(begins)
    return at >= 0 && Number.parseInt(page.slice(at + begins.length), 10) >= version
  },
}

const deleting: Write<In, { room: string; item: string }> = {
  name: 'delete a note', most: 20,
  prepare: client => enter(client, penmarshHealth),
  write: async (client, { room }) => {
    const item = await write(client, penmarshHealth.person, room, client.unique())
    await client.as(penmarshHealth.person).send(paths.item(room, item, 'delete'), {})
    return { room, item }
  },
  isThere: async (client, { room, item }) => await client.as(penmarshHealth.person).status(paths.item(room, item)) === 404,
}

/** Riverside and Elm Road, which is shown things. */
interface Between { room: string; theirs: string }
const between = async (client: Client): Promise<Between> => ({ ...await enter(client, riverside), theirs: (await enter(client, elmRoad)).room })
const until = () => new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10)

async function show(client: Client, room: string, heading: string): Promise<string> {
  const item = await write(client, riverside.person, room, heading)
  await client.as(riverside.person).send(paths.item(room, item, 'show'), { whom: 'practice', code: penmarsh.elmRoad, until: until() })
  return item
}

const showing: Write<Between, Between & { item: string }> = {
  name: 'show a note to another practice', most: 20,
  prepare: between,
  write: async (client, at) => ({ ...at, item: await show(client, at.room, client.unique()) }),
  // Their list of what others show them; it says no word of what it is, so looking at it is not looking.
  isThere: async (client, { theirs, item }) => (await client.as(elmRoad.person).read(paths.room(theirs, 'shown-to-us'))).includes(`href="${paths.shown(theirs, item)}"`),
}

/** One that others see again would be worse than a lost one. */
const stopping: Write<Between, Between & { item: string }> = {
  name: 'stop showing a note', most: 20,
  prepare: between,
  write: async (client, { room, theirs }) => {
    const item = await show(client, room, client.unique()), page = await client.as(riverside.person).read(paths.item(room, item, 'who'))
    await client.as(riverside.person).send(paths.item(room, item, 'stop'), { share: /name="share" value="([0-9a-f-]{36})"/.exec(page)![1]! })
    return { room, theirs, item }
  },
  isThere: async (client, { theirs, item }) => await client.as(elmRoad.person).status(paths.shown(theirs, item)) === 404,
}

/** A page that was answered with another's note is a write as well: whose it is was told that somebody looked. */
const looking: Write<Between & { item: string; heading: string; times: number }, { room: string; heading: string; times: number }> = {
  name: 'look at a note of another practice', most: 25, // the list of who has looked has the last 5,000
  prepare: async client => { const at = await between(client), heading = client.unique(); return { ...at, heading, times: 0, item: await show(client, at.room, heading) } },
  write: async (client, state) => {
    const { room, theirs, item, heading } = state, page = await client.as(elmRoad.person).read(paths.shown(theirs, item))
    if (!page.includes(`What ${heading} says.`)) throw new Error('the page does not say what the note says')
    return { room, heading, times: ++state.times }
  },
  isThere: async (client, { room, heading, times }) => (await client.as(riverside.person).read(paths.room(room, 'who-has-looked.csv'))).split('\r\n').filter(line => line.includes(`,${heading},${elmRoad.person},`)).length >= times,
}

const inviting: Write<In, { code: string; to: string }> = {
  name: 'invite somebody, with a letter', most: 6,
  prepare: client => enter(client, riverside),
  write: async (client, { room }) => {
    const name = client.unique(), to = addressFor(name), page = await client.as(riverside.person).send(paths.room(room, 'people/invite'), { name, role: 'salaried-gp', email: to }, words.madeTitle)
    return { to, code: />([0-9A-Z]{4}(?:-[0-9A-Z]{4}){3})</.exec(page)![1]! }
  },
  isThere: async (client, { code, to }, isLater) => await client.status(paths.invited(code)) === 200 && (isLater || await letterTo(client, to) === paths.invited(code)),
}

const founding: Write<In, { room: string; group: string; name: string }> = {
  name: 'begin a group', most: 4, // each is looked up for every page of the room
  prepare: client => enter(client, icb),
  write: async (client, { room }) => { const name = client.unique(); return { room, name, group: idIn(await client.as(icb.person).send(paths.room(room, 'groups/new'), { name, word: 'alliance' })) } },
  isThere: async (client, { room, group, name }) => (await client.as(icb.person).read(paths.room(room, 'groups'))).includes(`<a href="${paths.roomGroup(room, group)}">${name}</a>`),
}

const entering: Write<In & { partner: string }, Kept> = {
  name: 'enter something for a partner, with a letter', most: 6,
  prepare: async client => ({ ...await enter(client, riverside), partner: await idOf(client, personas.patel.name) }),
  write: async (client, { room, partner }) => { const heading = client.unique(); return { room, heading, item: await write(client, riverside.person, room, heading, { whose: partner }) } },
  // As the partner sees it, who is asked to confirm it there and by the letter.
  isThere: async (client, { room, item, heading }, isLater) => (await client.as(personas.patel.name).read(paths.room(room, 'notes'))).includes(linkTo(room, item, heading))
    && (isLater || (await client.read(paths.outbox())).includes(`<a href="${paths.item(room, item)}">`)),
}

/** A round begun, answered by one partner and closed: what they answered is theirs and locked. Of two who write at the same moment the second answers in the round of the first. */
const answeringAlone: Write<In & { partners: string[] }, { room: string; item: string }> = {
  name: 'answer alone, and close', most: 5, // each stands on the partner's page
  prepare: async client => ({ ...await enter(client, riverside), partners: [await idOf(client, personas.patel.name), await idOf(client, personas.quill.name)] }),
  write: async (client, { room, partners }) => {
    const manager = client.as(riverside.person), partner = client.as(personas.quill.name), page = paths.room(room, 'answer-alone'), unlessDone = (fault: unknown) => { if (!(fault instanceof Answered) || fault.status !== 422) throw fault }
    await manager.send(paths.room(room, 'answer-alone/begin'), partners.map((each): [string, string] => ['partner', each])).catch(unlessDone)
    const round = /answer-alone\/([0-9a-f-]{36})"/.exec(await partner.read(page))![1]!
    await partner.send(paths.alone(room, round), { ...Object.fromEntries(aloneQuestions.map(({ id, choices }) => [id, choices[0]!])), way: 'sheet' })
    const item = /answer-alone\/said\/([0-9a-f-]{36})"/.exec(await partner.read(page))![1]!
    await manager.send(paths.alone(room, round, 'close'), {}).catch(unlessDone)
    return { room, item }
  },
  isThere: async (client, { room, item }) => (await client.as(personas.quill.name).read(paths.aloneSaid(room, item))).includes(aloneWords.saidLocked),
}

export const roomWrites = [kind(opening), kind(writing), kind(changing), kind(deleting), kind(showing), kind(stopping), kind(looking), kind(inviting), kind(founding), kind(entering), kind(answeringAlone)]
