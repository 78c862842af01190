import { Copy } from 'lucide-react'
import { useEffect, useState } from 'react'
import { Button } from '../../ui/Button.tsx'
import { useClock } from '../../ui/clock.ts'
import styles from './Logs.module.css'
import { logsWords as words } from './logs-words.ts'

interface ChosenBarProps {
  count: number
  onCopy(): Promise<void>
  onAround(): void
  onClear(): void
}

/** What can be done with the rows that are chosen. */
export function ChosenBar({ count, onCopy, onAround, onClear }: ChosenBarProps) {
  const clock = useClock()
  const [outcome, setOutcome] = useState('')
  useEffect(() => {
    if (outcome === '') return
    return clock.every(2500, () => setOutcome(''))
  }, [outcome, clock])
  const copy = () => {
    onCopy().then(
      () => setOutcome(words.copied),
      () => setOutcome(words.refused),
    )
  }
  return (
    <section className={styles.chosenBar} aria-label={words.selected(count)}>
      <span>{words.selected(count)}</span>
      <Button icon={<Copy size={16} strokeWidth={1.75} aria-hidden />} onClick={copy}>
        {outcome === '' ? words.copy : outcome}
      </Button>
      {count === 1 && <Button onClick={onAround}>{words.around}</Button>}
      <Button look="quiet" onClick={onClear}>
        {words.clear}
      </Button>
      <span role="status" className="hidden-text">
        {outcome}
      </span>
    </section>
  )
}
