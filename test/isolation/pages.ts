import { ask, differs, marksOfTitle, type Answer, type Request_ } from './ask.ts'
import type { Chance } from './chance.ts'
import { classOf, marksIn, marksOf, placeInWords, strangeIn, type Marks } from './marks.ts'
import { changesBetween, type Rig } from './rig.ts'
import { impossible, noneOf, valuesOf } from './addresses.ts'
import { actingIn, askersOf, type DeclaredRoute, type Question } from './asking.ts'
import { routes } from './routes.ts'
import { isAnsweringIn, isGoingOn, itemIn, mayChangeIt, roomIn } from './giving.ts'
import { rowsOf, tableNames } from './tables.ts'
import type { Tally } from './tally.ts'
import { capacities, classFor, type AnyRow, type TableName, type World } from './world.ts'

/** What a run of probes goes by. */
export interface Probing { rig: Rig; marks: Marks; tally: Tally; chance: Chance }

export const probing = (rig: Rig, tally: Tally, chance: Chance): Probing => ({ rig, marks: marksOf(rig.world), tally, chance })

/** How many requests at once: the database and we are two processes. */
const AT_ONCE = 4

/**
 * Asks for pages of every route (or of some), in every capacity and in none, with ids of one's own, of others, of nothing and that cannot be one, and holds each answer
 * against the rule.
 * @param most of each route, that open and that do not
 */
export async function probePages(at: Probing, most: { open: number; closed: number }, only: (name: string) => boolean = () => true): Promise<void> {
  const { rig, tally, chance } = at
  for (const [name, route] of Object.entries(routes)) {
    if (!name.startsWith('GET ') || !only(name) || route.for === 'demonstration') continue
    if (route.asked) { await probePublic(at, name, route, Math.min(3, most.closed)); continue }
    const questions = questionsFor(at, route, most), plain = new Map<string, Nothing>(), noted: string[] = [], looked = new Set<string>(), before = await rig.snapshot()
    await inTurns(questions, async q => {
      const answer = await ask(rig.app, requestOf(name, q, chance.is(0.2)))
      tally.count(name)
      judgeRead(name, route, answer, tally)
      if (opens(route, q)) {
        judgeOpened(at, name, route, q, answer)
        if (route.isNotedReading?.(q)) noted.push(noteOf(q))
        if (route.notesLook && mayLook(q)) looked.add(lookOf(q))
      } else await judgeClosed(at, name, route, q, answer, plain)
    })
    await judgeNoted(at, name, before, noted)
    await judgeLooked(at, name, before, looked)
  }
  judgeFaults(at)
}

export const opens = (route: DeclaredRoute, q: Question): boolean => (route.for === 'room' ? actingIn(q) !== null && (route.opens?.(q) ?? true) : route.for === 'person' ? q.person !== null && (route.opens?.(q) ?? true) : route.opens?.(q) ?? true)

/** The address of a route with its parts put in; a code stands in the address as what it is typed as. */
export function requestOf(name: string, { person, params, fields }: Question, packed = false): Request_ {
  const [method, pattern] = name.split(' ') as ['GET' | 'POST', string]
  const left = { ...params }
  const path = pattern.replaceAll(/:(\w+)(\{(?:[^{}]|\{[^{}]*\})*\})?/g, (_, part: string) => { const value = left[part] ?? ''; delete left[part]; return value.includes('/') || value.includes('%') ? encodeURIComponent(value) : encodeURI(value) })
  const query = new URLSearchParams(Object.entries(left).filter(([, value]) => value !== '')).toString()
  return { method, path: query === '' ? path : `${path}?${query}`, person, fields, packed }
}

/** Who asks for what: as many that open as are wanted where there are so many, and as many that do not. */
export function questionsFor({ rig: { world }, chance }: Probing, route: DeclaredRoute, { open, closed }: { open: number; closed: number }): Question[] {
  const params = Object.entries(route.params ?? {}), none = (each: string) => noneOf(route.params![each]!, chance)
  const whoever = () => (chance.is(0.15) ? null : chance.pick(world.people))
  const all: Question[] = []
  if (params.length === 0) for (const person of [null, ...world.people]) all.push({ world, person, params: {}, fields: {} })
  else {
    const opening = openingQuestions(world, route)
    all.push(...chance.some(opening, open))
    for (let i = 0; i < closed; i++) {
      // Half the time in a room of one's own, where what cannot be opened is something in it or elsewhere; else anywhere.
      const own = route.for === 'room' && chance.is(0.6) ? chance.pick(capacities(world).filter(each => actingIn({ world, person: each.person, params: { organisation: each.organisation } }) !== null)) : null
      all.push({ world, person: own?.person ?? whoever(), fields: {}, params: Object.fromEntries(params.map(([part, kind]) => [part, part === 'organisation' && own !== null ? own.organisation : chance.is(0.7) || typeof kind !== 'string' ? chance.pick(valuesOf(world, kind)) : chance.is(0.6) ? none(part) : chance.pick(impossible)])) })
    }
  }
  return all
}

