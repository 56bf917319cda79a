import { randomUUID } from 'node:crypto'
import * as fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { dayAfter, dayInEngland } from '#domain/day.ts'
import { hatKinds, type HatKind } from '#domain/support/help.ts'
import { isRefusal } from '#domain/words.ts'
import { addHat, hatsOf, wordsOf } from '#records/support.ts'
import { asViewer, type Viewer } from '#records/viewing.ts'
import type { Capacity, Rooms as RoomsPort } from '#web/organisations/port.ts'
import type { HelpAsked, Support } from '#web/support/port.ts'
import { testDatabase, type TestDatabase } from '../../test/house/database.ts'
import { penmarshEdition } from '../../test/town/penmarsh.ts'
import { moveIn, personas, type Rooms } from '../../test/town/rooms.ts'
import { openRooms } from './rooms.ts'
import { openSupport } from './support.ts'

let own: TestDatabase, town: Rooms, rooms: RoomsPort, support: Support, colleague: Capacity
let at = new Date('2026-02-03T09:00:00Z')
const now = () => at, today = () => dayInEngland(at)
beforeAll(async () => {
  own = await testDatabase()
  town = await moveIn(own.db, penmarshEdition(), now)
  rooms = openRooms({ db: own.db, now })
  support = openSupport({ db: own.db, now })
  const [invited] = done(await rooms.invite(town.as.lowe, [{ purpose: 'role', name: 'Kit Arden', role: 'officer', email: null }]))
  colleague = { person: 'lmc-arden', organisation: done(await rooms.takeRole({ person: 'lmc-arden', name: 'Kit Arden', code: invited!.code })).organisation }
})
afterAll(() => own.close())

const done = <T>(outcome: T): Exclude<T, { refused: true }> => { if (isRefusal(outcome)) throw new Error(outcome.why); return outcome as Exclude<T, { refused: true }> }
const codeOf = (outcome: unknown): string => (isRefusal(outcome) ? outcome.code : 'not refused')
const asking = (more: Partial<HelpAsked> = {}): HelpAsked => ({ to: 'carrowshire-lmc', title: 'A partner is leaving', body: 'What do we do about the lease?', wantedBy: '2026-02-10', level: 'practice', keptAs: 'your-partners', until: dayAfter(today(), 60), ...more })
const ask = async (who: Capacity, more: Partial<HelpAsked> = {}) => done(await support.ask(who, asking(more))).request

