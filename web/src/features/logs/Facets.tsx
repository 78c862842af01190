import { useState } from 'react'
import { Button } from '../../ui/Button.tsx'
import type { LogLevel, LogSource } from '../../wire.ts'
import styles from './Logs.module.css'
import { type LogFilter, levels, type Shown } from './log-filter.ts'
import { logsWords as words } from './logs-words.ts'

interface FacetsProps {
  shown: Shown
  filter: LogFilter
  sources: readonly LogSource[]
  onFilter(filter: LogFilter): void
}

const fewOrigins = 8

/** What the lines can be narrowed to, with how many there are of each, and what was hidden in them. */
export function Facets({ shown, filter, sources, onFilter }: FacetsProps) {
  const [all, setAll] = useState(false)
  const origins = [...shown.origins].toSorted(([, one], [, other]) => other - one)
  const listed = all ? origins : origins.slice(0, fewOrigins)
  const unread = sources.filter(({ available }) => !available)
  return (
    <div className={styles.facets}>
      <fieldset>
        <legend>{words.level}</legend>
        {levels
          .filter((level) => shown.levels.has(level) || filter.hiddenLevels.has(level))
          .map((level: LogLevel) => (
            <Facet
              key={level}
              name={level}
              count={shown.levels.get(level) ?? 0}
              on={!filter.hiddenLevels.has(level)}
              onChange={() => onFilter({ ...filter, hiddenLevels: toggled(filter.hiddenLevels, level) })}
            />
          ))}
      </fieldset>
      <fieldset>
        <legend>{words.origin}</legend>
        {listed.map(([origin, count]) => (
          <Facet
            key={origin}
            name={origin}
            count={count}
            on={!filter.hiddenOrigins.has(origin)}
            onChange={() => onFilter({ ...filter, hiddenOrigins: toggled(filter.hiddenOrigins, origin) })}
          />
        ))}
        {origins.length > fewOrigins && (
          <Button look="quiet" aria-expanded={all} onClick={() => setAll(!all)}>
            {all ? words.fewerOrigins : words.moreOrigins(origins.length - fewOrigins)}
          </Button>
        )}
      </fieldset>
      {unread.length > 0 && (
        <section>
          <h2>{words.unread}</h2>
          {unread.map(({ id, title, reason }) => (
            <p key={id}>
              {title}. {reason}
            </p>
          ))}
        </section>
      )}
      <section>
        <h2>{words.hidden}</h2>
        {shown.hidden.size === 0 ? (
          <p>{words.hiddenNone}</p>
        ) : (
          <ul>
            {[...shown.hidden].map(([kind, lines]) => (
              <li key={kind}>{words.hiddenKind(kind, lines)}</li>
            ))}
          </ul>
        )}
      </section>
    </div>
  )
}

interface FacetProps {
  name: string
  count: number
  on: boolean
  onChange(): void
}

function Facet({ name, count, on, onChange }: FacetProps) {
  return (
    <label className={styles.facet}>
      <input type="checkbox" checked={on} onChange={onChange} />
      <span>{name}</span>
      <span className={styles.count}>{count.toLocaleString('en')}</span>
    </label>
  )
}

function toggled<Value>(values: ReadonlySet<Value>, value: Value): ReadonlySet<Value> {
  const next = new Set(values)
  if (!next.delete(value)) next.add(value)
  return next
}
