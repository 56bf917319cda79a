import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { aloneQuestions, RATHER_NOT_SAY } from '#domain/position/review/alone.ts'
import { asViewer } from '#records/viewing.ts'
import { createApp } from '../../app.tsx'
import type { Desk } from '../../desk.ts'
import { paths } from '../../paths.ts'
import { testDatabase, type TestDatabase } from '../../../../test/house/database.ts'
import { penmarshEdition } from '../../../../test/town/penmarsh.ts'
import { moveIn, personas, type PersonaName, type Rooms } from '../../../../test/town/rooms.ts'
import { as, roomsDesk } from '../../../../test/town/rooms-desk.ts'

let own: TestDatabase, town: Rooms, desk: Desk, app: ReturnType<typeof createApp>
const at = new Date('2026-02-03T09:00:00Z')
const fellows = ['two', 'three', 'four']
beforeAll(async () => {
  own = await testDatabase()
  desk = roomsDesk(own.db)
  town = await moveIn(own.db, penmarshEdition(), desk.now)
  app = createApp(desk)
  // Penmarsh Health has four partners.
  await asViewer(own.db, { as: 'backup' }, async tx => { for (const name of fellows) await tx.insertInto('role').values({ id: randomUUID(), person: name, person_name: `Partner ${name}`, organisation: town.penmarshHealth, kind: 'partner', from_on: '2025-01-01', to_on: null, given_by: 'x', made_at: at, ended_by: null }).execute() })
})
afterAll(() => own.close())

const personOf = (who: string) => (who in personas ? personas[who as PersonaName].person : who)
const roomOf = (who: string) => (who in personas ? town.as[who as PersonaName].organisation : town.penmarshHealth)
const textOf = (html: string) => html.replace(/<(script|style)[^>]*>.*?<\/\1>/gs, ' ').replace(/<[^>]+>/g, ' ').replaceAll('&#39;', '’').replaceAll('&quot;', '"').replaceAll('\u00a0', ' ').replace(/\s+/g, ' ')
const read = async (who: string, path: string) => { const answer = await as(app, personOf(who)).get(path), html = await answer.text(); return { status: answer.status, html, text: textOf(html), headers: answer.headers } }
const page = (who: string, part = '') => read(who, `${paths.room(roomOf(who), 'answer-alone')}${part}`)
const post = (who: string, path: string, fields: Record<string, string> | URLSearchParams) => as(app, personOf(who)).post(path, fields)
const begin = async (who: string, asked: readonly string[]) => { const answer = await post(who, paths.room(roomOf(who), 'answer-alone/begin'), new URLSearchParams(asked.map(each => ['partner', personOf(each)]))); expect(answer.status).toBe(303); return (await desk.alone.ofRoom({ person: personOf(who), organisation: roomOf(who) })).rounds[0]!.id }
const said = (more: Record<string, string> = {}): Record<string, string> => ({ ...Object.fromEntries(aloneQuestions.map(({ id, choices }) => [id, choices[1]!])), ...more })
const answer = async (who: string, round: string, more: Record<string, string> = {}) => { expect((await post(who, paths.alone(roomOf(who), round), said(more))).status).toBe(303) }

describe('with four partners', () => {
  test('whoever is asked reads first who all are asked and what will be shown to whom; then the practice sees how many, then ranges and the gap', async () => {
    expect((await page('okoro')).text).toContain('Ask partners to answer alone')
    expect((await page('okoro', '/begin')).html).toContain('value="three" checked')
    // The first page of the room says so to whoever is asked, until they have answered.
    const isTold = async (who: string) => (await read(who, paths.room(town.penmarshHealth))).text.includes('You are asked to answer some questions alone')
    expect(await isTold('two')).toBe(false)
    const round = await begin('okoro', ['okoro', ...fellows]), form = await read('two', paths.alone(town.penmarshHealth, round))
    expect(form.text.indexOf('Partner three')).toBeLessThan(form.text.indexOf('When might you stop'))
    for (const words of [personas.okoro.name, 'Partner two', 'Partner three', 'Partner four', 'If somebody here is no partner of yours, do not answer', 'Your answers: to nobody.', 'Where all said the same, a neighbouring answer is shown beside it.', 'their answers count, as they were a partner when they gave them', 'Who sees this page: Only you']) expect(form.text).toContain(words)
    expect(form.html).toContain('<title>Answer alone – Alongside (invented)</title>')
    expect(form.html).not.toContain('name="way"')

    expect([await isTold('two'), await isTold('three')]).toEqual([true, true])
    await answer('two', round, { income: RATHER_NOT_SAY })
    expect([await isTold('two'), await isTold('three')]).toEqual([false, true])
    for (const who of ['okoro', 'two', 'three']) expect((await page(who)).text).toContain('1 of 4 has answered. Nobody is told who.')
    await answer('okoro', round, { stop: 'within-2' })
    await answer('three', round, { stop: 'later' })
    expect((await page('okoro')).text).toContain('3 of 4 have answered. Nobody is told who.')
    await answer('four', round)
    const { text, html } = await page('okoro')
    expect(text).toContain('4 of 4 partners answered. Shown are the lowest and the highest of what they said, never who.')
    expect(text).toContain('The partners are far apart in: “When partners might stop”. That is where to begin talking.')
    expect(text).toMatch(/Within 2 years – Later .*Far apart: worth talking about first/)
    expect(text).toMatch(/Income needed, a year before tax .*Too few answered to show a range/)
    expect(text).toMatch(/How urgent it feels .*0: not at all – 1: a little .*Near each other/)
    expect(text).toContain('You can ask again from 3 May 2026.')
    expect(html).not.toContain('answer-alone/begin')
    expect((await page('okoro', '/begin')).status).toBe(200)
    expect((await read('two', paths.alone(town.penmarshHealth, round))).status).toBe(303)
  })

  test('one’s own answers are read and deleted on a page of their own, wherever a list leads there from, and by nobody else', async () => {
    const [mine] = (await desk.alone.ofRoom({ person: 'two', organisation: town.penmarshHealth })).answers, to = paths.aloneSaid(town.penmarshHealth, mine!.head.id)
    expect((await read('two', to)).text).toContain('What income do you need from the practice? Rather not say')
    expect((await read('two', to)).text).toContain('Locked.')
    for (const path of [paths.item(town.penmarshHealth, mine!.head.id), paths.item(town.penmarshHealth, mine!.head.id, 'who'), paths.shown(town.penmarshHealth, mine!.head.id)]) {
      expect((await as(app, 'two').get(path)).headers.get('location')).toBe(to)
      expect((await read('okoro', path)).status).toBe(404)
    }
    expect((await read('okoro', to)).status).toBe(404)
    for (const [part, fields] of [['keep-as', { keep: 'your-partners' }], ['show', { whom: `person:${personas.okoro.person}`, until: '1/3/2026' }]] as const) {
      const answer = await post('two', paths.item(town.penmarshHealth, mine!.head.id, part), fields)
      expect([answer.status, textOf(await answer.text()).includes('What you answer alone stays “Only you”.')]).toEqual([422, true])
    }
    expect((await read('two', paths.room(town.penmarshHealth))).text).toContain('Answered alone')
    expect((await post('okoro', `${to}/delete`, {})).status).toBe(404)
    expect((await post('two', `${to}/delete`, {})).status).toBe(303)
    expect((await read('two', to)).status).toBe(404)
  })
})