describe('a help request', () => {
  test('goes to one support unit, by name and until a day; nobody else sees it, and each opening is in the log', async () => {
    const request = await ask(town.as.sam)
    expect((await support.askedUs(town.as.lowe)).map(each => [each.head.id, each.head.organisationName, each.wantedBy, each.state])).toContainEqual([request, 'Riverside Surgery', '2026-02-10', 'asked'])
    for (const other of [town.as.okoro, town.as.marsh, town.as.wren]) expect([await support.open(other, request), await support.askedUs(other)]).toEqual([null, []])
    expect((await support.open(town.as.sam, request))!.lookings).toEqual([])
    expect((await support.open(town.as.lowe, request))!.help.body).toBe('What do we do about the lease?')
    expect((await support.open(town.as.patel, request))!.lookings.map(looking => [looking.lookerName, looking.organisationName])).toEqual([[personas.lowe.name, 'Carrowshire LMC']])
  })

  test('stands as what was done in it says: asked, taken up, answered, asked more, closed', async () => {
    const request = await ask(town.as.sam), state = async () => (await support.open(town.as.sam, request))!.state
    expect(await state()).toBe('asked')
    expect(codeOf(await support.answer(town.as.lowe, request, 'Ring us.'))).toBe('not-taken-up')
    done(await support.takeUp(town.as.lowe, request, 'helps'))
    expect(await state()).toBe('taken-up')
    done(await support.answer(town.as.lowe, request, 'Read clause 4 first.'))
    expect(await state()).toBe('answered')
    at = new Date(at.getTime() + 60_000)
    done(await support.askMore(town.as.patel, request, 'And clause 5?'))
    expect(await state()).toBe('taken-up')
    expect((await support.open(town.as.sam, request))!.words.map(word => [word.kind, word.name, word.says])).toEqual([['answered', personas.lowe.name, 'Read clause 4 first.'], ['asked-more', personas.patel.name, 'And clause 5?']])
    done(await support.close(town.as.lowe, request, 'support', ''))
    expect(await state()).toBe('closed')
    for (const outcome of [await support.answer(town.as.lowe, request, 'One more'), await support.askMore(town.as.sam, request, 'One more'), await support.takeUp(colleague, request, 'helps')]) expect(codeOf(outcome)).toBe('closed')
  })

  test('is gone for the support unit once it is stopped or past its day, and comes back when it is shown again; its own notes stay', async () => {
    const request = await ask(town.as.sam, { until: '2026-02-05' })
    done(await support.takeUp(town.as.lowe, request, 'helps'))
    done(await support.note(town.as.lowe, request, { says: 'Ask the solicitor.', step: 'Ring Riverside', due: '2026-02-06' }))
    done(await support.stop(town.as.patel, request))
    const isSeen = async () => [(await support.open(town.as.lowe, request)) !== null, (await support.askedUs(town.as.lowe)).some(each => each.head.id === request)]
    expect(await isSeen()).toEqual([false, false])
    expect(codeOf(await support.answer(town.as.lowe, request, 'Too late'))).toBe('not-yours')
    expect((await support.notesLeft(colleague)).map(note => [note.fromName, note.says, note.step])).toContainEqual(['Riverside Surgery', 'Ask the solicitor.', 'Ring Riverside'])
    done(await support.showUntil(town.as.sam, request, '2026-02-09'))
    expect(await isSeen()).toEqual([true, true])
    const before = at
    at = new Date('2026-02-10T09:00:00Z')
    expect(await isSeen()).toEqual([false, false])
    at = before
    done(await rooms.remove(town.as.sam, request))
    expect((await support.notesLeft(town.as.lowe)).some(note => note.matter === request)).toBe(true)
  })

  test('that one partner keeps for themselves is seen by the support unit and not by the other partners', async () => {
    const request = await ask(town.as.quill, { keptAs: 'only-you', title: 'I want to stop' })
    done(await support.takeUp(town.as.lowe, request, 'helps'))
    done(await support.answer(town.as.lowe, request, 'Nobody else sees this.'))
    expect((await support.open(town.as.quill, request))!.words).toHaveLength(1)
    for (const other of [town.as.patel, town.as.sam]) {
      expect(await support.open(other, request)).toBeNull()
      expect((await support.ourRequests(other)).some(each => each.head.id === request)).toBe(false)
      const seen = await asViewer(own.db, { as: 'capacity', ...other, on: today() }, async tx => [await hatsOf(tx, [request]), await wordsOf(tx, request)])
      expect(seen).toEqual([[], []])
    }
  })

  test('shown to a third by name says what was asked, and nothing of what the support unit did or noted', async () => {
    const request = await ask(town.as.sam)
    done(await support.takeUp(town.as.lowe, request, 'helps'))
    done(await support.answer(town.as.lowe, request, 'Between us.'))
    done(await support.note(town.as.lowe, request, { says: 'Ours.', step: '', due: '' }))
    done(await rooms.show(town.as.sam, request, { to: { address: 'commissioner:ZI1', name: 'Carrowshire ICB', person: null }, until: '2026-03-01' }))
    expect(await support.open(town.as.marsh, request)).toMatchObject({ side: 'shown', hats: [], words: [], notes: [], lookings: [], help: { body: 'What do we do about the lease?' } })
    expect(codeOf(await support.takeUp(town.as.marsh, request, 'helps'))).toBe('not-yours')
    expect((await support.open(town.as.sam, request))!.notes).toEqual([])
  })

  test('says whether the room that asked had been confirmed, and nobody can say otherwise', async () => {
    const fromRiverside = await ask(town.as.sam), fromLantern = await ask(town.as.wren)
    expect((await support.askedUs(town.as.lowe)).filter(each => [fromRiverside, fromLantern].includes(each.head.id)).map(each => [each.head.organisationName, each.isConfirmed]).sort()).toEqual([['Lantern Surgery', false], ['Riverside Surgery', true]])
    const forged = asViewer(own.db, { as: 'capacity', ...town.as.wren, on: today() }, async tx => {
      const item = randomUUID()
      await tx.insertInto('item').values({ id: item, kind: 'help-request', organisation: town.lantern, organisation_name: 'Lantern', author: town.as.wren.person, author_name: 'x', kept_as: 'your-partners', group_id: null, is_commercial: false, entered_by: null, entered_by_name: null, confirm_by: null, confirmed_at: null, made_at: at, changed_at: at }).execute()
      await tx.insertInto('help_request').values({ item, title: 'x', body: 'x', wanted_by: null, level: 'practice', to_code: 'support:carrowshire-lmc', to_name: 'x', is_confirmed: true }).execute()
    })
    await expect(forged).rejects.toThrow(/row-level security/)
  })

  test('what is typed oddly is refused by name of the box', async () => {
    const cases: [Partial<HelpAsked>, string][] = [[{ title: ' ' }, 'title'], [{ body: '' }, 'body'], [{ level: 'nation' }, 'level'], [{ wantedBy: '2026-01-01' }, 'wanted-by'], [{ until: '2026-01-01' }, 'until'], [{ until: '2028-01-01' }, 'until'], [{ to: 'elsewhere' }, 'to'], [{ body: 'a\u202eb' }, 'body']]
    for (const [more, box] of cases) expect(await support.ask(town.as.sam, asking(more)), box).toMatchObject({ refused: true, at: box })
    expect(codeOf(await support.ask(town.as.lowe, asking()))).toBe('not-practice')
    expect(codeOf(await support.ask(town.as.marsh, asking()))).toBe('not-practice')
  })
})

