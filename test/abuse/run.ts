/**
 * The abuse suite: `node --import tsx test/abuse/run.ts [size] [seed]`. Size 1 is the whole; 0 the few of each that run with the tests. Ends in one line,
 * "abuse: N attempts, S succeeded", and fails when one succeeded, fewer were made than there ought to be, or a route was not found to be attacked.
 */
import setup from '../house/database.ts'
import { abuse } from './suite.ts'
import type { Kind } from './tally.ts'

/** Attempts the whole makes at least, of each kind, about half of what there are: fewer means that something was not found to be attacked. */
const leastOf: Record<Kind, number> = {
  'cross-site': 4_000, 'link': 800, 'identifier': 3_000, 'malformed': 2_500, 'extra field': 100, 'odd value': 8_000, 'stored text': 13_000, 'reflected text': 900, 'formula': 2_600, 'policy': 800, 'session': 240, 'redirect': 600, 'guessing': 350, 'enumeration': 20,
  'flood': 60, 'header': 280, 'log': 450, 'browser': 70,
}
const LEAST_TAKEN = 60

const size = Number(process.argv[2] ?? 1), seed = Number(process.argv[3] ?? 1)
if (!(size >= 0 && size <= 1) || !Number.isSafeInteger(seed)) {
  console.error(`The abuse suite takes a size from 0 to 1 and a seed, a whole number: not “${process.argv.slice(2, 4).join(' ')}”.`)
  process.exit(2)
}
const stop = setup(), began = performance.now()
try {
  const tally = await abuse({ size, seed, say: line => console.log(line) }), few = size < 1 ? [] : Object.entries(leastOf).filter(([kind, least]) => (tally.attempts.get(kind as Kind) ?? 0) < least), taken = [...tally.controls.keys()].filter(name => name.startsWith('taken ')).length
  console.log(`\nSeed ${seed}, size ${size}, ${Math.round((performance.now() - began) / 1000)} s`)
  for (const [kind, count] of [...tally.attempts].sort(([a], [b]) => (a < b ? -1 : 1))) console.log(`  ${kind}: ${count}`)
  console.log('Controls')
  for (const [name, count] of tally.controls) if (!name.startsWith('taken ')) console.log(`  ${name}: ${count}`)
  if (size > 0) console.log(`  routes whose form does something when our own page sends it: ${taken}`)
  for (const note of tally.notes) console.log(`  note: ${note}`)
  for (const missed of tally.missed) console.log(`  MISSED: ${missed}`)
  for (const { kind, what, says } of tally.successes) console.log(`SUCCEEDED ${kind}: ${what}: ${says}`)
  for (const [kind, least] of few) console.log(`Too few: ${tally.attempts.get(kind as Kind) ?? 0} attempts of ${kind}, where ${least} were expected`)
  if (size >= 1 && taken < LEAST_TAKEN) console.log(`Too few: ${taken} forms that do something, where ${LEAST_TAKEN} were expected`)
  process.exitCode = tally.successes.length > 0 || (size > 0 && tally.missed.length > 0) || few.length > 0 || (size >= 1 && taken < LEAST_TAKEN) ? 1 : 0
  console.log(`abuse: ${tally.total} attempts, ${tally.successes.length} succeeded`)
} finally { await stop() }
