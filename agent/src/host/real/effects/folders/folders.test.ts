import { execFileSync } from 'node:child_process'
import {
  existsSync,
  linkSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Place } from '../../../effects.ts'
import { createActAs } from '../programs/act-as.ts'
import { createFindProgram } from '../programs/find-program.ts'
import { createRunProcess } from '../programs/run-process.ts'
import { createFolders } from './folders.ts'
import { createRunFolderWork } from './run-folder-work.ts'

const { uid, gid, username: name, homedir: home } = userInfo()
const node = process.execPath
const run = createRunProcess(createActAs({ ownUid: uid, ownNode: node, find: createFindProgram(undefined) }))
const inThread = createFolders({ ownUid: uid, work: createRunFolderWork({ run, ownUid: uid, node }) })
/** Takes every owner for somebody else, so that the work is done in a process, here of the same user. */
const inProcess = createFolders({ ownUid: uid, work: createRunFolderWork({ run, ownUid: -1, node }) })
const both = [inThread, inProcess]

let outside: string
let root: string
let place: Place
beforeEach(() => {
  outside = realpathSync(mkdtempSync(join(tmpdir(), 'folders-')))
  root = join(outside, 'root')
  mkdirSync(root)
  writeFileSync(join(outside, 'secret'), 'theirs')
  place = { owner: { uid, gid, name, home }, root }
})
afterEach(() => rmSync(outside, { recursive: true, force: true }))
const text = (value: string) => Buffer.from(value)
const unsafe = { reason: 'unsafe' }

test.each(both)('directories are made with their parents and exactly their mode', async (folders) => {
  await folders.makeDirectory(join(root, 'a/b'), { ...place, mode: 0o775 })
  expect(statSync(join(root, 'a')).mode & 0o7777).toBe(0o775)
  expect(statSync(join(root, 'a/b')).mode & 0o7777).toBe(0o775)
})

test('a directory that is there stays as it is', async () => {
  mkdirSync(join(root, 'a'), { mode: 0o700 })
  writeFileSync(join(root, 'a/file'), 'kept')
  await inThread.makeDirectory(join(root, 'a'), { ...place, mode: 0o755 })
  expect(statSync(join(root, 'a')).mode & 0o7777).toBe(0o700)
  expect(readFileSync(join(root, 'a/file'), 'utf8')).toBe('kept')
})

test.each(both)('a file is written with its bytes and mode, and nothing else is left', async (folders) => {
  const bytes = Uint8Array.from({ length: 300_000 }, (_, index) => index % 256)
  await folders.writeFile(join(root, 'a'), bytes, { ...place, mode: 0o640 })
  expect(new Uint8Array(readFileSync(join(root, 'a')))).toEqual(bytes)
  expect(statSync(join(root, 'a')).mode & 0o7777).toBe(0o640)
  expect(readdirSync(root)).toEqual(['a'])
})

test('a file is replaced, not written into: another name of it keeps its content', async () => {
  linkSync(join(outside, 'secret'), join(root, 'a'))
  writeFileSync(join(root, '.a.new'), 'left by a crash')
  await inThread.writeFile(join(root, 'a'), text('mine'), { ...place, mode: 0o600 })
  expect(readFileSync(join(root, 'a'), 'utf8')).toBe('mine')
  expect(readFileSync(join(outside, 'secret'), 'utf8')).toBe('theirs')
})

test('a symlink in place of the temporary file is not followed', async () => {
  symlinkSync(join(outside, 'secret'), join(root, '.a.new'))
  await inThread.writeFile(join(root, 'a'), text('mine'), { ...place, mode: 0o600 })
  expect(readFileSync(join(outside, 'secret'), 'utf8')).toBe('theirs')
})

test.each([
  ['a symlink', () => symlinkSync(join(outside, 'secret'), join(root, 'a'))],
  ['a directory', () => mkdirSync(join(root, 'a'))],
  ['a pipe', () => void execFileSync('mkfifo', [join(root, 'a')])],
])('%s in place of the file is refused and stays', async (_, make) => {
  make()
  const before = lstatSync(join(root, 'a'))
  await expect(inThread.writeFile(join(root, 'a'), text('x'), { ...place, mode: 0o600 })).rejects.toMatchObject(unsafe)
  expect(lstatSync(join(root, 'a')).ino).toBe(before.ino)
  expect(readFileSync(join(outside, 'secret'), 'utf8')).toBe('theirs')
})

test.each(both)('a symlink in the middle of the path is refused by every verb', async (folders) => {
  mkdirSync(join(outside, 'elsewhere/b'), { recursive: true })
  writeFileSync(join(outside, 'elsewhere/a'), 'theirs')
  symlinkSync(join(outside, 'elsewhere'), join(root, 'way'))
  const a = join(root, 'way/a')
  const mode = 0o700
  await expect(folders.makeDirectory(join(root, 'way/c'), { ...place, mode })).rejects.toMatchObject(unsafe)
  await expect(folders.writeFile(a, text('x'), { ...place, mode })).rejects.toMatchObject(unsafe)
  await expect(folders.switchLink(join(root, 'way/l'), 'a', place)).rejects.toMatchObject(unsafe)
  await expect(folders.rename(a, join(root, 'taken'), place)).rejects.toMatchObject(unsafe)
  await expect(folders.remove(a, place)).rejects.toMatchObject(unsafe)
  await expect(folders.measure(join(root, 'way'), place)).rejects.toMatchObject(unsafe)
  expect(readdirSync(join(outside, 'elsewhere')).sort()).toEqual(['a', 'b'])
})

