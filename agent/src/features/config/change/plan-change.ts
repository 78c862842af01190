import type { Plan, PlanStep, Risk } from '../../../core/consent.ts'
import { Problem, type ProblemDetail } from '../../../core/problem.ts'
import type { ConfigChange } from '../../../moltbot/config/changes/diff-configs.ts'
import { formatPath } from '../../../moltbot/config/path.ts'
import { isRunning, type Loading } from './loading.ts'
import type { PreparedChange } from './prepare-change.ts'

/** What a change is for, in words. */
export interface ChangeWords {
  /** `Change the configuration of NAME.` */
  summary: string
  trialSeconds: number | null
  loading: Loading
}

const maxAffects = 40
const risks: readonly Risk[] = ['low', 'medium', 'high']
const usualStartSeconds = 10

/**
 * What a change of the configuration would do. It stands on the file as it is: another one makes it another plan.
 * @throws Problem config_invalid for what MoltBot would refuse, plan_impossible
 */
export function planChange(change: PreparedChange, { summary, trialSeconds, loading }: ChangeWords): Plan {
  demandValid(change)
  const { subject, current, hash, diff, commentsLost, repairs } = change
  const { instanceId, label, status } = subject
  const stops = loading === 'by_itself' || loading === 'by_manager'
  const startSeconds = Math.round(status.startup?.usual_seconds ?? usualStartSeconds)
  const step = (
    id: string,
    title: string,
    seconds: number,
    detail: string | null = null,
    moltbotStopped = false,
  ): PlanStep => ({
    id,
    title,
    detail,
    seconds,
    moltbotStopped,
  })
  const back = repairs
    ? 'The file before, which MoltBot refuses, is put back by itself only if MoltBot refuses this one too.'
    : 'The file before is put back by itself if MoltBot does not take this one or does not get healthy.'
  return {
    instanceId,
    target: { kind: 'instance', id: instanceId, name: label },
    summary,
    steps: [
      step('validate', 'Ask MoltBot whether it would take it', 5),
      step(
        'copy',
        'Keep a copy of the present file',
        0,
        'With its secrets in plain text, readable for the agent alone.',
      ),
      step('write', 'Write the file', 0, back),
      ...(loading === 'by_manager' ? [step('load', 'Restart MoltBot', startSeconds + 3, null, true)] : []),
      step('verify', titleOfVerify(loading), stops ? startSeconds : 3, null, loading === 'by_itself'),
      ...(trialSeconds === null ? [] : [step('trial', 'Begin the trial', 0, trialText(trialSeconds, repairs))]),
    ],
    affects: [...affectsOf(change), ...repairsFile(change), ...lostComments(commentsLost), ...whenStopped(change)],
    undo: repairs
      ? 'Edit it again; the version before stays in the history, and MoltBot refuses it.'
      : 'Put the version before back; it stays in the history.',
    losses:
      commentsLost.length === 0 ? [] : [`${commentsLost.length} ${commentsLost.length === 1 ? 'comment' : 'comments'}`],
    downtimeSeconds: stops ? startSeconds + 3 : 0,
    risk: diff.risk,
    basis: {
      config_hash: current?.hash ?? null,
      new_hash: hash,
      path: current?.path ?? subject.installation.configPath,
      version: status.version ?? null,
      effect: diff.effect,
      loading,
      running: isRunning(status),
      trial_seconds: trialSeconds,
    },
  }
}

/** What the schema forbids MoltBot refuses, and then it does not start. */
function demandValid({ issues }: PreparedChange): void {
  if (issues.length === 0) return
  const details = issues.slice(0, 20).map(({ path, message }): ProblemDetail => ({ path: formatPath(path), message }))
  throw new Problem('config_invalid', 'MoltBot would refuse this configuration.', { details })
}

function titleOfVerify(loading: Loading): string {
  if (loading === 'by_itself') return 'Wait until MoltBot has restarted by itself, and check from outside'
  return loading === 'at_next_start' ? 'Check the file' : 'Check from outside that MoltBot runs with it'
}

function trialText(seconds: number, repairs: boolean): string {
  const before = repairs ? 'the version before, which MoltBot refuses,' : 'the version before'
  return `Unless a person confirms within ${seconds} s, ${before} is put back.`
}

function affectsOf({ diff: { changes, truncated } }: PreparedChange): string[] {
  const words = { added: 'is added', removed: 'is removed', changed: 'is changed' }
  const lines = dangersFirst(changes)
    .slice(0, maxAffects)
    .map(({ path, kind, why }) => `${formatPath(path) || 'everything'} ${words[kind]}.${why === null ? '' : ` ${why}`}`)
  const more = changes.length - lines.length
  if (more > 0 || truncated) lines.push(`${truncated ? 'Many' : more} more settings change.`)
  return lines.length === 0 ? ['Only how the file is written changes, no setting.'] : lines
}

/** Many harmless changes must not push one that is dangerous out of what is read. */
function dangersFirst(changes: readonly ConfigChange[]): ConfigChange[] {
  return changes.toSorted((one, other) => risks.indexOf(other.risk) - risks.indexOf(one.risk))
}

/** A MoltBot that refuses its file runs on with what it had, so that is what a repair changes. */
function repairsFile(change: PreparedChange): string[] {
  const { repairs, runsWith, diff, subject } = change
  if (!repairs) return []
  const also = comingIntoForce(change)
  if (!isRunning(subject.status)) return also
  return [`MoltBot refuses the file as it is and runs with another. ${meaning(runsWith === null, diff)}`, ...also]
}

/** What is dangerous with its price, line by line; the rest by name. */
function comingIntoForce({ comesIntoForce }: PreparedChange): string[] {
  const nameOf = ({ path }: ConfigChange) => formatPath(path) || 'everything'
  const dangers = comesIntoForce.filter(({ risk }) => risk === 'high').slice(0, maxAffects)
  const lines = dangers.map((one) => `${nameOf(one)} comes into force, which the file has already. ${one.why ?? ''}`)
  const others = dangersFirst(comesIntoForce).slice(dangers.length)
  if (others.length === 0) return lines
  const names = others.slice(0, maxAffects).map(nameOf).join(', ')
  const more = others.length > maxAffects ? ` and ${others.length - maxAffects} more` : ''
  return [...lines, `What the file has already comes into force too: ${names}${more}.`]
}

function meaning(isUnknown: boolean, { effect }: PreparedChange['diff']): string {
  if (isUnknown) return 'With which is not known, so a restart has to be expected.'
  if (effect === 'restart') return 'It has to restart for this one.'
  return effect === 'hot' ? 'It takes this one over while it runs.' : 'For this one it neither restarts nor reloads.'
}

function lostComments(paths: readonly string[]): string[] {
  return paths.length === 0 ? [] : [`Comments go with what they were about: ${paths.slice(0, 5).join(', ')}.`]
}

function whenStopped({ subject: { status } }: PreparedChange): string[] {
  return isRunning(status) ? [] : ['MoltBot does not run now: it loads the file when it is started.']
}
