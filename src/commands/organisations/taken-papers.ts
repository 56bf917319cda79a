import { whoSees } from '#content/wording/frame.ts'
import { taken as words } from '#content/wording/leaving.ts'
import { keptAs, looked as lookedWords, roles as roleWords } from '#content/wording/organisations.ts'
import { clockInEngland, dayInEngland, dayInWords } from '#domain/day.ts'
import type { Organisation, PersonId } from '#domain/organisations/organisation.ts'
import { isOpen } from '#domain/organisations/showing.ts'
import type { Block, Paper } from '#press/document.ts'
import type { Sheet, SheetCell, SheetColumn } from '#press/workbook.ts'
import type { ItemHead, Looking } from '#records/items.ts'
import type { Leaving } from '#records/leaving.ts'
import type { Invitation, Membership, NamedRole } from '#records/organisations.ts'
import { takenKindsInOrder, type Said, type TakenPart } from './taken-kinds.ts'

/** What is taken away, laid out as a workbook, a paper and an object. All three say the same; a figure or a word that one has, all have. */

/** Everything one person may see of a room, or what is theirs only, at one moment. What a file says is all in here. */
export interface Taken {
  at: Date
  /** Who takes it, and in a room what they are there. */
  by: NamedRole[]
  person: { id: PersonId; name: string }
  /** Null for what is somebody's only, wherever it was written. */
  room: Organisation | null
  /** What each says is null where no kind knows how to write it out. */
  items: { head: ItemHead; said: Said | null }[]
  looked: Looking[]
  people: NamedRole[]
  groups: Organisation[]
  memberships: Membership[]
  invitations: Invitation[]
  asked: Leaving[]
  /** What it keeps besides items, such as a support unit's own notes. */
  parts: { part: TakenPart; said: Said[] }[]
}

const { heads } = words

// ── how things are said ──

/** Sorts as text, and reads as a day and a time in England. */
const inCell = (at: Date | null): string => (at === null ? '' : `${dayInEngland(at)} ${clockInEngland(at)}`)
const inPaper = (at: Date): string => `${dayInWords(dayInEngland(at))} at ${clockInEngland(at).replace(/^0/, '')}`
const named = ({ name, world }: Organisation): string => (world === 'invented' ? `${name} (invented)` : name)

/** Which group an item is kept for, as far as that is known: a group left behind is not named. */
function groupOf({ room, groups }: Taken, id: string | null): { id: string; name: string } | null {
  if (id === null) return null
  const group = groups.find(each => each.id === id) ?? (room?.id === id ? room : undefined)
  return { id, name: group === undefined ? words.leftGroup : named(group) }
}

/** The phrases for who may see an item: how it is kept, and each it is shown to now. */
function whoMaySee(taken: Taken, head: ItemHead): string {
  const group = groupOf(taken, head.group), kept = group === null ? keptAs[head.keptAs] : `${whoSees.group} (${group.name}${head.isCommercial ? `, ${words.membersOnly}` : ''})`
  return [kept, ...head.shares.filter(share => isOpen(share, dayInEngland(taken.at))).map(share => whoSees.named(share.toName, dayInWords(share.until)))].join(' · ')
}

const changed = (head: ItemHead): Date | null => (head.changedAt.getTime() === head.madeAt.getTime() ? null : head.changedAt)
const whereOf = (taken: Taken, id: string): string => { const group = groupOf(taken, id)!; return group.name === words.leftGroup && taken.room !== null ? words.leftGroupOf(taken.room.name) : group.name }

/** What an item is called outside its own place: its title; its id where it cannot be written out; a thing deleted since by its kind. */
function titles({ items }: Taken): (item: string, kind: string) => string {
  const known = new Map(items.map(({ head, said }) => [head.id, said?.title ?? head.id]))
  return (item, kind) => known.get(item) ?? `${kind}, ${lookedWords.gone}`
}

