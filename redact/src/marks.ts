const MARK = /\[redacted:([a-z0-9-]{1,40})#[a-z]\d{1,9}\]/g
const REMEMBERED = 10_000

/** Gives each secret its mark: the same secret the same mark, numbered by order of appearance so that a mark tells nothing. */
export interface Marks {
  of(label: string, secret: string): string
  /** A mark that belongs to no remembered value, for a secret that has not been seen whole. */
  fresh(label: string): string
}

/** Starts a numbering. It forgets the longest unseen secret when it remembers too many, so a long stream stays bounded. */
export function createMarks(): Marks {
  const given = new Map<string, string>()
  let count = 0
  const fresh = (label: string) => {
    count += 1
    return `[redacted:${label}#a${count}]`
  }
  return {
    fresh,
    of(label, secret) {
      const known = given.get(secret)
      const mark = known ?? fresh(label)
      given.delete(secret)
      given.set(secret, mark)
      if (given.size > REMEMBERED) {
        const [oldest] = given.keys()
        if (oldest !== undefined) given.delete(oldest)
      }
      return mark
    },
  }
}

/** A label in the alphabet that marks allow. */
export function markLabel(name: string): string {
  const label = name
    .toLowerCase()
    .replaceAll(/[^a-z0-9]{1,64}/g, '-')
    .slice(0, 40)
  return label.replace(/^-/, '') || 'known-value'
}

/** The marks that a text already carries, as [from, to]. They are never redacted again. */
export function findMarks(text: string): [number, number][] {
  if (!text.includes('[redacted:')) return []
  return Array.from(text.matchAll(MARK), (hit) => [hit.index, hit.index + hit[0].length])
}

/** True for text that is marks and punctuation, with nothing left to hide. */
export function isOnlyMarks(text: string): boolean {
  return text.includes('[redacted:') && !/[\p{L}\p{N}]/u.test(text.replaceAll(MARK, ''))
}

/**
 * The classes of what a redacted text hides, each with how often, in order of appearance. A mark that somebody typed
 * into the text before it was redacted counts as well: nothing tells it from a real one.
 */
export function marksIn(text: string): Map<string, number> {
  const counts = new Map<string, number>()
  if (!text.includes('[redacted:')) return counts
  for (const [, label = ''] of text.matchAll(MARK)) counts.set(label, (counts.get(label) ?? 0) + 1)
  return counts
}
