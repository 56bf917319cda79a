import { codeOf } from '#domain/organisations/invitation.ts'
import type { RoleKind } from '#domain/organisations/organisation.ts'
import { actingIn, type Field, type Param, type Question } from './asking.ts'
import type { Chance } from './chance.ts'
import { isReadable, isTakable, openLeavings, roomIn, seen, speaksFor } from './giving.ts'
import { rowsOf } from './tables.ts'
import { isCurrent, itemOf, type World } from './world.ts'

/** What is put into addresses and forms: one's own, others', of nothing, and what cannot be. */

/** Real values of a part of an address, everybody's. */
export function valuesOf(world: World, param: Param): readonly string[] {
  if (typeof param !== 'string') return param.flatMap(value => (value === '(code)' ? [...world.codes.values()] : [value]))
  switch (param) {
    case 'organisation': return world.rows.organisation.map(each => each.id)
    case 'group': return world.rows.organisation.map(each => each.id)
    case 'item': return world.rows.item.map(each => each.id)
    case 'round': return world.rows.alone_round.map(each => each.id)
    case 'share': return world.rows.share.map(each => each.id)
    case 'role': return world.rows.role.map(each => each.id)
    case 'invitation': return world.rows.invitation.map(each => each.id)
    case 'passkey': return rowsOf(world, 'accounts.passkey').map(row => String(row['id']))
    case 'privateKey': return world.links.flatMap(link => [link.privateKey, ...link.looks.map(look => look.key)])
    case 'lookKey': return world.links.flatMap(link => [link.privateKey, ...link.looks.map(look => look.key)])
  }
}

/** A value that nothing has; and some that cannot be one. */
export function noneOf(param: Param, chance: Chance): string {
  if (typeof param !== 'string') return '' // parts that name nothing of the world have no 'none'
  return param === 'privateKey' || param === 'lookKey' ? chance.bytes(18).toString('base64url') : param === 'passkey' ? chance.word() : chance.uuid()
}
export const impossible: readonly string[] = ['x', '0', "'; drop table item; --", '00000000-0000-0000-0000-00000000000', '%00', 'null', 'ffffffff-ffff-ffff-ffff-ffffffffffff ', '{00000000-0000-4000-8000-000000000000}', '../../our', 'é'.repeat(40)]

/** Something to put into a field: most often what makes sense to who asks, else anybody's. */
export function fill(field: Field, q: Question, chance: Chance): string {
  const { world, params } = q, acting = actingIn(q), sensible = chance.is(0.75)
  const peopleHere = () => { const here = world.rows.role.filter(role => role.organisation === params['organisation']).map(role => role.person); return here.length > 0 ? here : world.people }
  if (typeof field !== 'string') return chance.pick(field)
  switch (field) {
    case 'text': return chance.is(0.9) ? `${chance.word()} ${chance.word()}` : ''
    case 'name': return chance.is(0.95) ? `Dr ${chance.word()}` : ''
    case 'email': return chance.is(0.6) ? '' : chance.is(0.8) ? `${chance.word()}@example.com` : 'x'
    case 'day': return chance.pick(['3/4/2026', '2026-02-03', '1/3/2026', '2/2/2026', 'soon'])
    case 'practice': return chance.pick(['ZP0001', 'ZP0004', 'ZP0012', 'zp0002', 'X99999'])
    case 'role': return chance.pick<RoleKind | ''>(['partner', 'practice-manager', 'officer', 'adviser', 'observer', 'salaried-gp', ''])
    case 'version': return sensible ? String(itemOf(world, params['item'] ?? '')?.version ?? 2) : chance.pick(['1', '2', '9', 'x'])
    case 'keep': return chance.is(0.5) ? chance.pick(['only-you', 'your-partners', 'anyone', 'x', '']) : `this-group ${sensible && acting !== null && acting.looker.memberOf.length > 0 ? chance.pick(acting.looker.memberOf) : chance.pick(valuesOf(world, 'group'))}`
    case 'colleague': return chance.is(0.5) ? '' : sensible ? chance.pick(peopleHere()) : chance.pick(world.people)
    case 'whom': return chance.is(0.3) ? 'practice' : chance.is(0.5) ? `person:${sensible ? chance.pick(peopleHere()) : chance.pick(world.people)}` : chance.pick(world.rows.organisation.map(each => `${each.kind}:${each.code}`))
    case 'share': return sensible && world.rows.share.some(each => each.item === params['item']) ? chance.pick(world.rows.share.filter(each => each.item === params['item'])).id : chance.pick(valuesOf(world, 'share'))
    case 'code': {
      const room = world.rows.organisation.find(each => each.id === params['organisation']), fitting = world.rows.invitation.filter(each => isTakable(world, each) && (room === undefined || (each.purpose === 'room' && each.for_code === room.code)))
      return fitting.length > 0 && sensible ? world.codes.get(chance.pick(fitting).id)! : chance.is(0.6) ? chance.pick([...world.codes.values()]) : chance.pick(['', codeOf(chance.bytes(16)), 'x'])
    }
    case 'otherRoom': return q.person !== null && sensible ? chance.pick(speaksFor(world, q.person).map(each => each.id).filter(id => id !== params['organisation']).concat(valuesOf(world, 'organisation').slice(0, 1))) : chance.pick(valuesOf(world, 'organisation'))
    case 'support': return sensible ? world.rows.organisation.find(each => each.kind === 'support')!.code : chance.pick([...world.rows.organisation.map(each => each.code), ''])
    case 'roomName': return sensible ? roomIn(q)?.name ?? '' : chance.pick(world.rows.organisation).name
    case 'letters': return sensible && acting !== null ? String(seen(world, 'invitation', acting, row => row['purpose'] === 'room' && row['organisation'] === params['organisation']).length) : chance.pick(['0', 'x'])
    case 'leaving': return sensible && openLeavings(world, params['organisation'] ?? '').length > 0 ? openLeavings(world, params['organisation']!)[0]!.id : chance.pick(world.rows.leaving.map(each => each.id).concat(''))
    case 'ownNote': return chance.pick([...sensible ? world.rows.working_note.filter(each => each.matter === params['request']).map(each => each.id) : [], ...world.rows.working_note.map(each => each.id), ''])
    case 'step': return sensible && world.rows.case_step.some(each => each.item === params['item']) ? chance.pick(world.rows.case_step.filter(each => each.item === params['item'])).id : chance.pick(world.rows.case_step.map(each => each.id).concat(''))
    case 'items': return sensible ? chance.pick(world.rows.item.filter(each => each.author === q.person).map(each => each.id).concat('all')) : chance.pick(valuesOf(world, 'item'))
    case 'partner': { const partners = world.rows.role.filter(role => role.kind === 'partner' && role.organisation === params['organisation'] && isCurrent(world, role)).map(role => role.person); return sensible && partners.length > 0 ? chance.pick(partners) : chance.pick(world.people) }
    // A note of the room that whoever asks may carry on; now and then anything.
    case 'noteHere': { const here = world.rows.item.filter(each => each.kind === 'note' && each.organisation === params['organisation'] && (each.author === q.person || each.kept_as !== 'only-you')); return sensible && here.length > 0 ? chance.pick(here).id : chance.pick(valuesOf(world, 'item')) }
    case 'session': return chance.pick(rowsOf(world, 'accounts.session').filter(row => !sensible || row['userId'] === q.person).map(row => String(row['id'])).concat('x'))
    case 'passkey': return chance.pick(valuesOf(world, 'passkey'))
    case 'organisation': return sensible && q.person !== null ? chance.pick(speaksFor(world, q.person).map(each => each.id).concat(valuesOf(world, 'organisation').slice(0, 1))) : chance.pick(valuesOf(world, 'organisation'))
  }
}

