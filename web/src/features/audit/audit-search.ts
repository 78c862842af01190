import type { AuditOutcome } from '../../wire.ts'
import { auditWords } from './audit-words.ts'

/** What the address of the page holds: which entries, and which one is open. */
export interface AuditSearch {
  entry?: number
  subject?: string
  action?: string
  outcome?: AuditOutcome
  /** ISO times; from is inclusive, to is not. */
  from?: string
  to?: string
  job?: string
  confirmation?: string
}

export type AuditFilter = Omit<AuditSearch, 'entry'>

const texts = ['subject', 'action', 'job', 'confirmation'] as const
const times = ['from', 'to'] as const
/** As long as the contract lets each of them be. */
const longest = 64

/** Takes what it knows from an address; the rest is ignored. */
export function readAuditSearch(raw: Record<string, unknown>): AuditSearch {
  const search: AuditSearch = {}
  const { entry, outcome } = raw
  if (typeof entry === 'number' && Number.isSafeInteger(entry) && entry > 0) search.entry = entry
  for (const name of texts) {
    const value = raw[name]
    if (typeof value === 'string' && value !== '' && value.length <= longest) search[name] = value
  }
  for (const name of times) {
    const value = raw[name]
    if (typeof value === 'string' && !Number.isNaN(Date.parse(value))) search[name] = value
  }
  if (isOutcome(outcome)) search.outcome = outcome
  return search
}

export function isOutcome(value: unknown): value is AuditOutcome {
  return typeof value === 'string' && Object.hasOwn(auditWords.outcomes, value)
}

/** As `listAuditEvents` takes it. */
export function queryOf({ subject, action, outcome, from, to, job, confirmation }: AuditFilter) {
  return {
    ...(subject === undefined ? {} : { subject }),
    ...(action === undefined ? {} : { action }),
    ...(outcome === undefined ? {} : { outcome }),
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
    ...(job === undefined ? {} : { job_id: job }),
    ...(confirmation === undefined ? {} : { confirmation_id: confirmation }),
  }
}

export const isFiltered = (filter: AuditFilter): boolean => Object.keys(queryOf(filter)).length > 0
