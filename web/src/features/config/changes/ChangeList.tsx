import { useState } from 'react'
import { classNames } from '../../../ui/class-names.ts'
import type { ConfigChange } from '../../../wire.ts'
import styles from './Changes.module.css'
import { ChangeValue } from './ChangeValue.tsx'
import { changesWords as words } from './changes-words.ts'

interface ChangeListProps {
  changes: readonly ConfigChange[]
  /** How many are shown at first. */
  first: number
  label: string
}

/** Changes one under the other, the rest behind a button. */
export function ChangeList({ changes, first, label }: ChangeListProps) {
  const [all, setAll] = useState(false)
  const shown = all ? changes : changes.slice(0, first)
  return (
    <>
      <ol className={styles.list} aria-label={label}>
        {shown.map((change) => (
          <ChangeRow key={change.path} change={change} />
        ))}
      </ol>
      {shown.length < changes.length && (
        <button type="button" className={styles.more} onClick={() => setAll(true)}>
          {words.more(changes.length - shown.length)}
        </button>
      )}
    </>
  )
}

function ChangeRow({ change }: { change: ConfigChange }) {
  const { path, kind, effect, risk, why } = change
  return (
    <li className={styles.row}>
      <div className={styles.what}>
        <p>
          {path === '' ? words.whole : <code className={styles.path}>{breakable(path)}</code>}
          {kind !== 'changed' && <span className={styles.kind}> {words.kinds[kind]}</span>}
        </p>
        <p className={styles.meta}>
          <span className={classNames(styles.risk, risk !== 'low' && styles.raised)}>{words.risks[risk]}</span>
          <span>{words.effects[effect]}</span>
        </p>
        {why !== null && <p className={styles.why}>{why}</p>}
      </div>
      <ChangeValue change={change} />
    </li>
  )
}

/** A path may go on in the next line after any of its dots; what is copied stays the same. */
function breakable(path: string) {
  return path.split(/(?<=\.)/).map((part, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one path never change places
    <span key={index}>
      {index > 0 && <wbr />}
      {part}
    </span>
  ))
}