describe('two hats', () => {
  test('who helps in a matter never decides in it, nor the other way round; a colleague may, and both sides see who wears which', async () => {
    const request = await ask(town.as.sam, { level: 'pair' })
    done(await support.takeUp(town.as.lowe, request, 'helps'))
    expect(await support.takeUp(town.as.lowe, request, 'decides')).toMatchObject({ code: 'helps-already', source: expect.stringContaining('clauses 92 and 93') })
    expect(codeOf(await support.takeUp(town.as.lowe, request, 'helps'))).toBe('taken-up-already')
    done(await support.takeUp(colleague, request, 'decides'))
    expect(codeOf(await support.takeUp(colleague, request, 'helps'))).toBe('decides-already')
    for (const side of [town.as.patel, town.as.lowe]) expect((await support.open(side, request))!.hats.map(hat => [hat.name, hat.kind])).toEqual([['Bryn Lowe', 'helps'], ['Kit Arden', 'decides']])
  })

  test('of both asked for at the same moment one is given', async () => {
    const request = await ask(town.as.sam)
    const outcomes = await Promise.all([0, 1, 2, 3].map(n => support.takeUp(town.as.lowe, request, hatKinds[n % 2]!)))
    expect(outcomes.filter(outcome => !isRefusal(outcome))).toHaveLength(1)
    expect((await support.open(town.as.sam, request))!.hats).toHaveLength(1)
  })

  test('the database refuses a second hat, one worn for somebody else, and one by anybody but the support unit asked', async () => {
    const request = await ask(town.as.sam)
    const put = (who: Capacity, person: string, kind: HatKind) => asViewer(own.db, { as: 'capacity', ...who, on: today() }, tx => addHat(tx, { matter: request, person, name: 'x', organisation: who.organisation, organisationName: 'x', kind, at }))
    await put(town.as.lowe, town.as.lowe.person, 'helps')
    await expect(put(town.as.lowe, town.as.lowe.person, 'decides')).rejects.toThrow(/duplicate key/)
    await expect(put(town.as.lowe, colleague.person, 'decides')).rejects.toThrow(/row-level security/)
    for (const other of [town.as.sam, town.as.marsh, town.as.okoro]) await expect(put(other, other.person, 'decides')).rejects.toThrow(/row-level security/)
    const changed = await asViewer(own.db, { as: 'capacity', ...town.as.lowe, on: today() }, async tx => [
      await tx.updateTable('hat').set({ kind: 'decides' }).where('matter', '=', request).executeTakeFirst(), await tx.deleteFrom('hat').where('matter', '=', request).executeTakeFirst(),
    ])
    expect(changed.map(result => ('numUpdatedRows' in result ? result.numUpdatedRows : result.numDeletedRows))).toEqual([0n, 0n])
  })
})

