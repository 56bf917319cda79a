import { randomUUID } from 'node:crypto'
import type { Selectable } from 'kysely'
import { dayAfter } from '#domain/day.ts'
import type { OrganisationId, PersonId } from '#domain/organisations/organisation.ts'
import { aloneResult, becomes, OPEN_TO_EACH_OTHER_DAYS, type AloneEnd, type AloneResult, type AloneSaid, type AloneWay } from '#domain/position/review/alone.ts'
import type { Day } from '#domain/words.ts'
import { addItemShare, itemsOfRoom, type ItemHead } from './items.ts'
import { anyOf } from './planned-once.ts'
import type { AloneRoundTable } from './schema.ts'
import { seenBy, type Viewed } from './viewing.ts'
import type { Looker } from '#domain/visibility.ts'

/** Partners answer alone: rounds, who was asked, how many have answered, and each partner's own answers. Nobody but `openIfRipe` reads what others said. */

export interface AloneRound {
  id: string
  organisation: OrganisationId
  begun: { by: PersonId; byName: string; at: Date; on: Day }
  /** How many were asked. */
  asked: number
  closed: { at: Date; byName: string } | null
  /** Null while it waits. `answered`: how many had by then. */
  ended: { at: Date; became: AloneEnd; openedOn: Day | null; answered: number } | null
  /** What the practice is shown; null unless it came to ranges, and once a later round was opened. */
  result: AloneResult | null
}

export interface AloneAsked { person: PersonId; name: string }

/** One partner's answers, for that partner and whomever they are shown to. */
export interface AloneHeld { round: string; said: AloneSaid; way: AloneWay | null }

// Named one by one, so that PostgreSQL plans each query once for a connection (./planned-once.ts).
const roundColumns = ['id', 'organisation', 'begun_by', 'begun_by_name', 'begun_at', 'begun_on', 'asked', 'closed_at', 'closed_by_name', 'ended_at', 'became', 'opened_on', 'answered', 'result'] as const

/** All rounds of the viewer's own room, newest first. */
export async function roundsOf(tx: Viewed, organisation: OrganisationId): Promise<AloneRound[]> {
  return (await tx.selectFrom('alone_round').select(roundColumns).where('organisation', '=', organisation).orderBy('begun_at', 'desc').orderBy('id').execute()).map(roundOf)
}

/** The same for whoever is looking, in whichever room they speak for; none for who answers for no practice. */
export async function roundsOfViewer(tx: Viewed): Promise<AloneRound[]> {
  return (await tx.selectFrom('alone_round').select(roundColumns).orderBy('begun_at', 'desc').orderBy('id').execute()).map(roundOf)
}

export async function roundBy(tx: Viewed, id: string): Promise<AloneRound | null> {
  const row = await tx.selectFrom('alone_round').select(roundColumns).where('id', '=', id).executeTakeFirst()
  return row ? roundOf(row) : null
}

/** Who was asked, by round, each list in the order of names. */
export async function askedIn(tx: Viewed, rounds: readonly string[]): Promise<Map<string, AloneAsked[]>> {
  if (rounds.length === 0) return new Map()
  const rows = await tx.selectFrom('alone_asked').select(['round', 'person', 'person_name']).where('round', '=', anyOf(rounds)).orderBy('person_name').orderBy('person').execute()
  return new Map([...Map.groupBy(rows, row => row.round)].map(([round, all]) => [round, all.map(each => ({ person: each.person, name: each.person_name }))]))
}

/** How many have answered, never who. */
export async function answeredIn(tx: Viewed, round: string): Promise<number> {
  return Number((await tx.selectFrom('alone_in').select(eb => eb.fn.countAll<number>().as('count')).where('round', '=', round).executeTakeFirstOrThrow()).count)
}

/** Of one's own room, the answers the viewer may see: their own, and those shown to them. */
export async function answersOfRoom(tx: Viewed, looker: Looker): Promise<{ head: ItemHead; round: string }[]> {
  const heads = await itemsOfRoom(tx, looker, 'alone'), held = await answersBy(tx, heads.map(head => head.id))
  return heads.flatMap(head => { const one = held.get(head.id); return one ? [{ head, round: one.round }] : [] })
}

/** What was answered, by item; like every reader of contents, only inside `openItem`, or for the viewer's own room. */
export async function answersBy(tx: Viewed, items: readonly string[]): Promise<Map<string, AloneHeld>> {
  if (items.length === 0) return new Map()
  const rows = await tx.selectFrom('alone_answer').select(['item', 'round', 'says', 'way']).where('item', '=', anyOf(items)).execute()
  return new Map(rows.map(row => [row.item, { round: row.round, said: row.says, way: row.way }]))
}

/** The item of somebody's own answers in a round; null while they have not answered. */
export async function ownAnswer(tx: Viewed, round: string, author: PersonId): Promise<{ item: string; version: number } | null> {
  return await tx.selectFrom('alone_answer').innerJoin('item', 'item.id', 'alone_answer.item').select(['alone_answer.item', 'item.version']).where('alone_answer.round', '=', round).where('alone_answer.author', '=', author).executeTakeFirst() ?? null
}