const became = (each: Invitation, at: Date): string => (each.taken_at ? words.became.taken(dayInWords(dayInEngland(each.taken_at))) : each.withdrawn_at ? words.became.withdrawn(dayInWords(dayInEngland(each.withdrawn_at))) : each.until < dayInEngland(at) ? words.became.past : each.purpose === 'room' ? words.became.letter : words.became.open)
const whatAsked = ({ way, successor }: Leaving): string => (way === 'delete' ? words.leavings.delete : words.leavings.join(successor!.name))
const howAsked = ({ stopped, doneAt }: Leaving): string => (stopped ? words.leavings.stopped(stopped.byName, dayInWords(dayInEngland(stopped.at))) : doneAt ? words.leavings.done(dayInWords(dayInEngland(doneAt))) : words.leavings.waits)

/** First sentences of the workbook and the paper: whose eyes this is seen with, and what is not in it. */
function about(taken: Taken) {
  const { room, person, by, at, items } = taken, on = dayInWords(dayInEngland(at)), others = items.filter(({ said }) => said === null)
  return {
    title: room === null ? words.ofPerson(person.name) : words.ofRoom(named(room)),
    lead: room === null ? words.takenBy(person.name, on) : words.asSeenBy(person.name, by.map(role => roleWords[role.kind]).join(', '), on),
    notes: [
      ...(room?.endedOn ? [words.ended(room.ended ?? '', dayInWords(room.endedOn))] : []), ...(room?.world === 'invented' ? [words.invented] : []),
      ...(others.length > 0 ? [words.unknown(others.length, [...new Set(others.map(({ head }) => head.kind))].join(', '))] : []),
    ],
    inHere: room === null ? words.inPerson : words.inRoom, notInHere: room === null ? words.notInPerson : words.notInRoom,
  }
}

// ── the workbook ──

const column = (head: string, width: number): SheetColumn => ({ head, shown: 'text', width })
const ofItem = [column(heads.seenBy, 32), column(heads.whose, 22), column(heads.entered, 22), column(heads.written, 18), column(heads.changed, 18), column(heads.item, 38)]
const itemCells = (taken: Taken, head: ItemHead): SheetCell[] => [whoMaySee(taken, head), head.authorName, head.entered?.byName ?? '', inCell(head.madeAt), inCell(changed(head)), head.id]

export function takenSheets(taken: Taken): Sheet[] {
  return sheetsOf(taken).map(sheet => ({ ...sheet, rows: sheet.rows.flatMap(spread) }))
}

/** Excel takes no more letters than 32,767 in a cell: what is longer goes on in the same column of the next row. */
const CELL = 32_000

function spread(row: readonly SheetCell[]): SheetCell[][] {
  const columns = row.map(cell => (typeof cell === 'string' ? pieces(cell) : [cell])), long = Math.max(...columns.map(column => column.length))
  return Array.from({ length: long }, (_, k) => columns.map((column, at) => column[k] ?? (k > 0 && at === 0 ? words.goesOn : null)))
}

/** A text in pieces that fit a cell, no sign cut in two. */
function pieces(text: string): string[] {
  const all: string[] = []
  for (let from = 0; from < text.length;) {
    const end = from + CELL, to = end < text.length && /[\uD800-\uDBFF]/.test(text[end - 1]!) ? end - 1 : end
    all.push(text.slice(from, to))
    from = to
  }
  return all.length === 0 ? [''] : all
}

