import { dirname } from 'node:path'
import type { components } from '@moltbot-ops/api/types'
import type { Moltbot } from '../../moltbot/moltbot.ts'

/** What the observer knows of a gateway, as far as it is measured. */
export interface WatchedGateway {
  instanceId: string
  status: components['schemas']['MoltBotStatus']
  /** Its process; null while it does not run, and for one that only an engine of containers can see. */
  process: { pid: number; startTicks: number; startedAt: number | null } | null
  /** Null where its files are out of reach. */
  stateDir: string | null
  logDir: string | null
}

/** Where MoltBot writes when its configuration names no log file, whatever the gateway. */
const sharedLogDir = '/tmp/openclaw'

/** Every gateway that the observer watches, the default one first. */
export function watchedGateways({ statuses, chosen }: Pick<Moltbot, 'statuses' | 'chosen'>): WatchedGateway[] {
  return statuses().flatMap((status): WatchedGateway[] => {
    if (status.instance_id == null) return []
    const { installation, look } = chosen(status.instance_id)
    const process = look?.evidence.process ?? null
    const config = look?.evidence.config
    const readable = installation.ownerUid >= 0
    const logFile = config?.kind === 'read' ? config.config.logFile : null
    return [
      {
        instanceId: status.instance_id,
        status,
        process: process && { pid: process.pid, startTicks: process.startTicks, startedAt: process.startedAt },
        stateDir: readable ? installation.stateDir : null,
        logDir: readable && config?.kind === 'read' ? logDirOf(logFile) : null,
      },
    ]
  })
}

function logDirOf(logFile: string | null): string {
  return logFile?.startsWith('/') ? dirname(logFile) : sharedLogDir
}
