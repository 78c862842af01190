import { expect, test } from 'vitest'
import { type ConditionType, conditions } from '../rules/conditions.ts'
import { type AlertSources, readCondition } from './read-condition.ts'

type Status = ReturnType<AlertSources['statuses']>[number]

const at = Date.UTC(2026, 10, 23, 2, 7)
const running: Status = {
  ...{ installed: true, running: true, service_manager: 'systemd', gateway_connected: true, state: 'running' },
  ...{ instance_id: 'in_1', reasons: [] },
}
const gateway = (delay: number | null): NonNullable<Status['gateway']> => ({
  ...{ url: 'http://127.0.0.1:18789', latency_ms: 1, version: null, boot_id: null, live: true, ready: true },
  ...{ failing: [], rpc: 'connected' as const },
  event_loop: { degraded: false, delay_p99_ms: delay, utilization: null, reasons: [] },
})
const config = (pending: boolean): NonNullable<Status['config']> => ({
  ...{ hash: null, valid: null, pending_invalid_edit: pending, issues: [], changed_at: null },
})

const sources: AlertSources = {
  statuses: () => [],
  system: async () => ({ disks: [], memory_bytes: 100, memory_available_bytes: null }),
  uncleanEnds: async () => 2,
  logGrowth: async () => 3 * 1024 ** 2,
  authFailures: async () => null,
}

const read = async (type: ConditionType, status: Status | null, from: Partial<AlertSources> = {}) => {
  const all = { ...sources, ...from }
  const statuses = new Map(status === null ? [] : [['in_1', status]])
  const target = conditions[type].of === 'host' ? null : 'in_1'
  const { value } = await readCondition(
    type,
    { instanceId: target, name: 'MoltBot' },
    { at, statuses, system: all.system },
    all,
  )
  return value
}

const unknown: Status = { ...running, state: 'unknown', running: false, gateway_connected: false }

test.each<[ConditionType, string, Status | null, number | null]>([
  ['gateway_disconnected', 'connected', running, 0],
  ['gateway_disconnected', 'stopped', { ...running, state: 'stopped', gateway_connected: false }, 1],
  ['gateway_disconnected', 'unknown', unknown, null],
  ['gateway_disconnected', 'gone', null, null],
  ['unreachable_agent_data', 'running', running, 0],
  ['unreachable_agent_data', 'unknown', unknown, 1],
  ['unreachable_agent_data', 'gone', null, 1],
  ['crash_loop', 'running', running, 2],
  ['log_growth', 'running', running, 3],
  ['auth_failures', 'without a log', running, null],
  ['config_invalid_pending', 'valid', { ...running, config: config(false) }, 0],
  ['config_invalid_pending', 'invalid', { ...running, config: config(true) }, 1],
  ['config_invalid_pending', 'without one', running, null],
  ['event_loop_stalled', 'late', { ...running, gateway: gateway(1500) }, 1500],
  ['event_loop_stalled', 'not measured', { ...running, gateway: gateway(null) }, null],
  [
    'event_loop_stalled',
    'wedged for a minute',
    { ...running, state: 'wedged', since: new Date(at - 60_000).toISOString() },
    60_000,
  ],
  ['disk_low', 'of a host without disks', running, null],
  ['high_memory', 'of a host that does not tell', running, null],
])('%s of a MoltBot that is %s', async (type, _, status, value) => {
  expect(await read(type, status)).toBe(value)
})

test('the fullest disk counts by its share, not by its bytes', async () => {
  const disks = [
    { mount: '/small', total_bytes: 100, free_bytes: 50, holds: [] },
    { mount: '/large', total_bytes: 10_000, free_bytes: 300, holds: [] },
    { mount: '/none', total_bytes: 0, free_bytes: 0, holds: [] },
  ]
  const system = async () => ({ disks, memory_bytes: 200, memory_available_bytes: 30 })
  expect(await read('disk_low', null, { system })).toBe(3)
  expect(await read('high_memory', null, { system })).toBe(85)
})
