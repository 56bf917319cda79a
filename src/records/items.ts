import type { Selectable } from 'kysely'
import type { Note } from '#domain/organisations/note.ts'
import type { OrganisationId, PersonId } from '#domain/organisations/organisation.ts'
import { mayKnowLooking, mayKnowOwnReading, mayKnowShare, seesAs, type Kept, type KeptAs, type Looker, type Share, type Visibility } from '#domain/visibility.ts'
import { invariant, type Day } from '#domain/words.ts'
import { anyOf } from './planned-once.ts'
import type { ItemTable, LookingTable, ShareTable } from './schema.ts'
import type { Viewed } from './viewing.ts'

/**
 * Items of rooms. The database shows only what its policies let the viewer see; every item, share and reading it shows is held against the rule in code once more
 * before it leaves this file, and reading what another organisation keeps writes down, in the same transaction, that it was read.
 */

export interface Shown {
  id: string
  toCode: string
  toName: string
  toPerson: PersonId | null
  madeByName: string
  madeAt: Date
  until: Day
  stoppedAt: Date | null
  /** Why it stopped, where nobody stopped it: a room has gone. */
  stoppedBecause: string | null
}

/** An item without what it says. */
export interface ItemHead {
  id: string
  kind: string
  organisation: OrganisationId
  organisationName: string
  author: PersonId
  authorName: string
  keptAs: KeptAs
  group: OrganisationId | null
  isCommercial: boolean
  /** Set while the author has not confirmed what somebody entered for them. */
  entered: { by: PersonId; byName: string; confirmBy: Date } | null
  madeAt: Date
  changedAt: Date
  version: number
  /** Those the viewer may know of. */
  shares: Shown[]
  /** By which of the five classes the viewer sees it. */
  seenAs: Visibility
}

/** One reading by another organisation. */
export interface Looking { item: string; itemKind: string; lookerName: string; organisationName: string; seenAs: 'named' | 'this-group'; form: string; at: Date }

/** The database showed somebody an item that the rule does not let them see: our mistake, and nothing is shown. */
export class WouldLeak extends Error { override name = 'WouldLeak' }

// ── reading ──

// Named one by one, so that PostgreSQL plans each query once for a connection (./planned-once.ts).
const itemColumns = ['id', 'organisation', 'organisation_name', 'kind', 'author', 'author_name', 'kept_as', 'group_id', 'is_commercial', 'entered_by', 'entered_by_name', 'confirm_by', 'confirmed_at', 'made_at', 'changed_at', 'version'] as const
const shareColumns = ['id', 'item', 'owner', 'owner_person', 'to_code', 'to_name', 'to_person', 'made_by', 'made_by_name', 'made_at', 'until', 'stopped_at', 'stopped_by', 'stopped_because'] as const
const lookingColumns = ['id', 'item', 'item_kind', 'looker_name', 'looker_organisation_name', 'owner', 'owner_person', 'seen_as', 'form', 'at'] as const

type ItemRow = Pick<Selectable<ItemTable>, (typeof itemColumns)[number]>
type ShareRow = Pick<Selectable<ShareTable>, (typeof shareColumns)[number]>

/** What the viewer's own room keeps, as far as they may see it, last changed first. */
export async function itemsOfRoom(tx: Viewed, looker: Looker, kind?: string): Promise<ItemHead[]> {
  if (looker.organisation === null) return []
  return heads(tx, looker, await tx.selectFrom('item').select(itemColumns).where('organisation', '=', looker.organisation).$if(kind !== undefined, query => query.where('kind', '=', kind!)).orderBy('changed_at', 'desc').orderBy('id').execute())
}

/** What is one's own only, wherever it was written: for a person who speaks for nobody at the moment. */
export async function itemsOfOneself(tx: Viewed, looker: Looker): Promise<ItemHead[]> {
  return heads(tx, looker, await tx.selectFrom('item').select(itemColumns).where('author', '=', looker.person).where('kept_as', '=', 'only-you').orderBy('changed_at', 'desc').orderBy('id').execute())
}

