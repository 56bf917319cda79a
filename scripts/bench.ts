/** `npm run bench -- NAME [arguments]` runs scripts/bench/NAME.ts; without a name it lists them. */
import { readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const folder = fileURLToPath(new URL('./bench/', import.meta.url))
const benches = readdirSync(folder).filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts')).map((file) => file.slice(0, -3)).sort()
const name = process.argv[2]

if (name && benches.includes(name)) {
  process.argv.splice(2, 1)
  await import(new URL(`./bench/${name}.ts`, import.meta.url).href)
} else {
  console.error(name ? `There is no bench called ${name}.` : 'Which bench?', benches.length ? `There are: ${benches.join(', ')}.` : 'There are none yet.')
  process.exitCode = 2
}
