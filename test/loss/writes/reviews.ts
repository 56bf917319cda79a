import { questions } from '#domain/position/review/questions.ts'
import { paths } from '#web/paths.ts'
import { personas } from '../../town/rooms.ts'
import type { Client } from '../client.ts'
import { kind, type Write } from '../write.ts'

/** Who looks at their practice's next five years here: somebody whose room nobody else writes in. */
const who = personas.wren.name

const enter = async (client: Client): Promise<{ room: string }> => {
  const page = await client.as(who).read(`${paths.ours()}?all=1`), room = /href="\/our\/([0-9a-f-]{36})">Lantern/.exec(page)?.[1]
  if (room === undefined) throw new Error(`${who} has no room`)
  return { room }
}

async function begin(client: Client, room: string): Promise<string> {
  const to = await client.as(who).send(paths.beginReview(room), { 'profit-last-year': '212,000', 'partners-now': '2', 'stopping-0-within-2-years': '1', 'stopping-0-not-said': '1', 'stopping-shown': 'yes', 'rent-or-loan': '24,000' })
  return /[0-9a-f-]{36}$/.exec(to)![0]
}

const beginning: Write<{ room: string }, { room: string; review: string }> = {
  name: 'begin a review', most: 20,
  prepare: enter,
  write: async (client, { room }) => ({ room, review: await begin(client, room) }),
  isThere: async (client, { room, review }) => (await client.as(who).read(`${paths.room(room, 'next-five-years')}?all=1`)).includes(`href="${paths.review(room, review)}"`),
}

/** Questions of one page that are answered one after the other: an answer given again would hide the one before. */
const asked = questions.filter(({ depth, form }) => depth === 'quick' && form.as === 'scale').map(({ id }) => id)

const answering: Write<{ room: string; review: string; times: number }, { room: string; review: string; evidence: string }> = {
  name: 'answer a review', most: 20,
  prepare: async client => { const { room } = await enter(client); return { room, review: await begin(client, room), times: 0 } },
  write: async (client, state) => {
    if (state.times === asked.length) Object.assign(state, { review: await begin(client, state.room), times: 0 })
    const { room, review } = state, question = asked[state.times++]!, evidence = client.unique()
    await client.as(who).send(paths.review(room, review, 'check'), { [question]: '2', [`${question}-sure`]: 'guess', [`${question}-evidence`]: evidence })
    return { room, review, evidence }
  },
  isThere: async (client, { room, review, evidence }) => (await client.as(who).read(paths.review(room, review, 'check'))).includes(`value="${evidence}"`),
}

const copying: Write<{ room: string; review: string }, { room: string; copy: string }> = {
  name: 'copy a review', most: 10,
  prepare: async client => { const { room } = await enter(client); return { room, review: await begin(client, room) } },
  write: async (client, { room, review }) => ({ room, copy: /kept\/([0-9a-f-]{36})/.exec(await client.as(who).send(paths.review(room, review, 'copy'), {}))![1]! }),
  isThere: async (client, { room, copy }) => await client.as(who).status(paths.item(room, copy)) === 200,
}

export const reviewWrites = [kind(beginning), kind(answering), kind(copying)]
