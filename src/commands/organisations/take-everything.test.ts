import fc from 'fast-check'
import { sql } from 'kysely'
import readExcelFile from 'read-excel-file/node'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { maySee } from '#domain/visibility.ts'
import { isRefusal } from '#domain/words.ts'
import { itemHead, openItem } from '#records/items.ts'
import { asViewer } from '#records/viewing.ts'
import { testDatabase, type TestDatabase } from '../../../test/house/database.ts'
import { assertUntilEnough } from '../../../test/house/enough.ts'
import { expectWellFormed, fromXml, unzipped } from '../../../test/house/unzip.ts'
import { layRooms, lookerOf, people, randomRooms, today, viewersOf } from '../../../test/town/random-rooms.ts'
import { takeEverything, takeMine, type TakenFile } from './take-everything.ts'
import { takenKindsInOrder, takenPartsInOrder } from './taken-kinds.ts'

let own: TestDatabase
beforeAll(async () => { own = await testDatabase() })
afterAll(() => own.close())

const desk = { get db() { return own.db }, now: () => new Date('2026-02-03T10:00:00Z') }
const text = ({ bytes }: TakenFile) => new TextDecoder().decode(bytes)
const markers = (said: string): string[] => [...new Set(said.match(/zz[0-9a-f]{32}[tb]/g))].sort()

/** Everything an archive says, as one text; it must be well formed. */
async function allOf({ bytes }: TakenFile): Promise<string> {
  const files = await unzipped(bytes)
  expectWellFormed(files)
  return [...files.values()].map(fromXml).join('\n')
}

test('for random rooms the three files hold exactly what the rule lets that person see of their own room, no more and no less', async () => {
  let files = 0, full = 0, refusals = 0
  const enough = () => [files > 60, full > 25, refusals > 60]
  await assertUntilEnough(fc.asyncProperty(randomRooms, async world => {
    await layRooms(own.db, world)
    const every = new Map(world.items.map(item => [item.id, item]))
    for (const viewer of viewersOf(world)) if (viewer.as === 'capacity') {
      const looker = lookerOf(world, viewer), taken = await takeEverything(desk, viewer, 'json')
      if (looker.roles.length === 0) { expect(taken).toMatchObject({ code: 'not-yours' }); refusals++; continue }
      if (isRefusal(taken)) throw new Error(taken.why)
      const expected = world.items.filter(item => item.organisation === viewer.organisation && maySee(looker, item))
      const told = expected.flatMap(item => [`${item.marker}b`, `${item.marker}t`]).sort()
      const json = JSON.parse(text(taken)) as { items: { id: string; keptAs: string; says: { heading: string; text: string } }[] }
      expect(json.items.map(item => item.id).sort(), JSON.stringify({ viewer, world })).toEqual(expected.map(item => item.id).sort())
      for (const item of json.items) expect([item.says.heading, item.says.text]).toEqual([`${every.get(item.id)!.marker}t`, `Line one\n${every.get(item.id)!.marker}b`])
      const [sheets, paper] = await Promise.all((['xlsx', 'docx'] as const).map(async form => allOf(await takeEverything(desk, viewer, form) as TakenFile)))
      for (const said of [text(taken), sheets!, paper!]) expect(markers(said), JSON.stringify({ viewer, world })).toEqual(told)
      // Not only the words: not even that a thing exists, by its id.
      for (const item of world.items) for (const said of [text(taken), sheets!]) expect(said.includes(item.id), `${item.id} in a file of ${viewer.person}`).toBe(expected.includes(item))
      files += 3
      full += expected.length > 0 ? 3 : 0
    }
  }), 12, () => enough().every(Boolean))
  expect(enough(), `${files} files, ${full} with something in them, ${refusals} refusals`).toEqual([true, true, true])
})

test('whoever speaks for nobody takes away what is theirs only, wherever they wrote it, and nothing else', async () => {
  let full = 0
  await assertUntilEnough(fc.asyncProperty(randomRooms, async world => {
    await layRooms(own.db, world)
    const these = new Set(world.items.map(item => item.marker)) // rows of earlier worlds are theirs too
    for (const person of people) {
      const told = world.items.filter(item => item.author === person && item.keptAs === 'only-you').flatMap(item => [`${item.marker}b`, `${item.marker}t`]).sort()
      for (const form of ['json', 'xlsx', 'docx'] as const) {
        const file = await takeMine(desk, person, form), said = form === 'json' ? text(file) : await allOf(file)
        expect(markers(said).filter(each => these.has(each.slice(0, -1)))).toEqual(told)
        if (form === 'json') for (const item of (JSON.parse(said) as { items: { id: string; keptAs: string; author: { person: string } }[] }).items) expect([item.keptAs, item.author.person]).toEqual(['only-you', person])
      }
      full += told.length > 0 ? 1 : 0
    }
  }), 8, () => full > 5)
  expect(full).toBeGreaterThan(5)
})

