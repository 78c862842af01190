import { expect, test } from 'vitest'
import { installDebianPackages } from './debian-packages.ts'

function machine(overrides: { isRoot?: boolean; hasApt?: boolean; present?: string[]; failures?: number }) {
  const calls: string[][] = []
  let failures = overrides.failures ?? 0
  return {
    calls,
    isRoot: overrides.isRoot ?? true,
    hasApt: overrides.hasApt ?? true,
    isInstalled: (name: string) => (overrides.present ?? []).includes(name),
    apt(args: string[]) {
      calls.push(args)
      return failures-- <= 0
    },
  }
}

test('installs only what is missing', () => {
  const host = machine({ present: ['chromium'] })
  expect(installDebianPackages(['chromium', 'fonts-liberation'], host).ok).toBe(true)
  expect(host.calls.at(-1)?.at(-1)).toBe('fonts-liberation')
  expect(host.calls.flat()).not.toContain('chromium')
})

test('does not touch apt when everything is there', () => {
  const host = machine({ present: ['chromium'] })
  expect(installDebianPackages(['chromium'], host)).toEqual({ ok: true, message: 'present: chromium' })
  expect(host.calls).toEqual([])
})

test('tries a failing mirror again and gives up with the way out', () => {
  expect(installDebianPackages(['chromium'], machine({ failures: 2 })).ok).toBe(true)
  const given = installDebianPackages(['chromium'], machine({ failures: 99 }))
  expect(given.ok).toBe(false)
  expect(given.message).toMatch(/failed 3 times; install these Debian packages: chromium/)
})

test('says what to install to someone who is not root or has no apt', () => {
  const plain = installDebianPackages(['chromium'], machine({ isRoot: false }))
  expect(plain).toEqual({ ok: false, message: 'not root; install these Debian packages: chromium' })
  const other = installDebianPackages(['chromium'], machine({ hasApt: false }))
  expect(other).toEqual({ ok: false, message: 'apt-get is not here; install these Debian packages: chromium' })
})
