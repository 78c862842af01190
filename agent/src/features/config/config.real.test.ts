import { randomUUID } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createRedactor } from '@moltbot-ops/redact'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { installMoltbot } from '../../../../tools/real/moltbot-install.ts'
import { type RealMoltbot, startMoltbot } from '../../../../tools/real/real-moltbot.ts'
import type { Actor } from '../../core/actor.ts'
import { createBus } from '../../core/bus.ts'
import type { Clock } from '../../core/clock.ts'
import type { Consent, Intent, Params } from '../../core/consent.ts'
import { type Database, openDatabase } from '../../core/database/open-database.ts'
import type { Handler, Input, ResultOf } from '../../core/handler.ts'
import type { Effects } from '../../host/effects.ts'
import { createRealHost } from '../../host/real/create-real-host.ts'
import { createRealEffects } from '../../host/real/effects/create-real-effects.ts'
import { hashOf } from '../../moltbot/config/history/author.ts'
import { createJobs } from '../jobs/jobs.ts'
import { createMoltbot } from '../moltbot/moltbot.ts'
import { createWaitForStatus } from '../moltbot/wait-for-status.ts'
import { type ConfigFeature, createConfig } from './config.ts'
import { createCopyStore } from './history/copy-store.ts'
import { candidatePrefix } from './moltbot-program.ts'
import { createSchemaFiles } from './schema-files.ts'

const version = '2026.9.6'
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
const actor: Actor = {
  ...{ subject: 'user:u', user: 'u', deviceId: 'd', sessionId: 's', role: 'admin', via: 'browser' },
  ...{ scope: 'all', expiresAt: null },
}
type Ids = keyof ConfigFeature['handlers']

let folder: string
let bot: RealMoltbot
let effects: Effects
const running: { stop(): Promise<void> }[] = []

beforeAll(async () => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'config-real-')))
  const ids = { secret: () => randomUUID() }
  effects = createRealEffects({ ids, environment: process.env, serviceManagers: () => [], ssh: {} as never })
  bot = await startMoltbot({ version, folder: join(folder, 'bot') })
  const text = readFileSync(bot.configPath, 'utf8')
  writeFileSync(bot.configPath, `// Kept by hand.\n${text}\n`)
})
afterEach(async () => {
  for (const agent of running.splice(0)) await agent.stop()
})
afterAll(async () => {
  await bot.dispose()
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
})

const file = () => readFileSync(bot.configPath, 'utf8')

