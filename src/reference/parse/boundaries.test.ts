import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import fc from 'fast-check'
import { describe, expect, onTestFinished, test } from 'vitest'
import { featuresOf } from './boundaries.ts'

function onDisc(text: string): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'alongside-outlines-')), file = path.join(folder, 'a.geojson')
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  writeFileSync(file, text)
  return file
}

const read = async (file: string, pieceBytes?: number) => { const all: { text: string; line: number }[] = []; for await (const each of featuresOf(file, pieceBytes)) all.push(each); return all }

describe('features of a file of outlines', () => {
  const value = fc.jsonValue({ maxDepth: 3, stringUnit: 'grapheme' }), feature = fc.dictionary(fc.string({ unit: 'grapheme' }), value), gap = fc.stringMatching(/^[ \n]{0,4}$/)

  test('come out whole and with the line each begins on, in whatever pieces the file is read', async () => {
    await fc.assert(fc.asyncProperty(fc.array(fc.tuple(gap, feature, fc.boolean()), { maxLength: 6 }), gap, fc.integer({ min: 1, max: 40 }), async (features, end, pieceBytes) => {
      let text = '{"type":"FeatureCollection",\n "features" : ['
      const written = features.map(([before, each, isWide], i) => {
        text += `${i === 0 ? '' : ','}${before}`
        const line = text.split('\n').length, one = JSON.stringify(each, null, isWide ? 1 : 0)
        text += one
        return { text: one, line }
      })
      expect(await read(onDisc(`${text}${end}]}`), pieceBytes)).toEqual(written)
    }), { numRuns: 150 })
  })

  test('cut short in any place are said to be, with the line the file ends on', async () => {
    const text = '{"features":[\n{"a":"}]\\"{"},\n{"b":[1,\n2]}\n]}', last = text.lastIndexOf(']')
    for (let at = text.indexOf('[') + 1; at <= last; at++) await expect(read(onDisc(text.slice(0, at)), 3), text.slice(0, at)).rejects.toMatchObject({ fault: { code: 'cut-short', line: text.slice(0, at).split('\n').length } })
    expect(await read(onDisc(text), 3)).toHaveLength(2)
  })

  test('longer than any outline is are refused by their number and line, before the file ends', async () => {
    const file = onDisc(`{"features":[\n{"a":1},\n{"b":"${'x'.repeat(50 << 20)}"`)
    await expect(read(file)).rejects.toMatchObject({ fault: { code: 'too-large', line: 3, column: 'feature 2' } })
  })
})