// ── writing ──

export async function addRound(tx: Viewed, round: { id: string; organisation: OrganisationId; by: PersonId; byName: string; at: Date; on: Day }, asked: readonly AloneAsked[]): Promise<void> {
  await tx.insertInto('alone_round').values({ id: round.id, organisation: round.organisation, begun_by: round.by, begun_by_name: round.byName, begun_at: round.at, begun_on: round.on, asked: asked.length, closed_at: null, closed_by: null, closed_by_name: null, ended_at: null, became: null, opened_on: null, answered: null, result: null }).execute()
  await tx.insertInto('alone_asked').values(asked.map(({ person, name }) => ({ round: round.id, person, person_name: name }))).execute()
}

/** Holds a round until the transaction ends, so that of two who answer at the same moment the second sees the first; null when it has ended, or is not the viewer's to see. */
export async function holdRound(tx: Viewed, id: string): Promise<AloneRound | null> {
  const row = await tx.selectFrom('alone_round').select(roundColumns).where('id', '=', id).where('ended_at', 'is', null).forUpdate().executeTakeFirst()
  return row ? roundOf(row) : null
}

export async function addAnswer(tx: Viewed, answer: { item: string; round: string; author: PersonId; said: AloneSaid; way: AloneWay | null }): Promise<void> {
  await tx.insertInto('alone_answer').values({ item: answer.item, round: answer.round, author: answer.author, says: JSON.stringify(answer.said), way: answer.way }).execute()
  await tx.insertInto('alone_in').values({ answer: answer.item, round: answer.round }).execute()
}

export async function changeAnswer(tx: Viewed, item: string, { said, way }: { said: AloneSaid; way: AloneWay | null }): Promise<void> {
  await tx.updateTable('alone_answer').set({ says: JSON.stringify(said), way }).where('item', '=', item).execute()
}

export async function closeRound(tx: Viewed, id: string, by: PersonId, byName: string, at: Date): Promise<void> {
  await tx.updateTable('alone_round').set({ closed_at: at, closed_by: by, closed_by_name: byName }).where('id', '=', id).execute()
}

/**
 * Ends a held round if it is ripe, and says what became of it; null while it waits. The one place where answers of several are read: as the teller, whom the database lets at
 * those of a ripe round only, once. What is kept of them is the result, frozen; or, of two or three who all chose it, each is shown to the others. Afterwards the
 * transaction is nobody's: whoever called this does no more in it.
 */
export async function openIfRipe(tx: Viewed, { id, organisation, asked, closed }: AloneRound, { everybody, areAllPartners, on, at }: { everybody: readonly AloneAsked[]; areAllPartners: boolean; on: Day; at: Date }): Promise<AloneEnd | null> {
  const teller = await seenBy(tx, { as: 'teller', organisation, on })
  const rows = await teller.selectFrom('alone_answer').select(['item', 'author', 'says', 'way']).where('round', '=', id).execute(), answered = await answeredIn(teller, id)
  const became = becomes({ asked, isClosed: closed !== null, areAllPartners, answers: rows.map(row => ({ author: row.author, said: row.says, way: row.way })) })
  if (became === null) { await seenBy(tx, null); return null }
  const isOpened = became === 'ranges' || became === 'each-other'
  if (became === 'each-other') for (const { item, author } of rows) for (const { person, name } of everybody) {
    if (person !== author) await addItemShare(teller, { id: randomUUID(), item, owner: organisation, ownerPerson: author, toCode: organisation, toName: name, toPerson: person, madeBy: author, madeByName: everybody.find(each => each.person === author)!.name, until: dayAfter(on, OPEN_TO_EACH_OTHER_DAYS), at })
  }
  await teller.updateTable('alone_round').set({ ended_at: at, became, opened_on: isOpened ? on : null, answered, result: became === 'ranges' ? JSON.stringify(aloneResult(rows.map(row => row.says))) : null }).where('id', '=', id).execute()
  // The difference of two comparisons would tell what a newcomer said.
  if (isOpened) await teller.updateTable('alone_round').set({ result: null }).where('organisation', '=', organisation).where('id', '<>', id).where('result', 'is not', null).execute()
  await seenBy(tx, null)
  return became
}

function roundOf(row: Pick<Selectable<AloneRoundTable>, (typeof roundColumns)[number]>): AloneRound {
  return {
    id: row.id, organisation: row.organisation, asked: row.asked, begun: { by: row.begun_by, byName: row.begun_by_name, at: row.begun_at, on: row.begun_on },
    closed: row.closed_at === null ? null : { at: row.closed_at, byName: row.closed_by_name ?? '' },
    ended: row.ended_at === null ? null : { at: row.ended_at, became: row.became!, openedOn: row.opened_on, answered: row.answered ?? 0 }, result: row.result,
  }
}