/** One life of an agent that installed this MoltBot, as the agent wires it. */
async function startAgent(
  own: Effects = effects,
  database: Database = openDatabase(':memory:'),
  stateDir = join(folder, 'agent'),
) {
  const bus = createBus()
  const logged: string[] = []
  const write = (message: string, fields?: { error?: unknown }) => void logged.push(`${message} ${fields?.error ?? ''}`)
  const log = { info: write, warn: write, error: write }
  const ids = {
    id: (prefix: string) => `${prefix}_${randomUUID().slice(0, 8)}`,
    secret: () => randomUUID(),
    below: () => 0,
  }
  const base = { database, bus, clock, ids, log, nodeId: 'ag_1' }
  const host = await createRealHost({ clock, stateDir, environment: {} })
  const { node, entry } = await installMoltbot(version)
  const owner = await own.accounts.byUid(process.getuid?.() ?? 0)
  if (owner === null) throw new Error('no account')
  const definition = {
    ...{ name: 'moltbot', description: 'MoltBot', owner, command: [node, entry, 'gateway', 'run'], environment: {} },
    ...{
      workingDirectory: bot.folder,
      stateDir: bot.stateDir,
      port: bot.port,
      startBudgetMs: 180_000,
      stopBudgetMs: 30_000,
    },
  }
  const service = {
    ...{ identity: bot.stateDir, stateDir: bot.stateDir, configPath: bot.configPath, manager: 'supervised' as const },
    ...{ definition, method: 'npm' as const, version, prefix: null },
  }
  const moltbot = createMoltbot({
    ...base,
    host,
    random: () => 0.5,
    moltbotHome: bot.folder,
    managed: () => [service],
    onSecret: () => undefined,
    redact: (text) => text,
  })
  const jobs = createJobs({ ...base, sessionClock: clock, redactor: createRedactor() })
  const intent = (): Intent => {
    let open = true
    const one: Intent = {
      auditEventId: '1',
      get isOpen() {
        return open
      },
      close: async () => undefined,
      handOver() {
        open = false
        return one
      },
    }
    return one
  }
  const config = createConfig({
    ...base,
    files: host.files,
    effects: own,
    copies: createCopyStore(join(stateDir, 'config-copies')),
    schemaFiles: createSchemaFiles(join(stateDir, 'cache')),
    jobs: jobs.jobs,
    waitFor: createWaitForStatus({ bus, clock, statuses: moltbot.statuses, lookNow: moltbot.onHostChanged }),
    subject: moltbot.subject,
    subjects: () => moltbot.statuses().flatMap(({ instance_id: id }) => (id == null ? [] : [moltbot.subject(id)])),
    askGateway: moltbot.askGateway,
    intend: async () => intent(),
    audited: (_act, work) => work(),
    demandPassphrase: async () => undefined,
  })
  await moltbot.start()
  await jobs.jobs.recover()
  await config.start()
  const call = <Id extends Ids>(id: Id, input: Partial<Input<Id>> = {}): Promise<ResultOf<Id>> => {
    const handler = config.handlers[id] as Handler<Id>
    return handler({ query: {}, body: undefined, path: undefined, actor, consent: null, ...input } as Input<Id>)
  }
  type Status = ReturnType<typeof moltbot.statuses>[number]
  const until = (isIt: (status: Status) => boolean) =>
    new Promise<void>((resolve) => {
      const timer = setInterval(() => {
        if (!moltbot.statuses().some(isIt)) return
        clearInterval(timer)
        resolve()
      }, 200)
    })
  const agent = {
    connected: () => until(({ gateway_connected }) => gateway_connected),
    refused: () => until(({ config }) => config?.pending_invalid_edit === true),
    call,
    jobs,
    moltbot,
    logged,
    async apply(change: (config: Record<string, Record<string, unknown>>) => object) {
      const shown = (await call('getConfig')).config as Record<string, Record<string, unknown>>
      const body = { config: change(shown), backup_before_apply: true } as Input<'applyConfig'>['body']
      const plan = await config.planners.applyConfig?.(body as unknown as Params, actor)
      if (!plan) throw new Error('no plan')
      const approvedBy = { subject: actor.subject, deviceId: 'd', via: 'browser' as const }
      const consent: Consent = {
        ...{ confirmationId: 'cf', planHash: 'p', plan, reason: 'a test' },
        approvedBy,
        intent: intent(),
      }
      return { plan, result: await call('applyConfig', { body, consent } as Partial<Input<'applyConfig'>>) }
    },
    async stop() {
      await config.stop()
      await jobs.stop()
      await moltbot.stop()
    },
  }
  running.push(agent)
  return agent
}

/** The job that runs on after the answer, until it has ended. */
async function ended(agent: Awaited<ReturnType<typeof startAgent>>, id: string | null | undefined) {
  return agent.jobs.jobs.settled(id ?? '', 400_000)
}

