import { afterAll, beforeAll, expect, test } from 'vitest'
import { readInvitation, takeRole } from '#commands/organisations/take-invitation.ts'
import { openRoom } from '#commands/organisations/open-room.ts'
import { commandLine } from '../../test/house/command-line.ts'
import { testDatabase, type TestDatabase } from '../../test/house/database.ts'

let own: TestDatabase
const now = () => new Date('2026-02-03T09:00:00Z')
beforeAll(async () => { own = await testDatabase() })
afterAll(() => own.close())

const alongside = (...argv: string[]) => commandLine(argv, { withRooms: work => work({ db: own.db, now, runBy: 'Penmarsh Practice Support', typeAt: 'https://alongside.example/invited' }) })
const opening = (more: Record<string, string> = {}) => Object.entries({ kind: 'support', code: 'carrowshire-lmc', name: 'Carrowshire LMC', officer: 'Bryn Lowe', ...more }).flatMap(([name, value]) => [`--${name}`, value])

test('whoever runs the server opens a room for a body, and its officer enters by the code that is written once', async () => {
  const { code, answer } = await alongside('open-room', ...opening())
  expect([code, answer]).toEqual([0, expect.stringMatching(/^Carrowshire LMC has a room\. Bryn Lowe signs in .+ until 4 April 2026:\n\n {4}(\w{4}-){3}\w{4}\n {4}https:\/\/alongside\.example\/invited\n/)])
  const letter = /\w{4}(-\w{4}){3}/.exec(answer)![0], desk = { db: own.db, now }
  expect(await readInvitation(desk, letter)).toMatchObject({ organisation_name: 'Carrowshire LMC', role_kind: 'officer', made_by_name: 'Penmarsh Practice Support' })
  expect(await takeRole(desk, { person: 'bryn', name: 'Bryn Lowe', code: letter })).toHaveProperty('organisation')
  expect(await alongside('open-room', ...opening())).toMatchObject({ code: 1, said: '--code: A room of that kind has the code carrowshire-lmc already.\n' })
})

test('the list names bodies and days, and of practices only how many', async () => {
  await openRoom({ db: own.db, now }, { person: 'sam', name: 'Sam Thorne', role: 'partner', practice: { code: 'ZP0001', name: 'Riverside Surgery', world: 'invented' } })
  await alongside('open-room', ...opening({ kind: 'commissioner', code: 'zi1', name: 'Carrowshire ICB', officer: 'Petra Marsh' }), '--invented')
  expect(await alongside('rooms')).toMatchObject({ code: 0, answer: [
    'support\tcarrowshire-lmc\tCarrowshire LMC\tsince 3 February 2026', 'commissioner\tZI1\tCarrowshire ICB\tsince 3 February 2026', '1 room of a practice and 0 of groups: whose they are is not told here', '',
  ].join('\n') })
})

test('what is wrong is said by the name of the option', async () => {
  const wrong: [string[], string][] = [
    [['open-room'], '--kind is missing'], [opening().slice(0, 6), '--officer is missing'], [opening({ kind: 'practice' }), '--kind: expected support'], [opening({ code: 'a b' }), '--code: A code has letters'],
    [opening({ name: '<b>' }), '--name: Its name'], [opening({ officer: 'http://x' }), '--officer: The name of its first officer'], [[...opening(), '--fast'], 'There is no option "--fast"'], [[...opening(), '--code', 'x'], '--code is given twice'], [['--kind'], '--kind: expected'],
  ]
  for (const [args, says] of wrong) {
    const { code, answer, said } = await alongside('open-room', ...args.filter(arg => arg !== 'open-room'))
    expect([code, answer]).toEqual([1, ''])
    expect(said).toContain(says)
  }
  expect(await alongside('rooms', '--all')).toMatchObject({ code: 1, said: 'rooms takes no options; found "--all".\n' })
})
