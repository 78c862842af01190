import type { EvidenceItem } from '../../ui/Evidence.tsx'
import type { MoltBotStatus, Session, SystemInfo, Timeline, TimelineChange } from '../../wire.ts'
import { type AttentionItem, attention, evidenceFor } from './attention.ts'
import { foldChanges } from './fold-changes.ts'
import { onOurClock, type Stamped, type Surroundings } from './freshness.ts'
import { overviewWords as words } from './overview-words.ts'
import { fullestDisk, hostReadings, moltbotReadings, type Reading } from './readings.ts'
import { judge, type Verdict, withDisk } from './verdict.ts'

export interface OverviewInput {
  status: Stamped<MoltBotStatus> | null
  system: Stamped<SystemInfo> | null
  timeline: Timeline | null
  session: Session | null
  here: Surroundings
}

export interface ChangeRow {
  id: string
  at: number
  title: string
  detail: string | null
  by: string
  /** How often it was the same in a row of changes; more than once for what happens again and again. */
  times: number
  /** Whether the detail is what a machine said, and not a sentence about it. */
  machine: boolean
}

export interface OverviewView {
  verdict: Verdict
  /** Broken pages show their evidence at the side and the readings below. */
  broken: boolean
  attention: AttentionItem[]
  /** How far the findings may be believed. */
  attentionIs: 'known' | 'too_old' | 'asking'
  evidence: EvidenceItem[]
  readings: Reading[]
  readingsAt: number | null
  /** Since when MoltBot does not answer; null while it does or while that is not known. */
  downForMs: number | null
  /** Something stands in the list that should not wait, or MoltBot is not as it should be. */
  urgent: boolean
  /** Null while the timeline has not been read: that is not the same as no change. */
  changes: ChangeRow[] | null
}

const shownChanges = 8
const quoting = new Set<TimelineChange['kind']>(['config', 'exit', 'instance'])

/** The whole page as data: from what the agent said and what this browser's clock says about it. */
export function overviewOf({ status, system, timeline, session, here }: OverviewInput): OverviewView {
  const judged = judge(status, timeline, here)
  const items = attention({ status: status?.value ?? null, system: system?.value ?? null, session })
  const verdict = withLook(withDisk(judged, fullestDisk(system?.value ?? null)), items)
  const evidence = evidenceFor(verdict, status?.value ?? null)
  const observed = status?.value.observed_at
  const broken = evidence.length > 0 && verdict.state !== 'running'
  const shown = new Set(broken ? evidence.map(({ quote }) => quote) : [])
  return {
    verdict,
    broken,
    // What the evidence quotes already is not quoted twice.
    attention: items.map((item) => ({ ...item, quotes: item.quotes.filter((quote) => !shown.has(quote)) })),
    attentionIs: verdict.state === 'asking' ? 'asking' : verdict.state === 'unknown' ? 'too_old' : 'known',
    urgent: isUrgent(verdict, items),
    evidence,
    readings: [...moltbotReadings(status, verdict, here), ...hostReadings(system, here)],
    readingsAt:
      observed === undefined ? (status?.receivedAt ?? null) : onOurClock(Date.parse(observed), here.agentOffset),
    downForMs: downFor(verdict, status?.value ?? null, here),
    changes: timeline === null ? null : changesOf(timeline.changes, here.agentOffset),
  }
}

/** "Nothing needs you" must not stand above a list of things that do. */
function withLook(verdict: Verdict, items: readonly AttentionItem[]): Verdict {
  const urgent = items.filter((item) => item.mark !== 'info').length
  return verdict.mark === 'fine' && urgent > 0 ? { ...verdict, follows: words.working.look(urgent) } : verdict
}

function changesOf(changes: readonly TimelineChange[], agentOffset: number): ChangeRow[] {
  const rows = changes.map(({ id, at, kind, title, detail, by }) => {
    return { id, at: onOurClock(Date.parse(at), agentOffset), title, detail, by, times: 1, machine: quoting.has(kind) }
  })
  return foldChanges(rows.toSorted((a, b) => b.at - a.at)).slice(0, shownChanges)
}

function downFor(verdict: Verdict, status: MoltBotStatus | null, here: Surroundings): number | null {
  const began = verdict.state === 'stopped' ? (status?.last_exit?.at ?? status?.since) : status?.since
  if (!['stopped', 'wedged', 'crash_looping'].includes(verdict.state) || began == null) return null
  return here.now - onOurClock(Date.parse(began), here.agentOffset)
}

const calm = new Set<Verdict['state']>(['running', 'starting', 'not_installed', 'asking'])

function isUrgent(verdict: Verdict, items: readonly AttentionItem[]): boolean {
  return !calm.has(verdict.state) || verdict.tone !== 'plain' || items.some((item) => item.mark !== 'info')
}
