import { afterAll, beforeAll, expect, test } from 'vitest'
import { isRefusal } from '#domain/words.ts'
import type { MailAddress } from '#domain/organisations/mail-address.ts'
import { waitingLetters } from '#records/letters.ts'
import { asViewer } from '#records/viewing.ts'
import { openRooms } from './rooms.ts'
import type { Rooms as Port } from '#web/organisations/port.ts'
import { testDatabase, type TestDatabase } from '../../test/house/database.ts'
import { penmarshEdition } from '../../test/town/penmarsh.ts'
import { moveIn, personas, type Rooms } from '../../test/town/rooms.ts'

let own: TestDatabase, town: Rooms, rooms: Port
let at = new Date('2026-02-03T09:00:00Z')
beforeAll(async () => {
  own = await testDatabase()
  town = await moveIn(own.db, penmarshEdition(), () => at)
  rooms = openRooms({ db: own.db, now: () => at })
})
afterAll(() => own.close())

const done = <T>(outcome: T): Exclude<T, { refused: true }> => { if (isRefusal(outcome)) throw new Error(outcome.why); return outcome as Exclude<T, { refused: true }> }
const codeOf = (outcome: unknown): string => (isRefusal(outcome) ? outcome.code : 'not refused')
const note = (more: Partial<Parameters<Port['writeNote']>[1]> = {}) => ({ title: 'Lease', body: 'Ends in 2031.', keptAs: 'your-partners' as const, group: null, isCommercial: false, enteredFor: null, ...more })

test('two practices see nothing of each other until something is shown, and each reading after is in the log', async () => {
  const { item } = done(await rooms.writeNote(town.as.sam, note()))
  expect(await rooms.open(town.as.okoro, item, 'page')).toBeNull()
  expect(await rooms.shownToUs(town.as.okoro)).toEqual([])
  expect(await rooms.enter({ person: personas.okoro.person, organisation: town.riverside })).toBeNull()
  const { share } = done(await rooms.show(town.as.patel, item, { to: { address: `practice:${(await rooms.enter(town.as.okoro))!.organisation.code}`, name: 'Penmarsh Health', person: null }, until: '2026-03-01' }))
  expect((await rooms.shownToUs(town.as.okoro)).map(head => head.id)).toEqual([item])
  expect((await rooms.open(town.as.okoro, item, 'page'))?.note?.body).toBe('Ends in 2031.')
  expect(await rooms.open(town.as.hale, item, 'page')).toBeNull()
  expect((await rooms.whoHasLooked(town.as.sam)).map(looking => [looking.item, looking.lookerName, looking.organisationName, looking.seenAs])).toEqual([[item, personas.okoro.name, (await rooms.enter(town.as.okoro))!.organisation.name, 'named']])
  done(await rooms.stopShowing(town.as.sam, item, share))
  expect(await rooms.open(town.as.okoro, item, 'page')).toBeNull()
})

test('what others show is told apart by whether anybody of the organisation has opened it, and nothing of that is left once it is not shown', async () => {
  const { item } = done(await rooms.writeNote(town.as.sam, note())), state = async (who: Parameters<Port['shownToUs']>[0]) => (await rooms.shownToUs(who)).filter(head => head.id === item).map(head => head.isOpened)
  const elmRoad = `practice:${(await rooms.enter(town.as.hale))!.organisation.code}`, lmc = 'support:carrowshire-lmc'
  const { share } = done(await rooms.show(town.as.sam, item, { to: { address: elmRoad, name: 'Elm Road', person: null }, until: '2026-03-01' }))
  done(await rooms.show(town.as.sam, item, { to: { address: lmc, name: 'Carrowshire LMC', person: null }, until: '2026-03-01' }))
  expect([await state(town.as.hale), await state(town.as.lowe)]).toEqual([[false], [false]])
  await rooms.open(town.as.hale, item, 'page')
  expect([await state(town.as.hale), await state(town.as.lowe)], 'what one has opened another has not').toEqual([[true], [false]])
  const ofReadings = (who: Parameters<Port['shownToUs']>[0]) => asViewer(own.db, { as: 'capacity', ...who, on: '2026-02-03' }, tx => tx.selectFrom('looking').select('looker_name').where('item', '=', item).execute())
  expect(await ofReadings(town.as.hale)).toHaveLength(1)
  expect(await ofReadings(town.as.lowe), 'and does not know that it was').toEqual([])
  done(await rooms.stopShowing(town.as.sam, item, share))
  expect(await ofReadings(town.as.hale)).toEqual([])
  expect(await ofReadings(town.as.sam)).toHaveLength(1)
})

