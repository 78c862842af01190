import { expect, test } from 'vitest'
import { planAction, type Subject } from './plan-action.ts'

const subject = (status: Partial<Subject['status']>): Subject => ({
  instanceId: 'in_1',
  label: 'home-mini',
  status: { installed: true, running: false, gateway_connected: false, service_manager: 'systemd', ...status },
  steering: {
    manager: 'systemd',
    name: 'openclaw-gateway.service',
    owner: { uid: 1000, gid: 1000, name: 'anna', home: '/home/anna' },
    startBudgetMs: 60_000,
    stopBudgetMs: 30_000,
  },
  whyNot: null,
})

test.each(['running', 'degraded'] as const)('nothing is approved to start a MoltBot that is %s', (state) => {
  expect(() => planAction('start', undefined, subject({ state, running: true }))).toThrow('MoltBot runs already.')
  expect(planAction('restart', undefined, subject({ state, running: true })).summary).toBe(
    'Restart MoltBot on home-mini.',
  )
})

test.each(['stopped', 'crash_looping', 'unknown'] as const)(
  'a MoltBot that is %s can be started and stopped',
  (state) => {
    expect(planAction('start', undefined, subject({ state })).risk).toBe('low')
    expect(planAction('stop', undefined, subject({ state })).risk).toBe('medium')
  },
)

test('a restart that a broken configuration will end says what brings it back', () => {
  const config = { valid: false, hash: 'sha256:1', pending_invalid_edit: true, issues: [], changed_at: null }
  const plan = planAction('restart', undefined, subject({ state: 'running', config }))
  expect(plan).toMatchObject({ risk: 'high', undo: 'Put an earlier version of the configuration back, then start it.' })
})
