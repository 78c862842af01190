import type { ReactNode } from 'react'
import { useClock } from '../../ui/clock.ts'
import { exactTime } from '../../ui/time-words.ts'
import type { AuditEvent } from '../../wire.ts'
import styles from './Audit.module.css'
import { readApproval } from './approval-claims.ts'
import type { AuditFilter } from './audit-search.ts'
import { actorName, auditWords } from './audit-words.ts'
import { Damaged } from './EntryTable.tsx'

interface EntryFactsProps {
  entry: AuditEvent
  agentOffset: number
  /** Whether the last check found something wrong with it. */
  damaged: boolean
  jobLink(id: string, label: string): ReactNode
  filterLink(filter: AuditFilter, label: string): ReactNode
}

const words = auditWords.entry
type Row = [term: string, value: ReactNode]

export function EntryFacts({ entry, agentOffset, damaged, jobLink, filterLink }: EntryFactsProps) {
  const { timeZone } = useClock()
  const { actor, correlation } = entry
  const { job_id: job, confirmation_id: confirmation } = correlation
  const optional = (term: string, value: string | null): Row[] => (value === null ? [] : [[term, value]])
  const rows: Row[] = [
    [words.at, exactTime(Date.parse(entry.at) - agentOffset, timeZone)],
    [words.who, `${actorName(actor)}, ${auditWords.via[actor.via] ?? actor.via}`],
    ...optional(words.role, actor.role),
    ...optional(words.device, actor.device),
    [words.action, <code key="action">{entry.action}</code>],
    ...optional(words.target, entry.target),
    [words.outcome, auditWords.outcomes[entry.outcome]],
    ...optional(words.reason, entry.reason),
    ...optional(words.detail, entry.detail),
  ]
  const links = [
    job === null ? null : jobLink(job, words.job),
    job === null ? null : filterLink({ job }, words.sameJob),
    confirmation === null ? null : filterLink({ confirmation }, words.sameApproval),
  ].filter((link) => link !== null)
  return (
    <div className={styles.entry}>
      {damaged && <Damaged />}
      <Rows rows={rows} />
      {links.length > 0 && <p className={styles.links}>{links}</p>}
      <div>
        <h3>{words.params}</h3>
        <p className={styles.note}>{words.paramsHelp}</p>
        {entry.params_redacted === null ? (
          <p>{words.noParams}</p>
        ) : (
          <pre className={styles.quote}>{JSON.stringify(entry.params_redacted, null, 2)}</pre>
        )}
      </div>
      <Rows
        machine
        rows={[...optional(words.paramsHash, entry.params_hash), ...optional(words.planHash, entry.plan_hash)]}
      />
      {entry.approval_signature !== null && (
        <Approval signature={entry.approval_signature} planHash={entry.plan_hash} />
      )}
      <div>
        <h3>{words.chain}</h3>
        <Rows
          machine
          rows={[
            [words.prev, entry.prev_hash],
            [words.hash, entry.hash],
          ]}
        />
      </div>
    </div>
  )
}

function Approval({ signature, planHash }: { signature: string; planHash: string | null }) {
  const claims = readApproval(signature)
  return (
    <div>
      <h3>{words.signature}</h3>
      {claims !== null && (
        <p className={styles.note}>{words.signed(claims.decision, claims.issuedAt, claims.planHash === planHash)}</p>
      )}
      <pre className={styles.quote}>{signature}</pre>
    </div>
  )
}

function Rows({ rows, machine = false }: { rows: readonly Row[]; machine?: boolean }) {
  if (rows.length === 0) return null
  return (
    <dl className={styles.facts}>
      {rows.map(([term, value]) => (
        <div key={term}>
          <dt>{term}</dt>
          <dd>{machine ? <code>{value}</code> : value}</dd>
        </div>
      ))}
    </dl>
  )
}
