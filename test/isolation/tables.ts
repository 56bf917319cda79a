import { addressOf, answers, rolesOf, type RoleKind } from '#domain/organisations/organisation.ts'
import { codeOf } from '#domain/organisations/invitation.ts'
import { mayChange, mayKnowLooking, mayKnowShare, type KeptAs } from '#domain/visibility.ts'
import { sketchFrom } from '#domain/partners/sketch-edit.ts'
import { isRefusal } from '#domain/words.ts'
import { keptOf as keptOfKey, keptOfCode, lookKeyOf } from '#records/link-keys.ts'
import { penmarshEdition } from '../town/penmarsh.ts'
import { planByHand } from '../town/sketches.ts'
import type { Chance } from './chance.ts'
import { chanceOf } from './chance.ts'
import { classFor, isCurrent, itemOf, keptOf, type Asker, type Row, type Rows, type TableName, type World } from './world.ts'

/**
 * Every table of ours: whom its rows are for, who may change, take away and add them, and what random rows of it look like. A table that is not here does not
 * compile, and one that only the database knows fails `npm test`. The rules are the slow ones, over the rows of a world; the policies of the database are held
 * against them, viewer by viewer and row by row.
 */
export interface DeclaredTable<T extends TableName> {
  /** Whom its rows are for, in a line. */
  for: string
  /** What tells its rows apart. */
  key: (keyof Row<T> & string)[]
  /** Columns that hold no words of anybody's own: choices, codes, days. Every other column of text gets a word of its own in each row. */
  plain: (keyof Row<T> & string)[]
  /** Random rows of it, over those of the tables before. */
  make(world: World, chance: Chance): Row<T>[]
  sees: Rule<T>
  /** @param next the row as it would be; without, as it is */
  changes(row: Row<T>, asker: Asker, world: World, next?: Row<T>): boolean
  removes: Rule<T>
  adds: Rule<T>
  /** The same row under a key nothing has, to be added again; where the key is not simply its id. */
  again?(row: Row<T>, chance: Chance): Row<T>
  /** Set for what an item says: the kind of the items. */
  saysOf?: string
}
type Rule<T extends TableName> = (row: Row<T>, asker: Asker, world: World) => boolean

const is = ({ viewer }: Asker, ...kinds: Asker['viewer']['as'][]): boolean => kinds.includes(viewer.as)
const nobody = () => false
const everybody = () => true
const personOf = ({ viewer }: Asker): string | null => ('person' in viewer ? viewer.person ?? null : null)
const hasKey = ({ viewer }: Asker, key: Buffer): boolean => 'key' in viewer && viewer.key !== undefined && viewer.key.equals(key)
/** In the room it speaks for, with a role held today. */
const isIn = ({ viewer, looker }: Asker, organisation: string): boolean => viewer.as === 'capacity' && looker.organisation === organisation && looker.roles.length > 0
const answersFor = (asker: Asker, organisation: string): boolean => isIn(asker, organisation) && answers(asker.looker.roles)
const isAnswering = ({ viewer, looker }: Asker): boolean => viewer.as === 'capacity' && answers(looker.roles)

const at = new Date('2026-02-01T09:00:00.000Z')
const today = '2026-02-03', past = ['2026-01-01', '2026-02-02'], days = [...past, today, '2026-02-04', '2026-12-31']
const day = (chance: Chance): string => (chance.is(0.7) ? chance.pick([today, '2026-02-04', '2026-12-31']) : chance.pick(past))
const term = (chance: Chance): { from_on: string; to_on: string | null } => {
  const from_on = chance.is(0.85) ? chance.pick([...past, today]) : chance.pick(days), to_on = chance.is(0.65) ? null : chance.pick(days)
  return { from_on, to_on: to_on !== null && to_on < from_on ? from_on : to_on }
}

/** Tables that say what an item says. */
type ContentTable = Exclude<{ [T in TableName]: Row<T> extends { item: string } ? T : never }[TableName], 'share' | 'looking'>

