import { join } from 'node:path'
import type { OperationId } from '@moltbot-ops/api/operations'
import { isSecretName, type Redactor } from '@moltbot-ops/redact'
import type { FastifyInstance, FastifyReply } from 'fastify'
import { audited } from './core/audited.ts'
import { createBus } from './core/bus.ts'
import { type Clock, isoTime } from './core/clock.ts'
import type { Database } from './core/database/open-database.ts'
import type { Feature, Input } from './core/handler.ts'
import { createIdempotentAnswers } from './core/idempotent-answers.ts'
import type { Ids } from './core/ids.ts'
import type { AgentKeys } from './core/keys.ts'
import type { Log } from './core/log.ts'
import type { OwnProduct } from './core/own-product.ts'
import { agentVersion } from './core/version.ts'
import { createAlerts } from './features/alerts/alerts.ts'
import { createReadHost } from './features/alerts/judge/read-host.ts'
import { conditionInfos } from './features/alerts/rules/conditions.ts'
import { createAudit } from './features/audit/audit.ts'
import { readDeviceKeys } from './features/audit/device-keys.ts'
import { createAuth } from './features/auth/auth.ts'
import { createSharedAccount } from './features/auth/shared-account.ts'
import { createCoveredIntents } from './features/config/change/covered-intent.ts'
import { createConfig } from './features/config/config.ts'
import { createCopyStore } from './features/config/history/copy-store.ts'
import { createSchemaFiles } from './features/config/schema-files.ts'
import { createConfirmations } from './features/confirmations/confirmations.ts'
import { describeActor } from './features/confirmations/persons.ts'
import { createDevices } from './features/devices/devices.ts'
import { createLocalInstall } from './features/install/local/local.ts'
import { createInstallSsh } from './features/install/ssh/install-ssh.ts'
import { createJobs } from './features/jobs/jobs.ts'
import { createInstanceSources } from './features/logs/instance-sources.ts'
import { createLogs } from './features/logs/logs.ts'
import { createReadingGrants } from './features/logs/plain/reading-grants.ts'
import { createMetrics } from './features/metrics/metrics.ts'
import { createMoltbot } from './features/moltbot/moltbot.ts'
import { createWaitForStatus } from './features/moltbot/wait-for-status.ts'
import { createOperations } from './features/operations/operations.ts'
import { createPairing } from './features/pairing/pairing.ts'
import { createSimulation, type SimulationControl } from './features/simulation/simulation.ts'
import { createHealth } from './features/system/health.ts'
import { createSystem } from './features/system/system.ts'
import { createWatchedDisks } from './features/system/watched-disks.ts'
import type { Effects } from './host/effects.ts'
import type { Host } from './host/host.ts'
import { createEventStream } from './http/event-stream.ts'
import { createFrontDoor, type FrontDoor } from './http/front-door.ts'
import type { AnyHandler, HttpDeps, Limits } from './http/http.ts'
import { createOriginGuard } from './http/origin-guard.ts'
import { openSseOutlet } from './http/outlet.ts'
import { redactPayload } from './http/redact-payload.ts'
import { demandHandshake, openSocketOutlet } from './http/web-socket.ts'
import { mask } from './moltbot/config/secrets/mask.ts'
import { createManagedServices } from './moltbot/managed/managed-services.ts'

export interface AgentDeps {
  host: Host
  /** What may change the machine; only features that act on an approved plan are handed it. */
  effects: Effects
  /** The machine's clock; a simulated machine has one that may be stopped or stepped. */
  clock: Clock
  /** The clock of sessions and pairing: devices sign the time, so it is never a simulated one. */
  sessionClock: Clock
  ids: Ids
  /** Uniform in [0, 1), for jitter only. */
  random(): number
  database: Database
  keys: AgentKeys
  secretStore: 'keychain' | 'file' | 'simulated'
  redactor: Redactor
  log: Log
  stateDir: string
  /** Where the audit log lies; made where it is not. */
  auditDir: string
  /** Copies of configurations and the schemas that they follow; folders in it are made when they are needed. */
  configDir: string
  /** Directory that the operator named as MoltBot's home; null to search the usual places. */
  moltbotHome: string | null
  consoleDir: string | null
  /** What this agent can put on another host. */
  ownProduct: OwnProduct
  limits: Limits
  strictAnswers: boolean
  /** Null on the real host. */
  simulation: SimulationControl | null
  /** Where a browser reaches this agent, such as `http://127.0.0.1:7337`; known once it listens. */
  origin(): string
}

