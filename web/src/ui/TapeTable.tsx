import { useClock } from './clock.ts'
import styles from './TapeTable.module.css'
import type { TapeBar, TapeChange } from './tape-layout.ts'
import { changesIn } from './tape-reading.ts'
import { clockTime, latency } from './time-words.ts'
import { uiWords } from './ui-words.ts'

interface TapeTableProps {
  bars: readonly TapeBar[]
  changes: readonly TapeChange[]
}

/** The same data for those who cannot or do not want to read bars. Newest first. */
export function TapeTable({ bars, changes }: TapeTableProps) {
  const { timeZone } = useClock()
  const { columns, title, states } = uiWords.tape
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <section className={styles.tableBox} tabIndex={0} aria-label={title}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{columns.time}</th>
            <th scope="col">{columns.answer}</th>
            <th scope="col" className={styles.figure}>
              {columns.took}
            </th>
            <th scope="col">{columns.changes}</th>
          </tr>
        </thead>
        <tbody>
          {bars.toReversed().map((bar) => (
            <tr key={bar.at}>
              <th scope="row">{clockTime(bar.at, timeZone)}</th>
              <td>{states[bar.state]}</td>
              <td className={styles.figure}>{bar.tookMs === null ? '' : latency(bar.tookMs)}</td>
              <td>
                {changesIn(bar, changes)
                  .map((change) => change.name)
                  .join('; ')}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