function sheetsOf(taken: Taken): Sheet[] {
  const { room, items, looked, people, memberships, invitations, asked, parts, at } = taken, titleOf = titles(taken), { title, lead, notes, inHere, notInHere } = about(taken), { sheets } = words
  const where = room === null ? [column(heads.organisation, 30)] : [], whereCell = (head: ItemHead) => (room === null ? [head.organisationName] : [])
  const kinds = takenKindsInOrder.map(({ kind, heading, columns }) => ({ heading, columns, of: items.filter(({ head, said }) => head.kind === kind && said !== null) })).filter(({ of }, at) => at === 0 || of.length > 0)
  const others = items.filter(({ said }) => said === null)
  return [
    { name: sheets.about, columns: [column(title, 110)], rows: [[lead], ...notes.map(line => [line]), [words.inHere], ...inHere.map(line => [line]), [words.notInHere], ...notInHere.map(line => [line])] },
    ...kinds.map(({ heading, columns, of }) => ({ name: heading, columns: [...columns, ...where, ...ofItem], rows: of.map(({ head, said }) => [...said!.cells, ...whereCell(head), ...itemCells(taken, head)]) })),
    ...parts.filter(({ said }) => said.length > 0).map(({ part: { heading, columns }, said }) => ({ name: heading, columns, rows: said.map(({ cells }) => cells) })),
    ...(others.length === 0 ? [] : [{ name: sheets.others, columns: [column(heads.kind, 20), ...where, ...ofItem], rows: others.map(({ head }) => [head.kind, ...whereCell(head), ...itemCells(taken, head)]) }]),
    {
      name: sheets.shown, columns: [column(heads.what, 32), column(heads.to, 30), column(heads.shownBy, 22), column(heads.since, 18), column(heads.until, 12), column(heads.stopped, 18), column(heads.why, 40), column(heads.item, 38)],
      rows: items.flatMap(({ head }) => head.shares.map(share => [titleOf(head.id, head.kind), share.toName, share.madeByName, inCell(share.madeAt), share.until, inCell(share.stoppedAt), share.stoppedBecause ?? '', head.id])),
    },
    {
      name: sheets.looked, columns: [column(heads.when, 18), column(heads.what, 32), column(heads.who, 24), column(heads.organisation, 30), column(heads.because, 28), column(heads.how, 14), column(heads.item, 38)],
      rows: looked.map(each => [inCell(each.at), titleOf(each.item, each.itemKind), each.lookerName, each.organisationName, lookedWords.because[each.seenAs], lookedWords.forms[each.form] ?? each.form, each.item]),
    },
    { name: sheets.people, columns: [column(heads.name, 26), column(heads.role, 20), ...where, column(heads.from, 12), column(heads.until, 12)], rows: people.map(role => [role.name, roleWords[role.kind], ...(room === null ? [roleIn(taken, role.organisation)] : []), role.fromOn, role.toOn ?? '']) },
    ...(room === null ? [] : [
      { name: sheets.groups, columns: [column(heads.group, 30), column(heads.member, 32), column(heads.role, 14), column(heads.from, 12), column(heads.until, 12)], rows: memberships.map(each => [whereOf(taken, each.group), each.memberName, each.joinedAs, each.fromOn, each.toOn ?? '']) },
      {
        name: sheets.invitations, columns: [column(heads.forName, 30), column(heads.purpose, 34), column(heads.role, 18), column(heads.email, 30), column(heads.madeBy, 24), column(heads.made, 18), column(heads.until, 12), column(heads.became, 30)],
        rows: invitations.map(each => [each.for_name, words.purposes[each.purpose], each.role_kind ? roleWords[each.role_kind] : each.joined_as ?? '', each.email ?? '', each.made_by_name, inCell(each.made_at), each.until, became(each, at)]),
      },
      { name: sheets.asked, columns: [column(heads.what, 40), column(heads.askedBy, 24), column(heads.when, 18), column(heads.due, 12), column(heads.became, 40)], rows: asked.map(each => [whatAsked(each), each.askedByName, inCell(each.askedAt), each.dueOn, howAsked(each)]) },
    ]),
  ]
}

const roleIn = ({ groups }: Taken, organisation: string): string => { const found = groups.find(each => each.id === organisation); return found ? named(found) : '' }

// ── the paper ──

