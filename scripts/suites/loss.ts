/**
 * `npm run suite -- loss [KILLS] [SEED]`: people write by the pages while something is killed at random, and every acknowledged write is looked for
 * afterwards. Fails when one is missing, when the application falls with its database, or when so few were written that it means nothing.
 */
import { lineOf, lose } from '../../test/loss/run.ts'
import { writes } from '../../test/loss/writes.ts'

const kills = Number(process.argv[2] ?? 50), seed = Number(process.argv[3] ?? Date.now() % 1_000_000)
const say = (line: string) => console.error(line)
say(`loss: ${kills} kills, seed ${seed}`)
const began = performance.now()
const loss = await lose({ kills, seed, writes, say })
for (const [what, milliseconds] of Object.entries(loss.backAfter)) {
  const sorted = milliseconds.toSorted((a, b) => a - b)
  say(`  ${what}: killed ${sorted.length} times, back after ${sorted[Math.floor(sorted.length / 2)]} ms (median), ${sorted.at(-1)} ms (longest)`)
}
if (loss.fell > 0) say(`  the application ended by itself ${loss.fell} times`)
say(`  ${Math.round((performance.now() - began) / 1000)} s in all, seed ${seed}`)
console.log(lineOf(loss))
process.exitCode = loss.missing.length === 0 && loss.fell === 0 && loss.isEnough ? 0 : 1
