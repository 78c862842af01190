import { execFileSync } from 'node:child_process'
import { chownSync, linkSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createOwnedFiles } from './owned-files.ts'

const files = createOwnedFiles()
const me = process.getuid?.() ?? 0
let folder: string
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'owned-')))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const read = (path: string, options: Partial<Parameters<typeof files.readText>[1]> = {}) =>
  files.readText(path, { ownerUid: me, maxBytes: 100, ...options })

test('a regular file of the owner is read', async () => {
  writeFileSync(join(folder, 'a'), 'hello')
  expect(await read(join(folder, 'a'))).toBe('hello')
})

test('what is not there is null, and an empty list', async () => {
  expect(await read(join(folder, 'none'))).toBeNull()
  expect(await files.facts(join(folder, 'none'))).toBeNull()
  expect(await files.resolve(join(folder, 'none'))).toBeNull()
  expect(await files.list(join(folder, 'none'))).toEqual([])
})

test('a symlink is refused', async () => {
  writeFileSync(join(folder, 'target'), 'secret')
  symlinkSync(join(folder, 'target'), join(folder, 'link'))
  await expect(read(join(folder, 'link'))).rejects.toMatchObject({ reason: 'unsafe' })
})

test('a folder on the way that is a symlink is refused', async () => {
  mkdirSync(join(folder, 'elsewhere'))
  writeFileSync(join(folder, 'elsewhere/a'), 'secret')
  symlinkSync(join(folder, 'elsewhere'), join(folder, 'state'))
  await expect(read(join(folder, 'state/a'))).rejects.toMatchObject({ reason: 'unsafe' })
})

test('a hard link to a file of somebody else is refused', async () => {
  writeFileSync(join(folder, 'theirs'), 'secret')
  if (me === 0) chownSync(join(folder, 'theirs'), 12_345, 12_345)
  linkSync(join(folder, 'theirs'), join(folder, 'linked'))
  const asked = me === 0 ? me : me + 1
  await expect(read(join(folder, 'linked'), { ownerUid: asked })).rejects.toMatchObject({ reason: 'unsafe' })
})

test('a pipe that nobody writes to is refused at once', async () => {
  execFileSync('mkfifo', [join(folder, 'pipe')])
  await expect(read(join(folder, 'pipe'))).rejects.toMatchObject({ reason: 'unsafe' })
})

test('a directory is refused', async () => {
  await expect(read(folder)).rejects.toMatchObject({ reason: 'unsafe' })
})

test('a file over the bound is refused, or read from its end', async () => {
  writeFileSync(join(folder, 'big'), `${'x'.repeat(100)}end`)
  await expect(read(join(folder, 'big'))).rejects.toMatchObject({ reason: 'too_large' })
  expect(await read(join(folder, 'big'), { maxBytes: 3, fromEnd: true })).toBe('end')
})

test('a file that claims to be empty and never ends is cut at the bound', async () => {
  await expect(read(`/proc/${process.pid}/status`, { maxBytes: 10 })).rejects.toMatchObject({ reason: 'too_large' })
})
