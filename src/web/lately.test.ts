import { raw } from 'hono/html'
import { expect, test } from 'vitest'
import { keepLately, keepParts } from './lately.ts'

test('what was asked for last is kept, what was not is made again', () => {
  const made: string[] = [], kept = keepLately<string>(2)
  for (const key of ['a', 'b', 'a', 'c', 'a', 'b']) expect(kept(key, () => { made.push(key); return key.toUpperCase() })).toBe(key.toUpperCase())
  expect(made).toEqual(['a', 'b', 'c', 'b'])
})

test('a promise is shared while it is kept; one that fails is not kept', async () => {
  const kept = keepLately<Promise<number>>(2)
  await expect(kept('a', () => Promise.reject(new Error('no file')))).rejects.toThrow('no file')
  expect(await Promise.all([kept('a', async () => 1), kept('a', async () => 2)])).toEqual([1, 1])
})

test('parts of pages are kept for each thing they are made from', () => {
  const parts = keepParts<object>(5), january = {}, july = {}
  const says = (owner: object, text: string) => String(parts(owner, 'lists', () => raw(text)))
  expect([says(january, 'January'), says(july, 'July'), says(january, 'August')]).toEqual(['January', 'July', 'January'])
})