describe('with two partners', () => {
  test('each is told before answering that each will know, chooses a way, and what both chose to open they see by name', async () => {
    const round = await begin('sam', ['patel', 'quill']), form = await read('patel', paths.alone(town.riverside, round))
    expect(form.text).toContain('With two partners each will know what the other said.')
    expect(form.text.indexOf('With two partners')).toBeLessThan(form.text.indexOf('When might you stop'))
    const missing = await post('patel', paths.alone(town.riverside, round), said()), html = await missing.text()
    expect(missing.status).toBe(422)
    expect(html).toContain('href="#way"')
    expect(html).toMatch(/value="3-to-5" checked/)
    await answer('patel', round, { way: 'each-other' })
    expect((await page('sam')).text).toContain('You are not one of those who are asked.')
    await answer('quill', round, { way: 'each-other', stop: 'within-2' })
    expect((await page('sam')).text).toContain('Both chose it, so the partners who were asked see each other’s answers, by name. The practice does not.')
    expect((await page('sam')).text).not.toContain('What Dr')
    const link = /answer-alone\/said\/[0-9a-f-]{36}(?=">What Dr Martin Quill answered)/.exec((await page('patel')).html)![0], theirs = await read('patel', `/our/${town.riverside}/${link}`)
    expect(theirs.text).toContain('When might you stop being a partner here? Within 2 years')
    expect(theirs.text).toContain('You can look until 4 April 2026.')
    expect(theirs.html).not.toContain('Delete my answers')
    expect((await read('sam', `/our/${town.riverside}/${link}`)).status).toBe(404)
    // What Dr Quill is shown of what the other sees is the same part; and he stops it.
    const mine = await read('quill', `/our/${town.riverside}/${link}`), share = /name="share" value="([0-9a-f-]{36})"/.exec(mine.html)![1]!
    expect(textOf((await read('quill', paths.itemAsTheySee(town.riverside, link.split('/').at(-1)!, share))).html)).toContain('This is what Dr Asha Patel sees. What Dr Martin Quill answered')
    expect((await post('quill', `/our/${town.riverside}/${link}/stop`, { share })).status).toBe(303)
    expect((await read('patel', `/our/${town.riverside}/${link}`)).status).toBe(404)
  })

  test('there is a sheet of questions to print, with nobody’s answers', async () => {
    const { text, status } = await page('quill', '/questions')
    expect(status).toBe(200)
    for (const words of ['Nobody’s answers are on this sheet.', 'When might you stop being a partner here?', 'Under 20 · 20 to 30', 'What we will come back to']) expect(text).toContain(words)
  })
})

test('with one partner nothing is asked: there is the sheet, and somebody to talk to', async () => {
  const { text, html } = await page('wren')
  expect(text).toContain('With one partner nothing is asked')
  expect(html).toContain(`href="${paths.room(town.lantern, 'answer-alone/questions')}"`)
  expect(html).toContain(`href="${paths.room(town.lantern, 'ask')}"`)
  const sheet = await page('wren', '/questions')
  expect(sheet.text).toContain('For one partner')
  expect(sheet.text).not.toContain('Each says their own')
  expect((await page('wren', '/begin')).status).toBe(303)
  expect((await post('wren', paths.room(town.lantern, 'answer-alone/begin'), { partner: personas.wren.person })).status).toBe(422)
})

test('no other practice, support unit or commissioner opens any of it, and nothing between keeps a page', async () => {
  for (const who of ['okoro', 'lowe', 'marsh', 'hale']) for (const part of ['', '/begin', '/questions', `/${randomUUID()}`]) expect((await read(who, `/our/${town.riverside}/answer-alone${part}`)).status).toBe(404)
  for (const part of ['', '/questions']) expect((await page('sam', part)).headers.get('cache-control')).toBe('no-store')
  expect((await page('lowe')).status).toBe(404)
})
