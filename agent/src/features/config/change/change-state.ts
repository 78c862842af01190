import type { Consent } from '../../../core/consent.ts'
import type { Owner } from '../../../host/effects.ts'
import type { Steering } from '../../../moltbot/managed/steering.ts'
import type { OwnVersion } from '../history/keep-versions.ts'
import type { Loading } from './loading.ts'

/** What the job keeps. The texts are copies in the agent's folder, named by their hashes; nothing here is secret. */
export interface ChangeState extends Record<string, unknown> {
  instanceId: string
  configPath: string
  owner: Owner
  /** The end of a trial: nothing is asked, and nothing is put back. */
  goesBack: boolean
  /** Hash of the file that is replaced; null when there was none. */
  from: string | null
  to: string
  loading: Loading
  /** MoltBot refuses the file that is replaced. Missing in what an earlier version kept. */
  repairs?: boolean
  /** MoltBot refuses the file that a trial goes back to. */
  toIsRefused?: boolean
  /** What MoltBot runs with is not known, so neither is whether it restarts for this. */
  loadingIsGuess?: boolean
  /** What restarts MoltBot from here; null where nothing can. */
  steering: Steering | null
  /** False when only comments or white space are other ones: then MoltBot has nothing to say. */
  changesSettings: boolean
  ran: boolean
  /** Of MoltBot before the change, so that a start after it is told from one that never was. */
  bootBefore: string | null
  pidBefore: number | null
  startedBefore: string | null
  /** When MoltBot ended last before the change, so that an end because of it is told from an older one. */
  exitBefore: string | null
  trialSeconds: number | null
  version: OwnVersion
  approvedBy: Consent['approvedBy']
  confirmationId: string
  planHash: string
  trialId: string | null
  loaded: boolean
  message: string
}
