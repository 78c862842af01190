import { randomUUID } from 'node:crypto'
import { chmodSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type RealMoltbot, startMoltbot } from '../../../tools/real/real-moltbot.ts'
import { createBus } from '../core/bus.ts'
import type { Clock } from '../core/clock.ts'
import { openDatabase } from '../core/database/open-database.ts'
import { createMoltbot, type Moltbot } from '../features/moltbot/moltbot.ts'
import type { MoltBotStatus } from '../features/moltbot/record-look.ts'
import { createRealHost } from '../host/real/create-real-host.ts'

/** 2026.9.4 starts fastest; 9.6 has the newest interface and is used where the interface matters. */
const fast = '2026.9.4'
const newest = '2026.9.6'

const clock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  after(milliseconds, task) {
    const timer = setTimeout(task, milliseconds)
    return { cancel: () => clearTimeout(timer) }
  },
  every(milliseconds, task) {
    const timer = setInterval(task, milliseconds)
    return { cancel: () => clearInterval(timer) }
  },
}

interface Watching {
  moltbot: Moltbot
  faults: string[]
  secrets: string[]
  /** Resolves with the first status that fits, and how long that took in milliseconds. */
  until(fits: (status: MoltBotStatus) => boolean, withinMs: number): Promise<{ status: MoltBotStatus; tookMs: number }>
  stop(): Promise<void>
}

let folder: string
let port = 28_800
const started: RealMoltbot[] = []
const watching: Watching[] = []

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'observed-'))
  port++
})
afterEach(async () => {
  for (const watcher of watching.splice(0)) await watcher.stop()
  for (const gateway of started.splice(0)) await gateway.dispose()
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
})

async function start(options: Partial<Parameters<typeof startMoltbot>[0]> = {}): Promise<RealMoltbot> {
  const gateway = await startMoltbot({ version: fast, port, folder: join(folder, 'bot'), ...options })
  started.push(gateway)
  return gateway
}

async function watch(home = join(folder, 'bot')): Promise<Watching> {
  const bus = createBus()
  const faults: string[] = []
  const secrets: string[] = []
  const log = {
    info: () => undefined,
    warn: (message: string) => void faults.push(message),
    error: (message: string, fields?: Record<string, unknown>) => void faults.push(`${message} ${fields?.error}`),
  }
  const moltbot = createMoltbot({
    host: await createRealHost({ clock, stateDir: join(folder, 'agent'), environment: {} }),
    clock,
    ids: { id: (prefix) => `${prefix}_${randomUUID().slice(0, 8)}`, secret: () => randomUUID(), below: () => 0 },
    random: () => 0.5,
    database: openDatabase(join(folder, 'agent.sqlite')),
    bus,
    log,
    nodeId: 'node',
    moltbotHome: home,
    managed: () => [],
    onSecret: (_, value) => void secrets.push(value),
    redact: (text) => text,
  })
  await moltbot.start()
  const watcher: Watching = {
    moltbot,
    faults,
    secrets,
    until(fits, withinMs) {
      const began = performance.now()
      return new Promise((resolve, reject) => {
        const done = (status: MoltBotStatus) => {
          if (!fits(status)) return
          clearTimeout(timer)
          unsubscribe()
          resolve({ status, tookMs: performance.now() - began })
        }
        const timer = setTimeout(() => {
          unsubscribe()
          reject(new Error(`Not within ${withinMs} ms; last: ${JSON.stringify(moltbot.statuses(), null, 1)}`))
        }, withinMs)
        const unsubscribe = bus.subscribe((name, payload) => {
          if (name === 'status') done(payload as MoltBotStatus)
        })
        for (const status of moltbot.statuses()) done(status)
      })
    },
    stop: () => moltbot.stop(),
  }
  watching.push(watcher)
  return watcher
}

const is = (state: MoltBotStatus['state']) => (status: MoltBotStatus) => status.state === state
const isConnected = (status: MoltBotStatus) => status.state === 'running' && status.gateway_connected

function say(what: string, value: string): void {
  process.stdout.write(`measured: ${what}: ${value}\n`)
}

