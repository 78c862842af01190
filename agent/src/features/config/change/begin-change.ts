import type { components } from '@moltbot-ops/api/types'
import type { Actor } from '../../../core/actor.ts'
import type { Consent, Intent } from '../../../core/consent.ts'
import { demandSameBasis } from '../../../core/demand-same-basis.ts'
import type { JobKind, Jobs, JobView } from '../../../core/jobs.ts'
import { Problem } from '../../../core/problem.ts'
import type { Effects, Owner } from '../../../host/effects.ts'
import { isReloadOff } from '../../../moltbot/config/reload/effect-of.ts'
import type { CopyStore } from '../history/copy-store.ts'
import type { VersionKeeper } from '../history/keep-versions.ts'
import type { Person } from '../history/version-store.ts'
import { refusalOf } from '../machine-refusal.ts'
import type { ConfigSubject } from '../subject.ts'
import type { TrialApproval, TrialRow } from '../trials.ts'
import type { ChangeState } from './change-state.ts'
import { isRunning, loadingOf, steeringOf } from './loading.ts'
import type { PreparedChange } from './prepare-change.ts'

type ApplyResult = components['schemas']['ConfigApplyResult']

export interface BeginDeps {
  jobs: Jobs
  kind: JobKind<ChangeState>
  copies: CopyStore
  keeper: VersionKeeper
  effects: Pick<Effects, 'accounts' | 'serviceManagers'>
  /** Opens the audit entry of an act that an earlier approval covers. */
  intend(note: { approval: TrialApproval; instanceId: string; reason: string; target: string }): Promise<Intent>
}

export interface Wish {
  change: PreparedChange
  consent: Consent
  cause: string
  trialSeconds: number | null
}

/** How long the answer waits for the verification before it names the job to follow. */
const answerWithinMs = 60_000
/** A trial that goes back waits for a whole start of MoltBot. */
const backWithinMs = 600_000

/** Starts the job that carries a change out, and tells how far it got. */
export async function beginChange(
  { change, consent, cause, trialSeconds }: Wish,
  deps: BeginDeps,
): Promise<ApplyResult> {
  const { subject, current, hash, after } = change
  const { intent, approvedBy, confirmationId, planHash, reason } = consent
  demandSameBasis(consent.plan, { config_hash: current?.hash ?? null, new_hash: hash, effect: change.diff.effect })
  if (current !== null && current.hash === hash) {
    const same = { hash, trial_id: null, audit_event_id: intent.auditEventId, job_id: null, next_steps: [] }
    return change.repairs
      ? { ...same, applied: false, status: 'failed', message: 'Nothing was to be changed. MoltBot refuses the file.' }
      : { ...same, applied: true, status: 'verified', message: 'Nothing was to be changed.' }
  }
  deps.keeper.hold(subject.instanceId, [hash, current?.hash ?? null])
  await deps.copies.keep(subject.instanceId, after.text).catch((error: unknown) => {
    throw refusalOf(error, 'No copy of the configuration could be kept, so nothing was begun.')
  })
  const steering = await steeringOf(deps, subject)
  const state: ChangeState = {
    ...placeOf(subject),
    owner: await ownerOf(subject, deps),
    configPath: current?.path ?? subject.installation.configPath,
    goesBack: false,
    from: current?.hash ?? null,
    to: hash,
    steering,
    loading: loadingOf(subject.status, change.diff.effect, { isOff: isReloadOff(change.runsWith ?? {}), steering }),
    repairs: change.repairs,
    loadingIsGuess: change.repairs && change.runsWith === null,
    // Of a file that it refused before MoltBot has something to say in any case.
    changesSettings: change.repairs || change.diff.changes.length > 0,
    trialSeconds,
    version: { cause, by: personOf(approvedBy), reason, jobId: null, auditEventId: intent.auditEventId },
    ...{ approvedBy, confirmationId, planHash, trialId: null, loaded: false, message: '' },
  }
  const { instanceId } = subject
  const { id } = await deps.jobs.start({ kind: deps.kind, state, instanceId, title: consent.plan.summary, consent })
  const job = await deps.jobs.settled(id, answerWithinMs)
  return { ...outcome(job, hash, current?.hash), audit_event_id: intent.auditEventId, job_id: id }
}

/**
 * Puts the version before a trial back, by the approval of the trial.
 * @throws Problem busy, audit_unavailable
 */