/** What an item says: shown to whoever the item is shown to, written by whoever may change it, gone with it. */
function says<T extends ContentTable>(kind: string, what: string, fill: (item: Row<'item'>, chance: Chance) => Row<T>[], plain: (keyof Row<T> & string)[] = []): DeclaredTable<T> {
  const of = (row: unknown, world: World) => itemOf(world, (row as { item: string }).item)
  const mayWrite: Rule<T> = (row, asker, world) => { const item = of(row, world); return item !== undefined && mayChangeItem(item, asker, world) }
  return {
    for: what, key: ['item' as keyof Row<T> & string], plain: ['item' as keyof Row<T> & string, ...plain], saysOf: kind,
    make: (world, chance) => world.rows.item.filter(item => item.kind === kind).flatMap(item => fill(item, chance)),
    sees: (row, asker, world) => { const item = of(row, world); return item !== undefined && classFor(world, asker, item) !== null },
    changes: mayWrite, adds: mayWrite, removes: nobody,
  }
}

const mayChangeItem = (item: Row<'item'>, asker: Asker, world: World): boolean => isIn(asker, item.organisation) && mayChange(asker.looker, keptOf(world, item))

/** Kinds of items and where each says what it says. A kind of item that is not here is in no world, and its table fails to compile until it is. */
const contents = {
  note: says<'note'>('note', 'whoever the item is for', (item, chance) => [{ item: item.id, title: chance.word(), body: `${chance.word()}\n\n${chance.word()}` }]),
}
export const itemKinds: readonly string[] = Object.values(contents).map(each => each.saysOf!)

