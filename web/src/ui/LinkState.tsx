import { useEffect, useRef, useState } from 'react'
import { classNames } from './class-names.ts'
import { useNow } from './clock.ts'
import styles from './LinkState.module.css'
import { ago } from './time-words.ts'
import { uiWords } from './ui-words.ts'

export type LinkKind = 'connecting' | 'live' | 'reconnecting' | 'offline'

export interface Link {
  kind: LinkKind
  /** When the last byte came, by this browser's clock. */
  lastDataAt: number | null
}

/** About the console's own stream only. It never says that MoltBot is well. */
export function LinkState({ link }: { link: Link }) {
  const now = useNow()
  return (
    <span className={styles.link}>
      <i className={classNames(styles.dot, styles[link.kind])} aria-hidden />
      <span className={styles.words}>{linkWords(link, now)}</span>
      <LinkAnnouncer link={link} now={now} />
    </span>
  )
}

export function linkWords({ kind, lastDataAt }: Link, now: number): string {
  const words = uiWords.link
  if (kind === 'live') return words.live
  if (lastDataAt === null) return kind === 'offline' ? words.offline : words.connecting
  if (kind === 'offline') return words.offlineSince(ago(lastDataAt, now))
  return kind === 'reconnecting' ? words.reconnecting(ago(lastDataAt, now)) : words.connecting
}

/** Says a change of the link once; the seconds since are for the eye. */
function LinkAnnouncer({ link, now }: { link: Link; now: number }) {
  const [spoken, setSpoken] = useState('')
  const last = useRef(link.kind)
  useEffect(() => {
    if (last.current === link.kind) return
    last.current = link.kind
    setSpoken(linkWords(link, now))
  }, [link, now])
  return (
    <span role="status" className="hidden-text">
      {spoken}
    </span>
  )
}
