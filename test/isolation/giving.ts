import { answers, rolesOn, type OrganisationKind } from '#domain/organisations/organisation.ts'
import { keptOf as keptOfKey, keptOfCode } from '#records/link-keys.ts'
import { actingIn, type DeclaredRoute, type Param, type Question, type Shown } from './asking.ts'
import { rowsOf, tableNamed, tableNames, tables } from './tables.ts'
import { classFor, hasEnded, itemOf, type AnyRow, type Asker, type Item, type Organisation, type Row, type TableName, type World } from './world.ts'

/** What the slow rule gives somebody: lists as pages make them, worked out from the rows of a world; and the kinds of routes these belong to. */

export const rows = (...all: object[]): AnyRow[] => all as AnyRow[]

// ── items ──

const visible = (world: World, asker: Asker): Item[] => world.rows.item.filter(item => classFor(world, asker, item) !== null)
const byChange = (a: Item, b: Item): number => b.changed_at.getTime() - a.changed_at.getTime() || (a.id < b.id ? -1 : 1)
export const ownItems = (world: World, asker: Asker): Item[] => visible(world, asker).filter(item => item.organisation === asker.looker.organisation).sort(byChange)
export const knownShares = (world: World, asker: Asker, item: Item): Row<'share'>[] => world.rows.share.filter(share => share.item === item.id && tables.share.sees(share, asker, world))
export const shownTo = (world: World, asker: Asker): Item[] => visible(world, asker).filter(item => item.organisation !== asker.looker.organisation && (item.kept_as !== 'anyone' || knownShares(world, asker, item).length > 0))
/** Of a table what the asker may see, and what else is asked for. */
export const seen = (world: World, table: TableName, asker: Asker, which: (row: AnyRow) => boolean = () => true): AnyRow[] => rowsOf(world, table).filter(row => which(row) && tableNamed(table).sees(row, asker, world))

/** Readings of what is the asker's own room's: what its log of who has looked holds. */
export const lookedAt = (world: World, asker: Asker, which: (row: AnyRow) => boolean = () => true): AnyRow[] => seen(world, 'looking', asker, row => row['owner'] === asker.looker.organisation && which(row))

/** Tables that say what items say. A kind of item that comes to be has its table here by tables.ts. */
export const contents = tableNames.filter(name => tableNamed(name).says !== undefined)
export const said = (world: World, items: readonly Item[]): Partial<Record<TableName, AnyRow[]>> => Object.fromEntries(contents.map(name => [name, rowsOf(world, name).filter(row => items.some(item => item.id === row['item']))]))
export const whole = (world: World, items: readonly Item[]): [TableName, AnyRow][] => Object.entries(said(world, items)).flatMap(([name, all]) => all!.map((row): [TableName, AnyRow] => [name as TableName, row]))

/** What lists say of items: a copy of a review is called by its day, what was answered alone by its kind, and by no word of what they say. */
export const headed = (world: World, items: readonly Item[]): Partial<Record<TableName, AnyRow[]>> => said(world, items.filter(item => !['review-copy', 'alone'].includes(item.kind)))
/** Answers in reviews that somebody may see, oldest first: all, or the last to each question. */
export function answered(world: World, asker: Asker, items: readonly Item[], which: 'all' | 'standing'): Row<'review_answer'>[] {
  const its = world.rows.review_answer.filter(each => items.some(item => item.id === each.item) && tables.review_answer.sees(each, asker, world)).sort((a, b) => a.at.getTime() - b.at.getTime() || (a.id < b.id ? -1 : 1))
  return which === 'all' ? its : [...new Map(its.map(each => [`${each.item} ${each.question}`, each])).values()]
}
/** As a file that is taken away has them: the one for programs has those that were given before as well. */
export const answeredIn = (world: World, asker: Asker, items: readonly Item[], file: string | undefined): AnyRow[] => rows(...answered(world, asker, items, file === 'everything.json' ? 'all' : 'standing'))

const idIn = ({ params }: Question): string => params['item'] ?? params['request'] ?? params['review'] ?? ''
export const itemIn = (q: Question): Item => itemOf(q.world, idIn(q))!
/** The item of the address, where the one who asks may see it. */
export const seenIn = (q: Question): Item | null => { const acting = actingIn(q), item = itemOf(q.world, idIn(q)); return acting !== null && item !== undefined && classFor(q.world, acting, item) !== null ? item : null }
export const isOwnIn = (q: Question, item: Item): boolean => item.organisation === q.params['organisation']
export const opensOwn = (q: Question): boolean => { const item = seenIn(q); return item !== null && isOwnIn(q, item) }
/** Who may change what is kept: its author and, unless it is the author's only, those who answer for its room. */
export const mayChangeIt = (q: Question): boolean => opensOwn(q) && ['only-you', 'your-partners'].includes(classFor(q.world, actingIn(q)!, itemIn(q)) ?? '')
/** Reading it is written down: another organisation's, shown by name or to a group. */
export const isNoted = (q: Question): boolean => !isOwnIn(q, itemIn(q)) && ['named', 'this-group'].includes(classFor(q.world, actingIn(q)!, itemIn(q)) ?? '')

