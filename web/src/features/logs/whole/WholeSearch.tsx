import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { useConsole } from '../../../session/console.ts'
import { failureWords } from '../../../session/failure-words.ts'
import { ErrorBox, LoadingBox } from '../../../ui/Box.tsx'
import { Button } from '../../../ui/Button.tsx'
import { useClock, useNow } from '../../../ui/clock.ts'
import { StatusSentence } from '../../../ui/StatusSentence.tsx'
import { since } from '../../../ui/time-words.ts'
import { ChosenBar } from '../ChosenBar.tsx'
import { LogList } from '../LogList.tsx'
import styles from '../Logs.module.css'
import { lineItem, lineText } from '../log-item.ts'
import { logsWords } from '../logs-words.ts'
import { aroundQuery, searchQuery } from './search-queries.ts'

const words = logsWords.results

interface WholeSearchProps {
  text: string
  instance: string | null
  /** The host's clock minus this browser's. */
  offset: number
  onBack(): void
  onExport(text: string): void
  onCopy(text: string): Promise<void>
}

/** Every line of the log that holds a text, rotated files included, and the lines around one of them. */
export function WholeSearch({ text, instance, offset, onBack, onExport, onCopy }: WholeSearchProps) {
  const { client } = useConsole()
  const { timeZone } = useClock()
  const now = useNow(60_000) + offset
  const found = useInfiniteQuery(searchQuery(client, instance, text))
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const [centre, setCentre] = useState<string | null>(null)
  const around = useQuery(aroundQuery(client, instance, centre))
  const pages = found.data?.pages
  // The newest come first over the wire, and the oldest stand first in a log.
  const items = useMemo(() => (pages ?? []).flatMap((page) => page.items.map(lineItem)).toReversed(), [pages])
  const nearby = useMemo(() => around.data?.map(lineItem) ?? null, [around.data])
  const shown = centre !== null && nearby !== null ? nearby : items
  const last = pages?.at(-1)
  const textOf = (only: ReadonlySet<string> | null) =>
    shown
      .flatMap((item) => (item.kind === 'line' && (only?.has(item.key) ?? true) ? [lineText(item.entry)] : []))
      .join('\n')
  const searchedTo = last?.searched_to
  const cause =
    last === undefined || found.hasNextPage === false || searchedTo == null
      ? words.all
      : words.cause(since(Date.parse(searchedTo), now, timeZone))
  return (
    <div className={styles.whole}>
      {found.isError ? (
        <StatusSentence mark="unknown" verdict={logsWords.failed.verdict} cause={failureWords(found.error)} />
      ) : pages === undefined ? (
        <StatusSentence mark="busy" {...logsWords.reading} />
      ) : centre !== null ? (
        <StatusSentence mark="info" verdict={logsWords.aroundOf} />
      ) : (
        <StatusSentence mark="info" verdict={words.verdict(text, items.length, found.hasNextPage)} cause={cause} />
      )}
      <div className={styles.tools}>
        <Button onClick={centre === null ? onBack : () => setCentre(null)}>
          {centre === null ? words.back : words.results}
        </Button>
        {centre === null && found.hasNextPage && (
          <Button busy={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>
            {words.more}
          </Button>
        )}
        {shown.length > 0 && <Button onClick={() => onExport(`${textOf(null)}\n`)}>{logsWords.export}</Button>}
      </div>
      {found.isError ? (
        <ErrorBox
          title={logsWords.failed.verdict}
          why={failureWords(found.error)}
          onAgain={() => void found.refetch()}
          height={240}
        />
      ) : around.isError ? (
        <ErrorBox
          title={logsWords.failed.verdict}
          why={failureWords(around.error)}
          onAgain={() => void around.refetch()}
          height={240}
        />
      ) : pages === undefined || (centre !== null && nearby === null) ? (
        <LoadingBox what={logsWords.title} height={240} />
      ) : shown.length > 0 ? (
        <LogList
          key={centre}
          items={shown}
          hit={text.toLowerCase()}
          wrap={false}
          follows={false}
          goTo={centre}
          chosen={chosen}
          onChoose={setChosen}
        />
      ) : null}
      {chosen.size > 0 && (
        <ChosenBar
          count={chosen.size}
          onCopy={() => onCopy(textOf(chosen))}
          onAround={() => {
            const [first] = chosen
            setCentre(first ?? null)
          }}
          onClear={() => setChosen(new Set())}
        />
      )}
    </div>
  )
}
