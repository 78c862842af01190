import '../../src/ui/tokens.css'
import '../../src/ui/fonts.css'
import '../../src/ui/base.css'
import { createRoot } from 'react-dom/client'
import { ClockContext } from '../../src/ui/clock.ts'
import { now } from '../fixtures.ts'
import { AuditEntryScene, AuditScene, auditScenes } from './AuditScene.tsx'
import { ChangesScene, changesScenes } from './ChangesScene.tsx'
import { ConfigScene, configScenes } from './ConfigScene.tsx'
import { ConsentScene, consentScenes } from './ConsentScene.tsx'
import { HistoryScene, historyScenes, VersionScene, versionScenes } from './HistoryScene.tsx'
import { JobsScene, jobsScenes } from './JobsScene.tsx'
import { LogsScene, logsScenes } from './LogsScene.tsx'
import { OverviewScene, overviewScenes } from './OverviewScene.tsx'
import { PairScene, pairScenes } from './PairScene.tsx'
import { PartsScene } from './PartsScene.tsx'
import { SetupScene, setupScenes } from './SetupScene.tsx'
import { TrialScene, trialScenes } from './TrialScene.tsx'

const clock = { now: () => now, every: () => () => {}, timeZone: 'UTC' }

/** Every scene by its address: `?scene=overview&state=healthy&theme=dark`. */
export const scenes = [
  ...Object.keys(overviewScenes).map((state) => `?scene=overview&state=${state}`),
  ...Object.keys(pairScenes).map((state) => `?scene=pair&state=${state}`),
  ...Object.keys(configScenes).map((state) => `?scene=config&state=${state}`),
  ...Object.keys(changesScenes).map((state) => `?scene=changes&state=${state}`),
  ...Object.keys(historyScenes).map((state) => `?scene=history&state=${state}`),
  ...versionScenes.map((state) => `?scene=version&state=${state}`),
  ...trialScenes.map((state) => `?scene=trial&state=${state}`),
  ...setupScenes.map((state) => `?scene=setup&state=${state}`),
  ...consentScenes.map((state) => `?scene=consent&state=${state}`),
  ...jobsScenes.map((state) => `?scene=jobs&state=${state}`),
  ...Object.keys(logsScenes).map((state) => `?scene=logs&state=${state}`),
  ...Object.keys(auditScenes).map((state) => `?scene=audit&state=${state}`),
  '?scene=audit-entry',
  '?scene=parts',
]

/** Each state of each page from fixed data at a fixed time, to be looked at while developing. Not part of the build. */
export function Gallery({ search }: { search: string }) {
  const query = new URLSearchParams(search)
  const state = query.get('state') ?? ''
  switch (query.get('scene')) {
    case 'overview':
      return <OverviewScene state={state} />
    case 'pair':
      return <PairScene state={state} />
    case 'config':
      return <ConfigScene state={state} />
    case 'changes':
      return <ChangesScene state={state} />
    case 'history':
      return <HistoryScene state={state} />
    case 'version':
      return <VersionScene state={state} />
    case 'trial':
      return <TrialScene state={state} />
    case 'setup':
      return <SetupScene state={state} />
    case 'consent':
      return <ConsentScene state={state} />
    case 'jobs':
      return <JobsScene state={state} />
    case 'logs':
      return <LogsScene state={state} />
    case 'audit':
      return <AuditScene state={state} />
    case 'audit-entry':
      return <AuditEntryScene />
    case 'parts':
      return <PartsScene />
    default:
      return (
        <ul>
          {scenes.map((scene) => (
            <li key={scene}>
              <a href={scene}>{scene}</a>
            </li>
          ))}
        </ul>
      )
  }
}

const root = document.getElementById('root')
if (root !== null) {
  const theme = new URLSearchParams(location.search).get('theme')
  if (theme !== null) document.documentElement.dataset.theme = theme
  createRoot(root).render(
    <ClockContext value={clock}>
      <Gallery search={location.search} />
    </ClockContext>,
  )
}
