import { CopyCommand } from '../../ui/CopyCommand.tsx'
import { Countdown } from '../../ui/Countdown.tsx'
import { Fingerprint } from '../../ui/Fingerprint.tsx'
import { Mark } from '../../ui/Mark.tsx'
import { StatusSentence } from '../../ui/StatusSentence.tsx'
import styles from './Pair.module.css'
import { pairWords as words } from './pair-words.ts'
import type { Waiting } from './pairing.ts'

interface WaitingViewProps {
  waiting: Waiting
  why: string
  note: string | null
  unreachable: boolean
  deviceName: string
}

/** The code, and what a person at the host compares and types. */
export function WaitingView({ waiting, why, note, unreachable, deviceName }: WaitingViewProps) {
  const [head, tail] = waiting.code.split('-', 2)
  return (
    <>
      <StatusSentence
        stacked
        verdict={why}
        cause={words.approveAt(waiting.agent?.hostname ?? location.hostname)}
        follows={note === null ? words.runThere : `${note} ${words.runThere}`}
      />
      <p className={styles.code}>
        {head}
        {tail !== undefined && (
          <>
            <span className={styles.dash}>-</span>
            {tail}
          </>
        )}
      </p>
      <div className={styles.limit}>
        <Countdown startedAt={waiting.startedAt} endsAt={waiting.endsAt} />
        <CopyCommand large command={words.approveCommand(waiting.code)} />
      </div>
      <p className={styles.waiting} role="status">
        <Mark kind={unreachable ? 'unknown' : 'busy'} />
        {unreachable ? words.waitingUnreachable : words.waiting}
      </p>
      <dl className={styles.facts}>
        {waiting.agent !== null && (
          <Fact term={words.agentKey}>
            <Fingerprint value={waiting.agent.key_fingerprint} />
          </Fact>
        )}
        <Fact term={words.browserKey}>
          <Fingerprint value={waiting.fingerprint} /> <span className={styles.factNote}>{words.browserKeyNote}</span>
        </Fact>
        <Fact term={words.name}>{deviceName}</Fact>
        <Fact term={words.role}>{waiting.firstDevice ? words.roleFirst : words.roleLater}</Fact>
      </dl>
    </>
  )
}

function Fact({ term, children }: { term: string; children: React.ReactNode }) {
  return (
    <div className={styles.fact}>
      <dt>{term}</dt>
      <dd>{children}</dd>
    </div>
  )
}
