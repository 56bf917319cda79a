import { othersWhoMaySay, maySay } from '#domain/organisations/leaving.ts'
import { addressOf, answers } from '#domain/organisations/organisation.ts'
import { mayChange, mayKnowLooking, mayKnowOwnReading, mayKnowShare, seesAs } from '#domain/visibility.ts'
import type { Schema } from '#records/schema.ts'
import { accountTables } from './accounts.ts'
import { chanceOf, type Chance } from './chance.ts'
import * as random from './random-rows.ts'
import { classFor, hasEnded, isCurrent, itemOf, keptOf, type AnyRow, type AnyTable, type Asker, type Row, type Rows, type TableName, type World } from './world.ts'

/**
 * Every table of ours: whom its rows are for, who may change, take away and add them, and what random rows of it look like. A table that is not here does not
 * compile, and one that only the database knows fails `npm test`. The rules are the slow ones, over the rows of a world; the policies of the database are held
 * against them, viewer by viewer and row by row.
 */
export interface DeclaredTable<T extends keyof Schema> {
  /** Whom its rows are for, in a line. */
  for: string
  /** What tells its rows apart. */
  key: (keyof Row<T> & string)[]
  /** Columns that hold no words of anybody's own: choices, codes, days, ids of people. Every other column of text gets a word of its own in each row. */
  plain: (keyof Row<T> & string)[]
  /** Random rows of it, over those of the tables before. */
  make(world: World, chance: Chance): Row<T>[]
  sees: Rule<T>
  /** @param next the row as it would be; without, as it is */
  changes(row: Row<T>, asker: Asker, world: World, next?: Row<T>): boolean
  removes: Rule<T>
  adds: Rule<T>
  /** The same row under a key nothing has, to be added again; null where that cannot be. Without, its id is changed. */
  again?: ((row: Row<T>, chance: Chance) => Row<T> | null) | null
  /** Set for what an item says: the kind of the items. */
  says?: string
}
type Rule<T extends keyof Schema> = (row: Row<T>, asker: Asker, world: World) => boolean

const is = ({ viewer }: Asker, ...kinds: Asker['viewer']['as'][]): boolean => kinds.includes(viewer.as)
const nobody = () => false
const everybody = () => true
const personOf = ({ viewer }: Asker): string | null => ('person' in viewer ? viewer.person ?? null : null)
const dayOf = ({ viewer }: Asker): string | null => ('on' in viewer ? viewer.on ?? null : null)
const hasKey = ({ viewer }: Asker, key: Buffer): boolean => 'key' in viewer && viewer.key !== undefined && viewer.key.equals(key)
/** In the room it speaks for, with a role held today. */
const isIn = ({ viewer, looker }: Asker, organisation: string): boolean => viewer.as === 'capacity' && looker.organisation === organisation && looker.roles.length > 0
const answersFor = (asker: Asker, organisation: string): boolean => isIn(asker, organisation) && answers(asker.looker.roles)
const isAnswering = ({ viewer, looker }: Asker): boolean => viewer.as === 'capacity' && answers(looker.roles)
const isOneself = (asker: Asker, { person, organisation }: { person: string; organisation: string }): boolean => person === personOf(asker) && isIn(asker, organisation)
const roomOf = ({ rows }: World, id: string) => rows.organisation.find(each => each.id === id)
/** Somebody in a capacity writes only while their room goes on. */
const goesOn = ({ viewer, looker }: Asker, world: World): boolean => { const room = viewer.as === 'capacity' && looker.roles.length > 0 ? roomOf(world, viewer.organisation) : undefined; return room === undefined || !hasEnded(room, world.today) }
/** The caretaker on its day, with a room named that is due to go. */
const isGoing = ({ viewer }: Asker, organisation: string, { rows, today }: World): boolean => viewer.as === 'caretaker' && 'organisation' in viewer && viewer.organisation === organisation && viewer.on === today
  && rows.leaving.some(each => each.organisation === organisation && each.stopped_at === null && each.done_at === null && each.due_on <= today)

/** The postman of a room that a waiting notice is for: by its id, or by its code once somebody has confirmed it. */
const isNoticed = (room: Row<'organisation'>, asker: Asker, { rows }: World): boolean => is(asker, 'postman') && rows.notice.some(each => isAt(room, each.to_code))
const isAt = (room: Row<'organisation'>, code: string): boolean => code === room.id || (room.confirmed_at !== null && code === addressOf(room))
/** The same of the one notice it has in hand, while the room goes on. */
const isInHand = (room: Row<'organisation'> | undefined, { viewer }: Asker, world: World): boolean => room !== undefined && 'notice' in viewer && !hasEnded(room, world.today) && world.rows.notice.some(each => each.id === viewer.notice && isAt(room, each.to_code))

// ── items and what they say ──