test('whatever officers and the practice do, in any order, a request is seen exactly while it is shown, by nobody past its day, and no officer ever wears two hats in it', async () => {
  const act = fc.oneof(
    { weight: 4, arbitrary: fc.record({ do: fc.constant('take-up' as const), officer: fc.nat(1), hat: fc.constantFrom(...hatKinds), request: fc.nat(1) }) },
    fc.record({ do: fc.constantFrom('answer' as const, 'note' as const, 'close' as const, 'look' as const), officer: fc.nat(1), request: fc.nat(1) }),
    fc.record({ do: fc.constant('stop' as const), request: fc.nat(1) }),
    fc.record({ do: fc.constant('show' as const), request: fc.nat(1), days: fc.integer({ min: 0, max: 6 }) }),
    fc.record({ do: fc.constant('days-pass' as const), days: fc.integer({ min: 1, max: 4 }) }),
  )
  let took = 0, refusedHats = 0
  await fc.assert(fc.asyncProperty(fc.array(act, { minLength: 6, maxLength: 14 }), async acts => {
    const start = at, officers = [town.as.lowe, colleague]
    const shownUntil: (string | null)[] = [dayAfter(today(), 3), dayAfter(today(), 1)], worn = new Map<string, HatKind>()
    const requests = [await ask(town.as.sam, { wantedBy: '', until: shownUntil[0]! }), await ask(town.as.quill, { wantedBy: '', until: shownUntil[1]!, keptAs: 'only-you' })]
    const owners = [town.as.sam, town.as.quill]
    const isShown = (n: number) => shownUntil[n] !== null && shownUntil[n]! >= today()
    for (const step of acts) {
      const n = 'request' in step ? step.request : 0, request = requests[n]!
      if (step.do === 'days-pass') at = new Date(at.getTime() + step.days * 86_400_000)
      else if (step.do === 'stop') { await support.stop(owners[n]!, request); shownUntil[n] = isShown(n) ? null : shownUntil[n]! }
      else if (step.do === 'show') { shownUntil[n] = dayAfter(today(), step.days); done(await support.showUntil(owners[n]!, request, shownUntil[n]!)) }
      else {
        const officer = officers[step.officer]!, key = `${n} ${officer.person}`
        const outcome = step.do === 'take-up' ? await support.takeUp(officer, request, step.hat) : step.do === 'answer' ? await support.answer(officer, request, 'An answer.')
          : step.do === 'note' ? await support.note(officer, request, { says: 'Ours.', step: '', due: '' }) : step.do === 'close' ? await support.close(officer, request, 'support', '') : await support.open(officer, request)
        if (!isShown(n)) expect(outcome === null || codeOf(outcome) === 'not-yours', `${step.do} of what is not shown`).toBe(true)
        if (step.do === 'take-up' && !isRefusal(outcome)) { expect(worn.has(key)).toBe(false); worn.set(key, step.hat); took++ }
        if (step.do === 'take-up' && isRefusal(outcome) && ['helps-already', 'decides-already'].includes(outcome.code)) refusedHats++
      }
      const shown = [0, 1].filter(isShown).map(each => requests[each]!).sort()
      for (const officer of officers) {
        expect((await support.askedUs(officer)).map(each => each.head.id).filter(id => requests.includes(id)).sort()).toEqual(shown)
        // The tables themselves, as the officer: nothing of what is not shown, whichever table is asked.
        const raw = await asViewer(own.db, { as: 'capacity', ...officer, on: today() }, async tx => ({
          says: (await tx.selectFrom('help_request').select('item').where('item', 'in', requests).execute()).map(row => row.item).sort(),
          done: new Set([...(await hatsOf(tx, requests)).map(hat => hat.matter), ...(await tx.selectFrom('help_word').select('matter').where('matter', 'in', requests).execute()).map(row => row.matter)]),
        }))
        expect(raw.says).toEqual(shown)
        for (const matter of raw.done) expect(shown).toContain(matter)
      }
      for (const [k, owner] of owners.entries()) {
        const hats = (await support.open(owner, requests[k]!))!.hats
        expect(new Map(hats.map(hat => [`${k} ${hat.person}`, hat.kind]))).toEqual(new Map([...worn].filter(([key]) => key.startsWith(`${k} `))))
        expect(hats.length).toBe(new Set(hats.map(hat => hat.person)).size)
      }
    }
    for (const [k, owner] of owners.entries()) done(await rooms.remove(owner, requests[k]!))
    at = start
  }), { numRuns: 16, seed: 7 })
  expect(Math.min(took, refusedHats)).toBeGreaterThan(5)
}, 180_000)

