import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { fiveYears as words } from '#content/wording/five-years.ts'
import { questionWords } from '#content/wording/review.ts'
import { whyStaysInRoom } from '#domain/organisations/showing.ts'
import { questions } from '#domain/position/review/questions.ts'
import { parts } from '#domain/position/review/question.ts'
import { testDatabase, type TestDatabase } from '../../../../test/house/database.ts'
import { penmarshEdition } from '../../../../test/town/penmarsh.ts'
import { moveIn, personas, type PersonaName, type Rooms } from '../../../../test/town/rooms.ts'
import { as, roomsDesk } from '../../../../test/town/rooms-desk.ts'
import { createApp } from '../../app.tsx'
import { paths } from '../../paths.ts'

let own: TestDatabase, town: Rooms, desk: ReturnType<typeof roomsDesk>, app: ReturnType<typeof createApp>
let minute = 0
beforeAll(async () => {
  own = await testDatabase()
  desk = roomsDesk(own.db, { now: () => new Date(Date.parse('2026-02-03T09:00:00Z') + ++minute * 1_000) })
  town = await moveIn(own.db, penmarshEdition(), desk.now)
  app = createApp(desk)
})
afterAll(() => own.close())

const roomOf = (who: PersonaName) => town.as[who].organisation
const textOf = (html: string) => html.replaceAll(/<(script|style)[^>]*>.*?<\/\1>/gs, ' ').replaceAll(/<[^>]+>/g, ' ').replaceAll('&#39;', '’').replaceAll('&quot;', '"').replaceAll('&amp;', '&').replaceAll(/\s+/g, ' ')
const read = async (who: PersonaName, path: string) => {
  const answer = await as(app, personas[who].person).get(path), html = await answer.text()
  return { status: answer.status, html, to: answer.headers.get('location'), title: /<title>([^<]*)/.exec(html)?.[1] ?? null, main: textOf(html.slice(html.indexOf('<main'), html.indexOf('</main>'))) }
}
const send = async (who: PersonaName, path: string, fields: Record<string, string> = {}) => { const answer = await as(app, personas[who].person).post(path, fields), html = await answer.text(); return { status: answer.status, to: answer.headers.get('location'), html, main: textOf(html.slice(html.indexOf('<main'), html.indexOf('</main>'))) } }
const four = { 'profit-last-year': '£312,000', 'partners-now': '3', 'stopping-shown': 'yes', 'stopping-0-within-2-years': '1', 'stopping-0-not-said': '2', 'rent-or-loan': '42,000' }
const begin = async (who: PersonaName, fields: Record<string, string> = four): Promise<string> => { const { status, to } = await send(who, paths.beginReview(roomOf(who)), fields); expect(status).toBe(303); return to!.split('/').at(-1)! }
const at = (who: PersonaName, review: string, part?: Parameters<typeof paths.review>[2]) => paths.review(roomOf(who), review, part)
const openToPartners = async (who: PersonaName, review: string) => expect((await send(who, at(who, review, 'who'), { keep: 'your-partners' })).status).toBe(303)
const answersOf = async (who: PersonaName, review: string) => (await desk.reviews.open(town.as[who], review))!
const everyPage = [undefined, 'all', 'check', 'accounts', 'print', 'futures', 'figures', 'if-one-is-left', 'core-services', 'ways-to-go', 'assumptions', 'questions/four-numbers', 'questions/premises'] as const

