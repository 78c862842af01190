import type { RegistryMood } from '../effects/faults.ts'
import type { ConfigWishes } from '../gateway/config.ts'
import type { ChannelWishes, GatewayMood } from '../gateway/state.ts'

/** A machine and what happens on it, as data. Times are seconds after the scenario began. */
export interface Scenario {
  name: string
  /** One sentence for people: what they will see and why. */
  description: string
  /** The gateways that are installed; none means that MoltBot is not installed. */
  gateways: GatewaySetup[]
  /** Other programs that listen on this machine. */
  strangers?: StrangerSetup[]
  /** Free space of the only disk, in percent; 41 unless said. */
  diskFreePercent?: number
  events?: ScenarioEvent[]
  /** How much longer than usual a start takes of a gateway that the agent installs; 0.43 unless said. */
  managedSlowness?: number
  /** The package registry: it answers, and has the tag `latest`, unless said otherwise. */
  registry?: { mood?: RegistryMood; tags?: Record<string, string> }
  /** Somebody else takes the rest of the disk while the packages of MoltBot are installed. */
  installFillsDisk?: boolean
  /** The engine that answers; none unless said. */
  containerEngine?: { version: string; rootless: boolean }
}

export interface GatewaySetup {
  /** `main`, or the name of a profile. */
  name: string
  port: number
  /** Default 2026.9.6. */
  version?: string
  /**
   * How its process is when the scenario begins. `up` has run for some hours; `crashing` could not start when it was
   * last restarted, and is tried again; `wedged` lives and does not listen; `stopped` ended cleanly a while ago; `killed`
   * ended just now by KILL, and nothing starts it again.
   */
  run: 'up' | 'starting' | 'crashing' | 'wedged' | 'stopped' | 'killed'
  /** How much longer than usual a start takes. */
  slowness?: number
  config?: ConfigWishes
  /** The file is edited to this after the gateway has started; it happened ten minutes before the scenario began. */
  editedConfig?: ConfigWishes
  mood?: Partial<GatewayMood>
  channels?: ChannelWishes[]
  /** How the service manager treats an end that nobody ordered; upstream's own unit unless said. */
  supervision?: Supervision
}

export interface Supervision {
  restartSeconds: number
  /** Upstream's unit gives up on exit status 78, which a restart cannot cure. */
  stopsAt78: boolean
  /** From TERM to KILL. */
  stopSeconds: number
  /** Each restart waits twice as long as the one before. */
  backsOff?: boolean
}

/** The unit that the simulated machine has names no time to stop in, so it is that of systemd itself. */
export const upstreamUnit: Supervision = { restartSeconds: 5, stopsAt78: true, stopSeconds: 90 }

export interface StrangerSetup {
  port: number
  comm: string
  uid: number
  userName: string
  /** False where the process belongs to somebody whose descriptors we may not read. */
  visible: boolean
  answer: { status: number; contentType: string; body: string }
}

export interface ScenarioEvent {
  at: number
  /** Repeats after this many seconds. */
  every?: number
  gateway: string
  change: Change
}

export type Change =
  | { kind: 'start' | 'terminate' | 'kill' | 'wedge' }
  | { kind: 'install'; version: string }
  | { kind: 'edit_config'; config: ConfigWishes }
  | { kind: 'mood'; mood: Partial<GatewayMood> }
  | { kind: 'channels'; channels: ChannelWishes[] }
  /** This many ordinary lines in the log, spread over a second. */
  | { kind: 'log'; lines: number }

export const telegramUp: ChannelWishes = {
  id: 'telegram',
  connected: true,
  lifecycle: 'ready',
  reconnectAttempts: 0,
  lastError: null,
}

/** As it looks without a network: it says that it runs, and never gets a connection. */
export const telegramDown: ChannelWishes = { ...telegramUp, connected: false, lifecycle: 'starting' }

/** A gateway that has been up for hours, with its channel. */
export const mainUp: GatewaySetup = { name: 'main', port: 18_789, run: 'up', channels: [telegramUp] }

/** A line of ordinary life now and then. */
export const quietLog: ScenarioEvent = { at: 20, every: 45, gateway: 'main', change: { kind: 'log', lines: 1 } }
