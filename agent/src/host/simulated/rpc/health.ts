import type { JsonObject } from '../gateway/config.ts'
import { eventLoopOf } from '../gateway/event-loop.ts'
import { type ChannelWishes, connectGraceMs, type GatewayState, pluginsOf } from '../gateway/state.ts'
import type { Noise } from '../machine/noise.ts'

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

export const accountOf = (state: GatewayState, now: number, channel: ChannelWishes): JsonObject => ({
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
export function isOverdue(state: GatewayState, now: number, channel: ChannelWishes): boolean {
  return !channel.connected && now - state.httpSince >= connectGraceMs
}

export const byId = <Value>(state: GatewayState, value: (channel: ChannelWishes) => Value) =>
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
