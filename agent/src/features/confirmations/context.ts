import type { OperationId } from '@moltbot-ops/api/operations'
import type { Actor } from '../../core/actor.ts'
import type { Bus } from '../../core/bus.ts'
import type { Clock } from '../../core/clock.ts'
import type { AuditOutcome, Params, Planners } from '../../core/consent.ts'
import type { Database } from '../../core/database/open-database.ts'
import type { Ids } from '../../core/ids.ts'
import type { AgentKeys } from '../../core/keys.ts'
import type { Log } from '../../core/log.ts'
import type { Auth } from '../auth/auth.ts'

/** What this feature writes into the audit log. */
export interface AuditTrail {
  append(entry: AuditNote & { outcome: AuditOutcome }): Promise<{ seq: number }>
  /** Durable when it resolves. @throws Problem audit_unavailable */
  intend(entry: AuditNote): Promise<{
    seq: number
    close(
      outcome: 'succeeded' | 'failed' | 'rolled_back' | 'interrupted',
      more?: { detail?: string; jobId?: string },
    ): Promise<unknown>
  }>
  /** A refusal: the first of a kind at once, then one summary a minute. Never waits. */
  refused(entry: AuditNote): void
}

export interface AuditNote {
  actor: Actor
  action: string
  instanceId?: string | null
  target?: string | null
  reason?: string | null
  detail?: string | null
  params?: Params | null
  paramsHash?: string | null
  planHash?: string | null
  approvalSignature?: string | null
  confirmationId?: string | null
  jobId?: string | null
}

export interface ConfirmationsDeps {
  database: Database
  clock: Clock
  ids: Ids
  keys: AgentKeys
  log: Log
  bus: Bus
  nodeId: string
  auth: Pick<Auth, 'passphrase'>
  audit: AuditTrail
  planners: Planners
  /**
   * The parameters as a call would have them: each checked against the contract, defaults filled in.
   * @throws Problem validation_failed
   */
  normalise(action: OperationId, params: Params): Promise<Params>
  /** Whether the setting of MoltBot at this path holds a secret, by its place or by what stands there. */
  isSecretSetting(path: readonly string[], value: unknown): boolean
}
