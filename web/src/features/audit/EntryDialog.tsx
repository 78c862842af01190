import type { ReactNode } from 'react'
import { ErrorBox, LoadingBox } from '../../ui/Box.tsx'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import type { AuditEvent } from '../../wire.ts'
import { actionName } from './action-words.ts'
import type { AuditFilter } from './audit-search.ts'
import { auditWords as words } from './audit-words.ts'
import { EntryFacts } from './EntryFacts.tsx'

interface EntryDialogProps {
  seq: number
  /** Null while it is read. */
  entry: AuditEvent | null
  failure: string | null
  /** The agent's clock minus this browser's. */
  agentOffset: number
  /** Whether the last check found something wrong with it. */
  damaged: boolean
  onClose(): void
  onAgain(): void
  jobLink(id: string, label: string): ReactNode
  filterLink(filter: AuditFilter, label: string): ReactNode
}

/** One entry, whole: what the chain has of it, and what it belongs to. */
export function EntryDialog(props: EntryDialogProps) {
  const { seq, entry, failure, agentOffset, damaged, onClose, onAgain, jobLink, filterLink } = props
  return (
    <Dialog
      open
      onClose={onClose}
      title={entry === null ? words.entry.title(seq) : `${words.entry.title(seq)}: ${actionName(entry)}`}
      footer={<Button onClick={onClose}>{words.entry.close}</Button>}
      wide
    >
      {failure !== null ? (
        <ErrorBox title={words.failed.entry} why={failure} onAgain={onAgain} />
      ) : entry === null ? (
        <LoadingBox what={words.loading.entry} height={240} />
      ) : (
        <EntryFacts {...{ entry, agentOffset, damaged, jobLink, filterLink }} />
      )}
    </Dialog>
  )
}
