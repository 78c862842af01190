import type { JobKind, JobStep, StepContext } from '../../../core/jobs.ts'
import { RemainsError } from '../../../core/jobs.ts'
import { Problem } from '../../../core/problem.ts'
import type { Effects } from '../../../host/effects.ts'
import type { Files } from '../../../host/host.ts'
import type { Verdict } from '../../../moltbot/config/installed/validate.ts'
import type { WaitForStatus } from '../../moltbot/wait-for-status.ts'
import { readCurrent } from '../current-config.ts'
import type { CopyStore } from '../history/copy-store.ts'
import type { VersionKeeper } from '../history/keep-versions.ts'
import { refusalOf } from '../machine-refusal.ts'
import type { ConfigSubject } from '../subject.ts'
import type { Trials } from '../trials.ts'
import type { ChangeState } from './change-state.ts'
import { isLoaded, isNoRepair, isRefused, needsRestart, whyNot } from './loaded.ts'

export interface ChangeJobDeps {
  effects: Pick<Effects, 'folders' | 'serviceManagers'>
  files: Files
  copies: CopyStore
  keeper: VersionKeeper
  trials: Pick<Trials, 'open' | 'drop' | 'wentBack'>
  waitFor: WaitForStatus
  /** Null for an instance that is not seen now. */
  find(instanceId: string): ConfigSubject | null
  /** MoltBot's own opinion; null where it cannot be asked. */
  validate(subject: ConfigSubject, text: string, signal: AbortSignal): Promise<Verdict | null>
}

/** MoltBot notices an edit within a second or so, and is asked what it thinks of it once a minute at most. */
const loadBudgetMs = 75_000
/** A restart waits until MoltBot has done what it is doing, then for a whole start. */
const startBudgetMs = 300_000
const backBudgetMs = 200_000

type Context = StepContext<ChangeState>

