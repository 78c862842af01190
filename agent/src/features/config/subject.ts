import type { components } from '@moltbot-ops/api/types'
import type { Installation } from '../../moltbot/locate/installation.ts'

export type MoltBotStatus = components['schemas']['MoltBotStatus']

/** The MoltBot whose configuration is meant, as it was last seen. */
export interface ConfigSubject {
  instanceId: string
  label: string
  installation: Pick<Installation, 'identity' | 'configPath' | 'stateDir' | 'ownerUid' | 'managed' | 'service'>
  status: MoltBotStatus
}

/** The version whose rules hold: the one that runs, else the one that was installed. */
export function versionOf({ installation, status }: ConfigSubject): string | null {
  return status.version ?? installation.managed?.version ?? null
}
