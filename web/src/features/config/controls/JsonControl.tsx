import { useEffect, useState } from 'react'
import { configWords } from '../config-words.ts'
import type { Json } from '../document/config-path.ts'
import styles from './Controls.module.css'
import { type ControlProps, useConfigForm } from './form-context.ts'

const words = configWords.setting

/** What has no control of its own, as JSON. A text that is none yet stays here and is not taken. */
export function JsonControl({ row, path, value, describedBy }: ControlProps) {
  const { actions, readOnly } = useConfigForm()
  const [typed, setTyped] = useState<string | null>(null)
  const { setUnfinished } = actions
  const shown = typed ?? written(value)
  const broken = typed !== null && typed.trim() !== '' && readJson(typed) === undefined
  useEffect(() => {
    setUnfinished(row.key, broken)
    return () => setUnfinished(row.key, false)
  }, [setUnfinished, row.key, broken])
  const change = (text: string) => {
    setTyped(text)
    const next = text.trim() === '' ? undefined : readJson(text)
    if (text.trim() === '') actions.remove(path)
    else if (next !== undefined) actions.set(path, next)
  }
  return (
    <div className={styles.items}>
      <textarea
        className={styles.area}
        aria-label={row.label}
        aria-describedby={`${describedBy} ${row.key}-json`}
        aria-invalid={broken || undefined}
        rows={Math.min(12, Math.max(2, shown.split('\n').length))}
        readOnly={readOnly}
        spellCheck={false}
        autoComplete="off"
        placeholder={row.setting.default === null ? words.unset : words.unsetDefault(row.setting.default)}
        value={shown}
        onChange={(event) => change(event.target.value)}
        onBlur={() => {
          // What was taken is written as everything else is; what was not stays as it was typed.
          if (!broken) setTyped(null)
        }}
      />
      <p id={`${row.key}-json`} className={broken ? styles.problem : styles.nothing} aria-live="polite">
        {broken ? words.notJson : words.jsonHelp(row.setting.type)}
      </p>
    </div>
  )
}

function written(value: Json | undefined): string {
  return value === undefined ? '' : JSON.stringify(value, null, 2)
}

/** Undefined for what is no JSON. */
function readJson(text: string): Json | undefined {
  try {
    const value: Json = JSON.parse(text)
    return value
  } catch {
    return undefined
  }
}