/** Every question of a route that opens. */
export function openingQuestions(world: World, route: DeclaredRoute): Question[] {
  const params = Object.entries(route.params ?? {})
  const who = route.for === 'room' ? capacities(world).map(({ person, organisation }) => ({ person, params: { organisation } as Record<string, string> })).filter(each => actingIn({ world, ...each }) !== null) : [null, ...route.for === 'person' ? world.people : [world.people[0]!]].map(person => ({ person, params: {} as Record<string, string> }))
  let all = who
  for (const [part, kind] of params) if (part !== 'organisation') all = all.flatMap(each => candidates(world, part, kind, each.params).map(value => ({ person: each.person, params: { ...each.params, [part]: value } })))
  return all.map(each => ({ world, ...each, fields: {} })).filter(q => opens(route, q))
}

/** Of a share only those of the item that stands before it: what else there is cannot open. */
function candidates(world: World, part: string, kind: Parameters<typeof valuesOf>[1], params: Record<string, string>): readonly string[] {
  return part === 'share' && params['item'] !== undefined ? world.rows.share.filter(share => share.item === params['item']).map(share => share.id) : valuesOf(world, kind)
}

// ── judging ──

/** What opened: nothing strange in it, and exactly what the rule gives. */
export function judgeOpened({ rig: { world }, marks, tally }: Probing, where: string, route: DeclaredRoute, q: Question, answer: Answer): void {
  const who = inWords(q), leak = (kind: 'shown' | 'count' | 'missing' | 'fault', of: string, says: string) => tally.found({ kind, where, of, says: `${says} [${who}]` })
  if (answer.status >= 400 && answer.status !== route.answers) { leak(answer.status >= 500 ? 'fault' : 'missing', 'page', `answered ${answer.status} to somebody it opens to`); return }
  for (const strange of strangeIn(world, marks, answer.all, askersOf(route, q), answer.typed)) leak('shown', strange.of, strange.says)
  for (const mark of marksOfTitle(answer)) if (marks.places.has(mark)) leak('shown', 'title', `the title of the page has ${placeInWords(world, marks.places.get(mark)![0]!)}`)
  if (route.for !== 'anyone' && answer.headers['cache-control'] !== 'no-store') leak('shown', 'cache', `may be kept by what stands between: cache-control ${answer.headers['cache-control']}`)
  const shown = route.shows?.(q) ?? {}, here = marksIn(answer.all)
  const stands = (table: TableName, row: AnyRow) => marks.ownOf(table, row).some(mark => here.has(mark))
  for (const table of tableNames) {
    const expected = shown.exactly?.[table] ?? (shown.within?.includes(table) ? null : [])
    if (expected === null) continue
    for (const row of rowsOf(world, table)) {
      // What somebody typed stands there because they typed it.
      if (!expected.includes(row) && stands(table, row) && !marks.ownOf(table, row).every(mark => !here.has(mark) || answer.typed.toLowerCase().includes(mark))) leak('count', classOf(world, { table, row }), `lists ${placeInWords(world, { table, row, column: '*' })}, which is not on it by the rule`)
      if (expected.includes(row) && !stands(table, row) && marks.ownOf(table, row).length > 0) leak('missing', classOf(world, { table, row }), `does not show ${placeInWords(world, { table, row, column: '*' })}, which it does by the rule`)
    }
  }
  for (const [table, row] of shown.whole ?? []) for (const mark of marks.ownOf(table, row)) if (!here.has(mark)) leak('missing', table, `does not show all of ${placeInWords(world, { table, row, column: '*' })}`)
  for (const table of shown.some ?? []) if (!rowsOf(world, table).some(row => stands(table, row))) leak('missing', table, `shows nothing of ${table}`)
  for (const sentence of shown.says ?? []) if (!answer.text.includes(sentence)) leak('count', 'sentence', `does not say “${sentence}”`)
  for (const sentence of shown.saysNot ?? []) if (answer.text.includes(sentence)) leak('count', 'sentence', `says “${sentence}”`)
}

/** What an address with ids that nothing has is answered. */
export interface Nothing { answer: Answer; params: Record<string, string> }

