import { Problem } from '../../../core/problem.ts'
import type { SshHostKey, SshTarget } from '../../../host/effects.ts'
import type { KnownHost } from './known-hosts.ts'
import { nameOfTarget } from './ssh-target.ts'

export interface JudgedKey {
  seen: SshHostKey
  known: 'unknown' | 'known' | 'changed'
  /** Fingerprint that was confirmed before. */
  confirmed: string | null
  /** Whether a person vouches for the key that is seen now: only then may anything be sent to the host. */
  trusted: boolean
}

/**
 * Compares the key that a host shows with the one that was confirmed before and the one that a person names now.
 * @throws Problem host_key_changed when the person names another key than the host shows
 */
export function judgeHostKey(
  target: SshTarget,
  seen: SshHostKey,
  before: KnownHost | null,
  named: string | undefined,
): JudgedKey {
  const known = before === null ? 'unknown' : before.fingerprint === seen.fingerprint ? 'known' : 'changed'
  const judged = { seen, known, confirmed: before?.fingerprint ?? null } as const
  if (named !== undefined && named !== seen.fingerprint) throw changed(target, { ...judged, confirmed: named })
  return { ...judged, trusted: named !== undefined || known === 'known' }
}

/** @throws Problem host_key_unknown, host_key_changed, with the keys in `details` */
export function demandTrusted(target: SshTarget, judged: JudgedKey): void {
  if (judged.trusted) return
  if (judged.known === 'changed') throw changed(target, judged)
  const { type, fingerprint } = judged.seen
  throw new Problem(
    'host_key_unknown',
    `Nobody has confirmed the key of ${nameOfTarget(target)} yet. It shows ${fingerprint} (${type}). Compare it with the host itself, then send it as host_key_sha256.`,
    { details: seenDetails(judged) },
  )
}

function changed(target: SshTarget, judged: Omit<JudgedKey, 'trusted'>): Problem {
  const { seen, confirmed } = judged
  return new Problem(
    'host_key_changed',
    `${nameOfTarget(target)} shows the key ${seen.fingerprint} (${seen.type}), not ${confirmed}, which was confirmed. Somebody may stand in between; nothing was sent. If the host was set up anew, compare its key at the host, then name the new one.`,
    { details: [...seenDetails(judged), { path: '/host_key/confirmed_sha256', message: confirmed ?? '' }] },
  )
}

function seenDetails({ seen }: Pick<JudgedKey, 'seen'>) {
  return [
    { path: '/host_key/sha256', message: seen.fingerprint },
    { path: '/host_key/type', message: seen.type },
  ]
}
