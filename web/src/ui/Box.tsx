import { type ReactNode, useState } from 'react'
import styles from './Box.module.css'
import { Button } from './Button.tsx'
import { classNames } from './class-names.ts'
import { useClock, useNow } from './clock.ts'
import { Mark } from './Mark.tsx'
import { uiWords } from './ui-words.ts'

/** Three fillings of one box, all of the same size, so that nothing moves when the data arrives. */
interface Sized {
  /** Height of the filled content in px. */
  height?: number
}

export function EmptyBox({ title, children, height = 84 }: Sized & { title: string; children: ReactNode }) {
  return (
    <div className={styles.box} style={{ minHeight: height }}>
      <p className={styles.title}>{title}</p>
      <p className={styles.why}>{children}</p>
    </div>
  )
}

interface LoadingBoxProps extends Sized {
  what: string
  /** When the reading began; without it, when the box appeared. */
  since?: number
}

/** Bars after 150 ms (by CSS), words after 2 s. */
export function LoadingBox({ what, since, height = 84 }: LoadingBoxProps) {
  const clock = useClock()
  const [appeared] = useState(() => clock.now())
  const waited = Math.floor((useNow() - (since ?? appeared)) / 1000)
  return (
    <div className={classNames(styles.box, styles.loading)} style={{ minHeight: height }} aria-busy="true">
      <div className={styles.bars} aria-hidden>
        <i style={{ width: '32%' }} />
        <i style={{ width: '78%' }} />
        <i style={{ width: '44%' }} />
      </div>
      <p role="status" className={styles.waiting}>
        {waited >= 2 ? uiWords.reading(what, waited) : ''}
      </p>
    </div>
  )
}

interface ErrorBoxProps extends Sized {
  title: string
  why: string
  verb?: string
  onAgain?: (() => void) | undefined
  busy?: boolean
}

export function ErrorBox({ title, why, verb, onAgain, busy = false, height = 84 }: ErrorBoxProps) {
  return (
    <div className={styles.box} style={{ minHeight: height }} role="alert">
      <p className={styles.title}>
        <Mark kind="unknown" />
        {title}
      </p>
      <p className={styles.why}>{why}</p>
      {onAgain !== undefined && (
        <Button busy={busy} onClick={onAgain}>
          {verb ?? uiWords.readAgain}
        </Button>
      )}
    </div>
  )
}
