import { afterAll, beforeAll, expect, test } from 'vitest'
import { parameters } from '#content/parameters.ts'
import { parameterValues } from '#records/parameters.ts'
import { asViewer } from '#records/viewing.ts'
import { commandLine } from '../../test/house/command-line.ts'
import { testDatabase, type TestDatabase } from '../../test/house/database.ts'

let own: TestDatabase, at = '2026-11-26T09:00:00Z'
beforeAll(async () => { own = await testDatabase() })
afterAll(() => own.close())

const alongside = (...argv: string[]) => commandLine(argv, { withRooms: work => work({ db: own.db, now: () => new Date(at), runBy: 'Penmarsh Practice Support', typeAt: 'https://alongside.example/invited' }) })
const setting = (more: Record<string, string> = {}) => Object.entries({ id: 'globalSum', value: '133.2', from: '2027-04-01', source: 'NHS England, GP contract 2027/28, March 2027', 'review-by': '2028-04-30', ...more }).flatMap(([name, value]) => [`--${name}`, value])
const added = () => asViewer(own.db, { as: 'anyone' }, parameterValues)

test('the list has every figure of today, from which day, and which is past its day', async () => {
  const { code, answer, said } = await alongside('parameters'), lines = answer.trimEnd().split('\n')
  expect([code, lines.length]).toEqual([0, parameters.length])
  expect(lines).toContain('globalSum\t£130.07\tfor each patient counted by need, a year\tfrom 2026-04-01\treview by 2027-01-31\tin time')
  expect(lines).toContain('staffPayRise\t4.2 % (2.5 % to 5.5 %)\ta year\tfrom 2025-04-01\treview by 2027-04-30\tin time')
  expect(lines.filter(line => line.endsWith('\tPAST')).map(line => line.split('\t')[0])).toEqual(['pcnCore', 'enhancedAccess', 'careHomePremium', 'arrsPerWeighted'])
  expect(said).toMatch(new RegExp(`^4 of ${parameters.length} were to be looked at again by now\\. A newer value: .*set-parameter`))
})

test('a newer value is put in once, and holds from its day on beside the older ones', async () => {
  expect(await alongside('set-parameter', ...setting())).toEqual({ code: 0, said: '', answer: 'Global sum is £133.20 for each patient counted by need, a year from 1 April 2027, to be looked at again by 30 April 2028.\n' })
  expect(await alongside('set-parameter', ...setting())).toMatchObject({ code: 1, said: expect.stringMatching(/^--value: Global sum has that value from that day.*already\.\n$/) })
  at = '2026-11-26T09:05:00Z'
  expect(await alongside('set-parameter', ...setting({ id: 'staffPayRise', value: '3%', from: '2026-11-01', low: '2%', high: '4.5%', 'review-by': '2027-04-30' }))).toMatchObject({ code: 0 })
  expect(await added()).toMatchObject([{ parameter: 'globalSum', value: { value: 133.2, checkedOn: '2026-11-26' } }, { parameter: 'staffPayRise', value: { value: 0.03, low: 0.02, high: 0.045, isEstimate: true } }])
  const { answer } = await alongside('parameters')
  expect(answer).toContain('globalSum\t£130.07\t')
  expect(answer).toContain('staffPayRise\t3 % (2 % to 4.5 %)\ta year\tfrom 2026-11-01')
  at = '2027-04-01T09:00:00Z'
  expect((await alongside('parameters')).answer).toContain('globalSum\t£133.20\tfor each patient counted by need, a year\tfrom 2027-04-01\treview by 2028-04-30\tin time')
  at = '2026-11-26T09:10:00Z'
})

test('a network payment is in time again once somebody has put in this year’s', async () => {
  await alongside('set-parameter', ...setting({ id: 'pcnCore', value: '3.05', from: '2026-04-01', 'review-by': '2027-04-30' }))
  expect((await alongside('parameters')).answer).toContain('pcnCore\t£3.05\tfor each patient, a year\tfrom 2026-04-01\treview by 2027-04-30\tin time')
})

test('what is wrong is said by the name of the option, and nothing is put in', async () => {
  const before = await added()
  const wrong: [string[], string][] = [
    [[], '--id is missing: give a figure'], [setting().slice(0, 8), '--review-by is missing'], [setting({ id: 'nothing' }), '--id: There is no figure “nothing”.'], [setting({ value: 'x' }), '--value: Global sum takes pounds'],
    [setting({ id: 'oohDeduction', value: '0.05' }), '--value: Out-of-hours deduction takes a share with its sign'], [setting({ id: 'staffPayRise', value: '3%' }), '--low: '], [setting({ low: '1' }), '--high: '], [setting({ low: '140', high: '150' }), '--low: '],
    [setting({ from: 'April' }), '--from: '], [setting({ 'review-by': '2026-01-01' }), '--review-by: '], [setting({ source: 'me' }), '--source: '], [[...setting(), '--fast'], 'There is no option "--fast"'],
    [[...setting(), '--value', '1'], '--value is given twice'], [['--value'], '--value: expected'], [['--value', '--id'], '--value: expected'],
  ]
  for (const [args, says] of wrong) {
    const { code, answer, said } = await alongside('set-parameter', ...args)
    expect([code, answer]).toEqual([1, ''])
    expect(said).toContain(says)
  }
  expect(await added()).toEqual(before)
  expect(await alongside('parameters', '--all')).toMatchObject({ code: 1, said: 'parameters takes no options; found "--all".\n' })
})
