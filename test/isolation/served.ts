import { request as send } from 'node:http'
import { HTTPException } from 'hono/http-exception'
import { listen } from '#server/http.ts'
import { openLog } from '#server/log.ts'
import { createApp } from '#web/app.tsx'
import { marksIn } from './marks.ts'
import type { Probing } from './pages.ts'

/**
 * The same site as it is served, over a real connection, with its log: what goes wrong is made to go wrong at addresses that hold ids and keys, and none of them, and no word of
 * anybody's, is in a line of the log. `/healthz`, which is no page of the site, says how it is and nothing else.
 */
export async function probeLog({ rig, marks, tally }: Probing): Promise<void> {
  const lines: string[] = [], log = openLog(line => { lines.push(line) }, () => rig.world.now)
  const { world } = rig, desk = { ...rig.desk, host: { ...rig.desk.host, report: (fault: unknown, id: string) => log.fault(fault, id) } }
  // Everything asked of rooms and sketches fails, with whatever the database says of a broken query over everything there is.
  const broken = new Proxy({}, { get: () => async () => { throw new HTTPException(500, { cause: await rig.db.selectFrom('item').select('nothing' as 'id').execute().catch((fault: unknown) => fault) }) } }) as never
  const app = createApp({ ...desk, rooms: broken, sketchbook: broken })
  const { port, close } = await listen({ fetch: (request, env) => app.fetch(request, env), isHealthy: async () => true }, { host: '127.0.0.1', port: 0 }, log)
  try {
    const [organisation, item, link] = [world.rows.organisation[0]!, world.rows.item[0]!, world.links[0]!]
    for (const path of [`/our/${organisation.id}`, `/our/${organisation.id}/kept/${item.id}`, `/our/${organisation.id}/notes?q=${world.rows.person[0]!.name}`, `/published/${item.id}`, `/sketches/${link.privateKey}`, `/shared/${link.looks[0]!.key}`, `/invited?code=${[...world.codes.values()][0]!}`, '/healthz']) {
      const { status, body } = await get(port, path, world.people[0]!)
      tally.count('the log of a server')
      if (path !== '/healthz' && status !== 500) tally.found({ kind: 'missing', where: 'log', of: 'log', says: `${path} was to fail and answered ${status}` })
      if (path === '/healthz' && body !== 'ok\n') tally.found({ kind: 'told', where: 'GET /healthz', of: 'page', says: `says “${body}”` })
      for (const mark of marksIn(body)) if (marks.places.has(mark) && mark !== world.people[0]) tally.found({ kind: 'shown', where: 'log', of: 'page', says: `an error page shows ${mark} [${path}]` })
    }
  } finally {
    await close()
  }
  const text = lines.join('\n')
  if (lines.length === 0) tally.found({ kind: 'missing', where: 'log', of: 'log', says: 'nothing was logged, so nothing was proved' })
  for (const word of [...marksIn(text)].filter(mark => marks.places.has(mark)).concat([...marks.secrets.keys()].filter(secret => text.includes(secret)))) tally.found({ kind: 'shown', where: 'log', of: 'log', says: `the log has ${word}` })
}

function get(port: number, path: string, person: string): Promise<{ status: number; body: string }> {
  return new Promise((resolve, reject) => {
    const asked = send({ host: '127.0.0.1', port, path, headers: { 'x-person-of-the-test': person } }, answer => {
      let body = ''
      answer.setEncoding('utf8')
      answer.on('data', (piece: string) => { body += piece })
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, body }))
    })
    asked.on('error', reject)
    asked.end()
  })
}
