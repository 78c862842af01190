import { Button } from '../../ui/Button.tsx'
import { Mark } from '../../ui/Mark.tsx'
import styles from './Config.module.css'
import { configWords } from './config-words.ts'

const words = configWords.stale409

interface StaleNoticeProps {
  /** The draft is a whole text. */
  isText: boolean
  onKeep(): void
  onDrop(): void
}

/** Somebody else changed the file since the draft was begun. */
export function StaleNotice({ isText, onKeep, onDrop }: StaleNoticeProps) {
  return (
    <section className={styles.notice} role="alert">
      <Mark kind="look" />
      <div>
        <h2>{words.title}</h2>
        <p>{isText ? words.text : words.edits}</p>
      </div>
      <div className={styles.buttons}>
        <Button onClick={onKeep}>{words.keep}</Button>
        <Button look="quiet" onClick={onDrop}>
          {words.drop}
        </Button>
      </div>
    </section>
  )
}
