import styles from './Logs.module.css'
import { logsWords as words } from './logs-words.ts'

const mark = /\[redacted:([a-z0-9-]{1,64})(?:#[a-z0-9]{1,16})?\]/g

/** What a line says. What was hidden in it is a bar of one width, which tells nothing, and the name of what it was. */
export function Message({ text, hit }: { text: string; hit: string }) {
  const parts: React.ReactNode[] = []
  let done = 0
  for (const found of text.matchAll(mark)) {
    if (found.index > done) parts.push(<Hits key={done} text={text.slice(done, found.index)} hit={hit} />)
    const kind = found[1] ?? ''
    parts.push(
      <span key={found.index} className={styles.chip} title={words.redacted(kind)}>
        <i aria-hidden />
        <span className="hidden-text">[</span>
        {kind}
        <span className="hidden-text">]</span>
      </span>,
    )
    done = found.index + found[0].length
  }
  if (done < text.length) parts.push(<Hits key={done} text={text.slice(done)} hit={hit} />)
  return parts
}

/** The text with every place of the search marked. */
function Hits({ text, hit }: { text: string; hit: string }) {
  if (hit === '') return text
  const lower = text.toLowerCase()
  // Letters that change their number with their case would shift every place behind them.
  if (lower.length !== text.length) return text
  const parts: React.ReactNode[] = []
  let done = 0
  for (let at = lower.indexOf(hit); at !== -1; at = lower.indexOf(hit, done)) {
    if (at > done) parts.push(text.slice(done, at))
    parts.push(<mark key={at}>{text.slice(at, at + hit.length)}</mark>)
    done = at + hit.length
  }
  return [...parts, text.slice(done)]
}
