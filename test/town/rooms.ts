import { confirmRoom, joinGroup, takeRole } from '#commands/organisations/take-invitation.ts'
import { foundGroup } from '#commands/organisations/found-group.ts'
import { invite } from '#commands/organisations/invite.ts'
import { openBody } from '#commands/organisations/open-body.ts'
import { openRoom } from '#commands/organisations/open-room.ts'
import { showItem } from '#commands/organisations/show-item.ts'
import { writeNote, type NoteWritten } from '#commands/organisations/write-note.ts'
import { dayAfter, dayInEngland } from '#domain/day.ts'
import { askForHelp } from '#commands/support/ask-for-help.ts'
import { openCase } from '#commands/support/keep-case.ts'
import { noteForOurselves } from '#commands/support/note-for-ourselves.ts'
import { answerHelp } from '#commands/support/say-in-matter.ts'
import { takeUp } from '#commands/support/take-up.ts'
import type { Edition } from '#domain/position/edition.ts'
import type { RoleKind } from '#domain/organisations/organisation.ts'
import { isRefusal, type Refusal } from '#domain/words.ts'
import type { Database } from '#records/connect.ts'
import { openIn, readIn } from '#server/capacity.ts'
import type { Capacity } from '#web/organisations/port.ts'

/**
 * Penmarsh moves in: the rooms of four practices, a group of three of them, the county's LMC and the ICB, with the people below. Everything is done by the product's
 * own commands, as those people would do it. The same people are the personas of the demonstration.
 */

export interface Persona { person: string; name: string; says: string }

/** Whoever may be chosen on a server for trying things out; their ids are those of tests. */
export const personas = {
  sam: { person: 'demo-sam', name: 'Sam Thorne', says: 'Practice manager of Riverside, the small one' },
  patel: { person: 'demo-patel', name: 'Dr Asha Patel', says: 'Partner of Riverside' },
  quill: { person: 'demo-quill', name: 'Dr Martin Quill', says: 'Partner of Riverside, near retirement' },
  okoro: { person: 'demo-okoro', name: 'Dr Ngozi Okoro', says: 'Managing partner of Penmarsh Health, the largest' },
  hale: { person: 'demo-hale', name: 'Rowan Hale', says: 'Practice manager of Elm Road' },
  wren: { person: 'demo-wren', name: 'Dr Ida Wren', says: 'The one partner of Lantern' },
  lowe: { person: 'demo-lowe', name: 'Bryn Lowe', says: 'Officer of Carrowshire LMC' },
  marsh: { person: 'demo-marsh', name: 'Petra Marsh', says: 'Officer of Carrowshire ICB' },
} as const satisfies Record<string, Persona>

export type PersonaName = keyof typeof personas

export interface Rooms {
  riverside: string
  penmarshHealth: string
  elmRoad: string
  lantern: string
  group: string
  lmc: string
  icb: string
  /** Each persona in the organisation they are named for. */
  as: Record<PersonaName, Capacity>
}

/** Moves everybody in. Throws where a command refuses, for then the town is wrong. */
export async function moveIn(db: Database, edition: Edition, now: () => Date, idOf: (name: PersonaName) => string = name => personas[name].person): Promise<Rooms> {
  const desk = { db, now }, world = edition.world
  const done = <T>(outcome: T | Refusal): T => { if (isRefusal(outcome)) throw new Error(`the town could not move in: ${outcome.why}`); return outcome }
  const practice = (code: string) => { const found = edition.byCode.get(code)!; return { code, name: found.name, world } }
  const persona = (name: PersonaName) => ({ person: idOf(name), name: personas[name].name })
  const open = async (who: PersonaName, role: RoleKind, code: string) => done(await openRoom(desk, { ...persona(who), role, practice: practice(code) })).organisation
  const body = async (kind: 'support' | 'commissioner', code: string, name: string, officer: PersonaName) => {
    const opened = done(await openBody(desk, { kind, code, name, officer: personas[officer].name, world, runBy: 'whoever runs this' }))
    return done(await takeRole(desk, { ...persona(officer), code: opened.code })).organisation
  }
  const icbCode = edition.byCode.get('ZP0001')!.icb!.code
  const lmc = await body('support', 'carrowshire-lmc', 'Carrowshire LMC', 'lowe'), icb = await body('commissioner', icbCode, 'Carrowshire ICB', 'marsh')
  const riverside = await open('sam', 'practice-manager', 'ZP0001'), penmarshHealth = await open('okoro', 'partner', largestOf(edition)), elmRoad = await open('hale', 'practice-manager', elmRoadOf(edition)), lantern = await open('wren', 'partner', 'ZP0002')
  const as = { sam: riverside, patel: riverside, quill: riverside, okoro: penmarshHealth, hale: elmRoad, wren: lantern, lowe: lmc, marsh: icb }
  const who = Object.fromEntries(Object.entries(as).map(([name, organisation]) => [name, { person: idOf(name as PersonaName), organisation }])) as Record<PersonaName, Capacity>
  for (const partner of ['patel', 'quill'] as const) {
    const [invitation] = done(await invite(desk, who.sam, [{ purpose: 'role', name: personas[partner].name, role: 'partner', email: null }]))
    done(await takeRole(desk, { ...persona(partner), code: invitation!.code }))
  }
  // The LMC's letters reach three of them; Lantern has not opened its post yet.
  for (const [name, code] of [['sam', 'ZP0001'], ['okoro', largestOf(edition)], ['hale', elmRoadOf(edition)]] as const) {
    const [letter] = done(await invite(desk, who.lowe, [{ purpose: 'room', practice: practice(code) }]))
    done(await confirmRoom(desk, who[name], letter!.code))
  }
  const { group } = done(await foundGroup(desk, who.sam, { name: 'Penmarsh Alongside', word: 'alliance' }))
  for (const [name, joinedAs] of [['okoro', 'member'], ['hale', 'member'], ['marsh', 'observer']] as const) {
    const [invitation] = done(await invite(desk, who.sam, [{ purpose: 'group', group, groupName: 'Penmarsh Alongside', name, joinedAs }]))
    done(await joinGroup(desk, who[name], invitation!.code))
  }
  return { riverside, penmarshHealth, elmRoad, lantern, group, lmc, icb, as: who }
}