test('what is one partner’s only is not seen by the other, nor by the manager, and only its author gives it away', async () => {
  const { item } = done(await rooms.writeNote(town.as.quill, note({ keptAs: 'only-you', title: 'When I stop' })))
  for (const other of [town.as.patel, town.as.sam, town.as.lowe]) expect(await rooms.open(other, item, 'page')).toBeNull()
  expect(codeOf(await rooms.keepAs(town.as.sam, item, { keptAs: 'anyone', group: null, isCommercial: false }))).toBe('not-yours')
  done(await rooms.show(town.as.quill, item, { to: { address: 'support:carrowshire-lmc', name: 'Carrowshire LMC', person: null }, until: '2026-02-10' }))
  expect((await rooms.open(town.as.lowe, item, 'page'))?.note?.title).toBe('When I stop')
  expect(await rooms.open(town.as.sam, item, 'page')).toBeNull()
  expect((await rooms.whoHasLooked(town.as.sam)).some(looking => looking.item === item)).toBe(false)
  expect((await rooms.whoHasLooked(town.as.quill)).some(looking => looking.item === item)).toBe(true)
})

test('a group sees what is shown to it; an observer does not see what is for members only', async () => {
  const open = done(await rooms.writeNote(town.as.sam, note({ keptAs: 'this-group', group: town.group }))).item
  const commercial = done(await rooms.writeNote(town.as.sam, note({ keptAs: 'this-group', group: town.group, isCommercial: true }))).item
  expect([await rooms.open(town.as.hale, open, 'page') !== null, await rooms.open(town.as.hale, commercial, 'page') !== null]).toEqual([true, true])
  expect([await rooms.open(town.as.marsh, open, 'page') !== null, await rooms.open(town.as.marsh, commercial, 'page') !== null]).toEqual([true, false])
  expect(await rooms.open(town.as.wren, open, 'page')).toBeNull()
  done(await rooms.leaveGroup(town.as.hale, town.group))
  expect(await rooms.open(town.as.hale, open, 'page')).toBeNull()
})

test('what is entered for somebody is theirs once they confirm it, within 48 hours', async () => {
  const enter = async () => done(await rooms.writeNote(town.as.sam, note({ enteredFor: personas.patel.person, keptAs: 'only-you' }))).item
  const one = await enter()
  expect((await rooms.open(town.as.patel, one, 'page'))?.head.entered?.byName).toBe(personas.sam.name)
  expect(codeOf(await rooms.confirm(town.as.sam, one))).toBe('not-yours')
  done(await rooms.confirm(town.as.patel, one))
  expect(await rooms.open(town.as.sam, one, 'page')).toBeNull()
  const late = await enter(), before = at
  at = new Date(at.getTime() + 49 * 3_600_000)
  expect(codeOf(await rooms.confirm(town.as.patel, late))).toBe('too-late')
  at = before
})

