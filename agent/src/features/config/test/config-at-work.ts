import { createRedactor } from '@moltbot-ops/redact'
import type { Actor } from '../../../core/actor.ts'
import { createBus } from '../../../core/bus.ts'
import type { Consent, Intent, Params } from '../../../core/consent.ts'
import { type Database, openDatabase } from '../../../core/database/open-database.ts'
import type { Handler, Input, ResultOf } from '../../../core/handler.ts'
import type { JobView } from '../../../core/jobs.ts'
import type { Effects } from '../../../host/effects.ts'
import { type OpenMachine, openMachine, robin } from '../../../host/simulated/test/open-machine.ts'
import { hashOf } from '../../../moltbot/config/history/author.ts'
import { createJobs } from '../../jobs/jobs.ts'
import { createMoltbot } from '../../moltbot/moltbot.ts'
import { createWaitForStatus, type WaitForStatus } from '../../moltbot/wait-for-status.ts'
import { type ConfigFeature, createConfig } from '../config.ts'
import { type CopyStore, withPrefix } from '../history/copy-store.ts'

export const configPath = `${robin.home}/.openclaw/openclaw.json`

/** What survives the agent: the machine, the database and the folder of the agent. */
export interface World {
  machine: OpenMachine
  database: Database
  copies: Map<string, string>
  schemas: Map<string, string>
  lives: number
  /** Audit entries that were opened, in order, with how each was closed. */
  audit: { about: string; outcome: string | null; detail: string | undefined }[]
  close(): Promise<void>
}

export function createWorld(scenario = 'healthy'): World {
  const database = openDatabase(':memory:')
  return {
    machine: openMachine(scenario),
    database,
    copies: new Map(),
    schemas: new Map(),
    lives: 0,
    audit: [],
    close: () => database.destroy(),
  }
}

const actor: Actor = {
  ...{ subject: 'user:u', user: 'u', deviceId: 'd', sessionId: 's', role: 'admin', via: 'browser' },
  ...{ scope: 'all', expiresAt: null },
}

type Ids = keyof ConfigFeature['handlers']
type Loose<Id extends Ids> = { query?: Partial<Input<Id>['query']>; body?: Input<Id>['body']; path?: Input<Id>['path'] }

/** The folder of the agent in memory, so that nothing waits for a real disk. */
function copiesIn(copies: Map<string, string>): CopyStore {
  const keyOf = (instanceId: string, hash: string) => `${instanceId} ${withPrefix(hash)}`
  return {
    keep: async (instanceId, text) => void copies.set(keyOf(instanceId, hashOf(text)), text),
    read: async (instanceId, hash) => copies.get(keyOf(instanceId, hash)) ?? null,
    list: async (instanceId) =>
      new Set(
        [...copies.keys()]
          .filter((key) => key.startsWith(`${instanceId} `))
          .map((key) => key.slice(instanceId.length + 1)),
      ),
    async prune(instanceId, hashes) {
      for (const key of copies.keys()) {
        if (key.startsWith(`${instanceId} `) && !hashes.has(key.slice(instanceId.length + 1))) copies.delete(key)
      }
    },
  }
}

/** One life of an agent on this world, wired as the agent wires it, on the clock of the machine. */
export async function startAgent(
  world: World,
  effects: Effects = world.machine.effects,
  changed: { waitFor?: WaitForStatus; demandPassphrase?(given: string | undefined): Promise<void> } = {},
) {
  const { machine, database, copies, schemas, audit } = world
  const { host, clock } = machine
  const bus = createBus()
  const logged: string[] = []
  const write = (message: string, fields?: { error?: unknown }) =>
    void logged.push(`${message} ${fields?.error ?? ''}`.trim())
  const log = { info: write, warn: write, error: write }
  let count = 0
  const life = ++world.lives
  const ids = { id: (prefix: string) => `${prefix}_${life}x${++count}`, secret: () => 's', below: () => 0 }
  const base = { database, bus, clock, ids, log, nodeId: 'ag_1' }
  const moltbot = createMoltbot({
    ...base,
    host,
    random: () => 0.5,
    moltbotHome: null,
    managed: () => [],
    onSecret: () => undefined,
    redact: (text) => text,
  })
  const jobs = createJobs({ ...base, sessionClock: clock, redactor: createRedactor() })
  const waitFor =
    changed.waitFor ?? createWaitForStatus({ bus, clock, statuses: moltbot.statuses, lookNow: moltbot.onHostChanged })
  const openIntent = (about: string): Intent => {
    const entry = { about, outcome: null as string | null, detail: undefined as string | undefined }
    audit.push(entry)
    let open = true
    const intent: Intent = {
      auditEventId: String(audit.length),
      get isOpen() {
        return open
      },
      async close(outcome, detail) {
        Object.assign(entry, { outcome, detail })
      },
      handOver() {
        open = false
        return intent
      },
    }
    return intent
  }
  const config = createConfig({
    ...base,
    files: host.files,
    effects,
    copies: copiesIn(copies),
    schemaFiles: {
      read: async (version) => schemas.get(version) ?? null,
      write: async (version, text) => void schemas.set(version, text),
    },
    jobs: jobs.jobs,
    waitFor,
    subject: moltbot.subject,
    subjects: () => moltbot.statuses().flatMap(({ instance_id: id }) => (id == null ? [] : [moltbot.subject(id)])),
    askGateway: async () => null,
    intend: async ({ reason }) => openIntent(reason),
    async audited({ actor, action, target }, work) {
      const intent = openIntent(`${action} of ${target} by ${actor.subject}`)
      const result = await work()
      await intent.close('succeeded')
      return result
    },
    demandPassphrase: changed.demandPassphrase ?? (async () => undefined),
  })
  await machine.settle(moltbot.start())
  const cutOff = await machine.settle(jobs.jobs.recover())
  await config.start()

  async function call<Id extends Ids>(
    id: Id,
    { query, body, path }: Loose<Id> = {},
    consent: Consent | null = null,
    by: Partial<Actor> = {},
  ) {
    const handler = config.handlers[id] as Handler<Id>
    const input = { query: query ?? {}, body, path, actor: { ...actor, ...by }, consent }
    return machine.settle(handler(input as Input<Id>)) as Promise<ResultOf<Id>>
  }

  /** Proposes, approves and carries out, as a person does. */
  async function approve<Id extends 'applyConfig' | 'revertConfig'>(
    id: Id,
    body: Omit<Input<Id>['body'], 'backup_before_apply'>,
    reason = 'because',
  ) {
    const planner = config.planners[id]
    if (!planner) throw new Error(id)
    const plan = await machine.settle(planner(body as Params, actor))
    const consent: Consent = {
      ...{ confirmationId: 'cf_1', planHash: 'p', plan, reason },
      approvedBy: { subject: actor.subject, deviceId: actor.deviceId, via: 'browser' },
      intent: openIntent(id),
    }
    return { plan, result: await call(id, { body } as Loose<Id>, consent) }
  }

  return {
    config,
    moltbot,
    jobs,
    logged,
    cutOff,
    call,
    approve,
    async lastJob(): Promise<JobView | undefined> {
      const { items } = await jobs.handlers.listJobs({ query: {} } as Input<'listJobs'>)
      return items[0]
    },
    async stop() {
      await config.stop()
      await jobs.stop()
      await moltbot.stop()
    },
  }
}
