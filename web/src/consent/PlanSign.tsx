import { useState } from 'react'
import { Button } from '../ui/Button.tsx'
import { useNow } from '../ui/clock.ts'
import { Field } from '../ui/Field.tsx'
import { Fingerprint } from '../ui/Fingerprint.tsx'
import type { Role } from '../wire.ts'
import { carriesSecret } from './act-on.ts'
import type { CheckedPlan } from './check-plan.ts'
import { verbOf, consentWords as words } from './consent-words.ts'
import { notYetReason, roleCovers } from './not-yet.ts'
import styles from './Plan.module.css'

interface PlanSignProps {
  plan: CheckedPlan
  /** Whether this browser proposed it. */
  own: boolean
  ownRole: Role
  fingerprint: string
  /** The agent's clock minus this browser's. */
  agentOffset: number
  busy: 'sign' | 'deny' | null
  problem: string | null
  onSign(answers: { reason: string; phrase: string }): void
  onDeny(): void
  onNotNow(): void
  onAgain(): void
}

/** Reason, typed name, who signs what, and the decision. There is no form, so that Enter in a field signs nothing. */
export function PlanSign(props: PlanSignProps) {
  const { plan, own, ownRole, fingerprint, agentOffset, busy, problem } = props
  const [reason, setReason] = useState(plan.reason)
  const [phrase, setPhrase] = useState('')
  const expired = useNow() + agentOffset >= plan.expiresAt && busy === null
  const secret = !own && carriesSecret(plan.params)
  const notYet = notYetReason({
    reason,
    phrase,
    wantedPhrase: plan.phrase,
    role: ownRole,
    wantedRole: plan.role,
    secret,
  })
  const sign = () => props.onSign({ reason: reason.trim(), phrase: phrase.trim() })
  return (
    <div className={styles.sign}>
      <div className={styles.fields}>
        {own ? (
          <Field
            label={words.reason}
            value={reason}
            maxLength={500}
            autoComplete="off"
            onChange={(event) => setReason(event.target.value)}
          />
        ) : (
          <p className={styles.text}>
            {words.proposer(plan.proposedBy)} <q>{plan.reason}</q>
          </p>
        )}
        {plan.phrase !== null && (
          <Field
            label={
              <>
                {words.type.before}
                <strong>{plan.phrase}</strong>
                {words.type.after}
              </>
            }
            value={phrase}
            autoComplete="off"
            autoCapitalize="off"
            spellCheck={false}
            onChange={(event) => setPhrase(event.target.value)}
          />
        )}
      </div>
      {secret && <p className={styles.problem}>{words.notYet.secret}</p>}
      {!roleCovers(ownRole, plan.role) && <p className={styles.problem}>{words.notYet.role(plan.role)}</p>}
      {expired && (
        <p className={styles.problem} role="alert">
          {own ? words.expired : words.expiredOther}
        </p>
      )}
      {problem !== null && (
        <p className={styles.problem} role="alert">
          {problem}
        </p>
      )}
      <div className={styles.decision}>
        {!expired && (
          <p className={styles.signer}>
            {words.signedBy} <Fingerprint value={fingerprint} /> {words.over} <Fingerprint value={plan.hash} />.{' '}
            {words.stays}
          </p>
        )}
        <div className={styles.buttons}>
          {!expired && (
            <Button look="quiet" decision busy={busy === 'deny'} onClick={props.onDeny}>
              {words.deny}
            </Button>
          )}
          <Button decision onClick={props.onNotNow}>
            {words.notNow}
          </Button>
          {!expired && (
            <Button look="primary" decision busy={busy === 'sign'} notYet={notYet} onClick={sign}>
              {words.sign(verbOf(plan.summary))}
            </Button>
          )}
          {expired && own && (
            <Button look="primary" decision onClick={props.onAgain}>
              {words.again}
            </Button>
          )}
        </div>
      </div>
    </div>
  )
}