test.each(['../secret', 'a/../../secret', './a', 'a//b', '', '/secret'])('the path %j is refused', async (way) => {
  const path = `${root}/${way}`
  await expect(inThread.writeFile(path, text('x'), { ...place, mode: 0o600 })).rejects.toMatchObject(unsafe)
  await expect(inThread.remove(path, place)).rejects.toMatchObject(unsafe)
  expect(readFileSync(join(outside, 'secret'), 'utf8')).toBe('theirs')
})

test('a root that is a symlink, relative, or the whole disk is refused', async () => {
  symlinkSync(root, join(outside, 'alias'))
  symlinkSync(outside, join(outside, 'around'))
  for (const wrong of [
    join(outside, 'alias'),
    join(outside, 'around/root'),
    'root',
    '/',
    `${root}/`,
    `${root}/../root`,
  ]) {
    const write = inThread.writeFile(`${wrong}/a`, text('x'), { ...place, root: wrong, mode: 0o600 })
    await expect(write, wrong).rejects.toMatchObject(unsafe)
  }
  expect(readdirSync(root)).toEqual([])
})

test('bits beyond read, write and execute are refused', async () => {
  const write = inThread.writeFile(join(root, 'a'), text('x'), { ...place, mode: 0o4755 })
  await expect(write).rejects.toMatchObject(unsafe)
})

test.each(both)('a link is pointed elsewhere in one step', async (folders) => {
  await folders.switchLink(join(root, 'current'), 'generations/1', place)
  await folders.switchLink(join(root, 'current'), join(root, 'generations/2'), place)
  expect(readlinkSync(join(root, 'current'))).toBe(join(root, 'generations/2'))
  expect(readdirSync(root)).toEqual(['current'])
})

test('a link out of the root, or in place of a file, is refused', async () => {
  writeFileSync(join(root, 'file'), '')
  await expect(inThread.switchLink(join(root, 'l'), '../secret', place)).rejects.toMatchObject(unsafe)
  await expect(inThread.switchLink(join(root, 'l'), '/etc', place)).rejects.toMatchObject(unsafe)
  await expect(inThread.switchLink(join(root, 'file'), 'x', place)).rejects.toMatchObject(unsafe)
})

test.each(both)('a folder is renamed, but over nothing that is there', async (folders) => {
  mkdirSync(join(root, 'staged/inner'), { recursive: true })
  mkdirSync(join(root, 'taken'))
  await expect(folders.rename(join(root, 'staged'), join(root, 'taken'), place)).rejects.toMatchObject({
    reason: 'failed',
  })
  await folders.rename(join(root, 'staged'), join(root, 'final'), place)
  expect(existsSync(join(root, 'final/inner'))).toBe(true)
})

test.each(both)('a whole tree is removed, symlinks without what they point to', async (folders) => {
  mkdirSync(join(root, 'tree/a/b'), { recursive: true })
  writeFileSync(join(root, 'tree/a/file'), '')
  writeFileSync(Buffer.concat([Buffer.from(join(root, 'tree/')), Buffer.from([0xff, 0xfe])]), 'no name in UTF-8')
  symlinkSync(outside, join(root, 'tree/a/out'))
  execFileSync('mkfifo', [join(root, 'tree/pipe')])
  await folders.remove(join(root, 'tree'), place)
  await folders.remove(join(root, 'tree'), place)
  await folders.remove(join(root, 'none/at/all'), place)
  expect(readdirSync(root)).toEqual([])
  expect(readFileSync(join(outside, 'secret'), 'utf8')).toBe('theirs')
})

test('a tree that is too deep to be held open is refused', async () => {
  mkdirSync(join(root, 'deep', ...Array.from({ length: 205 }, () => 'd')), { recursive: true })
  await expect(inThread.remove(join(root, 'deep'), place)).rejects.toMatchObject(unsafe)
})

test.each(both)('the files of a tree are counted with their sizes', async (folders) => {
  mkdirSync(join(root, 'tree/a'), { recursive: true })
  writeFileSync(join(root, 'tree/one'), '12345')
  writeFileSync(join(root, 'tree/a/two'), '123')
  symlinkSync('../one', join(root, 'tree/a/link'))
  expect(await folders.measure(join(root, 'tree'), place)).toEqual({ bytes: 8, files: 2 })
})

test('what is not there and what may not be done are told apart', async () => {
  const failed = inThread.rename(join(root, 'none'), join(root, 'b'), place)
  await expect(failed).rejects.toMatchObject({ reason: 'failed', message: expect.stringContaining('ENOENT') })
  const notRoot = createFolders({ ownUid: 1000, work: createRunFolderWork({ run, ownUid: uid, node }) })
  await expect(notRoot.seal(join(root, 'a'), place)).rejects.toMatchObject({ reason: 'denied' })
})
