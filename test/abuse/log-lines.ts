import { readFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { embeddedPostgres } from '#server/postgres.ts'
import { raw, type Running } from './process.ts'
import type { Tally } from './tally.ts'

/** What must never be read in a log: a mark for each place it was put, keys, codes, addresses of people, and signs that do something to whoever reads it. */
const secrets = {
  token: 'ZapTokenZapTokenZapTokenZapToken', key: 'ZapKey_ZapKey-ZapKey0123', code: 'ZAPZ-0ZAP-ZAP0-ZZAP', email: 'zap.reader@penmarsh.example', cookie: 'zapcookiezapcookiezapcookie', password: 'zap word of many words', uuid: 'aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeezap0'.replace('zap0', 'e9a0'), practice: 'zap notes about a partner',
} as const
const signs = { 'a line end': '%0a2026-01-01T00:00:00Z forged', 'a return': '%0d2026-01-01T00:00:00Z forged', 'both': '%0d%0a2026-01-01T00:00:00Z forged', 'a line separator': '%E2%80%A82026-01-01T00:00:00Z forged', 'next line': '%C2%852026-01-01T00:00:00Z forged', 'colours': '%1b[31mzapred%1b[0m', 'a title': '%1b]0;zap%07', 'eight-bit escapes': '%C2%9b31mzapred', 'backspaces': '%08%08%08zap', 'NUL': '%00zap', 'turned round': '%E2%80%AEzap', 'nothing to see': '%E2%80%8Bzap' }

/** Takes away tables that most of what is asked needs, as a migration gone wrong would; answers how they are put back. */
async function withoutTables(postgres: string): Promise<() => Promise<void>> {
  const server = await embeddedPostgres(postgres, { patienceMs: 20_000 }), above = new pg.Client({ ...server.superuser, database: server.plain.database! })
  await above.connect()
  const tables = ['accounts.session', 'accounts.verification', 'public.invitation', 'public.sketch']
  for (const table of tables) await above.query(`alter table ${table} rename to gone_for_a_while_${table.split('.')[1]}`)
  return async () => {
    for (const table of tables) await above.query(`alter table ${table.split('.')[0]}.gone_for_a_while_${table.split('.')[1]} rename to ${table.split('.')[1]}`)
    await above.end()
    await server.release()
  }
}

/**
 * Asks with marks in every place there is: well, while the database is down, and while tables are missing from it, so that requests fail on our side. Then reads every line: each begins as the log's own
 * do, no sign in it does anything, and no mark, key, code or address of a person is there.
 */
export async function logLines(at: Running, tally: Tally, stopDatabase: boolean): Promise<void> {
  const { port } = at, host = `127.0.0.1:${port}`, sent: string[] = []
  const ask = async (what: string, line: string, headers: string[] = [], body = '') => {
    sent.push(what)
    await raw(port, [Buffer.from(`${line} HTTP/1.1\r\nHost: ${host}\r\n${headers.map(one => `${one}\r\n`).join('')}${body === '' ? '' : `Content-Length: ${Buffer.byteLength(body)}\r\n`}Connection: close\r\n\r\n${body}`, 'utf8')], { mostMs: 15_000, quietMs: 10_000 })
  }
  const everything = async () => {
    for (const [name, secret] of Object.entries(secrets)) {
      const said = encodeURIComponent(secret)
      for (const place of [`/sketches/${'k1'.repeat(12)}/practices/`, `/sketches/${'k1'.repeat(12)}/what-for/`, `/sketches/${'k1'.repeat(12)}/hospitals/`, '/sign-in/link?token=', '/invited?code=', '/sketches/', '/shared/', '/our/', '/published/', '/sign-in?return=/', '/practices?q=', '/account/', '/sources/add/', '/our/x/kept/', '/nowhere/']) await ask(`${name} in ${place}`, `GET ${place}${said}`, [`Cookie: alongside.session_token=${secrets.cookie}.${'A'.repeat(43)}=`])
      for (const header of ['User-Agent', 'Referer', 'X-Request-Id', 'X-Forwarded-For', 'Authorization', 'Cookie', 'Accept-Language', 'Sec-Fetch-Site', 'Origin', 'If-None-Match']) await ask(`${name} in ${header}`, 'GET /account', [`${header}: ${header === 'Cookie' ? `alongside.session_token=${said}; zap=${said}` : secret}`])
      for (const [where, box] of [['/sign-in', 'email'], ['/sign-in/link', 'token'], ['/sign-in/password', 'password'], ['/sign-in/password', 'email'], ['/sign-in/code', 'code'], ['/invited', 'code'], ['/our/x/notes/new', 'heading'], ['/sketches', 'area'], ['/sources/add', 'as-at'], [`/sketches/${secrets.key}/change`, 'practice'], ['/try-as', 'person']] as const) await ask(`${name} in ${box} of ${where}`, `POST ${where}`, [`Origin: http://${host}`, 'Content-Type: application/x-www-form-urlencoded', `Cookie: alongside.session_token=${secrets.cookie}`], `${box}=${said}&email=${encodeURIComponent(secrets.email)}&password=${encodeURIComponent(secrets.password)}`)
      for (const body of [`{"answer":"${secret}"`, `{"answer":{"id":"${secret}","response":{"clientDataJSON":"${secret}"}}}`]) await ask(`${name} in JSON`, 'POST /sign-in/passkey', [`Origin: http://${host}`, 'Content-Type: application/json'], body)
      await ask(`${name} in a form without an end`, 'POST /invited', [`Origin: http://${host}`, 'Content-Type: multipart/form-data; boundary=seam'], `--seam\r\ncontent-disposition: form-data; name="${secret}"\r\n\r\n${secret}`)
      await ask(`${name} in a file's name`, 'POST /sources/add', [`Origin: http://${host}`, 'Content-Type: multipart/form-data; boundary=seam'], `--seam\r\ncontent-disposition: form-data; name="files"; filename="${secret}.csv"\r\n\r\n${secret}\r\n--seam--\r\n`)
    }
    for (const [name, sign] of Object.entries(signs)) {
      for (const place of [`/sketches/${'k1'.repeat(12)}/practices/`, '/', '/our/', '/sketches/', '/practices/', '/sign-in/link?token=', '/account/', '/nowhere/']) await ask(`${name} in ${place}`, `GET ${place}${sign}`, ['Cookie: alongside.session_token=x'])
      await ask(`${name} in an address that a form is sent to`, `POST /sketches/${'k1'.repeat(12)}/larger/${sign}`, [`Origin: http://${host}`, 'Content-Type: application/x-www-form-urlencoded'], 'from=1')
      await ask(`${name} in a method`, `ZAP${decodeURIComponent(sign).replaceAll(/[^A-Z]/g, '')} /`)
      await ask(`${name} in a form`, 'POST /sign-in/password', [`Origin: http://${host}`, 'Content-Type: application/x-www-form-urlencoded'], `email=zap@penmarsh.example&password=${sign}`)
      await ask(`${name} in an id`, 'GET /account', [`X-Request-Id: ${decodeURIComponent(sign).replaceAll(/[\r\n\0]/g, '')}`, 'Cookie: alongside.session_token=x'])
    }
  }
  await everything()
  if (stopDatabase) {
    // The database goes away: what needs it fails on our side, and says so in the log.
    const pid = Number(readFileSync(path.join(at.folder, 'pg/postmaster.pid'), 'utf8').split('\n')[0])
    process.kill(pid, 'SIGINT')
    await pause(1_500)
    await everything()
    // It comes back by itself; then tables are missing from it, and what is said of each request that fails may hold what was asked.
    const back = await withoutTables(path.join(at.folder, 'pg'))
    await everything()
    await back()
    const faults = [...at.said().matchAll(/^\S+ fault /gm)].length
    if (faults < 20) tally.miss(`${faults} requests failed on our side while tables were missing, where 20 were expected`)
    tally.control('faults in the log', faults)
  }
  const said = at.said(), lines = said.split('\n').filter(line => line !== '')
  const own = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ (fault |(GET|POST|PUT|HEAD|DELETE|PATCH|OPTIONS|TRACE|CONNECT|[A-Z-]+) \/|Letters|Figures|Import|Upload|Rooms|Backup|[A-Z][a-z ]+)| {4}|Starting the database$|Connecting to the database$|Loading the invented county|Reading which figures|Moving the people of Penmarsh|Letters are not sent|Stopping$)/
  for (const what of sent) tally.tried('log', what)
  for (const line of lines) {
    const odd = /(?!\t)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u.exec(line)?.[0]
    if (!own.test(line)) tally.tried('log', 'a line of the log', `is not one of its own: ${JSON.stringify(line.slice(0, 200))}`)
    if (odd !== undefined) tally.tried('log', 'a line of the log', `has the sign ${JSON.stringify(odd)}: ${JSON.stringify(line.slice(0, 200))}`)
    if (/^\S+Z forged/.test(line)) tally.tried('log', 'a line of the log', `was written by somebody else: ${JSON.stringify(line.slice(0, 200))}`)
    const told = Object.entries(secrets).find(([, secret]) => [secret, encodeURIComponent(secret), secret.replaceAll(' ', '+')].some(one => line.includes(one)))
    if (told !== undefined) tally.tried('log', 'a line of the log', `tells the ${told[0]}: ${JSON.stringify(line.slice(0, 300))}`)
  }
  tally.control('lines of the log read', lines.length)
}
