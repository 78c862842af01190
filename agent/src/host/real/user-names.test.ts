import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createUserNames } from './user-names.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'users-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const own = () => ({ uid: 1000, name: 'anna', home: '/home/anna' })

function names(text: string, monotonic = () => 0) {
  const path = join(folder, 'passwd')
  writeFileSync(path, text)
  return createUserNames({ monotonic, home: '/home/x', path, own })
}

test('people who can log in are told, services and broken lines are not', () => {
  const users = names(
    [
      'root:x:0:0:root:/root:/bin/bash',
      'daemon:x:1:1:daemon:/usr/sbin:/usr/sbin/nologin',
      'anna:x:1000:1000:Anna,,,:/home/anna:/bin/zsh',
      'nowhere:x:1001:1001::/:/bin/sh',
      'half:x',
      '',
    ].join('\n'),
  )
  expect(users.withLogin().map(({ name }) => name)).toEqual(['root', 'anna'])
  expect([users.nameOf(1), users.nameOf(1000), users.nameOf(77)]).toEqual(['daemon', 'anna', null])
})

test('a user who comes later is known within a minute', () => {
  let now = 0
  const users = names('', () => now)
  expect(users.nameOf(7)).toBeNull()
  writeFileSync(join(folder, 'passwd'), 'late:x:7:7::/home/late:/bin/sh')
  now = 60_001
  expect(users.nameOf(7)).toBe('late')
})

test('an agent whose user no list knows goes by its number', () => {
  const unknown = () => {
    throw new Error('uv_os_get_passwd returned ENOENT')
  }
  const users = createUserNames({ monotonic: () => 0, home: '/home/x', path: '/nowhere', own: unknown })
  expect(users.self()).toEqual({ uid: process.getuid?.(), name: String(process.getuid?.()), home: '/home/x' })
  expect(users.withLogin()).toEqual([])
})
