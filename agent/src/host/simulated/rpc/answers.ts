import { type JsonObject, judgeConfig, redactConfig, redactRaw } from '../gateway/config.ts'
import { eventLoopOf } from '../gateway/event-loop.ts'
import { configHints, configSchema } from '../gateway/schema.ts'
import { type ChannelWishes, connectGraceMs, type GatewayState, pluginsOf } from '../gateway/state.ts'
import type { Noise } from '../machine/noise.ts'
import { rpcEvents, rpcMethods } from './features.ts'

/** What an answer is made from, at one moment. */
export interface Telling {
  state: GatewayState
  now: number
  noise: Noise
  hostname: string
  /** Text of the configuration as it is on disk; null when there is none. */
  configText: string | null
}

const agentStore = (state: GatewayState) => `${state.place.stateDir}/agents/main/agent/openclaw-agent.sqlite`

const accountOf = (state: GatewayState, now: number, channel: ChannelWishes): JsonObject => ({
  accountId: 'default',
  enabled: true,
  lastStartAt: state.httpSince + 2_400,
  lastStopAt: null,
  restartPending: false,
  reconnectAttempts: channel.reconnectAttempts,
  lifecycle: channel.lifecycle,
  lastInboundAt: channel.connected ? now - (now % 47_000) : null,
  lastOutboundAt: channel.connected ? now - (now % 47_000) + 2_100 : null,
  tokenSource: 'config',
  tokenStatus: 'available',
  mode: 'polling',
  allowUnmentionedGroups: false,
  configured: true,
  running: true,
  connected: channel.connected,
  lastError: channel.lastError,
  ...(isOverdue(state, now, channel) ? { healthState: 'disconnected' } : {}),
})

/** After its connect grace MoltBot calls a channel that is still not connected unhealthy. */
function isOverdue(state: GatewayState, now: number, channel: ChannelWishes): boolean {
  return !channel.connected && now - state.httpSince >= connectGraceMs
}

const byId = <Value>(state: GatewayState, value: (channel: ChannelWishes) => Value) =>
  Object.fromEntries(state.channels.map((channel) => [channel.id, value(channel)]))

const agents = (state: GatewayState) => [
  {
    agentId: 'main',
    isDefault: true,
    heartbeat: { enabled: true, every: '30m', everyMs: 1_800_000, target: 'owner', ackMaxChars: 300 },
    sessions: { path: agentStore(state), count: 0, recent: [] },
  },
]

/** The snapshot behind `health`, the hello and the health event; it is kept for a minute. */
export function healthOf({ state, noise }: Telling): JsonObject {
  const at = state.healthAt
  if (at === null) return {}
  return {
    ok: true,
    ts: at,
    durationMs: noise.whole(5, 20, 'health', at),
    plugins: {
      loaded: pluginsOf(state),
      errors: state.mood.pluginErrors.map((id) => ({
        id,
        origin: 'bundled',
        activated: true,
        error: `Cannot find package '${id}-runtime'`,
      })),
      unavailable: [],
    },
    configReload: { hotReloadStatus: state.applied.reload === 'off' ? 'disabled' : 'active' },
    channels: byId(state, (channel) => {
      const account = { ...accountOf(state, at, channel), lastProbeAt: null }
      return { ...account, accounts: { default: account } }
    }),
    channelOrder: state.channels.map((channel) => channel.id),
    channelLabels: byId(state, () => 'Telegram'),
    heartbeatSeconds: 1800,
    defaultAgentId: 'main',
    agents: agents(state),
    sessions: { path: agentStore(state), count: 0, recent: [] },
    eventLoop: eventLoopOf(state, at, noise),
  }
}

export function helloOf(telling: Telling, connId: string): JsonObject {
  const { state, now, noise, hostname } = telling
  const { version, place } = state
  return {
    type: 'hello-ok',
    protocol: 4,
    server: {
      version,
      buildId: `${version}-release-${noise.hex(12, 'build', version)}`,
      bootId: state.bootId,
      controlUiBuildSource: 'bundled',
      connId,
    },
    features: { methods: rpcMethods, events: rpcEvents, capabilities: ['model-catalog-snapshot'] },
    snapshot: {
      suspension: { phase: 'accepting' },
      presence: [
        {
          host: hostname,
          ip: '192.0.2.2',
          version,
          platform: 'linux 6.12.48',
          deviceFamily: 'Linux',
          mode: 'gateway',
          reason: 'self',
          instanceId: noise.uuid('presence', place.name),
          text: `Gateway: ${hostname} (192.0.2.2) · app ${version} · mode gateway · reason self`,
          ts: now,
        },
      ],
      health: healthOf(telling),
      stateVersion: { presence: 1, health: state.healthCount },
      uptimeMs: now - state.httpSince,
      appliedConfigHash: state.applied.hash,
      sessionDefaults: { defaultAgentId: 'main', modelConfigured: false, mainKey: 'main', scope: 'per-sender' },
    },
    auth: { method: 'token', role: 'operator', scopes: ['operator.read'] },
    policy: { maxPayload: 26_214_400, maxBufferedBytes: 52_428_800, tickIntervalMs: 30_000 },
  }
}