export const tables: { [T in TableName]: DeclaredTable<T> } = {
  release: {
    for: 'anyone: published figures', key: ['id'], plain: ['data_set', 'world', 'vintage', 'checksum', 'as_at'],
    make: (_, chance) => [{ id: chance.word(), data_set: 'list-size', world: 'invented', vintage: null, publisher: chance.word(), licence: chance.word(), as_at: '2026-01-01', checksum: chance.bytes(32).toString('hex'), file_name: chance.word(), rows_read: 3, rows_refused: 0, unknown_codes: [{ code: chance.word(), rows: 1 }], imported_at: at, parquet: chance.word() }],
    sees: everybody, changes: everybody, removes: everybody, adds: everybody,
    again: (row, chance) => ({ ...row, id: chance.word(), parquet: chance.word(), checksum: chance.bytes(32).toString('hex') }),
  },
  person: {
    for: 'that person', key: ['id'], plain: [],
    make: ({ people }, chance) => people.map(id => ({ id, name: chance.word(), made_at: at })),
    ...own<'person'>((row, asker) => is(asker, 'person', 'capacity', 'key') && personOf(asker) === row.id),
    again: (row, chance) => ({ ...row, id: chance.word() }),
  },
  organisation: {
    for: 'who is or was in it, who founded it, groups: their members; confirmed support units and commissioners: anyone; that there is one: whoever runs the server', key: ['id'], plain: ['kind', 'code', 'world', 'founded_by', 'ended_on'],
    make: organisations,
    sees: (row, asker, world) => is(asker, 'host') || (is(asker, 'anyone', 'person', 'capacity', 'key') && ['support', 'commissioner'].includes(row.kind) && row.confirmed_at !== null)
      || isIn(asker, row.id) || asker.looker.memberOf.includes(row.id) || asker.looker.observes.includes(row.id)
      || (is(asker, 'person', 'key') && world.rows.role.some(role => role.organisation === row.id && role.person === personOf(asker)))
      || (is(asker, 'person', 'key', 'capacity') && row.founded_by !== null && row.founded_by === personOf(asker)),
    changes: (row, asker) => answersFor(asker, row.id),
    removes: (row, asker) => answersFor(asker, row.id),
    adds: (row, asker) => (is(asker, 'host') && ['support', 'commissioner', 'provider'].includes(row.kind))
      || ((is(asker, 'person', 'key') || isAnswering(asker)) && row.founded_by !== null && row.founded_by === personOf(asker) && (row.confirmed_at === null || ['group', 'provider'].includes(row.kind))),
    again: (row, chance) => ({ ...row, id: chance.uuid(), code: chance.word() }),
  },
  role: {
    for: 'that person, and everybody in the organisation', key: ['id'], plain: ['person', 'kind', 'given_by', 'ended_by', 'from_on', 'to_on'],
    make: roles,
    sees: (row, asker) => (is(asker, 'person', 'capacity', 'key') && row.person === personOf(asker)) || isIn(asker, row.organisation),
    changes: (row, asker) => (isIn(asker, row.organisation) && (answersFor(asker, row.organisation) || row.person === personOf(asker))) || (is(asker, 'person') && row.person === personOf(asker)),
    removes: nobody,
    adds: (row, asker, world) => row.person === personOf(asker) && ((is(asker, 'person', 'key', 'capacity') && world.rows.organisation.some(each => each.id === row.organisation && each.founded_by === row.person) && !world.rows.role.some(other => other.organisation === row.organisation))
      || (is(asker, 'key') && world.rows.invitation.some(each => hasKey(asker, each.key) && each.organisation === row.organisation && each.purpose === 'role' && each.role_kind === row.kind))),
  },
  membership: {
    for: 'the member and everybody in the group', key: ['id'], plain: ['joined_as', 'made_by', 'from_on', 'to_on'],
    make: memberships,
    sees: (row, asker) => isIn(asker, row.member) || isIn(asker, row.group_id) || asker.looker.memberOf.includes(row.group_id) || asker.looker.observes.includes(row.group_id),
    changes: (row, asker) => answersFor(asker, row.member) || answersFor(asker, row.group_id),
    removes: nobody,
    adds: (row, asker, world) => answersFor(asker, row.member) && (world.rows.organisation.some(each => each.id === row.group_id && each.founded_by !== null && each.founded_by === personOf(asker))
      || world.rows.invitation.some(each => tables.invitation.sees(each, asker, world) && each.organisation === row.group_id && each.purpose === 'group' && each.joined_as === row.joined_as)),
  },
  invitation: {
    for: 'who answers for whoever sent it (of a group’s own also its members), and whoever shows its code', key: ['id'], plain: ['purpose', 'role_kind', 'for_code', 'joined_as', 'made_by', 'taken_by', 'until'],
    make: invitations,
    sees: (row, asker) => answersFor(asker, row.organisation) || (isAnswering(asker) && row.purpose === 'group' && asker.looker.memberOf.includes(row.organisation)) || (is(asker, 'key', 'capacity') && hasKey(asker, row.key)),
    changes: (row, asker) => answersFor(asker, row.organisation) || (is(asker, 'key', 'capacity') && hasKey(asker, row.key)),
    removes: nobody,
    adds: (row, asker) => is(asker, 'host') || answersFor(asker, row.organisation) || (isAnswering(asker) && row.purpose === 'group' && asker.looker.memberOf.includes(row.organisation)),
    again: (row, chance) => ({ ...row, id: chance.uuid(), key: chance.bytes(32) }),
  },
  item: {
    for: 'as it is kept, and whom it is shown to by name: src/domain/visibility.ts', key: ['id'], plain: ['kind', 'author', 'kept_as', 'entered_by'],
    make: items,
    sees: (row, asker, world) => classFor(world, asker, row) !== null,
    // Nothing is said to a group one is not in, or not any more: first it is kept for somebody else.
    changes: (row, asker, world, next = row) => mayChangeItem(row, asker, world) && (next.group_id === null || next.group_id === row.organisation || asker.looker.memberOf.includes(next.group_id)),
    removes: (row, asker, world) => mayChangeItem(row, asker, world) || (is(asker, 'person') && row.author === personOf(asker) && row.kept_as === 'only-you'),
    adds: (row, asker) => isIn(asker, row.organisation) && (answers(asker.looker.roles) || row.kept_as === 'only-you')
      && (row.author === personOf(asker) || (answers(asker.looker.roles) && row.entered_by === personOf(asker) && row.confirmed_at === null && row.confirm_by !== null))
      && (row.group_id === null || row.group_id === row.organisation || asker.looker.memberOf.includes(row.group_id)),
  },
  ...contents,
  share: {
    for: 'whom it names while it is open; who may show the item, and who made it', key: ['id'], plain: ['owner_person', 'to_code', 'to_person', 'made_by', 'stopped_by', 'until'],
    make: shares,
    sees: (row, asker) => is(asker, 'person', 'capacity') && mayKnowShare(asker.looker, { toCode: row.to_code, toPerson: row.to_person, until: row.until, isStopped: row.stopped_at !== null, owner: row.owner, ownerPerson: row.owner_person, madeBy: row.made_by }),
    changes: isOwnShare,
    removes: nobody,
    adds: (row, asker, world) => {
      const item = itemOf(world, row.item)
      return item !== undefined && isIn(asker, row.owner) && row.made_by === personOf(asker) && item.organisation === row.owner && (item.author === personOf(asker) || (answers(asker.looker.roles) && item.kept_as !== 'only-you'))
        && row.owner_person === (item.kept_as === 'only-you' ? item.author : null)
    },
  },
  looking: {
    for: 'who answers for the owner; of what is one person’s only, that person', key: ['id'], plain: ['item_kind', 'owner_person', 'looker', 'seen_as', 'form'],
    make: lookings,
    sees: (row, asker) => mayKnowLooking(asker.looker, { owner: row.owner, ownerPerson: row.owner_person }),
    changes: nobody, removes: nobody,
    // A reading is of something its reader sees, and in its owner's log.
    adds: (row, asker, world) => {
      const item = itemOf(world, row.item)
      return item !== undefined && item.organisation === row.owner && classFor(world, asker, item) !== null && isIn(asker, row.looker_organisation) && row.looker === personOf(asker) && row.owner !== row.looker_organisation
    },
    again: (row, chance) => ({ ...row, id: 200_000 + chance.whole(100_000) }),
  },
  sketch: {
    for: 'whoever shows the key of its private link', key: ['id'], plain: [],
    make: (world, chance) => [1, 2].map(sketch => {
      const privateKey = chance.bytes(18).toString('base64url')
      world.links.push({ sketch, privateKey, looks: [] })
      return { id: sketch, private_key: keptOfKey('private', privateKey)!, made_at: at, touched_at: at, at_version: 2 }
    }),
    // The caretaker finds sketches nobody touched, and reads no content.
    sees: (row, asker) => is(asker, 'caretaker') || (is(asker, 'key') && hasKey(asker, row.private_key)),
    changes: (row, asker) => is(asker, 'key') && hasKey(asker, row.private_key),
    removes: (row, asker) => is(asker, 'caretaker') || (is(asker, 'key') && hasKey(asker, row.private_key)),
    adds: (row, asker) => is(asker, 'key') && hasKey(asker, row.private_key),
    again: (row, chance) => ({ ...row, id: 200_000 + chance.whole(100_000), private_key: chance.bytes(32) }),
  },
  sketch_version: {
    for: 'whoever shows the key of the sketch, or of a link to that version', key: ['sketch', 'number'], plain: ['figures'],
    make: sketchVersions,
    sees: (row, asker, world) => opensSketch(row.sketch, asker, world) || world.rows.sketch_share.some(share => share.sketch === row.sketch && share.version === row.number && looksBy(share, asker, world)),
    ...writtenByKey<'sketch_version'>(),
    again: (row, chance) => ({ ...row, number: 1_000 + chance.whole(100_000) }),
  },
  sketch_share: {
    for: 'whoever shows the key of the sketch, or its own while it is open', key: ['sketch', 'number'], plain: ['until'],
    make: sketchShares,
    sees: (row, asker, world) => opensSketch(row.sketch, asker, world) || looksBy(row, asker, world),
    ...writtenByKey<'sketch_share'>(),
    again: (row, chance) => ({ ...row, number: 1_000 + chance.whole(100_000), look_key: chance.bytes(32) }),
  },
  letter: {
    for: 'the postman while it waits; the caretaker once it is empty', key: ['id'], plain: ['kind', 'ended'],
    make: (_, chance) => [false, true, false].map((is_key, i) => {
      const isEnded = i === 2
      return { id: chance.uuid(), kind: is_key ? 'invitation' : 'shared', is_key, address: isEnded ? null : `${chance.word()}@${chance.word()}.example`, content: isEnded ? null : { before: [chance.word()], path: `/${chance.word()}`, after: [chance.word()] }, queued_at: at, until: new Date('2026-02-09T09:00:00Z'), tries: 0, next_try_at: at, ended: isEnded ? 'sent' : null, ended_at: isEnded ? at : null }
    }),
    sees: (row, asker) => is(asker, 'postman') || (is(asker, 'caretaker') && row.ended !== null),
    changes: (_, asker) => is(asker, 'postman'),
    removes: (row, asker) => is(asker, 'caretaker') && row.ended !== null,
    adds: (row, asker) => is(asker, 'doorkeeper', 'person', 'capacity', 'caretaker') && row.ended === null && row.tries === 0,
  },
}

