import { chmod, chown, mkdir, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createFakeClock } from './clock.fake.ts'
import { openStateDir, StateDirError } from './state-dir.ts'

let dir: string
const clock = createFakeClock()

beforeEach(async () => {
  dir = join(await mkdtemp(join(tmpdir(), 'state-')), 'ops')
})
afterEach(() => rm(dir, { recursive: true, force: true }))

test('a new directory is private and holds a database', async () => {
  const state = await openStateDir(dir, 'real', clock)
  expect((await stat(dir)).mode & 0o777).toBe(0o700)
  expect(await state.database.selectFrom('settings').selectAll().execute()).toEqual([{ key: 'mode', value: 'real' }])
  expect(state.notices).toEqual([])
  await state.release()
})

test('a second agent on the same directory is refused until the first one has gone', async () => {
  const first = await openStateDir(dir, 'real', clock)
  await expect(openStateDir(dir, 'real', clock)).rejects.toThrow(/Another agent already uses/)
  const again = openStateDir(dir, 'real', clock, 'node /opt/ops.js')
  await expect(again).rejects.toThrow(`with \`node /opt/ops.js status --state-dir ${dir}\``)
  await first.release()
  await (await openStateDir(dir, 'real', clock)).release()
})

test('a damaged database is kept aside byte for byte and said plainly', async () => {
  await (await openStateDir(dir, 'real', clock)).release()
  await writeFile(join(dir, 'agent.sqlite'), 'this is no database at all, but somebody may want it back')
  const state = await openStateDir(dir, 'real', clock)
  expect(state.notices.join()).toContain('was damaged')
  const aside = (await readdir(dir)).find((name) => name.startsWith('agent.sqlite.damaged-'))
  expect(await stat(join(dir, String(aside)))).toMatchObject({ size: 57 })
  await state.release()
})

test('a database of a newer version is refused and left alone', async () => {
  await (await openStateDir(dir, 'real', clock)).release()
  const database = new DatabaseSync(join(dir, 'agent.sqlite'))
  database.exec('PRAGMA user_version = 99')
  database.close()
  await expect(openStateDir(dir, 'real', clock)).rejects.toThrow(/newer MoltBot Ops/)
  expect((await readdir(dir)).some((name) => name.includes('damaged'))).toBe(false)
})

test('a simulated agent does not write into the directory of a real one', async () => {
  await (await openStateDir(dir, 'real', clock)).release()
  await expect(openStateDir(dir, 'simulated', clock)).rejects.toThrow(StateDirError)
})

test('a directory that cannot be made is a clear refusal', async () => {
  const file = join(tmpdir(), `state-file-${process.pid}`)
  await writeFile(file, '')
  await expect(openStateDir(join(file, 'ops'), 'real', clock)).rejects.toThrow(/--state-dir/)
  await rm(file)
})

test('a directory into which others could put keys is refused and left as it is, an empty one is made private', async () => {
  await mkdir(dir)
  await chmod(dir, 0o777)
  await (await openStateDir(dir, 'real', clock)).release()
  expect((await stat(dir)).mode & 0o777).toBe(0o700)
  await chmod(dir, 0o770)
  await expect(openStateDir(dir, 'real', clock)).rejects.toThrow(/can be written by other users/)
  expect((await stat(dir)).mode & 0o777).toBe(0o770)
})

test('a directory of somebody else is refused and left as it is, also by root', async () => {
  // Root can give a directory away; for anybody else the system's own belong to somebody else.
  const isRoot = process.getuid?.() === 0
  const theirs = isRoot ? dir : '/usr'
  if (isRoot) {
    await mkdir(dir)
    await chown(dir, 65_534, 65_534)
  }
  const before = await readdir(theirs)
  await expect(openStateDir(theirs, 'real', clock)).rejects.toThrow(/belongs to another user/)
  expect(await readdir(theirs)).toEqual(before)
})
