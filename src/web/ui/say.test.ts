import fc from 'fast-check'
import { expect, test } from 'vitest'
import { about, count, day, kilometres, listed, plainName, share, smallCount } from './say.ts'

const plain = (text: string) => text.replaceAll('\u00a0', ' ')

test('figures are read as people write them', () => {
  expect(count(7040)).toBe('7,040')
  expect(about(1144)).toBe('1,140')
  expect(about(7)).toBe('7')
  expect(plain(day('2026-01-01'))).toBe('1 January 2026')
  expect(day(null)).toBe('day not stated')
  expect(plain(kilometres(0))).toBe('same building')
  expect(plain(kilometres(1.234))).toBe('1.2 km')
  expect(plain(kilometres(34.6))).toBe('35 km')
  expect(listed(['Riverside', 'Quayside', 'Elm Road'])).toBe('Riverside, Quayside and Elm Road')
})

test('a count under five is not shown, and none is none', () => {
  expect(plain(smallCount(4))).toBe('fewer than 5')
  expect(smallCount(0)).toBe('0')
  expect(smallCount(5)).toBe('5')
})

test('never 0 % for something, never 100 % for less than all', () => {
  expect(plain(share(0.003))).toBe('0.3 %')
  expect(plain(share(0.00001))).toBe('less than 0.1 %')
  expect(plain(share(0.9999))).toBe('99.9 %')
  fc.assert(fc.property(fc.double({ min: 1e-9, max: 1 - 1e-9, noNaN: true }), part => {
    const says = plain(share(part))
    return says !== '0 %' && says !== '100 %'
  }))
})

test('names in a row are told apart, also those with commas of their own', () => {
  expect(listed(['Elm', 'Oak', 'Ash'])).toBe('Elm, Oak and Ash')
  expect(listed(['Elm', 'Oak, Moor', '5 more'])).toBe('Elm; Oak, Moor; and 5 more')
  expect(listed(['Oak, Moor'])).toBe('Oak, Moor')
})

test('an invented name says so', () => {
  expect(plainName('Riverside Surgery', 'invented')).toBe('Riverside Surgery (invented)')
  expect(plainName('Riverside Surgery', 'real')).toBe('Riverside Surgery')
})
