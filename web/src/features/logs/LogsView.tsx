import { Download, WrapText } from 'lucide-react'
import { type ReactNode, useDeferredValue, useMemo, useState } from 'react'
import { EmptyBox, ErrorBox, LoadingBox } from '../../ui/Box.tsx'
import { Button } from '../../ui/Button.tsx'
import { useClock, useNow } from '../../ui/clock.ts'
import { SearchBox } from '../../ui/SearchBox.tsx'
import { StatusSentence } from '../../ui/StatusSentence.tsx'
import { ChosenBar } from './ChosenBar.tsx'
import { Facets } from './Facets.tsx'
import { LogList } from './LogList.tsx'
import styles from './Logs.module.css'
import type { LogState } from './log-feed.ts'
import { isFiltering, type LogFilter, noFilter, showThrough } from './log-filter.ts'
import { lineText } from './log-item.ts'
import { sentenceOf } from './log-sentence.ts'
import { logsWords as words } from './logs-words.ts'

export interface LogsViewProps {
  state: LogState
  /** The host's clock minus this browser's. */
  offset: number
  onOlder(): void
  onAgain(): void
  /** Searches everything that is kept; null while nothing is typed. */
  onWhole(text: string): void
  /** Gives a text to the person as a file. */
  onExport(text: string): void
  onCopy(text: string): Promise<void>
  setupLink(label: string): ReactNode
  /** Where the view begins, for looking at its states. */
  begin?: { text?: string; wrap?: boolean; chosen?: string[] }
}

/** The lines as they come, narrowed by words, levels and sources. */
export function LogsView(props: LogsViewProps) {
  const { state, offset, onOlder, onAgain, onWhole, begin = {} } = props
  const { timeZone } = useClock()
  const now = useNow(1000) + offset
  const [filter, setFilter] = useState<LogFilter>({ ...noFilter, text: begin.text ?? '' })
  const [wrap, setWrap] = useState(begin.wrap ?? false)
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set(begin.chosen))
  const [goTo, setGoTo] = useState<string | null>(null)
  // Typing goes before what it finds among a hundred thousand lines.
  const applied = useDeferredValue(filter)
  const shown = useMemo(() => showThrough(state.items, applied), [state.items, applied])
  const text = applied.text.trim()
  const search = text === '' ? null : { text, lines: shown.lines }
  const total = useMemo(() => state.items.filter(({ kind }) => kind === 'line').length, [state.items])
  const lines = () => shown.items.flatMap((item) => (item.kind === 'line' ? [lineText(item.entry)] : []))
  const chosenText = () =>
    shown.items
      .flatMap((item) => (item.kind === 'line' && chosen.has(item.key) ? [lineText(item.entry)] : []))
      .join('\n')
  // Where nothing was read there is nothing to narrow, and nothing hidden that could be told of.
  if (state.phase === 'none' || state.phase === 'failed') {
    return (
      <div className={styles.whole}>
        <StatusSentence {...sentenceOf({ state, search, now, timeZone })} />
        <Lines state={state} onAgain={onAgain} setupLink={props.setupLink} />
      </div>
    )
  }
  return (
    <div className={styles.page}>
      <Facets shown={shown} filter={filter} sources={state.sources} onFilter={setFilter} />
      <div className={styles.main}>
        <StatusSentence {...sentenceOf({ state, search, now, timeZone })} />
        <div className={styles.tools}>
          <SearchBox
            value={filter.text}
            words={{ label: words.searchLabel, placeholder: words.search(total), clear: words.clearSearch }}
            onValue={(typed) => setFilter({ ...filter, text: typed })}
          />
          {text !== '' && <Button onClick={() => onWhole(text)}>{words.whole}</Button>}
          <Button
            aria-pressed={wrap}
            icon={<WrapText size={16} strokeWidth={1.75} aria-hidden />}
            onClick={() => setWrap(!wrap)}
          >
            {words.wrap}
          </Button>
          <Button
            icon={<Download size={16} strokeWidth={1.75} aria-hidden />}
            onClick={() => props.onExport(`${lines().join('\n')}\n`)}
          >
            {words.export}
          </Button>
        </div>
        <Before state={state} onOlder={onOlder} />
        <Lines state={state} onAgain={onAgain} setupLink={props.setupLink}>
          {shown.lines === 0 && isFiltering(applied) ? (
            <EmptyBox title={words.nothing} height={240}>
              <Button onClick={() => setFilter(noFilter)}>{words.showAll}</Button>
            </EmptyBox>
          ) : (
            <LogList
              items={shown.items}
              hit={text.toLowerCase()}
              follows
              {...{ wrap, chosen, goTo }}
              onChoose={setChosen}
            />
          )}
        </Lines>
        {chosen.size > 0 && (
          <ChosenBar
            count={chosen.size}
            onCopy={() => props.onCopy(chosenText())}
            onAround={() => {
              const [first] = chosen
              setFilter(noFilter)
              setGoTo(first ?? null)
            }}
            onClear={() => setChosen(new Set())}
          />
        )}
      </div>
    </div>
  )
}

/** What is before the first line. */
function Before({ state, onOlder }: Pick<LogsViewProps, 'state' | 'onOlder'>) {
  if (state.items.length === 0) return null
  return (
    <div className={styles.before}>
      {state.older ? (
        <Button look="quiet" busy={state.readingOlder} onClick={onOlder}>
          {words.older}
        </Button>
      ) : (
        <span>{words.oldest}</span>
      )}
      {state.trimmed && <span>{words.trimmed}</span>}
    </div>
  )
}

interface LinesProps extends Pick<LogsViewProps, 'state' | 'onAgain' | 'setupLink'> {
  children?: ReactNode
}

function Lines({ state, onAgain, setupLink, children }: LinesProps) {
  if (state.phase === 'failed')
    return <ErrorBox title={words.failed.verdict} why={state.failure ?? ''} onAgain={onAgain} height={240} />
  if (state.phase === 'reading' && state.items.length === 0) return <LoadingBox what={words.title} height={240} />
  if (state.phase === 'none')
    return (
      <EmptyBox title={words.none.cause} height={240}>
        {setupLink(words.setup)}
      </EmptyBox>
    )
  if (state.items.length === 0)
    return (
      <EmptyBox title={words.empty.verdict} height={240}>
        {words.empty.cause}
      </EmptyBox>
    )
  return children
}
