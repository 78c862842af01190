import { execFileSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { factsScript } from './facts-script.ts'
import { parseFacts } from './parse-facts.ts'

const lines = {
  system: 'Linux',
  arch: 'x86_64',
  hostname: 'garage',
  user: 'op',
  uid: '1000',
  home: '/home/op',
  os: 'Debian GNU/Linux 12 (bookworm)',
  libc: 'glibc 2.36',
  cores: '4',
  memory: '8589934592',
  disk: '42949672960',
  home_disk: '42949672960',
  init: 'systemd',
  root: 'sudo_without_password',
  node: '24.21.0',
  node_path: '/usr/bin/node',
  npm: '/usr/bin/npm',
  docker: '28.0.1',
  agent_port: '0',
  moltbot_port: '1',
  end: '1',
}
const printed = (changed: Record<string, string> = {}) =>
  Object.entries({ ...lines, ...changed })
    .map(([name, value]) => `${name}=${value}\n`)
    .join('')

test('facts are read, and a banner around them is passed over', () => {
  expect(parseFacts(`Welcome!\nLast login: today\n${printed()}bye\n`)).toEqual({
    system: 'Linux',
    os: 'Debian GNU/Linux 12 (bookworm)',
    arch: 'x64',
    libc: { name: 'glibc', version: '2.36' },
    hostname: 'garage',
    user: 'op',
    home: '/home/op',
    cpuCores: 4,
    memoryBytes: 8_589_934_592,
    diskFreeBytes: 42_949_672_960,
    homeFreeBytes: 42_949_672_960,
    init: 'systemd',
    root: 'sudo_without_password',
    node: { version: '24.21.0', path: '/usr/bin/node' },
    hasNpm: true,
    docker: '28.0.1',
    moltbot: null,
    agent: null,
    agentPortTaken: false,
    moltbotPortTaken: true,
    missing: [],
  })
})

test('a shell that ran nothing is said so', () => {
  expect(() => parseFacts('This account is restricted.\n')).toThrow('its shell may be restricted')
})

test.each([
  ["/home/op'; rm -rf /", '/'],
  ['/home/../etc', '/'],
  ['relative', '/'],
  ['/home/op/', '/home/op'],
])('a home of %s is taken as %s', (home, taken) => {
  expect(parseFacts(printed({ home })).home).toBe(taken)
})

test.each([
  ['a Node at an odd path', { node_path: '/opt/my node/bin/node' }, { node: null }],
  ['a Node without a version', { node: 'command not found' }, { node: null }],
  [
    'a number that is none',
    { cores: 'many', memory: '-1', disk: '9'.repeat(40) },
    { cpuCores: null, memoryBytes: null },
  ],
  ['a way to root that nobody knows', { root: 'maybe' }, { root: 'none' }],
  ['musl', { libc: 'musl libc (x86_64)' }, { libc: { name: 'musl', version: '' } }],
  ['another C library', { libc: 'uclibc' }, { libc: null }],
])('%s is not believed', (_, told, expected) => {
  expect(parseFacts(printed(told))).toMatchObject(expected)
})

test('what a host says of itself is shown without control characters', () => {
  expect(parseFacts(printed({ os: 'Evil\u001b[2J\u202eOS' })).os).not.toMatch(/\p{C}/u)
})

test('the script reads this very machine, in any POSIX shell', () => {
  const facts = parseFacts(execFileSync('sh', ['-s'], { input: factsScript, encoding: 'utf8' }))
  expect(facts.arch).toBe(process.arch)
  expect(facts.cpuCores).toBeGreaterThan(0)
  expect(facts.home).toMatch(/^\//)
})
