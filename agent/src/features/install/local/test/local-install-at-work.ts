import { createRedactor } from '@moltbot-ops/redact'
import type { Actor } from '../../../../core/actor.ts'
import { createBus } from '../../../../core/bus.ts'
import type { Consent, Intent, Params } from '../../../../core/consent.ts'
import { type Database, openDatabase } from '../../../../core/database/open-database.ts'
import type { BodyOf, Input } from '../../../../core/handler.ts'
import type { JobView } from '../../../../core/jobs.ts'
import type { Effects } from '../../../../host/effects.ts'
import type { Host } from '../../../../host/host.ts'
import { type OpenMachine, openMachine } from '../../../../host/simulated/test/open-machine.ts'
import { createManagedServices } from '../../../../moltbot/managed/managed-services.ts'
import { createJobs } from '../../../jobs/jobs.ts'
import { createMoltbot } from '../../../moltbot/moltbot.ts'
import { createWaitForStatus } from '../../../moltbot/wait-for-status.ts'
import { createLocalInstall } from '../local.ts'

type Request = BodyOf<'installLocal'>

/** What survives the agent. */
export interface World {
  machine: OpenMachine
  database: Database
  lives: number
  close(): Promise<void>
}

export function createWorld(scenario: string): World {
  const database = openDatabase(':memory:')
  return { machine: openMachine(scenario), database, lives: 0, close: () => database.destroy() }
}

const actor: Actor = {
  ...{ subject: 'user:u', user: 'u', deviceId: 'd', sessionId: 's', role: 'admin', via: 'browser' },
  ...{ scope: 'all', expiresAt: null },
}

/** One life of an agent on this world, wired as the agent wires it, on the clock of the machine. */
export async function startAgent(
  world: World,
  effects: Effects = world.machine.effects,
  host: Host = world.machine.host,
) {
  const { machine, database } = world
  const { clock, settle } = machine
  const bus = createBus()
  const logged: string[] = []
  const write = (message: string, fields?: { error?: unknown }) =>
    void logged.push(`${message} ${fields?.error ?? ''}`.trim())
  const log = { info: write, warn: write, error: write }
  let count = 0
  const life = ++world.lives
  const ids = { id: (prefix: string) => `${prefix}_${life}x${++count}`, secret: () => 'made-up', below: () => 0 }
  const base = { database, bus, clock, ids, log, nodeId: 'ag_1' }
  const services = await createManagedServices({ database, clock, effects, nodeId: 'ag_1' })
  const moltbot = createMoltbot({
    ...base,
    host,
    random: () => 0.5,
    moltbotHome: null,
    managed: services.all,
    onSecret: () => undefined,
    redact: (text) => text,
  })
  const jobs = createJobs({ ...base, sessionClock: clock, redactor: createRedactor() })
  const { handlers, planners } = createLocalInstall({
    ...{ host, clock, ids, services, effects, jobs: jobs.jobs },
    waitFor: createWaitForStatus({ bus, clock, statuses: moltbot.statuses, lookNow: moltbot.onHostChanged }),
    stateDir: '/var/lib/moltbot-ops',
    lookNow: moltbot.onHostChanged,
    expectConfig: () => undefined,
    instanceAt: (identity) => moltbot.instanceAt(identity)?.instanceId ?? null,
    installed: moltbot.installed,
  })
  await settle(moltbot.start())
  const cutOff = await settle(jobs.jobs.recover())

  const request = (asked: Partial<Request>) => ({ channel: 'stable', ...asked }) as Request
  async function planOf(asked: Partial<Request>) {
    const { installLocal } = planners
    if (!installLocal) throw new Error('Nothing plans an installation.')
    return settle(installLocal({ ...request(asked) } as Params, actor))
  }
  /** Plans, approves and starts it; gives the id of the job. */
  async function start(asked: Partial<Request>): Promise<string> {
    const intent: Intent = { auditEventId: '43', isOpen: true, close: async () => undefined, handOver: () => intent }
    const consent: Consent = {
      ...{ confirmationId: 'cf_1', planHash: 'p', plan: await planOf(asked), reason: 'r', intent },
      approvedBy: { subject: 'user:u', deviceId: 'd', via: 'browser' },
    }
    const input = { path: {}, query: {}, body: request(asked), actor, consent }
    const { job_id } = await settle(handlers.installLocal(input as unknown as Input<'installLocal'>))
    return job_id
  }
  const job = (id: string): Promise<JobView> =>
    jobs.handlers.getJob({ path: { id }, query: {}, actor } as unknown as Input<'getJob'>)
  /** The job as it ended, with what it said on the way. */
  async function ended(id: string): Promise<JobView> {
    for (let seconds = 0; seconds < 900; seconds += 1) {
      const view = await job(id)
      if (view.ended_at !== null) return view
      await clock.advance(1000)
      await new Promise((done) => setImmediate(done))
    }
    throw new Error('The job did not end.')
  }
  return {
    ...{ effects, jobs, moltbot, services, logged, cutOff, planOf, start, job, ended },
    install: async (asked: Partial<Request>) => ended(await start(asked)),
    async stop() {
      await jobs.stop()
      await moltbot.stop()
    },
  }
}

/** Everything that lies on the machine, with its owner and mode: two that are equal hold the same. */
export async function everythingOn({ machine: { host } }: World, from = '/'): Promise<string[]> {
  const facts = await host.files.facts(from)
  if (facts === null) return []
  const line = `${from} ${facts.kind} ${facts.uid} ${facts.mode.toString(8)}`
  if (facts.kind !== 'directory') return [line]
  const names = await host.files.list(from)
  const below = await Promise.all(
    names.map((name) => everythingOn({ machine: { host } } as World, `${from === '/' ? '' : from}/${name}`)),
  )
  return [line, ...below.flat()]
}
