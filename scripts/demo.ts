import { resolve } from 'node:path'
import { writeCounty } from '../test/town/county.ts'

/** Writes the invented county's files to the folder named, in the publishers' own form: `node scripts/demo.ts FOLDER`. */
const folder = process.argv[2]
if (folder === undefined) {
  console.error('Say where: node scripts/demo.ts FOLDER. The invented county is written there, about twenty files.')
  process.exitCode = 2
} else {
  const written = await writeCounty(resolve(folder))
  console.log(`Wrote ${written.length} files of the invented county to ${resolve(folder)}.`)
}
