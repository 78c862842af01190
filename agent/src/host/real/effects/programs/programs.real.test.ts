import { execFile } from 'node:child_process'
import {
  chmodSync,
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeAccount, type ThrowAwayAccount } from '../../../../../../tools/real/throw-away-account.ts'
import { createActAs } from './act-as.ts'
import { createFindProgram } from './find-program.ts'
import { createPrograms } from './programs.ts'
import { createRunProcess } from './run-process.ts'

const node = process.execPath
let owner: ThrowAwayAccount
let folder: string
beforeAll(() => {
  owner = makeAccount(['adm'])
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'programs-real-')))
})
afterAll(() => {
  owner.dispose()
  rmSync(folder, { recursive: true, force: true })
})

function programsOn(path: string | undefined, ownNode = node) {
  const find = createFindProgram(path)
  return createPrograms({ find, run: createRunProcess(createActAs({ ownUid: 0, ownNode, find })) })
}
const run = (programs: ReturnType<typeof programsOn>, script: string, file = node) =>
  programs.run(file, ['-e', script], { owner, env: { A: '1' }, cwd: '/', timeoutMs: 20_000 })

const rights = `
  const status = fs.readFileSync('/proc/self/status', 'utf8')
  const line = (name) => status.match(new RegExp('^' + name + ':[ \\\\t]*(.*)$', 'm'))[1].trim().split(/\\s+/)
  console.log(JSON.stringify({ uid: line('Uid'), gid: line('Gid'), groups: line('Groups').filter(Boolean).map(Number),
    caps: [...line('CapEff'), ...line('CapPrm'), ...line('CapAmb')], nnp: line('NoNewPrivs'), env: process.env }))`

test('with setpriv a program has the user, groups and rights of its owner, and no way back', async () => {
  const { stdout } = await run(programsOn(undefined), rights)
  const [uid, gid, none] = [String(owner.uid), String(owner.gid), '0000000000000000']
  const adm = Number(/^adm:x:(\d+):/m.exec(readFileSync('/etc/group', 'utf8'))?.[1])
  expect(JSON.parse(stdout)).toEqual({
    uid: [uid, uid, uid, uid],
    gid: [gid, gid, gid, gid],
    groups: [owner.gid, adm].sort((a, b) => a - b),
    caps: [none, none, none],
    nnp: ['1'],
    env: { A: '1' },
  })
})

test('without setpriv a program keeps none of the groups and rights of root', async () => {
  const { stdout } = await run(programsOn('/nowhere'), rights)
  const uid = String(owner.uid)
  expect(JSON.parse(stdout)).toMatchObject({
    uid: [uid, uid, uid, uid],
    groups: [],
    caps: ['0000000000000000', '0000000000000000', '0000000000000000'],
  })
})

test('a user that the machine has no account for has its number and no groups', async () => {
  const unknown = { uid: 54_321, gid: 54_322, name: '54321', home: '/' }
  const script = 'console.log(process.getuid(), process.getgid(), process.getgroups().join())'
  const options = { owner: unknown, env: {}, cwd: '/', timeoutMs: 20_000 }
  const { stdout } = await programsOn(undefined).run(node, ['-e', script], options)
  expect(stdout).toBe('54321 54322 54322\n')
})

test('a program that ends at once is heard each time', async () => {
  const programs = programsOn(undefined)
  const options = { owner, env: {}, cwd: '/', timeoutMs: 20_000 }
  const runs = Array.from({ length: 20 }, () => programs.run(node, ['--no-such-option'], options))
  expect((await Promise.all(runs)).map(({ code }) => code)).toEqual(Array.from({ length: 20 }, () => 9))
})

test('a setpriv that knows nothing of this is not used', async () => {
  const bin = join(folder, 'bin')
  mkdirSync(bin)
  writeFileSync(join(bin, 'setpriv'), '#!/bin/sh\necho "BusyBox v1.35.0 multi-call binary" >&2; exit 1\n', {
    mode: 0o755,
  })
  const { stdout } = await run(programsOn(bin), 'console.log(process.getuid())')
  expect(stdout).toBe(`${owner.uid}\n`)
})

test.each([undefined, '/nowhere'])("the agent's own Node runs for an owner who cannot reach it", async (path) => {
  const hidden = join(mkdtempSync(join(folder, 'hidden-')), 'node')
  copyFileSync(node, hidden)
  chmodSync(hidden, 0o755)
  const { stdout } = await run(programsOn(path, hidden), 'console.log(process.getuid())', hidden)
  expect(stdout).toBe(`${owner.uid}\n`)
})

test('another program that its owner cannot reach is denied', async () => {
  const hidden = join(mkdtempSync(join(folder, 'hidden-')), 'node')
  copyFileSync(node, hidden)
  await expect(run(programsOn('/nowhere'), '', hidden)).rejects.toMatchObject({ reason: 'denied' })
})

test('the program of another user does not outlive an agent that is killed', async () => {
  const modules = ['act-as', 'find-program', 'run-process'].map((file) => new URL(`${file}.ts`, import.meta.url).href)
  const agent = `
    const [{ createActAs }, { createFindProgram }, { createRunProcess }] =
      await Promise.all(${JSON.stringify(modules)}.map((url) => import(url)))
    const find = createFindProgram(undefined)
    const run = createRunProcess(createActAs({ ownUid: 0, ownNode: process.execPath, find }))
    const onLine = (_, line) => { console.log(line); process.kill(process.pid, 'SIGKILL') }
    await run(process.execPath, ['-e', 'console.log(process.pid); setInterval(() => {}, 1000)'],
      { owner: ${JSON.stringify(owner)}, env: {}, cwd: '/', timeoutMs: 20000, onLine })`
  const { promise, resolve } = Promise.withResolvers<string>()
  execFile(node, ['--input-type=module', '-e', agent], (_error, stdout) => resolve(stdout))
  const pid = Number(await promise)
  expect(pid).toBeGreaterThan(1)
  await expect.poll(() => stateOf(pid), { timeout: 3000, interval: 20 }).toMatch(/^(gone|Z)$/)
})

function stateOf(pid: number): string {
  try {
    return /^\d+ \(.*\) (\S)/s.exec(readFileSync(`/proc/${pid}/stat`, 'utf8'))?.[1] ?? '?'
  } catch {
    return 'gone'
  }
}
