import { describe, expect, test } from 'vitest'
import { readAudit } from './audit.ts'
import { licenceProblem } from './licences.ts'
import { lockedPackages } from './lockfile.ts'

test('the lockfile gives what comes from outside, and nothing of ours', () => {
  const packages = lockedPackages({
    packages: {
      '': {},
      agent: { version: '0.2.0' },
      'node_modules/@moltbot-ops/agent': { link: true },
      'node_modules/@scope/a': { version: '1.0.0', integrity: 'sha512-x' },
      'node_modules/b/node_modules/c': { version: '2.0.0', dev: true, hasInstallScript: true },
    },
  })
  expect(packages.map(({ name, integrity, dev }) => [name, integrity, dev])).toEqual([
    ['@scope/a', 'sha512-x', false],
    ['c', undefined, true],
  ])
})

describe('licences', () => {
  test.each([
    ['MIT', false],
    ['MIT OR GPL-3.0', false],
    ['(MIT AND Zlib)', false],
    [[{ type: 'MIT' }], false],
    ['MPL-2.0', true],
  ])('%j is accepted', (licence, dev) => {
    expect(licenceProblem(licence, dev)).toBeUndefined()
  })

  test.each([
    ['GPL-3.0', true],
    ['MPL-2.0', false],
    ['MIT AND GPL-3.0', false],
    ['SEE LICENSE IN LICENSE.md', true],
    [undefined, true],
    [[], true],
  ])('%j is refused', (licence, dev) => {
    expect(licenceProblem(licence, dev)).toBeTypeOf('string')
  })
})

describe('npm audit', () => {
  test('a report without findings is clean', () => {
    expect(readAudit('npm warn x\n{"auditReportVersion": 2, "vulnerabilities": {}}\n')).toEqual({ kind: 'clean' })
  })

  test('findings are named', () => {
    const report = { auditReportVersion: 2, vulnerabilities: { lodash: { severity: 'high' } } }
    expect(readAudit(JSON.stringify(report))).toEqual({ kind: 'vulnerable', packages: ['lodash (high)'] })
  })

  test.each(['{"message": "405 Method Not Allowed", "error": {}}', 'npm error network', '', '{ "broken'])(
    '%j is no answer, and never clean',
    (output) => {
      expect(readAudit(output).kind).toBe('unreachable')
    },
  )
})