/** Something of somebody else's for a field, and its like that does not exist: both are to be answered alike. Null where a field names nothing that could be anybody's. */
export function foreign(field: Field, q: Question, chance: Chance): [theirs: string, none: string] | null {
  const { world, params, person } = q, acting = actingIn(q), pick = <T,>(of: readonly T[], form: (one: T) => string, none: () => string): [string, string] | null => (of.length === 0 ? null : [form(chance.pick(of)), none()])
  switch (field) {
    case 'keep': return pick(world.rows.organisation.filter(each => each.id !== params['organisation'] && !acting?.looker.memberOf.includes(each.id)), each => `this-group ${each.id}`, () => `this-group ${chance.uuid()}`)
    case 'partner':
    case 'colleague': return pick(world.people.filter(each => each !== person && !isHere(world, params['organisation'], each)), each => each, chance.word)
    case 'whom': return chance.is(0.5) ? pick(world.people.filter(each => each !== person && !isHere(world, params['organisation'], each)), each => `person:${each}`, () => `person:${chance.word()}`)
      : pick(world.rows.organisation.filter(each => ['support', 'commissioner'].includes(each.kind) && each.confirmed_at === null), each => `${each.kind}:${each.code}`, () => `${chance.pick(['support', 'commissioner'])}:${chance.word()}`)
    // That a practice has a room here is not told to whoever shows it something.
    case 'practice': return params['item'] === undefined ? null : pick(world.rows.organisation.filter(each => each.kind === 'practice' && each.code !== world.rows.organisation.find(own => own.id === params['organisation'])?.code && !world.rows.share.some(share => share.item === params['item'] && share.to_code === `practice:${each.code}`)), each => each.code, () => 'ZP0012')
    case 'share': return pick(world.rows.share.filter(each => each.item !== params['item']), each => each.id, chance.uuid)
    case 'otherRoom':
    case 'organisation': return pick(world.rows.organisation.filter(each => person === null || !speaksFor(world, person).includes(each)), each => each.id, chance.uuid)
    case 'code': return pick(world.rows.invitation.filter(each => !isReadable(world, each)), each => world.codes.get(each.id)!, () => codeOf(chance.bytes(16)))
    case 'leaving': return pick(world.rows.leaving.filter(each => acting === null || each.organisation !== params['organisation']).filter(each => person === null || !speaksFor(world, person).some(room => room.id === each.organisation) && !world.rows.role.some(role => role.person === person && role.organisation === each.organisation)), each => each.id, chance.uuid)
    case 'ownNote': return pick(world.rows.working_note.filter(each => each.organisation !== params['organisation']), each => each.id, chance.uuid)
    case 'step': return pick(world.rows.case_step.filter(each => each.item !== params['item']), each => each.id, chance.uuid)
    case 'noteHere':
    case 'items': return pick(world.rows.item.filter(each => each.author !== person && each.organisation !== params['organisation']), each => each.id, chance.uuid)
    case 'session': return pick(rowsOf(world, 'accounts.session').filter(row => row['userId'] !== person), row => String(row['id']), chance.word)
    default: return null
  }
}

const isHere = (world: World, organisation: string | undefined, person: string): boolean => world.rows.role.some(role => role.organisation === organisation && role.person === person && isCurrent(world, role))