// ── rooms, groups, invitations, links ──

export const roomIn = (q: Question): Organisation => q.world.rows.organisation.find(each => each.id === q.params['organisation'])!
export const isAnsweringIn = (q: Question): boolean => answers(actingIn(q)?.looker.roles ?? [])
export const isRoomOf = (...kinds: OrganisationKind[]) => (q: Question): boolean => actingIn(q) !== null && kinds.includes(roomIn(q).kind)
export const groupsOf = ({ rows: { organisation } }: World, { looker }: Asker): Organisation[] => organisation.filter(each => looker.memberOf.includes(each.id) || looker.observes.includes(each.id))
export const opensGroup = (q: Question): boolean => { const acting = actingIn(q); return acting !== null && groupsOf(q.world, acting).some(group => group.id === q.params['group']) }
export const speaksFor = ({ rows: all, today }: World, person: string): Organisation[] => all.organisation.filter(each => rolesOn(all.role.map(role => ({ person: role.person, organisation: role.organisation, kind: role.kind, fromOn: role.from_on, toOn: role.to_on })), person, each.id, today).length > 0)
export const isGoingOn = ({ today }: World, room: Organisation): boolean => !hasEnded(room, today)
/** What was asked of a room and is neither stopped nor carried out. */
export const openLeavings = ({ rows: { leaving } }: World, organisation: string): Row<'leaving'>[] => leaving.filter(each => each.organisation === organisation && each.stopped_at === null && each.done_at === null)
const isTaken = ({ rows: { taking } }: World, { id }: Row<'invitation'>): boolean => taking.some(each => each.invitation === id)
export const isTakable = (world: World, invitation: Row<'invitation'>): boolean => invitation.withdrawn_at === null && !isTaken(world, invitation) && invitation.until >= world.today
/** A letter to a practice goes on saying what it says once it was used: else whoever sent it could learn by its code whether the practice has a room. */
export const isReadable = (world: World, invitation: Row<'invitation'>): boolean => isTakable(world, invitation) || (invitation.purpose === 'room' && invitation.withdrawn_at === null && invitation.until >= world.today)
export const invitationOf = (world: World, code: string | undefined): Row<'invitation'> | undefined => { const key = keptOfCode(code ?? ''); return key === null ? undefined : world.rows.invitation.find(each => each.key.equals(key) && isReadable(world, each)) }
export const sketchOf = (world: World, key: string | undefined) => world.links.find(each => each.privateKey === key)
export const lookOf = (world: World, key: string | undefined): Row<'sketch_share'> | undefined => { const kept = keptOfKey('look', key ?? ''); return kept === null ? undefined : world.rows.sketch_share.find(each => each.look_key.equals(kept) && each.stopped_at === null && each.until >= world.today) }

// ── kinds of routes ──

type More = Partial<DeclaredRoute> & { params?: Record<string, Param> }
export const anyone = (asked: readonly string[], more: Partial<DeclaredRoute> = {}): DeclaredRoute => ({ for: 'anyone', asked, ...more })
export const inTheRoom = (more: More = {}): DeclaredRoute => ({ for: 'room', ...more, params: { organisation: 'organisation', ...more.params } })
export const onOwn = (more: More = {}): DeclaredRoute => inTheRoom({ opens: opensOwn, ...more, params: { item: 'item', ...more.params } })
export const onGroup = (more: More = {}): DeclaredRoute => inTheRoom({ opens: opensGroup, ...more, params: { group: 'group' } })

/** A page of a room: the question with the capacity it is asked in. Whom one speaks for stands on every one, and that the room is to go. */
export const inRoom = (shows: (world: World, asker: Asker, q: Question) => Shown) => (q: Question): Shown => {
  const { within = [], exactly, ...shown } = shows(q.world, actingIn(q)!, q)
  return { within: exactly?.organisation ? within : ['organisation', ...within], exactly: { leaving: rows(...openLeavings(q.world, q.params['organisation']!)), ...exactly }, ...shown }
}