export function takenPaper(taken: Taken): Paper {
  const { room, person, items, looked, people, memberships, invitations, asked, parts, at } = taken, titleOf = titles(taken), { title, lead, notes, inHere, notInHere } = about(taken), { sheets } = words
  const table = (heading: string, columns: [string, number][], rows: string[][]): Block[] => [{ heading, level: 1 }, rows.length === 0 ? { paragraph: words.nothing } : { table: { columns: columns.map(([head, share]) => ({ head, share })), rows } }]
  const ofHead = (head: ItemHead): Block[] => [{ paragraph: [
    words.by(head.authorName, inPaper(head.madeAt), changed(head) && inPaper(head.changedAt)) + (head.entered ? `; ${words.enteredBy(head.entered.byName)}` : '') + (room === null ? `; ${head.organisationName}` : ''),
    `${words.whoMaySee} ${whoMaySee(taken, head)}`,
  ].join('\n'), as: 'small' }]
  const others = items.filter(({ said }) => said === null)
  return {
    title, fileTitle: words.fileTitle, head: { left: room === null ? person.name : named(room), right: dayInWords(dayInEngland(at)) }, foot: words.foot,
    blocks: [
      { paragraph: lead, as: 'lead' }, ...notes.map((paragraph): Block => ({ paragraph })),
      { heading: words.inHere, level: 2 }, { list: inHere }, { heading: words.notInHere, level: 2 }, { list: notInHere },
      ...takenKindsInOrder.flatMap(({ kind, heading }, k): Block[] => {
        const of = items.filter(({ head, said }) => head.kind === kind && said !== null)
        if (of.length === 0 && k > 0) return []
        return [{ heading, level: 1 }, ...of.length === 0 ? [{ paragraph: words.nothing }] : of.flatMap(({ head, said }): Block[] => [{ heading: said!.title, level: 2 }, ...ofHead(head), ...said!.blocks])]
      }),
      ...parts.filter(({ said }) => said.length > 0).flatMap(({ part, said }): Block[] => [{ heading: part.heading, level: 1 }, ...said.flatMap(({ title, blocks }): Block[] => [{ heading: title, level: 2 }, ...blocks])]),
      ...(others.length === 0 ? [] : [{ heading: sheets.others, level: 1 } as const, ...others.flatMap(({ head }): Block[] => [{ heading: `${head.kind} ${head.id}`, level: 2 }, ...ofHead(head)])]),
      ...table(sheets.shown, [[heads.what, 3], [heads.to, 3], [heads.shownBy, 2], [heads.until, 2], [heads.stopped, 3]], items.flatMap(({ head }) => head.shares.map(share => [titleOf(head.id, head.kind), share.toName, share.madeByName, dayInWords(share.until), [share.stoppedAt ? inPaper(share.stoppedAt) : '', share.stoppedBecause ?? ''].filter(Boolean).join('\n')]))),
      ...table(sheets.looked, [[heads.when, 2], [heads.what, 3], [heads.who, 3], [heads.because, 2], [heads.how, 2]], looked.map(each => [inPaper(each.at), titleOf(each.item, each.itemKind), `${each.lookerName}, ${each.organisationName}`, lookedWords.because[each.seenAs], lookedWords.forms[each.form] ?? each.form])),
      ...table(sheets.people, [[heads.name, 3], [heads.role, 3], [heads.from, 2], [heads.until, 2]], people.map(role => [role.name, roleWords[role.kind] + (room === null ? `, ${roleIn(taken, role.organisation)}` : ''), dayInWords(role.fromOn), role.toOn ? dayInWords(role.toOn) : ''])),
      ...(room === null ? [] : [
        ...table(sheets.groups, [[heads.group, 3], [heads.member, 3], [heads.role, 2], [heads.from, 2], [heads.until, 2]], memberships.map(each => [whereOf(taken, each.group), each.memberName, each.joinedAs, dayInWords(each.fromOn), each.toOn ? dayInWords(each.toOn) : ''])),
        ...table(sheets.invitations, [[heads.forName, 3], [heads.purpose, 3], [heads.madeBy, 3], [heads.made, 2], [heads.became, 3]], invitations.map(each => [each.for_name + (each.email ? `\n${each.email}` : ''), words.purposes[each.purpose] + (each.role_kind ? `: ${roleWords[each.role_kind]}` : each.joined_as ? `: ${each.joined_as}` : ''), each.made_by_name, inPaper(each.made_at), became(each, at)])),
        ...table(sheets.asked, [[heads.what, 4], [heads.askedBy, 3], [heads.when, 3], [heads.due, 2], [heads.became, 4]], asked.map(each => [whatAsked(each), each.askedByName, inPaper(each.askedAt), dayInWords(each.dueOn), howAsked(each)])),
      ]),
    ],
  }
}

