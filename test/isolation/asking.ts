import { keptOf as keptOfKey, keptOfCode } from '#records/link-keys.ts'
import { askerOf, capacityOf, type AnyRow, type Asker, type TableName, type World } from './world.ts'

/** What is declared of a route, and whom the database may be asked for while one is answered. */
export interface DeclaredRoute {
  /**
   * 'anyone': says the same to everybody, and nothing that is anybody's. 'key': whoever has the link, or the code of a letter. 'person': whoever signed in, of theirs.
   * 'room': somebody in a capacity. 'demonstration': mounted only where nothing is real.
   */
  for: 'anyone' | 'key' | 'person' | 'room' | 'demonstration'
  /** What each part of the address is, in order; a part that is not in the pattern is a query. */
  params?: Record<string, Param>
  /** Addresses to ask for, of routes for anyone; '(word)' is put in their place: a word of the world, and one of nowhere. */
  asked?: readonly string[]
  /** What it reads of its address beside those parts; every page may be read on other figures. */
  queries?: readonly string[]
  fields?: Record<string, Field>
  /** Whether it opens to this asker. Without: a room to whoever holds a role in it today, a page of one's own to whoever signed in, any other to everybody. */
  opens?(q: Question): boolean
  /** What it shows where it opens; without, nothing of the world. */
  shows?(q: Question): Shown
  /** Whether reading it is written down for the owner of the item. */
  isNotedReading?(q: Question): boolean
  /** Reading it writes down for the reader alone that they have looked at their own review. */
  notesLook?: boolean
  /** Its status where it opens, when that is not one of success. */
  answers?: number
  /** Tables a form may add to that nobody in particular asks for: a sketch that somebody begins, a link that lets somebody in. */
  begins?: readonly TableName[]
  /** It changes nothing, or what it changes needs more than a header that says who asks: that it is taken is proved elsewhere. */
  isNeverTaken?: boolean
  /** A page of a room that also shows what is somebody's as themselves, such as their other rooms. */
  alsoAsOneself?: boolean
  /** A form by which the teller may come to open what partners have answered alone. */
  opensAlone?: boolean
  /** It says the same but for whether one has signed in. */
  knowsWhetherSignedIn?: boolean
}

export type Param = 'organisation' | 'round' | 'item' | 'share' | 'role' | 'invitation' | 'group' | 'passkey' | 'privateKey' | 'lookKey' | readonly string[]
export type Field = 'text' | 'name' | 'keep' | 'colleague' | 'whom' | 'practice' | 'day' | 'version' | 'share' | 'code' | 'organisation' | 'otherRoom' | 'role' | 'email' | 'support' | 'roomName' | 'letters' | 'leaving' | 'ownNote' | 'step' | 'items' | 'noteHere' | 'session' | 'passkey' | 'partner' | readonly string[]

/** Somebody's request, as the rule sees it. */
export interface Question { world: World; person: string | null; params: Record<string, string>; fields: Record<string, string> }

export interface Shown {
  /** Rows that stand on it, all of these and no other of their table; each by at least one word of its own. */
  exactly?: Partial<Record<TableName, readonly AnyRow[]>>
  /** Rows whose every word stands on it. */
  whole?: readonly [TableName, AnyRow][]
  /** Tables whose rows may stand on it, as far as the asker may see them. Of every table in neither list there is nothing. */
  within?: readonly TableName[]
  /** At least one word of some row of these. */
  some?: readonly TableName[]
  /** Sentences that stand on it, and that do not: counts in words. */
  says?: readonly string[]
  saysNot?: readonly string[]
}

/** The capacity of a request: what stands in the address and who signed in; null for who holds no role there today. */
export function actingIn({ world, person, params }: Pick<Question, 'world' | 'person' | 'params'>): Asker | null {
  if (person === null || params['organisation'] === undefined) return null
  const asker = capacityOf(world, person, params['organisation'])
  return asker.looker.roles.length > 0 ? asker : null
}

/** For whom the database may have been asked while this was answered. */
export function askersOf(route: DeclaredRoute, q: Question): Asker[] {
  const { world, person, params, fields } = q, anyone = askerOf(world, { as: 'anyone' }), self = person === null ? [] : [askerOf(world, { as: 'person', person, on: world.today })]
  if (route.for === 'room') { const acting = actingIn(q), code = keptOfCode(fields['code'] ?? ''); return acting === null ? [anyone] : [anyone, acting, ...route.alsoAsOneself ? self : [], ...code === null ? [] : [askerOf(world, { as: 'key', key: code })]] }
  if (route.for === 'person' || route.for === 'key') {
    const keys = [keptOfCode(fields['code'] ?? params['code'] ?? ''), keptOfKey('private', params['key'] ?? ''), keptOfKey('look', params['look'] ?? '')].filter(key => key !== null)
    return [anyone, ...route.for === 'person' || 'code' in fields || 'code' in params ? self : [], ...keys.map(key => askerOf(world, { as: 'key', key, on: world.today }))]
  }
  return [anyone]
}

/** Who may have written what a form changed. */
export function writersOf(route: DeclaredRoute, q: Question): Asker[] {
  const { world, person, fields, params } = q
  if (person === null) return askersOf(route, q)
  const code = keptOfCode(fields['code'] ?? ''), rooms = [fields['for'], fields['to'], params['organisation']].filter(each => each !== undefined && world.rows.organisation.some(room => room.id === each)) as string[]
  return [...askersOf(route, q), askerOf(world, { as: 'person', person, on: world.today }), ...code === null ? [] : [askerOf(world, { as: 'key', key: code, person, on: world.today })],
    ...route.opensAlone ? rooms.map(organisation => askerOf(world, { as: 'teller', organisation, on: world.today })) : [],
    ...rooms.map(organisation => askerOf(world, { as: 'capacity', person, organisation, on: world.today, ...code === null ? {} : { key: code } }))]
}
