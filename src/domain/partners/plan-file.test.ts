import fc from 'fast-check'
import { expect, test } from 'vitest'
import { penmarsh, penmarshEdition } from '../../../test/town/penmarsh.ts'
import { isRefusal } from '../words.ts'
import { weightsFor } from './plan.ts'
import { readPastedPlan, readPlan } from './plan-file.ts'
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

test('what is pasted from a spreadsheet is read whatever parts it and whatever its columns are called, and refused by the person’s own lines', () => {
  const groups = [{ id: 'Town', members: [penmarsh.riverside, penmarsh.lantern] }, { id: 'Marsh, and Haven', members: [penmarsh.quayside] }]
  const rows = [[penmarsh.riverside, 'Town'], [penmarsh.lantern, 'Town'], [penmarsh.quayside, 'Marsh, and Haven']]
  for (const text of [
    `practice_code\tgroup\n${rows.map((row) => row.join('\t')).join('\n')}`,
    `Code;Name;Our group\r\n${rows.map(([code, group]) => `${code};Somebody;${group}`).join('\r\n')}`,
    rows.map((row) => row.join('\t')).join('\n'),
    `Practice code,Group\n${rows.map(([code, group]) => `${code},"${group}"`).join('\n')}`,
  ]) expect(readPastedPlan('Your lines', text, edition, inside), text).toMatchObject({ groups })
  expect(readPastedPlan('Your lines', `${penmarsh.riverside}\tTown\nL99999\tTown`, edition, inside)).toMatchObject({ why: expect.stringContaining('Your lines, line 2, column practice_code') })
  expect(readPastedPlan('Your lines', `Code\tGroup\nL99999\tTown`, edition, inside)).toMatchObject({ why: expect.stringContaining('line 2') })
  expect(readPastedPlan('Your lines', `\n\nCode\tGroup\nL99999\tTown`, edition, inside), 'by the person’s own lines').toMatchObject({ why: expect.stringContaining('line 4') })
  expect(readPastedPlan('Your lines', `"Code";"Group; ours"\n${penmarsh.riverside};"Town; and quay"\n;\n`, edition, inside)).toMatchObject({ groups: [{ id: 'Town; and quay', members: [penmarsh.riverside] }] })
  expect(readPastedPlan('Your lines', `${penmarsh.riverside}\t"Town`, edition, inside)).toMatchObject({ refused: true, why: expect.stringContaining('never closed') })
})
