import { expect, test } from 'vitest'
import type { OwnRuntime } from '../../../core/own-product.ts'
import { nodeFor } from './choose-node.ts'
import { checkFacts } from './fact-checks.ts'
import type { RemoteFacts } from './parse-facts.ts'

const facts: RemoteFacts = {
  system: 'Linux',
  os: 'Debian GNU/Linux 12 (bookworm)',
  arch: 'x64',
  libc: { name: 'glibc', version: '2.36' },
  hostname: 'garage',
  user: 'op',
  home: '/home/op',
  cpuCores: 4,
  memoryBytes: 8 * 1024 ** 3,
  diskFreeBytes: 40 * 1024 ** 3,
  homeFreeBytes: 40 * 1024 ** 3,
  init: 'systemd',
  root: 'is_root',
  node: { version: '24.21.0', path: '/usr/bin/node' },
  hasNpm: true,
  docker: '28.0.1',
  moltbot: null,
  agent: null,
  agentPortTaken: false,
  moltbotPortTaken: false,
  missing: [],
}
const runtime: OwnRuntime = {
  ...{ version: '24.21.0', platform: 'linux', arch: 'x64', libc: { name: 'glibc', version: '2.36' } },
  ...{ hasNpm: true, sha256: 'ab'.repeat(32) },
  packed: () => Promise.reject(new Error('not here')),
}

test.each([
  ['a Node that is new enough', {}, 'theirs'],
  ['the oldest Node that will do', { node: { version: '24.18.0', path: '/usr/local/bin/node' } }, 'theirs'],
  ['a Node that is too old', { node: { version: '24.17.9', path: '/usr/bin/node' } }, 'ours'],
  ['a Node that a user could replace', { node: { version: '24.21.0', path: '/home/op/.nvm/bin/node' } }, 'ours'],
  ['a Node without npm', { hasNpm: false }, 'ours'],
  ['no Node', { node: null }, 'ours'],
  ['no Node, on another processor', { node: null, arch: 'arm64' }, null],
  ['no Node, on musl', { node: null, libc: { name: 'musl', version: '' } }, null],
  ['no Node, on a glibc that is too old', { node: null, libc: { name: 'glibc', version: '2.17' } }, null],
  [
    'no Node, on a glibc that is older than ours and will do',
    { node: null, libc: { name: 'glibc', version: '2.31' } },
    'ours',
  ],
  ['a Node without npm, where ours does not fit', { hasNpm: false, arch: 'arm64' }, 'theirs'],
] as const)('with %s the agent runs on %s', (_, changed, whose) => {
  expect(nodeFor({ ...facts, ...changed }, runtime)).toBe(whose)
})

test.each([
  ['system', { system: 'Darwin' }, 'blocking'],
  ['init', { init: 'openrc-init' }, 'blocking'],
  ['root', { root: 'sudo_with_password' }, 'blocking'],
  ['root', { root: 'none' }, 'blocking'],
  ['root', { root: 'sudo_without_password' }, 'ok'],
  ['tools', { missing: ['gzip'] }, 'blocking'],
  ['node', { node: null, arch: 'riscv64' }, 'blocking'],
  ['disk', { diskFreeBytes: 100 * 1024 ** 2 }, 'blocking'],
  ['disk', { homeFreeBytes: 1.5 * 1024 ** 3 }, 'warning'],
  ['disk', { diskFreeBytes: null }, 'not_checked'],
  ['memory', { memoryBytes: 512 * 1024 ** 2 }, 'warning'],
  ['agent', { agent: '/opt/moltbot-ops' }, 'blocking'],
  ['agent', { agentPortTaken: true }, 'blocking'],
  ['moltbot', { moltbotPortTaken: true }, 'warning'],
  ['docker', { docker: null }, 'warning'],
] as const)('the check %s of %j is %s', (id, changed, status) => {
  const checks = checkFacts({ ...facts, ...changed } as RemoteFacts, runtime, '2026-11-23T02:07:00Z')
  expect(checks.find((check) => check.id === id)).toMatchObject({ status })
})

test('a host that is ready has nothing that blocks', () => {
  const checks = checkFacts(facts, runtime, '2026-11-23T02:07:00Z')
  expect(checks.filter(({ status }) => status !== 'ok')).toEqual([])
})
