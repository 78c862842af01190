import { AgentUnreachable, ApiError } from '@moltbot-ops/sdk'
import { duration } from '../ui/time-words.ts'

/** What went wrong, for a person. The agent's own messages already say what to do. */
const english = {
  unreachable: 'The agent does not answer. It is asked again until it does.',
  timeout: 'The agent took too long to answer.',
  wait: (message: string, span: string) => `${message} Try again in ${span}.`,
  silent: (span: string) => `The agent has not answered for ${span}.`,
  unexpected: 'The console could not read the answer. Load the page again.',
}

export function failureWords(error: unknown): string {
  if (error instanceof AgentUnreachable) return error.reason === 'timeout' ? english.timeout : english.unreachable
  if (!(error instanceof ApiError)) return english.unexpected
  if (error.retry_after_seconds === undefined) return error.message
  return english.wait(error.message, duration(error.retry_after_seconds * 1000))
}

/** Why what was read before is not known any more; `ms` as `useSilence` tells it. */
export const silenceWords = (ms: number): string => english.silent(duration(ms))