export interface Agent {
  /** Answers a request of any server that the agent listens with. */
  answer: FrontDoor['answer']
  /** The HTTP application behind the front door. It is loaded when it is first needed: by a request, or by asking here. */
  app(): Promise<FastifyInstance>
  /** Resolves after the first observation. */
  start(): Promise<void>
  /** Ends streams and observation; the HTTP application is closed too. */
  stop(): Promise<void>
  /** Marks a connection of the host's own socket. */
  markHostSocket(socket: object): void
  /** A one-time link for the console, with the role that a link of the host gives by default; null where it needs the passphrase. */
  createLink(): Promise<string | null>
}

/** Wires the features together. No I/O happens before `start`. */
export async function createAgent(deps: AgentDeps): Promise<Agent> {
  const { host, clock, ids, database, keys, log } = deps
  const bus = createBus()
  const facts = await host.system.facts()
  const nodeId = keys.agentId
  const identity = {
    id: keys.agentId,
    hostname: facts.hostname,
    key_fingerprint: keys.fingerprint,
    simulated: host.kind === 'simulated',
  }
  const epoch = ids.id('e').slice(2, 8).replaceAll('-', '0')

  const managed = await createManagedServices({ database, clock, nodeId, effects: deps.effects })
  const moltbot = createMoltbot({
    host,
    clock,
    ids,
    random: deps.random,
    database,
    bus,
    log,
    nodeId,
    moltbotHome: deps.moltbotHome,
    managed: () => managed.all(),
    redact: (text) => deps.redactor.text(text),
    onSecret: (name: string, value: string) => void deps.redactor.addKnown(name, value),
  })

  /** MoltBot under our own uid can reach what we can reach; before one is found, only root is known to be apart. */
  const separation = (): 'own_uid' | 'none' => {
    if (host.kind === 'simulated') return 'own_uid'
    const owners = moltbot.instanceOwners()
    if (owners.includes(facts.agentUser.uid)) return 'none'
    return owners.length > 0 || facts.agentUser.uid === 0 ? 'own_uid' : 'none'
  }
  const sharedAccount = createSharedAccount({
    database,
    isShared: () => host.kind !== 'simulated' && moltbot.instanceOwners().includes(facts.agentUser.uid),
  })
  const passphraseNeeded = () => sharedAccount.wasShared() || separation() === 'none'
  bus.subscribe((name) => {
    if (name !== 'status') return
    sharedAccount
      .look()
      .catch((error: unknown) => log.warn('It was not kept that MoltBot shares the account of the agent.', { error }))
  })

  const events = createEventStream({
    bus,
    clock: deps.sessionClock,
    epoch,
    redact: (payload) => redactPayload(payload, deps.redactor.text),
    snapshot: () => moltbot.statuses().map((status) => ({ name: 'status' as const, data: status })),
  })
  const identityDeps = { clock: deps.sessionClock, ids, database, keys, identity, log, bus }
  const auth = createAuth({ ...identityDeps, passphraseNeeded, onRevoked: (id) => events.closeRevoked(id) })
  const pairing = createPairing({ ...identityDeps, auth, origin: deps.origin })
  const devices = createDevices({ ...identityDeps, auth })
  const simulation = createSimulation({ control: deps.simulation, bus, afterChange: () => moltbot.onHostChanged() })
  const health = createHealth(clock)
  const disks = createWatchedDisks({ host, stateDir: deps.stateDir, moltbotStateDirs: () => moltbot.stateDirs() })
  const metrics = createMetrics({
    ...{ host, clock, database, bus, log, nodeId, moltbot, disks, agentVersion },
    redact: (text) => deps.redactor.text(text),
  })
  const system = createSystem({
    health,
    host,
    clock,
    agentId: keys.agentId,
    agentVersion,
    secretStore: deps.secretStore,
    separation,
    disks,
    findings: () => [...metrics.findings(), ...alerts.findings()],
    scenario: () => deps.simulation?.read().scenario ?? null,
    alertConditions: conditionInfos,
    built: () => [
      ...Object.keys(handlers),
      'streamEvents',
      'streamJobEvents',
      'exportAudit',
      'getPrometheusMetrics',
      'streamLogs',
      'followLogs',
    ],
  })

  // With the validators, which are loaded when the first request needs them.
  const normaliser = once(async () => (await import('./http/normalise-params.ts')).createNormaliseParams())
  const redact = (text: string) => deps.redactor.text(text)
  const auditing = createAudit({
    directory: deps.auditDir,
    clock: deps.sessionClock,
    keys,
    log,
    redact,
    deviceKeys: () => readDeviceKeys(database),
  })
  const audit = auditing.log
  bus.subscribe((name) => {
    // Who may sign stands in the chain from the moment on in which it is so.
    if (name !== 'devices') return
    audit
      .syncSigners()
      .catch((error: unknown) => log.warn('The signers of the audit log were not brought up to date.', { error }))
  })
  const jobs = createJobs({ ...identityDeps, clock, sessionClock: deps.sessionClock, redactor: deps.redactor, nodeId })
  const waitFor = createWaitForStatus({ bus, clock, statuses: moltbot.statuses, lookNow: moltbot.onHostChanged })
  const operations = createOperations({
    jobs: jobs.jobs,
    effects: deps.effects,
    waitFor,
    lookNow: moltbot.onHostChanged,
    chosen: moltbot.subject,
  })
  const installSsh = createInstallSsh({
    ...{ database, clock, nodeId, jobs: jobs.jobs },
    ...{ ssh: deps.effects.ssh, product: deps.ownProduct, secretStore: host.secrets },
  })
  jobs.jobs.register(installSsh.kind)
  const localInstall = createLocalInstall({
    ...{ host, clock, ids, waitFor, services: managed, effects: deps.effects, jobs: jobs.jobs },
    stateDir: deps.stateDir,
    lookNow: moltbot.onHostChanged,
    expectConfig: (first) => config.expectFirst(first),
    instanceAt: (identity) => moltbot.instanceAt(identity)?.instanceId ?? null,
    installed: moltbot.installed,
  })
  const config = createConfig({
    ...{ database, clock, ids, bus, log, nodeId, waitFor, files: host.files, effects: deps.effects, jobs: jobs.jobs },
    copies: createCopyStore(join(deps.configDir, 'config-copies')),
    schemaFiles: createSchemaFiles(join(deps.configDir, 'cache')),
    subject: moltbot.subject,
    subjects: () => moltbot.statuses().flatMap(({ instance_id: id }) => (id == null ? [] : [moltbot.subject(id)])),
    askGateway: moltbot.askGateway,
    intend: createCoveredIntents(audit),
    audited: (act, work) => audited({ audit }, act, work),
    demandPassphrase: auth.passphrase.demand,
  })
  const alerts = createAlerts({
    ...{ database, clock, ids, keys, bus, log, nodeId, audit },
    sources: { statuses: moltbot.statuses, system: createReadHost(host, disks) },
    authLog: {
      files: host.files,
      logOf(instanceId) {
        const { installation, look } = moltbot.chosen(instanceId)
        const reading = look?.evidence.config
        const path = reading?.kind === 'read' ? reading.config.logFile : null
        return path === null ? null : { path, ownerUid: installation.ownerUid }
      },
    },
    nameOf: (id) => moltbot.installed().find((one) => one.id === id)?.label ?? id,
    async readSeries(name, instanceId, from, to) {
      const range = { from: isoTime(from), to: isoTime(to) }
      const { step_seconds: step, times, series } = await metrics.history({ series: [name], instanceId, ...range })
      return { stepMs: step * 1000, times: times.map((at) => at * 1000), values: series[0]?.mean ?? [] }
    },
    describe: (actor) => describeActor(database, actor),
    redact,
    random: deps.random,
    onSecret: (name, value) => void deps.redactor.addKnown(name, value),
  })
  const readingGrants = createReadingGrants(deps.sessionClock)
  const logs = createLogs({
    ...{ log, redactor: deps.redactor, grants: readingGrants, clock: deps.sessionClock, machineNow: clock.now },
    chosen: moltbot.subject,
    sourcesOf: createInstanceSources({ host, clock, chosen: moltbot.chosen }),
  })
  const confirmations = createConfirmations({
    ...identityDeps,
    nodeId,
    auth,
    audit,
    planners: {
      ...devices.planners,
      ...operations.planners,
      ...localInstall.planners,
      ...installSsh.planners,
      ...config.planners,
      ...logs.planners,
      ...alerts.planners,
    },
    normalise: async (action, params) => (await normaliser())(action, params),
    // The mask says that a secret stays as it is, and is none: whoever approves such a plan can carry it out.
    isSecretSetting: (path, value) =>
      value !== mask && (config.isSecretSetting(path, value) || path.some(isSecretName)),
  })

  const handlers = {
    ...system,
    ...confirmations.handlers,
    ...jobs.handlers,
    ...auditing.handlers,
    ...operations.handlers,
    ...localInstall.handlers,
    ...installSsh.handlers,
    ...config.handlers,
    ...logs.handlers,
    ...alerts.handlers,
    ...auth.handlers,
    ...pairing.handlers,
    ...devices.handlers,
    ...moltbot.handlers,
    ...metrics.handlers,
    ...simulation,
  } satisfies Partial<Feature<OperationId>>

  const hostSockets = new WeakSet<object>()
  const isHostSocket = (request: { socket: object }) => hostSockets.has(request.socket)
  const guardOrigin = createOriginGuard('http', new Set())
  const httpDeps: HttpDeps = {
    agentId: keys.agentId,
    epoch,
    clock,
    log,
    redact: (text) => deps.redactor.text(text),
    handlers: handlers as unknown as Record<string, AnyHandler>,
    streams: {
      streamEvents: (input: Parameters<typeof events.open>[0], reply: FastifyReply) => events.open(input, reply),
      async streamJobEvents(input: Input<'streamJobEvents'>, reply: FastifyReply) {
        events.openFeed(await jobs.streams.streamJobEvents(input), input.actor, reply)
      },
      async streamLogs(input: Input<'streamLogs'>, reply: FastifyReply) {
        events.openShared(logs.follow(input), input.actor, () => openSseOutlet(reply))
      },
      async followLogs(input: Input<'followLogs'>, reply: FastifyReply) {
        const accept = demandHandshake(reply)
        events.openShared(logs.follow(input), input.actor, () => openSocketOutlet(reply, accept))
      },
      async exportAudit(input: Input<'exportAudit'>, reply: FastifyReply) {
        const bytes = await auditing.streams.exportAudit(input)
        const { serveBytes } = await import('./http/serve-bytes.ts')
        const failed = (error: unknown) => log.error('An export of the audit log broke off.', { error })
        await serveBytes(bytes, reply, { media: 'application/x-ndjson', failed })
      },
      async getPrometheusMetrics(_input: Input<'getPrometheusMetrics'>, reply: FastifyReply) {
        const { media, text } = metrics.exposition()
        await reply.type(media).send(text)
      },
    },
    consent: confirmations.gate,
    isAllowedAlready: logs.isAllowedAlready,
    answers: createIdempotentAnswers(identityDeps),
    hash: keys.hash,
    // Who may come in is changed at once, whatever runs: a stolen device must not keep itself in with a long job.
    demandFree: (action) => (Object.hasOwn(devices.planners, action) ? undefined : jobs.demandFree()),
    authenticate: auth.authenticate,
    hostActor: auth.hostActor,
    peerUid: (localPort, remotePort) => host.network.peerUid(localPort, remotePort),
    isHostSocket,
    guardOrigin,
    consoleDir: deps.consoleDir,
    limits: deps.limits,
    strictAnswers: deps.strictAnswers,
  }
  const door = createFrontDoor({
    isHostSocket,
    guardOrigin,
    health,
    // More code than all the rest of the agent, which no observation and no /health needs.
    load: async () => (await import('./http/application.ts')).createApplication(httpDeps),
  })

  return {
    answer: door.answer,
    app: async () => (await door.open()).app,
    async start() {
      await sharedAccount.start()
      await Promise.all([moltbot.start(), audit.start()])
      await audit.closeInterrupted(await jobs.jobs.recover())
      await config.start()
      await metrics.start()
      await alerts.start()
      // Where every answer is checked, the first one is too.
      if (deps.strictAnswers) await door.open()
    },
    async stop() {
      pairing.close()
      logs.close()
      await config.stop()
      await metrics.stop()
      await alerts.stop()
      await jobs.stop()
      await moltbot.stop()
      events.close()
      await door.close()
      await audit.stop()
    },
    markHostSocket: (socket) => void hostSockets.add(socket),
    createLink: () => pairing.createLink(),
  }
}

function once<Value>(make: () => Promise<Value>): () => Promise<Value> {
  let made: Promise<Value> | undefined
  return () => {
    made ??= make()
    return made
  }
}
