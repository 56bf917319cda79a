/**
 * The abuse suite: `node --import tsx test/abuse/run.ts [size] [seed]`. Size 1 is the whole; 0 the few of each that run with the tests. Ends in one line,
 * "abuse: N attempts, S succeeded", and fails when one succeeded, fewer were made than there ought to be, or a route was not found to be attacked.
 */
import setup from '../house/database.ts'
import { abuse } from './suite.ts'

/** Attempts the whole makes at least: fewer means that something was not found to be attacked. */
const LEAST = 20_000, LEAST_TAKEN = 45

const size = Number(process.argv[2] ?? 1), seed = Number(process.argv[3] ?? 1), stop = setup(), began = performance.now()
try {
  const tally = await abuse({ size, seed, say: line => console.log(line) }), least = LEAST * Math.min(1, size), taken = [...tally.controls.keys()].filter(name => name.startsWith('taken ')).length
  console.log(`\nSeed ${seed}, size ${size}, ${Math.round((performance.now() - began) / 1000)} s`)
  for (const [kind, count] of [...tally.attempts].sort(([a], [b]) => (a < b ? -1 : 1))) console.log(`  ${kind}: ${count}`)
  console.log('Controls')
  for (const [name, count] of tally.controls) if (!name.startsWith('taken ')) console.log(`  ${name}: ${count}`)
  if (size > 0) console.log(`  routes whose form does something when our own page sends it: ${taken}`)
  for (const note of tally.notes) console.log(`  note: ${note}`)
  for (const missed of tally.missed) console.log(`  MISSED: ${missed}`)
  for (const { kind, what, says } of tally.successes) console.log(`SUCCEEDED ${kind}: ${what}: ${says}`)
  if (tally.total < least) console.log(`Too few: ${tally.total} attempts, where ${least} were expected`)
  if (size >= 1 && taken < LEAST_TAKEN) console.log(`Too few: ${taken} forms that do something, where ${LEAST_TAKEN} were expected`)
  process.exitCode = tally.successes.length > 0 || (size > 0 && tally.missed.length > 0) || tally.total < least || (size >= 1 && taken < LEAST_TAKEN) ? 1 : 0
  console.log(`abuse: ${tally.total} attempts, ${tally.successes.length} succeeded`)
} finally { await stop() }