/** Tables that say what an item says. */
type ContentTable = 'note' | 'help_request' | 'commissioner_case' | 'review_copy' | 'alone_answer'

const mayChangeItem = (item: Row<'item'>, asker: Asker, world: World): boolean => isIn(asker, item.organisation) && mayChange(asker.looker, { organisation: item.organisation, seenAs: seesAs(asker.looker, keptOf(world, item)) })
/** Its author, and those who answer for the room where it is not the author's only; not who entered it for them. */
const isOwners = (item: Row<'item'>, asker: Asker): boolean => isIn(asker, item.organisation) && (item.author === personOf(asker) || (answers(asker.looker.roles) && item.kept_as !== 'only-you'))

/** What an item says: shown to whoever the item is shown to, gone with it. @param writes who may say and change it, beside that the room goes on */
function says<T extends ContentTable>(kind: string, plain: (keyof Row<T> & string)[], make: (item: Row<'item'>, chance: Chance, world: World) => Row<T>, writes: { adds(row: Row<T>, item: Row<'item'>, asker: Asker, world: World): boolean; changes?: boolean }): DeclaredTable<T> {
  const of = (row: unknown, world: World) => itemOf(world, (row as { item: string }).item)
  const mayWrite: Rule<T> = (row, asker, world) => { const item = of(row, world); return item !== undefined && goesOn(asker, world) && writes.adds(row, item, asker, world) }
  return {
    for: 'whoever the item is for', key: ['item' as keyof Row<T> & string], plain: ['item' as keyof Row<T> & string, ...plain], says: kind,
    make: (world, chance) => world.rows.item.filter(item => item.kind === kind).map(item => make(item, chance, world)),
    sees: (row, asker, world) => { const item = of(row, world); return item !== undefined && classFor(world, asker, item) !== null },
    changes: writes.changes ? mayWrite : nobody, adds: mayWrite, removes: nobody, again: () => null,
  }
}

/** Kinds of items and where each says what it says. A kind of item that is not here is in no world, and its table does not compile until it is. */
const contents = {
  note: says<'note'>('note', [], (item, chance) => ({ item: item.id, title: chance.word(), body: `${chance.word()}\n\n${chance.word()}` }), { adds: (_, item, asker, world) => mayChangeItem(item, asker, world), changes: true }),
  help_request: says<'help_request'>('help-request', ['wanted_by', 'level', 'to_code'], (item, chance, { rows }) => ({
    item: item.id, title: chance.word(), body: chance.word(), wanted_by: chance.pick([null, '2026-02-02', '2026-02-10']), level: 'practice', to_code: `support:${rows.organisation.find(each => each.kind === 'support')!.code}`, to_name: chance.word(), is_confirmed: rows.organisation.find(each => each.id === item.organisation)!.confirmed_at !== null,
  }), { adds: (row, item, asker, world) => item.kind === 'help-request' && isOwners(item, asker) && row.is_confirmed === (roomOf(world, item.organisation)!.confirmed_at !== null) }),
  commissioner_case: says<'commissioner_case'>('case', ['about_code', 'closed_on'], (item, chance) => { const isClosed = chance.is(0.3); return { item: item.id, about_code: 'ZP0003', about_name: chance.word(), reason: chance.word(), closed_on: isClosed ? '2026-02-02' : null, closed_by_name: isClosed ? chance.word() : null, outcome: isClosed ? chance.word() : null } },
    { adds: (_, item, asker) => item.kind === 'case' && isOwners(item, asker), changes: true }),
  review_copy: says<'review_copy'>('review-copy', ['made_of', 'on_day'], (item, chance) => ({ item: item.id, made_of: chance.uuid(), on_day: '2026-02-01', left_out: chance.is(0.5), says: { practice: chance.word(), blocks: [{ paragraph: chance.word() }, { list: [chance.word()] }] } }),
    { adds: (_, item, asker) => item.kind === 'review-copy' && isOwners(item, asker) }),
  alone_answer: {
    ...says<'alone_answer'>('alone', ['round', 'author', 'way'], random.aloneAnswer, { adds: (row, item, asker, world) => isAnsweringAlone(row, item, asker, world), changes: true }),
    for: 'its author, whom it was opened to by name, and once its round is ripe the teller',
    sees: (row, asker, world) => { const item = itemOf(world, row.item); return (item !== undefined && classFor(world, asker, item) !== null) || isTold(row, asker, world) },
  } satisfies DeclaredTable<'alone_answer'>,
}
/** In random worlds: a review says what it says in many rows of its own; what partners answer alone has rows of its own there (./random-rows.ts). */
export const itemKinds: readonly string[] = Object.values(contents).map(each => each.says!).filter(kind => kind !== 'alone').concat('review')

