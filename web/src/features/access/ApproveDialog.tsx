import { useState } from 'react'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Fingerprint } from '../../ui/Fingerprint.tsx'
import type { PendingPairing, Role } from '../../wire.ts'
import styles from './Access.module.css'
import { accessWords } from './access-words.ts'

const words = accessWords.dialog
const roles: readonly Role[] = ['viewer', 'admin', 'owner']

interface ApproveDialogProps {
  request: PendingPairing
  ownFingerprint: string
  busy: boolean
  problem: string | undefined
  onSign(role: Role): void
  onClose(): void
}

/** One person lets one device in, as one role, with one signature. */
export function ApproveDialog({ request, ownFingerprint, busy, problem, onSign, onClose }: ApproveDialogProps) {
  const [role, setRole] = useState<Role>('viewer')
  return (
    <Dialog
      open
      onClose={onClose}
      title={words.title(request.device_name ?? accessWords.requests.unnamed)}
      lead={words.lead}
      footer={
        <>
          <Button decision onClick={onClose}>
            {words.notNow}
          </Button>
          <Button look="primary" decision busy={busy} onClick={() => onSign(role)}>
            {words.sign}
          </Button>
        </>
      }
    >
      <p className={styles.code}>{request.pairing_code}</p>
      <dl className={styles.facts}>
        <dt>{words.key}</dt>
        <dd>
          {request.key_fingerprint === null ? (
            accessWords.requests.noKey
          ) : (
            <Fingerprint value={request.key_fingerprint} />
          )}
        </dd>
        <dt>{words.from}</dt>
        <dd>{request.client}</dd>
      </dl>
      <fieldset className={styles.roles}>
        <legend>{words.role}</legend>
        {roles.map((each) => (
          <label key={each} className={styles.role}>
            <input type="radio" name="role" checked={role === each} onChange={() => setRole(each)} />
            <span>
              <strong>{words.roles[each].name}</strong>
              <span className={styles.can}>{words.roles[each].can}</span>
            </span>
          </label>
        ))}
      </fieldset>
      <p className={styles.note}>
        {words.signed} <Fingerprint value={ownFingerprint} />
      </p>
      {problem !== undefined && (
        <p className={styles.problem} role="alert">
          {problem}
        </p>
      )}
    </Dialog>
  )
}
