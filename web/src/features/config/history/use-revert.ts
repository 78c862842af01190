import { useQueryClient } from '@tanstack/react-query'
import { useConsent } from '../../../consent/consent-context.ts'
import { useConsole } from '../../../session/console.ts'
import { keys } from '../../../session/queries.ts'

export interface RevertWish {
  hash: string
  /** What is in force now; another one by then is refused. */
  base: string | undefined
  reason: string
  trialSeconds: number | null
}

/** Longer than the agent waits for the job before it answers. */
const answerWithinMs = 90_000

/** Asks for consent to put a version back, and makes the call that was signed. */
export function useRevert(instance: string | null): (wish: RevertWish) => void {
  const { client } = useConsole()
  const consent = useConsent()
  const queries = useQueryClient()
  const query = instance === null ? {} : { instance_id: instance }
  return ({ hash, base, reason, trialSeconds }) => {
    const body = {
      hash,
      ...(base === undefined ? {} : { base_hash: base }),
      ...(trialSeconds === null ? {} : { confirm_within_seconds: trialSeconds }),
    }
    consent({
      action: 'revertConfig',
      params: { ...query, ...body },
      suggestedReason: reason,
      act: (headers) => client.revertConfig({ query, body, headers, timeoutMs: answerWithinMs }),
      onEnd: () => void queries.invalidateQueries({ queryKey: keys.config }),
    })
  }
}
