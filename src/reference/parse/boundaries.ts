import { createReadStream } from 'node:fs'
import type { DataSet, SmallAreaVintage } from '#domain/position/release.ts'
import { shown } from '../file-refusal.ts'
import { newlines } from '../text.ts'
import { FileFault } from '../unpack.ts'

/** Outlines as GeoJSON, in WGS84 degrees: small areas, districts or ICBs, told by the name of the property that holds the code. */
export interface BoundaryForm {
  kind: 'boundaries'
  dataSet: DataSet
  called: string
  /** Properties that may hold the code, by letters and digits: LSOA21CD, lsoa21_code, LAD24CD, ltla24_code, icb22_code … */
  code: RegExp
  name: RegExp
  good: RegExp
  expects: string
}

export const boundaryForms: BoundaryForm[] = [
  { kind: 'boundaries', dataSet: 'small-area-boundaries', called: 'boundaries of small areas', code: /^(lsoa|smallarea)(\d\d)?(cd|code)$/, name: /^(lsoa|smallarea)(\d\d)?(nm|name)$/, good: /^[A-Z]\d{8}$/, expects: 'a small-area code such as E01000001' },
  { kind: 'boundaries', dataSet: 'district-boundaries', called: 'boundaries of districts', code: /^(lad|ltla|district)(\d\d)?(cd|code)$/, name: /^(lad|ltla|district)(\d\d)?(nm|name)$/, good: /^[A-Z]\d{8}$/, expects: 'a district code such as E07000008' },
  { kind: 'boundaries', dataSet: 'icb-boundaries', called: 'boundaries of ICBs', code: /^icb(\d\d)?(cd|code)$/, name: /^icb(\d\d)?(nm|name)$/, good: /^[A-Z][A-Z0-9]{2,8}$/, expects: 'an ICB code such as E54000008' },
]

/** Codes of areas smaller than a district that we do not draw: a file that has one is about those, whatever else it names. */
const otherAreas = /^(oa|msoa|wd|ward|par|parish|pcon|lep|ccg|sicbl|ed|ced|ltplus)(\d\d)?(cd|code)$/

/** Which boundaries the beginning of a GeoJSON file speaks of; null for none that we know. */
export function recogniseBoundaries(head: string): BoundaryForm | null {
  if (!/"FeatureCollection"/.test(head)) return null
  const keys = new Set([...head.matchAll(/"([A-Za-z0-9_ ]{2,24})"\s*:/g)].map(match => plainKey(match[1]!)))
  const [smallAreas, ...larger] = boundaryForms
  const has = (form: BoundaryForm) => [...keys].some(key => form.code.test(key))
  if ([...keys].some(key => /^oa(\d\d)?(cd|code)$/.test(key))) return null
  if (has(smallAreas!)) return smallAreas!
  if ([...keys].some(key => otherAreas.test(key))) return null
  const named = larger.find(has)
  if (named) return named
  // A damaged copy, told by the codes themselves.
  if (!/"properties"/.test(head)) return null
  return /"E01\d{6}"/.test(head) ? boundaryForms[0]! : /"E0[6789]\d{6}"/.test(head) ? boundaryForms[1]! : /"E54\d{6}"/.test(head) ? boundaryForms[2]! : null
}

export interface BoundaryRow { code: string; name: string; geometry: string; west: number; south: number; east: number; north: number }

export interface BoundaryReading { rows: BoundaryRow[]; vintage: SmallAreaVintage | null }

/**
 * Reads a GeoJSON file feature by feature, in memory for one feature at a time beside the rows.
 * Refuses (throws FileFault, by line): JSON that is cut short or broken, a feature without code or outline, a code given twice,
 * rings of fewer than four points or not closed, and positions that are not WGS84 degrees.
 */
