import fs, {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createEntryActions } from './entry-actions.ts'
import { createTreeActions } from './tree-actions.ts'
import { createWalk } from './walk.ts'

/** What an owner does to the tree between two system calls of ours. */
let outside: string
let root: string
beforeEach(() => {
  outside = realpathSync(mkdtempSync(join(tmpdir(), 'swaps-')))
  root = join(outside, 'root')
  mkdirSync(join(root, 'way'), { recursive: true })
  mkdirSync(join(outside, 'elsewhere'))
  writeFileSync(join(outside, 'elsewhere/file'), 'theirs')
})
afterEach(() => rmSync(outside, { recursive: true, force: true }))

/** The actions on a file system on which `swap` happens just before the first call of `verb` that `when` accepts. */
function actionsWith(verb: keyof typeof fs, swap: () => void, when: (path: string) => boolean = () => true) {
  let swapped = false
  const swapping = new Proxy(fs, {
    get(target, name) {
      const real: unknown = Reflect.get(target, name)
      if (name !== verb || typeof real !== 'function') return real
      return (...args: unknown[]) => {
        if (!swapped && when(String(args[0]))) {
          swapped = true
          swap()
        }
        return Reflect.apply(real, target, args)
      }
    },
  })
  const walk = createWalk(swapping, { root, ownerUid: process.getuid?.() ?? 0, throughDescriptors: true })
  return { ...createEntryActions(swapping, walk), ...createTreeActions(swapping, walk) }
}

function replaceWayByLink(): void {
  renameSync(join(root, 'way'), join(outside, 'moved'))
  symlinkSync(join(outside, 'elsewhere'), join(root, 'way'))
}

test('a folder that becomes a symlink before it is opened is refused', () => {
  const { writeFile } = actionsWith('openSync', replaceWayByLink, (path) => path.endsWith('/way'))
  expect(() => writeFile(join(root, 'way/file'), 0o600, Buffer.from('mine'))).toThrow(/not a directory/)
  expect(readFileSync(join(outside, 'elsewhere/file'), 'utf8')).toBe('theirs')
})

test('a folder that is moved away while a file is written gets no file', () => {
  const { writeFile } = actionsWith('fsyncSync', replaceWayByLink)
  expect(() => writeFile(join(root, 'way/file'), 0o600, Buffer.from('mine'))).toThrow(/moved/)
  expect(readdirSync(join(outside, 'moved'))).toEqual([])
  expect(readFileSync(join(outside, 'elsewhere/file'), 'utf8')).toBe('theirs')
})

test('a file that becomes a symlink while it is written is replaced, not followed', () => {
  const swap = () => symlinkSync(join(outside, 'elsewhere/file'), join(root, 'way/file'))
  const { writeFile } = actionsWith('renameSync', swap)
  writeFile(join(root, 'way/file'), 0o600, Buffer.from('mine'))
  expect(readFileSync(join(root, 'way/file'), 'utf8')).toBe('mine')
  expect(readFileSync(join(outside, 'elsewhere/file'), 'utf8')).toBe('theirs')
})

test('a file that becomes a directory while it is written is an error, and no temporary file is left', () => {
  const { writeFile } = actionsWith('renameSync', () => mkdirSync(join(root, 'way/file')))
  expect(() => writeFile(join(root, 'way/file'), 0o600, Buffer.from('mine'))).toThrow(/EISDIR/)
  expect(readdirSync(join(root, 'way'))).toEqual(['file'])
})

test('a folder that becomes a symlink while its tree is removed is refused', () => {
  const { remove } = actionsWith('openSync', replaceWayByLink, (path) => path.endsWith('/way'))
  expect(() => remove(join(root, 'way'))).toThrow(/not a directory/)
  expect(existsSync(join(outside, 'elsewhere/file'))).toBe(true)
})
