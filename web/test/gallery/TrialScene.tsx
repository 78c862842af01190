import styles from '../../src/features/config/trial/TrialBar.module.css'
import { EndedTrial, OpenTrial } from '../../src/features/config/trial/TrialBarView.tsx'
import { StatusSentence } from '../../src/ui/StatusSentence.tsx'
import type { ConfigTrial } from '../../src/wire.ts'
import { iso, now } from '../fixtures.ts'
import { GalleryShell } from './GalleryShell.tsx'

const nothing = () => {}
const trial: ConfigTrial = {
  ...{ id: 'ct_1', status: 'open', hash: 'sha256:new', previous_hash: 'sha256:old', job_id: 'jb_1' },
  ...{ started_at: iso(now - 48_000), ends_at: iso(now + 252_000), instance_id: 'in_1' },
  by: { subject: 'user:anna', device_id: null, name: 'user:anna', via: 'browser' },
  reason: 'The old port is taken.',
  changed_paths: ['gateway.port', 'gateway.bind', 'logging.level'],
}
const base = {
  name: null,
  hostOffset: 0,
  mayDecide: true,
  keeping: false,
  problem: null,
  onKeep: nothing,
  onBack: nothing,
}

export const trialScenes = ['open', 'short', 'over', 'viewer', 'problem', 'several', 'kept', 'back'] as const

export function TrialScene({ state }: { state: string }) {
  return (
    <GalleryShell page="overview" link={{ kind: 'live', lastDataAt: now }}>
      <div className={styles.bars}>
        {state === 'kept' || state === 'back' ? (
          <EndedTrial ending={state} historyLink={<a href="#history">History</a>} onClose={nothing} />
        ) : (
          <OpenTrial {...base} {...propsOf(state)} />
        )}
        {state === 'several' && <OpenTrial {...base} trial={{ ...trial, id: 'ct_2' }} name="home-mini" />}
      </div>
      <StatusSentence mark="fine" verdict="MoltBot is working." cause="It has answered every check for 6 days." />
    </GalleryShell>
  )
}

function propsOf(state: string) {
  switch (state) {
    case 'short':
      return { trial: { ...trial, ends_at: iso(now + 21_000), changed_paths: [] } }
    case 'over':
      return { trial: { ...trial, ends_at: iso(now) } }
    case 'viewer':
      return { trial, mayDecide: false }
    case 'problem':
      return { trial, problem: 'This trial was kept or went back already.' }
    case 'several':
      return { trial: { ...trial, reason: 'A reason that goes on. '.repeat(12) }, name: 'workshop' }
    default:
      return { trial }
  }
}
