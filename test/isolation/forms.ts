import { othersWhoMaySay } from '#domain/organisations/leaving.ts'
import { answers } from '#domain/organisations/organisation.ts'
import { ask, differs, type Answer } from './ask.ts'
import { classOf, marksIn, placeInWords, strangeIn } from './marks.ts'
import { inWords, judgeClosed, judgeOpened, judgeFaults, judgeRead, openingQuestions, opens, questionsFor, requestOf, type Nothing, type Probing } from './pages.ts'
import { changesBetween, keyOf, type Change, type Snapshot } from './rig.ts'
import { fill, foreign } from './addresses.ts'
import { actingIn, askersOf, writersOf, type DeclaredRoute, type Question } from './asking.ts'
import { routes } from './routes.ts'
import { rowsOf, tableNamed, tableNames } from './tables.ts'
import type { AnyRow, Asker, Rows, TableName, World } from './world.ts'

/**
 * Fills in every form, as everybody: in rooms of theirs and of others, with ids of theirs, of others and of nothing in each field that takes one. Afterwards no row has changed
 * that its sender may not change, none was added that they may not add, and what they were answered tells them nothing. Then every row is put back.
 */
export async function probeForms(at: Probing, most: { each: number; pairs: number }, only: (name: string) => boolean = () => true): Promise<void> {
  const { rig, chance } = at, before = await rig.snapshot()
  for (const [name, route] of Object.entries(routes)) {
    if (!name.startsWith('POST ') || !only(name) || route.for === 'demonstration') continue
    if (route.asked) { for (const path of route.asked) for (const person of [null, chance.pick(rig.world.people)]) await sendOne(at, before, name, route, { world: rig.world, person, params: {}, fields: {} }, path); continue }
    const opening = openingQuestions(rig.world, route), plain = new Map<string, Nothing>()
    for (const q of [...chance.some(opening, Math.ceil(most.each * 0.3)), ...chance.some(opening.filter(q => isAble(name, q)), Math.ceil(most.each * 0.3)), ...questionsFor(at, route, { open: 0, closed: Math.floor(most.each * 0.4) }).filter(each => !opens(route, each)).slice(0, Math.ceil(most.each * 0.4))]) {
      const filled = { ...q, fields: filledIn(at, route, q) }
      const answer = await sendOne(at, before, name, route, filled)
      if (!opens(route, filled) && Object.keys(route.params ?? {}).length > 0) {
        await judgeClosed(at, name, route, filled, answer, plain)
        await rig.restore(changesBetween(before, await rig.snapshot()))
      }
    }
    if (opening.length > 0) for (const [field, kind] of Object.entries(route.fields ?? {})) for (let n = 0; n < most.pairs; n++) {
      const q = chance.pick(opening)
      await comparePair(at, before, name, route, field, foreign(kind, q, chance), q)
    }
  }
  judgeFaults(at)
}

/** Somebody whose form may well be taken: who answers for a room that goes on, and is confirmed but where that is what the form is for. */
function isAble(name: string, q: Question): boolean {
  const room = q.world.rows.organisation.find(each => each.id === q.params['organisation'])
  if (name === 'POST /our/:organisation/confirm') return room?.confirmed_at === null && room.kind === 'practice' && room.ended_on === null && answers(actingIn(q)?.looker.roles ?? []) && isLettered(q.world, room)
  return room === undefined || (room.confirmed_at !== null && room.ended_on === null && answers(actingIn(q)?.looker.roles ?? []))
}

/** There is a letter to the practice that may be used, and no other room speaks for it. */
const isLettered = ({ rows, today }: World, room: { code: string }): boolean => rows.invitation.some(each => each.purpose === 'room' && each.for_code === room.code && each.withdrawn_at === null && !rows.taking.some(taking => taking.invitation === each.id) && each.until >= today) && !rows.organisation.some(each => each.code === room.code && each.confirmed_at !== null)

const filledIn = ({ chance }: Probing, route: DeclaredRoute, q: Question): Record<string, string> => Object.fromEntries(Object.entries(route.fields ?? {}).filter(([, kind]) => kind.length > 0).map(([field, kind]) => [field, fill(kind, q, chance)]))

/** Sends a form, holds what it did and said against the rule, and puts everything back. */
async function sendOne({ rig, marks, tally, chance }: Probing, before: Snapshot, where: string, route: DeclaredRoute, q: Question, path?: string): Promise<Answer> {
  const fields = path === undefined ? q.fields : filledIn({ rig, marks, tally, chance }, route, q), request = requestOf(where, { ...q, fields }), answer = await ask(rig.app, path === undefined ? request : { ...request, path })
  tally.count(where)
  judgeRead(where, route, answer, tally)
  const leak = (kind: 'shown' | 'changed' | 'fault', of: string, says: string) => tally.found({ kind, where, of, says: `${says} [${inWords(q)}]` })
  if (answer.status >= 500) leak('fault', 'page', `answered ${answer.status}`)
  for (const strange of strangeIn(rig.world, marks, answer.all, [...askersOf(route, q), ...writersOf(route, q)], answer.typed)) leak('shown', strange.of, strange.says)
  if (route.shows && opens(route, q) && answer.status === 200) judgeOpened({ rig, marks, tally, chance }, where, route, q, answer)
  const changes = changesBetween(before, await rig.snapshot())
  for (const change of changes) {
    const no = whyNot(rig.world, change, changes, writersOf(route, q), route.begins ?? [])
    if (no !== null) leak('changed', classOf(rig.world, { table: change.table, row: (change.before ?? change.after)! }), no)
    // Nothing is carried out of a row one may not see into one that one may.
    for (const strange of change.after === null ? [] : strangeIn(rig.world, marks, fresh(change), [...askersOf(route, q), ...writersOf(route, q)], answer.typed)) leak('shown', strange.of, `${strange.says} is written into ${change.table} ${change.key}`)
  }
  if (changes.length > 0) tally.accepted.set(where, (tally.accepted.get(where) ?? 0) + 1)
  await rig.restore(changes)
  return answer
}

