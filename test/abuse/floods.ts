import { crc32, deflateRawSync, gzipSync, constants } from 'node:zlib'
import { setTimeout as pause } from 'node:timers/promises'
import { headOf, raw, type Running } from './process.ts'
import type { Tally } from './tally.ts'

/** Millions of bytes a process may grow by while it is flooded: the largest file that is taken whole, and what reading it takes. */
const MOST_GROWTH = 700

/** One member of an archive. */
interface Member { name: string; packed: Buffer; method: number; crc: number; size: number; packedSize?: number; flags?: number }

function zipOf(members: readonly Member[], { entries = members.length } = {}): Buffer {
  const locals: Buffer[] = [], central: Buffer[] = []
  let at = 0
  for (const { name, packed, method, crc, size, packedSize = packed.length, flags = 0 } of members) {
    const called = Buffer.from(name), local = Buffer.alloc(30), entry = Buffer.alloc(46)
    local.writeUInt32LE(0x04034b50, 0); local.writeUInt16LE(20, 4); local.writeUInt16LE(flags, 6); local.writeUInt16LE(method, 8); local.writeUInt32LE(crc, 14); local.writeUInt32LE(packedSize >>> 0, 18); local.writeUInt32LE(size >>> 0, 22); local.writeUInt16LE(called.length, 26)
    entry.writeUInt32LE(0x02014b50, 0); entry.writeUInt16LE(20, 4); entry.writeUInt16LE(20, 6); entry.writeUInt16LE(flags, 8); entry.writeUInt16LE(method, 10); entry.writeUInt32LE(crc, 16); entry.writeUInt32LE(packedSize >>> 0, 20); entry.writeUInt32LE(size >>> 0, 24); entry.writeUInt16LE(called.length, 28); entry.writeUInt32LE(at, 42)
    locals.push(local, called, packed)
    central.push(entry, called)
    at += 30 + called.length + packed.length
  }
  const middle = Buffer.concat(central), end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0); end.writeUInt16LE(entries & 0xffff, 8); end.writeUInt16LE(entries & 0xffff, 10); end.writeUInt32LE(middle.length, 12); end.writeUInt32LE(at, 16)
  return Buffer.concat([...locals, middle, end])
}

/** A thousand million bytes in about one million: one block, said again and again. */
function bomb(block: Buffer, times: number): { packed: Buffer; crc: number; size: number } {
  const once = deflateRawSync(block, { level: 9, finishFlush: constants.Z_FULL_FLUSH }), last = deflateRawSync(Buffer.alloc(0))
  let crc = 0
  for (let i = 0; i < times; i++) crc = crc32(block, crc)
  return { packed: Buffer.concat([...Array.from({ length: times }, () => once), last]), crc, size: block.length * times }
}
const plain = (name: string, text: string | Buffer): Member => { const bytes = Buffer.from(text as string), packed = deflateRawSync(bytes); return { name, packed, method: 8, crc: crc32(bytes), size: bytes.length } }

const header = 'PUBLICATION,EXTRACT_DATE,TYPE,CCG_CODE,ONS_CCG_CODE,CODE,POSTCODE,SEX,AGE,NUMBER_OF_PATIENTS\n', row = 'GP_PRAC_PAT_LIST,01JAN2026,GP,00A,E38000001,ZP0001,PM1 1AA,ALL,ALL,7040\n'
const mega = 1 << 20

