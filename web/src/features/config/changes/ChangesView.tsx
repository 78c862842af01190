import { useDeferredValue, useId, useMemo, useState } from 'react'
import { EmptyBox } from '../../../ui/Box.tsx'
import type { ConfigChange } from '../../../wire.ts'
import { ChangeList } from './ChangeList.tsx'
import styles from './Changes.module.css'
import { groupByRisk, matches } from './change-model.ts'
import { changesWords as words } from './changes-words.ts'

interface ChangesViewProps {
  /** As `diffConfig` answers. */
  changes: readonly ConfigChange[]
}

/** Beyond this many they are grouped, folded and searched. */
const fewAtMost = 12
const firstOfGroup = { high: 100, medium: 20, low: 10 }
/** As many as the agent lists. */
const listedAtMost = 500

/**
 * What a configuration would change, setting by setting: what it was, what it becomes, when that works and what it can
 * cost. The riskiest come first.
 */
export function ChangesView({ changes }: ChangesViewProps) {
  if (changes.length === 0) return <EmptyBox title={words.none.title}>{words.none.why}</EmptyBox>
  const restarts = changes.filter(({ effect }) => effect === 'restart').length
  const count = changes.length < listedAtMost ? words.count(changes.length) : words.most(changes.length)
  return (
    <div className={styles.changes}>
      <p className={styles.sum}>
        {count} {words.restarts(restarts, changes.length)}
      </p>
      {changes.length <= fewAtMost ? (
        <ChangeList
          changes={groupByRisk(changes).flatMap((group) => group.changes)}
          first={fewAtMost}
          label={words.count(changes.length)}
        />
      ) : (
        <ManyChanges changes={changes} />
      )}
    </div>
  )
}

function ManyChanges({ changes }: ChangesViewProps) {
  const id = useId()
  const [typed, setTyped] = useState('')
  const wanted = useDeferredValue(typed.trim())
  const found = useMemo(() => changes.filter((change) => matches(change, wanted)), [changes, wanted])
  return (
    <>
      <div className={styles.find}>
        <label htmlFor={id}>{words.find}</label>
        <input id={id} type="search" value={typed} onChange={(event) => setTyped(event.target.value)} />
        <span role="status" className={styles.found}>
          {wanted === '' ? '' : words.found(found.length, changes.length)}
        </span>
      </div>
      {found.length === 0 && <p className={styles.why}>{words.nothingFound}</p>}
      {groupByRisk(found).map((group) => (
        <div key={group.risk}>
          <h3 className={styles.group}>{words.group(group.risk, group.changes.length)}</h3>
          <ChangeList
            // Another search is another list: what was unfolded in the old one is not carried over.
            key={wanted}
            changes={group.changes}
            first={firstOfGroup[group.risk]}
            label={words.risks[group.risk]}
          />
        </div>
      ))}
    </>
  )
}
