import { AgentUnreachable, ApiError, type Client } from '@moltbot-ops/sdk'
import type { DeviceKey } from '../session/device-key.ts'
import { failureWords } from '../session/failure-words.ts'
import { createSignal, type Signal } from '../session/signal.ts'
import type { Confirmation, Job } from '../wire.ts'
import { actOn } from './act-on.ts'
import { type CheckedPlan, checkPlan, PlanRefused } from './check-plan.ts'
import type { ConsentRequest } from './consent-context.ts'
import { consentWords as words } from './consent-words.ts'
import { followSteps, type JobProgress, noProgress } from './follow-steps.ts'
import { signDenial, signPlan } from './sign-plan.ts'

export type ConsentState =
  | { kind: 'proposing' }
  /** There is nothing to sign; `again` where a new plan can be made, `jobId` where another job is in the way. */
  | { kind: 'stopped'; title: string; why: string; again: boolean; jobId?: string }
  | { kind: 'plan'; plan: CheckedPlan; busy: 'sign' | 'deny' | null; notice: string | null; problem: string | null }
  | { kind: 'running'; plan: CheckedPlan; progress: JobProgress; problem: string | null }
  | { kind: 'ended'; plan: CheckedPlan; progress: JobProgress }
  | { kind: 'closed' }

export type Opened = { request: ConsentRequest } | { proposed: Confirmation }

export interface ConsentRunDeps {
  client: Client
  agentId: string
  key: DeviceKey
  /** The agent's clock. */
  now(): number
}

export interface ConsentRun {
  state: Signal<ConsentState>
  /** Whether this browser proposed it; only then can the reason be changed and the plan be made again. */
  own: boolean
  /** Proposes, the first time it is called. */
  begin(): Promise<void>
  propose(): Promise<void>
  sign(answers: { reason: string; phrase: string }): Promise<void>
  deny(): Promise<void>
  /** Follows the job; called with the first that is known of it. */
  follow(jobId: string): Promise<void>
  cancel(): Promise<void>
  close(): void
}

