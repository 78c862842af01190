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

test('the package whose checksum differs is named, its address is not', () => {
  const warning =
    'npm warn tarball tarball data for @s/a@https://user:pw@host.example/a.tgz (sha512-x) seems to be corrupted. Trying again.'
  const { message } = failure(`${warning}\nnpm error code EINTEGRITY\n`)
  expect(message).toContain('of @s/a')
  expect(message).not.toContain('host.example')
})

test('an error without a code says what npm said, without addresses', () => {
  const { message } = failure('npm warn x\nnpm error fetch of https://user:pw@host.example/a went wrong\n')
  expect(message).toBe('Asking for openclaw: fetch of … went wrong')
  expect(failure('').message).toBe('Asking for openclaw: npm ended with 1')
})