/** What stands in a row now that did not before. */
function fresh({ before, after }: Change): string {
  const old = marksIn(JSON.stringify(before))
  return [...marksIn(JSON.stringify(after))].filter(mark => !old.has(mark)).join(' ')
}

/** Why none of the writers may have changed this; null when one may. */
function whyNot(world: World, change: Change, all: readonly Change[], writers: readonly Asker[], begins: readonly TableName[]): string | null {
  const { table, key, before, after } = change, declared = tableNamed(table)
  if (isOfRoomThatWent(world, change, all, writers)) return null
  if (before === null) {
    if (begins.includes(table)) return null
    const row = typed(world, table, after!), with_ = worldWith(world, all.filter(each => each !== change))
    return writers.some(writer => declared.adds(row, writer, with_) || declared.byTheDoor?.(row, writer, with_)) ? null : `adds ${table} ${key}: ${JSON.stringify(after)}`
  }
  const row = rowsOf(world, table).find(each => keyOf(table, each) === key)!, what = placeInWords(world, { table, row, column: '*' })
  if (writers.some(writer => declared.byTheDoor?.(row, writer, world))) return null
  if (after !== null) return writers.some(writer => declared.sees(row, writer, world) && declared.changes(row, writer, world, typed(world, table, after))) ? null : `changes ${what}: ${Object.keys(after).filter(column => JSON.stringify(after[column]) !== JSON.stringify(before[column])).join(', ')}`
  // What hangs on something goes with it.
  const goesWith = [['item', 'item'], ['answer', 'item'], ['matter', 'item'], ['sketch', 'sketch'], ['userId', 'accounts.user']].some(([column, of]) => all.some(each => each.table === of && each.after === null && each.key === String(before[column!])))
  return goesWith || writers.some(writer => declared.sees(row, writer, world) && declared.removes(row, writer, world)) ? null : `takes away ${what}`
}

/**
 * Somebody who answers for a room, and nobody else had a say, has it deleted at once: then it goes with what is its own, and with nothing that is a colleague's only; what it showed
 * and was shown stops, and its places in groups end.
 */
function isOfRoomThatWent(world: World, { table, before, after }: Change, all: readonly Change[], writers: readonly Asker[]): boolean {
  const gone = all.find(each => each.table === 'organisation' && each.after === null), room = world.rows.organisation.find(each => each.id === gone?.key)
  const by = room === undefined ? undefined : writers.find(({ viewer, looker }) => viewer.as === 'capacity' && viewer.organisation === room.id && answers(looker.roles))
  if (room === undefined || by === undefined || before === null) return false
  const roles = world.rows.role.filter(each => each.organisation === room.id).map(each => ({ person: each.person, organisation: room.id, kind: each.kind, fromOn: each.from_on, toOn: each.to_on }))
  if (othersWhoMaySay(roles, by.looker.person!, world.today).length > 0) return false
  if (after !== null) return (table === 'share' && (before['owner'] === room.id || before['to_code'] === room.id || before['to_code'] === `${room.kind}:${room.code}`)) || (table === 'membership' && before['member'] === room.id)
  return table === 'item' ? before['organisation'] === room.id && before['kept_as'] !== 'only-you' : table === 'looking' ? before['owner'] === room.id && before['owner_person'] === null
    : table === 'alone_asked' || table === 'alone_in' ? all.some(each => each.table === 'alone_round' && each.after === null && each.key === before['round'])
    : table === 'taking' ? all.some(each => each.table === 'invitation' && each.after === null && each.key === before['invitation']) : Object.values(before).includes(room.id)
}

/** A row read as JSON, with bytes as the rules take them. */
function typed(world: World, table: TableName, row: AnyRow): AnyRow {
  const bytes = new Set(Object.entries(rowsOf(world, table)[0] ?? {}).filter(([, value]) => Buffer.isBuffer(value)).map(([column]) => column))
  return Object.fromEntries(Object.entries(row).map(([column, value]) => [column, bytes.has(column) ? Buffer.from(String(value).slice(2), 'hex') : value]))
}

/** The world with what was added beside a row in the same act. */
function worldWith(world: World, changes: readonly Change[]): World {
  return { ...world, rows: Object.fromEntries(tableNames.map(table => [table, [...rowsOf(world, table), ...changes.filter(each => each.table === table && each.before === null).map(each => typed(world, table, each.after!))]])) as unknown as Rows }
}

/** The same form twice: with something of somebody else's in a field, and with what does not exist. Both are answered alike. */
async function comparePair(at: Probing, before: Snapshot, where: string, route: DeclaredRoute, field: string, pair: [string, string] | null, q: Question): Promise<void> {
  if (pair === null) return
  const fields = filledIn(at, route, q), [theirs, none] = pair
  // A form that chooses among several ways names what is in the field that is looked at.
  if (field === 'code' && 'whom' in fields) fields['whom'] = 'practice'
  const a = await sendOne(at, before, where, route, { ...q, fields: { ...fields, [field]: theirs } }), b = await sendOne(at, before, where, route, { ...q, fields: { ...fields, [field]: none } })
  const typed = [theirs, none].map(word => word.split(/[ :]/).at(-1)!), how = differs(a, b, typed, typed, 6)
  if (how !== null) at.tally.found({ kind: 'told', where, of: 'page', says: `tells “${theirs}” in ${field}, which is somebody else’s, from “${none}”, which nobody has: ${how} [${inWords({ ...q, fields })}]` })
}
