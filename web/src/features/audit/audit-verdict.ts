import type { StatusSentenceProps } from '../../ui/StatusSentence.tsx'
import { ago, since } from '../../ui/time-words.ts'
import type { AuditVerification } from '../../wire.ts'
import { auditWords as words } from './audit-words.ts'
import type { PinnedKey } from './pinned-key.ts'

export interface Verified {
  verification: AuditVerification
  /** By this browser's clock. */
  receivedAt: number
}

interface Known {
  /** Null until the first answer. */
  verified: Verified | null
  /** Why the last attempt failed: what was found before it is not said any more. */
  failure: string | null
  pinned: PinnedKey | null
  /** Number of the newest entry that the page knows of. */
  newest: number | null
  now: number
  timeZone: string
}

type Sentence = Pick<StatusSentenceProps, 'mark' | 'tone' | 'verdict' | 'cause'> & { follows: string }

/** What can be said of the log. Well is only what was checked just now against a key that this browser kept itself. */
export function sentenceOf({ verified, failure, pinned, newest, now, timeZone }: Known): Sentence {
  if (failure !== null) return { mark: 'unknown', ...words.unknown, cause: failure, follows: '' }
  if (verified === null) return { mark: 'busy', ...words.checking, follows: '' }
  const { verification, receivedAt } = verified
  const follows = followsOf(verification, newest, ago(receivedAt, now))
  if (verification.verdict === 'broken') {
    const [first] = verification.problems
    return {
      mark: 'broken',
      tone: 'bad',
      verdict: words.broken.verdict,
      cause: first?.message ?? verification.message,
      follows: `${words.broken.follows} ${follows}`,
    }
  }
  if (pinned === null) return { mark: 'unknown', ...words.unproven, follows }
  const { checkpoint } = verification
  if (verification.verdict !== 'valid' || checkpoint === null)
    return { mark: 'unknown', ...words.noCheckpoint, follows }
  const cause = words.whole.cause(verification.entries, since(pinned.since, now, timeZone))
  return { mark: 'fine', verdict: words.whole.verdict, cause, follows }
}

function followsOf(
  { checkpoint, last_seq: last, verdict }: AuditVerification,
  newest: number | null,
  age: string,
): string {
  const tail = last === null || checkpoint === null || verdict === 'broken' ? 0 : last - checkpoint.seq
  const newer = newest === null || last === null ? 0 : newest - last
  return [words.follows(age, last), tail > 0 ? words.tail(tail) : '', newer > 0 ? words.newer(newer) : '']
    .filter((part) => part !== '')
    .join(' ')
}

/** Numbers of the entries that a check found something wrong with. */
export function damagedIn(verification: AuditVerification | null): ReadonlySet<number> {
  return new Set(verification?.problems.flatMap(({ seq }) => (seq === null ? [] : [seq])))
}
