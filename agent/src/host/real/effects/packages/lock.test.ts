import { expect, test } from 'vitest'
import { readLock } from './lock.ts'

const linux = { platform: 'linux', arch: 'x64', glibc: true } as const
const integrity = 'sha512-AAAA=='

function lock(packages: Record<string, object>, version = 3): string {
  return JSON.stringify({ lockfileVersion: version, packages: { '': { dependencies: {} }, ...packages } })
}
const main = { 'node_modules/openclaw': { version: '2026.9.4', integrity } }
const read = (text: string) => readLock(text, 'openclaw', '2026.9.4', linux)

test('packages are counted and those with install scripts named', () => {
  const text = lock({
    ...main,
    'node_modules/b': { version: '2.0.0', integrity, hasInstallScript: true },
    'node_modules/a/node_modules/@s/c': { version: '1.0.0', integrity, hasInstallScript: true },
    'node_modules/alias': { name: 'real', version: '3.0.0', integrity, hasInstallScript: true },
    'node_modules/a/node_modules/inside': { version: '1.0.0', inBundle: true },
  })
  expect(read(text)).toEqual({ packages: 5, installScripts: ['@s/c@1.0.0', 'b@2.0.0', 'real@3.0.0'] })
})

test('packages for other platforms do not count', () => {
  const other = { version: '1.0.0', integrity, optional: true, hasInstallScript: true }
  const text = lock({
    ...main,
    'node_modules/mac': { ...other, os: ['darwin'] },
    'node_modules/arm': { ...other, cpu: ['arm64'] },
    'node_modules/musl': { ...other, os: ['linux'], libc: ['musl'] },
    'node_modules/not-linux': { ...other, os: ['!linux'] },
    'node_modules/not-windows': { ...other, os: ['!win32'], hasInstallScript: false },
  })
  expect(read(text)).toEqual({ packages: 2, installScripts: [] })
})

test.each([
  ['none', { version: '1.0.0' }],
  ['a weak one', { version: '1.0.0', integrity: 'sha1-AAAA' }],
  ['none, because it comes from git', { version: '1.0.0', resolved: 'git+ssh://git@host.example/a.git#abc' }],
  ['none, because it is a link', { link: true, resolved: '../elsewhere' }],
])('a package whose integrity is %s is refused', (_, entry) => {
  expect(() => read(lock({ ...main, 'node_modules/a': entry }))).toThrow(
    expect.objectContaining({ reason: 'unsafe', message: expect.stringContaining('a@') }),
  )
})

test('a package from an address of its own is refused, however well it is bound to its content', () => {
  const entry = { version: '1.0.0', integrity, resolved: 'https://elsewhere.example/a.tgz' }
  expect(() => read(lock({ ...main, 'node_modules/a': entry }))).toThrow(
    expect.objectContaining({ reason: 'unsafe', message: 'a@1.0.0 does not come from the registry' }),
  )
})

test.each([
  ['no JSON', '{'],
  ['another version', lock({ 'node_modules/openclaw': { version: '2026.9.5', integrity } })],
  ['without the package', lock({})],
  ['of an older form', lock(main, 1)],
  ['a list', '[]'],
])('a lock that is %s is refused', (_, text) => {
  expect(() => read(text)).toThrow(expect.objectContaining({ reason: 'failed' }))
})
