import { afterEach, expect, test } from 'vitest'
import { askAtHost } from './ask-at-host.ts'
import { createWholeAgent } from './whole-agent.ts'

type Agent = Awaited<ReturnType<typeof createWholeAgent>>
let agent: Agent | null = null
afterEach(async () => {
  await agent?.stop()
  expect(agent?.log.lines ?? []).toEqual([])
  agent = null
})

async function begin(scenario: string): Promise<Agent> {
  agent = await createWholeAgent(scenario)
  return agent
}

const series = (...names: string[]) => names.map((name) => `series=${name}`).join('&')

test('a healthy MoltBot is measured with its machine and its agent', async () => {
  const { ask, advance } = await begin('healthy')
  await advance(120)
  const { status, body } = await ask('GET', '/metrics/current')
  expect(status).toBe(200)
  expect(body).toMatchObject({
    interval_seconds: 10,
    gateway_up: 1,
    gateway_threads: expect.any(Number),
    gateway_open_files: expect.any(Number),
    disks: [{ mount: '/', holds: ['system', 'agent_state', 'moltbot_state'] }],
    unknown: [],
  })
  expect(body.cpu_percent).toBeGreaterThan(2)
  expect(body.cpu_percent).toBeLessThan(6)
  expect(body.gateway_cpu_percent).toBeCloseTo(0.4, 1)
  expect(body.gateway_uptime_seconds).toBeGreaterThan(3 * 3600)
  expect(body.state_dir_bytes).toBeGreaterThan(0)
})

test('what cannot be measured right after the start is named, and not told as nothing', async () => {
  const { ask } = await begin('healthy')
  const { body } = await ask('GET', '/metrics/current')
  expect(body.unknown).toEqual(expect.arrayContaining(['cpu_percent', 'gateway_cpu_percent', 'state_dir_bytes']))
  expect(body).toMatchObject({ gateway_cpu_percent: null, state_dir_bytes: null, gateway_up: 1 })
})

test('where nothing is installed the machine is measured, and of a gateway nothing is claimed', async () => {
  const { ask, advance } = await begin('not-installed')
  await advance(60)
  const { body } = await ask('GET', '/metrics/current')
  expect(body).toMatchObject({ instance_id: null, gateway_up: null, gateway_rss_bytes: null, restart_count_24h: 0 })
  expect(body.unknown).toEqual(expect.arrayContaining(['gateway_up', 'restart_count_24h']))
  expect(body.unknown).not.toContain('cpu_percent')
})

test('a MoltBot that was stopped is down, which is known', async () => {
  const { ask, advance } = await begin('stopped')
  await advance(60)
  const { body } = await ask('GET', '/metrics/current')
  expect(body).toMatchObject({ gateway_up: 0, gateway_cpu_percent: null })
  expect(body.unknown).not.toContain('gateway_up')
})

test('a disk that runs low is seen in what is measured and in its history', async () => {
  const { ask, advance } = await begin('disk-low')
  await advance(300)
  const { body: current } = await ask('GET', '/metrics/current')
  expect(current.disk_free_percent).toBeCloseTo(2, 1)
  expect(current.disk_free_bytes / current.disk_total_bytes).toBeCloseTo(0.02, 3)
  const { body } = await ask('GET', `/metrics/history?${series('disk_free_percent', 'gateway_rss_bytes')}`)
  expect(body).toMatchObject({ step_seconds: 10, series: [{ unit: 'percent' }, { unit: 'bytes' }] })
  const known = body.series[0].mean.filter((value: number | null) => value !== null)
  expect(known.length).toBeGreaterThanOrEqual(30)
  expect(known.every((value: number) => Math.abs(value - 2) < 0.1)).toBe(true)
  expect(body.times).toHaveLength(body.series[0].mean.length)
})

