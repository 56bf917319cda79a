import { expect, test } from 'vitest'
import { isRefusal } from '#domain/words.ts'
import { hostOf } from './desk.ts'
import { openLog } from './log.ts'
import { settings } from './settings.ts'

const atTheMachine = { address: '127.0.0.1', hostName: '127.0.0.1', isForwarded: false }
const may = (env: Record<string, string>, visitor = atTheMachine) => !isRefusal(hostOf(settings(env), openLog(() => {}, () => new Date(0))).whyNotAddFigures(visitor) ?? {})

test('figures are added at this machine, unless the settings say otherwise', () => {
  expect(may({})).toBe(true)
  expect(may({ BASE_URL: 'http://localhost:3000' })).toBe(true)
  expect(may({}, { ...atTheMachine, address: '192.0.2.1' })).toBe(false)
  expect(may({ ADD_FIGURES: 'nobody' })).toBe(false)
  expect(may({ ADD_FIGURES: 'anyone' }, { ...atTheMachine, address: '192.0.2.1', isForwarded: true })).toBe(true)
})

test('where people come by another name, a proxy that leaves no mark is not taken for this machine', () => {
  expect(may({ BASE_URL: 'https://alongside.example' })).toBe(false)
})