test('every table of help and cases holds its owner too to its policies, and shows nothing to anybody who is in no room', async () => {
  const tables = ['help_request', 'hat', 'help_word', 'working_note', 'commissioner_case', 'case_step'] as const
  const request = await ask(town.as.sam)
  done(await support.takeUp(town.as.lowe, request, 'helps'))
  done(await support.answer(town.as.lowe, request, 'An answer.'))
  done(await support.note(town.as.lowe, request, { says: 'Ours.', step: '', due: '' }))
  const { item } = done(await support.openCase(town.as.marsh, { about: { code: 'ZP0001', name: 'Riverside Surgery' }, reason: 'Why', keptAs: 'only-you', step: 'A step', due: '' }))
  const { rows } = await sql<{ relname: string; held: boolean }>`select relname, relrowsecurity and relforcerowsecurity as held from pg_class where relname = any(${[...tables]})`.execute(own.db)
  expect(rows.filter(row => row.held)).toHaveLength(tables.length)
  const rowsFor = (viewer: Viewer, table: (typeof tables)[number]) => asViewer(own.db, viewer, tx => tx.selectFrom(table).selectAll().execute())
  const on = today(), key = Buffer.alloc(32)
  const nobody: Viewer[] = [{ as: 'anyone' }, { as: 'person', person: 'stranger', on }, { as: 'key', key, on }, { as: 'doorkeeper' }, { as: 'postman' }, { as: 'caretaker' }, { as: 'host' }, { as: 'capacity', person: 'stranger', organisation: town.lmc, on }, { as: 'capacity', ...town.as.okoro, on }]
  for (const table of tables) {
    expect((await rowsFor({ as: 'backup' }, table)).length, table).toBeGreaterThan(0)
    for (const viewer of nobody) expect(await rowsFor(viewer, table), `${viewer.as} of ${table}`).toEqual([])
  }
  done(await rooms.remove(town.as.marsh, item))
})

describe('a commissioner’s own cases', () => {
  const about = { code: 'ZP0001', name: 'Riverside Surgery' }
  const typed = { about, reason: 'Two partners near retirement.', keptAs: 'your-partners' as const, step: 'Write to the partners', due: '2026-02-20' }

  test('are kept, given steps and closed once, in its own room; a practice sees none, its own neither', async () => {
    const { item } = done(await support.openCase(town.as.marsh, typed))
    expect((await support.cases(town.as.marsh)).map(each => [each.about.about.name, each.dues])).toEqual([['Riverside Surgery', [{ what: 'step', on: '2026-02-20', says: 'Write to the partners' }]]])
    for (const other of [town.as.sam, town.as.lowe, town.as.okoro]) expect([await support.openedCase(other, item), await support.cases(other)]).toEqual([null, []])
    const [step] = (await support.openedCase(town.as.marsh, item))!.steps
    done(await support.stepDone(town.as.marsh, item, step!.id))
    expect(codeOf(await support.stepDone(town.as.marsh, item, step!.id))).toBe('not-yours')
    done(await support.nextStep(town.as.marsh, item, { step: 'Meet', due: '' }))
    done(await support.closeCase(town.as.marsh, item, 'A third partner joined.'))
    expect((await support.openedCase(town.as.marsh, item))!.about.closed).toEqual({ on: '2026-02-03', byName: personas.marsh.name, outcome: 'A third partner joined.' })
    expect([codeOf(await support.closeCase(town.as.marsh, item, 'Again')), codeOf(await support.nextStep(town.as.marsh, item, { step: 'x', due: '' }))]).toEqual(['closed', 'closed'])
    expect(codeOf(await support.openCase(town.as.lowe, typed))).toBe('not-yours')
    expect(codeOf(await support.openCase(town.as.sam, typed))).toBe('not-yours')
  })

  test('shown to somebody by name, a case keeps its steps to its room', async () => {
    const { item } = done(await support.openCase(town.as.marsh, typed))
    done(await rooms.show(town.as.marsh, item, { to: { address: 'support:carrowshire-lmc', name: 'Carrowshire LMC', person: null }, until: '2026-03-01' }))
    expect(await support.openedCase(town.as.lowe, item)).toMatchObject({ about: { reason: typed.reason }, steps: [] })
    expect(codeOf(await support.nextStep(town.as.lowe, item, { step: 'x', due: '' }))).toBe('not-yours')
  })

  test('no transaction about cases touches a table of practices: with or without a room, all that is read is the same', async () => {
    const asked: string[] = [], listening = own.db.withPlugin({ transformQuery: ({ node }) => { asked.push(JSON.stringify(node)); return node }, transformResult: async ({ result }) => result })
    const quiet = openSupport({ db: listening, now })
    const readFor = async (code: string) => {
      const { item } = done(await quiet.openCase(town.as.marsh, { ...typed, about: { code, name: 'A practice' } }))
      asked.length = 0
      await quiet.cases(town.as.marsh)
      await quiet.openedCase(town.as.marsh, item)
      return asked.map(query => query.replaceAll(/"[0-9a-f-]{36}"/g, '"id"')).filter(query => !query.includes('"values"'))
    }
    const withRoom = await readFor('ZP0001'), without = await readFor('ZP0012')
    for (const queries of [withRoom, without]) {
      expect(queries.length).toBeGreaterThan(4)
      for (const query of queries) expect(query).not.toMatch(/ZP0001|ZP0012|"practice"|"membership"|"note"/)
    }
  })
})
