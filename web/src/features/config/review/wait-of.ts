import { configWords } from '../config-words.ts'
import type { HeldDraft } from '../draft/use-draft.ts'

const words = configWords.waits

interface Draft {
  readOnly: boolean
  held: Pick<HeldDraft, 'broken' | 'unfinished' | 'stale'>
  /** A configuration is on trial. */
  trial: boolean
  /** How much of it would be refused. */
  refused: number
  checking: boolean
  failed: boolean
  /** It is the file as it is. */
  nothing: boolean
}

/** Why the changes cannot be reviewed yet, one thing at a time; undefined when they can. */
export function waitOf({ readOnly, held, trial, refused, checking, failed, nothing }: Draft): string | undefined {
  if (readOnly) return words.viewer
  if (held.broken !== null) return words.broken
  if (held.unfinished) return words.unfinished
  if (held.stale) return words.stale
  if (trial) return words.trial
  if (refused > 0) return words.refused
  if (failed) return words.notChecked
  if (checking) return words.checking
  return nothing ? words.nothing : undefined
}
