import { marksIn, type Redactor } from '@moltbot-ops/redact'
import type { ParsedLine } from './parsed-line.ts'
import { showAsText } from './show-as-text.ts'

/** What may be shown of a line. */
export interface CleanLine extends ParsedLine {
  /** Classes of what was hidden, each once. */
  redactions: string[]
}

export interface LineCleaner {
  /** Lines before the first one that is asked for: a private key may have begun in them. */
  prime(lines: readonly ParsedLine[]): void
  /** Lines of one source, in their order. */
  clean(lines: readonly ParsedLine[]): CleanLine[]
}

/** What may stand before the end of a private key: without any of it no key is open. */
const mayOpenKey = /BEGIN|PuTTY-User-Key|Private-Lines|[A-Za-z0-9+/]{64}/

/**
 * The one place where lines lose their secrets. It remembers a private key that goes over several lines, so there is
 * one for each source and direction.
 * @param redactor null leaves secrets as they are, which needs an approval
 */
export function createLineCleaner(redactor: Pick<Redactor, 'lines' | 'text'> | null): LineCleaner {
  if (redactor === null) {
    return { prime: () => undefined, clean: (lines) => lines.map((line) => shown(line, line.subsystem, line.message)) }
  }
  const state = redactor.lines()
  const messages = (lines: readonly ParsedLine[]): string[] => {
    // In one piece, since rules are chosen once for many lines; no line of it is lost or made.
    const parts = state.push(lines.map(({ message }) => `${message}\n`).join('')).split('\n')
    let at = 0
    return lines.map(({ message }) => {
      const from = at
      at += occurrences(message)
      return parts.slice(from, at).join('\n')
    })
  }
  return {
    prime(lines) {
      const from = lines.findIndex(({ message }) => mayOpenKey.test(message))
      if (from !== -1) messages(lines.slice(from))
    },
    clean(lines) {
      const names = new Map<string, string>()
      const nameOf = (name: string | null): string | null => {
        if (name === null) return null
        const clean = names.get(name) ?? redactor.text(name)
        names.set(name, clean)
        return clean
      }
      const clean = messages(lines)
      return lines.map((line, index) => shown(line, nameOf(line.subsystem), clean[index] ?? ''))
    },
  }
}

function shown(line: ParsedLine, subsystem: string | null, message: string): CleanLine {
  return {
    at: line.at,
    level: line.level,
    subsystem: subsystem === null ? null : showAsText(subsystem),
    message: showAsText(message),
    redactions: classesIn(subsystem, message),
  }
}

function classesIn(...texts: (string | null)[]): string[] {
  const found = new Set<string>()
  for (const text of texts) {
    if (text?.includes('[redacted:')) for (const name of marksIn(text).keys()) found.add(name)
  }
  return [...found]
}

/** How many lines a message takes. */
function occurrences(message: string): number {
  let count = 1
  for (let at = message.indexOf('\n'); at !== -1; at = message.indexOf('\n', at + 1)) count += 1
  return count
}