test('a role that ends in the middle of something ends it, and what was written stays with its day and name', async () => {
  const [invited] = done(await rooms.invite(town.as.sam, [{ purpose: 'role', name: 'A locum', role: 'delegate', email: null }]))
  const person = 'somebody-new', joined = done(await rooms.takeRole({ person, name: 'Dr Wynn', code: invited!.code.toLowerCase().replaceAll('-', ' ') }))
  expect(codeOf(await rooms.takeRole({ person: 'another', name: 'Thief', code: invited!.code }))).toBe('opens-nothing')
  const { item } = done(await rooms.writeNote({ person, organisation: joined.organisation }, note({ title: 'Left behind' })))
  const role = (await rooms.enter(town.as.sam))!.people.find(each => each.person === person)!
  done(await rooms.endRole(town.as.patel, role.id))
  expect(codeOf(await rooms.rewriteNote({ person, organisation: town.riverside }, item, 1, { title: 'x', body: '' }))).toBe('not-yours')
  expect(await rooms.enter({ person, organisation: town.riverside })).toBeNull()
  expect((await rooms.open(town.as.sam, item, 'page'))?.head.authorName).toBe('Dr Wynn')
  expect((await rooms.enter(town.as.sam))!.people.find(each => each.person === person)!.toOn).toBe('2026-02-02')
})

test('somebody has one open invitation to a room, also when two send the form at once, and none that outlasts their role', async () => {
  const inviting = (name: string) => rooms.invite(town.as.sam, [{ purpose: 'role', name, role: 'delegate', email: null }])
  const twice = await Promise.all([inviting('Jo Marsden'), inviting(' jo marsden ')])
  expect(twice.map(codeOf).sort()).toEqual(['already-invited', 'not refused'])
  const [first] = done(twice.find(each => codeOf(each) === 'not refused')!)
  done(await rooms.takeRole({ person: 'jo', name: 'Jo Marsden', code: first!.code }))
  const [second] = done(await inviting('Jo Marsden')), [other] = done(await inviting('Somebody else'))
  const role = (await rooms.enter(town.as.sam))!.people.find(each => each.person === 'jo')!
  done(await rooms.endRole(town.as.sam, role.id))
  expect(codeOf(await rooms.takeRole({ person: 'jo', name: 'Jo Marsden', code: second!.code }))).toBe('opens-nothing')
  done(await rooms.takeRole({ person: 'else', name: 'Somebody else', code: other!.code }))
  // taken back, it may be made again
  const [again] = done(await inviting('Jo Marsden'))
  done(await rooms.withdraw(town.as.sam, again!.id))
  done(await inviting('Jo Marsden'))
})

test('nothing is addressed to a room that has not confirmed, and two cannot speak for one practice', async () => {
  const { item } = done(await rooms.writeNote(town.as.sam, note()))
  done(await rooms.show(town.as.sam, item, { to: { address: 'practice:ZP0002', name: 'Lantern', person: null }, until: '2026-03-01' }))
  expect(await rooms.shownToUs(town.as.wren)).toEqual([])
  const impostor = done(await rooms.openRoom({ person: 'impostor', name: 'Nobody', role: 'partner', practice: { code: 'ZP0002', name: 'Lantern', world: 'invented' } })).organisation
  const letters = done(await rooms.invite(town.as.lowe, [0, 1].map(() => ({ purpose: 'room' as const, practice: { code: 'ZP0002', name: 'Lantern' } }))))
  expect(codeOf(await rooms.confirmRoom(town.as.sam, letters[0]!.code))).toBe('opens-nothing')
  done(await rooms.confirmRoom(town.as.wren, letters[0]!.code))
  expect((await rooms.shownToUs(town.as.wren)).map(head => head.id)).toEqual([item])
  expect(codeOf(await rooms.confirmRoom({ person: 'impostor', organisation: impostor }, letters[1]!.code))).toBe('speaks-already')
  expect(codeOf(await rooms.foundGroup({ person: 'impostor', organisation: impostor }, { name: 'Trap', word: '' }))).toBe('not-confirmed')
})

