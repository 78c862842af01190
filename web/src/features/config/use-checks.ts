import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useConsole } from '../../session/console.ts'
import { failureWords } from '../../session/failure-words.ts'
import {
  type Config,
  type ConfigDiff,
  type ConfigError,
  checkQuery,
  verdictQuery,
  type Wish,
} from './config-queries.ts'
import type { Base, HeldDraft } from './draft/use-draft.ts'
import { wishOf } from './draft/wish-of.ts'
import { detailsOf, newErrors } from './findings/judge-draft.ts'
import type { OwnVerdict } from './review/ReviewView.tsx'
import { useSteady } from './use-steady.ts'

export interface Checks {
  /** What would be sent; null while there is nothing to send, or it may not be sent. */
  wish: Wish | null
  /** What MoltBot itself says of the file; null where it could not be asked. */
  valid: boolean | null | 'asking'
  /** Of the draft, or of the file while there is none. */
  findings: readonly ConfigError[]
  /** How many errors are the draft's own, or the file's while there is none. */
  refused: number
  /** What the draft would change, as it was last worked out. */
  diff: ConfigDiff | null
  /** The same of exactly this draft; null while that is worked out. */
  current: ConfigDiff | null
  /** Why the draft could not be checked. */
  failure: unknown
  again(): void
  /** What MoltBot itself says of the draft, asked while it is reviewed. */
  own: OwnVerdict
}

/** A pause in typing after which a draft is looked at. */
const pauseMs = 300

/** Has the draft looked at while it is typed, and MoltBot asked where that is worth its seconds. */
export function useChecks(
  { config, base, held }: { config: Config; base: Base; held: HeldDraft },
  { instance, reviewing }: { instance: string | null; reviewing: boolean },
): Checks {
  const { client } = useConsole()
  const { draft, document, revision, stale } = held
  const broken = held.broken !== null
  const wish = useMemo(
    () => (stale || broken ? null : wishOf({ draft, document, broken: null }, base)),
    [stale, broken, draft, document, base],
  )
  const steady = useSteady(revision, pauseMs)
  const settled = steady === revision
  const check = useQuery(checkQuery(client, instance, { wish: settled ? wish : null, revision: steady }))
  const own = useQuery({
    ...verdictQuery(client, instance, { wish: wish ?? { config: {} }, revision }),
    enabled: reviewing && wish !== null,
  })
  // Where MoltBot did not say by itself what it thinks of the file, it is asked once for each file.
  const ofFile = useQuery({
    ...verdictQuery(client, instance, { wish: { config: base.document, base_hash: base.hash }, revision: -1 }),
    enabled: config.valid === null,
    gcTime: 600_000,
  })
  const asked = ofFile.data?.checked_by === 'moltbot' ? ofFile.data : null
  const inFile = useMemo(() => [...config.issues, ...(asked?.errors ?? [])], [config.issues, asked])
  const findings = useMemo(() => {
    if (wish === null) return inFile
    if (check.isError) return detailsOf(check.error)
    // What is known of the file stands until the first answer: nothing found is a thing to say only afterwards.
    return check.data === undefined ? inFile : [...check.data.validation.errors, ...check.data.validation.warnings]
  }, [wish, check.isError, check.error, check.data, inFile])
  const fresh = settled && !check.isPlaceholderData && !check.isError
  return {
    wish,
    valid: config.valid ?? asked?.valid ?? (ofFile.isPending ? 'asking' : null),
    findings,
    refused: newErrors(findings, wish === null ? [] : inFile).length,
    diff: wish === null || check.isError ? null : (check.data?.diff ?? null),
    current: wish !== null && fresh ? (check.data?.diff ?? null) : null,
    failure: wish !== null && check.isError ? check.error : null,
    again: () => void check.refetch(),
    own:
      own.data !== undefined
        ? { kind: 'said', validation: own.data }
        : own.isError
          ? { kind: 'failed', why: failureWords(own.error) }
          : { kind: 'asking' },
  }
}
