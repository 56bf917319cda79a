import { answerAlone } from '#commands/position/answer-alone.ts'
import { beginAlone } from '#commands/position/begin-alone.ts'
import type { MailOf } from '#commands/organisations/write-note.ts'
import { closeAlone } from '#commands/position/close-alone.ts'
import type { Looker } from '#domain/visibility.ts'
import type { Database } from '#records/connect.ts'
import { answeredIn, answersBy, answersOfRoom, askedIn, ownAnswer, roundBy, roundsOf } from '#records/alone.ts'
import { itemHead } from '#records/items.ts'
import type { Viewed } from '#records/viewing.ts'
import type { Capacity } from '#web/organisations/port.ts'
import type { Alone } from '#web/position/alone/port.ts'
import { asCapacity, asId, isId, openIn, readIn } from './capacity.ts'

/** Partners answering alone, over a database. */
export function openAlone({ db, now, mailOf }: { db: Database; now(): Date; mailOf?: MailOf }): Alone {
  const desk = { db, now, ...(mailOf ? { mailOf } : {}) }
  const reading = <T>(who: Capacity, read: (tx: Viewed, looker: Looker) => Promise<T>) => readIn(desk, who, read)
  const isKind = async (tx: Viewed, looker: Looker, item: string) => isId(item) && (await itemHead(tx, looker, item))?.kind === 'alone'
  return {
    ofRoom: async who => await reading(who, async (tx, looker) => {
      const rounds = await roundsOf(tx, looker.organisation!), everybody = await askedIn(tx, rounds.map(each => each.id)), listed = []
      for (const round of rounds) listed.push({ ...round, everybody: everybody.get(round.id) ?? [], answered: round.ended?.answered ?? await answeredIn(tx, round.id) })
      return { rounds: listed, answers: await answersOfRoom(tx, looker) }
    }) ?? { rounds: [], answers: [] },
    ownIn: (who, round) => reading(who, async tx => { const own = await ownAnswer(tx, asId(round), who.person); return own === null ? null : (await answersBy(tx, [own.item])).get(own.item) ?? null }),
    isAlone: async (who, item) => await reading(who, (tx, looker) => isKind(tx, looker, item)) ?? false,
    opened: (who, item) => reading(who, async (tx, looker) => {
      if (!await isKind(tx, looker, item)) return null
      return openIn(tx, looker, item, { form: 'page', at: now() }, async head => {
        const held = (await answersBy(tx, [item])).get(item)!, round = await roundBy(tx, held.round)
        return { head, held, canChange: head.author === who.person && round !== null && round.ended === null && looker.roles.includes('partner') }
      })
    }),
    begin: (who, chosen) => beginAlone(desk, asCapacity(who), chosen),
    answer: (who, round, typed) => answerAlone(desk, asCapacity(who), asId(round), typed),
    close: (who, round) => closeAlone(desk, asCapacity(who), asId(round)),
  }
}
