import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { freePort } from '../../tools/real/free-port.ts'
import { createRealAgent } from './install-real-agent.ts'

let agent: Awaited<ReturnType<typeof createRealAgent>>
let folder: string
let prometheus: ChildProcess | null = null

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'prometheus-'))
  agent = await createRealAgent()
  await agent.start()
})

afterEach(async () => {
  if (prometheus !== null && prometheus.exitCode === null) {
    const ended = once(prometheus, 'exit')
    prometheus.kill('SIGTERM')
    await ended
  }
  prometheus = null
  await agent.end('SIGTERM')
  agent.clear()
  rmSync(folder, { recursive: true, force: true })
})

/** A token that may read metrics, made at the host. */
async function metricsToken(): Promise<string> {
  const wish = { name: 'prometheus', role: 'viewer', scope: 'metrics.read' }
  const made = await agent.ask('POST', '/auth/tokens', wish)
  expect(made.status).toBe(201)
  return made.body.access_token
}

/** Such as `http://127.0.0.1:7337`. */
function addressOfAgent(): string {
  return JSON.parse(readFileSync(join(agent.stateDir, 'agent.json'), 'utf8')).address
}

/** The real Prometheus, scraping the agent over loopback each second; gives the address of its own API. */
async function startPrometheus(token: string): Promise<string> {
  writeFileSync(join(folder, 'token'), token, { mode: 0o600 })
  const config = {
    global: { scrape_interval: '1s', scrape_timeout: '1s' },
    scrape_configs: [
      {
        job_name: 'moltbot-ops',
        metrics_path: '/metrics/prometheus',
        authorization: { credentials_file: join(folder, 'token') },
        static_configs: [{ targets: [new URL(addressOfAgent()).host] }],
      },
    ],
  }
  // JSON is YAML.
  writeFileSync(join(folder, 'prometheus.yml'), JSON.stringify(config))
  const port = await freePort()
  prometheus = spawn(
    'prometheus',
    [
      `--config.file=${join(folder, 'prometheus.yml')}`,
      `--storage.tsdb.path=${join(folder, 'data')}`,
      `--web.listen-address=127.0.0.1:${port}`,
    ],
    { stdio: 'ignore' },
  )
  return `http://127.0.0.1:${port}/api/v1`
}

interface Target {
  health: string
  lastError: string
}

/** Asks until there is an answer that is wanted. */
async function until<Value>(look: () => Promise<Value | null>): Promise<Value> {
  for (let waited = 0; waited < 60_000; waited += 200) {
    const found = await look().catch(() => null)
    if (found !== null) return found
    await pause(200)
  }
  throw new Error('Prometheus did not come so far within a minute')
}

async function ask(url: string) {
  const answer = await fetch(url)
  const { data } = (await answer.json()) as { data: Record<string, never> }
  return data as unknown as { activeTargets: Target[]; result: { value: [number, string] }[] }
}

const targetOf = (api: string) =>
  until(async () => {
    const [target] = (await ask(`${api}/targets`)).activeTargets
    return target === undefined || target.health === 'unknown' ? null : target
  })

test('the real Prometheus scrapes the agent with a token that may do nothing else', async () => {
  const api = await startPrometheus(await metricsToken())
  expect(await targetOf(api)).toMatchObject({ health: 'up', lastError: '' })
  const figureOf = (query: string) =>
    until(async () => {
      const { result } = await ask(`${api}/query?query=${encodeURIComponent(query)}`)
      return result[0] === undefined ? null : Number(result[0].value[1])
    })
  expect(await figureOf('up')).toBe(1)
  expect(await figureOf('moltbot_ops_build_info')).toBe(1)
  expect(await figureOf('moltbot_ops_host_memory_total_bytes')).toBeGreaterThan(100e6)
  expect(await figureOf('moltbot_ops_filesystem_free_bytes{mountpoint="/"}')).toBeGreaterThan(0)
  expect(await figureOf('moltbot_ops_agent_resident_memory_bytes')).toBeGreaterThan(10e6)
  // Known from the second sample on.
  expect(await figureOf('moltbot_ops_host_cpu_usage_ratio')).toBeLessThanOrEqual(1)
})

test('a token that is none is refused, which Prometheus shows as the target being down', async () => {
  const api = await startPrometheus('mot_not-a-token')
  expect(await targetOf(api)).toMatchObject({ health: 'down', lastError: expect.stringContaining('401') })
})

test('promtool finds nothing to say about names, units and help', async () => {
  const token = await metricsToken()
  const answer = await fetch(`${addressOfAgent()}/metrics/prometheus`, {
    headers: { authorization: `Bearer ${token}` },
  })
  expect(answer.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8')
  const said = execFileSync('promtool', ['check', 'metrics'], { input: await answer.text(), encoding: 'utf8' })
  expect(said).toBe('')
})
