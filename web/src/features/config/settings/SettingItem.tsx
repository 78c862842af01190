import { memo, useId } from 'react'
import { Button } from '../../../ui/Button.tsx'
import { classNames } from '../../../ui/class-names.ts'
import { Mark } from '../../../ui/Mark.tsx'
import type { ConfigChange } from '../../../wire.ts'
import type { ConfigError } from '../config-queries.ts'
import { configWords } from '../config-words.ts'
import { controlOf, textOf } from '../controls/control-of.ts'
import { useConfigForm } from '../controls/form-context.ts'
import { SettingControl } from '../controls/SettingControl.tsx'
import type { Json } from '../document/config-path.ts'
import type { SettingRow } from './expand-settings.ts'
import styles from './Settings.module.css'

const words = configWords.setting
/** A long value says enough with its beginning. */
const longestWas = 80

export interface SettingItemProps {
  row: SettingRow
  value: Json | undefined
  /** What is in the file. */
  before: Json | undefined
  /** It would be something else than what is in the file. */
  changed: boolean
  /** The agent's words for the change, where it was asked. */
  change: ConfigChange | null
  findings: readonly ConfigError[]
  /** What lies in it is listed as settings of their own. */
  hasParts: boolean
}

/** One setting: what it is, what holds, what it costs to change, and the control. */
export const SettingItem = memo(function SettingItem(props: SettingItemProps) {
  const { row, value, before, changed, change, findings, hasParts } = props
  const { actions, readOnly, mask, range } = useConfigForm()
  const id = useId()
  const { setting, path, label } = row
  if (path === null) return <Placeless row={row} />
  const kind = controlOf(setting, value, hasParts)
  // The others have a choice for it, or are emptied.
  const removable =
    value !== undefined && (kind === 'list' || kind === 'table' || kind === 'names' || kind === 'entries')
  return (
    <li className={classNames(styles.row, changed && styles.changed)} data-setting={row.key}>
      <div className={styles.words}>
        <h3 className={styles.label}>{label}</h3>
        <code className={styles.path}>{row.key}</code>
        <div id={id}>
          {setting.help !== null && <p className={styles.help}>{setting.help}</p>}
          <p className={styles.facts}>
            {setting.default !== null && (
              <span>
                {words.default(
                  setting.default === 'true' ? words.on : setting.default === 'false' ? words.off : setting.default,
                )}
              </span>
            )}
            <span>{words.effects[setting.effect]}</span>
            {kind === 'number' && range(setting.path)}
          </p>
          {findings.map(({ message, severity }) => (
            <p key={message} className={styles.finding}>
              <Mark kind={severity === 'error' ? 'broken' : 'look'} />
              <span>{message}</span>
            </p>
          ))}
        </div>
        {changed && (
          <p className={styles.was}>
            <span>{wasWords(before, mask)}</span>
            {change !== null && change.risk !== 'low' && (
              <span>
                {words.risks[change.risk]}
                {change.why === null ? '' : `: ${change.why}`}
              </span>
            )}
          </p>
        )}
      </div>
      <div className={styles.control}>
        <SettingControl row={row} path={path} value={value} describedBy={id} hasParts={hasParts} />
        {!readOnly && (changed || removable) && (
          <div className={styles.actions}>
            {changed && (
              <Button look="quiet" aria-label={words.takeBackNamed(label)} onClick={() => actions.takeBack(path)}>
                {words.takeBack}
              </Button>
            )}
            {removable && (
              <Button look="quiet" aria-label={words.removeNamed(label)} onClick={() => actions.remove(path)}>
                {words.remove}
              </Button>
            )}
          </div>
        )}
      </div>
    </li>
  )
})

/** A setting of every entry of a table that has none yet. */
function Placeless({ row }: { row: SettingRow }) {
  const { goTo } = useConfigForm()
  const table = row.key.replace(/(?:\.\*|\[\]).*$/, '')
  return (
    <li className={styles.row} data-setting={row.key}>
      <div className={styles.words}>
        <h3 className={styles.label}>{row.label}</h3>
        <code className={styles.path}>{row.key}</code>
        {row.setting.help !== null && <p className={styles.help}>{row.setting.help}</p>}
      </div>
      <div className={styles.control}>
        <p className={styles.facts}>{words.noPlace(table)}</p>
        <Button className={styles.start} aria-label={`${words.goToTable} ${table}`} onClick={() => goTo(table)}>
          {words.goToTable}
        </Button>
      </div>
    </li>
  )
}

function wasWords(before: Json | undefined, mask: string): string {
  if (before === undefined) return words.wasUnset
  if (typeof before === 'boolean') return words.was(before ? words.on : words.off)
  const text = textOf(before)
  if (text.includes(mask)) return words.was(configWords.secret.set.toLowerCase())
  return words.was(text.length > longestWas ? `${text.slice(0, longestWas)}…` : text)
}
