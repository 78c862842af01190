import { AgentUnreachable, ApiError } from '@moltbot-ops/sdk'
import type { Received } from '../../session/queries.ts'
import type { StatusSentenceProps } from '../../ui/StatusSentence.tsx'
import { ago } from '../../ui/time-words.ts'
import { type Config, configInterval } from './config-queries.ts'
import { configWords as words } from './config-words.ts'

export interface Seen {
  config: Received<Config> | undefined
  /** Why the latest reading failed; null where it did not. */
  error: unknown
  now: number
  /** What MoltBot itself says of the file; null where it could not be asked. */
  valid: boolean | null | 'asking'
  /** How many settings a person changed and did not apply. */
  waiting: number
  /** How many things of the draft would be refused; without a draft, how many of the file should be. */
  refused: number
  textBroken: boolean
}

type Verdict = Pick<StatusSentenceProps, 'mark' | 'tone' | 'verdict' | 'cause' | 'follows'>

/** The first sentence: how the file stands, and what waits. It never calls well what it does not know. */
export function judgeConfig(seen: Seen): Verdict {
  const { config, error, now, waiting, refused, textBroken } = seen
  if (config === undefined) return error === null ? { mark: 'busy', ...words.asking } : judgeFailure(error)
  const draft = textBroken ? words.textBroken : waiting === 0 ? words.unchanged : words.waiting(waiting)
  if (error !== null || now - config.receivedAt > 2 * configInterval * 1000 + 1000) {
    return { mark: 'unknown', ...words.stale(ago(config.receivedAt, now)) }
  }
  const { pending_invalid_edit: bomb, trial } = config.value
  if (bomb) return { mark: 'broken', tone: 'bad', ...words.bomb }
  if (seen.valid === false) return { mark: 'broken', tone: 'bad', ...words.invalid }
  if (seen.valid === 'asking') return { mark: 'busy', verdict: words.judging, cause: draft }
  if (seen.valid === null) return { mark: 'unknown', verdict: words.notJudged, cause: draft }
  if (trial !== null && trial.status === 'open') return { mark: 'busy', verdict: words.trial, cause: draft }
  if (waiting === 0 && !textBroken) {
    // MoltBot and the schema of its version do not agree: that is not simply well.
    if (refused > 0) return { mark: 'look', verdict: words.taken, cause: words.odd(refused) }
    return { mark: 'fine', verdict: words.valid, cause: words.unchanged }
  }
  if (refused > 0 && !textBroken && waiting > 0) {
    return { mark: 'look', verdict: words.valid, cause: words.waitingRefused(waiting, refused) }
  }
  return { mark: refused > 0 || textBroken ? 'look' : 'info', verdict: words.valid, cause: draft }
}

function judgeFailure(error: unknown): Verdict {
  if (error instanceof AgentUnreachable) return { mark: 'unknown', ...words.unreachable }
  if (error instanceof ApiError && error.code === 'not_installed') return { mark: 'info', ...words.notInstalled }
  if (error instanceof ApiError && error.code === 'config_unreadable') {
    return { mark: 'broken', tone: 'bad', ...words.unreadable, cause: asSentence(error.message) }
  }
  return { mark: 'unknown', ...words.failed }
}

/** What a parser says begins small and has no full stop. */
function asSentence(text: string): string {
  const sentence = text.charAt(0).toUpperCase() + text.slice(1)
  return /[.!?]$/.test(sentence) ? sentence : `${sentence}.`
}
