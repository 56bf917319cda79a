import type { Day, Patients, PracticeCode } from '../words.ts'
import { dayInWords } from '../day.ts'
import type { FormerPractice, PracticeEvent } from './edition.ts'

/** One code on the register of practices (epraccur). */
export interface RegisterEntry {
  code: PracticeCode
  name: string
  postcode: string
  opened: Day | null
  closed: Day | null
  /** As published: ACTIVE, INACTIVE, DORMANT, PROPOSED or A, C, D, P. */
  status: string
  isPractice: boolean
}

/** Everything we hold that says what happened to a code. Names are as a page shows them. */
export interface IdentityFacts {
  asAt: Day
  /** Codes with patients in this edition. */
  today: ReadonlyMap<PracticeCode, { name: string; postcode: string }>
  register: readonly RegisterEntry[]
  /** Who took over from whom (ODS succ). */
  successors: readonly { code: PracticeCode; successor: PracticeCode; on: Day | null }[]
  /** Every list of the same world, oldest first. */
  lists: readonly { asAt: Day; practices: ReadonlyMap<PracticeCode, { postcode: string; patients: Patients }> }[]
  /** What codes were called on other maps, oldest first. */
  otherNames: readonly { asAt: Day; names: ReadonlyMap<PracticeCode, string> }[]
}

/** Where a code's patients are now. Inferred: no register says so, but exactly one practice with patients stands at its last postcode (right for 9 of the 12 closures of 2021 and 2022 where it says anything and registrations show who took most). */
export interface Successor { code: PracticeCode; on: Day | null; inferred: boolean }

export interface Identities {
  history: ReadonlyMap<PracticeCode, PracticeEvent[]>
  former: ReadonlyMap<PracticeCode, FormerPractice>
  /** The practice with patients that a code's patients passed to, through any number of mergers; null where we do not know. */
  successorOf(code: PracticeCode): Successor | null
}

const REGISTER = 'register of practices', SUCCESSORS = 'register of successors', LISTS = 'list sizes', MAPS = 'maps of practices'

/** The source of a successor that no register names: one practice stands where the closed one stood. */
export const INFERRED = 'inferred: same address'

/**
 * A practice's identity is a history (mission.md B3, trap E7): opened, closed, dormant, merged, moved, renamed.
 * Successors come from the register of successors; else a closed code passes to the one practice with patients at its last postcode, said to be inferred; else we do not know.
 */
export function identitiesOf(facts: IdentityFacts): Identities {
  const register = new Map(facts.register.map(entry => [entry.code, entry]))
  const successorOf = successorRule(facts, register)
  const former = formerOf(facts, register, successorOf)
  return { history: historyOf(facts, register, former, successorOf), former, successorOf: code => facts.today.has(code) ? null : successorOf(code) }
}

type SuccessorRule = (code: PracticeCode) => Successor | null

function successorRule(facts: IdentityFacts, register: ReadonlyMap<PracticeCode, RegisterEntry>): SuccessorRule {
  const named = latestSuccessors(facts)
  const atPostcode = new Map<string, PracticeCode[]>()
  for (const [code, { postcode }] of facts.today) if (postcode) atPostcode.set(postcode, [...(atPostcode.get(postcode) ?? []), code])
  const lastSeen = new Map<PracticeCode, string>()
  for (const list of facts.lists) if (list.asAt <= facts.asAt) for (const [code, { postcode }] of list.practices) lastSeen.set(code, postcode)

  const known = new Map<PracticeCode, Successor | null>()
  const follow = (code: PracticeCode, seen: Set<PracticeCode>): Successor | null => {
    if (known.has(code)) return known.get(code)!
    if (seen.has(code)) return null
    seen.add(code)
    const next = named.get(code)
    let found: Successor | null = null
    if (next === undefined) found = sameAddress(code)
    else if (next !== 'several') {
      if (facts.today.has(next.code)) found = { ...next, inferred: false }
      else {
        const further = follow(next.code, seen)
        found = further && { ...further, on: next.on }
      }
    }
    known.set(code, found)
    return found
  }
  const sameAddress = (code: PracticeCode): Successor | null => {
    const entry = register.get(code)
    if (entry ? entry.closed === null : !lastSeen.has(code)) return null
    const here = atPostcode.get(entry?.postcode || lastSeen.get(code) || '')
    return here?.length === 1 ? { code: here[0]!, on: entry?.closed ?? null, inferred: true } : null
  }
  return code => follow(code, new Set())
}

/** The newest entry for each code; 'several' where one day names more than one practice. */
function latestSuccessors(facts: IdentityFacts): Map<PracticeCode, { code: PracticeCode; on: Day | null } | 'several'> {
  const latest = new Map<PracticeCode, { on: Day; codes: Set<PracticeCode> }>()
  for (const { code, successor, on } of facts.successors) {
    if (code === successor || (on !== null && on > facts.asAt)) continue
    const kept = latest.get(code)
    if (kept && kept.on === (on ?? '')) kept.codes.add(successor)
    else if (!kept || kept.on < (on ?? '')) latest.set(code, { on: on ?? '', codes: new Set([successor]) })
  }
  return new Map([...latest].map(([code, { on, codes }]) => [code, codes.size > 1 ? 'several' as const : { code: [...codes][0]!, on: on || null }]))
}