export async function readBoundaries(form: BoundaryForm, onDisc: string): Promise<BoundaryReading> {
  const rows: BoundaryRow[] = []
  const seen = new Set<string>()
  let vintage: SmallAreaVintage | null = null
  for await (const { text, line } of featuresOf(onDisc)) {
    // Publishers put a whole file on one line: the feature's number says more than the line's.
    const which = `feature ${rows.length + 1}`
    const { row, property } = readFeature(form, text, line, which)
    if (seen.has(row.code)) throw new FileFault({ code: 'given-twice', line, column: `${property} of ${which}`, expected: 'each code once', found: `${shown(row.code)} again` })
    seen.add(row.code)
    rows.push(row)
    if (form.dataSet === 'small-area-boundaries' && vintage === null) vintage = /21/.test(property) ? '2021' : /11/.test(property) ? '2011' : null
  }
  if (rows.length === 0) throw new FileFault({ code: 'no-rows', expected: 'at least one area', found: 'none' })
  if (form.dataSet === 'small-area-boundaries' && vintage === null) vintage = rows.some(row => row.code.startsWith('E01') && row.code > 'E01033768') ? '2021' : '2011'
  return { rows, vintage }
}

function readFeature(form: BoundaryForm, text: string, line: number, which: string): { row: BoundaryRow; property: string } {
  const feature = parsed(text, line, which)
  const properties = asRecord(feature['properties'])
  const property = Object.keys(properties ?? {}).find(key => form.code.test(plainKey(key)))
  if (!properties || property === undefined) throw new FileFault({ code: 'missing-column', line, column: `properties of ${which}`, expected: `a property with ${form.expects}`, found: shown(Object.keys(properties ?? {}).join(', ')) })
  const code = properties[property]
  if (typeof code !== 'string' || !form.good.test(code)) throw new FileFault({ code: 'bad-value', line, column: `${property} of ${which}`, expected: form.expects, found: shown(String(code ?? '')) })
  const named = Object.entries(properties).find(([key]) => form.name.test(plainKey(key)))?.[1]
  const name = typeof named === 'string' && named !== '' ? named : code
  const geometry = asRecord(feature['geometry'])
  const fault = (found: string, expected: string): FileFault => new FileFault({ code: 'bad-outline', line, column: `geometry of ${which}, ${code}`, expected, found })
  if (!geometry || (geometry['type'] !== 'Polygon' && geometry['type'] !== 'MultiPolygon')) throw fault(shown(String(geometry?.['type'] ?? '')), 'a Polygon or MultiPolygon')
  const polygons: unknown = geometry['type'] === 'Polygon' ? [geometry['coordinates']] : geometry['coordinates']
  const box = { west: 180, south: 90, east: -180, north: -90 }
  if (!Array.isArray(polygons) || polygons.length === 0) throw fault('none', 'at least one ring')
  for (const polygon of polygons as unknown[]) {
    if (!Array.isArray(polygon) || polygon.length === 0) throw fault('none', 'at least one ring')
    for (const ring of polygon as unknown[]) {
      if (!Array.isArray(ring) || ring.length < 4) throw fault(Array.isArray(ring) ? String(ring.length) : 'none', 'rings of at least 4 positions')
      for (const position of ring as unknown[]) {
        const [lon, lat] = Array.isArray(position) ? position as unknown[] : []
        if (typeof lon !== 'number' || typeof lat !== 'number') throw fault(shown(JSON.stringify(position) ?? ''), 'positions of two numbers')
        if (!(Math.abs(lon) <= 180 && Math.abs(lat) <= 90)) throw fault(`[${lon}, ${lat}]`, 'positions in WGS84 degrees, longitude then latitude')
        if (lon < box.west) box.west = lon
        if (lon > box.east) box.east = lon
        if (lat < box.south) box.south = lat
        if (lat > box.north) box.north = lat
      }
      const first = ring[0] as number[], last = ring[ring.length - 1] as number[]
      if (first[0] !== last[0] || first[1] !== last[1]) throw fault(`${JSON.stringify(first)} and ${JSON.stringify(last)}`, 'rings that end where they begin')
    }
  }
  // Swapped columns and other countries: everything here lies in the United Kingdom.
  if (box.south < 49 || box.north > 61.5 || box.west < -9 || box.east > 2.5) throw fault(`[${box.west}, ${box.south}] to [${box.east}, ${box.north}]`, 'positions within the United Kingdom, longitude then latitude')
  return { row: { code, name, geometry: JSON.stringify({ type: geometry['type'], coordinates: geometry['coordinates'] }), ...box }, property }
}