describe('four numbers', () => {
  test('a manager gives four numbers and reads five years, with whom to ring and what was assumed', async () => {
    const asked = await read('sam', paths.beginReview(roomOf('sam')))
    expect(asked.main).toContain(words.roughLede)
    expect(asked.main).toMatch(/Already filled in from published figures: [\d,]+ patients/)
    const review = await begin('sam'), page = await read('sam', at('sam', review))
    expect(page.status).toBe(200)
    expect(page.main).toMatch(/profit for a full-time partner (falls below|stays above|is below) what a salaried GP would cost/)
    for (const sentence of [words.reasonsTitle, words.sureRough, words.weekTitle, 'Ring your LMC', words.tableTitle, words.assumedTitle, words.whoOnlyYou]) expect(page.main).toContain(sentence)
    expect(page.main).toMatch(/Profit £312,000/) // in year 0 the one that was typed
  })

  test('whoever runs this is rung where they have said how, and the LMC where they have not', async () => {
    const review = await begin('sam'), ring = async (contact: string) => {
      const html = await (await as(createApp({ ...desk, host: { ...desk.host, contact } }), personas.sam.person).get(at('sam', review))).text()
      return /Ring your LMC\.[^<]*/.exec(html)![0]
    }
    expect(await ring('01632 960 001')).toBe(words.week.ring('01632 960 001'))
    expect(await ring('')).toBe(words.week.ring(null))
    expect(words.week.ring(null)).not.toMatch(/:|null|undefined/)
  })

  test('with one review its list leads to it, and with several each is there', async () => {
    const first = await begin('wren')
    expect((await read('wren', paths.room(roomOf('wren'), 'next-five-years'))).to).toBe(at('wren', first))
    const second = await begin('wren'), list = await read('wren', paths.room(roomOf('wren'), 'next-five-years'))
    for (const review of [first, second]) expect(list.html).toContain(`href="${at('wren', review)}"`)
    expect((await read('wren', paths.item(roomOf('wren'), first))).to).toBe(at('wren', first))
  })

  test('what is not a number, or is missing, is named with its question, what was typed stands, and nothing is kept', async () => {
    const before = (await desk.reviews.list(town.as.sam)).length, no = await send('sam', paths.beginReview(roomOf('sam')), { ...four, 'profit-last-year': 'quite a lot', 'rent-or-loan': '' })
    expect(no.status).toBe(422)
    expect(no.main).toContain(`${questionWords['profit-last-year']!.label}: Type a number`)
    expect(no.main).toContain(words.fourMissing['rent-or-loan'])
    expect(no.html).toContain('value="quite a lot"')
    expect(no.html).toContain('href="#profit-last-year"')
    expect((await desk.reviews.list(town.as.sam)).length).toBe(before)
  })

  test('the first page says how much of the quick check is left, and offers the full review first once it is done', async () => {
    const review = await begin('okoro'), page = async () => (await read('okoro', at('okoro', review))).main, quick = questions.filter(({ depth }) => depth === 'quick')
    expect(await page()).toContain(words.next.check)
    const { form, id } = quick.find(question => question.form.as === 'scale')!
    expect((await send('okoro', at('okoro', review, 'check'), { [id]: form.as === 'scale' ? '2' : '' })).status).toBe(303)
    expect(await page()).toContain(words.next.checkGoOn(quick.length - 1))
    expect((await send('okoro', at('okoro', review, 'check'), Object.fromEntries(quick.map(question => [question.id, 'do-not-know'])))).status).toBe(303)
    expect(await page()).toContain(words.next.checkAgain)
    expect(await page()).not.toContain('(15 minutes)')
  })

  test('what is in the bank covers nothing as long as nothing owed is known', async () => {
    const review = await begin('patel'), left = async () => (await read('patel', at('patel', review, 'if-one-is-left'))).main
    expect((await send('patel', at('patel', review, 'questions/money'), { 'cash-now': '65,000' })).status).toBe(303)
    expect(await left()).toContain(words.leftNothing)
    expect(await left()).not.toContain(words.leftCovered)
    expect((await send('patel', at('patel', review, 'questions/money'), { 'cash-now': '65,000', 'loans-owed': '20k' })).status).toBe(303)
    expect(await left()).toContain(words.leftCovered)
    expect(await left()).toContain('£20,000')
  })

  test('more who stop than there are partners is asked about, and nothing is kept', async () => {
    const before = (await desk.reviews.list(town.as.sam)).length, no = await send('sam', paths.beginReview(roomOf('sam')), { ...four, 'partners-now': '2' })
    expect(no.status).toBe(422)
    expect(no.main).toContain(words.moreStopThanAre('3', '2'))
    expect((await desk.reviews.list(town.as.sam)).length).toBe(before)
  })

  test('without what nobody can know it says what it needs, and works nothing out', async () => {
    const review = await begin('hale', { ...four, 'rent-or-loan': 'do-not-know' }), page = await read('hale', at('hale', review))
    expect(page.main).toContain(`To work it out we still need: “${questionWords['rent-or-loan']!.label}”`)
    expect(page.main).not.toContain(words.tableTitle)
    expect((await read('hale', at('hale', review, 'futures'))).main).toContain(words.notYet)
  })
})