/** In the order in which rows can be put down. */
export const tableNames = Object.keys(tables) as TableName[]

/** Tables without row-level security, and why that tells nobody anything. */
export const unguarded: Record<string, string> = {
  kysely_migration: 'Which migrations have run: names of this house’s own files. Read before anybody is named, when a server starts.',
  kysely_migration_lock: 'One row that says whether a migration is running.',
}

/** Schemas whose tables are not ours, and why. */
export const notOurs: Record<string, string> = {
  boss: 'The queue of jobs (pg-boss makes its own tables): a job carries a key and nothing else.',
}

/** A random world of a seed, as rows. */
export function makeWorld(seed: number): World {
  const chance = chanceOf(seed)
  const world: World = { seed, today, now: new Date(`${today}T09:00:00Z`), people: Array.from({ length: 6 }, () => chance.word()), rows: Object.fromEntries(tableNames.map(name => [name, []])) as unknown as Rows, codes: new Map(), links: [] }
  for (const name of tableNames) (world.rows as Record<string, unknown>)[name] = tables[name].make(world, chance)
  return world
}

// ── rules that several share ──

function own<T extends TableName>(rule: Rule<T>): { sees: Rule<T>; changes: Rule<T>; removes: Rule<T>; adds: Rule<T> } {
  return { sees: rule, changes: rule, removes: rule, adds: rule }
}

