import { configWords } from '../config-words.ts'
import { sameJson } from '../document/config-path.ts'
import styles from './Controls.module.css'
import { choicesOf } from './control-of.ts'
import { type ControlProps, useConfigForm } from './form-context.ts'

const words = configWords.setting

/** One of a few, or what holds when nothing is set. */
export function ChoiceControl({ row, path, value, describedBy }: ControlProps) {
  const { actions, readOnly } = useConfigForm()
  const choices = choicesOf(row.setting)
  const chosen = choices.findIndex((choice) => sameJson(choice.value, value))
  // What stands there and is none of the choices is shown, so that it is not lost unseen.
  const odd = value !== undefined && chosen === -1
  const unset = row.setting.default === null ? words.unset : words.unsetDefault(nameOf(row.setting.default))
  return (
    <select
      className={styles.select}
      aria-label={row.label}
      aria-describedby={describedBy}
      disabled={readOnly}
      value={odd ? 'odd' : String(chosen)}
      onChange={(event) => {
        const choice = choices[Number(event.target.value)]
        if (choice === undefined) actions.remove(path)
        else actions.set(path, choice.value)
      }}
    >
      <option value="-1">{unset}</option>
      {odd && <option value="odd">{JSON.stringify(value)}</option>}
      {choices.map((choice, index) => (
        <option key={choice.text} value={index}>
          {typeof choice.value === 'boolean' ? nameOf(choice.text) : choice.text}
        </option>
      ))}
    </select>
  )
}

function nameOf(text: string): string {
  if (text === 'true' || text === 'on') return words.on
  if (text === 'false' || text === 'off') return words.off
  return text.replaceAll('"', '')
}
