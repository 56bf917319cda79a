import { sql } from 'kysely'
import { dayAfter, dayInEngland } from '#domain/day.ts'
import { answers, rolesOf, type RoleKind } from '#domain/organisations/organisation.ts'
import type { KeptAs } from '#domain/visibility.ts'
import type { World } from '#domain/words.ts'
import type { Database } from '#records/connect.ts'
import { asViewer, type Viewed } from '#records/viewing.ts'
import { chances } from '../../../test/town/ground.ts'

/**
 * A country's rooms, invented but for the codes and names of its practices: rows of the product's own tables, put there as a restore would put them. The same
 * every time but for days, which are counted from today so that roles and shares stand as they should.
 */

/** How much of each. `people` counts those of practices, support units and commissioners together. */
export interface Measure { practices: number; people: number; supportUnits: number; commissioners: number; itemsEach: number; lookings: number }

export const england: Measure = { practices: 6_000, people: 20_000, supportUnits: 40, commissioners: 42, itemsEach: 10, lookings: 100_000 }
/** Enough to see that the bench still runs. */
export const small: Measure = { practices: 300, people: 1_000, supportUnits: 4, commissioners: 4, itemsEach: 6, lookings: 3_000 }

export interface Practice { code: string; name: string }

const GROUP_OF = 5

/** Fills a database whose rooms are empty; answers how many rows there are of each table. */
export async function seedRooms(db: Database, { practices, world, now }: { practices: readonly Practice[]; world: World; now: Date }, measure: Measure): Promise<Record<string, number>> {
  const tables = country(practices.length >= measure.practices ? practices.slice(0, measure.practices) : multiplied(practices, measure.practices), world, now, measure)
  await asViewer(db, { as: 'backup' }, async tx => { for (const [table, rows] of Object.entries(tables)) await fill(tx, table, rows) })
  await sql`analyze ${sql.join(Object.keys(tables).map(table => sql.id(...table.split('.'))))}`.execute(db) // as PostgreSQL does by itself within minutes
  return Object.fromEntries(Object.entries(tables).map(([table, rows]) => [table, rows.length]))
}

type Row = Record<string, unknown>

/** Adds rows some thousands at a time; PostgreSQL reads them from one text, which is some twenty times as fast as a value each. */
async function fill(tx: Viewed, table: string, rows: readonly Row[]): Promise<void> {
  const name = sql.id(...table.split('.')), columns = sql.join(Object.keys(rows[0]!).map(column => sql.id(column)))
  for (let from = 0; from < rows.length; from += 5_000) await sql`insert into ${name} (${columns}) select ${columns} from json_populate_recordset(null::${name}, ${JSON.stringify(rows.slice(from, from + 5_000))}::json)`.execute(tx)
}

/** Few practices many times over, each time under codes of their own. */
function multiplied(practices: readonly Practice[], wanted: number): Practice[] {
  return Array.from({ length: wanted }, (_, i) => { const { code, name } = practices[i % practices.length]!, time = Math.floor(i / practices.length); return time === 0 ? { code, name } : { code: `${code}-${time}`, name: `${name} ${time}` } })
}

