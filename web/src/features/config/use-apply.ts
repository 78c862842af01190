import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useConsent } from '../../consent/consent-context.ts'
import { useConsole } from '../../session/console.ts'
import type { Wish } from './config-queries.ts'
import { configWords as words } from './config-words.ts'
import { applyRequest } from './draft/wish-of.ts'

interface Applying {
  /** How the last attempt ended, for as long as it is news. */
  notice: string | null
  /** Hash of the file that was signed and is being written; null when none is. */
  expected: string | null
  /** @param trialSeconds The time for a person to confirm; null to keep it at once. */
  apply(wish: Wish, hash: string, trialSeconds: number | null): void
  forget(): void
}

/** Applies a draft by consent. `onApplied` is called once the file is the one that was signed. */
export function useApply(instance: string | null, fileHash: string, onApplied: () => void): Applying {
  const { client } = useConsole()
  const queries = useQueryClient()
  const ask = useConsent()
  const [notice, setNotice] = useState<string | null>(null)
  const [expected, setExpected] = useState<string | null>(null)
  useEffect(() => {
    if (expected === null || expected !== fileHash) return
    setExpected(null)
    onApplied()
  }, [expected, fileHash, onApplied])
  const readAgain = () => void queries.invalidateQueries({ queryKey: ['config'] })
  return {
    notice,
    expected,
    forget: () => setNotice(null),
    apply(wish, hash, trialSeconds) {
      const { query, body, params } = applyRequest(wish, { instance, trialSeconds })
      ask({
        action: 'applyConfig',
        params,
        suggestedReason: words.review.reason,
        act: async (headers) => {
          // The agent answers when it is verified, at the latest after a minute.
          const result = await client.applyConfig({ query, body, headers, timeoutMs: 90_000 })
          // One that failed or went back leaves the draft as it is, to be put right.
          if (result.status === 'verified' || result.status === 'accepted') setExpected(hash)
          if (result.status === 'verified') {
            setNotice(result.applied ? words.applied : (result.message ?? words.appliedLater))
          }
          readAgain()
          return result
        },
        onEnd: readAgain,
      })
    },
  }
}
