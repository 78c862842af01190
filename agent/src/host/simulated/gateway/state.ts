import type { JudgedConfig } from './config.ts'
import type { GatewayPlace } from './place.ts'

/** `wedged` is a process that lives, holds its lock and no longer listens. */
export type GatewayPhase = 'off' | 'booting' | 'listening' | 'ready' | 'draining' | 'wedged'

/** How a running gateway feels; a scenario sets it. */
export interface GatewayMood {
  eventLoop: 'calm' | 'overloaded'
  /**
   * `page_only` is a version from before the health paths: every path answers the control page. `silent` takes
   * connections and never answers.
   */
  http: 'served' | 'page_only' | 'silent'
  /** `refused` drops every web socket before its first frame; `protocol_3` is a version from before protocol 4. */
  rpc: 'served' | 'refused' | 'protocol_3'
  pluginErrors: string[]
  /** How long an HTTP answer takes, in milliseconds. */
  answerMs: [number, number]
}

export interface ChannelWishes {
  id: 'telegram'
  connected: boolean
  lifecycle: 'starting' | 'ready'
  reconnectAttempts: number
  lastError: string | null
}

/** Everything that the answers of one gateway are made from. */
export interface GatewayState {
  readonly place: GatewayPlace
  phase: GatewayPhase
  version: string
  pid: number
  startedAt: number
  bootId: string
  /** How the last process ended: null for a signal, undefined while one runs or none has yet. */
  exitCode: number | null | undefined
  /** When its HTTP server was started: uptimes count from here. */
  httpSince: number
  /** When the health snapshot was last made; it is kept for a minute. Null before anybody has asked. */
  healthAt: number | null
  healthCount: number
  /** The configuration that it runs with. */
  applied: JudgedConfig
  mood: GatewayMood
  channels: ChannelWishes[]
}

/** How long a channel may take to connect before `/readyz` names it. */
export const connectGraceMs = 120_000

export const calmMood: GatewayMood = {
  eventLoop: 'calm',
  http: 'served',
  rpc: 'served',
  pluginErrors: [],
  answerMs: [2.6, 8.4],
}

export const plugins = [
  'anthropic',
  'browser',
  'canvas',
  'cua-computer',
  'device-pair',
  'file-transfer',
  'geolocation',
  'github',
  'linux-node',
  'memory-core',
  'ollama',
  'openai',
  'talk-voice',
  'xai',
]

export function pluginsOf(state: Pick<GatewayState, 'channels'>): string[] {
  return [...plugins, ...state.channels.map((channel) => channel.id)].sort()
}
