import { execFile } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Owner, ProgramOptions, Programs } from '../../../effects.ts'
import { createActAs } from './act-as.ts'
import { createFindProgram } from './find-program.ts'
import { createPrograms } from './programs.ts'
import { createRunProcess } from './run-process.ts'

const { uid, gid, username: name, homedir: home } = userInfo()
const me: Owner = { uid, gid, name, home }
const node = process.execPath
let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'programs-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

function programsOn(path: string | undefined, ownUid = uid): Programs {
  const find = createFindProgram(path)
  return createPrograms({ find, run: createRunProcess(createActAs({ ownUid, ownNode: node, find })) })
}
/** Once with setpriv where the machine has it, once as on a machine without. */
const both = [programsOn(undefined), programsOn('/nowhere')]
const [programs = programsOn(undefined)] = both

const run = (script: string, options: Partial<ProgramOptions> = {}, on = programs) =>
  on.run(node, ['-e', script], { owner: me, env: {}, cwd: folder, timeoutMs: 20_000, ...options })

/** Says the ids of the child and of itself, and stays. */
const startsAChild = `
  const { pid } = require('node:child_process').spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'])
  console.log(pid + ' ' + process.pid)
  setInterval(() => {}, 1000)`

test.each(both)('a program gets its arguments, folder, input and exactly its environment', async (on) => {
  const script =
    'console.log(JSON.stringify([process.argv[1], process.cwd(), process.env, fs.readFileSync(0, "utf8")]))'
  const options = { owner: me, env: { A: '1' }, cwd: folder, timeoutMs: 20_000, stdin: 'ä' }
  const { code, signal, stdout } = await on.run(node, ['-e', script, '; touch x'], options)
  expect({ code, signal }).toEqual({ code: 0, signal: null })
  expect(JSON.parse(stdout)).toEqual(['; touch x', folder, { A: '1' }, 'ä'])
})

test.each(both)('the code of a program that fails is told, with what it said', async (on) => {
  expect(await run('console.error("no"); process.exit(7)', {}, on)).toEqual({
    code: 7,
    signal: null,
    stdout: '',
    stderr: 'no\n',
  })
})

test('the signal that ended a program is told', async () => {
  expect(await run('process.kill(process.pid, "SIGABRT")')).toMatchObject({ code: null, signal: 'SIGABRT' })
})

test.each(both)('a program that is not there could not be started', async (on) => {
  const options = { owner: me, env: {}, cwd: folder, timeoutMs: 20_000 }
  await expect(on.run(join(folder, 'none'), [], options)).rejects.toMatchObject({ reason: 'failed' })
  await expect(on.run('node', [], options)).rejects.toMatchObject({ reason: 'failed' })
})

test.each(both)('a file that may not be run is denied', async (on) => {
  writeFileSync(join(folder, 'text'), 'no program', { mode: 0o644 })
  const options = { owner: me, env: {}, cwd: folder, timeoutMs: 20_000 }
  await expect(on.run(join(folder, 'text'), [], options)).rejects.toMatchObject({ reason: 'denied' })
})

test('a folder that is not there is named', async () => {
  await expect(run('', { cwd: join(folder, 'none') })).rejects.toThrow(/none: ENOENT/)
})

test('lines come as they are printed, without colours', async () => {
  const lines: string[] = []
  const script = 'process.stdout.write("\\x1b[31mred\\x1b[0m\\r\\n10%\\r20%\\n\\nlast"); console.error("bad")'
  await run(script, { onLine: (stream, line) => lines.push(`${stream} ${line}`) })
  expect(lines.filter((line) => line.startsWith('stdout'))).toEqual([
    'stdout red',
    'stdout 10%',
    'stdout 20%',
    'stdout last',
  ])
  expect(lines).toContain('stderr bad')
})

test('of a long output the end is kept', async () => {
  const { stdout } = await run('process.stdout.write("ab€".repeat(100000) + "end")', { maxOutputBytes: 7 })
  expect(stdout).toBe('b€end')
})

test('a caller that throws on a line ends the program', async () => {
  const script = 'console.log("one"); setInterval(() => {}, 1000)'
  const onLine = () => {
    throw new Error('enough')
  }
  await expect(run(script, { onLine })).rejects.toThrow(/refused/)
})

test('a program that takes too long is ended', async () => {
  const ended = run('setInterval(() => {}, 1000)', { timeoutMs: 100 })
  await expect(ended).rejects.toMatchObject({ reason: 'timeout', message: expect.stringContaining('100 ms') })
})

