import { useVirtualizer } from '@tanstack/react-virtual'
import { type KeyboardEvent, type MouseEvent, useEffect, useLayoutEffect, useRef, useState } from 'react'
import { Button } from '../../ui/Button.tsx'
import { classNames } from '../../ui/class-names.ts'
import { LogRow } from './LogRow.tsx'
import styles from './Logs.module.css'
import type { LogItem } from './log-item.ts'
import { logsWords as words } from './logs-words.ts'

interface LogListProps {
  items: readonly LogItem[]
  /** The text that was searched, in lower case. */
  hit: string
  wrap: boolean
  chosen: ReadonlySet<string>
  onChoose(keys: ReadonlySet<string>): void
  /** Goes to this row once it is there. */
  goTo: string | null
  /** New lines come at the end, so the end is followed until somebody scrolls up. */
  follows: boolean
}

export const rowHeight = 24
const gapHeight = 32

/** The rows as a list of which only those in view are in the page. */
export function LogList({ items, hit, wrap, chosen, onChoose, goTo, follows }: LogListProps) {
  const box = useRef<HTMLDivElement>(null)
  const [atEnd, setAtEnd] = useState(true)
  const [active, setActive] = useState<string | null>(null)
  const seen = useRef({ first: items[0]?.key, last: items.at(-1)?.key })
  const [news, setNews] = useState(0)
  const rows = useVirtualizer({
    count: items.length,
    getScrollElement: () => box.current,
    estimateSize: (index) => (items[index]?.kind === 'gap' ? gapHeight : rowHeight),
    getItemKey: (index) => items[index]?.key ?? index,
    overscan: 20,
    initialRect: { width: 800, height: 480 },
  })
  const following = follows && atEnd

  // What comes at the end is followed or counted; what comes before the first row leaves the view where it is.
  useLayoutEffect(() => {
    const before = seen.current
    seen.current = { first: items[0]?.key, last: items.at(-1)?.key }
    if (following) {
      if (items.length > 0) rows.scrollToIndex(items.length - 1, { align: 'end' })
      return
    }
    if (before.first !== undefined && before.first !== items[0]?.key) {
      const moved = items.findIndex(({ key }) => key === before.first)
      if (moved > 0) box.current?.scrollBy(0, moved * rowHeight)
    }
    if (before.last === undefined || before.last === items.at(-1)?.key) return
    const at = items.findLastIndex(({ key }) => key === before.last)
    if (at !== -1) setNews((count) => count + items.length - 1 - at)
  }, [items, following, rows])

  const went = useRef<string | null>(null)
  useEffect(() => {
    const index = goTo === null || goTo === went.current ? -1 : items.findIndex(({ key }) => key === goTo)
    if (index === -1) return
    // Once for each place that is asked for, not again with every line that comes.
    went.current = goTo
    setAtEnd(false)
    setActive(goTo)
    rows.scrollToIndex(index, { align: 'center' })
  }, [goTo, items, rows])

  // The newest lines are the last ones, also where nothing is followed.
  const began = useRef(false)
  useLayoutEffect(() => {
    if (began.current || goTo !== null || items.length === 0) return
    began.current = true
    rows.scrollToIndex(items.length - 1, { align: 'end' })
  }, [goTo, items, rows])

  const toEnd = () => {
    setNews(0)
    setAtEnd(true)
    rows.scrollToIndex(items.length - 1, { align: 'end' })
  }
  const scrolled = () => {
    const element = box.current
    if (element === null) return
    const end = element.scrollHeight - element.scrollTop - element.clientHeight < rowHeight
    if (end) setNews(0)
    setAtEnd(end)
  }
  const toggle = (key: string, through: boolean) => {
    const from = items.findIndex((item) => item.key === active)
    const to = items.findIndex((item) => item.key === key)
    const next = new Set(chosen)
    if (through && from !== -1) {
      for (const item of items.slice(Math.min(from, to), Math.max(from, to) + 1)) next.add(item.key)
    } else if (!next.delete(key)) next.add(key)
    onChoose(next)
    setActive(key)
  }
  const step = (by: number) => {
    const at = items.findIndex(({ key }) => key === active)
    const next = at === -1 ? items.length - 1 : Math.min(items.length - 1, Math.max(0, at + by))
    const key = items[next]?.key
    if (key === undefined) return
    setActive(key)
    setAtEnd(next === items.length - 1)
    rows.scrollToIndex(next)
  }
  const typed = (event: KeyboardEvent) => {
    if (event.key === 'ArrowDown') step(1)
    else if (event.key === 'ArrowUp') step(-1)
    else if (event.key === 'End') toEnd()
    else if (event.key === ' ' && active !== null) toggle(active, event.shiftKey)
    else if (event.key === 'Escape' && chosen.size > 0) onChoose(new Set())
    else return
    event.preventDefault()
  }
  const clicked = (event: MouseEvent, key: string) => {
    // Who marks text with the mouse wants the text, not the row.
    if (getSelection()?.isCollapsed === false) return
    toggle(key, event.shiftKey)
  }

  return (
    <div className={styles.listFrame}>
      <div
        ref={box}
        className={classNames(styles.list, wrap && styles.wraps)}
        role="listbox"
        aria-label={words.list}
        aria-multiselectable
        aria-activedescendant={active === null ? undefined : rowId(active)}
        tabIndex={0}
        onScroll={scrolled}
        onKeyDown={typed}
      >
        <div className={styles.rows} style={{ height: rows.getTotalSize() }}>
          {rows.getVirtualItems().map(({ index, start, key }) => {
            const item = items[index]
            if (item === undefined) return null
            return (
              // biome-ignore lint/a11y/useKeyWithClickEvents: the list takes the keys for its rows
              // biome-ignore lint/a11y/useFocusableInteractive: the list has the focus and names its active row
              <div
                key={key}
                id={rowId(item.key)}
                ref={wrap ? rows.measureElement : undefined}
                data-index={index}
                role="option"
                aria-selected={chosen.has(item.key)}
                aria-setsize={items.length}
                aria-posinset={index + 1}
                className={classNames(
                  styles.row,
                  item.kind === 'gap' ? styles.gapRow : styles[`${item.entry.level}Row`],
                  chosen.has(item.key) && styles.chosen,
                  item.key === active && styles.active,
                )}
                style={{ transform: `translateY(${start}px)` }}
                onClick={(event) => clicked(event, item.key)}
              >
                <LogRow item={item} hit={hit} />
              </div>
            )
          })}
        </div>
      </div>
      {follows && !atEnd && (
        <div className={styles.paused}>
          <Button look="primary" onClick={toEnd}>
            {words.paused(news)}
          </Button>
        </div>
      )}
    </div>
  )
}

const rowId = (key: string) => `log-${key}`