// ── for another program ──

/** The number goes up when a name or a meaning changes; a new name leaves it as it is. docs/guides/leaving.md says what each is, and a test holds it to this. */
export const TAKEN_SCHEMA = { schema: 'alongside.taken', version: 1 } as const

export function takenJson(taken: Taken) {
  const { room, person, by, items, looked, people, memberships, invitations, asked, parts, at } = taken, { notes, notInHere } = about(taken), iso = (instant: Date | null) => instant?.toISOString() ?? null
  return {
    ...TAKEN_SCHEMA, takenAt: iso(at), of: room === null ? 'person' : 'room',
    seenBy: { person: person.id, name: person.name, roles: by.map(role => role.kind) },
    room: room && { id: room.id, kind: room.kind, code: room.code, name: room.name, word: room.word, world: room.world, confirmedAt: iso(room.confirmedAt), endedOn: room.endedOn, ended: room.ended },
    notes, notInHere,
    items: items.map(({ head, said }) => ({
      id: head.id, kind: head.kind, room: { id: head.organisation, name: head.organisationName }, author: { person: head.author, name: head.authorName },
      keptAs: head.keptAs, group: groupOf(taken, head.group), membersOnly: head.isCommercial, entered: head.entered && { byName: head.entered.byName, confirmBy: iso(head.entered.confirmBy) },
      madeAt: iso(head.madeAt), changedAt: iso(head.changedAt), version: head.version, says: said?.json ?? null,
      shownTo: head.shares.map(share => ({ address: share.toCode, name: share.toName, person: share.toPerson, shownByName: share.madeByName, shownAt: iso(share.madeAt), until: share.until, stoppedAt: iso(share.stoppedAt), stoppedBecause: share.stoppedBecause })),
    })),
    parts: parts.flatMap(({ part, said }) => said.map(({ json }) => ({ part: part.part, says: json }))),
    looked: looked.map(each => ({ item: each.item, kind: each.itemKind, name: each.lookerName, organisation: each.organisationName, because: each.seenAs, form: each.form, at: iso(each.at) })),
    people: people.map(role => ({ person: role.person, name: role.name, room: role.organisation, role: role.kind, from: role.fromOn, to: role.toOn })),
    groups: memberships.map(each => ({ group: groupOf(taken, each.group), member: { id: each.member, name: each.memberName }, joinedAs: each.joinedAs, from: each.fromOn, to: each.toOn })),
    invitations: invitations.map(each => ({ for: each.for_name, purpose: each.purpose, role: each.role_kind, joinedAs: each.joined_as, code: each.for_code, email: each.email, madeByName: each.made_by_name, madeAt: iso(each.made_at), until: each.until, takenAt: iso(each.taken_at), withdrawnAt: iso(each.withdrawn_at) })),
    asked: asked.map(each => ({ way: each.way, joins: each.successor, askedByName: each.askedByName, askedAt: iso(each.askedAt), dueOn: each.dueOn, stoppedByName: each.stopped?.byName ?? null, stoppedAt: iso(each.stopped?.at ?? null), doneAt: iso(each.doneAt) })),
  }
}
