import { expect, test } from 'vitest'
import type { MoltBotStatus } from '../subject.ts'
import type { ChangeState } from './change-state.ts'
import { isRefused } from './loaded.ts'

const state = { from: 'sha256:a', to: 'sha256:b', exitBefore: '2026-11-23T02:00:00Z' } as ChangeState
const exit = { at: '2026-11-23T02:07:00Z', clean: false, code: null, message: 'The start failed: no certificate' }
const statusWith = (more: object) =>
  ({
    state: 'starting',
    config: { hash: state.to, valid: null, issues: [] },
    last_exit: exit,
    ...more,
  }) as MoltBotStatus

test.each([
  ['a start that failed for a reason', {}, true],
  ['an end that was there before the change', { last_exit: { ...exit, at: state.exitBefore } }, false],
  ['an end on request', { last_exit: { ...exit, clean: true, message: null } }, false],
  ['a process that was killed', { last_exit: { ...exit, message: null } }, false],
  ['no end at all', { last_exit: null }, false],
  ['a file that it says is invalid', { last_exit: null, config: { hash: state.to, valid: false, issues: [] } }, true],
  ['a file of somebody else', { last_exit: null, config: { hash: 'sha256:c', valid: true, issues: [] } }, true],
])('%s decides it', (_, more, given) => {
  expect(isRefused(state, statusWith(more))).toBe(given)
})
