import {
  chmodSync,
  chownSync,
  existsSync,
  linkSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { makeAccount, type ThrowAwayAccount } from '../../../../../../tools/real/throw-away-account.ts'
import type { Owner, Place } from '../../../effects.ts'
import { createActAs } from '../programs/act-as.ts'
import { createFindProgram } from '../programs/find-program.ts'
import { createRunProcess } from '../programs/run-process.ts'
import { createFolders } from './folders.ts'
import { createRunFolderWork } from './run-folder-work.ts'

const node = process.execPath
const run = createRunProcess(createActAs({ ownUid: 0, ownNode: node, find: createFindProgram(undefined) }))
const folders = createFolders({ ownUid: 0, work: createRunFolderWork({ run, ownUid: 0, node }) })
const root: Owner = { uid: 0, gid: 0, name: 'root', home: '/root' }
const denied = { reason: 'denied' }
const unsafe = { reason: 'unsafe' }

let owner: ThrowAwayAccount
let base: string
/** Of the owner. */
let theirs: Place
/** Of root, as the folder of generations is. */
let ours: Place
beforeEach(() => {
  owner = makeAccount()
  base = realpathSync(mkdtempSync(join(tmpdir(), 'folders-real-')))
  chmodSync(base, 0o755)
  mkdirSync(join(base, 'theirs'))
  chownSync(join(base, 'theirs'), owner.uid, owner.gid)
  mkdirSync(join(base, 'ours'), { mode: 0o755 })
  theirs = { owner, root: join(base, 'theirs') }
  ours = { owner, root: join(base, 'ours') }
})
afterEach(() => {
  owner.dispose()
  rmSync(base, { recursive: true, force: true })
})
const text = (value: string) => Buffer.from(value)

test('what a root agent writes for an owner belongs to the owner', async () => {
  await folders.makeDirectory(join(theirs.root, 'a/b'), { ...theirs, mode: 0o750 })
  await folders.writeFile(join(theirs.root, 'a/b/file'), text('mine'), { ...theirs, mode: 0o640 })
  await folders.switchLink(join(theirs.root, 'current'), 'a/b', theirs)
  for (const path of ['a', 'a/b', 'a/b/file', 'current']) {
    expect(lstatSync(join(theirs.root, path)), path).toMatchObject({ uid: owner.uid, gid: owner.gid })
  }
  expect(statSync(join(theirs.root, 'a/b/file')).mode & 0o7777).toBe(0o640)
  expect(await folders.measure(join(theirs.root, 'a'), theirs)).toEqual({ bytes: 4, files: 1 })
  await folders.rename(join(theirs.root, 'a'), join(theirs.root, 'c'), theirs)
  await folders.remove(join(theirs.root, 'c'), theirs)
  expect(existsSync(join(theirs.root, 'c'))).toBe(false)
})

test('the work for an owner has no more rights than the owner', async () => {
  writeFileSync(join(base, 'ours/kept'), 'ours', { mode: 0o600 })
  await expect(folders.writeFile(join(ours.root, 'kept'), text('x'), { ...ours, mode: 0o600 })).rejects.toMatchObject(
    denied,
  )
  await expect(folders.remove(join(ours.root, 'kept'), ours)).rejects.toMatchObject(denied)
  await expect(folders.rename(join(ours.root, 'kept'), join(ours.root, 'b'), ours)).rejects.toMatchObject(denied)
  await expect(folders.switchLink(join(ours.root, 'l'), 'kept', ours)).rejects.toMatchObject(denied)
  expect(readFileSync(join(base, 'ours/kept'), 'utf8')).toBe('ours')
})

test('in a folder of root an owner is given a directory, and it is taken away again', async () => {
  await folders.makeDirectory(join(ours.root, 'staged/inner'), { ...ours, mode: 0o755 })
  for (const path of ['staged', 'staged/inner']) {
    expect(lstatSync(join(ours.root, path)), path).toMatchObject({ uid: owner.uid, gid: owner.gid })
  }
  await folders.writeFile(join(ours.root, 'staged/inner/file'), text('x'), { ...ours, mode: 0o644 })
  await folders.remove(join(ours.root, 'staged'), ours)
  expect(existsSync(join(ours.root, 'staged'))).toBe(false)
  expect(lstatSync(ours.root).uid).toBe(0)
})

test('root does not walk through a folder of somebody else', async () => {
  const asRoot = { owner: root, root: base }
  await expect(
    folders.writeFile(join(base, 'theirs/file'), text('x'), { ...asRoot, mode: 0o600 }),
  ).rejects.toMatchObject(unsafe)
  await expect(folders.makeDirectory(join(base, 'theirs/a'), { ...asRoot, mode: 0o755 })).rejects.toMatchObject(unsafe)
  await expect(folders.remove(join(base, 'theirs/a/b'), asRoot)).rejects.toMatchObject(unsafe)
  const place = { owner: root, root: theirs.root }
  await expect(
    folders.writeFile(join(theirs.root, 'file'), text('x'), { ...place, mode: 0o600 }),
  ).rejects.toMatchObject(unsafe)
})

test('a symlink of the owner leads root nowhere', async () => {
  writeFileSync(join(base, 'ours/kept'), 'ours')
  symlinkSync(join(base, 'ours'), join(theirs.root, 'way'))
  await expect(folders.remove(join(theirs.root, 'way/kept'), theirs)).rejects.toMatchObject(unsafe)
  await expect(folders.makeDirectory(join(theirs.root, 'way/new'), { ...theirs, mode: 0o755 })).rejects.toMatchObject(
    unsafe,
  )
  await folders.remove(join(theirs.root, 'way'), theirs)
  expect(readFileSync(join(base, 'ours/kept'), 'utf8')).toBe('ours')
})

test('root removes a tree of somebody else, but not what its symlinks name', async () => {
  await folders.makeDirectory(join(ours.root, 'old/a'), { ...ours, mode: 0o700 })
  symlinkSync(join(base, 'theirs'), join(ours.root, 'old/a/out'))
  await folders.remove(join(ours.root, 'old'), { owner: root, root: ours.root })
  expect(existsSync(join(ours.root, 'old'))).toBe(false)
  expect(existsSync(theirs.root)).toBe(true)
})

test('a sealed tree belongs to root, everybody may read it, and its owner may change nothing', async () => {
  const tree = join(ours.root, 'staged')
  await folders.makeDirectory(join(tree, 'lib'), { ...ours, mode: 0o700 })
  await folders.writeFile(join(tree, 'lib/text'), text('x'), { ...ours, mode: 0o600 })
  await folders.writeFile(join(tree, 'lib/program'), text('x'), { ...ours, mode: 0o700 })
  await folders.switchLink(join(tree, 'bin'), 'lib', ours)
  chmodSync(join(tree, 'lib/program'), 0o4777)
  await folders.seal(tree, { owner: root, root: ours.root })
  const modeOf = (path: string) => (statSync(join(tree, path)).mode & 0o7777).toString(8)
  expect(['', 'lib', 'lib/text', 'lib/program'].map(modeOf)).toEqual(['755', '755', '644', '755'])
  for (const path of ['', 'lib', 'lib/text', 'lib/program', 'bin']) {
    expect(lstatSync(join(tree, path)), path).toMatchObject({ uid: 0, gid: 0 })
  }
  await expect(folders.writeFile(join(tree, 'lib/text'), text('y'), { ...ours, mode: 0o644 })).rejects.toMatchObject(
    denied,
  )
  await expect(folders.remove(tree, ours)).rejects.toMatchObject(denied)
  expect(readFileSync(join(tree, 'lib/text'), 'utf8')).toBe('x')
})

test.each([
  ['a symlink to an absolute path', (tree: string) => symlinkSync('/etc', join(tree, 'a/x'))],
  ['a symlink out of it', (tree: string) => symlinkSync('../../elsewhere', join(tree, 'a/x'))],
  ['a symlink that comes back up', (tree: string) => symlinkSync('a/../../elsewhere', join(tree, 'a/x'))],
  ['a file with a second name', (tree: string) => linkSync(join(base, 'other'), join(tree, 'a/x'))],
])('a tree with %s cannot be sealed', async (_, make) => {
  const tree = join(ours.root, 'staged')
  writeFileSync(join(base, 'other'), 'of somebody', { mode: 0o600 })
  await folders.makeDirectory(join(tree, 'a'), { ...ours, mode: 0o755 })
  make(tree)
  await expect(folders.seal(tree, { owner: root, root: ours.root })).rejects.toMatchObject(unsafe)
  expect(statSync(join(base, 'other')).mode & 0o7777).toBe(0o600)
})

test('a tree in a folder of its owner cannot be sealed, because the owner could put another in its place', async () => {
  await folders.makeDirectory(join(theirs.root, 'staged'), { ...theirs, mode: 0o755 })
  await expect(folders.seal(join(theirs.root, 'staged'), theirs)).rejects.toMatchObject(unsafe)
  expect(lstatSync(join(theirs.root, 'staged')).uid).toBe(owner.uid)
})
