import { type FormEvent, useId, useState } from 'react'
import { Button } from '../../ui/Button.tsx'
import { Field } from '../../ui/Field.tsx'
import styles from './Audit.module.css'
import { knownActions } from './action-words.ts'
import { type AuditFilter, isOutcome, queryOf } from './audit-search.ts'
import { auditWords } from './audit-words.ts'

interface FilterFormProps {
  filter: AuditFilter
  onFilter(filter: AuditFilter): void
}

const words = auditWords.filter

/** Which entries are listed. Folded while nothing is filtered. */
export function FilterForm({ filter, onFilter }: FilterFormProps) {
  const inUse = Object.keys(queryOf(filter)).length
  return (
    <details className={styles.filter} open={inUse > 0}>
      <summary>{inUse === 0 ? words.title : words.active(inUse)}</summary>
      {/* What is typed and not yet asked for goes when the address changes. */}
      <Fields key={JSON.stringify(queryOf(filter))} filter={filter} onFilter={onFilter} />
    </details>
  )
}

function Fields({ filter, onFilter }: FilterFormProps) {
  const id = useId()
  const [draft, setDraft] = useState(filter)
  const set = (name: 'subject' | 'action' | 'from' | 'to', value: string) => setDraft(withValue(draft, name, value))
  const submit = (event: FormEvent) => {
    event.preventDefault()
    onFilter(draft)
  }
  return (
    <form className={styles.fields} onSubmit={submit}>
      <Field
        label={words.subject}
        placeholder="user:owner"
        maxLength={64}
        value={draft.subject ?? ''}
        onChange={({ target }) => set('subject', target.value)}
      />
      <Field
        label={words.action}
        list={`${id}-actions`}
        maxLength={64}
        value={draft.action ?? ''}
        onChange={({ target }) => set('action', target.value)}
      />
      <datalist id={`${id}-actions`}>
        {knownActions.map((action) => (
          <option key={action} value={action} />
        ))}
      </datalist>
      <div className={styles.select}>
        <label htmlFor={`${id}-outcome`}>{words.outcome}</label>
        <select
          id={`${id}-outcome`}
          value={draft.outcome ?? ''}
          onChange={({ target }) => {
            const { outcome: _before, ...rest } = draft
            setDraft(isOutcome(target.value) ? { ...rest, outcome: target.value } : rest)
          }}
        >
          <option value="">{words.any}</option>
          {Object.entries(auditWords.outcomes).map(([outcome, name]) => (
            <option key={outcome} value={outcome}>
              {name}
            </option>
          ))}
        </select>
      </div>
      <Field
        label={words.from}
        type="datetime-local"
        value={asLocal(draft.from)}
        onChange={({ target }) => set('from', fromLocal(target.value))}
      />
      <Field
        label={words.to}
        type="datetime-local"
        value={asLocal(draft.to)}
        onChange={({ target }) => set('to', fromLocal(target.value))}
      />
      <div className={styles.apply}>
        <Button type="submit">{words.apply}</Button>
        {Object.keys(queryOf(filter)).length > 0 && (
          <Button look="quiet" onClick={() => onFilter({})}>
            {words.clear}
          </Button>
        )}
      </div>
      {(filter.job !== undefined || filter.confirmation !== undefined) && (
        <p className={styles.belongs}>
          {[
            filter.job === undefined ? null : words.job(filter.job),
            filter.confirmation === undefined ? null : words.confirmation(filter.confirmation),
          ]
            .filter((part) => part !== null)
            .join(', ')}
        </p>
      )}
    </form>
  )
}

function withValue(filter: AuditFilter, name: 'subject' | 'action' | 'from' | 'to', value: string): AuditFilter {
  const { [name]: _before, ...rest } = filter
  return value.trim() === '' ? rest : { ...rest, [name]: value.trim() }
}

/** The browser's own field speaks local time without a zone. */
function asLocal(iso: string | undefined): string {
  if (iso === undefined) return ''
  const at = new Date(iso)
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16)
}

function fromLocal(value: string): string {
  const at = Date.parse(value)
  return Number.isNaN(at) ? '' : new Date(at).toISOString()
}
