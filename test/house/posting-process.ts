import { connect } from '#records/connect.ts'
import { openPost } from '#server/post.ts'
import { settings } from '#server/settings.ts'

/** A process that carries letters until it is killed: for tests of what is lost with it. Database and settings come as JSON. */
const { config, env } = JSON.parse(process.argv[2]!) as { config: Parameters<typeof connect>[0]; env: Record<string, string> }
const { db } = await connect(config)
openPost({ db, settings: settings(env), log: { line: () => {}, fault: () => {} }, now: () => new Date() })
