import { useState } from 'react'
import { Button } from '../../../ui/Button.tsx'
import { Dialog } from '../../../ui/Dialog.tsx'
import { Mark } from '../../../ui/Mark.tsx'
import { configWords } from '../config-words.ts'
import styles from './ChangeBar.module.css'

const words = configWords.bar

interface ChangeBarProps {
  count: number
  /** What else there is to say; empty where there is nothing. */
  note: string
  /** Whether the note is bad news. */
  bad: boolean
  notYet: string | undefined
  /** Leads to what is refused; null where nothing is. */
  onShow: (() => void) | null
  onDrop(): void
  onReview(): void
}

/** Stays in view while something is not applied. */
export function ChangeBar({ count, note, bad, notYet, onShow, onDrop, onReview }: ChangeBarProps) {
  const [asking, setAsking] = useState(false)
  const waiting = count === 0 ? words.text : words.waiting(count)
  return (
    <section aria-label={waiting} className={styles.bar}>
      <p className={styles.words} role="status">
        <strong>{waiting}</strong>
        {note !== '' && (
          <span className={styles.note}>
            {bad && <Mark kind="broken" />}
            {note}
          </span>
        )}
      </p>
      <div className={styles.buttons}>
        {onShow !== null && (
          <Button look="quiet" onClick={onShow}>
            {words.show}
          </Button>
        )}
        <Button look="quiet" onClick={() => setAsking(true)}>
          {words.drop}
        </Button>
        <Button look="primary" notYet={notYet} onClick={onReview}>
          {words.review}
        </Button>
      </div>
      <Dialog
        open={asking}
        onClose={() => setAsking(false)}
        title={words.dropTitle}
        footer={
          <>
            <Button decision onClick={() => setAsking(false)}>
              {words.keep}
            </Button>
            <Button
              look="primary"
              decision
              onClick={() => {
                setAsking(false)
                onDrop()
              }}
            >
              {words.drop}
            </Button>
          </>
        }
      >
        <p>{words.dropWhy(Math.max(1, count))}</p>
      </Dialog>
    </section>
  )
}
