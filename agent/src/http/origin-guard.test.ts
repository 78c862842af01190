import { describe, expect, test } from 'vitest'
import { Problem } from '../core/problem.ts'
import { createOriginGuard } from './origin-guard.ts'

const none = new Set<string>()
const guardOrigin = (headers: { host?: string; origin?: string }, scheme: 'http', allowed: Set<string>) =>
  createOriginGuard(scheme, allowed)(headers)

function codeOf(run: () => void): string | null {
  try {
    run()
    return null
  } catch (error) {
    if (error instanceof Problem) return error.code
    throw error
  }
}

describe('Host', () => {
  test.each(['127.0.0.1:7337', 'localhost', 'LOCALHOST:1', '[::1]:7337'])('%s is ours', (host) => {
    expect(codeOf(() => guardOrigin({ host }, 'http', none))).toBeNull()
  })
  test.each([
    'evil.example',
    '127.0.0.1.evil.example',
    'localhost.evil.example:7337',
    '',
    '127.0.0.1:7337@evil',
    '0.0.0.0',
    'a b',
  ])('%j is refused, because a page could have made its name point here', (host) => {
    expect(codeOf(() => guardOrigin({ host }, 'http', none))).toBe('host_not_allowed')
  })
  test('a missing Host is refused', () => {
    expect(codeOf(() => guardOrigin({}, 'http', none))).toBe('host_not_allowed')
  })
  test('the configured name is allowed', () => {
    expect(codeOf(() => guardOrigin({ host: 'ops.example:443' }, 'http', new Set(['ops.example'])))).toBeNull()
  })
})

describe('Origin', () => {
  const host = '127.0.0.1:7337'
  test('our own page may send requests', () => {
    expect(codeOf(() => guardOrigin({ host, origin: 'http://127.0.0.1:7337' }, 'http', none))).toBeNull()
  })
  test.each([
    'http://evil.example',
    'https://127.0.0.1:7337',
    'http://127.0.0.1:8080',
    'http://localhost:7337',
    'null',
    '',
  ])('%j is another site', (origin) => {
    expect(codeOf(() => guardOrigin({ host, origin }, 'http', none))).toBe('origin_not_allowed')
  })
})
