import { useState } from 'react'
import { Button } from '../../../ui/Button.tsx'
import { CopyCommand } from '../../../ui/CopyCommand.tsx'
import { Field } from '../../../ui/Field.tsx'
import { Section } from '../../../ui/Section.tsx'
import setup from '../Setup.module.css'
import { KeyFact } from './HostKeyDialog.tsx'
import type { SeenKey } from './host-look.ts'
import styles from './Ssh.module.css'
import { printKeyCommand } from './ssh-model.ts'
import { sshWords } from './ssh-words.ts'

const words = sshWords.changedKey

interface ChangedKeyProps {
  hostKey: SeenKey
  confirmed: string
  onVouch(): void
}

/** Another key than the confirmed one. There is no button to wave it through: the new key has to come from the host. */
export function ChangedKey({ hostKey, confirmed, onVouch }: ChangedKeyProps) {
  const [pasted, setPasted] = useState('')
  // `ssh-keygen -l` prints the length before it and the name behind it.
  const named = /SHA256:[A-Za-z0-9+/]{43}/.exec(pasted)?.[0]
  const isSame = named === hostKey.sha256
  return (
    <div className={setup.main}>
      <Section title={sshWords.sections.key}>
        <div className={styles.keys} role="alert">
          <KeyFact name={words.confirmed} sha256={confirmed} />
          <KeyFact name={words.shown} type={hostKey.type} sha256={hostKey.sha256} />
        </div>
      </Section>
      <Section title={sshWords.sections.whatToDo}>
        <ol className={setup.steps}>
          {words.steps.map((step, index) => (
            <li key={step}>
              <span className={setup.step}>
                {step}
                {index === words.steps.length - 1 && <CopyCommand command={printKeyCommand(hostKey.type)} />}
              </span>
            </li>
          ))}
        </ol>
      </Section>
      <Field
        label={words.paste}
        value={pasted}
        autoComplete="off"
        spellCheck={false}
        maxLength={500}
        problem={named !== undefined && !isSame ? words.other : undefined}
        onChange={(event) => setPasted(event.target.value)}
      />
      <div className={setup.decision}>
        <Button decision notYet={isSame ? undefined : words.wait} onClick={onVouch}>
          {words.goOn}
        </Button>
      </div>
    </div>
  )
}