test('an hour of history has a point for each step, and a day has at most two thousand', async () => {
  const { ask, advance, now } = await begin('healthy')
  await advance(780)
  const { body } = await ask('GET', `/metrics/history?${series('gateway_rss_bytes')}&step=60`)
  expect(body).toMatchObject({ step_seconds: 60 })
  expect(body.series[0].mean.filter((value: number | null) => value !== null)).toHaveLength(14)
  const from = new Date(Date.parse(now()) - 86_400_000).toISOString()
  const day = await ask('GET', `/metrics/history?${series('cpu_percent')}&from=${from}`)
  expect(day.body.step_seconds).toBe(60)
  expect(day.body.times.length).toBeLessThanOrEqual(2000)
  expect(day.body.series[0].mean.filter((value: number | null) => value !== null)).toHaveLength(14)
})

test('two instances are told apart', async () => {
  const { ask, advance } = await begin('two-instances')
  await advance(60)
  const { body } = await ask('GET', '/instances')
  const [one, other] = await Promise.all(
    body.items.map(async ({ id }: { id: string }) => (await ask('GET', `/metrics/current?instance_id=${id}`)).body),
  )
  expect(one.instance_id).not.toBe(other.instance_id)
  expect(one.gateway_rss_bytes).not.toBe(other.gateway_rss_bytes)
  expect(await ask('GET', '/metrics/current?instance_id=in_none')).toMatchObject({ status: 404 })
})

test('a range that ends before it begins is refused', async () => {
  const { ask } = await begin('healthy')
  const path = `/metrics/history?${series('cpu_percent')}&from=2026-11-23T02:00:00Z&to=2026-11-23T01:00:00Z`
  expect(await ask('GET', path)).toMatchObject({ status: 400, body: { code: 'validation_failed' } })
  const leap = `/metrics/history?${series('cpu_percent')}&from=2026-06-30T23:59:60Z`
  expect(await ask('GET', leap)).toMatchObject({ status: 400, body: { code: 'validation_failed' } })
})

test('a scraper with a token of its own reads the metrics of every instance, and nothing else', async () => {
  const { advance, served } = await begin('two-instances')
  await advance(60)
  const made = await askAtHost(served, 'POST', '/auth/tokens', {
    ...{ name: 'prometheus', role: 'viewer', scope: 'metrics.read', ttl_seconds: 86_400 },
  })
  const { access_token: token } = JSON.parse(made.body)
  const app = await served.app()
  const scrape = (url: string, accept: string) =>
    app.inject({ url, headers: { host: '127.0.0.1:7337', authorization: `Bearer ${token}`, accept } })
  const answer = await scrape(
    '/metrics/prometheus',
    'application/openmetrics-text;q=0.5,text/plain;version=0.0.4;q=0.2',
  )
  expect(answer.statusCode).toBe(200)
  expect(answer.headers['content-type']).toBe('text/plain; version=0.0.4; charset=utf-8')
  expect(answer.body.match(/^moltbot_gateway_up\{instance_id="in_[\w-]+"\} 1$/gm)).toHaveLength(2)
  expect(answer.body).toContain('# TYPE moltbot_gateway_up gauge\n')
  const elsewhere = await scrape('/metrics/current', '*/*')
  expect([elsewhere.statusCode, elsewhere.json().code]).toEqual([403, 'scope_insufficient'])
  const asJson = await scrape('/metrics/prometheus', 'application/json')
  expect(asJson.statusCode).toBe(406)
})

test('what is built is listed', async () => {
  const { ask } = await begin('healthy')
  const { body } = await ask('GET', '/capabilities')
  expect(body.operations).toEqual(
    expect.arrayContaining(['getCurrentMetrics', 'getMetricsForecast', 'getMetricsHistory', 'getPrometheusMetrics']),
  )
})

test('what runs out is not foretold from minutes', async () => {
  const { ask, advance } = await begin('disk-low')
  await advance(120)
  const { status, body } = await ask('GET', '/metrics/forecast')
  expect(status).toBe(200)
  expect(body.items).toMatchObject([
    { metric: 'disk_free_bytes', confidence: 'none', eta: null },
    { metric: 'mem_available_bytes', confidence: 'none', eta: null },
  ])
})
