import { type RefObject, useId, useMemo } from 'react'
import { Mark } from '../../../ui/Mark.tsx'
import type { ConfigError } from '../config-queries.ts'
import { configWords } from '../config-words.ts'
import type { Base, HeldDraft } from '../draft/use-draft.ts'
import { readText } from './read-text.ts'
import { spliceText } from './splice-text.ts'
import { TextEditor } from './TextEditor.tsx'
import styles from './TextView.module.css'

const words = configWords.text

interface TextViewProps {
  base: Base
  held: HeldDraft
  findings: readonly ConfigError[]
  readOnly: boolean
  field: RefObject<HTMLTextAreaElement | null>
}

/** The file as text, with what was changed in the form in it. */
export function TextView({ base, held, findings, readOnly, field }: TextViewProps) {
  const id = useId()
  const { draft, broken, actions } = held
  const text = useMemo(() => draft.text ?? editedText(base.text, draft.edits), [draft.text, draft.edits, base.text])
  const marked = useMemo(() => {
    const lines = findings.flatMap(({ line, severity }): [number, 'error' | 'warning'][] =>
      line == null ? [] : [[line, severity]],
    )
    const errors = lines.filter(([, severity]) => severity === 'error')
    return new Map(broken?.line == null ? [...lines, ...errors] : [[broken.line, 'error'] as const])
  }, [findings, broken])
  return (
    <div className={styles.view}>
      <TextEditor
        label={words.label}
        describedBy={id}
        text={text}
        readOnly={readOnly}
        marked={marked}
        field={field}
        onText={actions.setText}
      />
      <p id={id} className={styles.help} aria-live="polite">
        {broken === null ? (
          words.help
        ) : (
          <span className={styles.broken}>
            <Mark kind="broken" />
            {words.broken(broken.line, broken.message)}
          </span>
        )}
      </p>
    </div>
  )
}

function editedText(text: string, edits: HeldDraft['draft']['edits']): string {
  return edits.length > 0 && readText(text).ok ? spliceText(text, edits) : text
}
