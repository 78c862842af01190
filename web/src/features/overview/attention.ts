import type { EvidenceItem } from '../../ui/Evidence.tsx'
import type { MarkKind } from '../../ui/Mark.tsx'
import type { Finding, MoltBotStatus, Session, SystemInfo } from '../../wire.ts'
import { overviewWords as words } from './overview-words.ts'
import type { Verdict } from './verdict.ts'

export interface AttentionItem {
  id: string
  mark: MarkKind
  title: string
  why: string
  /** What a person may run at the host. */
  command: string | null
  /** A page of the console where it is put right. */
  href: { label: string; to: 'passphrase' | 'setup' | 'config' } | null
  quotes: string[]
}

const rank = { critical: 0, warning: 1, info: 2 }
const marks = { critical: 'broken', warning: 'look', info: 'info' } as const

interface Sources {
  status: MoltBotStatus | null
  system: SystemInfo | null
  session: Session | null
}

/** What is worth a person's time, the riskiest first. Every finding is the agent's; only the passphrase is ours to see. */
export function attention({ status, system, session }: Sources): AttentionItem[] {
  const found = new Map<string, Finding>()
  for (const finding of [...(status?.findings ?? []), ...(system?.findings ?? [])]) found.set(finding.id, finding)
  const items = [...found.values()].toSorted((a, b) => rank[a.severity] - rank[b.severity]).map(fromFinding)
  if (status?.state === 'not_installed') items.unshift(setupItem)
  if (status !== null && configStopsIt(status) && !items.some(({ href }) => href?.to === 'config'))
    items.unshift(configItem)
  return session !== null && session.passphrase === 'unset' && session.role === 'owner'
    ? [passphraseItem, ...items]
    : items
}

const setupItem: AttentionItem = {
  id: 'not_installed',
  mark: 'info',
  title: words.setup.title,
  why: words.setup.why,
  command: null,
  href: { label: words.setup.action, to: 'setup' },
  quotes: [],
}

const passphraseItem: AttentionItem = {
  id: 'passphrase_unset',
  mark: 'look',
  title: words.passphrase.title,
  why: words.passphrase.why,
  command: null,
  href: { label: words.passphrase.action, to: 'passphrase' },
  quotes: [],
}

const configItem: AttentionItem = {
  id: 'config_refused',
  mark: 'broken',
  title: words.config.title,
  why: words.config.why,
  command: null,
  href: { label: words.config.action, to: 'config' },
  quotes: [],
}

const configReasons = ['config_invalid', 'config_missing']
/** Findings that are put right in the configuration. */
const configFindings = ['pending_invalid_edit', 'config_unreadable', 'gateway_exposed', 'gateway_without_auth']
/** With which OpenClaw ends when it refuses its configuration. */
const configExit = 78

/** Whether MoltBot does not run because it refuses its configuration. */
function configStopsIt({ state, reasons, last_exit }: MoltBotStatus): boolean {
  if (reasons?.some(({ code }) => configReasons.includes(code)) === true) return true
  return state === 'crash_looping' && last_exit?.code === configExit
}

function fromFinding(finding: Finding): AttentionItem {
  return {
    id: finding.id,
    mark: marks[finding.severity],
    title: finding.title,
    why: finding.detail ?? finding.evidence[0]?.statement ?? '',
    command: finding.fix_action?.command ?? null,
    href: configFindings.includes(finding.id) ? { label: words.config.action, to: 'config' } : null,
    quotes: finding.evidence.map((seen) => seen.quote ?? null).filter((quote) => quote !== null),
  }
}

/** What the verdict rests on. A MoltBot that works needs no case made for it. */
export function evidenceFor(verdict: Verdict, status: MoltBotStatus | null): EvidenceItem[] {
  if (status === null || verdict.mark === 'fine' || verdict.state === 'starting' || verdict.state === 'not_installed')
    return []
  // Evidence for a state that is no longer believed would only mislead.
  if (verdict.state === 'unknown' && status.state !== 'unknown') return []
  const seen = (status.reasons ?? []).flatMap((reason) => reason.evidence)
  const exit = status.last_exit
  const items = seen.map(({ statement, quote }) => ({ statement, quote: quote ?? null }))
  if (exit?.message != null && !items.some((item) => item.quote === exit.message)) {
    items.push({
      statement: exit.code === null ? words.stopped.unclear : words.stopped.code(exit.code),
      quote: exit.message,
    })
  }
  return items.map((item, index) => ({ label: `E${index + 1}`, ...item }))
}
