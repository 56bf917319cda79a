import type { Looker } from '#domain/visibility.ts'
import type { OrganisationId, PersonId } from '#domain/organisations/organisation.ts'
import type { Case } from '#domain/support/case.ts'
import type { Hat, Help, HelpWord } from '#domain/support/help.ts'
import type { Day } from '#domain/words.ts'
import { itemsOfRoom, itemsShownToUs, type ItemHead } from './items.ts'
import type { Selectable } from 'kysely'
import { anyOf } from './planned-once.ts'
import type { HelpRequestTable } from './schema.ts'
import type { Viewed } from './viewing.ts'

/** Help requests, what is done in them, a support unit's own notes, and a commissioner's cases; each reader is shown what the viewer may see. */

/** Of a request, what its support unit's list may show before anybody opens it: nothing that it says. */
export interface HelpFacts { wantedBy: Day | null; toCode: string; toName: string; isConfirmed: boolean }

/** Something both sides see, with its words. */
export interface SaidWord extends HelpWord { id: string; person: PersonId; name: string; organisation: OrganisationId; organisationName: string; says: string }

/** Of a support unit, for itself. */
export interface WorkingNote { id: string; matter: string; fromName: string; name: string; says: string; step: string | null; due: Day | null; at: Date; done: { at: Date; byName: string } | null }

export interface CaseStep { id: string; item: string; says: string; due: Day | null; name: string; at: Date; done: { at: Date; byName: string } | null }

export interface CaseHeld extends Case { closed: { on: Day; byName: string; outcome: string } | null }

// Named one by one, so that PostgreSQL plans each query once for a connection (./planned-once.ts).
const requestColumns = ['item', 'title', 'body', 'wanted_by', 'level', 'to_code', 'to_name', 'is_confirmed'] as const
const hatColumns = ['matter', 'person', 'person_name', 'organisation', 'organisation_name', 'kind', 'at'] as const
const wordColumns = ['id', 'matter', 'kind', 'organisation', 'organisation_name', 'person', 'person_name', 'says', 'at'] as const
const workingNoteColumns = ['id', 'matter', 'from_name', 'person_name', 'says', 'step', 'due', 'at', 'done_at', 'done_by_name'] as const
const caseColumns = ['item', 'about_code', 'about_name', 'reason', 'closed_on', 'closed_by_name', 'outcome'] as const
const stepColumns = ['id', 'item', 'says', 'due', 'person_name', 'at', 'done_at', 'done_by_name'] as const

// ── requests ──

/** Requests addressed to the viewer's support unit, by head; the words are read only by opening one. */
export async function requestsToUs(tx: Viewed, looker: Looker): Promise<(HelpFacts & { head: ItemHead })[]> {
  const heads = (await itemsShownToUs(tx, looker)).filter(head => head.kind === 'help-request'), facts = await factsOf(tx, heads)
  return heads.flatMap(head => { const about = facts.get(head.id); return about !== undefined && looker.codes.includes(about.toCode) ? [{ head, ...about }] : [] })
}

/** The viewer's own room's requests, with their headings. */
export async function requestsOfRoom(tx: Viewed, looker: Looker): Promise<(HelpFacts & { head: ItemHead; title: string })[]> {
  const heads = await itemsOfRoom(tx, looker, 'help-request'), facts = await factsOf(tx, heads)
  if (heads.length === 0) return []
  const titles = new Map((await tx.selectFrom('help_request').select(['item', 'title']).where('item', '=', anyOf(heads.map(head => head.id))).execute()).map(row => [row.item, row.title]))
  return heads.map(head => ({ head, ...facts.get(head.id)!, title: titles.get(head.id)! }))
}

/** Headings of what this floor keeps in the viewer's own room, by item: what a request is about, whom a case is about. */
export async function supportHeadings(tx: Viewed, looker: Looker): Promise<Map<string, string>> {
  if (looker.organisation === null) return new Map()
  const requests = await tx.selectFrom('help_request').innerJoin('item', 'item.id', 'help_request.item').select(['help_request.item', 'title as heading']).where('item.organisation', '=', looker.organisation).execute()
  const cases = await tx.selectFrom('commissioner_case').innerJoin('item', 'item.id', 'commissioner_case.item').select(['commissioner_case.item', 'about_name as heading']).where('item.organisation', '=', looker.organisation).execute()
  return new Map([...requests, ...cases].map(row => [row.item, row.heading]))
}

async function factsOf(tx: Viewed, heads: readonly ItemHead[]): Promise<Map<string, HelpFacts>> {
  if (heads.length === 0) return new Map()
  const rows = await tx.selectFrom('help_request').select(['item', 'wanted_by', 'to_code', 'to_name', 'is_confirmed']).where('item', '=', anyOf(heads.map(head => head.id))).execute()
  return new Map(rows.map(row => [row.item, { wantedBy: row.wanted_by, toCode: row.to_code, toName: row.to_name, isConfirmed: row.is_confirmed }]))
}