const isTeller = ({ viewer }: Asker, organisation: string): boolean => viewer.as === 'teller' && viewer.organisation === organisation
const roundOf = ({ rows }: World, id: string) => rows.alone_round.find(each => each.id === id)
const seesRound = (round: Row<'alone_round'> | undefined, asker: Asker): boolean => round !== undefined && (answersFor(asker, round.organisation) || isTeller(asker, round.organisation))
/** The answers of a round that is ripe, for the one viewer that makes of them what the practice sees. */
function isTold(row: Row<'alone_answer'>, asker: Asker, world: World): boolean {
  const round = roundOf(world, row.round)
  return round !== undefined && isTeller(asker, round.organisation) && round.ended_at === null && world.rows.alone_in.filter(each => each.round === round.id).length >= (round.closed_at !== null && round.asked >= 4 ? 4 : round.asked)
}
/** A partner, in a round that waits and asks them, of their own. */
function isAnsweringAlone(row: Row<'alone_answer'>, item: Row<'item'>, asker: Asker, world: World): boolean {
  const round = roundOf(world, row.round), person = personOf(asker)
  return item.kind === 'alone' && isIn(asker, item.organisation) && asker.looker.roles.includes('partner') && row.author === person && item.author === person
    && round !== undefined && round.organisation === item.organisation && round.ended_at === null && world.rows.alone_asked.some(each => each.round === round.id && each.person === person) && (row.way === null) === (round.asked >= 4)
}

/** Which side of a help request somebody is on; null for everybody else. */
function sideOf(matter: string, asker: Asker, world: World): 'practice' | 'support' | null {
  const item = itemOf(world, matter)
  if (item === undefined || item.kind !== 'help-request' || classFor(world, asker, item) === null) return null
  if (is(asker, 'capacity') && asker.looker.organisation === item.organisation) return 'practice'
  return world.rows.help_request.some(each => each.item === matter && asker.looker.codes.includes(each.to_code)) ? 'support' : null
}
const hasCapacity = (asker: Asker): boolean => is(asker, 'capacity') && asker.looker.roles.length > 0
/** Of a review that its viewer may answer. */
const ofOwnReview = (row: { item: string }, asker: Asker, world: World): boolean => { const item = itemOf(world, row.item); return item !== undefined && item.kind === 'review' && isOwners(item, asker) }
const seesItem = (row: { item: string }, asker: Asker, world: World): boolean => { const item = itemOf(world, row.item); return item !== undefined && classFor(world, asker, item) !== null }
const ofOwnCase = (row: { item: string }, asker: Asker, world: World): boolean => { const item = itemOf(world, row.item); return item !== undefined && item.kind === 'case' && isOwners(item, asker) }

