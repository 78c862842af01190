import { classNames } from '../../ui/class-names.ts'
import records from '../../ui/Records.module.css'
import styles from './Setup.module.css'

export interface Option<Value extends string> {
  value: Value
  name: string
  /** A short word beside the name. */
  tag?: string | undefined
  why: string
  /** It cannot be chosen; `why` says so. */
  off?: boolean
}

interface ChoiceListProps<Value extends string> {
  name: string
  options: readonly Option<Value>[]
  /** Null where something else than one of these is chosen. */
  chosen: Value | null
  onChoose(value: Value): void
}

/** One of a few, each with its reason. */
export function ChoiceList<Value extends string>({ name, options, chosen, onChoose }: ChoiceListProps<Value>) {
  return (
    <fieldset className={styles.choices}>
      <legend className="hidden-text">{name}</legend>
      {options.map(({ value, name: label, tag, why, off = false }) => (
        <label key={value} className={off ? styles.off : styles.choice}>
          <input
            type="radio"
            name={name}
            checked={chosen === value && !off}
            disabled={off}
            onChange={() => onChoose(value)}
          />
          <span className={styles.option}>
            <strong>{label}</strong>{' '}
            {tag !== undefined && <span className={classNames(records.tag, styles.tag)}>{tag}</span>}{' '}
            <span className={styles.why}>{why}</span>
          </span>
        </label>
      ))}
    </fieldset>
  )
}
