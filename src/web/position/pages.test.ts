import { expect, test } from 'vitest'
import type { Edition, Practice } from '#domain/position/edition.ts'
import { townDesk } from '../../../test/town/desk.ts'
import { penmarsh, penmarshEdition } from '../../../test/town/penmarsh.ts'
import { createApp } from '../app.tsx'

const textOf = (html: string) => html.replace(/<(script|style|title)[^>]*>.*?<\/\1>/gs, ' ').replace(/<[^>]+>/g, ' ').replaceAll('&quot;', '"').replaceAll('\u00a0', ' ').replace(/\s+/g, ' ')
const read = async (path: string, editions?: Edition[]) => textOf(await (await createApp(townDesk({ editions })).request(path)).text())

/** Penmarsh with Riverside changed. */
function withRiverside(change: Partial<Practice>, more: Partial<Edition> = {}): Edition[] {
  const edition = penmarshEdition()
  const practices = edition.practices.map(one => (one.code === penmarsh.riverside ? { ...one, ...change } : one))
  return [{ ...edition, practices, byCode: new Map(practices.map(one => [one.code, one])), ...more }]
}

test('a practice is found by name, and what became of a closed one is said', async () => {
  const text = await read('/practices?q=tidemill')
  expect(text).toContain('Tidemill Surgery (invented)')
  expect(text).toContain('Joined Quayside Medical Centre (invented) in July 2025. Go to Quayside Medical Centre (invented)')
})

test('a practice is found by postcode, and a whole code leads straight on', async () => {
  expect(await read('/practices?q=zz1+1aa')).toContain('Riverside Surgery')
  const answer = await createApp(townDesk()).request('/practices?q=zp0001')
  expect(answer.status).toBe(303)
  expect(answer.headers.get('location')).toBe('/practices/ZP0001')
})

test('a search that fits nothing keeps what was typed and says what to try', async () => {
  const html = await (await createApp(townDesk()).request('/practices?q=%3Cb%3Ezzxyq')).text()
  expect(html).toContain('value="&lt;b&gt;zzxyq"')
  expect(html).not.toContain('<b>zzxyq')
  expect(textOf(html)).toContain('Try fewer words')
})

test('an empty box is said to be empty, beside the box', async () => {
  const answer = await createApp(townDesk()).request('/practices?q=+')
  expect(answer.status).toBe(422)
  const html = await answer.text()
  expect(textOf(html)).toContain('There is a problem Type the name, postcode or code of a practice')
  expect(html).toContain('aria-describedby="q-hint q-error"')
  expect((await createApp(townDesk()).request('/practices')).status).toBe(200)
})

test('a practice at a glance: three sentences, six figures with source and day, and nothing that is not public', async () => {
  const text = await read('/practices/ZP0001')
  expect(text).toContain('7,040 patients on 1 January 2026')
  expect(text).toContain('You are one of five practices in Penmarsh Network (invented)')
  for (const figure of ['Registered patients', 'Age of patients', 'Deprivation where patients live', 'Clinical computer system', 'Network', 'Council and commissioner']) expect(text).toContain(figure)
  expect(text).toContain('All of this is published. Anyone can see it.')
  expect(text).toContain('Who sees this page: Anyone.')
})

test('what is not published, not loaded and not known are three different things', async () => {
  const unknown = await read('/practices/ZP0001', withRiverside({ network: null, system: null, ages: null, deprivation: null, district: null, point: null, trend: [] }))
  expect(unknown).toContain('In no network')
  expect(unknown).toContain('Not published for this practice')
  expect(unknown).toContain('We do not know where this practice stands')
  const bare = await read('/practices/ZP0001', withRiverside({ ages: null }, { sources: penmarshEdition().sources.filter(use => use.dataSet !== 'ages') }))
  expect(bare).toContain('No such figures are loaded here')
})

test('who lives among whom: the sentence counts to the nearest ten, the table exactly', async () => {
  const text = await read('/practices/ZP0001/neighbours')
  expect(text).toMatch(/Of your 7,040 patients, [\d,]+0 live in places where more people are registered with .+ \(invented\) than with you\./)
  expect(text).toContain('Eight neighbours')
  expect(text).toContain('This says nothing about how well you get on.')
})

test('flows older than the list sizes carry their own day', async () => {
  const edition = penmarshEdition()
  const text = await read('/practices/ZP0001/neighbours', [{ ...edition, flows: { ...edition.flows!, asAt: '2021-01-01' } }])
  expect(text).toMatch(/On 1 January 2021, of your [\d,]+ patients, [\d,]+ lived in places/)
  expect(text).toContain('These are the figures of 1 January 2021')
})

test('with no flows loaded nothing is said about them, and distances remain', async () => {
  const text = await read('/practices/ZP0001/neighbours', [{ ...penmarshEdition(), flows: null }])
  expect(text).toContain('No figures of where patients live are loaded')
  expect(text).not.toContain('Shared patients')
  expect(text).toContain('0.9 km')
})

test('a count below five is never shown', async () => {
  const edition = penmarshEdition()
  const patients = edition.flows!.patients.map(() => 1)
  const html = await (await createApp(townDesk({ editions: [{ ...edition, flows: { ...edition.flows!, patients } }] })).request('/practices/ZP0001/neighbours')).text()
  expect(textOf(html)).toContain('fewer than 5')
})

test('only the doors that open are offered, and choosing none keeps the page with the reason', async () => {
  const text = await read('/practices/ZP0001/next')
  expect(text).toContain('See how Carrowshire sub-ICB (invented) might group')
  // The ICB holds the same practices as the sub-ICB: offered once.
  expect(text).not.toContain('Our ICB')
  expect(text).not.toMatch(/Can we keep going|closing|already have an agreement/)
  const app = createApp(townDesk())
  expect((await app.request('/practices/ZP0001/next?go=')).status).toBe(422)
  expect((await app.request('/practices/ZP0001/next?go=https://elsewhere.example')).status).toBe(422)
  expect((await app.request('/practices/ZP0001/next?go=area-ZS1')).headers.get('location')).toBe('/areas/ZS1?from=ZP0001')
})

test('a code in small letters is led to the one in capitals', async () => {
  const answer = await createApp(townDesk()).request('/practices/zp0001/neighbours?figures=x')
  expect(answer.status).toBe(404)
  expect((await createApp(townDesk()).request('/practices/zp0001/neighbours')).headers.get('location')).toContain('/practices/ZP0001/neighbours')
})

test('several codes of one partnership are shown as one, and the sum is the sum of its parts', async () => {
  const edition = penmarshEdition(), sizes = ['ZP0001', 'ZP0006'].map(code => edition.byCode.get(code)!.patients)
  const text = await read('/practices/as-one?codes=zp0006,+ZP0001,ZP0006')
  expect(text).toContain('2 codes shown as one practice')
  expect(text).toContain(`${(sizes[0]! + sizes[1]!).toLocaleString('en-GB')} patients in all on 1 January 2026`)
  expect(text).toContain('Riverside Surgery (invented)')
  expect(await read('/practices/ZP0001')).toContain('We hold more than one code')
})

test('one code, too many codes or an unknown code are no one practice', async () => {
  const app = createApp(townDesk())
  for (const codes of ['', 'ZP0001', 'ZP0001,ZP9999', Array.from({ length: 21 }, (_, i) => `ZP00${i}`).join(',')]) {
    const answer = await app.request(`/practices/as-one?codes=${codes}`)
    expect(answer.status).toBe(422)
    expect(textOf(await answer.text())).toContain('We cannot show these as one')
  }
})
