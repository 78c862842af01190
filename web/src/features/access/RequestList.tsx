import { AttentionCard } from '../../ui/AttentionCard.tsx'
import { EmptyBox } from '../../ui/Box.tsx'
import { Button } from '../../ui/Button.tsx'
import { useNow } from '../../ui/clock.ts'
import { Fingerprint } from '../../ui/Fingerprint.tsx'
import { countdown } from '../../ui/time-words.ts'
import type { PendingPairing } from '../../wire.ts'
import styles from './Access.module.css'
import { accessWords } from './access-words.ts'

const words = accessWords.requests

interface RequestListProps {
  requests: readonly PendingPairing[]
  agentOffset: number
  /** Which request is being denied. */
  denying: string | null
  onReview(request: PendingPairing): void
  onDeny(request: PendingPairing): void
}

/** Who waits to be let in. Nothing is approved here: Review opens the dialog. */
export function RequestList({ requests, agentOffset, denying, onReview, onDeny }: RequestListProps) {
  const now = useNow()
  const waiting = requests.filter((request) => Date.parse(request.expires_at) - agentOffset > now)
  if (waiting.length === 0) return <EmptyBox title={words.empty.title}>{words.empty.why}</EmptyBox>
  return (
    <ul>
      {waiting.map((request) => (
        <AttentionCard
          key={request.id}
          mark="info"
          title={request.device_name ?? words.unnamed}
          why={
            <>
              <code>{request.pairing_code}</code>, {words.from(request.client)},{' '}
              {words.left(countdown(Date.parse(request.expires_at) - agentOffset - now))}
            </>
          }
          action={
            <span className={styles.actions}>
              <Button look="quiet" busy={denying === request.id} onClick={() => onDeny(request)}>
                {words.deny}
              </Button>
              <Button onClick={() => onReview(request)}>{words.approve}</Button>
            </span>
          }
        >
          <p className={styles.note}>
            {request.key_fingerprint === null ? words.noKey : <Fingerprint value={request.key_fingerprint} />}
          </p>
        </AttentionCard>
      ))}
    </ul>
  )
}