describe('on the real MoltBot', () => {
  test('the schema comes over RPC with its hints, and is kept', { timeout: 120_000 }, async () => {
    const agent = await startAgent()
    await agent.connected()
    const found = await agent.call('getConfigSchema', { query: { search: 'gateway port', all: false } })
    expect(found.settings[0]).toMatchObject({ path: 'gateway.port', advanced: false })
    expect(found.total).toBeGreaterThan(4000)
    expect(readdirSync(join(folder, 'agent/cache'))).toEqual([`config-schema-${version}.v1.json`])
  })

  test('a setting that is applied while it runs is in force, with the comments kept', {
    timeout: 200_000,
  }, async () => {
    const agent = await startAgent()
    const { plan, result } = await agent.apply((all) => ({ ...all, logging: { ...all.logging, level: 'debug' } }))
    expect(plan).toMatchObject({ basis: { loading: 'while_running' }, downtimeSeconds: 0 })
    const job = await ended(agent, result.job_id)
    expect(job, JSON.stringify(job)).toMatchObject({ status: 'succeeded' })
    expect(file()).toContain('// Kept by hand.')
    expect(file()).toContain('"level": "debug"')
    expect((await agent.call('listConfigHistory', { query: {} })).items[0]).toMatchObject({
      author: 'moltbot_ops',
      valid: true,
    })
  })

  test('one that needs a restart is in force after MoltBot has restarted itself', { timeout: 400_000 }, async () => {
    const agent = await startAgent()
    const { plan, result } = await agent.apply((all) => ({
      ...all,
      gateway: { ...all.gateway, controlUi: { basePath: '/ui' } },
    }))
    expect(plan).toMatchObject({ basis: { loading: 'by_itself', effect: 'restart' } })
    const job = await ended(agent, result.job_id)
    expect(job, JSON.stringify(job)).toMatchObject({ status: 'succeeded', result: { loaded: true } })
  })

  test('one that MoltBot refuses is never written', { timeout: 200_000 }, async () => {
    const agent = await startAgent()
    const before = file()
    const attempt = agent.apply((all) => ({ ...all, gateway: { ...all.gateway, bogusKey: true } }))
    await expect(attempt).rejects.toMatchObject({ code: 'config_invalid' })
    expect(file()).toBe(before)
    expect(readdirSync(bot.stateDir).filter((name) => name.startsWith(candidatePrefix))).toEqual([])
  })

  test('a file that was made invalid by hand is repaired while it runs on', { timeout: 400_000 }, async () => {
    const agent = await startAgent()
    // It has seen what MoltBot runs with: MoltBot's own copy of that is there only some time after its start.
    await agent.connected()
    const edited = file().replace('"gateway": {', '"gateway": { "bogusKey": true,')
    expect(edited).toContain('bogusKey')
    writeFileSync(bot.configPath, edited)
    await agent.refused()
    const { plan, result } = await agent.apply(({ gateway: { bogusKey: _, ...gateway } = {}, ...all }) => ({
      ...all,
      gateway,
    }))
    expect(plan).toMatchObject({ basis: { effect: 'none', loading: 'while_running' }, downtimeSeconds: 0 })
    const job = await ended(agent, result.job_id)
    expect(job, JSON.stringify(job)).toMatchObject({ status: 'succeeded', result: { loaded: true } })
    expect(agent.moltbot.statuses()[0]).toMatchObject({ running: true, config: { valid: true } })
  })

  test('a bad one that was written nevertheless is put back by itself', { timeout: 400_000 }, async () => {
    const run: Effects['programs']['run'] = async () => ({
      code: 0,
      signal: null,
      stdout: '{"valid":true}',
      stderr: '',
    })
    const credulous = { ...effects, programs: { ...effects.programs, run } }
    // Without a schema nothing is known to be wrong before it is written.
    const agent = await startAgent(credulous, undefined, join(folder, 'other-agent'))
    const before = file()
    const { result } = await agent.apply((all) => ({ ...all, gateway: { ...all.gateway, bogusKey: true } }))
    const job = await ended(agent, result.job_id)
    expect(job, JSON.stringify(job)).toMatchObject({ status: 'failed', undo: { status: 'done' } })
    expect(job.error?.message).toContain('bogusKey')
    expect(file()).toBe(before)
    expect(agent.moltbot.statuses()[0]).toMatchObject({ running: true, config: { hash: hashOf(before) } })
  })

  test.each(['before', 'after'] as const)(
    'an agent that is killed %s the write leaves the old file after its next start',
    { timeout: 400_000 },
    async (moment) => {
      const database = openDatabase(':memory:')
      const before = file()
      const dead = Promise.withResolvers<void>()
      const writeFile: Effects['folders']['writeFile'] = async (...args) => {
        if (args[0] !== bot.configPath) return effects.folders.writeFile(...args)
        if (moment === 'after') await effects.folders.writeFile(...args)
        dead.resolve()
        return new Promise<never>(() => undefined)
      }
      const mortal = { ...effects, folders: { ...effects.folders, writeFile } }
      const first = await startAgent(mortal, database)
      void first.apply((all) => ({ ...all, logging: { ...all.logging, level: 'warn' } })).catch(() => undefined)
      await dead.promise
      expect(file() === before).toBe(moment === 'before')
      await first.moltbot.stop()
      running.length = 0
      const second = await startAgent(effects, database)
      expect(file()).toBe(before)
      const { items } = await second.jobs.handlers.listJobs({ query: {} } as never)
      expect(items[0]).toMatchObject({
        status: 'interrupted',
        error: { message: expect.stringContaining('as it was before') },
      })
    },
  )
})
