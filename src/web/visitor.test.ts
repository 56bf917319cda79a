import { expect, test } from 'vitest'
import { isAtThisMachine } from './visitor.ts'

test('a browser on the same machine is at this machine', () => {
  expect(isAtThisMachine({ address: '127.0.0.1', hostName: 'localhost', isForwarded: false })).toBe(true)
  expect(isAtThisMachine({ address: '::ffff:127.0.0.1', hostName: '127.0.0.1', isForwarded: false })).toBe(true)
  expect(isAtThisMachine({ address: '::1', hostName: '[::1]', isForwarded: false })).toBe(true)
})

test('a proxy on the same machine speaks for somebody else', () => {
  expect(isAtThisMachine({ address: '127.0.0.1', hostName: 'localhost', isForwarded: true })).toBe(false)
})

test('another name that points at this machine is not believed', () => {
  expect(isAtThisMachine({ address: '127.0.0.1', hostName: 'figures.example', isForwarded: false })).toBe(false)
})

test('another machine, or nobody knows where, is not this machine', () => {
  expect(isAtThisMachine({ address: '10.0.0.7', hostName: 'localhost', isForwarded: false })).toBe(false)
  expect(isAtThisMachine({ address: null, hostName: 'localhost', isForwarded: false })).toBe(false)
})