test('of two who change the same note at the same moment one is told, and the last who answers cannot leave', async () => {
  const { item } = done(await rooms.writeNote(town.as.sam, note()))
  const outcomes = await Promise.all([rooms.rewriteNote(town.as.sam, item, 1, { title: 'A', body: '' }), rooms.rewriteNote(town.as.patel, item, 1, { title: 'B', body: '' })])
  expect(outcomes.map(codeOf).sort()).toEqual(['changed-meanwhile', 'not refused'])
  for (const from of [NaN, 0, -1, 1.5, Infinity, 2 ** 31]) expect(codeOf(await rooms.rewriteNote(town.as.sam, item, from, { title: 'C', body: '' })), String(from)).toBe('changed-meanwhile')
  const own = (await rooms.enter(town.as.wren))!.people[0]!
  expect(codeOf(await rooms.endRole(town.as.wren, own.id))).toBe('last-one')
})

test('an invitation with an e-mail address leaves as a letter that says who and where, and not what about', async () => {
  const [invited] = done(await rooms.invite(town.as.sam, [{ purpose: 'role', name: 'Dr Vale', role: 'partner', email: ' Vale@Riverside.Example ' }]))
  const [letter] = await asViewer(own.db, { as: 'postman' }, tx => waitingLetters(tx, at, 10))
  expect(letter).toMatchObject({ to: 'Vale@riverside.example', kind: 'invitation', path: `/invited?code=${invited!.code}` })
  expect(codeOf(await rooms.invite(town.as.sam, [{ purpose: 'role', name: 'Dr Vale', role: 'partner', email: 'two@x.example, three@x.example' }]))).toBe('odd-address')
})

test('whoever something is entered for is told by a letter, with the act or not at all', async () => {
  const told = openRooms({ db: own.db, now: () => at, mailOf: async person => (person === personas.patel.person ? 'asha@riverside.example' as MailAddress : null) })
  const { item } = done(await told.writeNote(town.as.sam, note({ enteredFor: personas.patel.person })))
  const letters = await asViewer(own.db, { as: 'postman' }, tx => waitingLetters(tx, at, 50))
  expect(letters.filter(letter => letter.kind === 'confirm')).toMatchObject([{ to: 'asha@riverside.example', path: `/our/${town.riverside}/kept/${item}` }])
  expect(codeOf(await told.writeNote(town.as.sam, note({ enteredFor: 'nobody' })))).toBe('nobody-here')
})

test('one asks for a link to come back to something of one’s own, and to nothing else', async () => {
  const told = openRooms({ db: own.db, now: () => at, mailOf: async () => 'sam@riverside.example' as MailAddress })
  const { item } = done(await told.writeNote(town.as.sam, note()))
  done(await told.sendLinkBack(town.as.sam, item))
  expect((await asViewer(own.db, { as: 'postman' }, tx => waitingLetters(tx, at, 50))).filter(letter => letter.kind === 'link-back')).toMatchObject([{ to: 'sam@riverside.example', path: `/our/${town.riverside}/kept/${item}/change` }])
  expect(codeOf(await told.sendLinkBack(town.as.okoro, item))).toBe('not-yours')
  expect(codeOf(await rooms.sendLinkBack(town.as.sam, item))).toBe('no-address')
})

test('who has looked is said by the name they go by there that day, not by one of a role that has ended', async () => {
  const joinedAs = async (name: string) => {
    const [invited] = done(await rooms.invite(town.as.wren, [{ purpose: 'role', name, role: 'delegate', email: null }]))
    done(await rooms.takeRole({ person: 'renamed', name, code: invited!.code }))
  }
  await joinedAs('Bea Ward')
  done(await rooms.endRole(town.as.wren, (await rooms.enter(town.as.wren))!.people.find(each => each.person === 'renamed')!.id))
  at = new Date(at.getTime() + 86_400_000)
  await joinedAs('Bea Holt')
  const { item } = done(await rooms.writeNote(town.as.sam, note()))
  done(await rooms.show(town.as.sam, item, { to: { address: town.lantern, name: 'Lantern', person: null }, until: '2026-03-01' }))
  expect(await rooms.open({ person: 'renamed', organisation: town.lantern }, item, 'page')).not.toBeNull()
  expect((await rooms.whoHasLooked(town.as.sam)).find(each => each.item === item)?.lookerName).toBe('Bea Holt')
})