export async function goBack(
  trial: TrialRow,
  { subject, current }: { subject: ConfigSubject; current: PreparedChange['current'] },
  deps: BeginDeps & { effectOfGoingBack(): Promise<PreparedChange['diff']['effect'] | 'refused'> },
): Promise<'reverted' | 'gone'> {
  if (current === null || current.hash !== trial.hash) return 'gone'
  const approval: TrialApproval = JSON.parse(trial.approval_json)
  const { instanceId, label } = subject
  const reason = 'Nobody confirmed the configuration that was on trial.'
  const intent = await deps.intend({ approval, instanceId, reason, target: `instance:${instanceId}` })
  const title = `Put back the configuration of ${label}, because nobody confirmed the new one.`
  const steering = await steeringOf(deps, subject)
  const isOff = current.reading.ok && isReloadOff(current.reading.config.document)
  const effect = await deps.effectOfGoingBack()
  const toIsRefused = effect === 'refused'
  const state: ChangeState = {
    ...placeOf(subject),
    owner: await ownerOf(subject, deps),
    configPath: current.path,
    goesBack: true,
    from: trial.hash,
    to: trial.previous_hash,
    steering,
    loading: toIsRefused ? 'at_next_start' : loadingOf(subject.status, effect, { isOff, steering }),
    toIsRefused,
    changesSettings: true,
    trialSeconds: null,
    version: {
      cause: `Put back by itself: nobody confirmed it in time.${toIsRefused ? ' MoltBot refuses this one.' : ''}`,
      by: null,
      reason: null,
      jobId: null,
      auditEventId: intent.auditEventId,
    },
    ...approval,
    ...{ trialId: trial.id, loaded: false, message: '' },
  }
  try {
    const consent = { ...approval, plan: planOf(title, instanceId, label), reason, intent }
    const { id } = await deps.jobs.start({ kind: deps.kind, state, instanceId, title, consent })
    const job = await deps.jobs.settled(id, backWithinMs)
    if (job.steps.some(({ name, status }) => name === 'write' && status === 'succeeded')) return 'reverted'
    throw new Problem('internal', job.error?.message ?? 'The configuration could not be put back.')
  } catch (error) {
    if (intent.isOpen) await intent.close('failed', error instanceof Problem ? error.code : 'internal')
    throw error
  }
}

function planOf(summary: string, instanceId: string, name: string): Consent['plan'] {
  return {
    instanceId,
    target: { kind: 'instance', id: instanceId, name },
    summary,
    ...{ steps: [], affects: [], undo: null, losses: [], downtimeSeconds: null, risk: 'low', basis: {} },
  }
}

function placeOf({ instanceId, status }: ConfigSubject) {
  return {
    instanceId,
    ran: isRunning(status),
    bootBefore: status.gateway?.boot_id ?? null,
    pidBefore: status.process?.pid ?? null,
    startedBefore: status.last_start_time ?? null,
    exitBefore: status.last_exit?.at ?? null,
  }
}

async function ownerOf({ installation }: ConfigSubject, { effects }: Pick<BeginDeps, 'effects'>): Promise<Owner> {
  const { managed, ownerUid } = installation
  const owner = managed?.definition.owner ?? (await effects.accounts.byUid(ownerUid))
  if (owner) return owner
  throw new Problem('plan_impossible', 'The user that the configuration belongs to has no account.')
}

export function personOf({ subject, deviceId, via }: Consent['approvedBy']): Person {
  return { subject, device_id: deviceId, name: via === 'terminal' ? 'terminal' : subject, via }
}

function outcome(job: JobView, hash: string, before: string | undefined): ApplyResult {
  const trial = typeof job.result?.trial_id === 'string' ? job.result.trial_id : null
  if (job.status === 'succeeded') {
    const loaded = job.result?.loaded === true
    const message = String(job.result?.message ?? '')
    const steps = [
      ...(loaded ? [] : [message]),
      ...(trial === null ? [] : ['Confirm it before the trial ends, or it goes back.']),
    ]
    return { applied: loaded, next_steps: steps, status: 'verified', hash, trial_id: trial, message }
  }
  if (job.ended_at === null) {
    return {
      applied: false,
      next_steps: ['Follow the job.'],
      status: 'accepted',
      hash,
      trial_id: null,
      message: 'It still runs; follow the job.',
    }
  }
  const isBack = job.undo === null || job.undo.status === 'done'
  const wrote = job.steps.some(({ name, status }) => name === 'write' && status !== 'waiting' && status !== 'skipped')
  return {
    applied: false,
    next_steps: [],
    status: isBack && wrote ? 'rolled_back' : 'failed',
    hash: isBack && before !== undefined ? before : hash,
    trial_id: null,
    message: job.error?.message ?? 'It did not work.',
  }
}

/** Whoever approved a trial, as the audit log names who acts. */
export function actorOf({ approvedBy: { subject, deviceId, via } }: TrialApproval): Actor {
  const user = subject.startsWith('user:') ? subject.slice(5) : null
  return { subject, user, deviceId, sessionId: null, role: 'admin', via, scope: 'all', expiresAt: null }
}
