import type { Chance } from './chance.ts'
import { versionsNow, type Sent } from './forms.ts'
import { here, multipartBody, urlencoded, type Fields, type Site } from './site.ts'
import type { Tally } from './tally.ts'

/** What no box of ours sends, in a form's own writing (already encoded). */
const odd = [
  '', '%00', 'a%00b', '%0d%0aset-cookie:%20zap=1', '%ff', '%ED%A0%80', '%F4%90%80%80', '%', '%zz', '-1', '0', '1', '1.5', '1e309', '-1e309', 'NaN', 'Infinity', '9007199254740993', '2147483648', '99999999999999999999', '0x10', '1,000', '%EF%BC%91', 'true', 'null', 'undefined', '__proto__', 'constructor', 'toString', '[object%20Object]', '{}', '[]',
  '2026-02-30', '30/2/2026', '0000-00-00', '31/12/9999', '%2B1%20day', 'this-group', 'this-group%20', 'this-group%20x', 'this-group%2000000000-0000-0000-0000-000000000000', 'person:', 'person:x', 'practice:', 'support:', 'only-you%20x', 'officer', 'only-you', '%20', '%E2%80%AE', '%EF%BB%BF', '%CC%81'.repeat(200), '%F0%9F%92%A3'.repeat(50), "'%3B%20drop%20table%20note%3B--", '$1', '%25s%25n', '../../etc/passwd', 'a@b@c', 'a%0ab@penmarsh.example', 'a%00@penmarsh.example', '%C3%A9@penmarsh.example', 'a%22@penmarsh.example', 'x'.repeat(3_000), '%C3%A9'.repeat(12_000), 'x'.repeat(90_000),
]

/** Forms after which somebody or something is no longer there: here they are never filled in rightly. */
const isLast = /\/account\/close$|\/leave\/delete$|\/mine\/delete$|\/erase$|\/sign-out/