function isOwnShare(row: Row<'share'>, asker: Asker): boolean {
  return isIn(asker, row.owner) && (row.owner_person === null ? answers(asker.looker.roles) || row.made_by === personOf(asker) : row.owner_person === personOf(asker))
}

const opensSketch = (sketch: number, asker: Asker, world: World): boolean => is(asker, 'key') && world.rows.sketch.some(each => each.id === sketch && hasKey(asker, each.private_key))

function looksBy(share: Row<'sketch_share'>, asker: Asker, { today: on }: World): boolean {
  return is(asker, 'key') && hasKey(asker, share.look_key) && share.stopped_at === null && share.until >= on
}

function writtenByKey<T extends 'sketch_version' | 'sketch_share'>(): { changes: Rule<T>; removes: Rule<T>; adds: Rule<T> } {
  const rule: Rule<T> = (row, asker, world) => opensSketch((row as { sketch: number }).sketch, asker, world)
  return { changes: rule, removes: rule, adds: rule }
}

// ── random rows ──

const shape = ['practice', 'practice', 'practice', 'group', 'group', 'support', 'commissioner'] as const

function organisations({ people }: World, chance: Chance): Row<'organisation'>[] {
  const made = shape.map((kind, i): Row<'organisation'> => {
    const isTwin = i === 2 && chance.is(0.4), hasEnded = chance.is(0.08), id = chance.uuid(), confirmed = !isTwin && (kind === 'group' || chance.is(0.8))
    return {
      id, kind, code: kind === 'practice' ? `ZP000${isTwin ? 1 : i + 1}` : kind === 'group' ? id : chance.word(), name: chance.word(), word: kind === 'group' ? chance.word() : null, world: 'invented',
      founded_by: kind === 'practice' || kind === 'group' ? chance.pick(people) : null, made_at: at, confirmed_at: confirmed ? at : null, ended_on: hasEnded ? '2026-01-31' : null, ended: hasEnded ? chance.word() : null,
    }
  })
  return made
}

function roles({ people, rows }: World, chance: Chance): Row<'role'>[] {
  // The last of the people holds no role anywhere.
  const holders = people.slice(0, -1)
  const role = (organisation: Row<'organisation'>, person: string, kind: RoleKind, { from_on, to_on }: { from_on: string; to_on: string | null }): Row<'role'> => ({ id: chance.uuid(), person, person_name: chance.word(), organisation: organisation.id, kind, from_on, to_on, given_by: chance.pick(holders), made_at: at, ended_by: to_on === null ? null : chance.pick(holders) })
  return rows.organisation.flatMap(organisation => {
    const kinds = rolesOf[organisation.kind], answering = kinds.filter(kind => answers([kind]))
    // Whoever founded it was in it once; most have somebody who answers for them today.
    const founder = organisation.founded_by === null ? [] : [role(organisation, organisation.founded_by, chance.pick(answering), chance.is(0.6) ? { from_on: '2026-01-01', to_on: null } : term(chance))]
    const sure = chance.is(0.9) ? [role(organisation, chance.pick(holders), chance.pick(answering), { from_on: '2026-01-01', to_on: null })] : []
    return [...founder, ...sure, ...Array.from({ length: 1 + chance.whole(3) }, () => role(organisation, chance.pick(holders), chance.pick(kinds), term(chance)))]
  })
}

