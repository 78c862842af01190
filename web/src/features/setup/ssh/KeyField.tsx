import { useId } from 'react'
import { classNames } from '../../../ui/class-names.ts'
import field from '../../../ui/Field.module.css'
import styles from './Ssh.module.css'
import { sshWords } from './ssh-words.ts'

const words = sshWords.fields
/** The longest that the agent takes. */
const longestKey = 16_384

interface KeyFieldProps {
  value: string
  problem: string | undefined
  onValue(text: string): void
}

/** A private key, pasted or read from a file; the file never leaves this browser whole by another way. */
export function KeyField({ value, problem, onValue }: KeyFieldProps) {
  const id = useId()
  return (
    <div className={field.field}>
      <label htmlFor={id}>{words.privateKey}</label>
      <textarea
        id={id}
        className={classNames(field.input, styles.key)}
        rows={4}
        value={value}
        maxLength={longestKey}
        autoComplete="off"
        autoCapitalize="off"
        autoCorrect="off"
        spellCheck={false}
        aria-invalid={problem !== undefined || undefined}
        aria-describedby={`${id}-help ${id}-problem`}
        onChange={(event) => onValue(event.target.value)}
      />
      <p id={`${id}-help`} className={field.help}>
        {words.privateKeyWhy}
      </p>
      <label className={styles.file}>
        {words.privateKeyFile}
        <input
          type="file"
          onChange={async ({ target }) => {
            const [file] = target.files ?? []
            if (file !== undefined) onValue(await file.slice(0, longestKey).text())
            target.value = ''
          }}
        />
      </label>
      <p id={`${id}-problem`} className={field.problem} aria-live="polite">
        {problem}
      </p>
    </div>
  )
}
