import type { Readable, Writable } from 'node:stream'
import type { FetchLike, Timers } from '@moltbot-ops/sdk'

/** A stream that may be a terminal. */
export type Input = Readable & { isTTY?: boolean; setRawMode?(raw: boolean): unknown }
export type Output = Writable & { isTTY?: boolean; columns?: number }

/** Everything of the process and the machine that a command touches; main.ts has the real one, tests a made one. */
export interface Surroundings {
  env: Record<string, string | undefined>
  /** Home of the person who runs the command. */
  home: string
  /** User id; null where the system has none. */
  uid: number | null
  platform: NodeJS.Platform
  /** How a person starts this program again: `moltbot-ops`, or what else leads here. */
  readonly startedAs: string
  stdin: Input
  /** The terminal of this process whatever stdin is; null where it has none. It is to be destroyed after use. */
  openTerminal(): Input | null
  stdout: Output
  stderr: Output
  /** Milliseconds since 1970, for a remote agent's times as much as for a local one's. */
  now(): number
  timeZone: string
  timers: Timers
  /** A signal that Ctrl-C and TERM abort from now on, or until `over`, instead of ending the process. */
  untilStopped(over?: AbortSignal): AbortSignal
  /** From now on the process goes on when nobody reads its output any more, or the disk under it is full. */
  outliveOutput(): void
  /** To a remote agent. */
  fetch: FetchLike
  /** To an agent's Unix socket. */
  socketFetch(path: string): FetchLike
  /** Hands a file to the desktop's browser. False where there is no desktop or it refuses. */
  openInBrowser(path: string): Promise<boolean>
}
