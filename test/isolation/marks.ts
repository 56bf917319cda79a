import { inflateRawSync } from 'node:zlib'
import { uuidForm, wordForm } from './chance.ts'
import { rowsOf, tableNamed, tableNames } from './tables.ts'
import { itemOf, type AnyRow, type Asker, type TableName, type World } from './world.ts'

/**
 * Marks: the words and ids of a world by which it is told, wherever they turn up, whose row they are of. A mark may stand in several rows (an id of an
 * organisation in everything it owns); whoever may see one of these may be shown it.
 */
export interface Place { table: TableName; row: AnyRow; column: string }
export interface Marks {
  /** Where each mark stands. */
  places: Map<string, Place[]>
  /** Keys of links and codes of letters, which are kept in no row: who may be shown each. */
  secrets: Map<string, (asker: Asker) => boolean>
  /** The marks that are one row's own: its words and its id. */
  ownOf(table: TableName, row: AnyRow): string[]
}

export function marksOf(world: World): Marks {
  const places = new Map<string, Place[]>(), own = new Map<AnyRow, string[]>()
  for (const table of tableNames) for (const row of rowsOf(world, table)) for (const [column, value] of Object.entries(row)) {
    for (const mark of marksIn(textOfValue(value))) {
      places.set(mark, [...places.get(mark) ?? [], { table, row, column }])
      const { key, plain } = tableNamed(table), isItsId = key.length === 1 && key[0] === column && !plain.includes(column) && table !== 'person'
      if (isItsId || (!plain.includes(column) && /^zq/.test(mark) && !world.people.includes(mark))) own.set(row, [...own.get(row) ?? [], mark])
    }
  }
  const secrets = new Map<string, (asker: Asker) => boolean>()
  for (const { sketch, privateKey, looks } of world.links) {
    const mayOpen = (asker: Asker) => world.rows.sketch.some(each => each.id === sketch && 'key' in asker.viewer && asker.viewer.key?.equals(each.private_key))
    secrets.set(privateKey, mayOpen)
    for (const { number, key } of looks) secrets.set(key, asker => mayOpen(asker) || world.rows.sketch_share.some(each => each.sketch === sketch && each.number === number && 'key' in asker.viewer && asker.viewer.key?.equals(each.look_key)))
  }
  for (const code of world.codes.values()) secrets.set(code, () => false)
  return { places, secrets, ownOf: (_, row) => own.get(row) ?? [] }
}

const textOfValue = (value: unknown): string => (typeof value === 'string' ? value : value === null || Buffer.isBuffer(value) ? '' : JSON.stringify(value))

/** Every mark that stands in a text, each once. */
export function marksIn(text: string): Set<string> {
  return new Set([...text.matchAll(wordForm), ...text.matchAll(uuidForm)].map(([mark]) => mark.toLowerCase()))
}

/** Marks and secrets that stand in a text and that none of the askers may be shown, with whose they are; what the asker typed themselves is no news. */
export function strangeIn(world: World, marks: Marks, text: string, askers: readonly Asker[], typed: string): { mark: string; says: string; of: string }[] {
  const own = marksIn(typed), found: { mark: string; says: string; of: string }[] = []
  for (const mark of marksIn(text)) {
    const places = marks.places.get(mark)
    if (places === undefined || own.has(mark) || places.some(({ table, row }) => askers.some(asker => tableNamed(table).sees(row, asker, world) || tableNamed(table).byTheDoor?.(row, asker, world)))) continue
    found.push({ mark, says: placeInWords(world, places[0]!), of: classOf(world, places[0]!) })
  }
  for (const [secret, may] of marks.secrets) if (text.includes(secret) && !typed.includes(secret) && !askers.some(may)) found.push({ mark: secret, says: 'a key or a code', of: 'key' })
  return found
}

/** As what a row is kept: one of the five classes for items and what hangs on them; else the name of its table. */
export function classOf(world: World, { table, row }: Pick<Place, 'table' | 'row'>): string {
  const item = table === 'item' ? row : typeof row['item'] === 'string' ? itemOf(world, row['item']) : undefined
  return table === 'looking' ? String(row['seen_as']) : table === 'share' ? 'named' : item === undefined ? table : String((item as AnyRow)['kept_as'])
}

export function placeInWords(world: World, { table, row, column }: Place): string {
  return `${table}.${column} of ${tableNamed(table).key.map(key => String(row[key])).join(' ')} (${classOf(world, { table, row })})`
}

/** Everything an answer says, packed or not: text of pages, JSON and files, and what stands in the parts of an Excel or Word file. */
export function textOf(bytes: Buffer): string {
  if (bytes.length > 30 && bytes.readUInt32LE(0) === 0x04034b50) return partsOf(bytes).join('\n')
  return bytes.toString('utf8')
}

/** The parts of a ZIP file, by the list at its end. */
function partsOf(zip: Buffer): string[] {
  const end = zip.lastIndexOf(Buffer.from([0x50, 0x4b, 5, 6])), parts: string[] = []
  for (let at = zip.readUInt32LE(end + 16), left = zip.readUInt16LE(end + 10); left > 0; left--) {
    const [method, packed, name, extra, comment, begins] = [zip.readUInt16LE(at + 10), zip.readUInt32LE(at + 20), zip.readUInt16LE(at + 28), zip.readUInt16LE(at + 30), zip.readUInt16LE(at + 32), zip.readUInt32LE(at + 42)] as const
    const from = begins + 30 + zip.readUInt16LE(begins + 26) + zip.readUInt16LE(begins + 28), body = zip.subarray(from, from + packed)
    parts.push(zip.toString('utf8', at + 46, at + 46 + name), (method === 0 ? body : inflateRawSync(body)).toString('utf8'))
    at += 46 + name + extra + comment
  }
  return parts
}
