import { MOST_AT_ONCE } from '../organisations/invitation.ts'
import { areaOf } from '../position/area.ts'
import type { Edition, Practice } from '../position/edition.ts'
import { isRefusal, refuse, type Day, type PracticeCode, type Refusal } from '../words.ts'

/** Letters to many practices at once: whom they go to, and the file for a mail merge. */

export interface Addressees { practices: Practice[]; /** What looks like a code and belongs to no practice now, with what became of it. */ unknown: { code: string; says: string | null }[] }

/** Letter and figures as codes of practices have them: L85001, Y02345, ZP0001. Words and postcodes of a pasted sheet do not look like one. */
const looksLikeCode = /^[A-Z]{1,3}\d{3,6}$/

/**
 * The practices somebody means: by codes, pasted or in a file, with whatever else stands beside them in a sheet, and by an area of the figures (an ICB, sub-ICB or network,
 * by its code or its whole name). Each once, by name. Refuses an area nobody knows, nothing found, and more than are made at once.
 */
export function addresseesOf(edition: Edition, { text, area }: { text: string; area: string }): Addressees | (Refusal & { at: 'codes' | 'area' }) {
  const found = new Set<PracticeCode>(), unknown = new Map<string, string | null>()
  for (const word of text.toUpperCase().split(/[^A-Z0-9]+/)) {
    if (edition.byCode.has(word)) found.add(word)
    else if (looksLikeCode.test(word)) unknown.set(word, becameOf(edition, word))
  }
  if (area.trim() !== '') {
    const members = areaMeant(edition, area)
    if (isRefusal(members)) return { ...members, at: 'area' }
    for (const code of members) found.add(code)
  }
  if (found.size > MOST_AT_ONCE) return { ...refuse('too-many', `Up to ${MOST_AT_ONCE} letters are made at once; these are ${found.size}.`, 'Letters to practices'), at: 'codes' }
  if (found.size === 0) return { ...refuse('nobody', unknown.size === 0 ? 'Give the codes of practices, or an area.' : `None of these codes belongs to a practice with patients now: ${[...unknown.keys()].slice(0, 10).join(', ')}.`, 'Letters to practices'), at: 'codes' }
  return { practices: [...found].map(code => edition.byCode.get(code)!).sort((a, b) => a.name.localeCompare(b.name, 'en') || (a.code < b.code ? -1 : 1)), unknown: [...unknown].map(([code, says]) => ({ code, says })) }
}

function areaMeant(edition: Edition, typed: string): readonly PracticeCode[] | Refusal {
  const name = typed.trim().toLowerCase()
  const named = [...edition.areas.values()].filter(area => ['icb', 'sub-icb', 'network'].includes(area.kind) && area.name.toLowerCase() === name)
  const area = named.length === 1 ? named[0]! : areaOf(edition, typed)
  return isRefusal(area) ? area : area.members
}

function becameOf(edition: Edition, code: string): string | null {
  const former = edition.former.get(code)
  return former === undefined ? null : `${former.name}, ${former.says}`
}

/** Where a letter goes: the name, and the published address line by line, at most four and the postcode. Nothing but the postcode where none is published. */
export function addressLines({ name, address, postcode }: Pick<Practice, 'name' | 'address' | 'postcode'>): string[] {
  const lines = address.split(',').map(line => line.trim()).filter(Boolean)
  const shown = lines.length <= 3 ? lines : [...lines.slice(0, 2), lines.slice(2).join(', ')]
  return [name, ...shown, postcode]
}

export interface Letter { practice: Practice; code: string; until: Day }

/** Rows for a mail merge, the names of the columns first. */
export function letterRows(letters: readonly Letter[], { from, typeAt }: { from: string; typeAt: string }): string[][] {
  const head = ['practice_code', 'practice_name', 'address_1', 'address_2', 'address_3', 'postcode', 'letter_code', 'type_it_at', 'works_until', 'from']
  return [head, ...letters.map(({ practice, code, until }) => {
    const [name, ...lines] = addressLines(practice), postcode = lines.pop()!
    return [practice.code, name!, lines[0] ?? '', lines[1] ?? '', lines[2] ?? '', postcode, code, typeAt, until, from]
  })]
}
