import type { Selectable } from 'kysely'
import { addressOf, rolesOn, type RoleKind } from '#domain/organisations/organisation.ts'
import { seesAs, type Kept, type Looker, type Visibility } from '#domain/visibility.ts'
import type { Day } from '#domain/words.ts'
import type { Schema } from '#records/schema.ts'
import type { Viewer } from '#records/viewing.ts'
import type { Chance } from './chance.ts'

/**
 * A world of random rooms, as rows; every text in it is a word of its own (./chance.ts). What anybody may see of it is worked out here from the rows by the
 * slow rule of src/domain/visibility.ts, and nothing of it is asked of the database.
 */
export type Rows = { [T in keyof Schema]: Selectable<Schema[T]>[] }
export type Row<T extends keyof Schema> = Selectable<Schema[T]>
/** A table as the rest of the house knows it, or one of signing in, by its schema and name. */
export type TableName = keyof Schema | `accounts.${string}`
export type AnyRow = Record<string, unknown>

/** Whether an asker may do something with a row. */
type AnyRule = (row: AnyRow, asker: Asker, world: World) => boolean

/** A declared table whose name is only known when it is asked about; ./tables.ts says what each part means. */
export interface AnyTable {
  for: string
  key: string[]
  plain: string[]
  make(world: World, chance: Chance): AnyRow[]
  sees: AnyRule
  changes(row: AnyRow, asker: Asker, world: World, next?: AnyRow): boolean
  removes: AnyRule
  adds: AnyRule
  again?: ((row: AnyRow, chance: Chance) => AnyRow | null) | null
  says?: string
  /** Whom the code that lets people in shows it to, or changes it for: whose it is. */
  byTheDoor?: AnyRule
}

export interface World {
  seed: number
  today: Day
  /** The clock of the desk. */
  now: Date
  people: string[]
  rows: Rows
  /** Codes of letters as they are typed, by the id of their invitation. */
  codes: Map<string, string>
  /** Sketches: the keys of their links, by the number of the sketch. */
  links: { sketch: number; privateKey: string; looks: { number: number; key: string }[] }[]
}

/** Somebody who asks the database something, and what the rule takes them for. */
export interface Asker { viewer: Viewer; looker: Looker }

export type Organisation = Row<'organisation'>
export type Item = Row<'item'>

const isOn = (each: { from_on: Day; to_on: Day | null }, day: Day): boolean => each.from_on <= day && (each.to_on === null || day <= each.to_on)

/** The looker of the rule, from the rows. */
export function lookerOf({ rows, today }: World, viewer: Viewer): Looker {
  const nobody: Looker = { person: null, organisation: null, codes: [], roles: [], memberOf: [], observes: [], on: today }
  if (viewer.as === 'person') return { ...nobody, person: viewer.person }
  if (viewer.as !== 'capacity') return nobody
  const { person, organisation } = viewer, room = rows.organisation.find(each => each.id === organisation)
  const held = rolesOn(rows.role.map(role => ({ person: role.person, organisation: role.organisation, kind: role.kind, fromOn: role.from_on, toOn: role.to_on })), person, organisation, today)
  const roles = [...new Set<RoleKind>(held)], isOver = room === undefined || roles.length === 0 || hasEnded(room, today)
  const current = isOver ? [] : rows.membership.filter(each => each.member === organisation && isOn(each, today)), groups = (as: 'member' | 'observer') => [...new Set(current.filter(each => each.joined_as === as).map(each => each.group_id))]
  return {
    person, organisation, roles, on: today, codes: isOver ? [] : [room.id, ...(room.confirmed_at === null ? [] : [addressOf(room)])],
    memberOf: groups('member'), observes: groups('observer'),
  }
}

/** A room that has ended is read and taken away: nothing is addressed to it, it is in no group, and nothing is written in it. */
export const hasEnded = (room: Organisation, today: Day): boolean => room.ended_on !== null && room.ended_on < today

export const askerOf = (world: World, viewer: Viewer): Asker => ({ viewer, looker: lookerOf(world, viewer) })

export const capacityOf = (world: World, person: string, organisation: string): Asker => askerOf(world, { as: 'capacity', person, organisation, on: world.today })

/** An item as the rule takes it. */
export function keptOf({ rows }: World, item: Item): Kept {
  return {
    organisation: item.organisation, author: item.author, keptAs: item.kept_as, group: item.group_id, isCommercial: item.is_commercial, enteredBy: item.confirmed_at === null ? item.entered_by : null,
    shares: rows.share.filter(share => share.item === item.id).map(share => ({ toCode: share.to_code, toPerson: share.to_person, until: share.until, isStopped: share.stopped_at !== null })),
  }
}

/** By which class an asker sees an item; what is not somebody looking (the postman, whoever runs the server) sees none. */
export function classFor(world: World, { viewer, looker }: Asker, item: Item): Visibility | null {
  return ['anyone', 'person', 'capacity', 'key'].includes(viewer.as) ? seesAs(looker, keptOf(world, item)) : null
}

export const itemOf = ({ rows }: World, id: string): Item | undefined => rows.item.find(each => each.id === id)
export const isCurrent = ({ today }: World, role: Row<'role'>): boolean => isOn(role, today)
export const isOpen = ({ today }: World, share: Row<'share'>): boolean => share.stopped_at === null && share.until >= today

/** Capacities somebody has today, and those they once had or never: each person with each organisation. */
export const capacities = (world: World): { person: string; organisation: string }[] => world.people.flatMap(person => world.rows.organisation.map(({ id }) => ({ person, organisation: id })))