test('a room that has ended, and rooms of every other age, show the database’s answer and the rule’s alike', async () => {
  let ended = 0
  await assertUntilEnough(fc.asyncProperty(randomRooms, async world => {
    await layRooms(own.db, world)
    for (const viewer of viewersOf(world)) {
      const looker = lookerOf(world, viewer)
      await asViewer(own.db, viewer, async (tx, found) => {
        for (const item of world.items) expect(await itemHead(tx, found, item.id) !== null, JSON.stringify({ viewer, item, world })).toBe(maySee(looker, item))
        expect((await tx.selectFrom('note').select('item').where('item', 'in', world.items.map(item => item.id)).execute()).map(row => row.item).sort()).toEqual(world.items.filter(item => maySee(looker, item)).map(item => item.id).sort())
      })
      if (viewer.as === 'capacity' && looker.roles.length > 0 && looker.codes.length === 0) ended++
    }
  }), 8, () => ended > 5)
  expect(ended).toBeGreaterThan(5)
})

test('every table that hangs on an item or a room is written out somewhere: one that is not fails here, not silently in somebody’s file', async () => {
  const hangs = (of: string) => asViewer(own.db, { as: 'backup' }, async tx => (await sql<{ name: string }>`select distinct c.relname as name from pg_constraint k join pg_class c on c.oid = k.conrelid where k.contype = 'f' and k.confrelid = ${of}::regclass order by 1`.execute(tx)).rows.map(row => row.name))
  // A share is written out with its item; a notice is gone within seconds, and says no more than the share.
  expect((await hangs('item')).filter(name => name !== 'share' && name !== 'notice')).toEqual(takenKindsInOrder.flatMap(kind => kind.tables).sort())
  expect(await hangs('organisation')).toEqual(['invitation', 'item', 'leaving', 'looking', 'membership', 'role', 'share', ...takenPartsInOrder.flatMap(part => part.tables)].sort())
  for (const { heading } of [...takenKindsInOrder, ...takenPartsInOrder]) expect(heading).toMatch(/^[^[\]:*?/\\]{1,31}$/)
})

const at = new Date('2026-02-01T09:00:00Z')
/** A room with one thing of everything in it, and a person who answers for it. */
async function oneRoom(more: { kind?: string; title?: string; body?: string; name?: string } = {}) {
  const id = crypto.randomUUID(), lmc = crypto.randomUUID(), item = crypto.randomUUID(), name = more.name ?? 'Riverside Surgery'
  const organisation = { code: `C${id.slice(0, 8)}`, word: null, world: 'invented' as const, founded_by: null, made_at: at, confirmed_at: at, ended_on: null, ended: null }
  await asViewer(own.db, { as: 'backup' }, async tx => {
    await tx.insertInto('organisation').values([{ ...organisation, id, kind: 'practice', name }, { ...organisation, id: lmc, kind: 'support', code: `L${lmc.slice(0, 8)}`, name: 'Carrowshire LMC' }]).execute()
    for (const [person, room, kind] of [['quill', id, 'partner'], ['lowe', lmc, 'officer']] as const) await tx.insertInto('role').values({ id: crypto.randomUUID(), person, person_name: `Dr ${person}`, organisation: room, kind, from_on: '2026-01-01', to_on: null, given_by: 'quill', made_at: at, ended_by: null }).execute()
    await tx.insertInto('item').values({ id: item, organisation: id, organisation_name: name, kind: more.kind ?? 'note', author: 'quill', author_name: 'Dr quill', kept_as: 'your-partners', group_id: null, is_commercial: false, entered_by: null, entered_by_name: null, confirm_by: null, confirmed_at: null, made_at: at, changed_at: at }).execute()
    if ((more.kind ?? 'note') === 'note') await tx.insertInto('note').values({ item, title: more.title ?? 'The lease', body: more.body ?? 'Ends in 2031.' }).execute()
    await tx.insertInto('share').values({ id: crypto.randomUUID(), item, owner: id, owner_person: null, to_code: lmc, to_name: 'Carrowshire LMC', to_person: null, made_by: 'quill', made_by_name: 'Dr quill', made_at: at, until: '2026-06-01', stopped_at: null, stopped_by: null }).execute()
    await tx.insertInto('invitation').values({ id: crypto.randomUUID(), organisation: id, organisation_name: name, purpose: 'role', role_kind: 'partner', for_code: null, for_name: 'Dr Patel', joined_as: null, key: Buffer.from(crypto.getRandomValues(new Uint8Array(32))), email: 'patel@example.invalid', made_by: 'quill', made_by_name: 'Dr quill', made_at: at, until: '2026-04-01', withdrawn_at: null }).execute()
  })
  await asViewer(own.db, { as: 'capacity', person: 'lowe', organisation: lmc, on: today }, (tx, looker) => openItem(tx, looker, item, { form: 'page', name: 'Bryn Lowe', organisationName: 'Carrowshire LMC', at }, async () => null))
  return { who: { person: 'quill', organisation: id }, item }
}