/** What did not open: the same, to the byte, as what does not exist, and nothing of anybody's. */
export async function judgeClosed({ rig, marks, tally, chance }: Probing, where: string, route: DeclaredRoute, q: Question, answer: Answer, plain: Map<string, Nothing>): Promise<void> {
  // In a room of one's own: the same room, and in it what does not exist.
  const own: Record<string, string> = actingIn(q) === null ? {} : { organisation: q.params['organisation']! }
  const asked = Object.entries(q.params).filter(([part]) => typeof route.params![part] !== 'string').map(([, value]) => value).join(' ') // what it asks beside ids
  const kept = `${q.person ?? 'nobody'} ${own['organisation'] ?? ''} ${asked}`, known = plain.get(kept), none = known?.params ?? { ...nowhere(route, q.params, chance), ...own }, nothing = known?.answer ?? await ask(rig.app, requestOf(where, { ...q, params: none }))
  if (known === undefined) tally.count(where)
  if (where.startsWith('GET ')) plain.set(kept, { answer: nothing, params: none }) // a form may be shown again with what was typed in it
  const typed = Object.values(q.fields), how = differs(answer, nothing, [...Object.values(q.params), ...typed], [...Object.values(none), ...typed])
  if (how !== null) tally.found({ kind: 'told', where, of: 'page', says: `answers otherwise than to what does not exist: ${how} [${inWords(q)}]` })
  if (route.for !== 'key' && where.startsWith('GET') && q.person !== null && answer.status !== 404) tally.found({ kind: 'told', where, of: 'page', says: `answered ${answer.status} to somebody it does not open to [${inWords(q)}]` })
  for (const strange of strangeIn(rig.world, marks, answer.all, askersOf(route, q), answer.typed)) tally.found({ kind: 'shown', where, of: strange.of, says: `${strange.says} [${inWords(q)}]` })
}

/** The same address with ids that nothing has. */
export function nowhere(route: DeclaredRoute, params: Record<string, string>, chance: Chance): Record<string, string> {
  return Object.fromEntries(Object.entries(params).map(([part, value]) => [part, noneOf(route.params![part]!, chance) || value]))
}

/** What anyone may read says the same to everybody, and to one who asks for a word of somebody's what it says of a word of nowhere. */
async function probePublic({ rig, marks, tally, chance }: Probing, name: string, route: DeclaredRoute, words: number): Promise<void> {
  const [method] = name.split(' ') as ['GET' | 'POST']
  for (const address of route.asked!) {
    const typed = address.includes('(word)') ? [chance.word(), ...chance.some([...marks.places.keys()].filter(mark => mark.startsWith('zq')), words)] : ['']
    let first: Answer | null = null
    for (const word of typed) for (const person of [null, chance.pick(rig.world.people)]) {
      const answer = await ask(rig.app, { method, path: address.replace('(word)', word), person, fields: {}, packed: person !== null && chance.is(0.5) })
      tally.count(name)
      judgeRead(name, route, answer, tally)
      const strange = strangeIn(rig.world, marks, answer.all, askersOf(route, { world: rig.world, person: null, params: {}, fields: {} }), answer.typed)
      const rows = [...marksIn(answer.all)].filter(mark => marks.places.has(mark) && !answer.typed.includes(mark))
      for (const each of [...strange.map(({ of, says }) => ({ of, says })), ...rows.map(mark => ({ of: 'page', says: placeInWords(rig.world, marks.places.get(mark)![0]!) }))]) tally.found({ kind: 'shown', where: name, of: each.of, says: `${each.says} [${address}]` })
      // A page that says who has signed in is nobody else's to be kept.
      if (person !== null && answer.text.includes(person) && !/no-store|private/.test(answer.headers['cache-control'] ?? '')) tally.found({ kind: 'shown', where: name, of: 'cache', says: `names who has signed in and may be kept by what stands between: cache-control ${answer.headers['cache-control']} [${address}]` })
      if ((answer.status >= 500 && answer.status !== 503) || answer.status === 429) tally.found({ kind: 'fault', where: name, of: 'page', says: `answered ${answer.status} [${address}]` })
      if (first === null) { first = answer; continue }
      const how = differs(asAnybody(first), asAnybody(answer), [typed[0]!], [word])
      if (how !== null && !(route.knowsWhetherSignedIn && person !== null)) tally.found({ kind: 'told', where: name, of: 'page', says: `says something else to ${person === null ? 'nobody in particular' : 'somebody who has signed in'}${word === '' ? '' : ' or of a word that is somebody’s'}: ${how} [${address}]` })
    }
  }
}

/** A page without the head that names whoever has signed in, and without what keeps it from being kept for that: to be held beside what others are answered. */
function asAnybody(answer: Answer): Answer {
  const { 'cache-control': _, vary: __, ...headers } = answer.headers
  return { ...answer, headers, text: answer.text.replace(/<header class="app-header"[^]*?<\/header>/, '') }
}

