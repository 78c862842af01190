import { type ReactNode, useDeferredValue, useMemo, useRef, useState } from 'react'
import { Age } from '../../ui/Age.tsx'
import { EmptyBox, ErrorBox, LoadingBox } from '../../ui/Box.tsx'
import { SearchBox } from '../../ui/SearchBox.tsx'
import styles from './Config.module.css'
import type { Config, ConfigDiff, ConfigError } from './config-queries.ts'
import { configWords as words } from './config-words.ts'
import { ConfigFormContext } from './controls/form-context.ts'
import { TypedSecretsContext } from './controls/secrets/typed-secrets.ts'
import { formatPath, parsePath } from './document/config-path.ts'
import type { Base, HeldDraft } from './draft/use-draft.ts'
import { FindingList } from './findings/FindingList.tsx'
import { keysOf, nearestRow } from './findings/findings-of.ts'
import { expandSettings } from './settings/expand-settings.ts'
import type { IndexedSetting } from './settings/setting-index.ts'
import type { Shelf } from './settings/shelves/choose-settings.ts'
import { SettingShelves } from './settings/shelves/SettingShelves.tsx'
import { useFocusSetting } from './settings/use-focus-setting.ts'
import { goToLine } from './text/TextEditor.tsx'
import { TextView } from './text/TextView.tsx'

export interface ConfigViewProps {
  config: Config
  receivedAt: number
  now: number
  base: Base
  held: HeldDraft
  /** Null while the schema is read, or where there is none. */
  index: readonly IndexedSetting[] | null
  /** Why there is no schema; null while it is read or there is one. */
  schemaFailed: string | null
  onSchemaAgain(): void
  /** All settings are known, not only the essential ones. */
  complete: boolean
  findings: readonly ConfigError[]
  diff: ConfigDiff | null
  /** Why the draft could not be checked. */
  uncheckedDraft?: string | null
  readOnly: boolean
  historyLink(label: string): ReactNode
  range(path: string): ReactNode
  notice?: ReactNode
  /** Stays in view below; it can lead to the first thing that is refused. */
  bar?(show: (() => void) | null): ReactNode
  /** Where the view begins, for looking at its states. */
  begin?: { search?: string; shelf?: Shelf; mode?: 'form' | 'text' }
}

/** The form and the text of the configuration, and what is found in it. */
export function ConfigView(props: ConfigViewProps) {
  const { config, receivedAt, now, base, held, index, findings, diff, readOnly, notice, range, begin = {} } = props
  const [typed, setTyped] = useState(begin.search ?? '')
  const search = useDeferredValue(typed)
  const [shelf, setShelf] = useState<Shelf>(begin.shelf ?? { kind: 'essential' })
  const [mode, setMode] = useState<'form' | 'text'>(begin.mode ?? 'form')
  const field = useRef<HTMLTextAreaElement>(null)
  // Which settings there are follows a moment later, so that typing into one does not wait for thousands.
  const document = useDeferredValue(held.document)
  const rows = useMemo(() => (index === null ? null : expandSettings(index, document)), [index, document])
  const keys = useMemo(() => keysOf(rows ?? []), [rows])
  const focusSetting = useFocusSetting()
  const goTo = (path: string) => {
    setMode('form')
    setTyped(path)
    focusSetting(path)
  }
  const { actions } = held
  // biome-ignore lint/correctness/useExhaustiveDependencies: going somewhere is the same whenever it was made
  const form = useMemo(
    () => ({ actions, mask: base.mask, readOnly: readOnly || held.broken !== null, range, goTo }),
    [actions, base.mask, readOnly, held.broken !== null, range],
  )
  const typedSecrets = useMemo(
    () => new Set(held.draft.secrets.map(({ path }) => formatPath(path))),
    [held.draft.secrets],
  )

  const wayTo = ({ path, line, code }: ConfigError) => {
    if (mode === 'text' && line != null) {
      return { label: words.findings.goLine(line), onClick: () => field.current && goToLine(field.current, line) }
    }
    if (code === 'unknown_key' && !form.readOnly) {
      return { label: words.findings.remove, onClick: () => actions.remove(parsePath(path)) }
    }
    const key = nearestRow(path, keys)
    if (key !== null) return { label: words.findings.go(key), onClick: () => goTo(key) }
    return { label: words.schema.editText, onClick: () => setMode('text') }
  }

  const worst = findings.find(({ severity }) => severity === 'error')
  return (
    <ConfigFormContext value={form}>
      <TypedSecretsContext value={typedSecrets}>
        <p className={styles.place}>
          {config.version !== null && <span>{words.place.version(config.version)}</span>}
          <code>{config.path}</code>
          <span>
            <Age at={receivedAt} now={now} prefix={words.place.read} />
          </span>
          {props.historyLink(words.place.history)}
        </p>
        {notice}
        {readOnly && <EmptyBox title={words.viewer.title}>{words.viewer.why}</EmptyBox>}
        <div className={styles.tools}>
          {mode === 'form' && props.schemaFailed === null && (
            <SearchBox
              value={typed}
              words={{
                ...words.search,
                placeholder: words.search.placeholder(props.complete ? (index?.length ?? null) : null),
              }}
              onValue={setTyped}
            />
          )}
          <ModeSwitch mode={mode} onMode={setMode} />
        </div>
        <FindingList
          findings={findings}
          unchecked={
            held.broken !== null
              ? words.findings.brokenText
              : props.schemaFailed !== null
                ? words.findings.noSchema
                : (props.uncheckedDraft ?? null)
          }
          goTo={wayTo}
        />
        {mode === 'text' ? (
          <TextView base={base} held={held} findings={findings} readOnly={readOnly} field={field} />
        ) : rows !== null ? (
          <SettingShelves
            rows={rows}
            index={index ?? []}
            document={held.document}
            before={base.document}
            changed={held.changed}
            findings={findings}
            changes={diff?.changes ?? null}
            search={search}
            shelf={shelf}
            keys={keys}
            onShelf={(next) => {
              setShelf(next)
              setTyped('')
            }}
          />
        ) : props.schemaFailed === null ? (
          <LoadingBox what={words.schema.loading} height={420} />
        ) : (
          <>
            <ErrorBox title={words.schema.missing.title} why={props.schemaFailed} onAgain={props.onSchemaAgain} />
            <TextView base={base} held={held} findings={findings} readOnly={readOnly} field={field} />
          </>
        )}
        {props.bar?.(worst === undefined ? null : wayTo(worst).onClick)}
      </TypedSecretsContext>
    </ConfigFormContext>
  )
}

function ModeSwitch({ mode, onMode }: { mode: 'form' | 'text'; onMode(mode: 'form' | 'text'): void }) {
  return (
    <fieldset className={styles.modes}>
      <legend className="hidden-text">{words.views.label}</legend>
      {(['form', 'text'] as const).map((each) => (
        <label key={each} className={styles.mode}>
          <input type="radio" name="config-mode" checked={mode === each} onChange={() => onMode(each)} />
          {words.views[each]}
        </label>
      ))}
    </fieldset>
  )
}