/** Files that are more than they seem, or less: each is said no to by name, and the server goes on. */
function files(): Record<string, { name: string; bytes: Buffer }> {
  const rows = Buffer.from(row.repeat(Math.floor(mega / row.length))), zeros = Buffer.alloc(mega), first = deflateRawSync(Buffer.from(header), { finishFlush: constants.Z_FULL_FLUSH })
  const many = bomb(rows, 1_500), lines: Member = { name: 'gp-reg-pat-prac-all.csv', packed: Buffer.concat([first, many.packed]), method: 8, crc: 0, size: header.length + many.size }
  lines.crc = (() => { let crc = crc32(Buffer.from(header)); for (let i = 0; i < 1_500; i++) crc = crc32(rows, crc); return crc })()
  const nothing = bomb(zeros, 1_500), gz = (packed: Buffer, crc: number, size: number) => { const end = Buffer.alloc(8); end.writeUInt32LE(crc >>> 0, 0); end.writeUInt32LE(size >>> 0, 4); return Buffer.concat([Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255]), packed, end]) }
  let deep = zipOf([plain('a.csv', header + row)])
  for (let i = 0; i < 12; i++) deep = zipOf([plain(`${i}.zip`, deep)])
  const workbook = (sheet: Member[]) => zipOf([plain('xl/workbook.xml', '<workbook><sheets><sheet name="PCNDetails" sheetId="1" r:id="rId1"/><sheet name="PCN Core Partner Details" sheetId="2" r:id="rId2"/></sheets></workbook>'), plain('xl/_rels/workbook.xml.rels', '<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Target="worksheets/sheet2.xml"/></Relationships>'), ...sheet])
  const cells = bomb(Buffer.from('<row><c t="inlineStr"><is><t>x</t></is></c></row>'.repeat(20_000)), 1_200), entities = `<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">${'bcdefghij'.split('').map((letter, i) => `<!ENTITY ${letter} "${`&${'abcdefghi'[i]};`.repeat(10)}">`).join('')}]><sst><si><t>&j;</t></si></sst>`
  return {
    'an archive that unpacks to a thousand times its size': { name: 'lists.zip', bytes: zipOf([lines]) },
    'an archive of nothing at all, a thousand times its size': { name: 'zeros.zip', bytes: zipOf([{ name: 'a.csv', ...nothing, method: 8 }]) },
    'a gzip file that unpacks to a thousand times its size': { name: 'lists.csv.gz', bytes: gz(lines.packed, lines.crc, lines.size) },
    'an archive within an archive, twelve deep': { name: 'deep.zip', bytes: deep },
    'an archive of 60,000 files': { name: 'many.zip', bytes: zipOf(Array.from({ length: 60_000 }, (_, i) => plain(`f${i}.csv`, ''))) },
    'an archive whose files lie over one another': { name: 'over.zip', bytes: zipOf(Array.from({ length: 150 }, (_, i) => ({ ...lines, name: `f${i}.csv`, packed: i === 0 ? lines.packed : Buffer.alloc(0), packedSize: lines.packed.length }))) },
    'an archive that says it is larger than it is': { name: 'lies.zip', bytes: zipOf([{ ...plain('a.csv', header + row), size: 0xfffffff0 }]) },
    'an archive that says it is smaller than it is': { name: 'small.zip', bytes: zipOf([{ ...lines, size: 10 }]) },
    'an archive of names that lead out of it': { name: 'names.zip', bytes: zipOf(['../../../../tmp/zap.csv', '/etc/zap.csv', 'C:\\zap.csv', '..\\..\\zap.csv', `${'x'.repeat(5_000)}.csv`, 'a\u0000b.csv', '\u202evsc.zap', 'con', '.htaccess', '<zap>.csv', '\u001b[31mzap.csv'].map(name => plain(name, header + row))) },
    'an archive cut short': { name: 'cut.zip', bytes: zipOf([plain('a.csv', header + row)]).subarray(0, -30) },
    'an archive with a password': { name: 'locked.zip', bytes: zipOf([{ ...plain('a.csv', header + row), flags: 1 }]) },
    'a workbook that unpacks to a thousand times its size': { name: 'ePCN.xlsx', bytes: workbook([{ name: 'xl/worksheets/sheet1.xml', ...cells, method: 8 }]) },
    'a workbook of texts that are a thousand times their size': { name: 'ePCN.xlsx', bytes: workbook([plain('xl/worksheets/sheet1.xml', '<worksheet><sheetData></sheetData></worksheet>'), { name: 'xl/sharedStrings.xml', ...bomb(Buffer.alloc(mega, 'a'), 900), method: 8 }]) },
    'a workbook of words that mean more words': { name: 'ePCN.xlsx', bytes: workbook([plain('xl/worksheets/sheet1.xml', '<worksheet><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c></row></sheetData></worksheet>'), plain('xl/worksheets/sheet2.xml', '<worksheet><sheetData></sheetData></worksheet>'), plain('xl/sharedStrings.xml', entities)]) },
    'a workbook with a cell in the last row and column there could be': { name: 'ePCN.xlsx', bytes: workbook([plain('xl/worksheets/sheet1.xml', '<worksheet><dimension ref="A1:XFD1048576"/><sheetData><row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>x</t></is></c></row></sheetData></worksheet>'), plain('xl/worksheets/sheet2.xml', '<worksheet><dimension ref="A1:XFD1048576"/><sheetData><row r="99999999"><c r="ZZZZZ99999999"><v>1</v></c></row></sheetData></worksheet>')]) },
    '100 MB on one line': { name: 'line.csv', bytes: Buffer.concat([Buffer.from(header), Buffer.alloc(100 * mega, 'x'), Buffer.from('\n')]) },
    '100 MB of one quoted field': { name: 'quoted.csv', bytes: Buffer.concat([Buffer.from(`${header}"`), Buffer.alloc(100 * mega, 'x')]) },
    'a header of a million columns': { name: 'columns.csv', bytes: Buffer.from(`${'PUBLICATION,'.repeat(1_000_000)}\n`) },
    'a map of one feature of 100 MB': { name: 'lsoa.geojson', bytes: Buffer.concat([Buffer.from('{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"LSOA21CD":"E01000001"},"geometry":{"type":"Polygon","coordinates":[['), Buffer.from('[0.1,51.5],'.repeat(9 * mega)), Buffer.from('[0.1,51.5]]]}}]}')]) },
    'a map of brackets within brackets': { name: 'lsoa.geojson', bytes: Buffer.from(`{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"LSOA21CD":"E01000001"},"geometry":{"type":"Polygon","coordinates":${'['.repeat(2 * mega)}${']'.repeat(2 * mega)}}}]}`) },
    'a picture called a list': { name: 'gp-reg-pat-prac-all.csv', bytes: Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex') },
    'words that are no figures': { name: 'a.csv', bytes: Buffer.from(`${header}${row.replace('7040', '=1+1')}${row.replace('ZP0001', '<zap>')}`) },
    'a list twice in one gzip': { name: 'twice.csv.gz', bytes: Buffer.concat([gzipSync(header + row), gzipSync(header + row)]) },
  }
}