function statusOf({ state, now, noise }: Telling, rssBytes: number): JsonObject {
  const none = { rootRequests: 1, cronRuns: 0, sessionMutations: 0, terminalPersistence: 0, lifecycleWrites: 0 }
  return {
    runtimeVersion: state.version,
    hostDesktop: { enabled: false, state: 'disabled', port: 5900 },
    heartbeat: {
      defaultAgentId: 'main',
      agents: [{ agentId: 'main', enabled: true, every: '30m', everyMs: 1_800_000, waitingForRoute: true }],
    },
    channelSummary: [],
    queuedSystemEvents: [],
    degradedSecretOwners: [],
    degradedPlugins: [...state.mood.pluginErrors],
    tasks: { total: 0, active: 0, terminal: 0, failures: 0 },
    sessions: { paths: [], count: 0, defaults: { model: null, contextTokens: null }, recent: [] },
    modelRuntime: { degraded: false, pendingAgents: [] },
    eventLoop: eventLoopOf(state, now, noise),
    processMemory: {
      rssBytes,
      heapUsedBytes: Math.round(rssBytes * 0.28),
      heapTotalBytes: Math.round(rssBytes * 0.47),
      externalBytes: 6_319_684,
      arrayBuffersBytes: 2_120_318,
    },
    pid: state.pid,
    shutdownBudget: {
      timeoutMs: 325_000,
      reserveMs: 10_000,
      nativeStopBudget: false,
      activeWork: none,
      writeCustody: [],
    },
  }
}

function channelsOf({ state, now, noise }: Telling): JsonObject {
  return {
    ts: now,
    channelOrder: state.channels.map((channel) => channel.id),
    channelLabels: byId(state, () => 'Telegram'),
    channelDetailLabels: byId(state, () => 'Telegram Bot'),
    channelSystemImages: byId(state, () => 'paperplane'),
    channelMeta: state.channels.map(({ id }) => ({
      id,
      label: 'Telegram',
      detailLabel: 'Telegram Bot',
      systemImage: 'paperplane',
    })),
    eventLoop: eventLoopOf(state, now, noise),
    channels: byId(state, (channel) => ({
      configured: true,
      running: true,
      lastStartAt: state.httpSince + 2_400,
      lastStopAt: null,
      lastError: channel.lastError,
      tokenSource: 'config',
      lastProbeAt: null,
      mode: 'polling',
    })),
    channelAccounts: byId(state, (channel) => [accountOf(state, now, channel)]),
    channelDefaultAccountId: byId(state, () => 'default'),
    statusIssues: state.channels
      .filter((channel) => isOverdue(state, now, channel))
      .map((channel) => ({
        channel: channel.id,
        accountId: 'default',
        kind: 'runtime',
        message: 'Channel reports running, but the runtime is disconnected.',
        fix: 'restart the channel or gateway',
      })),
  }
}

function configOf({ state, configText }: Telling): JsonObject {
  const judged = configText === null ? null : judgeConfig(configText)
  const document = judged?.valid ? redactConfig(judged.document) : null
  return {
    path: state.place.configPath,
    includedPaths: [],
    exists: configText !== null,
    raw: judged?.valid && configText !== null ? redactRaw(configText) : null,
    parsed: document,
    sourceConfig: document ?? {},
    resolved: document ?? {},
    valid: judged?.valid ?? true,
    runtimeConfig: document ?? {},
    config: document ?? {},
    hash: judged?.hash ?? null,
    issues: judged?.issues ?? [],
    warnings: [],
    legacyIssues: [],
    configRevisionHash: judged?.valid ? judged.hash : null,
    appliedConfigHash: state.applied.hash,
  }
}

/** MoltBot has work of its own for some seconds after a start; until then a restart would interrupt it. */
function preflightOf({ state, now }: Telling): JsonObject {
  const busy = now - state.httpSince < 6_000 ? 1 : 0
  const summary = '1 active gateway request(s): startup:sidecars.control-ui-assets'
  return {
    safe: busy === 0,
    counts: {
      queueSize: 0,
      pendingReplies: 0,
      embeddedRuns: 0,
      cronRuns: 0,
      backgroundExecSessions: 0,
      rootRequests: busy,
      activeTasks: 0,
      totalActive: busy,
    },
    blockers: busy === 0 ? [] : [{ kind: 'root-request', count: 1, message: summary }],
    summary: busy === 0 ? 'safe to restart now' : `restart deferred: ${summary}`,
  }
}

/** Answers a method of role `operator.read`; undefined for one that the simulation does not know. */
export function answerMethod(telling: Telling, method: string, rssBytes: number): JsonObject | undefined {
  switch (method) {
    case 'health':
      telling.state.healthAt ??= telling.now
      return { ...healthOf(telling), modelRuntime: { degraded: false, pendingAgents: [] } }
    case 'status':
      return statusOf(telling, rssBytes)
    case 'channels.status':
      return channelsOf(telling)
    case 'config.get':
      return configOf(telling)
    case 'config.schema':
      return {
        schema: configSchema,
        uiHints: configHints,
        version: telling.state.version,
        generatedAt: new Date(telling.now).toISOString(),
      }
    case 'gateway.restart.preflight':
      return preflightOf(telling)
    default:
      return undefined
  }
}