/** What a request says; called only inside `openItem`, or for the viewer's own room. */
export async function requestOf(tx: Viewed, item: string): Promise<Help & HelpFacts> {
  return helpOf(await tx.selectFrom('help_request').select(requestColumns).where('item', '=', item).executeTakeFirstOrThrow())
}

/** What requests say, by item; like every reader of contents, only inside `openItem`, or for the viewer's own room. */
export async function requestsBy(tx: Viewed, items: readonly string[]): Promise<Map<string, Help & HelpFacts>> {
  if (items.length === 0) return new Map()
  return new Map((await tx.selectFrom('help_request').select(requestColumns).where('item', '=', anyOf(items)).execute()).map(row => [row.item, helpOf(row)]))
}

/** Whom a request is addressed to; null where the viewer may not see it or there is none. */
export async function addressedTo(tx: Viewed, item: string): Promise<string | null> {
  return (await tx.selectFrom('help_request').select('to_code').where('item', '=', item).executeTakeFirst())?.to_code ?? null
}

export async function hatsOf(tx: Viewed, matters: readonly string[]): Promise<Hat[]> {
  if (matters.length === 0) return []
  const rows = await tx.selectFrom('hat').select(hatColumns).where('matter', '=', anyOf(matters)).orderBy('at').orderBy('person').execute()
  return rows.map(row => ({ matter: row.matter, person: row.person, name: row.person_name, organisation: row.organisation, organisationName: row.organisation_name, kind: row.kind, at: row.at }))
}

/** What was done and when, without its words. */
export async function deedsOf(tx: Viewed, matters: readonly string[]): Promise<(HelpWord & { matter: string })[]> {
  return matters.length === 0 ? [] : tx.selectFrom('help_word').select(['matter', 'kind', 'at']).where('matter', '=', anyOf(matters)).orderBy('at').orderBy('id').execute()
}

export async function wordsOf(tx: Viewed, matter: string): Promise<SaidWord[]> {
  return wordsIn(tx, [matter])
}

export async function wordsIn(tx: Viewed, matters: readonly string[]): Promise<(SaidWord & { matter: string })[]> {
  if (matters.length === 0) return []
  const rows = await tx.selectFrom('help_word').select(wordColumns).where('matter', '=', anyOf(matters)).orderBy('at').orderBy('id').execute()
  return rows.map(row => ({ matter: row.matter, id: row.id, kind: row.kind, at: row.at, person: row.person, name: row.person_name, organisation: row.organisation, organisationName: row.organisation_name, says: row.says }))
}

export async function addRequest(tx: Viewed, item: string, help: Help, to: { code: string; name: string }, isConfirmed: boolean): Promise<void> {
  await tx.insertInto('help_request').values({ item, title: help.title, body: help.body, wanted_by: help.wantedBy, level: help.level, to_code: to.code, to_name: to.name, is_confirmed: isConfirmed }).execute()
}

export async function addHat(tx: Viewed, hat: Hat): Promise<void> {
  await tx.insertInto('hat').values({ matter: hat.matter, person: hat.person, person_name: hat.name, organisation: hat.organisation, organisation_name: hat.organisationName, kind: hat.kind, at: hat.at }).execute()
}

export async function addWord(tx: Viewed, matter: string, word: SaidWord): Promise<void> {
  await tx.insertInto('help_word').values({ id: word.id, matter, kind: word.kind, organisation: word.organisation, organisation_name: word.organisationName, person: word.person, person_name: word.name, says: word.says, at: word.at }).execute()
}

// ── a support unit's own notes ──

/** Of the viewer's organisation, oldest first; of one matter or of all. */
export async function workingNotes(tx: Viewed, matter?: string): Promise<WorkingNote[]> {
  const rows = await tx.selectFrom('working_note').select(workingNoteColumns).$if(matter !== undefined, query => query.where('matter', '=', matter!)).orderBy('at').orderBy('id').execute()
  return rows.map(row => ({ id: row.id, matter: row.matter, fromName: row.from_name, name: row.person_name, says: row.says, step: row.step, due: row.due, at: row.at, done: row.done_at === null ? null : { at: row.done_at, byName: row.done_by_name ?? '' } }))
}

export async function addWorkingNote(tx: Viewed, note: { id: string; organisation: OrganisationId; matter: string; fromName: string; person: PersonId; name: string; says: string; step: string | null; due: Day | null; at: Date }): Promise<void> {
  await tx.insertInto('working_note').values({ id: note.id, organisation: note.organisation, matter: note.matter, from_name: note.fromName, person: note.person, person_name: note.name, says: note.says, step: note.step, due: note.due, at: note.at, done_at: null, done_by_name: null }).execute()
}