const multipart = (parts: { head: string; body: Buffer | string }[], end = '--seam--\r\n'): Buffer => Buffer.concat([...parts.flatMap(({ head, body }) => [Buffer.from(`--seam\r\n${head}\r\n\r\n`), Buffer.from(body as string), Buffer.from('\r\n')]), Buffer.from(end)])
const filePart = (name: string, body: Buffer | string) => ({ head: `content-disposition: form-data; name="files"; filename="${name}"\r\ncontent-type: application/octet-stream`, body })

/** Files sent to where files are taken: each is said no to, or taken and then said no to, while the server stays well and its memory bounded. */
export async function uploads(at: Running, tally: Tally, which: (name: string) => boolean = () => true): Promise<void> {
  const send = (body: Buffer, headers: Record<string, string> = {}) => fetch(`${at.address}/sources/add`, { method: 'POST', redirect: 'manual', body: new Uint8Array(body), headers: { origin: at.origin, 'content-type': 'multipart/form-data; boundary=seam', ...headers }, signal: AbortSignal.timeout(120_000) })
  const grew = watch(at)
  for (const [what, { name, bytes }] of Object.entries(files()).filter(([what]) => which(what))) {
    const { most, result } = await grew(async () => {
      // Whoever announces too much is told no and cut off, which may come before they have sent it.
      const answer = await send(multipart([filePart(name, bytes)])).catch(() => null)
      if (answer === null) return 'cut off'
      if (answer.status !== 303) return `${answer.status}`
      const page = `${at.address}${answer.headers.get('location')}`
      for (let tries = 0; tries < 600; tries++) {
        const html = await (await fetch(page)).text()
        if (/<meta http-equiv="refresh"/.test(html)) { await pause(200); continue }
        return [...html.matchAll(/class="app-status">([^<]+)<.*?<\/li>/gs)].map(([all, says]) => `${says}: ${/<p>(.*?)<\/p>/s.exec(all)?.[1] ?? ''}`).slice(0, 3).join(', ') || 'nothing'
      }
      return 'no end in two minutes'
    })
    const isBroken = /something went wrong on our side/i.test(result) || result === 'no end in two minutes' || /^5/.test(result) || /Loaded/i.test(result)
    tally.tried('flood', `${what} (${(bytes.length / 1e6).toFixed(1)} MB): ${result.replaceAll(/&#?\w+;/g, '’').slice(0, 160)}; grew by ${most} MB`, !await at.isWell() ? 'the server is not well' : isBroken ? `ended with “${result}”` : most > MOST_GROWTH ? `memory grew by ${most} MB` : null)
  }
  const odd: Record<string, Buffer> = {
    '10,000 parts': multipart(Array.from({ length: 10_000 }, (_, i) => ({ head: `content-disposition: form-data; name="p${i}"`, body: 'x' }))),
    '10,000 files': multipart(Array.from({ length: 10_000 }, (_, i) => filePart(`f${i}.csv`, 'x'))),
    '10,000 files without a name': multipart(Array.from({ length: 10_000 }, () => filePart('', 'x'))),
    'a part whose heading never ends': Buffer.concat([Buffer.from('--seam\r\ncontent-disposition: form-data; name="files"; filename="'), Buffer.alloc(20 * mega, 'x')]),
    'a million lines of headings': multipart([{ head: `content-disposition: form-data; name="as-at"\r\n${'x-zap: 1\r\n'.repeat(1_000_000)}`, body: 'x' }]),
    'an answer of 20 MB where a day goes': multipart([{ head: 'content-disposition: form-data; name="as-at"', body: Buffer.alloc(20 * mega, '1') }]),
    'a boundary that never comes': Buffer.alloc(20 * mega, '-'), 'line ends alone': Buffer.from('\r\n'.repeat(5 * mega)),
    'boundaries alone': Buffer.from('--seam\r\n'.repeat(mega)),
    'files of one name': multipart([filePart('a.csv', 'x'), filePart('a.csv', 'y')]),
    'files whose names lead elsewhere': multipart([filePart('../../../zap.csv', 'x'), filePart('..\\..\\zap2.csv', 'x'), filePart('/etc/zap3.csv', 'x'), filePart('%2e%2e%2fzap4.csv', 'x'), filePart('a\u0000b.csv', 'x'), filePart(`${'é'.repeat(5_000)}.csv`, 'x'), filePart('.', 'x'), filePart('..', 'x'), filePart('\u202evsc.csv', 'x')]),
    'not a form': Buffer.from('x'), 'nothing': Buffer.alloc(0), 'a form without an end': multipart([filePart('a.csv', 'x')], ''),
  }
  for (const [what, body] of Object.entries(odd)) {
    const { most, result } = await grew(async () => send(body).then(async answer => { await answer.arrayBuffer(); return String(answer.status) }, error => `closed (${(error as Error).cause instanceof Error ? ((error as Error).cause as NodeJS.ErrnoException).code : (error as Error).name})`))
    tally.tried('flood', `${what} where files are taken: ${result}; grew by ${most} MB`, !await at.isWell() ? 'the server is not well' : /^5/.test(result) || (result === '200') ? `answered ${result}` : most > MOST_GROWTH ? `memory grew by ${most} MB` : null)
  }
}