/** Each box of each form with what no page of ours sends: whatever is made of it, nothing of ours breaks. */
export async function oddValues(site: Site, forms: readonly Sent[], tally: Tally, { chance, each }: { chance: Chance; each: number }): Promise<void> {
  for (const { fields: asMeant, ...rest } of forms.filter(one => one.fields.length > 0 && one.json === undefined)) {
    const form: Sent = { ...rest, fields: isLast.test(rest.route.path) ? asMeant.map(([name]) => [name, 'not yet']) : asMeant }
    const visitor = await site.as(form.by)
    const send = async (what: string, body: string, type = urlencoded) => {
      const faults = site.faults.length, jar = new Map(visitor.cookies)
      const answer = await visitor.ask(form.at, { method: 'POST', body: new TextEncoder().encode(body), headers: { origin: here, 'content-type': type } })
      const broke = answer.status >= 500 || site.faults.length > faults
      tally.tried('odd value', `POST ${form.route.path} by ${form.by}: ${what}`, broke ? `answered ${answer.status}: ${String(site.faults.at(-1)?.error).slice(0, 200)}` : (answer.headers.get('set-cookie') ?? '').includes('zap') ? 'set a cookie' : null)
      visitor.cookies.clear()
      for (const [name, value] of jar) visitor.cookies.set(name, value)
    }
    const fields = () => versionsNow(site, form.fields, form.at)
    for (const [box] of form.fields) for (const text of chance.some(odd, each)) {
      const others = (await fields()).filter(([name]) => name !== box)
      await send(`${box} is ${text.slice(0, 40)}`, [...others.map(pair => new URLSearchParams([pair]).toString()), `${encodeURIComponent(box)}=${text}`].join('&'))
    }
    const plain = await fields(), first = plain[0]![0]
    await send('nothing at all', '')
    await send('each box twice', new URLSearchParams([...plain, ...plain]).toString())
    await send('each box as a list', new URLSearchParams(plain.map(([name, value]) => [`${name}[]`, value])).toString())
    await send('boxes within boxes', new URLSearchParams(plain.flatMap(([name, value]) => [[`${name}[a]`, value], [`${name}.a`, value]] as Fields)).toString())
    await send('names of what every object has', `__proto__=x&__proto__[from]=1&constructor=x&constructor.prototype.isAnswering=1&toString=x&hasOwnProperty=x&${new URLSearchParams(plain).toString()}`)
    await send('3,000 boxes', `${new URLSearchParams(plain).toString()}&${'a=1&'.repeat(3_000)}`)
    await send('only ampersands', '&'.repeat(5_000))
    await send('a file where text goes', `--seam\r\ncontent-disposition: form-data; name="${first}"; filename="a.txt"\r\ncontent-type: text/plain\r\n\r\nwords\r\n--seam--\r\n`, 'multipart/form-data; boundary=seam')
    await send('parts without an end', multipartBody(plain).slice(0, -10), 'multipart/form-data; boundary=seam')
    await send('parts without a boundary', multipartBody(plain), 'multipart/form-data')
    await send('parts with another boundary', multipartBody(plain), 'multipart/form-data; boundary=other')
    await send('parts without names', '--seam\r\ncontent-disposition: form-data\r\n\r\nwords\r\n--seam--\r\n', 'multipart/form-data; boundary=seam')
    await send('JSON', JSON.stringify(Object.fromEntries(plain)), 'application/json')
  }
  for (const form of forms.filter(one => one.json !== undefined)) {
    const visitor = await site.as(form.by)
    for (const body of ['', 'x', 'null', '[]', '1', '"x"', '{}', '{"answer":null}', '{"answer":[]}', '{"answer":{"id":1}}', '{"answer":{"id":"x"}}', '{"answer":{"id":"x","response":null}}', '{"answer":{"id":"\\u0000","rawId":"\\u0000","type":"public-key","response":{"clientDataJSON":"e30","authenticatorData":"AA","signature":"AA","attestationObject":"AA"}}}', '{"answer":{"id":{"$ne":1}}}', '{"__proto__":{"answer":{}}}', `{"answer":{"id":"${'x'.repeat(60_000)}"}}`, `${'{"answer":'.repeat(5_000)}1${'}'.repeat(5_000)}`, `${'['.repeat(40_000)}${']'.repeat(40_000)}`, '\ufeff{}', '{"answer":1e999}', '{"name":{},"answer":{"id":"x","response":{}}}', '{"back":{},"answer":{"id":"x","response":{"clientDataJSON":"!!!"}}}']) {
      const faults = site.faults.length
      const answer = await visitor.ask(form.at, { method: 'POST', body, headers: { origin: here, 'content-type': 'application/json' } })
      tally.tried('odd value', `POST ${form.route.path} with JSON ${body.slice(0, 60)}`, answer.status >= 500 || site.faults.length > faults ? `answered ${answer.status}: ${String(site.faults.at(-1)?.error).slice(0, 200)}` : null)
    }
  }
}

/** Questions of addresses with what no link of ours asks. */
export async function oddQueries(site: Site, pages: readonly { at: string; by: Parameters<Site['as']>[0] }[], tally: Tally, { chance, each }: { chance: Chance; each: number }): Promise<void> {
  const asked = ['figures', 'q', 'size', 'from', 'codes', 'return', 'code', 'token', 'why', 'practice', 'sketches', 'purpose', 'min', 'max', 'hospitals', 'state', 'error', 'all', 'v']
  for (const { at, by } of pages) {
    const visitor = await site.as(by)
    for (const name of asked) for (const text of chance.some(odd, each)) {
      if (text.length > 8_000) continue
      const faults = site.faults.length, answer = await visitor.get(`${at.split('?')[0]}?${name}=${text}`)
      tally.tried('odd value', `GET ${at.split('?')[0]}?${name}=${text.slice(0, 60)}`, (answer.status >= 500 && answer.status !== 503) || site.faults.length > faults ? `answered ${answer.status}: ${String(site.faults.at(-1)?.error).slice(0, 200)}` : null)
    }
  }
}
