import { EmptyBox, ErrorBox, LoadingBox } from '../../../ui/Box.tsx'
import type { ConfigChange } from '../../../wire.ts'
import { ChangesView } from '../changes/ChangesView.tsx'
import styles from './History.module.css'
import type { Neighbours } from './history-model.ts'
import { historyWords } from './history-words.ts'
import type { Other } from './VersionView.tsx'

export interface DifferenceState {
  /** Null while they are not known. */
  changes: readonly ConfigChange[] | null
  failure: string | null
  /** Whether a copy of the other version is kept; null where there is no other. */
  partnerKept: boolean | null
  busy: boolean
  onAgain(): void
}

interface DifferenceProps {
  found: Neighbours
  other: Other
  difference: DifferenceState
}

const words = historyWords.version

/** What is different from the other version, or as much of it as is still known. */
export function Difference({ found: { version }, other, difference }: DifferenceProps) {
  const { changes, failure, partnerKept, busy, onAgain } = difference
  if (partnerKept === null) return <EmptyBox title={words.first.title}>{words.first.why}</EmptyBox>
  if (!version.restorable || !partnerKept) {
    return (
      <>
        <EmptyBox title={words.notKept.title}>{version.restorable ? words.beforeNotKept : words.notKept.why}</EmptyBox>
        {other === 'before' && version.changed_paths.length > 0 && (
          <div className={styles.known}>
            <h3>{words.changedPaths}</h3>
            <ul>
              {version.changed_paths.map((path) => (
                <li key={path}>
                  <code>{path}</code>
                </li>
              ))}
            </ul>
          </div>
        )}
      </>
    )
  }
  if (failure !== null) {
    return <ErrorBox title={historyWords.failed.difference} why={failure} onAgain={onAgain} busy={busy} />
  }
  if (changes === null) return <LoadingBox what={historyWords.loading.difference} />
  return (
    <div className={styles.difference}>
      <p className={styles.direction}>{words.directions[other]}</p>
      <ChangesView changes={changes} />
    </div>
  )
}