/** Writes a configuration so that it is in force and MoltBot healthy, or the one before is back. */
export function createChangeJob(deps: ChangeJobDeps): JobKind<ChangeState> {
  const { effects, files, copies, keeper, trials, waitFor } = deps

  const present = ({ configPath, owner: { uid: ownerUid } }: ChangeState) =>
    readCurrent(files, { configPath, ownerUid })

  const put = async ({ configPath, owner }: ChangeState, text: string): Promise<void> => {
    const facts = await files.facts(configPath)
    if (facts !== null && facts.kind !== 'file') {
      throw new Problem('config_unreadable', 'The configuration is no longer a plain file.')
    }
    const mode = (facts?.mode ?? 0o600) & 0o777
    const root = configPath.slice(0, configPath.lastIndexOf('/'))
    try {
      await effects.folders.writeFile(configPath, Buffer.from(text), { owner, root, mode })
    } catch (error) {
      throw refusalOf(error, 'The configuration could not be written.')
    }
  }

  /** Without an instance the next status tells of the file. */
  const note = async ({ instanceId }: ChangeState): Promise<void> => {
    const subject = deps.find(instanceId)
    if (subject !== null) await keeper.look(subject)
  }

  const demandCopy = async ({ instanceId }: ChangeState, hash: string): Promise<string> => {
    const text = await copies.read(instanceId, hash)
    if (text === null) throw new Problem('internal', 'A copy of the configuration is gone, so nothing was written.')
    return text
  }

  const restart = async ({ steering }: ChangeState): Promise<void> => {
    const manager = effects.serviceManagers.find(({ kind }) => kind === steering?.manager)
    if (steering && manager) await manager.restart(steering.name, steering.owner)
  }

  const steps: Record<string, Omit<JobStep<ChangeState>, 'id'>> = {
    validate: {
      title: 'Ask MoltBot whether it would take it',
      cancellable: true,
      async run({ state, signal, line }) {
        const subject = deps.find(state.instanceId)
        const verdict = subject && (await deps.validate(subject, await demandCopy(state, state.to), signal))
        if (verdict === null) {
          line('MoltBot cannot be asked here; its schema alone was used.')
          return
        }
        for (const { path, message } of verdict.warnings) line(`${path} ${message}`)
        if (!verdict.valid) throw new Problem('config_invalid', `MoltBot would refuse it. ${sayIssues(verdict.issues)}`)
      },
    },
    copy: {
      title: 'Keep a copy of the present file',
      cancellable: true,
      async run({ state }) {
        const current = await present(state)
        if ((current?.hash ?? null) !== state.from) throw stale()
        if (current !== null) await copies.keep(state.instanceId, current.text)
      },
    },
    write: {
      title: 'Write the file',
      cancellable: false,
      async run({ state, jobId }) {
        const text = await demandCopy(state, state.to)
        if (((await present(state))?.hash ?? null) !== state.from) throw stale()
        keeper.expect(state.instanceId, state.to, { ...state.version, jobId })
        await put(state, text)
        await note(state)
      },
      undo: (context) => putBack(context),
    },
    load: { title: 'Restart MoltBot', cancellable: false, run: ({ state }) => restart(state) },
    verify: {
      title: 'Check from outside',
      cancellable: false,
      async run(context) {
        await verify(context)
        await trials.wentBack(context.state.instanceId, context.state.to)
      },
    },
    trial: {
      title: 'Begin the trial',
      cancellable: false,
      async run({ state, jobId }) {
        if (state.trialSeconds === null || state.from === null) return
        const approval = {
          approvedBy: state.approvedBy,
          confirmationId: state.confirmationId,
          planHash: state.planHash,
        }
        const { instanceId, to: hash, from: previousHash, trialSeconds: seconds } = state
        state.trialId = await trials.open({ instanceId, hash, previousHash, seconds, jobId, approval })
      },
      undo: ({ jobId }) => trials.drop(jobId),
    },
  }

  const verify = async ({ state, signal }: Context): Promise<void> => {
    if (state.loading === 'at_next_start') {
      if ((await present(state))?.hash !== state.to) throw stale()
      if (state.toIsRefused) {
        state.message = 'The version before is back. MoltBot refuses it, and will not start with it.'
        return
      }
      state.message = state.ran
        ? 'The file is written. MoltBot loads it when it is restarted.'
        : 'The file is written. MoltBot loads it when it is started.'
      return
    }
    const { reached, status } = await waitFor(state.instanceId, {
      until: (now) => isLoaded(state, now),
      giveUp: (now) => isRefused(state, now),
      timeoutMs: state.loading === 'while_running' ? loadBudgetMs : startBudgetMs,
      signal,
    })
    if (!reached) throw new Problem('internal', whyNot(state, status))
    await note(state)
    state.loaded = true
    state.message = 'MoltBot runs with it.'
  }

  const putBack = async ({ state, jobId, line, message }: Context): Promise<void> => {
    if (state.goesBack) return
    const current = await present(state)
    if ((current?.hash ?? null) === state.from) return
    if (current !== null && current.hash !== state.to) {
      throw new RemainsError(['Somebody else changed the configuration meanwhile, so it was left as it is.'])
    }
    if (state.from === null) {
      throw new RemainsError(['There was no configuration before, so the new one was left where it is.'])
    }
    if (state.repairs && !isNoRepair(state, deps.find(state.instanceId)?.status)) {
      throw new RemainsError([
        'The new file was left where it is, because MoltBot refuses the one before and would not start with it.',
      ])
    }
    const refused = state.repairs ? ' MoltBot refuses this one too.' : ''
    const cause = `Put back by itself, because the change did not work.${refused}`
    keeper.expect(state.instanceId, state.from, { ...state.version, jobId, cause })
    await put(state, await demandCopy(state, state.from))
    await note(state)
    line(`The file before is back.${refused}`)
    if (!state.ran || state.loading === 'at_next_start') return
    message('Waiting until MoltBot is healthy again')
    await awaitHealth(state)
  }

  /** With its old file MoltBot is left as it was; one that ended over the new file has to be started. */
  const awaitHealth = async (state: ChangeState): Promise<void> => {
    const status = deps.find(state.instanceId)?.status
    // With a file that it refuses it would only end.
    if (!state.repairs && needsRestart(state, status)) await restart(state)
    const { reached } = await waitFor(state.instanceId, {
      until: (now) => now.config?.hash === state.from && now.gateway?.ready === true,
      giveUp: (now) => now.state === 'stopped' && (state.repairs === true || state.steering === null),
      timeoutMs: backBudgetMs,
    })
    if (!reached)
      throw new RemainsError(['The file before is back, and MoltBot is not healthy yet. Look at its status.'])
  }

  return {
    kind: 'config_change',
    steps(state) {
      keeper.hold(state.instanceId, [state.from, state.to])
      return idsOf(state).map((id) => {
        const step = steps[id]
        if (!step) throw new Error(`no step ${id}`)
        return { id, ...step }
      })
    },
    result: ({ from, to, loaded, trialId, message }) => ({ from, hash: to, loaded, trial_id: trialId, message }),
    afterUndo: ({ repairs }) => `The configuration is as it was before${repairs ? ', and MoltBot refuses it' : ''}.`,
  }
}

function idsOf({ loading, trialSeconds, goesBack }: ChangeState): string[] {
  const load = loading === 'by_manager' ? ['load'] : []
  return [
    ...(goesBack ? [] : ['validate']),
    'copy',
    'write',
    ...load,
    'verify',
    ...(trialSeconds === null ? [] : ['trial']),
  ]
}

function sayIssues(issues: Verdict['issues']): string {
  return issues
    .slice(0, 5)
    .map(({ path, message }) => (path === '' ? message : `${path}: ${message}`))
    .join(' ')
}

function stale(): Problem {
  return new Problem('config_stale', 'The configuration was changed since it was read, so nothing was written.')
}
