import { expect, test } from 'vitest'
import { createRate, visitorKey } from './rate.ts'

test('a bucket fills again evenly, and only our own proxy may speak for a visitor', () => {
  let now = 0
  const rate = createRate({ perMinute: 60, burst: 2 }, () => now)
  expect([rate('a'), rate('a'), rate('a')]).toEqual([0, 0, 1])
  now = 1000
  expect([rate('a'), rate('a')]).toEqual([0, 1])
  expect(visitorKey('192.0.2.1', '203.0.113.9')).toBe('192.0.2.1')
  expect(visitorKey('127.0.0.1', '10.0.0.1, 203.0.113.9')).toBe('203.0.113.9')
  expect(visitorKey(null, undefined)).toBe('unknown')
})

test('addresses of one household on IPv6 count as one visitor', () => {
  expect(visitorKey('2001:db8:1:2::1', undefined)).toBe(visitorKey('2001:0DB8:1:2:ffff:1:2:3', undefined))
  expect(visitorKey('2001:db8:1:2::1', undefined)).not.toBe(visitorKey('2001:db8:1:3::1', undefined))
  expect(visitorKey('::1', '2001:db8::7')).toBe(visitorKey('127.0.0.1', '[2001:db8:0:0:9::]:443'))
  expect(visitorKey('::ffff:192.0.2.1', undefined)).toBe('192.0.2.1')
})
