import { codeOf } from '#domain/organisations/invitation.ts'
import { addressOf, answers, rolesOf, type RoleKind } from '#domain/organisations/organisation.ts'
import { sketchFrom } from '#domain/partners/sketch-edit.ts'
import type { Said } from '#domain/position/review/question.ts'
import type { KeptAs } from '#domain/visibility.ts'
import { isRefusal } from '#domain/words.ts'
import { keptOf as keptOfKey, keptOfCode, lookKeyOf } from '#records/link-keys.ts'
import { penmarshEdition } from '../town/penmarsh.ts'
import { planByHand } from '../town/sketches.ts'
import type { Chance } from './chance.ts'
import { isCurrent, type Row, type World } from './world.ts'

/** Random rows of each table, over those of the tables before: what a database may come to hold, with everything that may have ended, lapsed, been stopped or never been confirmed. */

export const at = new Date('2026-02-01T09:00:00.000Z')
export const today = '2026-02-03'
const past = ['2026-01-01', '2026-02-02'], days = [...past, today, '2026-02-04', '2026-12-31']
const day = (chance: Chance): string => (chance.is(0.7) ? chance.pick([today, '2026-02-04', '2026-12-31']) : chance.pick(past))
const term = (chance: Chance): { from_on: string; to_on: string | null } => {
  const from_on = chance.is(0.85) ? chance.pick([...past, today]) : chance.pick(days), to_on = chance.is(0.65) ? null : chance.pick(days)
  return { from_on, to_on: to_on !== null && to_on < from_on ? from_on : to_on }
}

const shape = ['practice', 'practice', 'practice', 'group', 'group', 'support', 'commissioner'] as const

export function organisations({ people }: World, chance: Chance): Row<'organisation'>[] {
  return shape.map((kind, i) => {
    const isTwin = i === 2 && chance.is(0.4), hasEnded = chance.is(0.1), id = chance.uuid(), confirmed = !isTwin && (kind === 'group' || chance.is(0.8))
    return {
      id, kind, code: kind === 'practice' ? `ZP000${isTwin ? 1 : i + 1}` : kind === 'group' ? id : chance.word(), name: chance.word(), word: kind === 'group' ? chance.word() : null, world: 'invented',
      founded_by: kind === 'practice' || kind === 'group' ? chance.pick(people.slice(0, -1)) : null, made_at: at, confirmed_at: confirmed ? at : null, ended_on: hasEnded ? chance.pick(['2026-01-31', today]) : null, ended: hasEnded ? chance.word() : null,
    }
  })
}

