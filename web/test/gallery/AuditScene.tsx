import { AuditView } from '../../src/features/audit/AuditView.tsx'
import { EntryFacts } from '../../src/features/audit/EntryFacts.tsx'
import {
  brokenOf,
  changedEntry,
  checkpoint,
  entryOf,
  fingerprint,
  someEntries,
  verificationOf,
} from '../../src/features/audit/test/audit-fixtures.ts'
import { StatusSentence } from '../../src/ui/StatusSentence.tsx'
import type { AuditVerification } from '../../src/wire.ts'
import { iso, now } from '../fixtures.ts'
import { GalleryShell } from './GalleryShell.tsx'

const nothing = () => {}
const link = (to: unknown, label: string) => (
  <a key={label} href={`#${JSON.stringify(to)}`}>
    {label}
  </a>
)
const kept = { fingerprint, since: now - 90_000_000 }
const longText = 'a-very-long-word-without-any-place-to-break-'.repeat(4)

interface Scene {
  verification: AuditVerification | null
  pinned?: typeof kept | null
  entries?: readonly ReturnType<typeof entryOf>[] | null
  failure?: string
  filter?: { subject: string }
  hasMore?: boolean
}

const unanchored = verificationOf({ verdict: 'unanchored' })

export const auditScenes: Record<string, Scene> = {
  whole: { verification: verificationOf() },
  unanchored: { verification: unanchored, pinned: null },
  unsigned: {
    verification: verificationOf({ verdict: 'unanchored', checkpoint: null, entries: 2, last_seq: 2 }),
    pinned: null,
    entries: someEntries.slice(-1),
  },
  broken: {
    verification: brokenOf([
      { ...changedEntry, seq: 41 },
      {
        kind: 'bad_checkpoint',
        seq: null,
        file: 'checkpoints.jsonl',
        offset: 0,
        message: 'A checkpoint is signed by another key than the one that was named.',
      },
    ]),
  },
  loading: { verification: null, entries: null },
  failed: { verification: null, entries: null, failure: 'The agent took too long to answer.' },
  empty: {
    verification: verificationOf({ verdict: 'unanchored', checkpoint: null, entries: 0, last_seq: null }),
    pinned: null,
    entries: [],
  },
  filtered: { verification: verificationOf(), entries: [], filter: { subject: 'user:nobody' } },
  overfull: {
    verification: brokenOf(Array.from({ length: 100 }, (_, index) => ({ ...changedEntry, seq: index + 1 }))),
    entries: Array.from({ length: 50 }, (_, index) =>
      entryOf({
        seq: 1_234_567 - index,
        reason: longText,
        action: longText,
        actor: { ...entryOf().actor, subject: longText },
      }),
    ),
    hasMore: true,
  },
}

export function AuditScene({ state }: { state: string }) {
  const scene = auditScenes[state]
  if (scene === undefined) throw new Error(`There is no scene ${state}.`)
  const { verification, pinned = kept, entries = someEntries, failure = null, filter = {}, hasMore = false } = scene
  const again = { busy: false, onAgain: nothing }
  return (
    <GalleryShell page="access" link={{ kind: 'live', lastDataAt: now }}>
      <AuditView
        check={{
          verified: verification === null ? null : { verification, receivedAt: now - 12_000 },
          failure,
          ...again,
        }}
        pin={{ pinned, onKeep: nothing, onForget: nothing }}
        list={{ entries, failure, hasMore, onMore: nothing, ...again }}
        filter={filter}
        onFilter={nothing}
        checkpoints={{
          checkpoints:
            entries === null
              ? null
              : verification?.checkpoint == null
                ? []
                : [checkpoint, { ...checkpoint, seq: 30, at: iso(now - 780_000) }],
          ...{ failure, hasMore: true, onMore: nothing, onAgain: nothing },
        }}
        exporting={{
          ...{ busy: false, failure: null, mayExport: true, onExport: nothing },
          written: state === 'whole' ? 'moltbot-ops-audit-2026-11-23.jsonl' : null,
        }}
        agentOffset={0}
        entryLink={link}
      />
    </GalleryShell>
  )
}

export function AuditEntryScene() {
  return (
    <main style={{ display: 'grid', gap: 20, padding: '24px 16px', maxWidth: 912 }}>
      <StatusSentence verdict="Entry 41: Restart MoltBot" />
      <EntryFacts entry={someEntries[2] ?? entryOf()} agentOffset={0} damaged jobLink={link} filterLink={link} />
    </main>
  )
}