function country(practices: readonly Practice[], world: World, now: Date, { people, supportUnits, commissioners, itemsEach, lookings }: Measure) {
  const next = chances(2026), today = dayInEngland(now)
  const below = (many: number): number => Math.floor(next() * many), oneOf = <T>(list: readonly T[]): T => list[below(list.length)]!, isIn = (share: number): boolean => next() < share
  const id = (): string => { const hex = Array.from({ length: 8 }, () => below(65_536).toString(16).padStart(4, '0')).join(''); return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20)}` }
  /** A moment of the last so many days, at a whole second. */
  const lately = (days: number): Date => new Date(Math.floor(now.getTime() / 1_000 - 60 - next() * days * 86_400) * 1_000)
  const opened = new Date(Math.floor(now.getTime() / 1_000 - 400 * 86_400) * 1_000)

  const organisations: (Row & { id: string; kind: string; code: string; name: string })[] = [], roles: Row[] = [], memberships: Row[] = [], invitations: Row[] = []
  const open = (kind: string, code: string, name: string, founder: string) => {
    const one = { id: id(), kind, code, name, word: kind === 'group' ? 'alliance' : null, world, founded_by: founder, made_at: opened, confirmed_at: isIn(0.95) || kind !== 'practice' ? opened : null, ended_on: null, ended: null }
    organisations.push(one)
    return one
  }
  const personOf = (i: number) => `seeded-${String(i).padStart(5, '0')}`, nameOf = (i: number) => `Person ${i}`
  /** Who is something in an organisation today, by organisation. */
  const current = new Map<string, { person: number; kind: RoleKind }[]>()
  const give = (person: number, organisation: string, kind: RoleKind, ended: boolean) => {
    const from = dayAfter(today, -400 + below(200))
    roles.push({ id: id(), person: personOf(person), person_name: nameOf(person), organisation, kind, from_on: from, to_on: ended ? dayAfter(from, 30 + below(150)) : null, given_by: personOf(person), made_at: opened, ended_by: ended ? personOf(person) : null })
    if (!ended) current.set(organisation, [...current.get(organisation) ?? [], { person, kind }])
  }

  // ── rooms, and who is in them ──
  const bodies = supportUnits * 3 + commissioners * 4, inPractices = people - bodies
  const rooms = practices.map(({ code, name }, i) => open('practice', code, name, personOf(i)))
  const seats = rooms.map(() => 2)
  for (let left = inPractices - 2 * rooms.length; left > 0;) { const at = below(rooms.length); if (seats[at]! < 6) { seats[at]!++; left-- } }
  let person = 0
  for (const [i, room] of rooms.entries()) for (let seat = 0; seat < seats[i]!; seat++) give(person++, room.id, seat === 0 ? 'practice-manager' : seat < 4 ? 'partner' : oneOf(rolesOf.practice), false)
  for (let i = 0; i < inPractices / 12; i++) { const room = oneOf(rooms).id; give(below(inPractices), room, oneOf(rolesOf.practice), isIn(0.6)) } // some in several, some ended
  const support = Array.from({ length: supportUnits }, (_, i) => open('support', `seeded-lmc-${i + 1}`, `LMC ${i + 1}`, personOf(person)))
  for (const one of support) for (let seat = 0; seat < 3; seat++) give(person++, one.id, 'officer', false)
  const boards = Array.from({ length: commissioners }, (_, i) => open('commissioner', `SEEDED${i + 1}`, `ICB ${i + 1}`, personOf(person)))
  for (const one of boards) for (let seat = 0; seat < 4; seat++) give(person++, one.id, 'officer', false)
  const first = (organisation: string) => current.get(organisation)![0]!

  // ── groups ──
  const groups: { id: string; members: string[] }[] = [], groupsOf = new Map<string, string[]>()
  for (let from = 0; from + GROUP_OF <= rooms.length; from += GROUP_OF) {
    const members = rooms.slice(from, from + GROUP_OF), group = open('group', `seeded-group-${from / GROUP_OF + 1}`, `Group ${from / GROUP_OF + 1}`, personOf(first(members[0]!.id).person))
    give(first(members[0]!.id).person, group.id, 'officer', false)
    const join = (member: { id: string; name: string }, joinedAs: 'member' | 'observer', ended: boolean) => memberships.push({ id: id(), group_id: group.id, member: member.id, member_name: member.name, joined_as: joinedAs, from_on: dayAfter(today, -300), to_on: ended ? dayAfter(today, -below(100) - 1) : null, made_by: personOf(first(member.id).person), made_at: opened })
    for (const member of members) join(member, 'member', false)
    if (isIn(0.3)) join(oneOf(boards), 'observer', false)
    if (isIn(0.2)) join(oneOf(rooms), 'member', true)
    groups.push({ id: group.id, members: members.map(member => member.id) })
    for (const member of members) groupsOf.set(member.id, [...groupsOf.get(member.id) ?? [], group.id])
  }
  for (const room of rooms) if (isIn(0.25)) invitations.push({ id: id(), organisation: room.id, organisation_name: room.name, purpose: 'role', role_kind: 'partner', for_code: null, for_name: 'Somebody invited', joined_as: null, key: `\\x${id().replaceAll('-', '')}${id().replaceAll('-', '')}`, email: null, made_by: personOf(first(room.id).person), made_by_name: nameOf(first(room.id).person), made_at: lately(20), until: dayAfter(today, below(40) - 10), withdrawn_at: null })

  // ── what is kept, and whom it is shown to ──
  const items: (Row & { id: string; organisation: string; kind: string; kept_as: KeptAs; author: string })[] = [], notes: Row[] = [], shares: Row[] = []
  const text = 'We talked about this twice and would rather not decide it before the summer. '
  for (const [i, room] of [...rooms, ...support, ...boards].entries()) for (let nth = Math.max(1, Math.round(itemsEach * (0.4 + 1.2 * next()))); nth > 0; nth--) {
    const here = current.get(room.id)!, author = oneOf(here), group = groupsOf.get(room.id)?.[0] ?? null, chance = next()
    const keptAs: KeptAs = chance < 0.25 || !answers([author.kind]) ? 'only-you' : chance < 0.72 ? 'your-partners' : chance < 0.96 && group !== null ? 'this-group' : chance < 0.97 ? 'anyone' : 'your-partners'
    const by = isIn(0.03) && here.length > 1 && here[0] !== author ? here[0]! : null, at = lately(300)
    const item = { id: id(), organisation: room.id, kind: 'note', organisation_name: room.name, author: personOf(author.person), author_name: nameOf(author.person), kept_as: keptAs, group_id: keptAs === 'this-group' ? group : null, is_commercial: keptAs === 'this-group' && isIn(0.2), entered_by: by && personOf(by.person), entered_by_name: by && nameOf(by.person), confirm_by: by && new Date(at.getTime() + 48 * 3_600_000), confirmed_at: by && isIn(0.5) ? at : null, made_at: at, changed_at: at, version: 1 }
    items.push(item)
    notes.push({ item: item.id, title: `Note ${nth} of room ${i + 1}`, body: text.repeat(1 + below(20)) })
    for (let shown = isIn(0.2) ? 1 + below(3) : 0; shown > 0; shown--) {
      const whom = next(), to = whom < 0.4 ? oneOf(support) : whom < 0.55 ? oneOf(boards) : whom < 0.85 ? oneOf(rooms) : null, colleague = oneOf(here)
      if (to?.id === room.id) continue
      const stopped = isIn(0.15), until = dayAfter(today, isIn(0.3) ? -1 - below(200) : below(300))
      shares.push({ id: id(), item: item.id, owner: room.id, owner_person: keptAs === 'only-you' ? item.author : null, to_code: to === null ? room.id : `${to.kind}:${to.code}`, to_name: to === null ? nameOf(colleague.person) : to.name, to_person: to === null ? personOf(colleague.person) : null, made_by: item.author, made_by_name: item.author_name, made_at: at, until, stopped_at: stopped ? at : null, stopped_by: stopped ? item.author : null })
    }
  }
  // Groups keep things of their own.
  for (const group of groups) for (let nth = below(4); nth > 0; nth--) {
    const author = first(group.id), at = lately(200), item = { id: id(), organisation: group.id, kind: 'note', organisation_name: `Group ${groups.indexOf(group) + 1}`, author: personOf(author.person), author_name: nameOf(author.person), kept_as: 'this-group' as const, group_id: group.id, is_commercial: isIn(0.2), entered_by: null, entered_by_name: null, confirm_by: null, confirmed_at: null, made_at: at, changed_at: at, version: 1 }
    items.push(item)
    notes.push({ item: item.id, title: `Note ${nth} of a group`, body: text.repeat(1 + below(10)) })
  }
  // Practices ask their support unit for help, and commissioners keep cases.
  const requests: Row[] = [], hats: Row[] = [], words: Row[] = [], workingNotes: Row[] = [], cases: Row[] = [], steps: Row[] = [], leavings: Row[] = []
  const keep = (room: { id: string; name: string }, kind: string) => {
    const author = first(room.id), at = lately(200), item = { id: id(), organisation: room.id, kind, organisation_name: room.name, author: personOf(author.person), author_name: nameOf(author.person), kept_as: 'your-partners' as const, group_id: null, is_commercial: false, entered_by: null, entered_by_name: null, confirm_by: null, confirmed_at: null, made_at: at, changed_at: at, version: 1 }
    items.push(item)
    return item
  }
  for (const room of rooms) if (isIn(0.3)) {
    const unit = oneOf(support), officer = first(unit.id), item = keep(room, 'help-request'), at = item.made_at, by = { organisation: unit.id, organisation_name: unit.name, person: personOf(officer.person), person_name: nameOf(officer.person), at }
    requests.push({ item: item.id, title: `A question of ${room.code}`, body: text.repeat(1 + below(10)), wanted_by: dayAfter(today, below(60)), level: oneOf(['practice', 'pair', 'group', 'county']), to_code: `support:${unit.code}`, to_name: unit.name, is_confirmed: room.confirmed_at !== null })
    shares.push({ id: id(), item: item.id, owner: room.id, owner_person: null, to_code: `support:${unit.code}`, to_name: unit.name, to_person: null, made_by: item.author, made_by_name: item.author_name, made_at: at, until: dayAfter(today, 100 + below(200)), stopped_at: null, stopped_by: null })
    if (isIn(0.7)) hats.push({ matter: item.id, ...by, kind: 'helps' })
    if (isIn(0.5)) words.push({ id: id(), matter: item.id, kind: 'answered', ...by, says: text.repeat(1 + below(5)) })
    if (isIn(0.4)) workingNotes.push({ id: id(), organisation: unit.id, matter: item.id, from_name: room.name, person: by.person, person_name: by.person_name, says: text, step: 'Ring them', due: dayAfter(today, below(30)), at, done_at: null, done_by_name: null })
  }
  for (const board of boards) for (let nth = 10 + below(20); nth > 0; nth--) {
    const item = keep(board, 'case'), about = oneOf(rooms)
    cases.push({ item: item.id, about_code: about.code, about_name: about.name, reason: text, closed_on: null, closed_by_name: null, outcome: null })
    for (let step = below(4); step > 0; step--) steps.push({ id: id(), item: item.id, says: `Step ${step}`, due: dayAfter(today, below(30)), person: item.author, person_name: item.author_name, at: item.made_at, done_at: null, done_by_name: null })
  }
  for (const room of rooms) if (isIn(0.01)) leavings.push({ id: id(), organisation: room.id, way: 'delete', successor_code: null, successor_name: null, asked_by: personOf(first(room.id).person), asked_by_name: nameOf(first(room.id).person), asked_at: lately(5), asked_on: dayAfter(today, -5), due_on: dayAfter(today, 25), stopped_at: null, stopped_by: null, stopped_by_name: null, done_at: null })
  const looked = Array.from({ length: lookings }, () => {
    const item = items[Math.floor(items.length * next() ** 3)]!, looker = oneOf(rooms), by = first(looker.id)
    return { item: item.id, item_kind: item.kind, owner: item.organisation, owner_person: item.kept_as === 'only-you' ? item.author : null, looker: personOf(by.person), looker_name: nameOf(by.person), looker_organisation: looker.id, looker_organisation_name: looker.name, seen_as: item.kept_as === 'this-group' ? 'this-group' : 'named', form: isIn(0.9) ? 'page' : 'file', at: lately(300) }
  })

  // ── accounts, with sessions of the last hours, whose cookies nobody has ──
  const users = Array.from({ length: people }, (_, i) => ({ id: personOf(i), name: nameOf(i), email: `${personOf(i)}@example.invalid`, emailVerified: true, image: null, createdAt: opened, updatedAt: opened, twoFactorEnabled: false }))
  const sessions = users.filter(() => isIn(0.25)).map(user => { const at = lately(0.4); return { id: id(), token: id().replaceAll('-', ''), userId: user.id, how: 'link', signedInAt: at, createdAt: at, updatedAt: at, expiresAt: new Date(at.getTime() + 12 * 3_600_000), userAgent: 'Firefox on Windows', ipAddress: null } })

  return { 'accounts.user': users, 'accounts.session': sessions, person: users.map(({ id, name }) => ({ id, name, made_at: opened })), organisation: organisations, role: roles, membership: memberships, invitation: invitations, item: items, note: notes, share: shares, help_request: requests, hat: hats, help_word: words, working_note: workingNotes, commissioner_case: cases, case_step: steps, leaving: leavings, looking: looked }
}