test.each(both)('a program that is cancelled ends with its children', async (on) => {
  const stop = new AbortController()
  let child = 0
  const onLine = (_: string, line: string) => {
    child = Number(line.split(' ')[0])
    stop.abort()
  }
  await expect(run(startsAChild, { signal: stop.signal, onLine }, on)).rejects.toMatchObject({ reason: 'failed' })
  await expectEnded(child)
})

test.each([
  ['with setpriv', process.env.PATH],
  ['without', '/nowhere'],
])('no program outlives an agent that is killed, %s', async (_, path) => {
  const modules = Object.fromEntries(
    ['act-as', 'find-program', 'run-process'].map((file) => [file, new URL(`${file}.ts`, import.meta.url).href]),
  )
  const agent = `
    const [{ createActAs }, { createFindProgram }, { createRunProcess }] =
      await Promise.all(${JSON.stringify(Object.values(modules))}.map((url) => import(url)))
    const find = createFindProgram(${JSON.stringify(path)})
    const run = createRunProcess(createActAs({ ownUid: ${uid}, ownNode: process.execPath, find }))
    const onLine = (_, line) => {
      console.log(line)
      process.kill(process.pid, 'SIGKILL')
    }
    await run(process.execPath, ['-e', ${JSON.stringify(startsAChild)}],
      { owner: ${JSON.stringify(me)}, env: {}, cwd: '/', timeoutMs: 20000, onLine })`
  const { promise, resolve } = Promise.withResolvers<string>()
  execFile(node, ['--input-type=module', '-e', agent], (_error, stdout) => resolve(stdout))
  const [child, parent] = (await promise).trim().split(' ').map(Number)
  await expectEnded(child ?? 0)
  await expectEnded(parent ?? 0)
})

test('a program that ignores TERM is killed', async () => {
  const script = 'process.on("SIGTERM", () => {}); setInterval(() => {}, 1000); console.log("ready")'
  const stop = new AbortController()
  const started = performance.now()
  const ended = run(script, { signal: stop.signal, onLine: () => stop.abort() })
  await expect(ended).rejects.toMatchObject({ reason: 'failed', message: expect.stringContaining('cancelled') })
  expect(performance.now() - started).toBeGreaterThan(1900)
})

test('nothing is started when it is cancelled already', async () => {
  const script = 'fs.writeFileSync("ran", "")'
  await expect(run(script, { signal: AbortSignal.abort() })).rejects.toThrow('cancelled')
  expect(() => readFileSync(join(folder, 'ran'))).toThrow()
})

test('what a program leaves behind in its group ends with it', async () => {
  const script = `
    const child = require('node:child_process').spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'],
      { stdio: 'inherit' })
    console.log(child.pid)
    child.unref()
    setTimeout(() => process.exit(0), 50)`
  const { code, stdout } = await run(script)
  expect(code).toBe(0)
  await expectEnded(Number(stdout))
})

test('somebody who is not root acts as nobody else', async () => {
  const other = programsOn(undefined, uid === 0 ? 1000 : uid)
  const owner = { ...me, uid: uid + 77, name: 'other' }
  await expect(run('', { owner }, other)).rejects.toMatchObject({ reason: 'denied' })
})

test('root starts nothing of another user with variables of the loader', async () => {
  const owner = { ...me, uid: uid + 77, name: 'other' }
  const asRoot = programsOn(undefined, 0)
  const env = { LD_PRELOAD: '/tmp/theirs.so' }
  await expect(run('', { owner, env }, asRoot)).rejects.toMatchObject({ reason: 'unsafe' })
})

test('a program is found on the search path, a folder, a file without rights and a relative folder are not', async () => {
  mkdirSync(join(folder, 'a/tool'), { recursive: true })
  mkdirSync(join(folder, 'b'))
  mkdirSync(join(folder, 'c'))
  writeFileSync(join(folder, 'b/tool'), '')
  writeFileSync(join(folder, 'c/tool'), '')
  chmodSync(join(folder, 'c/tool'), 0o755)
  const find = createFindProgram(['a', 'b', 'c'].map((name) => join(folder, name)).join(':'))
  expect(await find('tool')).toBe(join(folder, 'c/tool'))
  expect(await find('none')).toBeNull()
  expect(await find('../c/tool')).toBeNull()
  expect(await createFindProgram(':.:tools')('tool')).toBeNull()
})

async function expectEnded(pid: number): Promise<void> {
  expect(pid).toBeGreaterThan(1)
  await expect.poll(() => stateOf(pid), { timeout: 3000, interval: 20 }).toMatch(/^(gone|Z)$/)
}

function stateOf(pid: number): string {
  try {
    return /^\d+ \(.*\) (\S)/s.exec(readFileSync(`/proc/${pid}/stat`, 'utf8'))?.[1] ?? '?'
  } catch {
    return 'gone'
  }
}
