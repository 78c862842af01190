import { type ReactNode, useEffect, useMemo, useState, useSyncExternalStore } from 'react'
import { useConsole, useHostOffset } from '../../session/console.ts'
import { useTitle } from '../../ui/use-title.ts'
import { LogsView } from './LogsView.tsx'
import { createLogFeed } from './log-feed.ts'
import { logsWords as words } from './logs-words.ts'
import { WholeSearch } from './whole/WholeSearch.tsx'

interface LogsPageProps {
  instance: string | null
  soon(run: () => void): void
  onExport(text: string): void
  onCopy(text: string): Promise<void>
  setupLink(label: string): ReactNode
}

/** What MoltBot writes, as it writes it. */
export function LogsPage({ instance, soon, onExport, onCopy, setupLink }: LogsPageProps) {
  const { client } = useConsole()
  const offset = useHostOffset()
  const feed = useMemo(() => createLogFeed({ client, instance, soon }), [client, instance, soon])
  const state = useSyncExternalStore(feed.state.subscribe, feed.state.read)
  const [whole, setWhole] = useState<string | null>(null)
  useTitle(words.title)
  useEffect(() => {
    feed.start()
    return feed.stop
  }, [feed])
  if (whole !== null) {
    return <WholeSearch {...{ instance, offset, onExport, onCopy }} text={whole} onBack={() => setWhole(null)} />
  }
  return (
    <LogsView
      {...{ state, offset, onExport, onCopy, setupLink }}
      onOlder={() => void feed.readOlder()}
      onAgain={feed.start}
      onWhole={setWhole}
    />
  )
}