/** How much a process grew while something was done, at the most. */
function watch(at: Running) {
  return async <T>(work: () => Promise<T>): Promise<{ most: number; result: T }> => {
    const before = at.memory() ?? 0
    let most = 0
    const timer = setInterval(() => { most = Math.max(most, (at.memory() ?? 0) - before) }, 50)
    try { return { result: await work(), get most() { return most } } as { most: number; result: T } } finally { clearInterval(timer); most = Math.max(most, (at.memory() ?? 0) - before) }
  }
}

const head = (line: string, headers: string[], host: string) => `${line}\r\nHost: ${host}\r\n${headers.map(one => `${one}\r\n`).join('')}\r\n`

/** What no browser sends over the wire: too much, too slowly, without an end, or two requests that look like one. */
export async function wires(at: Running, tally: Tally, isWhole: boolean): Promise<void> {
  const { port } = at, host = `127.0.0.1:${port}`, ours = `Origin: http://${host}`, form = 'Content-Type: application/x-www-form-urlencoded', grew = watch(at)
  const well = async (what: string, says: string | null, most = 0) => tally.tried('flood', `${what}${most > 0 ? `; grew by ${most} MB` : ''}`, says ?? (!await at.isWell() ? 'the server is not well' : most > MOST_GROWTH ? `memory grew by ${most} MB` : null))

  // More than is taken, said beforehand and not.
  for (const place of ['/sign-in', '/sketches', '/invited', '/our/x/notes/new', '/account/passkeys', '/sign-in/passkey', '/nowhere', '/sources/add/x', '/areas/england/from-file', '/try-as', '/api/practices']) {
    const said = await raw(port, [head(`POST ${place} HTTP/1.1`, [ours, form, 'Content-Length: 4000000000'], host), 'email=x'], { mostMs: 4_000 })
    await well(`4,000 MB announced to ${place}: ${said.statuses.join()}`, said.statuses.some(status => status >= 400 && status < 500) ? null : `answered ${said.statuses.join() || 'nothing'}`)
    let sent = 0
    const chunk = Buffer.concat([Buffer.from('10000\r\n'), Buffer.alloc(0x10000, 'x'), Buffer.from('\r\n')]), endless = (function * () { for (let i = 0; i < 320; i++) { sent += 0x10000; yield chunk } })()
    const { most, result } = await grew(() => raw(port, [head(`POST ${place} HTTP/1.1`, [ours, form, 'Transfer-Encoding: chunked'], host), ...endless as Iterable<Buffer>], { mostMs: 6_000 }))
    await well(`chunks without an end to ${place}: ${result.statuses.join()} after ${Math.round(sent / 1e6)} MB`, result.statuses.some(status => status >= 400 && status < 500) || result.isClosed ? null : `answered ${result.statuses.join() || 'nothing'}`, most)
  }
  const long = Buffer.from('a'.repeat(70_000))
  for (const [what, parts] of Object.entries<(string | Buffer)[]>({
    'an address of 70,000 signs': [`GET /${String(long)} HTTP/1.1\r\nHost: ${host}\r\n\r\n`],
    'a question of 70,000 signs': [`GET /practices?q=${String(long)} HTTP/1.1\r\nHost: ${host}\r\n\r\n`],
    'a header of 70,000 signs': [head('GET / HTTP/1.1', [`X-Zap: ${String(long)}`], host)],
    'a cookie of 15,000 signs': [head('GET /account HTTP/1.1', [`Cookie: alongside.session_token=${'a'.repeat(15_000)}`], host)],
    '2,000 headers': [head('GET / HTTP/1.1', Array.from({ length: 2_000 }, (_, i) => `X-${i}: 1`), host)],
    '1,500 cookies': [head('GET /account HTTP/1.1', [`Cookie: ${Array.from({ length: 1_500 }, (_, i) => `a${i}=1`).join('; ')}`], host)],
    'JSON 40,000 brackets deep': [head('POST /sign-in/passkey HTTP/1.1', [ours, 'Content-Type: application/json', 'Content-Length: 80000'], host), '['.repeat(40_000), ']'.repeat(40_000)],
    'a form of 30,000 boxes': [head('POST /invited HTTP/1.1', [ours, form, 'Content-Length: 90000'], host), 'a=&'.repeat(30_000)],
    'a form of percent signs': [head('POST /invited HTTP/1.1', [ours, form, 'Content-Length: 90000'], host), '%'.repeat(90_000)],
    'a body with a GET': [head('GET /practices HTTP/1.1', ['Content-Length: 50000000'], host), Buffer.alloc(5_000_000, 'x')],
    'ranges': [head('GET /assets/app.css HTTP/1.1', [`Range: bytes=${Array.from({ length: 1_000 }, (_, i) => `${i}-${i + 1}`).join(',')}`], host)],
    'encodings': [head('GET / HTTP/1.1', [`Accept-Encoding: ${'gzip;q=0.1, '.repeat(800)}`], host)],
    'a body said to be packed': [head('POST /invited HTTP/1.1', [ours, form, 'Content-Encoding: gzip', 'Content-Length: 20'], host), gzipSync('code=x').subarray(0, 20)],
    'two lengths': [head('POST /sign-in HTTP/1.1', [ours, form, 'Content-Length: 5', 'Content-Length: 50'], host), 'email'], 'a length and chunks': [head('POST /sign-in HTTP/1.1', [ours, form, 'Content-Length: 4', 'Transfer-Encoding: chunked'], host), '0\r\n\r\nGET /zap HTTP/1.1\r\nHost: x\r\n\r\n'],
    'chunks twice': [head('POST /sign-in HTTP/1.1', [ours, form, 'Transfer-Encoding: chunked', 'Transfer-Encoding: identity'], host), '0\r\n\r\nGET /zap HTTP/1.1\r\nHost: x\r\n\r\n'], 'chunks of another name': [head('POST /sign-in HTTP/1.1', [ours, form, 'Transfer-Encoding: xchunked'], host), '0\r\n\r\nGET /zap HTTP/1.1\r\nHost: x\r\n\r\n'], 'a length below nothing': [head('POST /sign-in HTTP/1.1', [ours, form, 'Content-Length: -1'], host)],
    'a header on two lines': [`GET / HTTP/1.1\r\nHost: ${host}\r\nX-A: 1\r\n X-B: 2\r\n\r\n`], 'lines that end in LF alone': [`GET / HTTP/1.1\nHost: ${host}\n\n`], 'a header without a name': [`GET / HTTP/1.1\r\nHost: ${host}\r\n: x\r\n\r\n`], 'a NUL in a header': [`GET / HTTP/1.1\r\nHost: ${host}\r\nX-A: a\0b\r\n\r\n`],
    'no host': ['GET / HTTP/1.1\r\n\r\n'], 'two hosts': [`GET / HTTP/1.1\r\nHost: ${host}\r\nHost: evil.example\r\n\r\n`], 'a host with a path': [head('GET / HTTP/1.1', [], 'evil.example/zap')], 'a host with a name before it': [head('GET / HTTP/1.1', [], 'zap@evil.example')], 'a host that is none': [head('GET / HTTP/1.1', [], '[::')], 'a host of spaces': [head('GET / HTTP/1.1', [], 'a b')], 'a host of signs': [head('GET / HTTP/1.1', [], '<zap>"')], 'a host of 5,000 signs': [head('GET / HTTP/1.1', [], 'a'.repeat(5_000))],
    'an address with its host': [`GET http://evil.example/ HTTP/1.1\r\nHost: ${host}\r\n\r\n`], 'an address without a slash': [`GET zap HTTP/1.1\r\nHost: ${host}\r\n\r\n`], 'an address of another kind': [`GET javascript:zap HTTP/1.1\r\nHost: ${host}\r\n\r\n`], 'two slashes': [`GET //evil.example/zap HTTP/1.1\r\nHost: ${host}\r\n\r\n`], 'ways up': [`GET /../../../../etc/passwd HTTP/1.1\r\nHost: ${host}\r\n\r\n`], 'ways up in assets': [`GET /assets/..%2f..%2fpackage.json HTTP/1.1\r\nHost: ${host}\r\n\r\n`], 'ways up in assets, bare': [`GET /assets/../../package.json HTTP/1.1\r\nHost: ${host}\r\n\r\n`], 'a backslash': [`GET /\\..\\..\\package.json HTTP/1.1\r\nHost: ${host}\r\n\r\n`], 'a percent sign alone': [`GET /% HTTP/1.1\r\nHost: ${host}\r\n\r\n`], 'a star': [`OPTIONS * HTTP/1.1\r\nHost: ${host}\r\n\r\n`],
    'CONNECT': [`CONNECT evil.example:443 HTTP/1.1\r\nHost: evil.example\r\n\r\n`], 'TRACE': [head('TRACE / HTTP/1.1', ['X-Zap: secretzap'], host)], 'another protocol': [head('GET / HTTP/1.1', ['Upgrade: websocket', 'Connection: Upgrade', 'Sec-WebSocket-Key: x', 'Sec-WebSocket-Version: 13'], host)], 'HTTP/2 at once': ['PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'], 'TLS': [Buffer.from('16030100a5010000a10303', 'hex'), Buffer.alloc(200, 1)], 'HTTP/0.9': ['GET /\r\n'], 'HTTP/9.9': [`GET / HTTP/9.9\r\nHost: ${host}\r\n\r\n`], 'noise': [Buffer.from(Array.from({ length: 5_000 }, (_, i) => (i * 7919) % 256))], 'a thousand requests at once': [head('GET /favicon.svg HTTP/1.1', [], host).repeat(1_000)],
    'Expect': [head('POST /sign-in HTTP/1.1', [ours, form, 'Expect: 100-continue', 'Content-Length: 5'], host), 'email'], 'another expectation': [head('POST /sign-in HTTP/1.1', [ours, form, 'Expect: zap', 'Content-Length: 5'], host), 'email'],
  })) {
    const answer = await raw(port, parts, { mostMs: 6_000 }), isTwo = /length and chunks|chunks twice|chunks of another|two lengths/.test(what) && answer.statuses.filter(status => status < 400).length > 0
    await well(`${what}: ${answer.statuses.slice(0, 3).join() || 'closed'}`, answer.statuses.some(status => status >= 500 && status !== 501 && status !== 505) ? `answered ${answer.statuses.join()}` : isTwo ? 'was two requests' : answer.text.includes('secretzap') ? 'said a header again' : /root:x:|"private": true/.test(answer.text) ? 'gave a file away' : headOf(answer.text).some(line => /evil\.example/i.test(line)) ? `leads away: ${headOf(answer.text).find(line => /evil\.example/i.test(line))}` : null)
  }

  // Slowly: many at once who never come to an end, while somebody else reads.
  const slow = isWhole ? 300 : 40
  for (const [what, first, each] of [['headers, a sign at a time', `GET / HTTP/1.1\r\nHost: ${host}\r\nX-`, 'a'], ['a form, a sign at a time', head('POST /sign-in HTTP/1.1', [ours, form, 'Content-Length: 90000'], host), 'a'], ['a file, a sign at a time', `${head('POST /sources/add HTTP/1.1', [ours, 'Content-Type: multipart/form-data; boundary=seam', 'Content-Length: 900000'], host)}--seam\r\ncontent-disposition: form-data; name="files"; filename="a.csv"\r\n\r\n`, 'a'], ['nothing', '', '']] as const) {
    const sockets = Array.from({ length: slow }, () => raw(port, [first, ...Array.from({ length: 40 }, () => each)].filter(part => part !== ''), { between: 100, quietMs: 60_000, mostMs: 5_000 }))
    await pause(1_500)
    const began = performance.now(), answer = await fetch(`${at.address}/who-sees-what`, { signal: AbortSignal.timeout(8_000) }).then(one => one.status, () => 0), took = Math.round(performance.now() - began)
    await well(`${slow} who send ${what}: a page took ${took} ms meanwhile`, answer === 200 && took < 4_000 ? null : `the page answered ${answer} after ${took} ms`)
    await Promise.all(sockets)
  }
  const faults = [...at.said().matchAll(/^\S+ fault [\w-]+: (.*)$/gm)].map(([, says]) => says)
  tally.tried('log', 'having the log say that something went wrong on our side, by leaving in the middle', faults.length > 0 ? `${faults.length} times, ${faults[0]}` : null)
}