describe('who sees it', () => {
  test('its writer alone, on every page of it, until it is opened to the partners; and theirs again when it is taken back', async () => {
    const review = await begin('sam')
    for (const part of everyPage) {
      expect((await read('sam', at('sam', review, part))).status, part).toBe(200)
      for (const who of ['patel', 'quill'] as const) expect((await read(who, at(who, review, part))).status, `${part} by ${who}`).toBe(404)
    }
    expect((await read('patel', paths.room(roomOf('patel'), 'next-five-years'))).html).not.toContain(review)
    await openToPartners('sam', review)
    const page = await read('patel', at('patel', review))
    expect([page.status, page.main.includes(words.whoPartners)]).toEqual([200, true])
    expect(page.html).not.toContain(`action="${at('patel', review, 'who')}"`) // only its writer takes it back
    expect((await send('patel', at('patel', review, 'who'), { keep: 'only-you' })).main).toContain('Only Sam Thorne can do that')
    await send('sam', at('sam', review, 'who'), { keep: 'only-you' })
    expect((await read('patel', at('patel', review))).status).toBe(404)
  })

  test('two practices see nothing of each other, an officer of the LMC or the ICB nothing, and whoever has not signed in is asked to', async () => {
    const review = await begin('sam')
    await openToPartners('sam', review)
    for (const who of ['okoro', 'hale', 'wren', 'lowe', 'marsh'] as const) for (const part of everyPage) {
      const nothing = await read(who, paths.review(roomOf(who), '00000000-0000-4000-8000-000000000000', part))
      for (const path of [at(who, review, part), paths.review(town.riverside, review, part)]) {
        const page = await read(who, path)
        expect(page.status, `${path} by ${who}`).toBe(404)
        if (path.includes(roomOf(who))) expect(page.main).toBe(nothing.main)
      }
    }
    // A support unit and a commissioner have no such pages at all.
    for (const who of ['lowe', 'marsh'] as const) for (const path of [paths.room(roomOf(who), 'next-five-years'), paths.beginReview(roomOf(who))]) expect((await read(who, path)).status).toBe(404)
    expect((await send('lowe', paths.beginReview(roomOf('lowe')), four)).status).toBe(404)
    for (const who of ['okoro', 'lowe'] as const) {
      expect((await send(who, at(who, review, 'core-services'), { 'core-services': 'no' })).status).toBe(404)
      expect((await send(who, at(who, review, 'copy'))).status).toBe(404)
      expect((await send(who, at(who, review, 'who'), { keep: 'only-you' })).status).toBe(404)
    }
    expect((await as(app, null).get(at('sam', review))).headers.get('location')).toContain('/sign-in')
  })

  test('the title is the same plain words on every page, whatever stands on it', async () => {
    const review = await begin('sam'), titles = new Set<string | null>()
    for (const path of [paths.beginReview(roomOf('sam')), `${paths.room(roomOf('sam'), 'next-five-years')}?all=1`, ...everyPage.map(part => at('sam', review, part)), ...parts.map(part => at('sam', review, `questions/${part}`))]) {
      const page = await read('sam', path)
      expect(page.status, path).toBe(200)
      titles.add(page.title)
    }
    expect([...titles]).toEqual([expect.stringMatching(/^The next five years – Alongside/)])
  })

  test('it is kept for no group and nobody, and shown to nobody: the sentence says that a copy is', async () => {
    const review = await begin('sam'), why = whyStaysInRoom('review')!.why
    for (const keep of ['anyone', `this-group ${town.group}`]) expect((await send('sam', paths.item(roomOf('sam'), review, 'keep-as'), { keep })).main).toContain(why)
    for (const whom of ['support:carrowshire-lmc', `person:${personas.patel.person}`, 'practice']) expect((await send('sam', paths.item(roomOf('sam'), review, 'show'), { whom, code: 'ZP0002', until: '3/4/2026', 'told-about-commissioner': 'yes' })).main).toContain(why)
    expect((await answersOf('sam', review)).head).toMatchObject({ keptAs: 'only-you', shares: [] })
    expect((await read('patel', at('patel', review))).status).toBe(404)
  })

  test('a copy is put on no public page, and is not offered one', async () => {
    const review = await begin('sam'), copy = (await send('sam', at('sam', review, 'copy'), {})).to!.split('/').at(-2)!
    expect((await read('sam', paths.item(roomOf('sam'), copy, 'who'))).html).not.toContain('value="anyone"')
    expect((await send('sam', paths.item(roomOf('sam'), copy, 'keep-as'), { keep: 'anyone' })).main).toContain('never to anyone')
    expect((await read('lowe', `/published/${copy}`)).status).toBe(404)
  })
})

