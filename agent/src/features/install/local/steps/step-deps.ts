import type { Consent } from '../../../../core/consent.ts'
import type { Ids } from '../../../../core/ids.ts'
import type { StepContext } from '../../../../core/jobs.ts'
import type { Effects, Runtime } from '../../../../host/effects.ts'
import type { Files, Network } from '../../../../host/host.ts'
import type { ManagedServices } from '../../../../moltbot/managed/managed-services.ts'
import type { WaitForStatus } from '../../../moltbot/wait-for-status.ts'
import type { InstallState } from '../install-state.ts'
import type { Registry } from '../registry.ts'

export interface LocalJobDeps {
  effects: Effects
  /** Only what lies where; whose it is decides nothing here. */
  files: Pick<Files, 'facts' | 'resolve'>
  network: Pick<Network, 'listeners'>
  ids: Ids
  registry: Registry
  services: Pick<ManagedServices, 'save' | 'forget'>
  waitFor: WaitForStatus
  runtime(): Promise<Runtime>
  /** To be called before it is written, so that the history names its author. */
  expectConfig(config: FirstConfig): void
  /** Looks for installations at once. */
  lookNow(): Promise<void>
  /** The instance whose state lies there; null before it was seen. */
  instanceAt(identity: string): string | null
}

/** A configuration that is about to be written, with the act that it belongs to. */
export interface FirstConfig {
  configPath: string
  /** As `hashOf` makes it. */
  hash: string
  approvedBy: Consent['approvedBy']
  reason: string
  jobId: string
  auditEventId: string
}

export type Context = StepContext<InstallState>

export const programWithinMs = 15 * 60_000