/** What others show this organisation, or a group of its, without what it says: opening one is what counts as having looked. */
export async function itemsShownToUs(tx: Viewed, looker: Looker): Promise<ItemHead[]> {
  if (looker.organisation === null) return []
  // Looked for by whom it is shown to: the rule alone would be asked of every item of the country. It is asked of these all the same.
  const groups = [...looker.memberOf, ...looker.observes, looker.organisation]
  const all = await heads(tx, looker, await tx.selectFrom('item').select(itemColumns).where('organisation', '<>', looker.organisation).where('id', 'in', eb => eb.selectFrom('share').select('item').where('to_code', '=', anyOf(looker.codes)))
    .union(tx.selectFrom('item').select(itemColumns).where('organisation', '<>', looker.organisation).where('group_id', '=', anyOf(groups)))
    .execute())
  return all.sort((a, b) => b.changedAt.getTime() - a.changedAt.getTime() || (a.id < b.id ? -1 : 1))
}

/** The same, each with whether somebody of this organisation has opened it. */
export async function itemsShownToUsNewOrNot(tx: Viewed, looker: Looker): Promise<(ItemHead & { isOpened: boolean })[]> {
  const shown = await itemsShownToUs(tx, looker), opened = await openedByUs(tx, looker, shown)
  return shown.map(head => ({ ...head, isOpened: opened.has(head.id) }))
}

async function openedByUs(tx: Viewed, looker: Looker, items: readonly ItemHead[]): Promise<Set<string>> {
  if (looker.organisation === null || items.length === 0) return new Set()
  const rows = await tx.selectFrom('looking').select(['item', 'looker_organisation']).distinct().where('looker_organisation', '=', looker.organisation).where('item', '=', anyOf(items.map(head => head.id))).execute()
  for (const row of rows) if (!mayKnowOwnReading(looker, { lookerOrganisation: row.looker_organisation, seenAs: items.find(head => head.id === row.item)?.seenAs ?? null })) throw new WouldLeak(`the database showed a reading of ${row.item} to somebody who may not know of it`)
  return new Set(rows.map(row => row.item))
}

/** One item without what it says; null where the viewer may not see it, which is the same answer as when there is none. */
export async function itemHead(tx: Viewed, looker: Looker, id: string): Promise<ItemHead | null> {
  const rows = await tx.selectFrom('item').select(itemColumns).where('id', '=', id).execute()
  return (await heads(tx, looker, rows))[0] ?? null
}

/**
 * Opens an item to be read: what `read` takes from it is handed over only after the reading is written down, where its owner is another organisation.
 * @param form how it is read: 'page', 'file'
 */
export async function openItem<T>(tx: Viewed, looker: Looker, id: string, { form, name, organisationName, at }: { form: string; name: string; organisationName: string; at: Date }, read: (head: ItemHead) => Promise<T>): Promise<T | null> {
  const head = await itemHead(tx, looker, id)
  if (head === null) return null
  await noteLooking(tx, looker, head, { form, name, organisationName, at })
  return read(head)
}

async function noteLooking(tx: Viewed, looker: Looker, head: ItemHead, { form, name, organisationName, at }: { form: string; name: string; organisationName: string; at: Date }): Promise<void> {
  if ((head.seenAs !== 'named' && head.seenAs !== 'this-group') || head.organisation === looker.organisation) return
  await tx.insertInto('looking').values({
    item: head.id, item_kind: head.kind, owner: head.organisation, owner_person: head.keptAs === 'only-you' ? head.author : null,
    looker: looker.person!, looker_name: name, looker_organisation: looker.organisation!, looker_organisation_name: organisationName, seen_as: head.seenAs, form, at,
  }).execute()
}

/** What a note says; called only inside `openItem`, or for the viewer's own room. */
export async function noteOf(tx: Viewed, item: string): Promise<Note> {
  return tx.selectFrom('note').select(['title', 'body']).where('item', '=', item).executeTakeFirstOrThrow()
}

/** What notes say, by item; like every reader of contents, only inside `openItem`, or for what is the viewer's own. */
export async function notesOf(tx: Viewed, items: readonly string[]): Promise<Map<string, Note>> {
  if (items.length === 0) return new Map()
  return new Map((await tx.selectFrom('note').select(['item', 'title', 'body']).where('item', '=', anyOf(items)).execute()).map(({ item, title, body }) => [item, { title, body }]))
}

