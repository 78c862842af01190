import { expect, test } from 'vitest'
import { createAuthFailures, refusalsIn } from './auth-failures.ts'

const line = (time: string, message: string) => JSON.stringify({ time, message })
const at = (seconds: number) => new Date(seconds * 1000).toISOString()

test('a refusal is a line of the gateway that begins so', () => {
  const text = [
    line(at(10), 'unauthorized conn=1 remote=127.0.0.1 reason=token_mismatch'),
    line(at(20), 'a message that says unauthorized'),
    line('yesterday', 'unauthorized conn=2'),
    `${line(at(30), 'unauthorized conn=3').slice(0, 30)}`,
    'unauthorized',
    line(at(40), '[ws] unauthorized conn=4'),
  ].join('\n')
  expect(refusalsIn(text)).toEqual([10_000, 40_000])
})

test('the log is read again only when it changed', async () => {
  let size = 1
  let reads = 0
  const facts = { kind: 'file' as const, uid: 1, mode: 0o600, modifiedAt: 0, inode: 1 }
  const files = {
    facts: async () => ({ ...facts, size }),
    resolve: async (path: string) => path,
    async readText() {
      reads += 1
      return line(at(size), 'unauthorized conn=1')
    },
  }
  const count = createAuthFailures({ files, logOf: () => ({ path: '/var/log/moltbot.log', ownerUid: 1 }) })
  expect([await count('in_1', 0), await count('in_1', 1000), reads]).toEqual([1, 0, 1])
  size = 2
  expect([await count('in_1', 1000), reads]).toEqual([1, 2])
})

test('without a log of its own nothing is known', async () => {
  const files = { facts: async () => null, resolve: async () => null, readText: async () => null }
  expect(await createAuthFailures({ files, logOf: () => null })('in_1', 0)).toBeNull()
  expect(await createAuthFailures({ files, logOf: () => ({ path: '/x/y', ownerUid: 1 }) })('in_1', 0)).toBeNull()
})