function memberships({ people, rows: { organisation } }: World, chance: Chance): Row<'membership'>[] {
  const groups = organisation.filter(each => each.kind === 'group'), others = organisation.filter(each => each.kind !== 'group')
  return groups.flatMap(group => others.filter(() => chance.is(0.6)).map(member => ({ id: chance.uuid(), group_id: group.id, member: member.id, member_name: chance.word(), joined_as: chance.is(0.7) ? 'member' : 'observer', ...term(chance), made_by: chance.pick(people), made_at: at })))
}

function invitations({ people, codes, rows: { organisation: all, role } }: World, chance: Chance): Row<'invitation'>[] {
  return all.flatMap(organisation => {
    const purposes: Row<'invitation'>['purpose'][] = organisation.kind === 'support' ? ['role', ...all.filter(each => each.kind === 'practice').map(() => 'room' as const)] : organisation.kind === 'group' ? ['role', 'group', 'group'] : ['role', 'role']
    return purposes.map((purpose, i): Row<'invitation'> => {
      const id = chance.uuid(), code = codeOf(chance.bytes(16)), state = chance.whole(6)
      codes.set(id, code)
      return {
        id, organisation: organisation.id, organisation_name: chance.word(), purpose, role_kind: purpose === 'role' ? chance.pick(rolesOf[organisation.kind]) : null, for_code: purpose === 'room' ? all.filter(each => each.kind === 'practice')[i - 1]!.code : null, for_name: chance.word(),
        joined_as: purpose === 'group' ? chance.pick(['member', 'observer'] as const) : null, key: keptOfCode(code)!, email: purpose === 'role' ? `${chance.word()}@example.invalid` : null, made_by: role.find(each => each.organisation === organisation.id)?.person ?? chance.pick(people), made_by_name: chance.word(), made_at: at,
        until: state === 0 ? '2026-02-02' : '2026-03-01', withdrawn_at: state === 1 ? at : null, taken_at: state === 2 ? at : null, taken_by: state === 2 ? chance.pick(people) : null, taken_for: state === 2 ? chance.pick(all).id : null,
      }
    })
  })
}

function items(world: World, chance: Chance): Row<'item'>[] {
  const { people, rows: { organisation, role, membership } } = world, groups = organisation.filter(each => each.kind === 'group')
  const weighted = [...organisation, ...organisation.filter(each => each.kind === 'practice')]
  return Array.from({ length: 14 }, (_, i): Row<'item'> => {
    const room = chance.pick(weighted), here = role.filter(each => each.organisation === room.id).map(each => each.person), author = here.length > 0 && chance.is(0.85) ? chance.pick(here) : chance.pick(people)
    // Each class often enough, and each kind.
    const keptAs = (['only-you', 'your-partners', 'this-group', 'your-partners', 'anyone', 'this-group', 'only-you'] as KeptAs[])[i % 7]!
    const ofOurs = membership.filter(each => each.member === room.id).map(each => each.group_id), group = room.kind === 'group' && chance.is(0.5) ? room.id : ofOurs.length > 0 && chance.is(0.85) ? chance.pick(ofOurs) : chance.pick(groups).id
    const isEntered = chance.is(0.25), minute = new Date(at.getTime() + i * 60_000)
    return {
      id: chance.uuid(), organisation: room.id, kind: itemKinds[i % itemKinds.length]!, organisation_name: chance.word(), author, author_name: chance.word(), kept_as: keptAs, group_id: keptAs === 'this-group' ? group : null, is_commercial: keptAs === 'this-group' && chance.is(0.4),
      entered_by: isEntered ? chance.pick(here.length > 0 ? here : people) : null, entered_by_name: isEntered ? chance.word() : null, confirm_by: isEntered ? new Date(chance.is(0.6) ? '2026-02-04T09:00:00Z' : '2026-02-02T09:00:00Z') : null, confirmed_at: isEntered && chance.is(0.4) ? at : null,
      made_at: at, changed_at: minute, version: 1 + chance.whole(3),
    }
  })
}