/** One way through the dialog: propose, read, sign, act, follow. Nothing is sent before `begin`. */
export function createConsentRun(deps: ConsentRunDeps, opened: Opened): ConsentRun {
  const { client, agentId, key } = deps
  const state = createSignal<ConsentState>({ kind: 'proposing' })
  const closing = new AbortController()
  const own = 'request' in opened
  const action = own ? opened.request.action : opened.proposed.action
  let reason = own ? opened.request.suggestedReason : opened.proposed.reason
  let followed: string | null = null
  let begun = false

  const set = (next: ConsentState) => {
    if (state.read().kind !== 'closed') state.set(next)
  }
  const decisionOn = (plan: CheckedPlan) => ({ plan, agentId, issuedAt: deps.now(), key })
  const proposal = async (): Promise<CheckedPlan> => {
    const proposed = own
      ? await client.createConfirmation({ body: { action, params: opened.request.params, reason } })
      : opened.proposed
    return checkPlan(proposed, { agentId, action })
  }
  const stop = (error: unknown) => {
    const refused = error instanceof PlanRefused
    const title = refused ? words.refused.title : words.failed.title
    const why = refused ? error.message : failureWords(error)
    const busy = error instanceof ApiError && error.code === 'busy'
    // The contract has the message name the job that runs.
    const [, jobId] = (busy && /\((jb_[\w-]{1,64})\)/.exec(why)) || []
    set({ kind: 'stopped', title: busy ? words.busy : title, why, again: own, ...(jobId !== undefined && { jobId }) })
  }
  const show = (plan: CheckedPlan, notice: string | null) =>
    set({ kind: 'plan', plan, busy: null, notice, problem: null })

  const propose = async (notice: string | null = null) => {
    set({ kind: 'proposing' })
    try {
      show(await proposal(), notice)
    } catch (error) {
      stop(error)
    }
  }

  const planChanged = () =>
    own
      ? propose(words.changed)
      : set({ kind: 'stopped', title: words.refused.title, why: words.refused.changed, again: false })

  /** Another reason is another proposal; null where the plan is not the one that was read. */
  const withReason = async (shown: CheckedPlan, wanted: string): Promise<CheckedPlan | null> => {
    if (!own || wanted === shown.reason) return shown
    reason = wanted
    const plan = await proposal()
    const signature = await signDenial(decisionOn(shown))
    // The one it replaces would only wait in the tray; where this fails, it ends by itself in a few minutes.
    await client
      .denyConfirmation({ path: { id: shown.id }, body: { signature, reason: words.superseded } })
      .catch(() => undefined)
    if (plan.hash === shown.hash) return plan
    show(plan, words.changed)
    return null
  }

  const end = (plan: CheckedPlan, progress: JobProgress) => {
    if (state.read().kind === 'closed') return
    set({ kind: 'ended', plan, progress })
    if (own) opened.request.onEnd?.(progress.job)
  }

  const follow = async (jobId: string) => {
    const before = state.read()
    if (before.kind !== 'running' || followed === jobId) return
    followed = jobId
    const { plan } = before
    set({ ...before, problem: null })
    try {
      const progress = await followSteps(client, jobId, closing.signal, (next) =>
        set({ kind: 'running', plan, progress: next, problem: null }),
      )
      if (progress.job !== null && progress.job.ended_at !== null) end(plan, progress)
    } catch (error) {
      followed = null
      const now = state.read()
      if (now.kind === 'running') set({ ...now, problem: failureWords(error) })
    }
  }

  const act = async (plan: CheckedPlan, token: string) => {
    const headers = { 'x-confirmation-token': token }
    set({ kind: 'running', plan, progress: noProgress, problem: null })
    try {
      const result = own ? await opened.request.act(headers) : await actOn(client, opened.proposed, headers)
      if (result?.job_id != null) await follow(result.job_id)
      else if (followed === null) end(plan, noProgress)
    } catch (error) {
      // Once the job is known, it tells how it ends, also when the answer to the call was lost.
      if (followed !== null) return
      if (error instanceof ApiError && error.code === 'plan_changed') return void (await planChanged())
      if (!(error instanceof AgentUnreachable)) return stop(error)
      const why = words.unknownOutcome(failureWords(error))
      set({ kind: 'stopped', title: words.failed.title, why, again: own })
    }
  }

  return {
    state,
    own,
    begin() {
      if (begun) return Promise.resolve()
      begun = true
      return propose()
    },
    propose: () => propose(),
    follow,
    async sign({ reason: wanted, phrase }) {
      const shown = state.read()
      if (shown.kind !== 'plan' || shown.busy !== null) return
      set({ ...shown, busy: 'sign', problem: null })
      let current = shown.plan
      try {
        const plan = await withReason(shown.plan, wanted)
        if (plan === null) return
        current = plan
        const { confirmation_token } = await client.approveConfirmation({
          path: { id: plan.id },
          body: {
            signature: await signPlan(decisionOn(plan)),
            ...(plan.phrase === null ? {} : { typed_phrase: phrase }),
          },
        })
        // Closed meanwhile: the approval is not used, and ends by itself.
        if (!closing.signal.aborted) await act(plan, confirmation_token)
      } catch (error) {
        if (error instanceof PlanRefused) return stop(error)
        if (error instanceof ApiError && error.code === 'plan_changed') return void (await planChanged())
        set({ ...shown, plan: current, busy: null, problem: failureWords(error) })
      }
    },
    async deny() {
      const shown = state.read()
      if (shown.kind !== 'plan' || shown.busy !== null) return
      set({ ...shown, busy: 'deny', problem: null })
      try {
        const signature = await signDenial(decisionOn(shown.plan))
        await client.denyConfirmation({ path: { id: shown.plan.id }, body: { signature } })
        set({ kind: 'closed' })
      } catch (error) {
        set({ ...shown, busy: null, problem: failureWords(error) })
      }
    },
    async cancel() {
      const now = state.read()
      if (now.kind !== 'running' || now.progress.job === null) return
      try {
        const job: Job = await client.cancelJob({ path: { id: now.progress.job.id } })
        const after = state.read()
        if (after.kind === 'running') set({ ...after, progress: { ...after.progress, job } })
      } catch (error) {
        const after = state.read()
        if (after.kind === 'running') set({ ...after, problem: failureWords(error) })
      }
    },
    close() {
      set({ kind: 'closed' })
      closing.abort()
    },
  }
}