/** Marks the next step of a note as done; true when it was not. */
export async function workingStepDone(tx: Viewed, id: string, byName: string, at: Date): Promise<boolean> {
  const { numUpdatedRows } = await tx.updateTable('working_note').set({ done_at: at, done_by_name: byName }).where('id', '=', id).where('step', 'is not', null).where('done_at', 'is', null).executeTakeFirst()
  return numUpdatedRows > 0n
}

export async function removeWorkingNote(tx: Viewed, id: string): Promise<boolean> {
  return (await tx.deleteFrom('working_note').where('id', '=', id).executeTakeFirst()).numDeletedRows > 0n
}

// ── cases ──

/** The viewer's own room's cases, with their steps. */
export async function casesOfRoom(tx: Viewed, looker: Looker): Promise<{ head: ItemHead; about: CaseHeld; steps: CaseStep[] }[]> {
  const heads = await itemsOfRoom(tx, looker, 'case'), ids = heads.map(head => head.id)
  if (heads.length === 0) return []
  const about = new Map((await tx.selectFrom('commissioner_case').select(caseColumns).where('item', '=', anyOf(ids)).execute()).map(row => [row.item, caseOf(row)]))
  const steps = Map.groupBy(await stepsOf(tx, ids), step => step.item)
  return heads.map(head => ({ head, about: about.get(head.id)!, steps: steps.get(head.id) ?? [] }))
}

/** What a case says; called only inside `openItem`, or for the viewer's own room. */
export async function caseHeld(tx: Viewed, item: string): Promise<CaseHeld> {
  return caseOf(await tx.selectFrom('commissioner_case').select(caseColumns).where('item', '=', item).executeTakeFirstOrThrow())
}

/** What cases say, by item; called only as `caseHeld` is. */
export async function casesBy(tx: Viewed, items: readonly string[]): Promise<Map<string, CaseHeld>> {
  if (items.length === 0) return new Map()
  return new Map((await tx.selectFrom('commissioner_case').select(caseColumns).where('item', '=', anyOf(items)).execute()).map(row => [row.item, caseOf(row)]))
}

export async function stepsOf(tx: Viewed, items: readonly string[]): Promise<CaseStep[]> {
  if (items.length === 0) return []
  const rows = await tx.selectFrom('case_step').select(stepColumns).where('item', '=', anyOf(items)).orderBy('at').orderBy('id').execute()
  return rows.map(row => ({ id: row.id, item: row.item, says: row.says, due: row.due, name: row.person_name, at: row.at, done: row.done_at === null ? null : { at: row.done_at, byName: row.done_by_name ?? '' } }))
}

export async function addCase(tx: Viewed, item: string, { about, reason }: Case): Promise<void> {
  await tx.insertInto('commissioner_case').values({ item, about_code: about.code, about_name: about.name, reason, closed_on: null, closed_by_name: null, outcome: null }).execute()
}

export async function addStep(tx: Viewed, step: { id: string; item: string; says: string; due: Day | null; person: PersonId; name: string; at: Date }): Promise<void> {
  await tx.insertInto('case_step').values({ id: step.id, item: step.item, says: step.says, due: step.due, person: step.person, person_name: step.name, at: step.at, done_at: null, done_by_name: null }).execute()
}

export async function caseStepDone(tx: Viewed, item: string, id: string, byName: string, at: Date): Promise<boolean> {
  const { numUpdatedRows } = await tx.updateTable('case_step').set({ done_at: at, done_by_name: byName }).where('id', '=', id).where('item', '=', item).where('done_at', 'is', null).executeTakeFirst()
  return numUpdatedRows > 0n
}

/** Closes a case; true when it was open. */
export async function endCase(tx: Viewed, item: string, on: Day, byName: string, outcome: string): Promise<boolean> {
  const { numUpdatedRows } = await tx.updateTable('commissioner_case').set({ closed_on: on, closed_by_name: byName, outcome }).where('item', '=', item).where('closed_on', 'is', null).executeTakeFirst()
  return numUpdatedRows > 0n
}

function helpOf(row: Selectable<HelpRequestTable>): Help & HelpFacts {
  return { title: row.title, body: row.body, wantedBy: row.wanted_by, level: row.level, toCode: row.to_code, toName: row.to_name, isConfirmed: row.is_confirmed }
}

function caseOf(row: { about_code: string; about_name: string; reason: string; closed_on: Day | null; closed_by_name: string | null; outcome: string | null }): CaseHeld {
  return { about: { code: row.about_code, name: row.about_name }, reason: row.reason, closed: row.closed_on === null ? null : { on: row.closed_on, byName: row.closed_by_name ?? '', outcome: row.outcome ?? '' } }
}
