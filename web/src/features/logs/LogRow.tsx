import { classNames } from '../../ui/class-names.ts'
import { useClock } from '../../ui/clock.ts'
import { exactTime } from '../../ui/time-words.ts'
import styles from './Logs.module.css'
import type { LogItem } from './log-item.ts'
import { originOf } from './log-item.ts'
import { logsWords as words } from './logs-words.ts'
import { Message } from './Message.tsx'
import { rowTime } from './row-time.ts'

interface LogRowProps {
  item: LogItem
  /** In lower case. */
  hit: string
}

/** The content of one row. Its place, its choice and its role are the list's. */
export function LogRow({ item, hit }: LogRowProps) {
  const { timeZone } = useClock()
  if (item.kind === 'gap') {
    return (
      <span className={styles.gap}>
        <strong>{item.lost === null ? words.gapUnknown : words.gap.lost(item.lost)}</strong> {item.message}
      </span>
    )
  }
  const { at, level, message, truncated } = item.entry
  const instant = at === null ? null : Date.parse(at)
  const [clock, fraction] = instant === null ? [words.unknownTime, ''] : rowTime(instant, timeZone)
  return (
    <>
      <time className={styles.time} title={instant === null ? undefined : exactTime(instant, timeZone)}>
        {clock}
        <span className={styles.fraction}>{fraction}</span>
      </time>
      <span className={classNames(styles.level, styles[level])}>{level}</span>
      <span className={styles.origin}>{originOf(item.entry)}</span>
      <span className={styles.message}>
        <Message text={message} hit={hit} />
        {truncated && <em className={styles.truncated}> … {words.truncated}</em>}
      </span>
    </>
  )
}