test('a thing of a kind that nobody wrote out is named in all three files, and they say so at their beginning', async () => {
  const { who, item } = await oneRoom({ kind: 'odd-thing' })
  const json = JSON.parse(text(await takeEverything(desk, who, 'json') as TakenFile)) as { notes: string[]; items: object[] }
  expect(json.notes.join(' ')).toContain('One thing is of a kind that this version cannot write out (odd-thing)')
  expect(json.items).toMatchObject([{ id: item, kind: 'odd-thing', says: null }])
  for (const form of ['xlsx', 'docx'] as const) {
    const file = await takeEverything(desk, who, form) as TakenFile
    expect(await allOf(file)).toContain('cannot write out (odd-thing)')
    expect([...(await unzipped(file.bytes)).values()].some(xml => xml.includes('Other things'))).toBe(true)
  }
})

test('the workbook has a sheet for each thing that is kept, and reads back as it was written', async () => {
  const { who, item } = await oneRoom()
  const sheets = new Map((await readExcelFile(Buffer.from((await takeEverything(desk, who, 'xlsx') as TakenFile).bytes))).map(({ sheet, data }) => [sheet as string, data]))
  expect([...sheets.keys()]).toEqual(['About', 'Notes', 'Shown to', 'Who has looked', 'People', 'Groups', 'Invitations', 'Deleting and ending'])
  expect(sheets.get('Notes')![1]).toEqual(['The lease', 'Ends in 2031.', 'Your partners · Carrowshire LMC, until 1 June 2026', 'Dr quill', null, '2026-02-01 09:00', null, item])
  expect(sheets.get('Shown to')![1]).toEqual(['The lease', 'Carrowshire LMC', 'Dr quill', '2026-02-01 09:00', '2026-06-01', null, null, item])
  expect(sheets.get('Who has looked')![1]).toEqual(['2026-02-01 09:00', 'The lease', 'Bryn Lowe', 'Carrowshire LMC', 'shown to them by name', 'on a page', item])
  expect(sheets.get('People')![1]).toEqual(['Dr quill', 'partner', '2026-01-01', null])
  expect(sheets.get('Invitations')![1]).toEqual(['Dr Patel', 'a role in this room', 'partner', 'patel@example.invalid', 'Dr quill', '2026-02-01 09:00', '2026-04-01', 'waits'])
})

test('the Word file has a part for each thing that is kept, with headings that Word knows', async () => {
  const { who } = await oneRoom()
  const files = await unzipped((await takeEverything(desk, who, 'docx') as TakenFile).bytes), xml = files.get('word/document.xml')!
  const headings = [...xml.matchAll(/<w:pStyle w:val="(Title|Heading\d)"\/>.*?<w:t[^>]*>(.*?)<\/w:t>/g)].map(([, style, said]) => `${style} ${said}`)
  expect(headings).toEqual(['Title What Riverside Surgery (invented) keeps in Alongside', 'Heading2 What is in here', 'Heading2 What is not in here, and why', 'Heading1 Notes', 'Heading2 The lease', 'Heading1 Shown to', 'Heading1 Who has looked', 'Heading1 People', 'Heading1 Groups', 'Heading1 Invitations', 'Heading1 Deleting and ending'])
  expect(fromXml(xml)).toContain('Dr quill, 1 February 2026 at 9:00')
})

test('whatever is typed, the three files open: no formula, no field, nothing broken', async () => {
  const sly = 'CURRENT =HYPERLINK("http://example.org") </w:t> ]]> & { PAGE } \u0001'
  const { who } = await oneRoom({ title: sly, body: `${sly}\n\n=1+1\n@x`, name: 'A & B <Surgery> "CURRENT"' })
  expect((JSON.parse(text(await takeEverything(desk, who, 'json') as TakenFile)) as { items: { says: object }[] }).items[0]!.says).toEqual({ heading: sly, text: `${sly}\n\n=1+1\n@x` })
  const book = await unzipped((await takeEverything(desk, who, 'xlsx') as TakenFile).bytes), paper = await unzipped((await takeEverything(desk, who, 'docx') as TakenFile).bytes)
  for (const files of [book, paper]) expectWellFormed(files)
  for (const [name, xml] of book) if (name.startsWith('xl/worksheets')) expect(xml).not.toMatch(/<f[\s>]/)
  expect(paper.get('word/document.xml')).not.toMatch(/<w:(instrText|fldChar|fldSimple|hyperlink)\b/)
})

test('a text longer than a cell of Excel goes on below, and nothing of it is lost', async () => {
  const long = `${'é'.repeat(31_999)}\u{1F9D1}${'x'.repeat(40_000)}end`, { who, item } = await oneRoom({ body: long })
  const notes = new Map((await readExcelFile(Buffer.from((await takeEverything(desk, who, 'xlsx') as TakenFile).bytes))).map(({ sheet, data }) => [sheet as string, data])).get('Notes')!
  expect(notes.slice(1).map(row => String(row[1])).join('')).toBe(long)
  expect([notes[1]!.at(-1), notes[2]!.at(-1), notes[2]![0], notes.length]).toEqual([item, null, '(goes on)', 4])
})
