import { signedOut as words } from '#content/wording/accounts.ts'
import { paths } from '#web/paths.ts'
import { personas } from '../../town/rooms.ts'
import { beSomebody, type Client } from '../client.ts'
import { addressFor, letterTo } from '../letters.ts'
import { kind, type Write } from '../write.ts'

type Cookies = ReadonlyMap<string, string>
/** Whether whoever carries these cookies is somebody here: a page that only they have, and a short one. */
const isSomebody = async (client: Client, cookies: Cookies) => await client.carrying(cookies).status(paths.accountPart('name')) === 200
async function askForLink(client: Client): Promise<string> {
  const email = addressFor(client.unique())
  await client.send(paths.signIn(), { email, return: '' })
  return email
}

const asking: Write<null, { email: string }> = {
  name: 'ask for a link to sign in', most: 6,
  prepare: async () => null,
  write: async client => ({ email: await askForLink(client) }),
  // The letter waits, and its link leads to a page that says whose it is; both for a quarter of an hour.
  isThere: async (client, { email }, isLater) => {
    if (isLater) return true
    const link = await letterTo(client, email)
    return link !== null && (await client.read(link)).includes(email)
  },
}

const signingIn: Write<null, { cookies: Cookies }> = {
  name: 'sign in', most: 15,
  prepare: async () => null,
  write: async client => { const fresh = client.carrying(new Map()); await beSomebody(fresh, personas.lowe.name); return { cookies: fresh.cookies } },
  isThere: (client, { cookies }) => isSomebody(client, cookies),
}

/** A session that was ended and opens again would be worse than a lost one. */
const signingOut: Write<null, { cookies: Cookies }> = {
  name: 'sign out', most: 15,
  prepare: async () => null,
  write: async client => {
    const fresh = client.carrying(new Map())
    await beSomebody(fresh, personas.lowe.name)
    const cookies = new Map(fresh.cookies)
    if (!await isSomebody(client, cookies)) throw new Error('whoever has just signed in is nobody')
    await fresh.send(paths.signOut(), {}, words.title)
    return { cookies }
  },
  isThere: async (client, { cookies }) => !await isSomebody(client, cookies),
}

const renaming: Write<{ browser: Client; called: string; times: number }, { cookies: Cookies; called: string; times: number }> = {
  name: 'change one’s name', most: 30,
  prepare: async client => {
    const browser = client.carrying(new Map()), called = client.unique(), link = await letterTo(client, await askForLink(client))
    if (link === null) throw new Error('no letter')
    await browser.send(paths.signInPart('link'), { token: new URL(link, 'http://localhost').searchParams.get('token')!, return: '' })
    return { browser, called, times: 0 }
  },
  write: async (_, state) => {
    const { browser, called } = state, times = ++state.times
    await browser.send(paths.accountPart('name'), { name: `${called} for the ${times}th time`, return: '' })
    return { cookies: new Map(browser.cookies), called, times }
  },
  // Later names may stand there by now.
  isThere: async (client, { cookies, called, times }) => {
    const said = new RegExp(`>${called} for the (\\d+)th time<`).exec(await client.carrying(cookies).read(paths.account()))
    return said !== null && Number(said[1]) >= times
  },
}

export const accountWrites = [kind(asking), kind(signingIn), kind(signingOut), kind(renaming)]
