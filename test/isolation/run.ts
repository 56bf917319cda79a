/**
 * The isolation suite from a terminal: `node --import tsx test/isolation/run.ts [whole|short] [seed]`. Prints how many probes each route, table and command had, then each leak,
 * then one line: how many probes, how many leaks. Fails on a leak, on something undeclared, and on having asked too little to prove anything.
 */
import setup from '../house/database.ts'
import { everything, undeclaredRoutes, undeclaredTables, undeclaredVerbs } from './declared.ts'
import { openRig } from './rig.ts'
import { runSuite, sizes } from './suite.ts'
import { makeWorld } from './tables.ts'

const name = process.argv[2] === 'short' ? 'short' : 'whole', seed = Number(process.argv[3] ?? 20_260_203), say = (line: string) => { process.stderr.write(`${line}\n`) }
say(`isolation: ${name}, seed ${seed}`)
const letGo = setup()
let failed = true
try {
  const rig = await openRig(makeWorld(seed))
  try {
    const undeclared = [...undeclaredRoutes(everything(rig.desk)), ...await undeclaredTables(rig.db), ...undeclaredVerbs()]
    const { tally, timings, missing } = await runSuite(rig, sizes[name], seed, say)
    for (const [what, times] of [...tally.probes].sort(([a], [b]) => (a < b ? -1 : 1))) console.log(`${String(times).padStart(7)}  ${what}${tally.accepted.has(what) ? ` (${tally.accepted.get(what)} taken)` : ''}`)
    if (timings.length > 0) console.log('How much longer it takes to be told "not found" of what is somebody else\'s than of what does not exist, ms (median of pairs asked in turns):')
    for (const { where, pairs, theirsMs, differenceMs } of timings) console.log(`${differenceMs.toFixed(2).padStart(7)} of ${theirsMs.toFixed(2)}, ${pairs} pairs: ${where}`)
    for (const line of [...undeclared, ...missing]) console.log(`not proved: ${line}`)
    for (const { kind, where, of, says } of tally.leaks.slice(0, 200)) console.log(`leak: ${kind}, ${where}, ${of}: ${says}`)
    console.log(`isolation: ${tally.total} probes, ${tally.leaks.length} leaks`)
    failed = tally.leaks.length > 0 || undeclared.length > 0 || missing.length > 0
  } finally {
    await rig.close()
  }
} finally {
  await letGo()
}
process.exitCode = failed ? 1 : 0
