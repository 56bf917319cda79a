// Makes dist/: app.css from src/web/styles/app.scss and one script for each file of src/web/islands. Run by scripts/run.mjs when stale.
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import * as esbuild from 'esbuild'
import * as sass from 'sass'

const root = fileURLToPath(new URL('..', import.meta.url))
const dist = path.join(root, 'dist')
const islands = path.join(root, 'src/web/islands')
mkdirSync(dist, { recursive: true })

/** Whole or not at all: a page asking meanwhile gets the old file. */
function put(name, contents) {
  const target = path.join(dist, name)
  writeFileSync(`${target}.new`, contents)
  renameSync(`${target}.new`, target)
}

const css = sass.compile(path.join(root, 'src/web/styles/app.scss'), {
  style: 'compressed', loadPaths: [path.join(root, 'node_modules')], quietDeps: true, logger: sass.Logger.silent,
}).css
// The few small signs that the design system loads as pictures travel inside the styles, so that a page asks for nothing else.
const signs = path.join(root, 'node_modules/nhsuk-frontend/dist/nhsuk/assets/images')
put('app.css', css.replace(/url\("?\/assets\/images\/([\w-]+\.svg)"?\)/g, (_, name) => `url("data:image/svg+xml,${encodeURIComponent(readFileSync(path.join(signs, name), 'utf8').trim())}")`))

const entries = existsSync(islands) ? readdirSync(islands).filter(name => /\.ts$/.test(name) && !/\.test\.ts$/.test(name)) : []
const built = await esbuild.build({
  entryPoints: entries.map(name => path.join(islands, name)),
  outdir: dist, bundle: true, minify: true, format: 'esm', target: 'es2022', write: false, legalComments: 'none', logLevel: 'warning',
})
for (const file of built.outputFiles) put(path.basename(file.path), file.contents)
const kept = new Set(['app.css', '.stamp', ...built.outputFiles.map(file => path.basename(file.path))])
for (const name of readdirSync(dist)) if (!kept.has(name)) rmSync(path.join(dist, name), { recursive: true, force: true })
