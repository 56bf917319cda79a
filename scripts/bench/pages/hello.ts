/**
 * The bare page that the bench of pages compares with, in a process of its own so that the product carries no route for it: the very app of
 * src/web/app.tsx with its whole middleware (compression, headers, origin check, rates, limits), served by src/server/http.ts as
 * `npm start` serves it, and one more route, /hello, which reads no figures, renders nothing and is sent as every page is. Behind it stands a desk with
 * nothing on it. So short an answer is not packed, as no page this short would be: what pages spend on packing counts against them.
 */
import { createApp } from '#web/app.tsx'
import { sendPage } from '#web/pack.ts'
import { listen } from '#server/http.ts'
import { openLog } from '#server/log.ts'
import { townDesk } from '../../../test/town/desk.ts'

const log = openLog(line => process.stderr.write(`${line}\n`), () => new Date())
const app = createApp({ ...townDesk({ editions: [] }), now: () => new Date() })
app.get('/hello', c => sendPage(c, 'Hello'))
const { port, close } = await listen({ fetch: app.fetch, isHealthy: async () => true }, { host: '127.0.0.1', port: 0 }, log)
process.on('SIGTERM', () => void close().then(() => process.exit(0)))
process.stdout.write(`Alongside is ready at http://localhost:${port}\n`)
