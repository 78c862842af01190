import { execFileSync } from 'node:child_process'
import {
  appendFileSync,
  chownSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { OpenLog } from '../host.ts'
import { createLogFiles } from './log-files.ts'

const logFiles = createLogFiles()
const me = process.getuid?.() ?? 0
let folder: string
let path: string
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'log-files-')))
  path = join(folder, 'gateway.log')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const open = (file: string, ownerUid = me) => logFiles.open(file, { ownerUid })
async function textOf(log: OpenLog | null, offset = 0): Promise<string | undefined> {
  const target = Buffer.alloc(100)
  return log === null ? undefined : target.toString('utf8', 0, await log.read(target, offset))
}

test('a file that is open stays the same one after it was renamed and removed, and tells when it was cut', async () => {
  writeFileSync(path, 'one\n')
  const log = await open(path)
  renameSync(path, join(folder, 'gateway.1.log'))
  appendFileSync(join(folder, 'gateway.1.log'), 'two\n')
  writeFileSync(path, 'other\n')
  expect(await textOf(log)).toBe('one\ntwo\n')
  expect(await textOf(log, 6)).toBe('o\n')
  truncateSync(join(folder, 'gateway.1.log'), 2)
  rmSync(join(folder, 'gateway.1.log'))
  expect(await log?.facts()).toMatchObject({ size: 2 })
  expect([await textOf(log), await textOf(log, 4)]).toEqual(['on', ''])
  await log?.close()
})

test('what is not there is null, and an empty list', async () => {
  expect(await open(path)).toBeNull()
  expect(await open(join(folder, 'none/gateway.log'))).toBeNull()
  expect(await logFiles.names(join(folder, 'none'), '')).toEqual([])
})

test('a link, a pipe, a folder and a device are refused at once', async () => {
  writeFileSync(join(folder, 'target'), 'secret')
  symlinkSync(join(folder, 'target'), join(folder, 'link'))
  execFileSync('mkfifo', [join(folder, 'pipe')])
  mkdirSync(join(folder, 'elsewhere'))
  writeFileSync(join(folder, 'elsewhere/a'), 'secret')
  symlinkSync(join(folder, 'elsewhere'), join(folder, 'state'))
  for (const name of ['link', 'pipe', 'elsewhere', 'state/a']) {
    await expect(open(join(folder, name))).rejects.toMatchObject({ name: 'HostError', reason: 'unsafe' })
  }
  await expect(open('/dev/null', 0)).rejects.toMatchObject({ reason: 'unsafe' })
})

test('a hard link to a file of somebody else is refused', async () => {
  writeFileSync(join(folder, 'theirs'), 'secret')
  if (me === 0) chownSync(join(folder, 'theirs'), 12_345, 12_345)
  linkSync(join(folder, 'theirs'), join(folder, 'linked'))
  await expect(open(join(folder, 'linked'), me === 0 ? me : me + 1)).rejects.toMatchObject({ reason: 'unsafe' })
})

test('of the names in a folder only those with the prefix are told', async () => {
  for (const name of ['gateway.log', 'gateway.1.log', 'other.log']) writeFileSync(join(folder, name), '')
  expect((await logFiles.names(folder, 'gateway')).sort()).toEqual(['gateway.1.log', 'gateway.log'])
})

test('whoever watches a folder is told the name of what changes in it', async () => {
  const changed = await new Promise<string | null>((resolve) => {
    const { close } = logFiles.watch(folder, (name) => {
      close()
      resolve(name)
    })
    writeFileSync(path, 'one\n')
  })
  expect(changed).toBe('gateway.log')
})

test('a folder that is not there is watched without a complaint', () => {
  expect(() => logFiles.watch(join(folder, 'none'), () => undefined).close()).not.toThrow()
})
