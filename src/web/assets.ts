import { createHash } from 'node:crypto'
import { existsSync, readFileSync, statSync } from 'node:fs'
import { extname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** What scripts/build.mjs left in dist/: styles, scripts and whatever they load. Every file is addressed with its own checksum, so a browser may keep it for good. */

const folder = fileURLToPath(new URL('../../dist/', import.meta.url))
const types: Record<string, string> = {
  '.css': 'text/css; charset=utf-8', '.js': 'text/javascript; charset=utf-8', '.mjs': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml', '.json': 'application/json', '.map': 'application/json', '.png': 'image/png', '.ico': 'image/x-icon',
}

interface Asset { body: Buffer; type: string; version: string; readAt: number; lookedAt: number }
const held = new Map<string, Asset>()

/** Every page names two files; to look at them on disc each time takes as long as a table. */
const lookEveryMilliseconds = 1_000

/** null when the build has not made it, or the name reaches outside dist/. Read again, within a second, when the build has replaced it. */
function assetNamed(name: string): Asset | null {
  const known = held.get(name), now = performance.now()
  if (known && now - known.lookedAt < lookEveryMilliseconds) return known
  if (!/^[\w.-]+$/.test(name)) return null
  const path = join(folder, name)
  if (!existsSync(path)) return null
  const changedAt = statSync(path).mtimeMs
  if (known && known.readAt === changedAt) {
    known.lookedAt = now
    return known
  }
  const body = readFileSync(path)
  const asset = { body, type: types[extname(name)] ?? 'application/octet-stream', version: createHash('sha256').update(body).digest('hex').slice(0, 10), readAt: changedAt, lookedAt: now }
  held.set(name, asset)
  return asset
}

/** "/assets/app.css?v=1f0c…": the checksum changes with the file. */
export function assetPath(name: string): string {
  const asset = assetNamed(name)
  return asset ? `/assets/${name}?v=${asset.version}` : `/assets/${name}`
}

/** The file with headers that let a browser keep it: for a year when asked for by its checksum, else for no time at all. */
export function assetResponse(name: string, version: string | undefined): Response | null {
  const asset = assetNamed(name)
  if (!asset) return null
  return new Response(new Uint8Array(asset.body), { headers: {
    'content-type': asset.type, 'x-content-type-options': 'nosniff',
    'cache-control': version === asset.version ? 'public, max-age=31536000, immutable' : 'no-cache',
  } })
}