/** A page asks for nothing that was typed but what is declared. */
export function judgeRead(where: string, route: DeclaredRoute, { read }: Answer, tally: Tally): void {
  for (const field of read.fields) if (!Object.hasOwn(route.fields ?? {}, field)) tally.found({ kind: 'undeclared', where, of: 'field', says: `reads the field "${field}" of its form, which test/isolation/routes.ts does not declare: say there what it takes` })
  for (const query of read.queries) if (query !== 'figures' && !route.queries?.includes(query) && !Object.hasOwn(route.params ?? {}, query)) tally.found({ kind: 'undeclared', where, of: 'query', says: `reads "${query}" of its address, which test/isolation/routes.ts does not declare: say there that it does` })
}

/** One reading as its owner's log has it: what, whose, by whom, for whom, why they could. */
function noteOf(q: Question): string {
  const acting = actingIn(q)!, item = itemIn(q)
  return [item.id, item.organisation, acting.looker.person, acting.looker.organisation, classFor(q.world, acting, item), 'page'].join(' ')
}

/** Every reading of another organisation's item is in its owner's log once, and nothing is there that nobody read. */
export async function judgeNoted({ rig, tally }: Probing, where: string, before: Awaited<ReturnType<Rig['snapshot']>>, expected: readonly string[]): Promise<void> {
  const after = await rig.snapshot(), fresh = [...after.get('looking')!].filter(([key]) => !before.get('looking')!.has(key)).map(([, row]) => row)
  const count = (of: readonly string[]) => { const times = new Map<string, number>(); for (const one of of) times.set(one, (times.get(one) ?? 0) + 1); return times }
  const found = count(fresh.map(row => [row['item'], row['owner'], row['looker'], row['looker_organisation'], row['seen_as'], row['form']].join(' '))), wanted = count(expected)
  for (const reading of new Set([...found.keys(), ...wanted.keys()])) if (found.get(reading) !== wanted.get(reading)) tally.found({ kind: 'noted', where, of: 'looking', says: `item, owner, reader, for, as, how: ${reading}: read ${wanted.get(reading) ?? 0} times, written down ${found.get(reading) ?? 0} times` })
  if (expected.length > 0) tally.count('readings written down', expected.length)
  await rig.restore(fresh.map(row => ({ table: 'looking' as const, key: String(row['id']), before: null, after: row })))
}

/** Whose row of when they last looked at which review. */
const lookOf = (q: Question): string => `${itemIn(q).id} ${actingIn(q)!.looker.person}`
/** Looking is written down where the reader may still write: in a room that goes on, and in what is the partners' while they answer for it. */
const mayLook = (q: Question): boolean => mayChangeIt(q) && isGoingOn(q.world, roomIn(q)) && (itemIn(q).kept_as === 'only-you' || isAnsweringIn(q))

/** Of what pages write for their readers alone, each looked at what they were shown and nobody else is written down; every row is put back. */
async function judgeLooked({ rig, tally }: Probing, where: string, before: Awaited<ReturnType<Rig['snapshot']>>, expected: ReadonlySet<string>): Promise<void> {
  const changes = changesBetween(before, await rig.snapshot()).filter(({ table }) => table === 'review_look'), found = new Set(changes.map(({ key }) => key))
  for (const key of new Set([...found, ...expected])) if (found.has(key) !== expected.has(key)) tally.found({ kind: 'noted', where, of: 'review_look', says: `review and reader: ${key}: ${found.has(key) ? 'written down, and did not look' : 'looked, and is not written down'}` })
  await rig.restore(changes)
}

/** Nothing of anybody's reaches the log of the server, and nothing went wrong. */
export function judgeFaults({ rig, marks, tally }: Probing): void {
  for (const fault of rig.faults.splice(0)) {
    const text = fault instanceof Error ? `${fault.stack ?? fault.message}\n${fault.cause instanceof Error ? fault.cause.stack : ''}` : String(fault)
    const strange = [...marksIn(text)].filter(mark => marks.places.has(mark) && mark.startsWith('zq'))
    tally.found({ kind: strange.length > 0 ? 'shown' : 'fault', where: 'log', of: 'log', says: `${text.split('\n').slice(0, 3).join(' | ')}${strange.length > 0 ? ` (has ${strange.length} words of somebody's)` : ''}` })
  }
}

export async function inTurns<T>(all: readonly T[], work: (one: T) => Promise<void>): Promise<void> {
  const waiting = [...all]
  await Promise.all(Array.from({ length: AT_ONCE }, async () => { for (let one = waiting.shift(); one !== undefined; one = waiting.shift()) await work(one) }))
}

export function inWords({ world, person, params, fields }: Question): string {
  const roles = person === null || params['organisation'] === undefined ? [] : world.rows.role.filter(role => role.person === person && role.organisation === params['organisation'])
  return `world ${world.seed}, ${person ?? 'nobody'}${roles.length > 0 ? ` (${roles.map(role => `${role.kind} ${role.from_on}–${role.to_on ?? ''}`).join(', ')})` : ''}, ${JSON.stringify(params)}${Object.keys(fields).length > 0 ? ` ${JSON.stringify(fields)}` : ''}`
}
