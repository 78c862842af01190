import type { ConfigTrial } from '../../../wire.ts'
import { trialWords as words } from './trial-words.ts'

export type Ending = keyof typeof words.ended

/** How a trial ended, from the configuration that is in force after it; null where that could not be read. */
export function endingOf(trial: Pick<ConfigTrial, 'hash' | 'previous_hash'>, inForce: string | null): Ending {
  if (inForce === null) return 'unknown'
  if (inForce === trial.hash) return 'kept'
  return inForce === trial.previous_hash ? 'back' : 'other'
}

export function whoBegan({ by }: Pick<ConfigTrial, 'by'>): string | null {
  if (by == null) return null
  return by.via === 'terminal' ? words.terminal : by.name.replace(/^(?:user|token):/, '')
}

/** Those of `before` that are not open any more. */
export function endedSince(before: readonly ConfigTrial[], open: readonly ConfigTrial[]): ConfigTrial[] {
  return before.filter(({ id }) => !open.some((trial) => trial.id === id))
}