test('a start is followed from nothing to running, and a kill is seen with its cause', async () => {
  const observer = await watch()
  expect(observer.moltbot.statuses()).toMatchObject([{ state: 'not_installed', installed: false, running: false }])
  const whileStarting = observer.until(is('starting'), 60_000)
  const gateway = await start({ version: newest })
  const { tookMs: readyTook } = await observer.until(isConnected, 5000)
  say('running after ready', `${Math.round(readyTook)} ms`)
  expect((await whileStarting).status.startup).toMatchObject({ budget_seconds: 180 })
  const { status } = await observer.until(isConnected, 1000)
  expect(status).toMatchObject({
    version: newest,
    restart_count_24h: 0,
    process: { pid: gateway.pid },
    gateway: { url: gateway.url, live: true, ready: true, rpc: 'connected', boot_id: expect.any(String) },
    install: { method: 'npm', prefix: expect.stringContaining(newest) },
  })
  expect(observer.secrets).toContain(gateway.token)

  await gateway.kill9()
  const { status: killed, tookMs } = await observer.until(is('stopped'), 5000)
  say('kill seen after', `${Math.round(tookMs)} ms`)
  expect(killed.reasons).toMatchObject([
    { code: 'ended_uncleanly', evidence: [{ kind: 'file', quote: expect.stringContaining(`${gateway.pid}`) }] },
  ])
  expect(killed).toMatchObject({ running: false, gateway_connected: false, last_exit: { clean: false } })
  expect(observer.faults).toEqual([])
})

test('restarts are counted, also those that happened while nobody watched', async () => {
  const observer = await watch()
  const first = await start({ version: newest })
  await observer.until(isConnected, 10_000)
  // A restart inside the process: the pid stays.
  process.kill(first.pid, 'SIGUSR2')
  await observer.until((status) => status.state === 'starting', 10_000)
  const { status: inside } = await observer.until(isConnected, 60_000)
  expect(inside).toMatchObject({ restart_count_24h: 1, process: { pid: first.pid } })
  expect(inside.last_exit).toMatchObject({ clean: true })
  await first.stop()
  const { status: stopped } = await observer.until(is('stopped'), 5000)
  expect(stopped.reasons).toMatchObject([{ code: 'stopped_cleanly' }])
  await start({ version: newest })
  expect((await observer.until(isConnected, 10_000)).status.restart_count_24h).toBe(2)
  await observer.stop()

  const unseen = started.at(-1)
  process.kill(unseen?.pid ?? 0, 'SIGTERM')
  await unseen?.exited
  const missed = await start({ version: newest })
  await missed.kill9()
  await start({ version: newest })
  const again = await watch()
  const { status } = await again.until(isConnected, 10_000)
  expect(status.restart_count_24h).toBe(4)
  expect(status.last_exit).toMatchObject({ clean: false })
  expect(again.faults).toEqual([])
})

test('a token that the gateway does not take is told as that', async () => {
  const gateway = await start({ version: newest, config: { gateway: { reload: { mode: 'off' } } } })
  const text = readFileSync(gateway.configPath, 'utf8')
  writeFileSync(gateway.configPath, text.replace(gateway.token, `other-${randomUUID()}`))
  const observer = await watch()
  const { status } = await observer.until(is('degraded'), 20_000)
  expect(status).toMatchObject({
    running: true,
    gateway_connected: false,
    gateway: { ready: true, rpc: 'refused_token' },
  })
  expect(status.reasons?.map(({ code }) => code)).toContain('token_mismatch')
})

test('a paused process is stuck, and well again when it goes on', async () => {
  const gateway = await start()
  const observer = await watch()
  await observer.until(isConnected, 10_000)
  process.kill(gateway.pid, 'SIGSTOP')
  const { status, tookMs } = await observer.until(is('wedged'), 5000)
  say('pause seen after', `${Math.round(tookMs)} ms`)
  expect(status.reasons).toMatchObject([{ code: 'process_paused' }])
  process.kill(gateway.pid, 'SIGCONT')
  await observer.until(is('running'), 10_000)
})

