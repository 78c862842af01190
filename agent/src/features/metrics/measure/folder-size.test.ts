import { beforeEach, expect, test } from 'vitest'
import { createFakeClock, type FakeClock } from '../../../core/clock.fake.ts'
import { HostError } from '../../../host/host.ts'
import { createMemoryFiles, type MemoryFiles } from '../../../host/simulated/memory-files.ts'
import { createFolderSize } from './folder-size.ts'
import { createFolderSizes } from './folder-sizes.ts'

let clock: FakeClock
let disk: MemoryFiles
const own = { uid: 1000, at: 0 }

beforeEach(() => {
  clock = createFakeClock()
  disk = createMemoryFiles()
})

const sizeOf = (path: string, files = disk.files) => createFolderSize({ files, clock, path })

test('all files below a folder are added up, and nothing that a symlink leads to', async () => {
  disk.write('/state/a.json', '12345', own)
  disk.write('/state/deep/er/b.log', '1234567', own)
  disk.write('/elsewhere/large', 'x'.repeat(1000), own)
  disk.link('/state/way-out', '/elsewhere', own)
  const size = sizeOf('/state')
  expect(size.bytes()).toBe(null)
  await size.step()
  expect(size.bytes()).toBe(12)
})

test('a folder that is a symlink itself is added up where it leads', async () => {
  disk.write('/data/a', '123', own)
  disk.link('/state', '/data', own)
  const size = sizeOf('/state')
  await size.step()
  expect(size.bytes()).toBe(3)
})

test('a folder that is not there, or is none, is of unknown size', async () => {
  disk.write('/file', '123', own)
  for (const path of ['/nothing', '/file']) {
    const size = sizeOf(path)
    await size.step()
    expect(size.bytes()).toBe(null)
  }
})

test('a large folder is walked a part at a time, and its size is told when all of it was seen', async () => {
  for (let i = 0; i < 450; i++) disk.write(`/state/${i % 7}/file-${i}`, 'x', own)
  const size = sizeOf('/state')
  await size.step()
  await size.step()
  expect(size.bytes()).toBe(null)
  await size.step()
  expect(size.bytes()).toBe(450)
})

test('a folder is walked again after a rest, and told as it was until then', async () => {
  disk.write('/state/a', '1', own)
  const size = sizeOf('/state')
  await size.step()
  disk.write('/state/b', '22', own)
  await size.step()
  expect(size.bytes()).toBe(1)
  clock.advance(60_000)
  await size.step()
  expect(size.bytes()).toBe(3)
})

test('a step ends when its time is over', async () => {
  for (let i = 0; i < 100; i++) disk.write(`/state/file-${i}`, 'x', own)
  const slow = {
    ...disk.files,
    facts: (path: string) => {
      clock.advance(5)
      return disk.files.facts(path)
    },
  }
  const size = sizeOf('/state', slow)
  for (let steps = 0; steps < 10; steps++) await size.step()
  expect(size.bytes()).toBe(null)
  for (let steps = 0; steps < 30; steps++) await size.step()
  expect(size.bytes()).toBe(100)
})

test('what could not be seen makes the size unknown, and the next walk tries anew', async () => {
  disk.write('/state/a', '1', own)
  disk.write('/state/secret/b', '22', own)
  let isDenied = true
  const files = {
    ...disk.files,
    list: (path: string) =>
      isDenied && path.endsWith('secret') ? Promise.reject(new HostError('denied', 'no')) : disk.files.list(path),
  }
  const size = sizeOf('/state', files)
  await size.step()
  expect(size.bytes()).toBe(null)
  isDenied = false
  clock.advance(60_000)
  await size.step()
  expect(size.bytes()).toBe(3)
})

test('a folder with more names than are listed is of unknown size', async () => {
  for (let i = 0; i < 10_001; i++) disk.write(`/state/${i}`, '', own)
  const size = sizeOf('/state')
  for (let steps = 0; steps < 60; steps++) await size.step()
  expect(size.bytes()).toBe(null)
})

test('folders that nobody asks for any more are forgotten', async () => {
  disk.write('/a/1', '1', own)
  disk.write('/b/1', '22', own)
  const sizes = createFolderSizes({ files: disk.files, clock })
  for (const path of ['/a', '/b']) sizes.sizeOf(path)
  await sizes.step()
  expect([sizes.sizeOf('/a'), sizes.sizeOf('/b')]).toEqual([1, 2])
  await sizes.step()
  sizes.sizeOf('/a')
  await sizes.step()
  expect([sizes.sizeOf('/a'), sizes.sizeOf('/b')]).toEqual([1, null])
})
