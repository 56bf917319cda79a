import { randomUUID } from 'node:crypto'
import { globSync, readFileSync } from 'node:fs'
import path from 'node:path'
import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { dayAfter, dayInEngland } from '#domain/day.ts'
import { aloneQuestions, RATHER_NOT_SAY, type AloneWay } from '#domain/position/review/alone.ts'
import { mailAddress, type MailAddress } from '#domain/organisations/mail-address.ts'
import { isRefusal } from '#domain/words.ts'
import { openAlone } from './alone.ts'
import { openRooms } from './rooms.ts'
import { answersBy } from '#records/alone.ts'
import { asViewer, type Viewed, type Viewer } from '#records/viewing.ts'
import type { Capacity, Rooms as RoomsPort } from '#web/organisations/port.ts'
import type { Alone } from '#web/position/alone/port.ts'
import { testDatabase, type TestDatabase } from '../../test/house/database.ts'

let own: TestDatabase, alone: Alone, rooms: RoomsPort, at = new Date('2026-02-03T09:00:00Z')
const now = () => at
beforeAll(async () => {
  own = await testDatabase()
  alone = openAlone({ db: own.db, now })
  rooms = openRooms({ db: own.db, now })
})
afterAll(() => own.close())
beforeEach(() => { at = new Date('2026-02-03T09:00:00Z') })

const done = <T>(outcome: T): Exclude<T, { refused: true }> => { if (isRefusal(outcome)) throw new Error(outcome.why); return outcome as Exclude<T, { refused: true }> }
const codeOf = (outcome: unknown): string => (isRefusal(outcome) ? outcome.code : 'not refused')
const as = <T>(viewer: Viewer, work: (tx: Viewed) => Promise<T>) => asViewer(own.db, viewer, work)
const capacity = (who: Capacity): Viewer => ({ as: 'capacity', ...who, on: dayInEngland(at) })

/** A practice of its own with a manager and so many partners. */
async function practice(count: number): Promise<{ manager: Capacity; partners: Capacity[]; organisation: string }> {
  const organisation = randomUUID(), made_at = at, person = (name: string): Capacity => ({ person: `${name}-${organisation.slice(0, 8)}`, organisation })
  const manager = person('manager'), partners = Array.from({ length: count }, (_, i) => person(`partner-${i + 1}`))
  await as({ as: 'backup' }, async tx => {
    await tx.insertInto('organisation').values({ id: organisation, kind: 'practice', code: `P${organisation.slice(0, 5)}`, name: 'Riverside Surgery', word: null, world: 'invented', founded_by: null, made_at, confirmed_at: null, ended_on: null, ended: null }).execute()
    for (const [who, kind] of [[manager, 'practice-manager'], ...partners.map(each => [each, 'partner'] as const)] as const) await tx.insertInto('role').values({ id: randomUUID(), person: who.person, person_name: `Dr ${who.person}`, organisation, kind, from_on: '2025-01-01', to_on: null, given_by: 'x', made_at, ended_by: null }).execute()
  })
  return { manager, partners, organisation }
}

const all = (step: number): Record<string, string> => Object.fromEntries(aloneQuestions.map(({ id, choices }) => [id, choices[step % choices.length]!]))
const answer = (who: Capacity, round: string, step = 0, more: Record<string, string> = {}) => alone.answer(who, round, box => ({ ...all(step), ...more })[box] ?? '')
const begin = async (who: Capacity, asked: readonly Capacity[]) => done(await alone.begin(who, asked.map(each => each.person))).round
const latest = async (who: Capacity) => (await alone.ofRoom(who)).rounds[0]!
const roleEnds = (who: Capacity) => as({ as: 'backup' }, tx => sql`update role set to_on = ${dayAfter(dayInEngland(at), -1)} where person = ${who.person}`.execute(tx))

