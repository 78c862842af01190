import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { hashOf } from '../../../moltbot/config/history/author.ts'
import { createCopyStore } from './copy-store.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'copies-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

test('a copy is found by its hash, readable for the agent alone', async () => {
  const copies = createCopyStore(join(folder, 'config-copies'))
  expect(await copies.list('in_1')).toEqual(new Set())
  await copies.keep('in_1', '{ a: 1 }')
  await copies.keep('in_1', '{ a: 1 }')
  const hash = hashOf('{ a: 1 }')
  expect(await copies.read('in_1', hash)).toBe('{ a: 1 }')
  expect(await copies.read('in_1', hash.slice(7))).toBe('{ a: 1 }')
  expect(await copies.read('in_2', hash)).toBeNull()
  expect(await copies.list('in_1')).toEqual(new Set([hash]))
  const [name = ''] = readdirSync(join(folder, 'config-copies/in_1'))
  expect(statSync(join(folder, 'config-copies/in_1', name)).mode & 0o777).toBe(0o600)
  expect(statSync(join(folder, 'config-copies/in_1')).mode & 0o777).toBe(0o700)
})

test('a copy that was changed is none', async () => {
  const copies = createCopyStore(folder)
  await copies.keep('in_1', '{ a: 1 }')
  const hash = hashOf('{ a: 1 }')
  writeFileSync(join(folder, 'in_1', `${hash.slice(7)}.json5`), '{ a: 2 }')
  expect(await copies.read('in_1', hash)).toBeNull()
})

test('all but those that are named go', async () => {
  const copies = createCopyStore(folder)
  for (const text of ['1', '2', '3']) await copies.keep('in_1', text)
  await copies.prune('in_1', new Set([hashOf('2')]))
  expect(await copies.list('in_1')).toEqual(new Set([hashOf('2')]))
})

test('no instance leads out of the folder', async () => {
  const copies = createCopyStore(join(folder, 'in'))
  await copies.keep('../../x', 'text')
  expect(readdirSync(folder)).toEqual(['in'])
})