describe('answers', () => {
  test('what is in the bank is carried from year to year once it is known, with what partners draw', async () => {
    const review = await begin('sam')
    expect((await read('sam', at('sam', review))).main).not.toContain(words.columns.cash)
    await send('sam', at('sam', review, 'questions/money'), { 'cash-now': '80,000', drawings: '300,000' })
    expect((await read('sam', at('sam', review))).main).toContain(words.columns.cash)
  })

  test('where more rows are wanted the same page comes back with what was kept and room for more', async () => {
    const review = await begin('sam'), page = at('sam', review, 'questions/contracts')
    expect((await send('sam', page, { 'contracts-shown': 'yes', 'contracts-0-about': 'Minor surgery', stay: 'yes' })).to).toBe(page)
    const { html } = await read('sam', page)
    for (const shown of ['value="Minor surgery"', 'name="contracts-3-about"']) expect(html).toContain(shown)
  })

  test('carry who gave them, how sure and on what; “we don’t know” is one, and what was said before stays', async () => {
    const review = await begin('sam')
    expect((await send('sam', at('sam', review, 'questions/premises'), { 'lease-plan': 'within-24-months-no-plan', 'lease-plan-sure': 'sure', 'lease-plan-evidence': 'The lease, page 3', building: 'do-not-know', 'sites-shown': 'yes', 'sites-0-site': 'Weir Lane', 'sites-0-lease-ends': '31 3 2027' })).to).toBe(at('sam', review, 'questions/contracts'))
    const { answers } = await answersOf('sam', review)
    expect(answers.get('lease-plan')).toMatchObject({ said: 'within-24-months-no-plan', sure: 'sure', evidence: 'The lease, page 3', byName: 'Sam Thorne', on: '2026-02-03', goodUntil: '2027-02-03' })
    expect(answers.get('building')).toMatchObject({ said: null, sure: 'fairly', evidence: '' })
    expect(answers.get('sites')!.said).toEqual([{ site: 'Weir Lane', 'lease-ends': '2027-03-31' }])
    expect(answers.has('rooms-used')).toBe(false) // left alone is not answered
    const page = await read('sam', at('sam', review, 'questions/premises'))
    for (const shown of ['value="The lease, page 3"', 'value="Weir Lane"', 'value="do-not-know" checked']) expect(page.html).toContain(shown)
    expect(page.main).toContain('Sam Thorne, 3 February 2026')
    await send('sam', at('sam', review, 'questions/premises'), { building: '3' })
    const after = await answersOf('sam', review)
    expect(after.history.filter(({ question }) => question === 'building').map(({ said }) => said)).toEqual([null, 3])
    expect(after.answers.get('lease-plan')!.said).toBe('within-24-months-no-plan')
    await send('sam', at('sam', review, 'questions/premises'), { building: '3' }) // the same again says nothing new
    expect((await answersOf('sam', review)).history).toHaveLength(after.history.length)
  })

  test('one box that will not do is named with its question, and none of the page is kept', async () => {
    const review = await begin('sam'), before = (await answersOf('sam', review)).history.length
    for (const [fields, box, why] of [
      [{ building: '7', 'lease-plan': 'owned' }, 'building', 'Choose one of these'], [{ 'lease-plan': 'owned', 'sites-0-rent': 'a lot' }, 'sites-0-rent', 'Type a number'], [{ 'lease-plan': 'owned', 'sites-0-lease-ends': '31 2 2027' }, 'sites-0-lease-ends', 'Type a day'],
      [{ 'lease-plan': 'owned', 'lease-plan-evidence': 'x'.repeat(301) }, 'lease-plan-evidence', '300 letters'], [{ 'lease-plan': 'owned', 'lease-plan-evidence': 'as\u202ehtiw\u0000' }, 'lease-plan-evidence', 'cannot be seen'], [{ 'lease-plan': 'owned', 'lease-plan-evidence': 'Mrs Weir, 943 476 5919' }, 'lease-plan-evidence', 'NHS number'],
    ] as const) {
      const no = await send('sam', at('sam', review, 'questions/premises'), { 'sites-shown': 'yes', ...fields })
      expect([no.status, no.html.includes(`href="#${box}"`), no.main.includes(why)], box).toEqual([422, true, true])
      expect(no.main).toContain(questionWords[box.split('-0-')[0]!.replace('-evidence', '')]!.label)
    }
    expect((await answersOf('sam', review)).history).toHaveLength(before)
  })

  test('opened to the partners, what another answered is told as changed since one last looked, and what one answered oneself is not', async () => {
    const review = await begin('sam')
    await openToPartners('sam', review)
    await read('patel', at('patel', review)) // the first look: nothing has changed yet
    expect((await read('patel', at('patel', review))).main).not.toContain(words.changedHere)
    await read('sam', at('sam', review))
    await send('patel', at('patel', review, 'core-services'), { 'core-services': 'not-sure', 'core-services-evidence': 'Our talk in January' })
    const told = await read('sam', at('sam', review))
    expect(told.main).toContain(words.changedHere)
    expect(told.main).toContain(`${questionWords['core-services']!.label}: answered`)
    expect((await read('patel', at('patel', review))).main).not.toContain(words.changedHere)
    expect((await read('sam', at('sam', review))).main).not.toContain(words.changedHere) // told once
    expect((await answersOf('sam', review)).answers.get('core-services')).toMatchObject({ byName: 'Dr Asha Patel', evidence: 'Our talk in January' })
  })

  test('a part that is none, and a review that is none, are not found', async () => {
    const review = await begin('sam')
    for (const path of [`${at('sam', review)}/questions/nothing`, `${at('sam', review)}/nothing`, paths.review(roomOf('sam'), 'x'), paths.review(roomOf('sam'), '%00')]) expect((await read('sam', path)).status, path).toBe(404)
  })
})