describe('asking', () => {
  test('tells each of the others who has an address by a letter that says whom it is from and not what about; nobody else, and nobody where it is refused', async () => {
    const { manager, partners } = await practice(4), told: string[] = [], withMail = openAlone({ db: own.db, now, mailOf: async person => { told.push(person); return person.startsWith('partner-3') ? null : mailAddress(`${person}@penmarsh.example`) as MailAddress } })
    const lettersTo = async () => (await as({ as: 'backup' }, tx => tx.selectFrom('letter').select(['address', 'content']).where('address', 'like', `%${manager.organisation.slice(0, 8)}%`).execute()))
    expect(codeOf(await withMail.begin(manager, [manager.person]))).not.toBe('not refused')
    expect(await lettersTo()).toEqual([])
    done(await withMail.begin(partners[0]!, partners.map(each => each.person)))
    const letters = await lettersTo()
    expect(letters.map(letter => letter.address).sort()).toEqual([partners[1]!, partners[3]!].map(each => `${each.person}@penmarsh.example`))
    for (const { content } of letters) expect(content).toMatchObject({ path: `/our/${manager.organisation}`, before: [expect.stringContaining('asks you something in Alongside')] })
  })

  test('is for whoever answers for the practice; everybody asked is shown everybody who is, and how many have answered, never who', async () => {
    const { manager, partners } = await practice(5), round = await begin(manager, partners)
    done(await answer(partners[3]!, round))
    for (const who of [manager, ...partners]) {
      const { rounds, answers } = await alone.ofRoom(who)
      expect(rounds).toMatchObject([{ id: round, asked: 5, answered: 1, ended: null, result: null }])
      expect(rounds[0]!.everybody.map(each => each.person).sort()).toEqual(partners.map(each => each.person).sort())
      expect(answers.length).toBe(who === partners[3] ? 1 : 0)
    }
  })

  test('refuses one alone, who is no partner, a second round while one waits, and a room that is no practice’s', async () => {
    const { manager, partners } = await practice(3)
    expect(codeOf(await alone.begin(manager, [partners[0]!.person]))).toBe('one-partner')
    expect(codeOf(await alone.begin(manager, [manager.person, partners[0]!.person]))).toBe('not-partner')
    expect(codeOf(await alone.begin(manager, []))).toBe('nobody-chosen')
    await begin(partners[0]!, partners)
    expect(codeOf(await alone.begin(manager, partners.map(each => each.person)))).toBe('one-open')
    expect(codeOf(await alone.begin({ ...manager, person: 'somebody else' }, partners.map(each => each.person)))).toBe('not-yours')
  })

  test('of two who ask at the same moment one does', async () => {
    const { manager, partners } = await practice(4), both = await Promise.all([manager, partners[0]!].map(who => alone.begin(who, partners.map(each => each.person))))
    expect(both.map(codeOf).sort()).toEqual(['not refused', 'one-open'])
  })

  test('waits three months after one was opened; what that one showed goes when the later is opened, and not before', async () => {
    const { manager, partners } = await practice(4), first = await begin(manager, partners)
    for (const who of partners) done(await answer(who, first, 1))
    expect((await latest(manager)).result).not.toBeNull()
    at = new Date('2026-05-02T09:00:00Z')
    expect(codeOf(await alone.begin(manager, partners.map(each => each.person)))).toBe('too-soon')
    // The database holds it by itself.
    const round = (begun_on: string) => as({ as: 'capacity', ...manager, on: begun_on }, tx => tx.insertInto('alone_round').values({ id: randomUUID(), organisation: manager.organisation, begun_by: manager.person, begun_by_name: 'x', begun_at: at, begun_on, asked: 4, closed_at: null, closed_by: null, closed_by_name: null, ended_at: null, became: null, opened_on: null, answered: null, result: null }).execute())
    await expect(round('2026-05-02')).rejects.toThrow(/row-level security/)
    at = new Date('2026-05-03T09:00:00Z')
    const second = await begin(manager, partners)
    expect((await alone.ofRoom(manager)).rounds.map(each => [each.id, each.result !== null])).toEqual([[second, false], [first, true]])
    for (const who of partners) done(await answer(who, second, 2))
    expect((await alone.ofRoom(manager)).rounds.map(each => [each.id, each.result !== null])).toEqual([[second, true], [first, false]])
  })

  test('begins again at once where nothing was opened', async () => {
    const { manager, partners } = await practice(4), round = await begin(manager, partners)
    done(await answer(partners[0]!, round))
    expect(done(await alone.close(manager, round))).toEqual({ became: 'too-few' })
    await begin(manager, partners)
  })
})

