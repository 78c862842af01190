import type { DiskSpace, ProcessFacts } from '../../host/host.ts'
import type { Lock } from '../gateway/lock.ts'
import type { Probe } from '../gateway/probe.ts'
import type { ListenerProof } from '../gateway/prove-listener.ts'
import type { ConfigReading } from '../gateway/read-config.ts'
import type { Installation } from '../locate/installation.ts'
import type { ChannelFacts } from '../rpc/channels.ts'
import type { LinkState } from '../rpc/link.ts'

/** A moment on both clocks: `wall` for people, `mono` for durations, for the wall clock may be set. */
export interface Moment {
  wall: number
  mono: number
}

/** Everything that one look at an installation found. */
export interface Evidence {
  at: Moment
  installation: Installation
  manager: 'systemd' | 'launchd' | null
  /** Why the installation could not be looked at; null when it could. */
  unreadable: string | null
  config: ConfigReading
  port: number
  lock: Lock | null
  /** The process that wrote the lock, alive: same number and same start. Also for a moment after it gave the lock back. */
  process: ProcessFacts | null
  /** A process that calls itself the gateway and has not taken the lock yet. */
  candidate: ProcessFacts | null
  listener: ListenerProof
  /** Null when there was nobody to ask. */
  probe: Probe | null
  /** Whether it says that it lives, as JSON; null when there was nobody to ask. */
  live: boolean | null
  pending: string | null
  /** What its log says of why the present start failed, while its process lives on with a closed port. */
  startFailure: { at: number; message: string } | null
  link: LinkState
  /** False when the config holds no token or password that could be used. */
  hasCredential: boolean
  channels: ChannelFacts[]
  /** MoltBot's own judgement of the file on disk; null when it was not asked since the file changed. */
  configVerdict: ConfigVerdict | null
  version: string | null
  prefix: string | null
  disk: DiskSpace | null
}

export interface ConfigVerdict {
  /** Of the file that was judged. */
  hash: string
  valid: boolean
  issues: string[]
  at: number
  from: 'rpc' | 'log' | 'parser'
}

export interface EndedBoot {
  at: number
  clean: boolean | null
  exitCode: number | null
  message: string | null
}

/** What earlier looks found, as far as it matters for the judgement. */
export interface History {
  /** Names the present start; null while nothing runs. */
  boot: { id: string; startedAt: number; readyAt: number | null } | null
  lastExit: EndedBoot | null
  /** Ends of the last ten minutes that were no orderly ones, oldest first. */
  crashes: EndedBoot[]
  /** How long observed starts took until ready, in milliseconds. */
  startDurations: number[]
  lastStartAt: number | null
  restarts24h: number
  marks: Marks
}

/** Since when something has been so without a break, as monotonic milliseconds; null when it is not so. */
export interface Marks {
  bootId: string | null
  bootSince: number | null
  /** The first moment of this boot in which it was ready. */
  readySince: number | null
  /** True when it was seen in this boot before it was ready, so that the moment of getting ready was observed. */
  seenUnready: boolean
  notReadySince: number | null
  silentSince: number | null
  closedSince: number | null
  busySince: number | null
  /** Without an RPC session though ready and with a credential. */
  unlinkedSince: number | null
  restartAnnouncedAt: number | null
  stopAnnouncedAt: number | null
  /** By `channel/account`. */
  channelSilentSince: Readonly<Record<string, number>>
}