const bySchema: { [T in keyof Schema]: DeclaredTable<T> } = {
  release: {
    for: 'anyone: published figures', key: ['id'], plain: ['data_set', 'world', 'vintage', 'checksum', 'as_at'],
    make: (_, chance) => [{ id: chance.word(), data_set: 'list-size', world: 'invented', vintage: null, publisher: chance.word(), licence: chance.word(), as_at: '2026-01-01', checksum: chance.bytes(32).toString('hex'), file_name: chance.word(), rows_read: 3, rows_refused: 0, unknown_codes: [{ code: chance.word(), rows: 1 }], imported_at: random.at, parquet: chance.word() }],
    sees: everybody, changes: everybody, removes: everybody, adds: everybody,
    again: (row, chance) => ({ ...row, id: chance.word(), parquet: chance.word(), checksum: chance.bytes(32).toString('hex') }),
  },
  person: {
    for: 'that person', key: ['id'], plain: [],
    make: ({ people }, chance) => people.map(id => ({ id, name: chance.word(), made_at: random.at })),
    ...own<'person'>((row, asker) => is(asker, 'person', 'capacity', 'key') && personOf(asker) === row.id),
    again: (row, chance) => ({ ...row, id: chance.word() }),
  },
  organisation: {
    for: 'who is or was in it, who founded it, groups: their members; confirmed support units and commissioners: anyone; that there is one: whoever runs the server; whom a notice waits for: the postman', key: ['id'], plain: ['kind', 'code', 'world', 'founded_by', 'ended_on'],
    make: random.organisations,
    sees: (row, asker, world) => is(asker, 'host') || isNoticed(row, asker, world) || (is(asker, 'anyone', 'person', 'capacity', 'key') && ['support', 'commissioner'].includes(row.kind) && row.confirmed_at !== null)
      || isIn(asker, row.id) || asker.looker.memberOf.includes(row.id) || asker.looker.observes.includes(row.id)
      || (is(asker, 'person', 'key') && world.rows.role.some(role => role.organisation === row.id && role.person === personOf(asker)))
      || (is(asker, 'person', 'key', 'capacity') && row.founded_by !== null && row.founded_by === personOf(asker)) || isGoing(asker, row.id, world),
    changes: (row, asker, world) => answersFor(asker, row.id) || isGoing(asker, row.id, world),
    // Not even somebody who answers for it deletes a room at once: the caretaker does, on the day that was asked for.
    removes: (row, asker, world) => isGoing(asker, row.id, world),
    adds: (row, asker) => (is(asker, 'host') && ['support', 'commissioner', 'provider'].includes(row.kind))
      || ((is(asker, 'person', 'key') || isAnswering(asker)) && row.founded_by !== null && row.founded_by === personOf(asker) && (row.confirmed_at === null || ['group', 'provider'].includes(row.kind))),
    again: (row, chance) => ({ ...row, id: chance.uuid(), code: chance.word() }),
  },
  role: {
    for: 'that person, and everybody in the organisation; where the notice in hand leads: the postman', key: ['id'], plain: ['person', 'kind', 'given_by', 'ended_by', 'from_on', 'to_on'],
    make: random.roles,
    sees: (row, asker, world) => (is(asker, 'person', 'capacity', 'key') && row.person === personOf(asker)) || isIn(asker, row.organisation) || isInHand(roomOf(world, row.organisation), asker, world),
    changes: (row, asker) => (isIn(asker, row.organisation) && (answersFor(asker, row.organisation) || row.person === personOf(asker))) || (is(asker, 'person') && row.person === personOf(asker)),
    removes: nobody,
    adds: (row, asker, world) => row.person === personOf(asker) && ((is(asker, 'person', 'key', 'capacity') && world.rows.organisation.some(each => each.id === row.organisation && each.founded_by === row.person) && !world.rows.role.some(other => other.organisation === row.organisation))
      || (is(asker, 'key') && world.rows.invitation.some(each => hasKey(asker, each.key) && each.organisation === row.organisation && each.purpose === 'role' && each.role_kind === row.kind))),
  },
  membership: {
    for: 'the member and everybody in the group', key: ['id'], plain: ['joined_as', 'made_by', 'from_on', 'to_on'],
    make: random.memberships,
    sees: (row, asker, world) => isIn(asker, row.member) || isIn(asker, row.group_id) || asker.looker.memberOf.includes(row.group_id) || asker.looker.observes.includes(row.group_id) || isGoing(asker, row.member, world) || isGoing(asker, row.group_id, world),
    changes: (row, asker, world) => answersFor(asker, row.member) || answersFor(asker, row.group_id) || isGoing(asker, row.member, world),
    removes: nobody,
    adds: (row, asker, world) => goesOn(asker, world) && answersFor(asker, row.member) && (world.rows.organisation.some(each => each.id === row.group_id && each.founded_by !== null && each.founded_by === personOf(asker))
      || world.rows.invitation.some(each => bySchema.invitation.sees(each, asker, world) && each.organisation === row.group_id && each.purpose === 'group' && each.joined_as === row.joined_as)),
  },
  invitation: {
    for: 'who answers for whoever sent it (of a group’s own also its members), and whoever shows its code', key: ['id'], plain: ['purpose', 'role_kind', 'for_code', 'joined_as', 'made_by', 'until'],
    make: random.invitations,
    sees: (row, asker) => answersFor(asker, row.organisation) || (isAnswering(asker) && row.purpose === 'group' && asker.looker.memberOf.includes(row.organisation)) || (is(asker, 'key', 'capacity') && hasKey(asker, row.key)),
    changes: (row, asker) => answersFor(asker, row.organisation),
    removes: nobody,
    adds: (row, asker, world) => is(asker, 'host') || (goesOn(asker, world) && (answersFor(asker, row.organisation) || (isAnswering(asker) && row.purpose === 'group' && asker.looker.memberOf.includes(row.organisation)))),
    again: (row, chance) => ({ ...row, id: chance.uuid(), key: chance.bytes(32) }),
  },
  taking: {
    for: 'whoever shows the code; whoever sent the invitation, but never of a letter to a practice', key: ['invitation'], plain: ['invitation', 'taken_by'],
    make: random.takings,
    sees: (row, asker, world) => world.rows.invitation.some(each => each.id === row.invitation && bySchema.invitation.sees(each, asker, world) && ((isAnswering(asker) && each.purpose !== 'room') || hasKey(asker, each.key))),
    changes: nobody, removes: nobody,
    adds: (row, asker, world) => is(asker, 'key', 'capacity') && row.taken_by === personOf(asker) && world.rows.invitation.some(each => each.id === row.invitation && hasKey(asker, each.key)),
    again: () => null,
  },
  leaving: {
    for: 'everybody in the room, and whoever could stop it; on its day the caretaker', key: ['id'], plain: ['way', 'successor_code', 'asked_by', 'asked_on', 'due_on', 'stopped_by'],
    make: random.leavings,
    sees: (row, asker, world) => isIn(asker, row.organisation) || (is(asker, 'person') && hasSay(row, personOf(asker), row.asked_on, world)) || (is(asker, 'caretaker') && dayOf(asker) !== null && row.due_on <= dayOf(asker)!),
    changes: (row, asker, world, next = row) => row.stopped_at === null && row.done_at === null && ((is(asker, 'caretaker') && dayOf(asker) !== null && row.due_on <= dayOf(asker)!)
      || ((answersFor(asker, row.organisation) || (is(asker, 'person') && hasSay(row, personOf(asker), row.asked_on, world))) && next.stopped_by !== null && next.stopped_by === personOf(asker) && next.done_at === null)),
    removes: nobody,
    adds: (row, asker, world) => answersFor(asker, row.organisation) && row.asked_by === personOf(asker) && row.asked_on === world.today && row.stopped_at === null && row.done_at === null
      && (row.due_on >= '2026-02-10' || othersWhoMaySay(rolesOf(row.organisation, world), row.asked_by, world.today).length === 0)
      && (row.way !== 'delete' || !world.rows.membership.some(each => each.group_id === row.organisation && each.joined_as === 'member' && (each.to_on === null || each.to_on >= world.today))),
    again: () => null, // one at a time is asked of a room
  },
  item: {
    for: 'as it is kept, and whom it is shown to by name: src/domain/visibility.ts', key: ['id'], plain: ['kind', 'author', 'kept_as', 'entered_by'],
    make: (world, chance) => random.items(world, chance, itemKinds),
    sees: (row, asker, world) => classFor(world, asker, row) !== null,
    // Nothing is said to a group one is not in, or not any more: first it is kept for somebody else.
    changes: (row, asker, world, next = row) => goesOn(asker, world) && mayChangeItem(row, asker, world) && (next.group_id === null || next.group_id === row.organisation || asker.looker.memberOf.includes(next.group_id)),
    removes: (row, asker, world) => mayChangeItem(row, asker, world) || (is(asker, 'person') && row.author === personOf(asker) && row.kept_as === 'only-you'),
    adds: (row, asker, world) => goesOn(asker, world) && isIn(asker, row.organisation) && (answers(asker.looker.roles) || row.kept_as === 'only-you')
      && (row.author === personOf(asker) || (answers(asker.looker.roles) && row.entered_by === personOf(asker) && row.confirmed_at === null && row.confirm_by !== null))
      && (row.group_id === null || row.group_id === row.organisation || asker.looker.memberOf.includes(row.group_id)),
  },
  ...contents,
  share: {
    for: 'whom it names while it is open; who may show the item, and who made it; with a room that is going, the caretaker', key: ['id'], plain: ['owner_person', 'to_code', 'to_person', 'made_by', 'stopped_by', 'until'],
    make: random.shares,
    sees: (row, asker, world) => (is(asker, 'person', 'capacity') && mayKnowShare(asker.looker, { toCode: row.to_code, toPerson: row.to_person, until: row.until, isStopped: row.stopped_at !== null, owner: row.owner, ownerPerson: row.owner_person, madeBy: row.made_by })) || goesWithRoom(row, asker, world),
    changes: (row, asker, world) => isOwnShare(row, asker) || goesWithRoom(row, asker, world),
    removes: nobody,
    // What a partner answered alone is shown by the teller only, to another who was asked, where all of two or three chose it.
    adds: (row, asker, world) => {
      const item = itemOf(world, row.item), answer = world.rows.alone_answer.find(each => each.item === row.item)
      if (answer !== undefined && isTeller(asker, row.owner)) {
        return isTold(answer, asker, world) && roundOf(world, answer.round)!.asked < 4 && world.rows.alone_answer.every(each => each.round !== answer.round || each.way === 'each-other') && row.to_code === row.owner && row.owner_person === row.made_by && row.made_by === answer.author && row.to_person !== row.made_by
          && world.rows.alone_asked.some(each => each.round === answer.round && each.person === row.to_person)
      }
      return item !== undefined && item.kind !== 'alone' && item.kind !== 'review' && goesOn(asker, world) && isIn(asker, row.owner) && row.made_by === personOf(asker) && item.organisation === row.owner && (item.author === personOf(asker) || (answers(asker.looker.roles) && item.kept_as !== 'only-you'))
        && row.owner_person === (item.kept_as === 'only-you' ? item.author : null)
    },
  },
  looking: {
    for: 'who answers for the owner; of what is one person’s only, that person; of what they have opened and may still see, its readers’ own organisation', key: ['id'], plain: ['item_kind', 'owner_person', 'looker', 'seen_as', 'form'],
    make: random.lookings,
    sees: (row, asker, world) => {
      const item = itemOf(world, row.item)
      return (is(asker, 'person', 'capacity') && mayKnowLooking(asker.looker, { owner: row.owner, ownerPerson: row.owner_person }))
        || (is(asker, 'capacity') && item !== undefined && mayKnowOwnReading(asker.looker, { lookerOrganisation: row.looker_organisation, seenAs: classFor(world, asker, item) }))
    },
    changes: nobody,
    removes: (row, asker) => is(asker, 'person') && row.owner_person !== null && row.owner_person === personOf(asker),
    // A reading is of something its reader sees, and in its owner's log.
    adds: (row, asker, world) => {
      const item = itemOf(world, row.item)
      return item !== undefined && item.organisation === row.owner && classFor(world, asker, item) !== null && isIn(asker, row.looker_organisation) && row.looker === personOf(asker) && row.owner !== row.looker_organisation
    },
    again: (row, chance) => ({ ...row, id: 200_000 + chance.whole(100_000) }),
  },
  review_answer: {
    for: 'whoever sees the review', key: ['id'], plain: ['question', 'sure', 'person', 'good_until'],
    make: random.reviewAnswers,
    sees: (row, asker, world) => { const item = itemOf(world, row.item); return item !== undefined && classFor(world, asker, item) !== null && (item.kept_as === 'only-you' || isAnswering(asker) || row.person === personOf(asker)) },
    changes: nobody, removes: nobody,
    adds: (row, asker, world) => goesOn(asker, world) && ofOwnReview(row, asker, world) && row.person === personOf(asker),
  },
  review_look: {
    for: 'whoever looked, while they see the review', key: ['item', 'person'], plain: ['person'],
    make: random.reviewLooks,
    sees: (row, asker, world) => row.person === personOf(asker) && seesItem(row, asker, world),
    changes: (row, asker, world) => goesOn(asker, world) && row.person === personOf(asker) && ofOwnReview(row, asker, world), removes: nobody,
    adds: (row, asker, world) => goesOn(asker, world) && row.person === personOf(asker) && ofOwnReview(row, asker, world),
    again: () => null,
  },
  hat: {
    for: 'the two sides of a help request', key: ['matter', 'person'], plain: ['person', 'kind'],
    make: random.hats,
    sees: (row, asker, world) => hasCapacity(asker) && sideOf(row.matter, asker, world) !== null,
    changes: nobody, removes: nobody,
    adds: (row, asker, world) => goesOn(asker, world) && isAnswering(asker) && isOneself(asker, row) && sideOf(row.matter, asker, world) === 'support',
    again: () => null,
  },
  help_word: {
    for: 'the two sides of a help request', key: ['id'], plain: ['kind', 'person'],
    make: random.helpWords,
    sees: (row, asker, world) => hasCapacity(asker) && sideOf(row.matter, asker, world) !== null,
    changes: nobody, removes: nobody,
    adds: (row, asker, world) => {
      const side = sideOf(row.matter, asker, world), item = itemOf(world, row.matter)
      if (!goesOn(asker, world) || !isOneself(asker, row) || side === null) return false
      return side === 'practice' ? ['asked-more', 'closed'].includes(row.kind) && isOwners(item!, asker) : isAnswering(asker) && ['answered', 'closed'].includes(row.kind) && world.rows.hat.some(each => each.matter === row.matter && each.person === row.person)
    },
  },
  working_note: {
    for: 'who answers for the support unit that wrote it', key: ['id'], plain: ['person', 'due'],
    make: random.workingNotes,
    sees: (row, asker) => answersFor(asker, row.organisation),
    changes: (row, asker, world) => goesOn(asker, world) && answersFor(asker, row.organisation) && row.done_at === null,
    removes: (row, asker) => answersFor(asker, row.organisation),
    adds: (row, asker, world) => goesOn(asker, world) && isAnswering(asker) && isOneself(asker, row) && sideOf(row.matter, asker, world) === 'support',
  },
  case_step: {
    for: 'the room of the case, whoever the case itself is shown to', key: ['id'], plain: ['person', 'due'],
    make: random.caseSteps,
    sees: ofOwnCase,
    changes: (row, asker, world) => goesOn(asker, world) && ofOwnCase(row, asker, world) && row.done_at === null,
    removes: nobody,
    adds: (row, asker, world) => goesOn(asker, world) && ofOwnCase(row, asker, world) && row.person === personOf(asker),
  },
  parameter_value: {
    for: 'anyone; put in by whoever runs the server', key: ['id'], plain: ['parameter', 'from_on', 'checked_on', 'review_by'],
    make: random.parameterValues,
    sees: everybody, changes: nobody, removes: nobody, adds: (_, asker) => is(asker, 'host'),
  },
  alone_round: {
    for: 'who answers for the practice, and the teller', key: ['id'], plain: ['begun_by', 'begun_on', 'closed_by', 'became', 'opened_on', 'result'],
    make: random.aloneRounds,
    sees: seesRound,
    changes: (row, asker, world) => seesRound(row, asker) && goesOn(asker, world),
    removes: nobody,
    adds: (row, asker, world) => answersFor(asker, row.organisation) && goesOn(asker, world) && row.begun_by === personOf(asker) && row.begun_on === world.today && row.closed_at === null && row.ended_at === null && row.result === null && roomOf(world, row.organisation)!.kind === 'practice'
      && !world.rows.alone_round.some(each => each.organisation === row.organisation && (each.ended_at === null || (each.opened_on !== null && each.opened_on > '2025-11-03'))),
    again: () => null, // one at a time waits in a room
  },
  alone_asked: {
    for: 'who answers for the practice, and the teller', key: ['round', 'person'], plain: ['round', 'person'],
    make: random.aloneAsked,
    sees: (row, asker, world) => seesRound(roundOf(world, row.round), asker),
    changes: nobody, removes: nobody,
    adds: (row, asker, world) => {
      const round = roundOf(world, row.round)
      return round !== undefined && answersFor(asker, round.organisation) && goesOn(asker, world) && round.begun_by === personOf(asker) && round.ended_at === null && world.rows.alone_asked.filter(each => each.round === round.id).length < round.asked
        && world.rows.role.some(role => role.organisation === round.organisation && role.person === row.person && role.kind === 'partner' && isCurrent(world, role))
    },
    again: () => null,
  },
  alone_in: {
    for: 'who answers for the practice, and the teller: how many, not who', key: ['answer'], plain: ['answer', 'round'],
    make: random.aloneIns,
    sees: (row, asker, world) => seesRound(roundOf(world, row.round), asker),
    changes: nobody, removes: nobody,
    adds: (row, asker, world) => { const answer = world.rows.alone_answer.find(each => each.item === row.answer); return answer !== undefined && answer.round === row.round && answer.author === personOf(asker) && hasCapacity(asker) && goesOn(asker, world) && contents.alone_answer.sees(answer, asker, world) },
    again: () => null,
  },
  sketch: {
    for: 'whoever shows the key of its private link', key: ['id'], plain: [],
    make: random.sketches,
    // The caretaker finds sketches nobody touched, and reads no content.
    sees: (row, asker) => is(asker, 'caretaker') || (is(asker, 'key') && hasKey(asker, row.private_key)),
    changes: (row, asker) => is(asker, 'key') && hasKey(asker, row.private_key),
    removes: (row, asker) => is(asker, 'caretaker') || (is(asker, 'key') && hasKey(asker, row.private_key)),
    adds: (row, asker) => is(asker, 'key') && hasKey(asker, row.private_key),
    again: (row, chance) => ({ ...row, id: 200_000 + chance.whole(100_000), private_key: chance.bytes(32) }),
  },
  sketch_version: {
    for: 'whoever shows the key of the sketch, or of a link to that version', key: ['sketch', 'number'], plain: ['figures'],
    make: random.sketchVersions,
    sees: (row, asker, world) => opensSketch(row.sketch, asker, world) || world.rows.sketch_share.some(share => share.sketch === row.sketch && share.version === row.number && looksBy(share, asker, world)),
    ...writtenByKey<'sketch_version'>(),
    again: (row, chance) => ({ ...row, number: 1_000 + chance.whole(100_000) }),
  },
  sketch_share: {
    for: 'whoever shows the key of the sketch, or its own while it is open', key: ['sketch', 'number'], plain: ['until'],
    make: random.sketchShares,
    sees: (row, asker, world) => opensSketch(row.sketch, asker, world) || looksBy(row, asker, world),
    ...writtenByKey<'sketch_share'>(),
    again: (row, chance) => ({ ...row, number: 1_000 + chance.whole(100_000), look_key: chance.bytes(32) }),
  },
  search: {
    for: 'whoever can say what is asked, to the letter; the caretaker, who keeps the order', key: ['key'], plain: ['status'],
    make: random.searches,
    ...own<'search'>((row, asker) => is(asker, 'caretaker') || (is(asker, 'key') && hasKey(asker, row.key))),
    again: (row, chance) => ({ ...row, key: chance.bytes(32) }),
  },
  search_content: {
    for: 'whoever can say what is asked, to the letter', key: ['key'], plain: [],
    make: random.searchContents,
    ...own<'search_content'>((row, asker) => is(asker, 'key') && hasKey(asker, row.key)),
    // The caretaker puts down what is asked, and never reads it again.
    adds: (row, asker) => is(asker, 'caretaker') || (is(asker, 'key') && hasKey(asker, row.key)),
    again: () => null,
  },
  notice: {
    for: 'the postman, until it is a letter', key: ['id'], plain: ['to_person', 'to_code', 'page'],
    make: random.notices,
    sees: (_, asker) => is(asker, 'postman'), changes: nobody, removes: (_, asker) => is(asker, 'postman'),
    // Of what its writer sees, in their own organisation's name; to whom is nobody's to check, for there may be no room.
    adds: (row, asker, world) => { const item = itemOf(world, row.item); return hasCapacity(asker) && isIn(asker, row.from_organisation) && item !== undefined && classFor(world, asker, item) !== null },
  },
  letter: {
    for: 'the postman while it waits; the caretaker once it is empty', key: ['id'], plain: ['kind', 'ended'],
    make: random.letters,
    sees: (row, asker) => is(asker, 'postman') || (is(asker, 'caretaker') && row.ended !== null),
    changes: (_, asker) => is(asker, 'postman'),
    removes: (row, asker) => is(asker, 'caretaker') && row.ended !== null,
    adds: (row, asker) => is(asker, 'doorkeeper', 'person', 'capacity', 'caretaker') && row.ended === null && row.tries === 0,
  },
  kept_form: {
    for: 'whoever was typing it; past its day the caretaker', key: ['key'], plain: ['person'],
    make: random.keptForms,
    sees: (row, asker) => (is(asker, 'person') && row.person === personOf(asker)) || (is(asker, 'caretaker') && row.until.getTime() < Date.now()),
    changes: nobody,
    removes: (row, asker) => (is(asker, 'person') && row.person === personOf(asker)) || (is(asker, 'caretaker') && row.until.getTime() < Date.now()),
    adds: (_, asker) => is(asker, 'doorkeeper'),
    again: (row, chance) => ({ ...row, key: chance.bytes(32) }),
  },
}

