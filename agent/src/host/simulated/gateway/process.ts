import type { Noise } from '../machine/noise.ts'
import type { ProcessTable, RunningProcess } from '../machine/process-table.ts'
import type { GatewayPlace } from './place.ts'

export interface GatewayProcessDeps {
  table: ProcessTable
  place: GatewayPlace
  noise: Noise
  /** When it is started, ms since 1970. */
  from: number
}

/** A gateway process as the kernel shows it: it begins as `node`, grows to some 750 MB, and idles at 0.4 % of a core. */
export function startGatewayProcess({ table, place, noise, from }: GatewayProcessDeps): RunningProcess {
  const { owner } = place
  return table.start({
    comm: 'node',
    uid: owner.uid,
    userName: owner.name,
    startedAt: from,
    environment: place.environment,
    openPaths: [
      place.nodePath,
      `${place.packageDir}/node_modules/@openclaw/fs-safe-linux-x64-gnu/fs-safe-native.node`,
      `${place.stateDir}/state/openclaw.sqlite`,
      `${place.stateDir}/state/openclaw.sqlite-wal`,
      ...place.lockPaths,
    ],
    rssBytes: (age) =>
      92e6 + 640e6 * Math.min(1, age / 7_000) + noise.between(0, 40e6, place.name, Math.floor(age / 60_000)),
    cpuSeconds: (age) => Math.min(age / 1000, 9.4) + (age / 1000) * 0.004,
  })
}
