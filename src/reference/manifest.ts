import manifest from '../../data/manifest.json' with { type: 'json' }
import type { DataSet } from '#domain/position/release.ts'
import type { World } from '#domain/words.ts'

/** Who publishes a data set and on what terms, as data/manifest.json has it; the invented county publishes its own. */
export function publisherOf(dataSet: DataSet, world: World): { publisher: string; licence: string } {
  if (world === 'invented') return { publisher: 'Carrowshire Invented Statistics', licence: 'Invented figures: no licence needed' }
  const found = manifest.dataSets.find(each => each.dataSet === dataSet)
  if (!found) throw new Error(`invariant broken: data/manifest.json has no entry for ${dataSet}`)
  return { publisher: found.publisher, licence: found.licence }
}
