import { mixedChanges } from '../../src/features/config/changes/test/change-fixtures.ts'
import { HistoryView } from '../../src/features/config/history/HistoryView.tsx'
import { someVersions, versionOf } from '../../src/features/config/history/test/version-fixtures.ts'
import { VersionView } from '../../src/features/config/history/VersionView.tsx'
import type { ConfigVersion } from '../../src/wire.ts'
import { iso, now } from '../fixtures.ts'
import { GalleryShell } from './GalleryShell.tsx'

const nothing = () => {}
const link = (to: string, label: string) => (
  <a key={to} href={`#${to}`}>
    {label}
  </a>
)
const longPath = `plugins.entries.${'a-name-without-any-place-to-break-'.repeat(3)}x.enabled`

export const historyScenes: Record<string, readonly ConfigVersion[] | null> = {
  some: someVersions,
  invalid: someVersions.slice(1).map((version, index) => ({ ...version, current: index === 0 })),
  empty: [],
  loading: null,
  failed: null,
  overfull: Array.from({ length: 50 }, (_, index) =>
    versionOf({
      at: iso(now - (index + 1) * 5_400_000),
      current: index === 0,
      reason: index % 3 === 0 ? `${'A reason that goes on and on. '.repeat(8)}` : null,
      changed_paths: Array.from({ length: (index * 7) % 12 }, (_path, at) => `${longPath}.${at}`),
      size_bytes: 900_000 + index,
    }),
  ),
}

export function HistoryScene({ state }: { state: string }) {
  const versions = historyScenes[state]
  if (versions === undefined) throw new Error(`There is no scene ${state}.`)
  return (
    <GalleryShell page="overview" link={{ kind: 'live', lastDataAt: now }}>
      <HistoryView
        versions={versions}
        failure={state === 'failed' ? 'The agent took too long to answer.' : null}
        busy={false}
        hostOffset={0}
        hasMore={state === 'overfull'}
        onMore={nothing}
        onAgain={nothing}
        versionLink={link}
        configLink={(label) => link('config', label)}
      />
    </GalleryShell>
  )
}

export const versionScenes = ['before', 'now', 'current', 'not-kept', 'first', 'failed', 'loading'] as const

export function VersionScene({ state }: { state: string }) {
  const [newest = versionOf(), edited = versionOf(), older = versionOf()] = someVersions
  const current = state === 'current'
  const version = current ? newest : { ...edited, restorable: state !== 'not-kept' }
  const changes = state === 'loading' || state === 'failed' ? null : mixedChanges
  return (
    <GalleryShell page="overview" link={{ kind: 'live', lastDataAt: now }}>
      <VersionView
        found={{ version, next: current ? null : newest, previous: state === 'first' ? null : older }}
        other={state === 'now' ? 'now' : 'before'}
        onOther={nothing}
        difference={{
          changes,
          failure: state === 'failed' ? 'One of the two versions cannot be read as JSON5.' : null,
          partnerKept: state === 'first' ? null : true,
          busy: false,
          onAgain: nothing,
        }}
        hostOffset={0}
        notYet={state === 'not-kept' ? 'No copy of it is kept, so it cannot be put back.' : undefined}
        onRevert={nothing}
        backLink={(label) => link('back', label)}
        jobLink={link}
        auditLink={link}
      />
    </GalleryShell>
  )
}
