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
      <span className={styles.words}>
        {linkWord(link)}
        <span className={styles.since}>{lastData(link, now)}</span>
      </span>
      <LinkAnnouncer link={link} now={now} />
    </span>
  )
}

export function linkWords(link: Link, now: number): string {
  return `${linkWord(link)}${lastData(link, now)}`
}

function linkWord({ kind, lastDataAt }: Link): string {
  const words = uiWords.link
  return kind === 'reconnecting' && lastDataAt === null ? words.connecting : words[kind]
}

/** Left out where there is little room: the first sentence of the page says it too. */
function lastData({ kind, lastDataAt }: Link, now: number): string {
  if (lastDataAt === null || kind === 'live' || kind === 'connecting') return ''
  return uiWords.link.lastData(ago(lastDataAt, now))
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
