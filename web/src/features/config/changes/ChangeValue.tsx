import { useState } from 'react'
import { classNames } from '../../../ui/class-names.ts'
import type { ConfigChange } from '../../../wire.ts'
import styles from './Changes.module.css'
import { fitsOneLine, listChange, piecesOf, readable, secretChange } from './change-model.ts'
import { changesWords as words } from './changes-words.ts'

/** What a setting was and what it becomes. A secret is named, never shown. */
export function ChangeValue({ change }: { change: ConfigChange }) {
  const { before, after } = change
  const secret = secretChange(change)
  if (secret !== null) {
    return (
      <p className={styles.value}>
        <Secret name={words.secret[secret]} />
      </p>
    )
  }
  const list = listChange(change)
  if (list !== null) {
    return (
      <ul className={styles.items}>
        <Items label={words.itemRemoved} items={list.removed} old />
        <Items label={words.itemAdded} items={list.added} />
        {list.stays > 0 && <li className={styles.stays}>{words.stays(list.stays)}</li>}
      </ul>
    )
  }
  if (fitsOneLine(`${before ?? ''}${after ?? ''}`)) {
    return (
      <p className={styles.value}>
        <Side text={before} old />
        <span className={styles.arrow} aria-hidden>
          →
        </span>
        <span className="hidden-text"> {words.becomes} </span>
        <Side text={after} />
      </p>
    )
  }
  return (
    <div className={styles.sides}>
      <Block label={words.before} text={before} old />
      <Block label={words.after} text={after} />
    </div>
  )
}

function Side({ text, old = false }: { text: string | null; old?: boolean }) {
  if (text === null) return <span className={styles.notSet}>{words.notSet}</span>
  return (
    <code className={classNames(styles.text, old && styles.old)}>
      <Pieces text={text} />
    </code>
  )
}

const foldBeyond = 400

/** A value that needs lines of its own, folded where it is very long. */
function Block({ label, text, old = false }: { label: string; text: string | null; old?: boolean }) {
  const [open, setOpen] = useState(false)
  const whole = text === null ? null : readable(text)
  const long = whole !== null && whole.length > foldBeyond
  return (
    <div className={styles.side}>
      <span className={styles.label}>{label}</span>
      {whole === null ? (
        <span className={styles.notSet}>{words.notSet}</span>
      ) : (
        <div className={styles.fold}>
          <pre className={classNames(styles.block, old && styles.old, long && !open && styles.cut)}>
            <Pieces text={whole} />
          </pre>
          {long && (
            <button type="button" className={styles.more} aria-expanded={open} onClick={() => setOpen(!open)}>
              {open ? words.showLess : words.showAll(whole.length)}
            </button>
          )}
        </div>
      )}
    </div>
  )
}

function Items({ label, items, old = false }: { label: string; items: readonly string[]; old?: boolean }) {
  return items.map((item, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the same value may stand in a list twice
    <li key={index} className={styles.item}>
      <span className={styles.label}>{label}</span>
      <code className={classNames(styles.text, old && styles.old)}>
        <Pieces text={item} />
      </code>
    </li>
  ))
}

function Pieces({ text }: { text: string }) {
  return piecesOf(text).map((piece, index) =>
    // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of one value never change places
    piece === null ? <Secret key={index} name={words.secret.stands} /> : <span key={index}>{piece}</span>,
  )
}

/** A bar of one width for every secret, so that it does not tell the length. */
function Secret({ name }: { name: string }) {
  return (
    <span className={styles.secret}>
      <i aria-hidden />
      {name}
    </span>
  )
}