/** Headings of notes of the viewer's own room, by item. */
export async function headingsOf(tx: Viewed, looker: Looker): Promise<Map<string, string>> {
  if (looker.organisation === null) return new Map()
  const rows = await tx.selectFrom('note').innerJoin('item', 'item.id', 'note.item').select(['note.item', 'note.title']).where('item.organisation', '=', looker.organisation).execute()
  return new Map(rows.map(row => [row.item, row.title]))
}

/** Who has looked at what the viewer's organisation keeps, newest first. */
export async function lookings(tx: Viewed, looker: Looker, most: number): Promise<Looking[]> {
  if (looker.organisation === null) return []
  const rows = await tx.selectFrom('looking').select(lookingColumns).where('owner', '=', looker.organisation).orderBy('at', 'desc').orderBy('id', 'desc').limit(most).execute()
  return rows.map(row => lookingOf(row, looker))
}

/** Who has looked at what is the viewer's only, a person who speaks for nobody at the moment, newest first. */
export async function lookingsOfOneself(tx: Viewed, looker: Looker): Promise<Looking[]> {
  return (await tx.selectFrom('looking').select(lookingColumns).where('owner_person', '=', looker.person).orderBy('at', 'desc').orderBy('id', 'desc').execute()).map(row => lookingOf(row, looker))
}

// ── writing ──

export async function addItem(tx: Viewed, item: { id: string; kind: string; organisation: OrganisationId; organisationName: string; author: PersonId; authorName: string; keptAs: KeptAs; group: OrganisationId | null; isCommercial: boolean; entered: { by: PersonId; byName: string; confirmBy: Date } | null; at: Date }): Promise<void> {
  await tx.insertInto('item').values({
    id: item.id, kind: item.kind, organisation: item.organisation, organisation_name: item.organisationName, author: item.author, author_name: item.authorName, kept_as: item.keptAs, group_id: item.group, is_commercial: item.isCommercial,
    entered_by: item.entered?.by ?? null, entered_by_name: item.entered?.byName ?? null, confirm_by: item.entered?.confirmBy ?? null, confirmed_at: null, made_at: item.at, changed_at: item.at,
  }).execute()
}

export async function addNote(tx: Viewed, item: string, note: Note): Promise<void> {
  await tx.insertInto('note').values({ item, ...note }).execute()
}

export async function changeNote(tx: Viewed, item: string, note: Note): Promise<void> {
  await tx.updateTable('note').set({ ...note }).where('item', '=', item).execute()
}

/** What a column of the version holds. */
const MOST_VERSIONS = 2 ** 31 - 1

/** Marks an item as changed, when it is still at the version its editor saw; false when somebody changed it meanwhile. */
export async function touchItem(tx: Viewed, id: string, from: number, at: Date): Promise<boolean> {
  if (!Number.isInteger(from) || from < 1 || from >= MOST_VERSIONS) return false // nothing is at such a version
  const { numUpdatedRows } = await tx.updateTable('item').set({ changed_at: at, version: from + 1 }).where('id', '=', id).where('version', '=', from).executeTakeFirst()
  return numUpdatedRows > 0n
}

export async function keepAs(tx: Viewed, id: string, keptAs: KeptAs, group: OrganisationId | null, isCommercial: boolean): Promise<void> {
  await tx.updateTable('item').set({ kept_as: keptAs, group_id: group, is_commercial: isCommercial }).where('id', '=', id).execute()
}

export async function confirmItem(tx: Viewed, id: string, at: Date): Promise<boolean> {
  const { numUpdatedRows } = await tx.updateTable('item').set({ confirmed_at: at }).where('id', '=', id).where('confirmed_at', 'is', null).where('entered_by', 'is not', null).executeTakeFirst()
  return numUpdatedRows > 0n
}

export async function removeItem(tx: Viewed, id: string): Promise<void> {
  await tx.deleteFrom('item').where('id', '=', id).execute()
}

/** Deletes what is somebody's only, in one room or wherever it was written; says how many things that was. */
export async function removeOwnOnly(tx: Viewed, author: PersonId, which: { organisation?: OrganisationId; item?: string }): Promise<number> {
  const { numDeletedRows } = await tx.deleteFrom('item').where('author', '=', author).where('kept_as', '=', 'only-you')
    .$if(which.organisation !== undefined, query => query.where('organisation', '=', which.organisation!)).$if(which.item !== undefined, query => query.where('id', '=', which.item!)).executeTakeFirst()
  return Number(numDeletedRows)
}

