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

/** What a published file looks like from outside, enough to tell it from an error page or a part of itself. */
export type DownloadForm = 'csv' | 'zip' | 'geojson'

/** Where a published file is had: from an address of its own, or from a page where somebody chooses the month. */
export type Download = { dataSet: DataSet; title: string; file: string } & (
  /** `{day}` in the name stands for the day it is fetched, for files that tell no day themselves and are true of the day they are served. */
  | { form: DownloadForm; address: string; /** The one member of an archive that is kept; none keeps the file as it comes. */ member?: string }
  | { page: string; click: string })

interface Entry { dataSet: string; file: string; form?: string; address?: string; member?: string; page?: string; click?: string }

/** Every file that Alongside reads, those with an address of their own first. */
export function downloads(): Download[] {
  return (manifest.downloads as Entry[]).map(({ dataSet, file, form, address, member, page, click }) => {
    const known = manifest.dataSets.find(each => each.dataSet === dataSet)
    const what = { dataSet: dataSet as DataSet, title: known?.title ?? dataSet.replaceAll('-', ' '), file }
    return address === undefined ? { ...what, page: page ?? known?.page ?? '', click: click ?? '' } : { ...what, form: form as DownloadForm, address, ...(member === undefined ? {} : { member }) }
  })
}