describe('answering', () => {
  test('is for who is asked and a partner, may be changed while it waits, and is locked when it has ended', async () => {
    const { manager, partners } = await practice(5), asked = partners.slice(0, 4), round = await begin(manager, asked)
    for (const other of [manager, partners[4]!]) expect(codeOf(await answer(other, round))).toBe('not-yours')
    expect(await alone.answer(asked[0]!, round, box => (box === 'hours' ? '' : all(0)[box] ?? ''))).toMatchObject({ code: 'not-chosen', at: 'hours' })
    const { item } = done(await answer(asked[0]!, round, 0))
    expect(done(await answer(asked[0]!, round, 1, { income: RATHER_NOT_SAY }))).toEqual({ item, became: null })
    expect((await alone.ownIn(asked[0]!, round))!.said).toMatchObject({ stop: '3-to-5', income: null })
    expect((await latest(manager)).answered).toBe(1)
    await roleEnds(asked[1]!)
    expect(codeOf(await answer(asked[1]!, round))).toBe('not-yours')
    for (const who of asked.slice(2)) done(await answer(who, round))
    expect(done(await alone.close(manager, round))).toEqual({ became: 'too-few' })
    expect(codeOf(await answer(asked[0]!, round))).toBe('locked')
  })

  test('stays “Only you”: no page and no command keeps or shows it otherwise, and the database refuses both', async () => {
    const { manager, partners } = await practice(4), me = partners[0]!, round = await begin(manager, partners), { item } = done(await answer(me, round))
    expect(codeOf(await rooms.keepAs(me, item, { keptAs: 'your-partners', group: null, isCommercial: false }))).toBe('stays-alone')
    expect(codeOf(await rooms.keepAs(me, item, { keptAs: 'only-you', group: null, isCommercial: false }))).toBe('stays-alone')
    expect(codeOf(await rooms.show(me, item, { to: { address: manager.organisation, name: 'the manager', person: manager.person }, until: '2026-03-01' }))).toBe('stays-alone')
    const trying = (statement: string) => as(capacity(me), tx => sql.raw(statement).execute(tx))
    await expect(trying(`update item set kept_as = 'your-partners' where id = '${item}'`)).rejects.toThrow('alone_is_only_you')
    await expect(trying(`update item set kind = 'note' where id = '${item}'`)).rejects.toThrow('what a partner answers alone stays that')
    await expect(trying(`insert into share (id, item, owner, owner_person, to_code, to_name, to_person, made_by, made_by_name, made_at, until) values ('${randomUUID()}', '${item}', '${me.organisation}', '${me.person}', '${me.organisation}', 'x', '${manager.person}', '${me.person}', 'x', now(), '2026-03-01')`)).rejects.toThrow('shown to nobody')
    for (const who of [manager, ...partners.slice(1)]) {
      expect(await alone.opened(who, item)).toBeNull()
      expect(await as(capacity(who), tx => answersBy(tx, [item]))).toEqual(new Map())
    }
  })

  test('does not count when it was deleted before it is opened; who has left meanwhile counts', async () => {
    const { manager, partners } = await practice(5), round = await begin(manager, partners)
    for (const who of partners.slice(0, 4)) done(await answer(who, round))
    const mine = (await alone.ofRoom(partners[0]!)).answers[0]!.head.id
    done(await rooms.remove(partners[0]!, mine))
    expect((await latest(manager)).answered).toBe(3)
    done(await answer(partners[0]!, round, 2))
    await roleEnds(partners[1]!)
    expect(done(await answer(partners[4]!, round))).toMatchObject({ became: 'ranges' })
    expect((await latest(manager)).ended!.answered).toBe(5)
    // Afterwards deleting changes nothing of what is shown.
    const before = (await latest(manager)).result
    done(await rooms.remove(partners[0]!, (await alone.ofRoom(partners[0]!)).answers[0]!.head.id))
    expect((await latest(manager)).result).toEqual(before)
  })
})

describe('closing', () => {
  test('is for whoever began it, and once they have left for anybody who answers for the practice', async () => {
    const { manager, partners } = await practice(5), round = await begin(partners[0]!, partners)
    for (const who of partners.slice(0, 4)) done(await answer(who, round))
    for (const who of [manager, partners[1]!]) expect(codeOf(await alone.close(who, round))).toBe('not-beginner')
    await expect(as(capacity(manager), tx => sql`update alone_round set closed_at = now(), closed_by = ${manager.person}, closed_by_name = 'x' where id = ${round}`.execute(tx))).rejects.toThrow('a round is closed once')
    await roleEnds(partners[0]!)
    expect(done(await alone.close(manager, round))).toEqual({ became: 'ranges' })
    expect(codeOf(await alone.close(manager, round))).toBe('locked')
  })

  test('of two who close, or close and answer last, at the same moment one ends it', async () => {
    const { manager, partners } = await practice(5), round = await begin(manager, partners)
    for (const who of partners.slice(0, 4)) done(await answer(who, round))
    const both = await Promise.all([alone.close(manager, round), answer(partners[4]!, round), alone.close(manager, round)])
    expect(both.filter(outcome => !isRefusal(outcome) && outcome.became === 'ranges').length).toBe(1)
    expect((await alone.ofRoom(manager)).rounds.map(each => each.ended!.became)).toEqual(['ranges'])
  })
})