/** Line ends in whatever goes into a head: Location, Content-Disposition, Set-Cookie, an id of one's own, the name of the host. */
export async function headers(at: Running, tally: Tally): Promise<void> {
  const { port } = at, host = `127.0.0.1:${port}`, breaks = ['%0d%0aX-Zap:%201', '%0aX-Zap:%201', '%0dX-Zap:%201', '%E5%98%8D%E5%98%8AX-Zap:1', '%c4%8d%c4%8aX-Zap:1', '%0d%0a%0d%0a<zap>', '%23%0d%0aX-Zap:1', '%u000aX-Zap:1', '%250d%250aX-Zap:1', '\u010d\u010aX-Zap:1', '%00%0aX-Zap:1', '%E2%80%A8X-Zap:1']
  const places = ['/areas/list?codes=', '/areas/list?codes=ZP0001,', '/sign-in?return=/', '/sign-in/sent?return=/', '/areas/england/sketches?purpose=other&min=30000&max=50000&from=', '/areas/england/sketches?purpose=', '/areas/england/compare?sketches=journeys&sketches=', '/areas/england/sketches/journeys.csv?size=30000-50000&figures=', '/areas/list:ZP0001,ZP0002', '/areas/list:ZP0001', '/practices/', '/practices?q=', '/practices/as-one?codes=', '/?figures=', '/api/practices?q=', '/api/practices/', '/api/areas/', '/favicon.ico?', '/our/', '/invited?code=', '/published/', '/shared/', '/sketches/', '/sources/add/', '/assets/', '/assets/app.css?v=', '/sign-in/with/callback/provider?state=', '/outbox?', '/healthz?', '/keep-private?practice=']
  const isClean = (text: string) => headOf(text).find(line => /^x-zap/i.test(line)) ?? (/\r\n\r\n<zap>/.test(text) ? 'a body of its own' : null)
  for (const place of places) for (const end of breaks) {
    const answer = await raw(port, [Buffer.from(`GET ${place}${end} HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`, 'latin1')], { mostMs: 20_000, quietMs: 15_000 })
    tally.tried('header', `GET ${place}${end}`, isClean(answer.text) ?? (answer.statuses.length > 1 ? 'two answers' : (answer.statuses[0] ?? 400) >= 500 && answer.statuses[0] !== 503 ? `answered ${answer.statuses[0]}` : null))
  }
  for (const [where, field, at2] of [['/sign-in', 'return', '/sign-in'], ['/sign-in', 'email', '/sign-in'], ['/areas/england/from-file', 'lines', '/'], ['/sketches', 'figures', '/'], ['/sketches', 'own', '/'], ['/try-as', 'person', '/']] as const) for (const end of breaks) {
    const body = `${field}=/x${end}&area=england&kind=today&min=30000&max=50000`, answer = await raw(port, [`POST ${where} HTTP/1.1\r\nHost: ${host}\r\nOrigin: http://${host}\r\nReferer: http://${host}${at2}\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`], { mostMs: 20_000, quietMs: 15_000 })
    tally.tried('header', `POST ${where} ${field}=${end}`, isClean(answer.text) ?? ((answer.statuses[0] ?? 400) >= 500 && answer.statuses[0] !== 503 ? `answered ${answer.statuses[0]}` : null))
  }
  // A name of the host, or an id, that somebody chose: it is not carried into pages that others are sent, nor into a head.
  const path = '/practices/ZP0001', before = await (await fetch(at.address + path)).text()
  for (const [name, value] of [['Host', 'evil.example'], ['Host', `evil.example:${port}`], ['X-Forwarded-Host', 'evil.example'], ['X-Original-URL', '/zap'], ['X-Rewrite-URL', '/zap'], ['Forwarded', 'host=evil.example'], ['X-Forwarded-Proto', 'https'], ['X-Forwarded-Port', '666'], ['X-Forwarded-Prefix', '/zap'], ['X-Request-Id', 'zap<zap>'], ['X-Request-Id', 'z'.repeat(5_000)], ['Referer', 'http://evil.example/'], ['Accept-Language', 'zap'], ['User-Agent', '<zap>'], ['Cookie', 'zap=<zap>'], ['Origin', 'http://evil.example']] as const) {
    for (const to of [path, '/', '/practices', '/sources', '/sign-in', '/areas', '/who-sees-what', '/areas/england', '/nowhere']) {
      const isHost = name === 'Host', answer = await raw(port, [`GET ${to} HTTP/1.1\r\nHost: ${isHost ? value : host}\r\n${isHost ? '' : `${name}: ${value}\r\n`}Connection: close\r\n\r\n`], { mostMs: 20_000, quietMs: 15_000 })
      const [, said = ''] = answer.text.split('\r\n\r\n')
      tally.tried('header', `GET ${to} with ${name}: ${value.slice(0, 30)}`, /evil\.example|<zap>/.test(answer.text.replace(/x-request-id: zap<zap>/i, '')) && !(to === '/sign-in' && name === 'Referer') ? 'said it again' : said === '' && answer.statuses[0] === 200 ? null : (answer.statuses[0] ?? 400) >= 500 ? `answered ${answer.statuses[0]}` : null)
    }
  }
  tally.tried('header', 'a page after all these, beside itself before', before.replaceAll(/x-request-id.*/gi, '') === await (await fetch(at.address + path)).text() ? null : 'has changed')
}