function shares(world: World, chance: Chance): Row<'share'>[] {
  const { people, rows: { organisation, role, item } } = world
  return item.flatMap(each => Array.from({ length: chance.whole(4) }, (): Row<'share'> => {
    const here = role.filter(one => one.organisation === each.organisation && isCurrent(world, one)), isColleague = here.length > 0 && chance.is(0.3), to = chance.pick(organisation), isStopped = chance.is(0.2)
    const madeBy = each.kept_as === 'only-you' || here.length === 0 ? each.author : chance.pick(here).person
    return {
      id: chance.uuid(), item: each.id, owner: each.organisation, owner_person: each.kept_as === 'only-you' ? each.author : null, to_code: isColleague ? each.organisation : chance.is(0.1) ? to.id : chance.is(0.1) ? 'practice:ZP0011' : addressOf(to), to_name: chance.word(), to_person: isColleague ? chance.pick(here).person : chance.is(0.1) ? chance.pick(people) : null,
      made_by: madeBy, made_by_name: chance.word(), made_at: at, until: day(chance), stopped_at: isStopped ? at : null, stopped_by: isStopped ? madeBy : null,
    }
  }))
}

function lookings({ rows: { item, organisation, role } }: World, chance: Chance): Row<'looking'>[] {
  return item.flatMap(each => Array.from({ length: chance.whole(3) }, () => each)).map((each, i): Row<'looking'> => {
    const by = chance.pick(organisation.filter(one => one.id !== each.organisation))
    return { id: i + 1, item: each.id, item_kind: each.kind, owner: each.organisation, owner_person: each.kept_as === 'only-you' ? each.author : null, looker: chance.pick(role).person, looker_name: chance.word(), looker_organisation: by.id, looker_organisation_name: chance.word(), seen_as: chance.pick(['named', 'this-group'] as const), form: 'page', at: new Date(at.getTime() + i * 1_000) }
  })
}

function sketchVersions({ rows: { sketch } }: World, chance: Chance): Row<'sketch_version'>[] {
  const edition = penmarshEdition(), plan = planByHand(edition, { edition: edition.name, area: 'england', kind: 'journeys', size: { min: 20_000, max: 60_000 } }, [['ZP0001', 'ZP0002', 'ZP0003'], ['ZP0004', 'ZP0005', 'ZP0006']], 'score')
  if (isRefusal(plan)) throw new Error(plan.why)
  const begun = sketchFrom(plan, null)
  return sketch.flatMap(({ id }) => [1, 2].map((number): Row<'sketch_version'> => ({
    sketch: id, number, parent: number === 1 ? null : number - 1, at, did: chance.word(), figures: 'list-size-1',
    content: { ...begun, purposes: [{ key: 'p1', what: chance.word(), level: 'group', few: [], needs: { patients: 10_000, source: chance.word() }, sites: ['ZP0001'] }], steps: begun.steps.map(step => ({ ...step, name: chance.word(), larger: [{ id: 'l1', name: chance.word(), groups: ['A', 'B'] }] })), hospitals: { ZP0001: { acute: chance.word(), community: chance.word() } }, hospitalsOn: today },
  })))
}

function sketchShares({ links }: World, chance: Chance): Row<'sketch_share'>[] {
  return links.flatMap(link => [1, 2, 3].map((number): Row<'sketch_share'> => {
    const key = lookKeyOf(link.privateKey, number)
    link.looks.push({ number, key })
    return { sketch: link.sketch, number, look_key: keptOfKey('look', key)!, version: number === 1 ? 1 : 2, author: chance.word(), made_at: at, until: number === 2 ? '2026-02-02' : '2026-03-01', stopped_at: number === 3 ? at : null }
  }))
}

/** A table whose name is only known when it is asked about. */
export interface AnyTable {
  for: string
  key: string[]
  plain: string[]
  sees: AnyRule
  changes(row: AnyRow, asker: Asker, world: World, next?: AnyRow): boolean
  removes: AnyRule
  adds: AnyRule
  again?(row: AnyRow, chance: Chance): AnyRow
  saysOf?: string
}
export type AnyRow = Record<string, unknown>
type AnyRule = (row: AnyRow, asker: Asker, world: World) => boolean

export const tableNamed = (table: TableName): AnyTable => tables[table] as unknown as AnyTable
export const rowsOf = (world: World, table: TableName): AnyRow[] => world.rows[table] as unknown as AnyRow[]