test('the two last to answer at the same moment open it once', async () => {
  const { manager, partners } = await practice(6), round = await begin(manager, partners)
  for (const who of partners.slice(0, 3)) done(await answer(who, round))
  const last = await Promise.all(partners.slice(3).map(who => answer(who, round, 1)))
  expect(last.map(outcome => done(outcome).became).toSorted()).toEqual(['ranges', null, null].toSorted())
  expect(await latest(manager)).toMatchObject({ ended: { became: 'ranges', answered: 6 } })
})

describe('what the practice is shown', () => {
  test('is the range of what was said and a neighbour where all said the same, through the database, for any answers', async () => {
    let alike = 0
    await fc.assert(fc.asyncProperty(fc.array(fc.record(Object.fromEntries(aloneQuestions.map(({ id, choices }) => [id, fc.constantFrom(...choices, RATHER_NOT_SAY)]))), { minLength: 4, maxLength: 6 }), fc.boolean(), async (drawn, isAlike) => {
      const said = (isAlike ? drawn.map(() => drawn[0]!) : drawn) as Record<string, string>[], { manager, partners } = await practice(said.length), round = await begin(manager, partners)
      for (const [i, who] of partners.entries()) done(await alone.answer(who, round, box => said[i]![box] ?? ''))
      const { result } = await latest(manager)
      for (const { id, choices } of aloneQuestions) {
        const steps = said.map(each => choices.indexOf(each[id]!)).filter(step => step >= 0), range = result![id]!
        if (steps.length < 4) { expect(range).toBeNull(); continue }
        const [from, to] = [choices.indexOf(range!.from), choices.indexOf(range!.to)]
        expect(from).toBeLessThan(to)
        expect(from <= Math.min(...steps) && Math.max(...steps) <= to).toBe(true)
      }
      // The manager reads the same whether all said the one or the other of a pair: two answers at least of everybody's agree with it.
      if (isAlike) {
        alike++
        const other = await practice(said.length), again = await begin(other.manager, other.partners), partner = (id: string, choice: string) => { const { choices } = aloneQuestions.find(each => each.id === id)!, low = choices.indexOf(result![id]!.from); return choices.indexOf(choice) === low ? choices[low + 1]! : choices[low]! }
        for (const who of other.partners) done(await alone.answer(who, again, box => (box in said[0]! && said[0]![box] !== RATHER_NOT_SAY ? [said[0]![box]!, partner(box, said[0]![box]!)][Number(who === other.partners[0])]! : said[0]![box] ?? '')))
        for (const { id } of aloneQuestions) expect((await latest(other.manager)).result![id]).toEqual(result![id])
      }
    }), { seed: 77, numRuns: 12 })
    expect(alike).toBeGreaterThan(2)
  }, 60_000)
})

