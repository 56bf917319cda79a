import fc from 'fast-check'
import { expect, test } from 'vitest'
import { paths } from '../paths.ts'
import { safePath } from './return-path.ts'

const sites = ['https://alongside.example', 'http://localhost:3000']
/** What a browser makes of a Location header or a link, on a page of ours. */
const followed = (path: string, site: string) => new URL(path, `${site}/sign-in/link?token=x`)

test('a path of this site is where somebody is led back to', () => {
  for (const path of ['/', '/areas/11X?from=L85001', '/practices/ZP0001#figures', '/account/password', '/areas?q=Devon+%26+Cornwall', '/areas/list:L85001,L85002']) expect(safePath(path)).toBe(path)
})

test.each(['https://elsewhere.example', '//elsewhere.example', '/\\elsewhere.example', '\\\\elsewhere.example', '/\t/elsewhere.example', '/.//elsewhere.example', '/x/..//elsewhere.example', '/%2e//elsewhere.example', 'javascript:alert(1)', 'elsewhere.example', '', ' /areas', '/sign-in', '/sign-in/link?token=x', '/sign-out', `/${'x'.repeat(1000)}`, '/x//../../..//elsewhere.example'])(
  '“%s” leads nobody away', text => {
    const path = safePath(text)
    if (path !== null) for (const site of sites) expect(followed(path, site).origin).toBe(site)
    expect(path === null || !path.startsWith('//')).toBe(true)
  })

test('whatever stands in an address, whoever follows it stays on this site', () => {
  const odd = fc.array(fc.constantFrom('/', '\\', '.', '..', '%2f', '%5c', '%09', '\t', '\n', '\r', ' ', '@', ':', '?', '#', 'http', 'https', 'javascript', 'elsewhere.example', '%00', '\u0000', '\u2028', 'x', ';', '&', '=', '//', '[', ']'), { maxLength: 12 }).map(list => list.join(''))
  fc.assert(fc.property(fc.oneof(odd, odd.map(text => `/${text}`), fc.webUrl(), fc.string(), fc.string({ unit: 'binary' })), text => {
    const path = safePath(text)
    if (path === null) return
    for (const site of sites) expect(followed(path, site).origin).toBe(site)
    expect(path).toMatch(/^\/(?![/\\])[!-~]*$/) // nothing that ends a header or a line
    expect(safePath(path)).toBe(path) // what was once let through is let through again, unchanged
    expect(new URL(paths.signIn(path), sites[0]).searchParams.get('return')).toBe(path)
  }), { numRuns: 1000 })
})
