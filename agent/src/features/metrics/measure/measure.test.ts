import { beforeEach, expect, test } from 'vitest'
import { createFakeClock, type FakeClock } from '../../../core/clock.fake.ts'
import type { MachineMeter, Meters, ProcessMeter } from '../../../host/host.ts'
import { createMemoryFiles } from '../../../host/simulated/memory-files.ts'
import { staleStatus, statusOfNothing } from '../../moltbot/status-without-look.ts'
import { snapshotOf } from '../snapshot.ts'
import { createMeasure } from './measure.ts'
import { busyPercent } from './measure-host.ts'
import type { WatchedGateway } from './watched-gateway.ts'

let clock: FakeClock
let machine: MachineMeter
let processes: Map<number, ProcessMeter>
let gateways: WatchedGateway[]
let measure: ReturnType<typeof createMeasure>

const running = {
  ...statusOfNothing(0, 'in_1', 'nothing_found'),
  installed: true,
  running: true,
  state: 'running' as const,
  gateway: {
    ...{ url: 'http://127.0.0.1:18789', latency_ms: 6, version: null, boot_id: null, live: true, ready: true },
    ...{ failing: [], rpc: 'connected' as const },
    event_loop: { degraded: false, delay_p99_ms: 21, utilization: 0.01, reasons: [] },
  },
}
const channel = (connected: boolean | null, configured = true) => ({
  ...{ id: 'telegram', account: null, configured, running: true, connected, lifecycle: null },
  ...{ last_error: null, last_inbound_at: null, observed_at: '2026-11-23T02:07:00Z' },
})
const gateway = (status: WatchedGateway['status'] = running, more: Partial<WatchedGateway> = {}): WatchedGateway => ({
  instanceId: 'in_1',
  status,
  process: { pid: 7, startTicks: 100, startedAt: clock.now() - 60_000 },
  stateDir: null,
  logDir: null,
  ...more,
})

beforeEach(() => {
  clock = createFakeClock()
  machine = {
    cpu: { busy: 100, total: 1000 },
    memoryTotalBytes: 8e9,
    memoryAvailableBytes: 6e9,
    swapUsedBytes: 0,
    load1m: 0.5,
    uptimeSeconds: 100,
  }
  processes = new Map([[7, { startTicks: 100, cpuSeconds: 10, rssBytes: 4e8, threads: 18, openFiles: 61 }]])
  gateways = [gateway()]
  const meters: Meters = {
    machine: async () => machine,
    process: async (pid) => processes.get(pid) ?? null,
    agent: () => ({ cpuSeconds: clock.monotonic() / 100_000, rssBytes: 7e7 }),
    close: () => undefined,
  }
  measure = createMeasure({
    host: { meters, files: createMemoryFiles().files },
    clock,
    disks: async () => [
      { mount: '/', total_bytes: 1000, free_bytes: 300, holds: ['system'] },
      { mount: '/small', total_bytes: 100, free_bytes: 20, holds: ['moltbot_state'] },
    ],
    gateways: () => gateways,
  })
})

/** Ten seconds later, with so much more processor time. */
async function next(busy: number, cpuSeconds = 0, passedMs = 10_000) {
  clock.advance(passedMs)
  const before = machine.cpu
  machine = { ...machine, cpu: before && { busy: before.busy + busy, total: before.total + 100 } }
  const meter = processes.get(7)
  if (meter) processes.set(7, { ...meter, cpuSeconds: meter.cpuSeconds + cpuSeconds })
  return measure()
}

test('shares of the processor are of the time since the sample before', async () => {
  expect(await measure()).toMatchObject({
    host: { cpu_percent: null, agent_cpu_percent: null },
    instances: [{ figures: { gateway_cpu_percent: null } }],
  })
  const { host, instances } = await next(25, 0.5)
  expect(host).toMatchObject({ cpu_percent: 25, mem_percent: 25, agent_cpu_percent: 1 })
  expect(instances[0]?.figures.gateway_cpu_percent).toBe(5)
})

test('the fullest disk is the one with the least share free', async () => {
  const { host } = await measure()
  expect(host).toMatchObject({ disk_free_bytes: 20, disk_total_bytes: 100, disk_free_percent: 20 })
})

test('a laptop that slept leaves a hole and no spike', async () => {
  await measure()
  const asleep = await next(100, 90, 3_600_000)
  expect(asleep.host).toMatchObject({ cpu_percent: null, agent_cpu_percent: null })
  expect(asleep.instances[0]?.figures.gateway_cpu_percent).toBe(null)
  expect((await next(10, 0.1)).host.cpu_percent).toBe(10)
})