const named = (edition: Edition, name: RegExp): string => edition.practices.find(practice => name.test(practice.name))!.code
const largestOf = (edition: Edition): string => named(edition, /^Penmarsh Health/i)
const elmRoadOf = (edition: Edition): string => named(edition, /^Elm Road/i)

/** What Penmarsh has kept and shown by the time somebody looks round: a few things of each class, so that no page of the demonstration is bare. */
export async function liveIn(db: Database, { as: who, group }: Rooms, now: () => Date): Promise<void> {
  const desk = { db, now }
  const note = async (by: PersonaName, title: string, body: string, more: Partial<NoteWritten> = {}) => {
    const kept = await writeNote(desk, who[by], { title, body, keptAs: 'your-partners', group: null, isCommercial: false, enteredFor: null, ...more })
    if (isRefusal(kept)) throw new Error(kept.why)
    return kept.item
  }
  const lease = await note('sam', 'The lease of Weir Lane', 'Ends on 31 March 2031. Both partners are named in it.\n\nThe landlord’s agent has asked to talk in spring.')
  await note('quill', 'When I might stop', 'Not before the summer after next. I have told nobody yet.', { keptAs: 'only-you' })
  await note('sam', 'Sessions we could not fill', 'Eleven in January, nine of them on Mondays.', { enteredFor: who.patel.person })
  await note('sam', 'A pharmacist between us?', 'We could take two days a week. Could others take the rest?', { keptAs: 'this-group', group })
  await note('okoro', 'What we pay locums', 'For members to talk about with a solicitor in the room.', { keptAs: 'this-group', group, isCommercial: true })
  await note('okoro', 'Building work in the autumn', 'Two rooms fewer from September.')
  const shown = await showItem(desk, who.sam, lease, { to: { address: 'support:carrowshire-lmc', name: 'Carrowshire LMC', person: null }, until: dayAfter(dayInEngland(now()), 60) })
  if (isRefusal(shown)) throw new Error(shown.why)
  const done = <T>(outcome: T): Exclude<T, { refused: true }> => { if (isRefusal(outcome)) throw new Error(outcome.why); return outcome as Exclude<T, { refused: true }> }
  const until = dayAfter(dayInEngland(now()), 60), ask = { to: 'carrowshire-lmc', wantedBy: dayAfter(dayInEngland(now()), 14), keptAs: 'your-partners' as const, until }
  const { request } = done(await askForHelp(desk, who.sam, { ...ask, level: 'practice', title: 'Who owes the repairs?', body: 'One of us means to stop. The deed says nothing about repairs to the building.\n\nWhom should we ask, and what first?' }))
  // Read before it is answered, as on a page.
  await readIn(desk, who.lowe, (tx, looker) => openIn(tx, looker, request, { form: 'page', at: now() }, async () => null))
  done(await takeUp(desk, who.lowe, request, 'helps'))
  done(await answerHelp(desk, who.lowe, request, 'Read clause 4 of the lease first, then ring us. Our solicitor is here on Thursdays.'))
  done(await noteForOurselves(desk, who.lowe, request, { says: '', step: 'Ask the solicitor for a Thursday', due: dayAfter(dayInEngland(now()), 2) }))
  done(await askForHelp(desk, who.hale, { ...ask, level: 'pair', wantedBy: '', title: 'Sharing a nurse', body: 'We would share one with Riverside, two days each. What does such a paper look like?' }))
  done(await openCase(desk, who.marsh, { about: { code: 'ZP0011', name: 'Marsh End Surgery' }, reason: 'In no network since the start of the year (map of practices, January 2026).', keptAs: 'your-partners', step: 'Ask the networks near it', due: dayAfter(dayInEngland(now()), 21) }))
}