function parsed(text: string, line: number, which: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text)
    const record = asRecord(value)
    if (record) return record
  } catch { /* said below */ }
  throw new FileFault({ code: 'bad-json', line, column: which, expected: 'a GeoJSON feature', found: shown(text.slice(0, 40)) })
}

/** Many times the longest published outline; the positions of a feature take ten times the memory of its text. */
const longestFeature = 48 << 20

/**
 * Features of a FeatureCollection, each as its JSON text and the line it begins on. Streams: the file may be larger than a string can be, and each sign is looked at
 * once, in the piece it came in.
 * @param pieceBytes how much is read at a time
 */
export async function* featuresOf(onDisc: string, pieceBytes = 1 << 20): AsyncGenerator<{ text: string; line: number }> {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  let opening = '', line = 1, isInFeatures = false, isOver = false
  let depth = 0, isInString = false, isEscaped = false, whole = 0
  let begun: string[] = [], length = 0, begunLine = 1 // the feature that is being read
  for await (const chunk of createReadStream(onDisc, { highWaterMark: pieceBytes })) {
    let piece = ''
    try { piece = decoder.decode(chunk as Buffer, { stream: true }) } catch {
      throw new FileFault({ code: 'encoding', line: line + newlines(opening), expected: 'text in UTF-8', found: 'bytes that are not' })
    }
    if (!isInFeatures) {
      opening += piece
      const found = /"features"\s*:\s*\[/.exec(opening)
      if (!found) {
        if (opening.length > 8 << 20) break
        continue
      }
      isInFeatures = true
      const after = found.index + found[0].length
      line += newlines(opening.slice(0, after))
      piece = opening.slice(after)
      opening = ''
    }
    let from = 0, counted = 0
    for (let at = 0; at < piece.length; at++) {
      const c = piece.charCodeAt(at)
      if (isInString) {
        if (isEscaped) isEscaped = false
        else if (c === 92) isEscaped = true
        else if (c === 34) isInString = false
        continue
      }
      if (c === 34) isInString = true
      else if (c === 123 || c === 91) {
        if (depth === 0) {
          line += newlines(piece.slice(counted, at))
          from = counted = at
          begunLine = line
        }
        depth++
      } else if (c === 125 || c === 93) {
        if (depth === 0) { isOver = true; break }
        depth--
        if (depth === 0) {
          begun.push(piece.slice(from, at + 1))
          yield { text: begun.join(''), line: begunLine }
          whole++
          begun = []
          length = 0
        }
      }
    }
    if (isOver) break
    line += newlines(piece.slice(counted))
    if (depth === 0) continue
    begun.push(piece.slice(from))
    length += piece.length - from
    if (length > longestFeature) throw new FileFault({ code: 'too-large', line: begunLine, column: `feature ${whole + 1}`, expected: `features of at most ${longestFeature >> 20} million characters`, found: 'a longer one' })
  }
  if (!isInFeatures) throw new FileFault({ code: 'bad-json', line: 1, expected: 'a list of features', found: 'none' })
  if (!isOver) throw new FileFault({ code: 'cut-short', line, expected: 'the end of the list of features', found: `the end of the file after ${whole} whole ones: it may be cut short` })
}

function plainKey(key: string): string {
  return key.toLowerCase().replace(/[^a-z0-9]/g, '')
}

function asRecord(value: unknown): Record<string, unknown> | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value as Record<string, unknown> : null
}