function formerOf(facts: IdentityFacts, register: ReadonlyMap<PracticeCode, RegisterEntry>, successorOf: SuccessorRule): Map<PracticeCode, FormerPractice> {
  const former = new Map<PracticeCode, FormerPractice>()
  const lastList = new Map<PracticeCode, { asAt: Day; postcode: string }>()
  for (const list of facts.lists) {
    if (list.asAt < facts.asAt) for (const [code, { postcode, patients }] of list.practices) if (patients > 0 && !facts.today.has(code)) lastList.set(code, { asAt: list.asAt, postcode })
  }
  const candidates = new Set(lastList.keys())
  for (const entry of register.values()) if (entry.isPractice && !facts.today.has(entry.code) && (entry.opened === null || entry.opened <= facts.asAt)) candidates.add(entry.code)
  for (const code of [...candidates].sort()) {
    const entry = register.get(code), successor = successorOf(code)
    const name = entry?.name ?? facts.otherNames.findLast(map => map.names.has(code))?.names.get(code) ?? code
    const says = became(facts, entry, lastList.get(code)?.asAt ?? null, successor)
    former.set(code, { code, name, postcode: entry?.postcode || lastList.get(code)?.postcode || '', says, successor: successor?.code ?? null })
  }
  return former
}

/** A phrase that follows the name: 'joined Quayside Medical Centre in July 2025'. */
function became(facts: IdentityFacts, entry: RegisterEntry | undefined, lastOn: Day | null, successor: Successor | null): string {
  const heir = successor && facts.today.get(successor.code)!.name
  if (heir && !successor.inferred) return `joined ${heir}${successor.on ? ` in ${monthOf(successor.on)}` : ''}`
  const unknown = 'we do not know which practice took its patients'
  const then = heir ? `${heir} is at the same address now, so its patients may be there` : unknown
  if (entry?.closed && entry.closed <= facts.asAt) return `closed ${dayInWords(entry.closed)}; ${then}`
  if (entry && /^D/i.test(entry.status)) return `dormant on the register; ${then}`
  if (lastOn) return `last on the list of ${dayInWords(lastOn)}; ${then}`
  if (entry?.closed) return `closed ${dayInWords(entry.closed)}; nobody was on its list on ${dayInWords(facts.asAt)}`
  return `on the register, but with nobody on its list on ${dayInWords(facts.asAt)}`
}

function historyOf(facts: IdentityFacts, register: ReadonlyMap<PracticeCode, RegisterEntry>, former: ReadonlyMap<PracticeCode, FormerPractice>, successorOf: SuccessorRule): Map<PracticeCode, PracticeEvent[]> {
  const history = new Map<PracticeCode, { sort: Day; event: PracticeEvent }[]>()
  const note = (code: PracticeCode, sort: Day, event: PracticeEvent) => {
    if (!facts.today.has(code)) return
    const events = history.get(code)
    if (events) events.push({ sort, event })
    else history.set(code, [{ sort, event }])
  }
  for (const code of facts.today.keys()) {
    const entry = register.get(code)
    if (entry?.opened) note(code, entry.opened, { kind: 'opened', on: entry.opened, says: `on the register since ${dayInWords(entry.opened)}`, source: REGISTER })
    if (entry?.closed) note(code, entry.closed, { kind: 'closed', on: entry.closed, says: `closed ${dayInWords(entry.closed)} on the register`, source: REGISTER })
    if (entry && /^D/i.test(entry.status)) note(code, facts.asAt, { kind: 'dormant', on: null, says: 'dormant on the register', source: REGISTER })
  }
  for (const gone of former.values()) {
    const successor = successorOf(gone.code)
    if (!successor) continue
    const closed = register.get(gone.code)?.closed
    note(successor.code, successor.on ?? facts.asAt, successor.inferred
      ? { kind: 'took-over', on: successor.on, other: gone.code, says: `${gone.name} (${gone.code}) stood at this address${closed ? ` until ${dayInWords(closed)}` : ''}; its patients may be here`, source: INFERRED }
      : { kind: 'took-over', on: successor.on, other: gone.code, says: `${gone.name} (${gone.code}) joined${successor.on ? ` in ${monthOf(successor.on)}` : ''}`, source: SUCCESSORS })
  }
  for (const { code, successor, on } of facts.successors) {
    if (on !== null && on > facts.asAt && facts.today.has(code)) note(code, on, { kind: 'merged-into', on, other: successor, says: `joined ${facts.today.get(successor)?.name ?? successor} in ${monthOf(on)}`, source: SUCCESSORS })
  }
  noteMoves(facts, note)
  noteNames(facts, note)
  return new Map([...history].map(([code, events]) => [code, events.sort((a, b) => a.sort < b.sort ? -1 : a.sort > b.sort ? 1 : 0).map(({ event }) => event)]))
}

type Note = (code: PracticeCode, sort: Day, event: PracticeEvent) => void

function noteMoves(facts: IdentityFacts, note: Note): void {
  const last = new Map<PracticeCode, { postcode: string; asAt: Day }>()
  for (const list of facts.lists) {
    for (const [code, { postcode }] of list.practices) {
      if (!postcode) continue
      const before = last.get(code)
      if (before && before.postcode !== postcode) note(code, list.asAt, { kind: 'moved', on: null, says: `postcode changed from ${before.postcode} to ${postcode} between ${dayInWords(before.asAt)} and ${dayInWords(list.asAt)}`, source: LISTS })
      last.set(code, { postcode, asAt: list.asAt })
    }
  }
}

function noteNames(facts: IdentityFacts, note: Note): void {
  for (const map of facts.otherNames) {
    for (const [code, name] of map.names) {
      const now = facts.today.get(code)
      if (now && plain(name) !== plain(now.name)) note(code, map.asAt, { kind: 'renamed', on: null, says: `called ${name} on ${dayInWords(map.asAt)}`, source: MAPS })
    }
  }
}

function plain(name: string): string { return name.toUpperCase().replaceAll('&', 'AND').replace(/[^A-Z0-9]/g, '') }
function monthOf(day: Day): string { return dayInWords(day).split(' ').slice(1).join(' ') }
