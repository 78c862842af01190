import type { components } from '@moltbot-ops/api/types'
import type { Clock } from '../../../core/clock.ts'
import type { Host, MachineMeter } from '../../../host/host.ts'
import { createFolderSizes } from './folder-sizes.ts'
import { measureGateway } from './measure-gateway.ts'
import { busyPercent, hostFigures } from './measure-host.ts'
import type { Sample } from './sample.ts'
import { createShareOfCore } from './share-of-core.ts'
import type { WatchedGateway } from './watched-gateway.ts'

export interface MeasureDeps {
  host: Pick<Host, 'meters' | 'files'>
  clock: Clock
  /** The file systems that matter. */
  disks(): Promise<components['schemas']['Disk'][]>
  gateways(): WatchedGateway[]
}

/** Between two measurements, in milliseconds. */
export const sampleEveryMs = 10_000
const longestGapMs = 2.5 * sampleEveryMs
/** More gateways than this on one machine are not measured, so that the room that history takes has a bound. */
export const mostGateways = 8

/** Takes one sample at each call. What cannot be measured is null; nothing is thrown but by a machine that is broken. */
export function createMeasure({ host, clock, disks, gateways }: MeasureDeps): () => Promise<Sample> {
  const shareOfCore = createShareOfCore(clock, longestGapMs)
  const sizes = createFolderSizes({ files: host.files, clock })
  let before: { cpu: MachineMeter['cpu']; mono: number } | null = null

  return async () => {
    const [machine, watchedDisks] = await Promise.all([host.meters.machine(), disks()])
    const agent = host.meters.agent()
    const [at, mono] = [clock.now(), clock.monotonic()]
    const isRecent = before !== null && mono - before.mono <= longestGapMs
    const cpuPercent = isRecent ? busyPercent(before?.cpu ?? null, machine.cpu) : null
    before = { cpu: machine.cpu, mono }
    const deps = { meters: host.meters, shareOfCore, sizeOf: sizes.sizeOf }
    const watched = gateways().slice(0, mostGateways)
    const instances = await Promise.all(watched.map((gateway) => measureGateway(gateway, deps, at)))
    await sizes.step()
    return {
      at,
      mono,
      host: hostFigures(machine, agent, { cpuPercent, shareOfCore, disks: watchedDisks }),
      agentCpuSeconds: agent.cpuSeconds,
      disks: watchedDisks,
      instances,
    }
  }
}
