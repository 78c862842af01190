import { expect, test } from 'vitest'
import { createMemoryFiles } from './memory-files.ts'

const own = { uid: 1000, at: 5 }

function fixture() {
  const disk = createMemoryFiles()
  disk.write('/home/robin/notes.txt', 'first\nsecond\n', own)
  return disk
}

test('a file brings its folders', async () => {
  const { files } = fixture()
  expect(await files.list('/')).toEqual(['home'])
  expect(await files.list('/home')).toEqual(['robin'])
  expect(await files.facts('/home/robin')).toMatchObject({ kind: 'directory', uid: 1000, mode: 0o700 })
  expect(await files.facts('/home/robin/notes.txt')).toMatchObject({
    kind: 'file',
    size: 13,
    mode: 0o600,
    modifiedAt: 5,
  })
})

test('writing keeps the inode, another file in its place has a new one', async () => {
  const disk = fixture()
  const inode = async () => (await disk.files.facts('/home/robin/notes.txt'))?.inode
  const first = await inode()
  disk.write('/home/robin/notes.txt', 'changed', own)
  disk.append('/home/robin/notes.txt', '!', own)
  expect(await inode()).toBe(first)
  disk.rename('/home/robin/notes.txt', '/home/robin/old.txt')
  disk.append('/home/robin/notes.txt', 'new', own)
  expect(await inode()).not.toBe(first)
  expect(await disk.files.facts('/home/robin/old.txt')).toHaveProperty('inode', first)
})

test('a path through a symlinked folder leads there and is unsafe to read', async () => {
  const disk = fixture()
  disk.link('/current', 'home/robin', own)
  expect(await disk.files.resolve('/current/notes.txt')).toBe('/home/robin/notes.txt')
  expect(await disk.files.list('/current')).toEqual(['notes.txt'])
  expect(await disk.files.facts('/current/notes.txt')).toMatchObject({ kind: 'file' })
  const reading = disk.files.readText('/current/notes.txt', { ownerUid: 1000, maxBytes: 100 })
  await expect(reading).rejects.toMatchObject({ reason: 'unsafe' })
})

test('symlinks in a circle lead nowhere', async () => {
  const disk = createMemoryFiles()
  disk.link('/a', '/b', own)
  disk.link('/b', '/a', own)
  expect(await disk.files.resolve('/a')).toBeNull()
})

test('sizes are bytes, and the end of a file is as many bytes', async () => {
  const disk = createMemoryFiles()
  disk.write('/log', 'configuration…\n', own)
  expect(await disk.files.facts('/log')).toHaveProperty('size', 17)
  expect(await disk.files.readText('/log', { ownerUid: 1000, maxBytes: 4, fromEnd: true })).toBe('…\n')
})

test('removing takes everything below and no neighbour', async () => {
  const disk = fixture()
  disk.write('/home/robin-two/notes.txt', '', own)
  disk.remove('/home/robin')
  expect(await disk.files.list('/home')).toEqual(['robin-two'])
})
