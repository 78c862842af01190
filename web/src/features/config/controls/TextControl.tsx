import { configWords } from '../config-words.ts'
import styles from './Controls.module.css'
import { readTyped, textOf } from './control-of.ts'
import { type ControlProps, useConfigForm } from './form-context.ts'

const words = configWords.setting

/** A text or a number. What is no number is kept as it was typed, and the agent says that it is none. */
export function TextControl({ row, path, value, describedBy, numeric = false }: ControlProps & { numeric?: boolean }) {
  const { actions, readOnly } = useConfigForm()
  const text = textOf(value)
  const change = (typed: string) => {
    const next = readTyped(typed, row.setting.type)
    if (next === undefined) actions.remove(path)
    else actions.set(path, next)
  }
  const common = {
    'aria-label': row.label,
    'aria-describedby': describedBy,
    readOnly,
    value: text,
    placeholder:
      row.setting.default === null ? words.unset : words.unsetDefault(row.setting.default.replaceAll('"', '')),
    spellCheck: false,
    autoComplete: 'off',
  }
  if (!numeric && text.includes('\n')) {
    return <textarea {...common} className={styles.area} rows={4} onChange={(event) => change(event.target.value)} />
  }
  return (
    <input
      {...common}
      type="text"
      inputMode={numeric ? 'numeric' : undefined}
      className={styles.input}
      onChange={(event) => change(event.target.value)}
    />
  )
}