/** Forgets who has looked at what was somebody's only, for them. */
export async function forgetLookingsOfOneself(tx: Viewed, person: PersonId): Promise<void> {
  await tx.deleteFrom('looking').where('owner_person', '=', person).execute()
}

export async function addItemShare(tx: Viewed, share: { id: string; item: string; owner: OrganisationId; ownerPerson: PersonId | null; toCode: string; toName: string; toPerson: PersonId | null; madeBy: PersonId; madeByName: string; until: Day; at: Date }): Promise<void> {
  await tx.insertInto('share').values({ id: share.id, item: share.item, owner: share.owner, owner_person: share.ownerPerson, to_code: share.toCode, to_name: share.toName, to_person: share.toPerson, made_by: share.madeBy, made_by_name: share.madeByName, made_at: share.at, until: share.until, stopped_at: null, stopped_by: null }).execute()
}

/** Stops a share; true when it was open until now. */
export async function stopItemShare(tx: Viewed, item: string, id: string, by: PersonId, at: Date): Promise<boolean> {
  const { numUpdatedRows } = await tx.updateTable('share').set({ stopped_at: at, stopped_by: by }).where('id', '=', id).where('item', '=', item).where('stopped_at', 'is', null).executeTakeFirst()
  return numUpdatedRows > 0n
}

// ── the rule, once more ──

async function heads(tx: Viewed, looker: Looker, rows: ItemRow[]): Promise<ItemHead[]> {
  if (rows.length === 0) return []
  const shares = Map.groupBy(await tx.selectFrom('share').select(shareColumns).where('item', '=', anyOf(rows.map(row => row.id))).orderBy('made_at').orderBy('id').execute(), share => share.item)
  return rows.map(row => headOf(row, shares.get(row.id) ?? [], looker))
}

function headOf(row: ItemRow, shares: ShareRow[], looker: Looker): ItemHead {
  const seenAs = seesAs(looker, keptOf(row, shares))
  if (seenAs === null) throw new WouldLeak(`the database showed ${row.kind} ${row.id} to somebody who may not see it`)
  for (const share of shares) if (!mayKnowShare(looker, { ...shareOf(share), owner: share.owner, ownerPerson: share.owner_person, madeBy: share.made_by })) throw new WouldLeak(`the database showed share ${share.id} to somebody who may not know of it`)
  invariant(row.entered_by === null || row.confirm_by !== null, 'what is entered for somebody says until when they confirm it')
  return {
    id: row.id, kind: row.kind, organisation: row.organisation, organisationName: row.organisation_name, author: row.author, authorName: row.author_name, keptAs: row.kept_as, group: row.group_id, isCommercial: row.is_commercial,
    entered: row.entered_by !== null && row.confirmed_at === null ? { by: row.entered_by, byName: row.entered_by_name ?? '', confirmBy: row.confirm_by! } : null,
    madeAt: row.made_at, changedAt: row.changed_at, version: row.version, seenAs,
    shares: shares.map(share => ({ id: share.id, toCode: share.to_code, toName: share.to_name, toPerson: share.to_person, madeByName: share.made_by_name, madeAt: share.made_at, until: share.until, stoppedAt: share.stopped_at, stoppedBecause: share.stopped_because })),
  }
}

function lookingOf(row: Pick<Selectable<LookingTable>, (typeof lookingColumns)[number]>, looker: Looker): Looking {
  if (!mayKnowLooking(looker, { owner: row.owner, ownerPerson: row.owner_person })) throw new WouldLeak(`the database showed reading ${row.id} to somebody who may not know of it`)
  return { item: row.item, itemKind: row.item_kind, lookerName: row.looker_name, organisationName: row.looker_organisation_name, seenAs: row.seen_as, form: row.form, at: row.at }
}

/** A row as the rule sees it. */
export function keptOf(row: ItemRow, shares: readonly ShareRow[]): Kept {
  return {
    organisation: row.organisation, author: row.author, keptAs: row.kept_as, group: row.group_id, isCommercial: row.is_commercial, enteredBy: row.confirmed_at === null ? row.entered_by : null,
    shares: shares.map(shareOf),
  }
}

function shareOf(share: ShareRow): Share {
  return { toCode: share.to_code, toPerson: share.to_person, until: share.until, isStopped: share.stopped_at !== null }
}