test('an invalid edit is found while the gateway still runs, and gone when it is undone', async () => {
  const gateway = await start()
  const observer = await watch()
  await observer.until(isConnected, 10_000)
  const text = readFileSync(gateway.configPath, 'utf8')
  writeFileSync(gateway.configPath, text.replace('"gateway": {', '"gateway": { "bogusKey": true,'))
  const { status, tookMs } = await observer.until((seen) => seen.config?.pending_invalid_edit === true, 20_000)
  say('invalid edit seen after', `${Math.round(tookMs)} ms`)
  expect(status).toMatchObject({ state: 'degraded', running: true, config: { valid: false } })
  expect(status.config?.issues?.join()).toContain('bogusKey')
  expect(status.findings).toContainEqual(expect.objectContaining({ id: 'pending_invalid_edit', severity: 'critical' }))
  writeFileSync(gateway.configPath, text)
  await observer.until((seen) => seen.state === 'running' && !seen.config?.pending_invalid_edit, 70_000)
})

test('a start that the config forbids is told with its reason, though it lasted seconds', async () => {
  const observer = await watch()
  const failing = await start({ waitForReady: false, config: { gateway: { bogusKey: true } } })
  await failing.exited
  const { status } = await observer.until(is('crash_looping'), 5000)
  expect(status.reasons).toMatchObject([{ code: 'config_invalid', message: expect.stringContaining('bogusKey') }])
  expect(status.last_exit).toMatchObject({ clean: false, code: 78 })
})

test('two gateways on one machine are told apart', async () => {
  await start({ folder: join(folder, 'bots/one'), stateDir: join(folder, 'bots/.openclaw') })
  port++
  const other = await start({ folder: join(folder, 'bots/two'), stateDir: join(folder, 'bots/.openclaw-work') })
  const observer = await watch(join(folder, 'bots'))
  await observer.until((status) => status.process?.pid === other.pid && isConnected(status), 10_000)
  const statuses = observer.moltbot.statuses()
  expect(new Set(statuses.map(({ instance_id }) => instance_id)).size).toBe(2)
  expect(statuses.map(({ gateway }) => gateway?.url)).toEqual([
    `http://127.0.0.1:${port - 1}`,
    `http://127.0.0.1:${port}`,
  ])
  await other.kill9()
  await observer.until((status) => status.state === 'stopped', 5000)
  expect(observer.moltbot.statuses().map(({ state }) => state)).toEqual(['running', 'stopped'])
})

test.runIf(process.getuid?.() === 0)('root observes the gateway of another user with that user’s rights', async () => {
  chmodSync(folder, 0o755)
  const gateway = await start({ owner: { uid: 65_534, gid: 65_534 } })
  const observer = await watch()
  const { status } = await observer.until(isConnected, 10_000)
  expect(status.process).toMatchObject({ pid: gateway.pid, user: 'nobody' })
  expect(status.findings).toEqual([])
  expect(observer.moltbot.instanceOwners()).toEqual([65_534])
  // A config that is a link to a file of root is not followed for them.
  rmSync(gateway.configPath)
  writeFileSync(join(folder, 'of-root.json'), '{}')
  symlinkSync(join(folder, 'of-root.json'), gateway.configPath)
  const refused = await observer.until(
    ({ findings }) => findings?.some(({ id }) => id === 'config_unreadable') === true,
    10_000,
  )
  expect(refused.status.config).toBeNull()
})

test('watching an idle gateway costs next to nothing', async () => {
  const gateway = await start({ version: newest })
  const observer = await watch()
  await observer.until(isConnected, 10_000)
  const gatewayCpu = () => {
    const fields = readFileSync(`/proc/${gateway.pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? []
    return (Number(fields[11]) + Number(fields[12])) / 100
  }
  await new Promise((done) => setTimeout(done, 20_000))
  const seconds = 30
  // What the gateway does alone is only told beside it.
  const aloneSeconds = 10
  const percent = (used: number, of = seconds) => `${((used / of) * 100).toFixed(2)} %`
  const own = process.cpuUsage()
  const watched = gatewayCpu()
  await new Promise((done) => setTimeout(done, seconds * 1000))
  const { user, system } = process.cpuUsage(own)
  const used = (user + system) / 1e6
  const theirs = gatewayCpu() - watched
  await observer.stop()
  const unwatched = gatewayCpu()
  await new Promise((done) => setTimeout(done, aloneSeconds * 1000))
  say(
    'of one core',
    `watching ${percent(used)}, the gateway ${percent(theirs)}, alone ${percent(gatewayCpu() - unwatched, aloneSeconds)}`,
  )
  expect(used / seconds).toBeLessThan(0.01)
})