describe('a copy for others', () => {
  /** A copy of a review with these answers, as whoever it is shown to reads it. */
  const copyWith = async (answers: Record<string, string>, ticks: Record<string, string> = {}) => {
    const review = await begin('okoro')
    for (const part of parts) expect((await send('okoro', at('okoro', review, `questions/${part}`), answers)).status).toBe(303)
    const made = await send('okoro', at('okoro', review, 'copy'), ticks), copy = /kept\/([0-9a-f-]{36})/.exec(made.to!)![1]!
    await send('okoro', paths.item(roomOf('okoro'), copy, 'show'), { whom: 'support:carrowshire-lmc', until: '3/4/2026' })
    const seen = await read('lowe', paths.shown(roomOf('lowe'), copy))
    expect(seen.status).toBe(200)
    return seen.html.slice(seen.html.indexOf('<article'), seen.html.indexOf('</article>')).replaceAll(/ at \d{1,2}:\d\d/g, '')
  }
  const first = (id: string, which: 0 | -1) => { const { form } = questions.find(question => question.id === id)!; return form.as === 'scale' ? ['0', '4'].at(which)! : form.as === 'choice' ? form.choices.at(which)! : form.as === 'number' ? [String(form.least), String(Math.min(form.most, form.least + 50))].at(which)! : form.as === 'words' ? ['One way', 'Another way'].at(which)! : '' }
  const open = questions.filter(({ isSensitive, part }) => !isSensitive && part !== 'assumptions'), closed = questions.filter(({ isSensitive, form }) => isSensitive && form.as !== 'table' && form.as !== 'choices' && form.as !== 'day')
  const all = (of: typeof questions, which: 0 | -1) => Object.fromEntries(of.map(({ id }) => [id, first(id, which)]).filter(([, value]) => value !== ''))

  test('says the same whatever was answered in private, unless that was ticked', async () => {
    const plain = { ...all(open, 0), 'partners-now': '3' }, one = await copyWith({ ...plain, ...all(closed, 0), deed: 'none', 'lease-plan': 'no-papers' }), other = await copyWith({ ...plain, ...all(closed, -1), deed: 'signed-and-current', 'lease-plan': 'owned', 'sites-shown': 'yes', 'sites-0-site': 'Weir Lane', 'sites-0-lease-ends': '1 4 2026', 'profit-last-year': '1', 'rent-or-loan': '1' })
    expect(textOf(one)).toBe(textOf(other))
    expect(textOf(one)).toContain(words.printLeftOut)
    const ticked = await copyWith({ ...plain, 'sites-shown': 'yes', 'sites-0-site': 'Weir Lane' }, { with: 'answers' })
    expect(ticked).toContain('Weir Lane')
  })
})
