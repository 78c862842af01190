import { isoTime } from '../../../core/clock.ts'
import type { Noise } from '../machine/noise.ts'
import type { RunningProcess } from '../machine/process-table.ts'
import type { GatewayPlace } from './place.ts'

/** The first process of a container is its init, the gateway comes a little later. */
const pidInContainer = 7

export interface LockDeps {
  place: GatewayPlace
  process: RunningProcess
  at: number
  noise: Noise
  /** How often this process has started anew inside. */
  insideStarts: number
}

/**
 * The text of a lock file: JSON, a newline, 136 tabs and blanks in an order that identifies the owner, a newline.
 * `startTime` is field 22 of /proc/<pid>/stat.
 */
export function lockText(deps: LockDeps): string {
  const { place, process, at, noise, insideStarts } = deps
  const { pid, startTicks } = process
  const start = insideStarts === 0 ? [pid, startTicks] : [pid, startTicks, insideStarts]
  const lock = {
    pid: place.container ? pidInContainer : pid,
    ownerId: noise.uuid('lock-owner', place.name, ...start),
    cronOwnerProjection: 'dynamic-default-v1',
    createdAt: isoTime(at),
    configPath: place.configPath,
    stateDir: place.stateDir,
    port: place.port,
    startTime: startTicks,
  }
  const bits = BigInt(`0x${noise.hex(34, 'lock-padding', ...start)}`)
  const padding = bits.toString(2).padStart(136, '0').replaceAll('0', ' ').replaceAll('1', '\t')
  return `${JSON.stringify(lock, null, 2)}\n${padding}\n`
}
