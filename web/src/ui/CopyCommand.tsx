import { Check, Copy } from 'lucide-react'
import { useEffect, useState } from 'react'
import styles from './CopyCommand.module.css'
import { useClock } from './clock.ts'
import { uiWords } from './ui-words.ts'

type Outcome = 'rest' | 'copied' | 'refused'

interface CopyCommandProps {
  command: string
  large?: boolean
  /** Replaced in tests; browsers refuse it where the page has no focus. */
  write?: (text: string) => Promise<void>
}

/** A line to be typed at the host, and a button that copies exactly that line. */
export function CopyCommand({ command, large = false, write = copyText }: CopyCommandProps) {
  const clock = useClock()
  const [outcome, setOutcome] = useState<Outcome>('rest')
  useEffect(() => {
    if (outcome === 'rest') return
    return clock.every(2500, () => setOutcome('rest'))
  }, [outcome, clock])
  const copy = () => {
    write(command).then(
      () => setOutcome('copied'),
      () => setOutcome('refused'),
    )
  }
  const spoken = { rest: '', copied: uiWords.copied, refused: uiWords.copyRefused }[outcome]
  return (
    <div className={styles.wrap}>
      <div className={large ? styles.large : styles.small}>
        <code className={styles.line}>
          <span className={styles.prompt} aria-hidden>
            ${' '}
          </span>
          {/* Words stay whole: a code that breaks at its hyphen cannot be compared. */}
          {command.split(' ').map((word, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the words of one command never change places
            <span key={index}>
              {index > 0 && ' '}
              <span className={styles.word}>{word}</span>
            </span>
          ))}
        </code>
        <button
          type="button"
          className={styles.copy}
          aria-label={uiWords.copyCommand}
          title={uiWords.copy}
          onClick={copy}
        >
          {outcome === 'copied' ? <Check size={16} strokeWidth={1.75} /> : <Copy size={16} strokeWidth={1.75} />}
        </button>
      </div>
      <span role="status" className={outcome === 'refused' ? styles.refused : 'hidden-text'}>
        {spoken}
      </span>
    </div>
  )
}

async function copyText(text: string): Promise<void> {
  await navigator.clipboard.writeText(text)
}