/** In the order in which rows can be put down. */
export const tables = bySchema
const all = { ...bySchema, ...accountTables } as unknown as Record<TableName, AnyTable>
const inOrder: (keyof Schema)[] = ['release', 'person', 'organisation', 'role', 'membership', 'invitation', 'taking', 'leaving', 'alone_round', 'alone_asked', 'item', 'alone_answer']
export const tableNames = [...inOrder, ...(Object.keys(all) as TableName[]).filter(name => !(inOrder as string[]).includes(name))]

export const tableNamed = (table: TableName): AnyTable => all[table]!
export const rowsOf = (world: World, table: TableName): AnyRow[] => (world.rows as unknown as Record<string, AnyRow[]>)[table]!

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
  const world: World = { seed, today: random.today, now: new Date(`${random.today}T09:00:00Z`), people: Array.from({ length: 6 }, () => chance.word()), rows: Object.fromEntries(tableNames.map(name => [name, []])) as unknown as Rows, codes: new Map(), links: [] }
  for (const name of tableNames) (world.rows as Record<string, unknown>)[name] = tableNamed(name).make(world, chance)
  return world
}

// ── rules that several share ──

function own<T extends keyof Schema>(rule: Rule<T>): { sees: Rule<T>; changes: Rule<T>; removes: Rule<T>; adds: Rule<T> } {
  return { sees: rule, changes: rule, removes: rule, adds: rule }
}

