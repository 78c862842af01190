import { expect, test } from 'vitest'
import type { GatewayConfig } from '../gateway/read-config.ts'
import type { LogEvent } from '../log/log-events.ts'
import { verdictOfLog } from './judge-config.ts'

const config = { hash: 'sha256:a', modifiedAt: 1_000_000 } as GatewayConfig

function rejected(at: number): LogEvent {
  return { at, kind: 'config_rejected', message: 'config reload skipped (invalid config): gateway: bogus' }
}

function applied(at: number): LogEvent {
  return { at, kind: 'config_applied', message: 'config hot reload applied' }
}

test('what MoltBot writes after an edit is its verdict on it', () => {
  const verdict = { hash: 'sha256:a', valid: false, issues: ['gateway: bogus'], from: 'log' }
  expect(verdictOfLog(config, [rejected(1_000_400)])).toEqual({ ...verdict, at: 1_000_400 })
  expect(verdictOfLog(config, [rejected(1_000_300), applied(1_000_400)])).toMatchObject({ valid: true, issues: [] })
})

test.each([
  ['refused a moment before the file was put back', [rejected(999_900)]],
  ['took, and wrote down only after the file was edited again', [applied(1_000_100)]],
])('what it %s says nothing about that file', (_what, events) => {
  expect(verdictOfLog(config, events)).toBeNull()
})
