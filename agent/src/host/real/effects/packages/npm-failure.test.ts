import { expect, test } from 'vitest'
import { npmFailure } from './npm-failure.ts'

const failure = (stderr: string, stdout = '') =>
  npmFailure('Asking for openclaw', { code: 1, signal: null, stdout, stderr })

test.each([
  ['E404', 'not_found'],
  ['ETARGET', 'not_found'],
  ['ETIMEDOUT', 'timeout'],
  ['ENOTFOUND', 'unreachable'],
  ['ECONNREFUSED', 'unreachable'],
  ['SELF_SIGNED_CERT_IN_CHAIN', 'unreachable'],
  ['E500', 'failed'],
  ['EINTEGRITY', 'unsafe'],
  ['ENOSPC', 'no_space'],
  ['EACCES', 'denied'],
  ['E401', 'denied'],
  ['ENEW', 'failed'],
])('%s of npm is %s', (code, reason) => {
  for (const word of ['error', 'ERR!']) {
    const error = failure(`npm warn something\nnpm ${word} code ${code}\nnpm ${word} a detail\n`)
    expect(error).toMatchObject({
      reason,
      message: expect.stringMatching(new RegExp(`^Asking for openclaw: .*\\(${code}\\)$`)),
    })
  }
})

test('the status of a registry that fails is told', () => {
  expect(failure('npm error code E503\n').message).toContain('answers with 503')
})

test('a code that npm tells only as JSON is read there', () => {
  expect(failure('', '{"error":{"code":"E404","summary":"Not Found"}}')).toMatchObject({ reason: 'not_found' })
})

test('the package whose checksum differs is named where it is known', () => {
  const said =
    'npm error code EINTEGRITY\nnpm error Integrity checksum failed: wanted sha512-AA+/== but got sha512-BB==.\n'
  const result = { code: 1, signal: null, stdout: '', stderr: said }
  const nameOf = (integrity: string) => (integrity === 'sha512-AA+/==' ? '@s/a@1.0.0' : null)
  expect(npmFailure('Installing', result, nameOf).message).toContain('differs, of @s/a@1.0.0 (')
  expect(npmFailure('Installing', result, () => null).message).toContain('differs (')
})

test('an error without a code says what npm said, without addresses', () => {
  const { message } = failure('npm warn x\nnpm error fetch of https://user:pw@host.example/a went wrong\n')
  expect(message).toBe('Asking for openclaw: fetch of … went wrong')
  expect(failure('').message).toBe('Asking for openclaw: npm ended with 1')
})