function isOwnShare(row: Row<'share'>, asker: Asker): boolean {
  return isIn(asker, row.owner) && (row.owner_person === null ? answers(asker.looker.roles) || row.made_by === personOf(asker) : row.owner_person === personOf(asker))
}

/** What a room that is due to go shows by name, and is shown by its address: no content is read for that. */
function goesWithRoom(row: Row<'share'>, asker: Asker, world: World): boolean {
  const { viewer } = asker, room = viewer.as === 'caretaker' && 'organisation' in viewer && viewer.organisation !== undefined ? roomOf(world, viewer.organisation) : undefined
  if (room === undefined || !isGoing(asker, room.id, world)) return false
  return row.owner === room.id || row.to_code === room.id || (room.confirmed_at !== null && room.ended_on === null && row.to_code === `${room.kind}:${room.code}`)
}

const rolesOf = (organisation: string, { rows }: World) => rows.role.filter(each => each.organisation === organisation).map(role => ({ person: role.person, organisation, kind: role.kind, fromOn: role.from_on, toOn: role.to_on }))

const hasSay = (row: Row<'leaving'>, person: string | null, on: string, world: World): boolean => rolesOf(row.organisation, world).some(role => role.person === person && maySay(role, on))

const opensSketch = (sketch: number, asker: Asker, world: World): boolean => is(asker, 'key') && world.rows.sketch.some(each => each.id === sketch && hasKey(asker, each.private_key))

function looksBy(share: Row<'sketch_share'>, asker: Asker, { today: on }: World): boolean {
  return is(asker, 'key') && hasKey(asker, share.look_key) && share.stopped_at === null && share.until >= on
}

function writtenByKey<T extends 'sketch_version' | 'sketch_share'>(): { changes: Rule<T>; removes: Rule<T>; adds: Rule<T> } {
  const rule: Rule<T> = (row, asker, world) => opensSketch((row as { sketch: number }).sketch, asker, world)
  return { changes: rule, removes: rule, adds: rule }
}
