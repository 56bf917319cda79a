import { expect, test } from 'vitest'
import type { Edition, Practice } from '#domain/position/edition.ts'
import type { DataSet } from '#domain/position/release.ts'
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

/** Penmarsh with every practice's return and payments, and the same town a year before. */
function stocked(change: Partial<Practice> = {}): Edition[] {
  const town = (asAt: string, name: string, fte: number): Edition => {
    const edition = penmarshEdition()
    const practices = edition.practices.map((one): Practice => ({
      ...one,
      contract: { type: 'GMS', isDispensing: false, rurality: 'urban', weightedPatients: Math.round(one.patients * 1.04), registeredPatients: one.patients, paidPounds: null, year: '2024/25' },
      workforce: { asAt, gpFte: fte, gpHeads: 4, partnersFte: 2, nursesFte: 1.5, directCareFte: null, adminFte: 6, patients: one.patients },
      ...(one.code === penmarsh.riverside ? change : {}),
    }))
    return { ...edition, name, asAt, practices, byCode: new Map(practices.map(one => [one.code, one])),
      sources: edition.sources.map(use => ({ ...use, release: { ...use.release, dataSet: use.dataSet, asAt, id: `${use.dataSet} ${asAt}` } })) }
  }
  return [town('2026-01-01', 'invented-2026-01', 3.29), town('2025-01-01', 'invented-2025-01', 4)]
}

test('with staff and payments loaded the page says patients for each full-time GP first, and each figure has its day', async () => {
  const text = await read('/practices/ZP0001', stocked({ branches: [{ code: 'ZP0001001', name: 'Mere Lane Surgery', postcode: 'ZZ1 9ZZ', point: null }] }))
  expect(text).toMatch(/You have 2,140 patients for each full-time GP; practices like yours have 1,\d\d0\./)
  for (const part of ['Full-time GPs 3.3 full-time 2,140 patients for each, on 1 January 2026', 'partners 2.0 · nurses 1.5 · office 6.0', 'Contract GMS 2024/25', 'Does not dispense medicines', 'Rural or urban Urban',
    'Patients counted by need (NHS formula) 7,322 4 % more than the 7,040 registered in 2024/25', 'Branch surgeries 1 Mere Lane Surgery (invented) , ZZ1 9ZZ']) expect(text).toContain(part)
})

test('not published, not declared and not loaded are three different things for staff too', async () => {
  const [now] = stocked()
  expect(await read('/practices/ZP0001', stocked({ workforce: null }))).toContain('Full-time GPs Not published for this practice')
  expect(await read('/practices/ZP0001', stocked({ workforce: { ...now!.practices[0]!.workforce!, gpFte: null } }))).toContain('Full-time GPs Not declared by the practice')
  expect(await read('/practices/ZP0001', stocked({ workforce: { ...now!.practices[0]!.workforce!, gpFte: 0.3 } }))).toContain('Full-time GPs 0.3 full-time trainees and locums not counted, so too few to say how many patients there are for each')
  const missing: DataSet[] = ['payments', 'workforce', 'branches']
  expect(await read('/practices/ZP0001', withRiverside({ contract: null, workforce: null, branches: [] }, { sources: penmarshEdition().sources.filter(use => !missing.includes(use.dataSet)) }))).toContain('No such figures are loaded here: patients counted by need (NHS formula); full-time GPs; contract; dispensing; rural or urban; branch surgeries.')
})

test('a practice stands beside the middle of those like it, with how they were chosen and who they are', async () => {
  const text = await read('/practices/ZP0001', stocked())
  expect(text).toContain('Practices like yours Figure Yours Middle of the 11 most like it Patients on the list 7,040')
  expect(text).toContain('They are the practices whose list size, share of patients aged 65 or over, deprivation, rural or urban place, dispensing of medicines and contract are nearest to yours')
  expect(text).toMatch(/Patients for each full-time GP 2,140 1,\d\d0/)
})

test('what changed since the figures before is said a line each, and with none before nothing is said', async () => {
  const text = await read('/practices/ZP0001', stocked())
  expect(text).toContain('What changed since 1 January 2025 Patients for each full-time GP: 1,760 on 1 January 2025, 2,140 on 1 January 2026. (The invented county of Carrowshire, general practice workforce)')
  expect(await read('/practices/ZP0001')).not.toContain('What changed since')
  expect(await read('/practices/ZP0001?figures=invented-2025-01', stocked())).not.toContain('What changed since')
  const [now, before] = stocked()
  expect(await read('/practices/ZP0001', [now!, { ...before!, practices: now!.practices, byCode: now!.byCode }])).toContain('Nothing that we compare is published otherwise for 1 January 2026 than it was for 1 January 2025.')
})

test('a fault in the figures before is kept in the log and takes nothing from the page', async () => {
  const desk = townDesk({ editions: stocked() }), edition = desk.figures.edition
  desk.figures.edition = async name => { if (name === 'invented-2025-01') throw new Error('file gone'); return edition(name) }
  const answer = await createApp(desk).request('/practices/ZP0001')
  expect(answer.status).toBe(200)
  expect(desk.record.reports).toHaveLength(1)
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
