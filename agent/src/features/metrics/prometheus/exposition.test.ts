import { expect, test } from 'vitest'
import { expositionOf, type Family } from './exposition.ts'
import { familiesOf } from './families.ts'

const family = (more: Partial<Family>): Family => ({ name: 'a_bytes', type: 'gauge', help: 'A.', samples: [], ...more })
const sample = {
  at: 1_795_741_620_000,
  mono: 0,
  host: { cpu_percent: 2.5, mem_total_bytes: 8e9, mem_available_bytes: null },
  agentCpuSeconds: 1.5,
  disks: [{ mount: '/', total_bytes: 100, free_bytes: 40, holds: [] }],
  instances: [
    {
      instanceId: 'in_1',
      figures: { gateway_up: 1, gateway_event_loop_delay_ms: 21 },
      cpuSeconds: 9.4,
      startedAt: 1_795_741_000_000,
    },
  ],
}
const deps = { agentVersion: '0.4.0', redact: (text: string) => text }

test('a family has its help and its type before its samples', () => {
  const text = expositionOf([family({ samples: [{ labels: { b: 'c', d: 'e' }, value: 1 }, { value: 0.25 }] })])
  expect(text).toBe('# HELP a_bytes A.\n# TYPE a_bytes gauge\na_bytes{b="c",d="e"} 1\na_bytes 0.25\n')
})

test('a label that holds quotes, backslashes and line ends stays one label of one line', () => {
  const value = 'a"b\\c\nd 1\r\nfake_metric 7'
  expect(expositionOf([family({ samples: [{ labels: { mountpoint: value }, value: 1 }] })]).split('\n')).toEqual([
    '# HELP a_bytes A.',
    '# TYPE a_bytes gauge',
    'a_bytes{mountpoint="a\\"b\\\\c\\nd 1 \\nfake_metric 7"} 1',
    '',
  ])
})

test('what is not known has no sample, and a family without one is not there', () => {
  expect(expositionOf([family({ samples: [{ value: null }, { value: Number.NaN }] })])).toBe('')
  const text = expositionOf(familiesOf({ sample, ...deps }))
  expect(text).not.toContain('memory_available')
  expect(text).not.toContain('gateway_threads')
})

test('units are base units and shares are ratios', () => {
  const lines = expositionOf(familiesOf({ sample, ...deps })).split('\n')
  expect(lines).toEqual(
    expect.arrayContaining([
      'moltbot_ops_build_info{version="0.4.0"} 1',
      'moltbot_ops_host_cpu_usage_ratio 0.025',
      'moltbot_gateway_up{instance_id="in_1"} 1',
      'moltbot_gateway_event_loop_delay_p99_seconds{instance_id="in_1"} 0.021',
      'moltbot_gateway_start_time_seconds{instance_id="in_1"} 1795741000',
      '# TYPE moltbot_gateway_cpu_seconds_total counter',
      'moltbot_gateway_cpu_seconds_total{instance_id="in_1"} 9.4',
      'moltbot_ops_filesystem_free_bytes{mountpoint="/"} 40',
    ]),
  )
})

test('names are those that Prometheus takes, each once', () => {
  const names = familiesOf({ sample, ...deps }).map(({ name }) => name)
  expect(new Set(names).size).toBe(names.length)
  for (const name of names) expect(name).toMatch(/^moltbot_[a-z0-9_]+$/)
  for (const { name, type } of familiesOf({ sample, ...deps })) expect(name.endsWith('_total')).toBe(type === 'counter')
})

test('an old sample is not told as if it were of now', () => {
  expect(expositionOf(familiesOf({ sample: null, ...deps })).match(/^moltbot\w+/gm)).toEqual(['moltbot_ops_build_info'])
})
