import { useState } from 'react'
import { failureWords } from '../../session/failure-words.ts'
import type { Unpaired } from '../../session/session.ts'
import { Button } from '../../ui/Button.tsx'
import { CopyCommand } from '../../ui/CopyCommand.tsx'
import { Countdown } from '../../ui/Countdown.tsx'
import { useClock } from '../../ui/clock.ts'
import { SimulatedBanner } from '../../ui/SimulatedBanner.tsx'
import { StatusSentence, type StatusSentenceProps } from '../../ui/StatusSentence.tsx'
import { useTitle } from '../../ui/use-title.ts'
import styles from './Pair.module.css'
import { PairFrame } from './PairFrame.tsx'
import { pairWords as words } from './pair-words.ts'
import type { PairingState, Waiting } from './pairing.ts'
import { WaitingView } from './WaitingView.tsx'

interface PairViewProps {
  state: PairingState
  why: Unpaired
  deviceName: string
  onAgain(): void
}

/** Each state of pairing as a page. */
export function PairView({ state, why, deviceName, onAgain }: PairViewProps) {
  const agent = useLastAgent(state)
  useTitle(state.kind === 'waiting' ? words.why[why] : sentenceOf(state).verdict)
  const foot = (
    <>
      {words.noTerminal} <code>{words.openCommand}</code> {words.opens}
    </>
  )
  const banner = agent?.simulated === true ? <SimulatedBanner {...words.simulated} /> : undefined
  return (
    <PairFrame host={agent?.hostname ?? null} foot={state.kind === 'waiting' ? foot : undefined} banner={banner}>
      {state.kind === 'waiting' ? (
        <WaitingView
          waiting={state.waiting}
          why={words.why[why]}
          note={why === 'key_gone' ? words.keyGoneNote : null}
          unreachable={state.unreachable}
          deviceName={deviceName}
        />
      ) : (
        <>
          <StatusSentence stacked {...sentenceOf(state)} />
          <NextStep state={state} onAgain={onAgain} />
        </>
      )}
    </PairFrame>
  )
}

/** Whose page this is stays said when the code has been denied or has ended. */
function useLastAgent(state: PairingState): Waiting['agent'] {
  const now = state.kind === 'waiting' ? state.waiting.agent : null
  const [last, setLast] = useState(now)
  if (now !== null && now !== last) setLast(now)
  return now ?? last
}

type Settled = Exclude<PairingState, { kind: 'waiting' }>

function sentenceOf(state: Settled): StatusSentenceProps {
  switch (state.kind) {
    case 'denied':
      return { mark: 'broken', ...words.denied }
    case 'expired':
      return { mark: 'info', ...words.expired }
    case 'link_invalid':
      return { mark: 'look', ...words.linkInvalid }
    case 'locked': {
      const { verdict, cause, follows } = words.locked
      return { mark: 'look', tone: 'warn', verdict, cause, follows }
    }
    case 'no_key':
      return { mark: 'broken', tone: 'bad', ...words.noKey }
    case 'offline': {
      const { verdict, cause, follows } = words.offline
      return { mark: 'unknown', verdict, cause, follows }
    }
    case 'failed':
      return { mark: 'broken', tone: 'bad', verdict: words.failed.verdict, cause: failureWords(state.error) }
    case 'preparing':
    case 'paired':
      return { mark: 'busy', ...words.preparing }
  }
}

function NextStep({ state, onAgain }: { state: Settled; onAgain(): void }) {
  const clock = useClock()
  switch (state.kind) {
    case 'expired':
    case 'link_invalid':
      return (
        <div className={styles.actions}>
          <Button look="primary" decision onClick={onAgain}>
            {words.newCode}
          </Button>
        </div>
      )
    case 'denied':
    case 'failed':
      return (
        <div className={styles.actions}>
          <Button decision onClick={onAgain}>
            {words.again}
          </Button>
        </div>
      )
    case 'locked':
      return (
        <div className={styles.limit}>
          <Countdown startedAt={clock.now()} endsAt={state.until} lead={words.locked.lead} />
        </div>
      )
    case 'offline':
      return (
        <div className={styles.limit}>
          <CopyCommand large command={words.offline.command} />
        </div>
      )
    default:
      return null
  }
}
