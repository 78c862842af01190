import { expect, test } from 'vitest'
import type { MoltBotStatus } from '../subject.ts'
import type { ChangeState } from './change-state.ts'
import { isRefused, needsRestart } from './loaded.ts'

const earlier = '2026-11-23T02:00:00Z'
const state = { from: 'sha256:a', to: 'sha256:b', exitBefore: earlier, loading: 'by_itself' } as ChangeState
const exit = { at: '2026-11-23T02:07:00Z', clean: false, code: null, message: 'The start failed: no certificate' }
const config = (hash: string, valid: boolean | null) => ({
  ...{ hash, valid, pending_invalid_edit: false, issues: [], changed_at: null },
})
const statusWith = (more: Partial<MoltBotStatus>): MoltBotStatus => ({
  ...{ installed: true, running: true, service_manager: 'systemd', gateway_connected: false, state: 'starting' },
  config: config(state.to, null),
  last_exit: exit,
  ...more,
})

test.each<[what: string, more: Partial<MoltBotStatus>, given: boolean]>([
  ['a start that failed for a reason', {}, true],
  ['an end that was there before the change', { last_exit: { ...exit, at: earlier } }, false],
  ['an end on request', { last_exit: { ...exit, clean: true, message: null } }, false],
  ['a process that was killed', { last_exit: { ...exit, message: null } }, false],
  ['no end at all', { last_exit: null }, false],
  ['a process that lives and answers nobody', { last_exit: null, state: 'wedged' }, true],
  ['a file that it says is invalid', { last_exit: null, config: config(state.to, false) }, true],
  ['a file of somebody else', { last_exit: null, config: config('sha256:c', true) }, true],
])('%s decides it', (_, more, given) => {
  expect(isRefused(state, statusWith(more))).toBe(given)
})

const process = { pid: 7, user: 'moltbot', started_at: earlier, rss_bytes: null, cpu_seconds: null }
const alive = statusWith({ state: 'starting', process, gateway: null })

test.each([
  ['a MoltBot that stayed alive when its own restart failed', 'by_itself', alive, true],
  ['one that ended', 'by_itself', statusWith({ state: 'stopped', process: null }), true],
  ['one that is in a crash loop', 'while_running', statusWith({ state: 'crash_looping', process }), true],
  ['one that never restarted', 'while_running', alive, false],
  ['one that is restarted from here in any case', 'by_manager', alive, true],
] as const)('%s: the file before is loaded by a restart or not', (_, loading, status, needed) => {
  expect(needsRestart({ ...state, loading }, status)).toBe(needed)
})
