import { basename } from 'node:path'
import type { OpenedChain } from './chain/open-chain.ts'

/** What was found at the start that a reader of the log must know. */
export interface StartNote {
  action: string
  message: string
  params: Record<string, unknown>
}

export interface SetAside {
  /** Where a log of another agent lies now. */
  otherLog: string | null
  /** Where checkpoints lie now that are not by this agent, or were changed. */
  checkpoints: string | null
}

const mostProblems = 10

export function startNotes({ torn, damage }: OpenedChain, { otherLog, checkpoints }: SetAside): StartNote[] {
  const notes: StartNote[] = []
  if (otherLog !== null) {
    const message = 'The audit log was of another agent, so it was kept aside and a new one was begun.'
    notes.push({ action: 'audit.other_log_kept_aside', message, params: { kept_as: basename(otherLog) } })
  }
  if (checkpoints !== null) {
    const message = 'The checkpoints of the audit log were changed or are by another key, so they were kept aside.'
    notes.push({ action: 'audit.checkpoints_kept_aside', message, params: { kept_as: checkpoints } })
  }
  if (torn !== null) {
    const message = 'A crash cut the last line of the audit log off; what there was of it is kept beside the log.'
    notes.push({
      action: 'audit.torn_line_cut',
      message,
      params: { bytes: torn.bytes, kept_as: torn.keptAs, offset: torn.offset },
    })
  }
  if (damage.length > 0) {
    const message = 'The audit log was changed from outside. Verify it, and see who could write there.'
    const problems = damage.slice(0, mostProblems).map(({ kind, seq, message: text }) => ({ kind, message: text, seq }))
    notes.push({ action: 'audit.damage_found', message, params: { count: damage.length, problems } })
  }
  return notes
}
