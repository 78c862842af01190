import { type JsonObject, judgeConfig, redactConfig, redactRaw } from '../gateway/config.ts'
import { eventLoopOf } from '../gateway/event-loop.ts'
import { configHints, configSchema } from '../gateway/schema.ts'
import { accountOf, byId, healthOf, isOverdue, type Telling } from './health.ts'

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