describe('two or three', () => {
  const ways = async (count: number, chosen: readonly AloneWay[]) => {
    const { manager, partners, organisation } = await practice(count), round = await begin(manager, partners), became = []
    for (const [i, who] of partners.entries()) became.push(done(await answer(who, round, i, { way: chosen[i]! })).became)
    return { manager, partners, organisation, round, became: became.at(-1) }
  }

  test('who all chose it see each other’s answers by name for sixty days; the manager and a partner who was not asked do not', async () => {
    const { manager, partners, became } = await ways(3, ['each-other', 'each-other', 'each-other'])
    expect(became).toBe('each-other')
    for (const me of partners) {
      const { answers } = await alone.ofRoom(me)
      expect(answers.map(each => each.head.author).sort()).toEqual(partners.map(each => each.person).sort())
      for (const { head } of answers) {
        const opened = (await alone.opened(me, head.id))!
        expect(opened.held.said['stop']).toBe(aloneQuestions[0]!.choices[partners.findIndex(each => each.person === head.author)])
        if (head.author !== me.person) expect(head.shares.map(share => [share.toPerson, share.until])).toEqual([[me.person, '2026-04-04']])
      }
    }
    expect((await alone.ofRoom(manager)).answers).toEqual([])
    expect((await latest(manager)).result).toBeNull()
    at = new Date('2026-04-05T09:00:00Z')
    expect((await alone.ofRoom(partners[0]!)).answers.map(each => each.head.author)).toEqual([partners[0]!.person])
  })

  test('of whom one chose otherwise, or has left, are opened to nobody, and nobody is told who chose what', async () => {
    const { manager, partners, became } = await ways(2, ['each-other', 'sheet'])
    expect(became).toBe('sheet')
    for (const who of [manager, ...partners]) expect((await alone.ofRoom(who)).answers.every(each => each.head.author === who.person)).toBe(true)
    const { manager: other, partners: [first, second] } = await practice(2), round = await begin(other, [first!, second!])
    done(await answer(first!, round, 0, { way: 'each-other' }))
    await roleEnds(first!)
    expect(done(await answer(second!, round, 0, { way: 'each-other' })).became).toBe('sheet')
    expect((await alone.ofRoom(second!)).answers.length).toBe(1)
  })

  test('stop showing theirs at any moment', async () => {
    const { partners: [me, other] } = await ways(2, ['each-other', 'each-other']), mine = (await alone.ofRoom(me!)).answers.find(each => each.head.author === me!.person)!.head
    done(await rooms.stopShowing(me!, mine.id, mine.shares[0]!.id))
    expect(await alone.opened(other!, mine.id)).toBeNull()
    expect(codeOf(await rooms.stopShowing(other!, mine.id, mine.shares[0]!.id))).toBe('not-yours')
  })
})

describe('the teller', () => {
  test('is named in two places: where viewers are, and in the one function that opens a round', () => {
    const house = path.resolve(import.meta.dirname, '../..'), naming = globSync('{src,scripts,content}/**/*.{ts,tsx,mjs}', { cwd: house }).filter(file => !/\.test\.tsx?$|migrations/.test(file) && readFileSync(path.join(house, file), 'utf8').includes("'teller'"))
    expect(naming.sort()).toEqual(['src/records/alone.ts', 'src/records/viewing.ts'])
    expect(readFileSync(path.join(house, 'src/records/alone.ts'), 'utf8').split("'teller'")).toHaveLength(2)
  })

  const seenBy = (who: { organisation: string }) => as({ as: 'teller', organisation: who.organisation, on: dayInEngland(at) }, async tx => ({ answers: (await tx.selectFrom('alone_answer').select('author').execute()).length, items: (await tx.selectFrom('item').select('id').execute()).length }))

  test('is shown no answer of a round that waits, those of a ripe one, and none once it has ended', async () => {
    const { manager, partners, organisation } = await practice(4), round = await begin(manager, partners), other = await practice(4)
    const answered = async (who: Capacity) => as(capacity(who), async tx => {
      // Put in by hand, so that the round is ripe and nobody has opened it yet.
      const item = randomUUID()
      await sql`insert into item (id, organisation, organisation_name, kind, author, author_name, kept_as, made_at, changed_at) values (${item}, ${organisation}, 'x', 'alone', ${who.person}, 'x', 'only-you', now(), now())`.execute(tx)
      await sql`insert into alone_answer (item, round, author, says) values (${item}, ${round}, ${who.person}, '{"stop": "later"}')`.execute(tx)
      await sql`insert into alone_in (answer, round) values (${item}, ${round})`.execute(tx)
    })
    for (const who of partners.slice(0, 3)) await answered(who)
    expect(await seenBy({ organisation })).toEqual({ answers: 0, items: 0 })
    await answered(partners[3]!)
    expect(await seenBy({ organisation })).toEqual({ answers: 4, items: 0 })
    expect(await seenBy(other)).toEqual({ answers: 0, items: 0 })
    expect(done(await alone.close(manager, round))).toEqual({ became: 'ranges' })
    expect(await seenBy({ organisation })).toEqual({ answers: 0, items: 0 })
    await expect(as({ as: 'teller', organisation, on: dayInEngland(at) }, tx => sql`update alone_round set result = '{}' where id = ${round}`.execute(tx))).rejects.toThrow('a round is ended once')
  })
})