export function roles({ people, rows }: World, chance: Chance): Row<'role'>[] {
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

export function memberships({ people, rows: { organisation } }: World, chance: Chance): Row<'membership'>[] {
  const groups = organisation.filter(each => each.kind === 'group'), others = organisation.filter(each => each.kind !== 'group')
  return groups.flatMap(group => others.filter(() => chance.is(0.6)).map(member => ({ id: chance.uuid(), group_id: group.id, member: member.id, member_name: chance.word(), joined_as: chance.is(0.7) ? 'member' : 'observer', ...term(chance), made_by: chance.pick(people), made_at: at })))
}

export function invitations({ people, codes, rows: { organisation: all, role } }: World, chance: Chance): Row<'invitation'>[] {
  const practices = all.filter(each => each.kind === 'practice')
  return all.flatMap(organisation => {
    const purposes: Row<'invitation'>['purpose'][] = organisation.kind === 'support' ? ['role', ...practices.map(() => 'room' as const)] : organisation.kind === 'group' ? ['role', 'group', 'group'] : ['role', 'role']
    return purposes.map((purpose, i): Row<'invitation'> => {
      const id = chance.uuid(), code = codeOf(chance.bytes(16))
      codes.set(id, code)
      return {
        id, organisation: organisation.id, organisation_name: chance.word(), purpose, role_kind: purpose === 'role' ? chance.pick(rolesOf[organisation.kind]) : null, for_code: purpose === 'room' ? practices[i - 1]!.code : null, for_name: chance.word(),
        joined_as: purpose === 'group' ? chance.pick(['member', 'observer'] as const) : null, key: keptOfCode(code)!, email: purpose === 'role' ? `${chance.word()}@example.invalid` : null, made_by: role.find(each => each.organisation === organisation.id)?.person ?? chance.pick(people), made_by_name: chance.word(), made_at: at,
        until: chance.is(0.15) ? '2026-02-02' : '2026-03-01', withdrawn_at: chance.is(0.15) ? at : null,
      }
    })
  })
}

export function takings({ people, rows: { invitation, organisation } }: World, chance: Chance): Row<'taking'>[] {
  return invitation.filter(() => chance.is(0.25)).map(each => ({ invitation: each.id, taken_by: chance.pick(people), taken_for: chance.pick(organisation).id, at }))
}

/** One that is in use, so that its source is read; others of any day, also of a figure no release knows any more. */
export function parameterValues(_: World, chance: Chance): Row<'parameter_value'>[] {
  const one = (parameter: string, from_on: string): Row<'parameter_value'> => {
    const isRange = chance.is(0.5)
    return { id: chance.uuid(), parameter, value: 0.25, low: isRange ? 0.125 : null, high: isRange ? 0.5 : null, from_on, source: `${chance.word()}, ${chance.word()}`, checked_on: '2026-01-31', review_by: chance.pick(['2026-02-02', today, '2026-12-31']), set_by: chance.word(), set_at: at }
  }
  return [one('staffPayRise', '2026-02-01'), ...Array.from({ length: chance.whole(4) }, () => one(chance.pick(['globalSum', 'fillChance', 'thingOfThePast']), chance.pick(days)))]
}

export function leavings({ rows: { organisation, role } }: World, chance: Chance): Row<'leaving'>[] {
  return organisation.flatMap(room => {
    const by = role.find(each => each.organisation === room.id && answers([each.kind]))
    if (by === undefined || chance.is(0.5)) return []
    const one = (isOpen: boolean): Row<'leaving'> => {
      const way = room.kind === 'group' || chance.is(0.5) ? 'delete' : 'join', isStopped = !isOpen && chance.is(0.6)
      return {
        id: chance.uuid(), organisation: room.id, way, successor_code: way === 'join' ? 'ZP0009' : null, successor_name: way === 'join' ? chance.word() : null, asked_by: by.person, asked_by_name: chance.word(), asked_at: at, asked_on: '2026-02-01', due_on: chance.pick(['2026-02-02', today, '2026-02-08']),
        stopped_at: isStopped ? at : null, stopped_by: isStopped ? by.person : null, stopped_by_name: isStopped ? chance.word() : null, done_at: isOpen || isStopped ? null : at,
      }
    }
    return [one(chance.is(0.6)), ...chance.is(0.3) ? [one(false)] : []]
  })
}

/** @param kinds of items there are; a kind that only some rooms have is in those */
export function items(world: World, chance: Chance, kinds: readonly string[]): Row<'item'>[] {
  const { people, rows: { organisation, role, membership } } = world, groups = organisation.filter(each => each.kind === 'group')
  const weighted = [...organisation, ...organisation.filter(each => each.kind === 'practice')], classes: KeptAs[] = ['only-you', 'your-partners', 'this-group', 'your-partners', 'anyone', 'this-group', 'only-you']
  return [...aloneItems(world, chance), ...Array.from({ length: 7 * (kinds.length + 1) }, (_, i): Row<'item'> => {
    // Each class often enough, and each kind; notes twice as often.
    const kind = kinds[Math.max(0, Math.floor(i / 7) - 1)]!, drawn = classes[i % 7]!, keptAs = kind === 'review' && drawn !== 'only-you' ? 'your-partners' : drawn // a review stays in its room
    const room = kind === 'help-request' || kind === 'review' ? chance.pick(organisation.filter(each => each.kind === 'practice')) : kind === 'case' ? organisation.find(each => each.kind === 'commissioner')! : chance.pick(weighted)
    const here = role.filter(each => each.organisation === room.id).map(each => each.person), author = here.length > 0 && chance.is(0.85) ? chance.pick(here) : chance.pick(people)
    const ofOurs = membership.filter(each => each.member === room.id).map(each => each.group_id), group = room.kind === 'group' && chance.is(0.5) ? room.id : ofOurs.length > 0 && chance.is(0.85) ? chance.pick(ofOurs) : chance.pick(groups).id
    const isEntered = kind === 'note' && chance.is(0.25)
    return {
      id: chance.uuid(), organisation: room.id, room: keptAs === 'only-you' ? null : room.id, kind, organisation_name: chance.word(), author, author_name: chance.word(), kept_as: keptAs, group_id: keptAs === 'this-group' ? group : null, is_commercial: keptAs === 'this-group' && chance.is(0.4),
      entered_by: isEntered ? chance.pick(here.length > 0 ? here : people) : null, entered_by_name: isEntered ? chance.word() : null, confirm_by: isEntered ? new Date(chance.is(0.6) ? '2026-02-04T09:00:00Z' : '2026-02-02T09:00:00Z') : null, confirmed_at: isEntered && chance.is(0.4) ? at : null,
      made_at: at, changed_at: new Date(at.getTime() + i * 60_000), version: 1 + chance.whole(3),
    }
  })]
}

export function shares(world: World, chance: Chance): Row<'share'>[] {
  const { people, rows: { organisation, role, item } } = world, support = organisation.find(each => each.kind === 'support')!
  return [...aloneShares(world, chance), ...item.filter(each => each.kind !== 'alone' && each.kind !== 'review').flatMap(each => {
    const here = role.filter(one => one.organisation === each.organisation && isCurrent(world, one))
    const share = (to: { code: string; person: string | null }): Row<'share'> => {
      const isStopped = chance.is(0.2), madeBy = each.kept_as === 'only-you' || here.length === 0 ? each.author : chance.pick(here).person
      return {
        id: chance.uuid(), item: each.id, owner: each.organisation, owner_person: each.kept_as === 'only-you' ? each.author : null, to_code: to.code, to_name: chance.word(), to_person: to.person, made_by: madeBy, made_by_name: chance.word(), made_at: at, until: day(chance),
        stopped_at: isStopped ? at : null, stopped_by: isStopped ? madeBy : null, stopped_because: isStopped && chance.is(0.4) ? chance.word() : null,
      }
    }
    // A request is shown to the support unit it is addressed to, most of the time; anything may be shown to anybody besides.
    return [...each.kind === 'help-request' ? [share({ code: addressOf(support), person: null })] : [], ...Array.from({ length: chance.whole(4) }, () => {
      if (here.length > 0 && chance.is(0.3)) return share({ code: each.organisation, person: chance.pick(here).person })
      const to = chance.pick(organisation)
      return share({ code: chance.is(0.1) ? to.id : chance.is(0.1) ? 'practice:ZP0011' : addressOf(to), person: chance.is(0.1) ? chance.pick(people) : null })
    })]
  })]
}

export function lookings({ rows: { item, organisation, role } }: World, chance: Chance): Row<'looking'>[] {
  return item.flatMap(each => Array.from({ length: chance.whole(3) }, () => each)).map((each, i): Row<'looking'> => {
    const by = chance.pick(organisation.filter(one => one.id !== each.organisation))
    return { id: i + 1, room: each.kept_as === 'only-you' ? null : each.organisation, item: each.id, item_kind: each.kind, owner: each.organisation, owner_person: each.kept_as === 'only-you' ? each.author : null, looker: chance.pick(role).person, looker_name: chance.word(), looker_organisation: by.id, looker_organisation_name: chance.word(), seen_as: chance.pick(['named', 'this-group'] as const), form: 'page', at: new Date(at.getTime() + i * 1_000) }
  })
}

// ── what is answered in reviews ──

export function reviewAnswers({ rows: { item, role } }: World, chance: Chance): Row<'review_answer'>[] {
  return item.filter(each => each.kind === 'review').flatMap(each => {
    // What is the partners' several of them have answered.
    const by = () => (each.kept_as === 'only-you' || chance.is(0.5) ? each.author : chance.pick(role.filter(one => one.organisation === each.organisation)).person)
    const answer = (question: string, is: Said, i: number): Row<'review_answer'> => ({
      // A figure has no word of its own in it, so one stands beside it, which no page may show either.
      id: chance.uuid(), item: each.id, question, said: { is, ...typeof is === 'object' ? {} : { mark: chance.word() } }, sure: chance.pick(['sure', 'fairly', 'guess'] as const), evidence: chance.word(), good_until: chance.pick(days), person: by(), person_name: chance.word(), at: new Date(at.getTime() + i * 60_000),
    })
    // From the four numbers the five years are worked out, and every page of what follows says something.
    const four = chance.is(0.6) ? [answer('profit-last-year', 90_000 + chance.whole(400_000), 0), answer('partners-now', 2 + chance.whole(3), 0), answer('rent-or-loan', chance.whole(60_000), 0), answer('stopping', [{ 'within-2-years': 1, later: 1, 'not-said': chance.word() }], 0)] : []
    return [...four, ...Array.from({ length: 1 + chance.whole(3) }, (_, i) => answer('sites', [{ site: chance.word() }], i))]
  })
}

export function reviewLooks({ rows: { item, role } }: World, chance: Chance): Row<'review_look'>[] {
  return item.filter(each => each.kind === 'review').flatMap(each => [...new Set([each.author, ...chance.some(role.filter(one => one.organisation === each.organisation).map(one => one.person), chance.whole(3))])].map(person => ({ item: each.id, person, at })))
}

// ── what partners answer alone ──

/** Who is or was a partner of a practice, and now and then somebody who never was. */
const mayBeAsked = ({ people, rows: { role } }: World, organisation: string, chance: Chance): string[] => [...new Set([...role.filter(each => each.organisation === organisation && each.kind === 'partner').map(each => each.person), ...chance.some(people, 1 + chance.whole(3))])]

/** Of each practice a round that waits, most of the time, and one that has ended. */
export function aloneRounds(world: World, chance: Chance): Row<'alone_round'>[] {
  return world.rows.organisation.filter(each => each.kind === 'practice').flatMap(({ id }) => [true, false].filter(waits => chance.is(waits ? 0.8 : 0.5)).map((waits): Row<'alone_round'> => {
    const here = world.rows.role.filter(each => each.organisation === id), by = here.length > 0 ? chance.pick(here).person : chance.pick(world.people), became = chance.pick(['ranges', 'too-few', 'each-other', 'sheet'] as const), isOpened = became === 'ranges' || became === 'each-other'
    return {
      id: chance.uuid(), organisation: id, begun_by: by, begun_by_name: chance.word(), begun_at: at, begun_on: '2026-02-01', asked: chance.pick([2, 3, 4, 5]), closed_at: !waits && chance.is(0.5) ? at : null, closed_by: null, closed_by_name: null,
      ended_at: waits ? null : at, became: waits ? null : became, opened_on: !waits && isOpened ? chance.pick(['2025-10-01', '2026-02-02']) : null, answered: waits ? null : 2, result: !waits && became === 'ranges' ? { stop: { from: 'within-2', to: 'later' }, urgent: null } : null,
    }
  }).map(round => (round.closed_at === null ? round : { ...round, closed_by: round.begun_by, closed_by_name: chance.word() })))
}

export function aloneAsked(world: World, chance: Chance): Row<'alone_asked'>[] {
  return world.rows.alone_round.flatMap(round => mayBeAsked(world, round.organisation, chance).slice(0, round.asked).map(person => ({ round: round.id, person, person_name: chance.word() })))
}

/** What they have answered is each one's only; some of it of a round that is no more. */
function aloneItems({ people, rows: { organisation, role } }: World, chance: Chance): Row<'item'>[] {
  return organisation.filter(each => each.kind === 'practice').flatMap(({ id }) => {
    const partners = [...new Set(role.filter(each => each.organisation === id && each.kind === 'partner').map(each => each.person))]
    return [...new Set([...chance.some(partners, 3), ...chance.some(people, 1)])].map((author, i): Row<'item'> => ({
      id: chance.uuid(), organisation: id, room: null, kind: 'alone', organisation_name: chance.word(), author, author_name: chance.word(), kept_as: 'only-you', group_id: null, is_commercial: false,
      entered_by: null, entered_by_name: null, confirm_by: null, confirmed_at: null, made_at: at, changed_at: new Date(at.getTime() - i * 60_000), version: 1,
    }))
  })
}

export function aloneAnswer(item: Row<'item'>, chance: Chance, { rows: { alone_round } }: World): Row<'alone_answer'> {
  const rounds = alone_round.filter(each => each.organisation === item.organisation), round = rounds.length > 0 && chance.is(0.85) ? chance.pick(rounds) : null
  return { item: item.id, round: round?.id ?? chance.uuid(), author: item.author, says: { stop: chance.word(), urgent: null, hours: chance.word() }, way: (round?.asked ?? 4) < 4 ? chance.pick(['each-other', 'sheet'] as const) : null }
}

export function aloneIns({ rows: { alone_round, alone_answer } }: World): Row<'alone_in'>[] {
  return alone_answer.filter(each => alone_round.some(round => round.id === each.round)).map(each => ({ answer: each.item, round: each.round }))
}

/** Now and then opened to one of the room by name, as two or three partners do. */
function aloneShares(world: World, chance: Chance): Row<'share'>[] {
  return world.rows.item.filter(each => each.kind === 'alone').flatMap(each => {
    const here = world.rows.role.filter(one => one.organisation === each.organisation && isCurrent(world, one) && one.person !== each.author)
    if (here.length === 0 || chance.is(0.5)) return []
    const isStopped = chance.is(0.2)
    return [{ id: chance.uuid(), item: each.id, owner: each.organisation, owner_person: each.author, to_code: each.organisation, to_name: chance.word(), to_person: chance.pick(here).person, made_by: each.author, made_by_name: chance.word(), made_at: at, until: day(chance), stopped_at: isStopped ? at : null, stopped_by: isStopped ? each.author : null, stopped_because: null }]
  })
}

// ── what is done in help requests and cases ──

export function hats({ rows: { item, role, organisation } }: World, chance: Chance): Row<'hat'>[] {
  const support = organisation.find(each => each.kind === 'support')!, helpers = [...new Set(role.filter(each => each.organisation === support.id).map(each => each.person))]
  return item.filter(each => each.kind === 'help-request').flatMap(each => chance.some(helpers, chance.whole(3)).map(person => ({ matter: each.id, person, person_name: chance.word(), organisation: support.id, organisation_name: chance.word(), kind: chance.pick(['helps', 'decides'] as const), at })))
}

export function helpWords({ rows: { item, hat, role } }: World, chance: Chance): Row<'help_word'>[] {
  return item.filter(each => each.kind === 'help-request').flatMap(each => Array.from({ length: chance.whole(4) }, (_, i): Row<'help_word'> => {
    const worn = hat.find(one => one.matter === each.id), isAnswer = worn !== undefined && chance.is(0.5), asker = role.find(one => one.organisation === each.organisation)?.person ?? each.author
    return { id: chance.uuid(), matter: each.id, kind: i === 2 && chance.is(0.5) ? 'closed' : isAnswer ? 'answered' : 'asked-more', organisation: isAnswer ? worn.organisation : each.organisation, organisation_name: chance.word(), person: isAnswer ? worn.person : asker, person_name: chance.word(), says: chance.word(), at: new Date(at.getTime() + i * 60_000) }
  }))
}

export function workingNotes({ rows: { item, organisation, role } }: World, chance: Chance): Row<'working_note'>[] {
  const support = organisation.find(each => each.kind === 'support')!, writer = role.find(each => each.organisation === support.id)
  if (writer === undefined) return []
  return item.filter(each => each.kind === 'help-request').flatMap(each => Array.from({ length: chance.whole(3) }, (_, i): Row<'working_note'> => {
    const hasStep = chance.is(0.6), isDone = hasStep && chance.is(0.4)
    return { id: chance.uuid(), organisation: support.id, matter: each.id, from_name: chance.word(), person: writer.person, person_name: chance.word(), says: chance.word(), step: hasStep ? chance.word() : null, due: hasStep ? chance.pick(days) : null, at: new Date(at.getTime() + i * 60_000), done_at: isDone ? at : null, done_by_name: isDone ? chance.word() : null }
  }))
}

export function caseSteps({ rows: { item } }: World, chance: Chance): Row<'case_step'>[] {
  return item.filter(each => each.kind === 'case').flatMap(each => Array.from({ length: chance.whole(3) }, (_, i): Row<'case_step'> => {
    const isDone = chance.is(0.4)
    return { id: chance.uuid(), item: each.id, says: chance.word(), due: chance.pick([...days, null]), person: each.author, person_name: chance.word(), at: new Date(at.getTime() + i * 60_000), done_at: isDone ? at : null, done_by_name: isDone ? chance.word() : null }
  }))
}

// ── sketches under links, searches, letters, forms somebody was typing ──

export function sketches(world: World, chance: Chance): Row<'sketch'>[] {
  return [1, 2].map(sketch => {
    const privateKey = chance.bytes(18).toString('base64url')
    world.links.push({ sketch, privateKey, looks: [] })
    return { id: sketch, private_key: keptOfKey('private', privateKey)!, made_at: at, touched_at: at, at_version: 2 }
  })
}

export function sketchVersions({ rows: { sketch } }: World, chance: Chance): Row<'sketch_version'>[] {
  const edition = penmarshEdition(), plan = planByHand(edition, { edition: edition.name, area: 'england', kind: 'journeys', size: { min: 20_000, max: 60_000 } }, [['ZP0001', 'ZP0002', 'ZP0003'], ['ZP0004', 'ZP0005', 'ZP0006']], 'score')
  if (isRefusal(plan)) throw new Error(plan.why)
  const begun = sketchFrom(plan, null)
  return sketch.flatMap(({ id }) => [1, 2].map((number): Row<'sketch_version'> => ({
    sketch: id, number, parent: number === 1 ? null : number - 1, at, did: chance.word(), figures: 'list-size-1',
    content: { ...begun, purposes: [{ key: 'p1', what: chance.word(), level: 'group', few: [], needs: { patients: 10_000, source: chance.word() }, sites: ['ZP0001'] }], steps: begun.steps.map(step => ({ ...step, name: chance.word(), larger: [{ id: 'l1', name: chance.word(), groups: ['A', 'B'] }] })), hospitals: { ZP0001: { acute: chance.word(), community: chance.word() } }, hospitalsOn: today },
  })))
}

export function sketchShares({ links }: World, chance: Chance): Row<'sketch_share'>[] {
  return links.flatMap(link => [1, 2, 3].map((number): Row<'sketch_share'> => {
    const key = lookKeyOf(link.privateKey, number)
    link.looks.push({ number, key })
    return { sketch: link.sketch, number, look_key: keptOfKey('look', key)!, version: number === 1 ? 1 : 2, author: chance.word(), made_at: at, until: number === 2 ? '2026-02-02' : '2026-03-01', stopped_at: number === 3 ? at : null }
  }))
}

export function letters(_: World, chance: Chance): Row<'letter'>[] {
  return [false, true, false].map((is_key, i) => {
    const isEnded = i === 2
    return { id: chance.uuid(), kind: is_key ? 'invitation' : 'shared', is_key, address: isEnded ? null : `${chance.word()}@${chance.word()}.example`, content: isEnded ? null : { before: [chance.word()], path: `/${chance.word()}`, after: [chance.word()] }, queued_at: at, until: new Date('2126-02-09T09:00:00Z'), tries: 0, next_try_at: at, ended: isEnded ? 'sent' : null, ended_at: isEnded ? at : null }
  })
}

export function notices({ people, rows: { item, organisation } }: World, chance: Chance): Row<'notice'>[] {
  return chance.some(item, 4).map(each => {
    const to = chance.pick(organisation)
    return { id: chance.uuid(), item: each.id, from_organisation: each.organisation, from_name: chance.word(), from_of: chance.word(), to_code: chance.is(0.2) ? 'practice:ZP0011' : chance.is(0.4) ? to.id : addressOf(to), to_person: chance.is(0.3) ? chance.pick(people) : null, page: chance.pick(['shown-to-us', 'kept', 'ask'] as const), at }
  })
}

export function keptForms({ people }: World, chance: Chance): Row<'kept_form'>[] {
  return people.slice(0, 3).map((person, i) => ({ key: chance.bytes(32), person, path: `/${chance.word()}`, fields: { heading: [chance.word()], body: [chance.word()] }, at, until: new Date(i === 0 ? '2001-01-01T09:00:00Z' : '2126-01-01T09:00:00Z') }))
}

export function searches(world: World, chance: Chance): Row<'search'>[] {
  return [true, false].map(isDone => ({ key: chance.bytes(32), job: chance.uuid(), status: isDone ? 'done' : 'waiting', caller: isDone ? null : chance.whole(60_000), worker: null, tried: 0, progress: { step: chance.word(), best: 1, bound: 1, seconds: 1 }, queued_at: at, asked_at: at, begun_at: null, stop_asked_at: null, ended_at: isDone ? at : null }))
}

export function searchContents({ rows: { search } }: World, chance: Chance): Row<'search_content'>[] {
  const said = () => ({ says: chance.word() }) as never
  return search.map(({ key, ended_at }) => ({ key, ask: ended_at === null ? said() : null, plan: said(), notes: said(), refusal: said() }))
}
