import fc from 'fast-check'
import { expect, test } from 'vitest'
import { penmarsh, penmarshEdition } from '../../../test/town/penmarsh.ts'
import { isRefusal } from '../words.ts'
import { weightsFor } from './plan.ts'
import { readPlan } from './plan-file.ts'
import { planCsv } from './plan-form.ts'
import { scorePlan } from './score.ts'

const edition = penmarshEdition()
const codes = edition.practices.map((practice) => practice.code)
const inside = new Set(codes)

test('a plan written to a file reads back as the same groups, whatever their names hold', () => {
  fc.assert(fc.property(fc.array(fc.constantFrom('A', 'B', 'Marsh, and Haven', '"quoted"', ''), { minLength: codes.length, maxLength: codes.length }), (ids) => {
    const groups = [...new Set(ids)].filter((id) => id !== '').map((id) => ({ id, members: codes.filter((_, i) => ids[i] === id) }))
    const plan = scorePlan({ release: edition.name, area: 'england', kind: 'journeys', size: { min: 30_000, max: 50_000 }, weights: weightsFor.journeys, practices: edition.practices, flows: null, groups })
    const read = readPlan('groups.csv', planCsv(plan), edition, inside)
    if (isRefusal(read)) throw new Error(read.why)
    expect(read.missing).toBe(0)
    expect(new Map(read.groups.map(({ id, members }) => [id, members]))).toEqual(new Map(groups.map(({ id, members }) => [id, members])))
  }))
})

test('what a spreadsheet does to a file does no harm: a mark at the start, Windows line ends, columns in another order, blank lines', () => {
  const text = `\uFEFFGroup,name,PRACTICE_CODE\r\nA,Riverside,zp0001 \r\n\r\nA,"Lantern, the",ZP0002\r\n`
  expect(readPlan('groups.csv', text, edition, inside)).toEqual({ groups: [{ id: 'A', members: [penmarsh.riverside, penmarsh.lantern] }], missing: codes.length - 2 })
})

test('a code that has closed is refused by line and column, with what became of it', () => {
  expect(readPlan('groups.csv', 'practice_code,group\nZP0901,A\n', edition, inside)).toMatchObject({
    refused: true, code: 'bad-row', why: expect.stringMatching(/^groups\.csv, line 2, column practice_code: ZP0901 \(.+\) has no patients now: .*Quayside Medical Centre/),
  })
})
