import { ChevronsUpDown } from 'lucide-react'
import { classNames } from './class-names.ts'
import styles from './InstanceSwitch.module.css'
import { uiWords } from './ui-words.ts'

export interface InstanceChoice {
  id: string
  label: string
  address: string
  stripe: 'plum' | 'slate' | 'rose' | 'stone'
}

interface InstanceSwitchProps {
  choices: readonly InstanceChoice[]
  chosen: string | null
  onChoose(id: string): void
  /** Said where there is no instance yet. */
  fallback: { label: string; address: string }
}

/** Which MoltBot this page is about. With several, a native select lies over the name: right on every device. */
export function InstanceSwitch({ choices, chosen, onChoose, fallback }: InstanceSwitchProps) {
  const current = choices.find((choice) => choice.id === chosen) ?? choices[0]
  const shown = current ?? { ...fallback, stripe: 'stone' as const }
  return (
    <span className={styles.instance}>
      <i className={classNames(styles.stripe, styles[shown.stripe])} aria-hidden />
      <span className={styles.name}>{shown.label}</span>
      <span className={classNames(styles.address, current === undefined && styles.note)}>{shown.address}</span>
      {choices.length > 1 && (
        <>
          <ChevronsUpDown size={16} strokeWidth={1.75} className={styles.chevrons} aria-hidden />
          <select
            className={styles.select}
            aria-label={uiWords.instance}
            value={current?.id}
            onChange={(event) => onChoose(event.target.value)}
          >
            {choices.map((choice) => (
              <option key={choice.id} value={choice.id}>
                {choice.label} {choice.address}
              </option>
            ))}
          </select>
        </>
      )}
    </span>
  )
}
