import { type RefObject, useLayoutEffect, useMemo, useRef, useState } from 'react'
import { classNames } from '../../../ui/class-names.ts'
import styles from './TextEditor.module.css'

interface TextEditorProps {
  label: string
  describedBy: string
  text: string
  readOnly: boolean
  /** Lines with something to say about them, and whether it is an error. */
  marked: ReadonlyMap<number, 'error' | 'warning'>
  field: RefObject<HTMLTextAreaElement | null>
  onText(text: string): void
}

const lineHeight = 20
/** Lines beyond the window, so that scrolling shows no gap. */
const margin = 10

/** A plain text field with numbered lines. Only the numbers in view are drawn. */
export function TextEditor({ label, describedBy, text, readOnly, marked, field, onText }: TextEditorProps) {
  const gutter = useRef<HTMLDivElement>(null)
  const [view, setView] = useState({ top: 0, height: 600 })
  const lines = useMemo(() => text.split('\n').length, [text])
  const measure = () => {
    const area = field.current
    if (area !== null) setView({ top: area.scrollTop, height: area.clientHeight })
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: measured once it is there
  useLayoutEffect(measure, [])
  useLayoutEffect(() => {
    if (gutter.current !== null) gutter.current.scrollTop = view.top
  }, [view])
  const first = Math.max(0, Math.floor(view.top / lineHeight) - margin)
  const last = Math.min(lines, Math.ceil((view.top + view.height) / lineHeight) + margin)
  const numbers = Array.from({ length: Math.max(0, last - first) }, (_, index) => first + index + 1)
  return (
    <div className={styles.editor}>
      <div ref={gutter} className={styles.gutter} aria-hidden>
        <div style={{ height: lines * lineHeight + 16 }} className={styles.numbers}>
          <div style={{ transform: `translateY(${first * lineHeight}px)` }}>
            {numbers.map((line) => (
              <span key={line} className={classNames(styles.number, styles[marked.get(line) ?? 'plain'])}>
                {line}
              </span>
            ))}
          </div>
        </div>
      </div>
      <textarea
        ref={field}
        className={styles.area}
        aria-label={label}
        aria-describedby={describedBy}
        readOnly={readOnly}
        spellCheck={false}
        autoComplete="off"
        autoCapitalize="off"
        wrap="off"
        value={text}
        onScroll={measure}
        onChange={(event) => onText(event.target.value)}
      />
    </div>
  )
}

/** Puts the caret at the beginning of a line and the line into view. */
export function goToLine(area: HTMLTextAreaElement, line: number): void {
  const lines = area.value.split('\n').slice(0, line - 1)
  const offset = lines.reduce((sum, one) => sum + one.length + 1, 0)
  area.focus()
  area.setSelectionRange(offset, offset + (area.value.slice(offset).split('\n', 1)[0]?.length ?? 0))
  area.scrollTop = Math.max(0, (line - 4) * lineHeight)
}
