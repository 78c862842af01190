import { Button } from '../../../ui/Button.tsx'
import { CopyCommand } from '../../../ui/CopyCommand.tsx'
import { Dialog } from '../../../ui/Dialog.tsx'
import type { SeenKey } from './host-look.ts'
import styles from './Ssh.module.css'
import { algorithmOf, printKeyCommand } from './ssh-model.ts'
import { sshWords } from './ssh-words.ts'

const words = sshWords.hostKey

interface HostKeyDialogProps {
  host: string
  hostKey: SeenKey
  onSame(): void
  onNotNow(): void
}

/** A key that is seen for the first time. The whole of it is shown: a part could be made to match. */
export function HostKeyDialog({ host, hostKey, onSame, onNotNow }: HostKeyDialogProps) {
  return (
    <Dialog
      open
      onClose={onNotNow}
      title={words.title(host)}
      lead={words.lead}
      footer={
        <>
          <Button decision onClick={onNotNow}>
            {words.notNow}
          </Button>
          <Button look="primary" decision onClick={onSame}>
            {words.same}
          </Button>
        </>
      }
    >
      <div className={styles.compare}>
        <KeyFact name={words.shown} type={hostKey.type} sha256={hostKey.sha256} />
        <p>{words.compare}</p>
        <CopyCommand command={printKeyCommand(hostKey.type)} />
      </div>
    </Dialog>
  )
}

/** Algorithm and the whole fingerprint, as `ssh-keygen -l` prints them. */
export function KeyFact({ name, type, sha256 }: { name: string; type?: string; sha256: string }) {
  return (
    <dl className={styles.keyFact}>
      <dt>
        {name}
        {type !== undefined && <>, {algorithmOf(type)}</>}
      </dt>
      <dd>
        <code>{sha256}</code>
      </dd>
    </dl>
  )
}
