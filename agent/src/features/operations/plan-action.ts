import type { components } from '@moltbot-ops/api/types'
import type { Params, Plan, PlanStep } from '../../core/consent.ts'
import { Problem } from '../../core/problem.ts'
import type { Steering } from '../../moltbot/managed/steering.ts'

type MoltBotStatus = components['schemas']['MoltBotStatus']
export type Action = components['schemas']['OpsActionRequest']['action']

/** What an action is done to, as it is now. */
export interface Subject {
  instanceId: string
  label: string
  status: MoltBotStatus
  /** What steers it, or why nothing does. */
  steering: Steering | null
  whyNot: string | null
}

const step = (
  id: string,
  title: string,
  seconds: number | null,
  moltbotStopped: boolean,
  detail: string | null = null,
): PlanStep => ({
  id,
  title,
  detail,
  seconds,
  moltbotStopped,
})

const verifyStep = step('verify', 'Check from outside that it answers', 2, false)
const startSeconds = ({ status }: Subject) => Math.round(status.startup?.usual_seconds ?? 10)

/**
 * What an action would do. The basis holds what the plan stands on: another version, service or configuration makes it
 * another plan.
 * @throws Problem validation_failed for parameters that the action does not have, not_managed, plan_impossible
 */
export function planAction(action: Action, params: Params | undefined, subject: Subject): Plan {
  if (isLater(action)) return laterPlan(action, subject)
  demandNoParams(action, params)
  const { steering, whyNot, status, label } = subject
  if (!steering) {
    throw new Problem('not_managed', `MoltBot cannot be steered from here. ${whyNot ?? ''} Use what started it.`)
  }
  const willFail = status.config?.valid === false
  const base = {
    instanceId: subject.instanceId,
    target: { kind: 'instance', id: subject.instanceId, name: label },
    losses: [],
    basis: {
      manager: steering.manager,
      service: steering.name,
      version: status.version ?? null,
      config_hash: status.config?.hash ?? null,
      config_valid: status.config?.valid ?? null,
    },
  }
  const brokenConfig = willFail
    ? ['The configuration on disk is invalid: MoltBot will not start with it. Put an earlier version back first.']
    : []
  if (action === 'stop') {
    return {
      ...base,
      summary: `Stop MoltBot on ${label}.`,
      steps: [
        step('stop', 'Stop MoltBot', 3, true, 'It finishes what it is doing, then ends.'),
        step('verify', 'Check from outside that it has ended', 1, true),
      ],
      affects: ['Nobody is answered until it is started again.'],
      undo: 'Start it again.',
      downtimeSeconds: null,
      risk: 'medium',
    }
  }
  const start = step('start', 'Start MoltBot', startSeconds(subject), true)
  if (action === 'start') {
    if (status.state === 'running' || status.state === 'degraded') {
      throw new Problem('plan_impossible', 'MoltBot runs already. To begin anew, restart it.')
    }
    return {
      ...base,
      summary: `Start MoltBot on ${label}.`,
      steps: [start, verifyStep],
      affects: brokenConfig,
      undo: 'Stop it again.',
      downtimeSeconds: 0,
      risk: willFail ? 'high' : 'low',
    }
  }
  return {
    ...base,
    summary: `Restart MoltBot on ${label}.`,
    steps: [
      step('restart', 'Stop and start MoltBot', startSeconds(subject) + 3, true, 'It finishes what it is doing first.'),
      verifyStep,
    ],
    affects: ['Chats wait until MoltBot answers again.', ...brokenConfig],
    undo: willFail
      ? 'Put an earlier version of the configuration back, then start it.'
      : 'Nothing has to be undone: the same version starts with the same configuration.',
    downtimeSeconds: startSeconds(subject) + 3,
    risk: willFail ? 'high' : 'low',
  }
}

export type BuiltAction = 'start' | 'stop' | 'restart'

export function isLater(action: Action): action is Exclude<Action, BuiltAction> {
  return action !== 'start' && action !== 'stop' && action !== 'restart'
}

/** These can be proposed and are guarded; carrying them out answers 501. */
function laterPlan(action: Action, { instanceId, label }: Subject): Plan {
  return {
    instanceId,
    target: { kind: 'instance', id: instanceId, name: label },
    summary: `${action[0]?.toUpperCase()}${action.slice(1)} MoltBot on ${label}: not built in this version.`,
    steps: [],
    affects: [],
    undo: null,
    losses: [],
    downtimeSeconds: null,
    risk: 'high',
    basis: {},
  }
}

function demandNoParams(action: Action, params: Params | undefined): void {
  const [unknown] = Object.keys(params ?? {})
  if (unknown === undefined) return
  throw new Problem('validation_failed', `${action} takes no parameters.`, {
    details: [{ path: `/params/${unknown.slice(0, 100)}`, message: 'is not known' }],
  })
}
