import { Download } from 'lucide-react'
import { Button } from '../../ui/Button.tsx'
import { CopyCommand } from '../../ui/CopyCommand.tsx'
import { Section } from '../../ui/Section.tsx'
import styles from './Audit.module.css'
import { auditWords } from './audit-words.ts'

export interface ExportState {
  busy: boolean
  failure: string | null
  /** Name of the file that was written. */
  written: string | null
  mayExport: boolean
  onExport(): void
}

const words = auditWords.export

export function ExportButton({ busy, mayExport, onExport }: ExportState) {
  return (
    <Button
      busy={busy}
      notYet={mayExport ? undefined : words.role}
      icon={<Download size={16} strokeWidth={1.75} aria-hidden />}
      onClick={onExport}
    >
      {words.button}
    </Button>
  )
}

export function ExportPart({ state, pinned }: { state: ExportState; pinned: string | null }) {
  const { failure, written, mayExport } = state
  return (
    <Section title={words.title}>
      <div className={styles.card}>
        <p>{words.why}</p>
        <ExportButton {...state} />
        {!mayExport && <p className={styles.note}>{words.role}</p>}
        <div role="status">
          {failure !== null && (
            <p className={styles.problem}>
              {auditWords.failed.export} {failure}
            </p>
          )}
          {written !== null && <p>{words.done(written)}</p>}
        </div>
        {written !== null && <CopyCommand command={words.command(written, pinned)} />}
      </div>
    </Section>
  )
}
