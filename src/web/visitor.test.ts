import { expect, test } from 'vitest'
import { isAtThisMachine, isFromProxy } from './visitor.ts'

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

test('a proxy is known by any of the marks that proxies leave', () => {
  for (const mark of ['x-forwarded-for', 'x-forwarded-host', 'x-forwarded-proto', 'forwarded', 'via', 'x-real-ip', 'true-client-ip', 'cf-connecting-ip', 'x-client-ip']) expect(isFromProxy(['accept', mark]), mark).toBe(true)
  expect(isFromProxy(['host', 'accept', 'accept-language', 'connection', 'cookie', 'origin', 'referer', 'sec-fetch-site', 'upgrade-insecure-requests', 'user-agent'])).toBe(false)
})