test('a clock that was set leaves no spike either', async () => {
  await measure()
  clock.setWall(clock.now() + 86_400_000)
  expect((await next(10, 0.1)).instances[0]?.figures.gateway_cpu_percent).toBe(null)
  expect((await next(10, 0.1)).instances[0]?.figures.gateway_cpu_percent).toBeCloseTo(1)
})

test('another process under the same number is not taken for the gateway', async () => {
  await measure()
  processes.set(7, { startTicks: 999, cpuSeconds: 5000, rssBytes: 1, threads: 1, openFiles: 1 })
  const { instances } = await next(10)
  expect(instances[0]).toMatchObject({
    cpuSeconds: null,
    startedAt: null,
    figures: { gateway_rss_bytes: null, gateway_cpu_percent: null, gateway_uptime_seconds: null },
  })
  gateways = [gateway(running, { process: { pid: 7, startTicks: 999, startedAt: clock.now() } })]
  expect((await next(10)).instances[0]?.figures).toMatchObject({ gateway_rss_bytes: 1, gateway_cpu_percent: null })
  expect((await next(10, 1)).instances[0]?.figures.gateway_cpu_percent).toBe(10)
})

test('of a gateway in a container only what the look at it told is known', async () => {
  gateways = [gateway(running, { process: null })]
  const snapshot = snapshotOf(await measure(), 'in_1')
  expect(snapshot).toMatchObject({ gateway_up: 1, gateway_rpc_latency_ms: 6, gateway_rss_bytes: null })
  expect(snapshot.unknown).toEqual(
    expect.arrayContaining(['gateway_rss_bytes', 'gateway_threads', 'gateway_open_files', 'state_dir_bytes']),
  )
})

test('what the last look said is told, and nothing of one that is too old', async () => {
  gateways = [gateway({ ...running, channels: [channel(true), channel(false), channel(true, false)] })]
  expect((await measure()).instances[0]?.figures).toMatchObject({
    ...{ gateway_up: 1, gateway_event_loop_delay_ms: 21, gateway_event_loop_utilization: 0.01 },
    ...{ channels_configured: 2, channels_connected: 1, restart_count_24h: 0 },
  })
  gateways = [gateway(staleStatus(running, 0, 60_000))]
  expect((await measure()).instances[0]?.figures).toMatchObject({
    ...{ gateway_up: null, gateway_event_loop_delay_ms: null, channels_configured: null, restart_count_24h: null },
  })
})

test.each([
  ['running and alive', 'running', true, 1],
  ['degraded and alive', 'degraded', true, 1],
  ['running and silent', 'running', false, 0],
  ['running and not asked', 'running', null, null],
  ['wedged', 'wedged', true, 0],
  ['starting', 'starting', null, 0],
  ['stopped', 'stopped', null, 0],
] as const)('a gateway that is %s', async (_what, state, live, up) => {
  gateways = [gateway({ ...running, state, gateway: { ...running.gateway, live } })]
  expect((await measure()).instances[0]?.figures.gateway_up).toBe(up)
})

test('a channel that MoltBot says nothing about makes the count of connected ones unknown', async () => {
  gateways = [gateway({ ...running, channels: [channel(true), channel(null)] })]
  expect((await measure()).instances[0]?.figures).toMatchObject({ channels_configured: 2, channels_connected: null })
})

test('processor time that runs backwards is no measurement', () => {
  expect(busyPercent({ busy: 10, total: 100 }, { busy: 5, total: 200 })).toBe(null)
  expect(busyPercent({ busy: 10, total: 100 }, { busy: 10, total: 100 })).toBe(null)
  expect(busyPercent({ busy: 10, total: 100 }, { busy: 130, total: 200 })).toBe(100)
  expect(busyPercent(null, { busy: 10, total: 100 })).toBe(null)
})

test('where a machine tells nothing, what may not be null is zero and named as unknown', async () => {
  machine = {
    ...{ cpu: null, memoryTotalBytes: null, memoryAvailableBytes: null, swapUsedBytes: null, load1m: null },
    uptimeSeconds: null,
  }
  gateways = []
  const snapshot = snapshotOf(await measure(), null)
  expect(snapshot).toMatchObject({ cpu_percent: 0, mem_percent: 0, uptime_seconds: 0, load_1m: null })
  for (const name of ['cpu_percent', 'mem_percent', 'uptime_seconds', 'restart_count_24h', 'load_1m'])
    expect(snapshot.unknown).toContain(name)
  expect(snapshot.unknown).not.toContain('disk_free_bytes')
})
