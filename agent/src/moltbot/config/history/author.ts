import { createHash } from 'node:crypto'
import { objectAt, parseObject, textAt } from '../../json.ts'

export type Author = 'moltbot_ops' | 'moltbot' | 'person' | 'unknown'

export interface Authorship {
  author: Author
  /** A sentence. */
  cause: string
}

export interface Version {
  text: string
  /** Hash of the version before, as `hashOf` makes it; null when none was ever seen. */
  previousHash: string | null
  /** Content of `openclaw.json.bak`; null when there is none. */
  backup: string | null
  /** Hashes of what this agent wrote, with what it was for. */
  own: ReadonlyMap<string, string>
}

/** `sha256:` and the hex of the bytes of a file. */
export function hashOf(text: string): string {
  return `sha256:${createHash('sha256').update(text).digest('hex')}`
}

/**
 * Who wrote a version of the config, as far as its form tells. What MoltBot writes it formats as `JSON.stringify` does
 * and stamps with `meta.lastTouchedVersion`, and it keeps the file that was there as `.bak` (seen with 2026.9.4 and
 * 2026.9.6). Whoever has a shell can imitate that, so it is a hint for people and decides nothing.
 */
export function authorOf({ text, previousHash, backup, own }: Version): Authorship {
  const ownCause = own.get(hashOf(text))
  if (ownCause !== undefined) return { author: 'moltbot_ops', cause: ownCause }
  if (previousHash === null) return { author: 'unknown', cause: 'It was there when MoltBot Ops first looked.' }
  const version = stampOf(text)
  if (version !== null && backup !== null && hashOf(backup) === previousHash) {
    return { author: 'moltbot', cause: `Written by MoltBot ${version}.` }
  }
  return { author: 'person', cause: 'Changed by hand in the file.' }
}

/** The version in the stamp of a file that has exactly the form in which MoltBot writes; null for any other. */
function stampOf(text: string): string | null {
  const document = parseObject(text)
  if (document === null || `${JSON.stringify(document, null, 2)}\n` !== text) return null
  return textAt(objectAt(document, 'meta'), 'lastTouchedVersion', 64)
}
