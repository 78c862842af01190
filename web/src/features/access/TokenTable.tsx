import { EmptyBox } from '../../ui/Box.tsx'
import { Button } from '../../ui/Button.tsx'
import { CopyCommand } from '../../ui/CopyCommand.tsx'
import { classNames } from '../../ui/class-names.ts'
import { useClock } from '../../ui/clock.ts'
import records from '../../ui/Records.module.css'
import { ago, dayAndTime } from '../../ui/time-words.ts'
import type { ScriptToken } from '../../wire.ts'
import styles from './Access.module.css'
import { accessWords } from './access-words.ts'

const words = accessWords.tokens

interface TokenTableProps {
  tokens: readonly ScriptToken[]
  now: number
  agentOffset: number
  revoking: string | null
  onRevoke(token: ScriptToken): void
}

export function TokenTable({ tokens, now, agentOffset, revoking, onRevoke }: TokenTableProps) {
  const { timeZone } = useClock()
  if (tokens.length === 0) {
    return (
      <>
        <EmptyBox title={words.empty.title} height={72}>
          {words.empty.why}
        </EmptyBox>
        <div className={styles.command}>
          <CopyCommand command={words.command} />
        </div>
      </>
    )
  }
  const here = (at: string) => Date.parse(at) - agentOffset
  const { columns } = words
  return (
    <table className={classNames(records.table, records.list, styles.table)}>
      <thead>
        <tr>
          <th scope="col">{columns.name}</th>
          <th scope="col">{columns.role}</th>
          <th scope="col">{columns.ends}</th>
          <th scope="col">{columns.used}</th>
          <th aria-label={words.revoke} />
        </tr>
      </thead>
      <tbody>
        {tokens.map((token) => (
          <tr key={token.id}>
            <th scope="row">{token.name}</th>
            <td className={styles.whole} data-label={columns.role}>
              {accessWords.dialog.roles[token.role].name}
              {token.scope === 'metrics.read' && `, ${words.metricsOnly}`}
            </td>
            <td className={styles.whole} data-label={columns.ends}>
              {here(token.expires_at) <= now ? words.ended : dayAndTime(here(token.expires_at), now, timeZone)}
            </td>
            <td className={styles.whole} data-label={columns.used}>
              {token.last_used_at === null ? accessWords.devices.never : ago(here(token.last_used_at), now)}
            </td>
            <td className={styles.end}>
              <Button
                aria-label={words.revokeNamed(token.name)}
                busy={revoking === token.id}
                onClick={() => onRevoke(token)}
              >
                {words.revoke}
              </Button>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
