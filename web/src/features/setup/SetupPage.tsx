import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { roleCovers } from '../../consent/not-yet.ts'
import { StopRunningJob } from '../../consent/StopRunningJob.tsx'
import { useConsole, useHostOffset, useSessionState } from '../../session/console.ts'
import { jobsQuery } from '../../session/queries.ts'
import { useSilence } from '../../session/silence.ts'
import { classNames } from '../../ui/class-names.ts'
import { useNow } from '../../ui/clock.ts'
import { ErrorBoundary } from '../../ui/ErrorBoundary.tsx'
import { Mark } from '../../ui/Mark.tsx'
import page from '../../ui/Page.module.css'
import { Patience } from '../../ui/Patience.tsx'
import { StatusSentence } from '../../ui/StatusSentence.tsx'
import { useTitle } from '../../ui/use-title.ts'
import type { Job } from '../../wire.ts'
import { ChoiceList } from './ChoiceList.tsx'
import { installAmong } from './current-install.ts'
import { essentialsOf } from './essentials.ts'
import { InstallRun } from './InstallRun.tsx'
import { LocalSetup } from './LocalSetup.tsx'
import type { SetupLinks } from './NextSteps.tsx'
import styles from './Setup.module.css'
import { noteSeenInstall, seenInstall } from './seen-install.ts'
import { judgeSetup } from './setup-model.ts'
import { installedConfigQuery, installQuery } from './setup-queries.ts'
import { setupWords as words } from './setup-words.ts'
import { SshSetup } from './ssh/SshSetup.tsx'

type Place = 'here' | 'ssh'

/** An install that the agent tells of comes first; without one, where and how to install. */
export function SetupPage({ links }: { links: SetupLinks }) {
  const { client } = useConsole()
  const hostNow = useNow() + useHostOffset()
  const session = useSessionState()
  const [place, setPlace] = useState<Place>('here')
  const [seen, setSeen] = useState(() => seenInstall(localStorage))
  const jobs = useQuery(jobsQuery(client))
  const { install, other } = installAmong(jobs.data ?? [], seen, hostNow)
  const mayInstall = session.kind === 'paired' && roleCovers(session.role, 'admin')
  const note = (id: string) => {
    noteSeenInstall(id, localStorage)
    setSeen(id)
  }
  const where = (
    <>
      {other !== null && <OtherJob job={other} links={links} />}
      <PlaceChoice place={place} onPlace={setPlace} />
    </>
  )
  const shared = { place: where, busy: other !== null, mayInstall }
  return (
    <div className={classNames(page.page, styles.page)}>
      <Patience ready={!jobs.isPending}>
        {install !== null ? (
          <CurrentInstall key={install.id} listed={install} links={links} onSeen={() => note(install.id)} />
        ) : place === 'here' ? (
          <LocalSetup {...shared} />
        ) : (
          <SshSetup {...shared} />
        )}
      </Patience>
    </div>
  )
}

interface CurrentInstallProps {
  listed: Job
  links: SetupLinks
  onSeen(): void
}

function CurrentInstall({ listed, links, onSeen }: CurrentInstallProps) {
  const { client } = useConsole()
  const read = useQuery(installQuery(client, listed)).data
  const job = read ?? listed
  const instance = job.kind === 'install_local' && job.status === 'succeeded' ? job.result?.instance_id : undefined
  const config = useQuery(installedConfigQuery(client, typeof instance === 'string' ? instance : null)).data
  const status = judgeSetup({ preflight: null, failed: false, job, silence: useSilence() })
  useTitle(status.verdict)
  return (
    <>
      <StatusSentence {...status} />
      <ErrorBoundary>
        <InstallRun
          job={job}
          links={links}
          essentials={config === undefined ? null : essentialsOf(config)}
          stop={<StopRunningJob job={job} />}
          onSeen={onSeen}
        />
      </ErrorBoundary>
    </>
  )
}

/** Another job runs, so that an install would be refused. */
export function OtherJob({ job, links }: { job: Job; links: SetupLinks }) {
  return (
    <p className={styles.busy}>
      <Mark kind="busy" />
      <span>
        {words.busy} {links.job(job.id, job.title)}
      </span>
    </p>
  )
}

export function PlaceChoice({ place, onPlace }: { place: Place; onPlace(place: Place): void }) {
  return (
    <div className={classNames(styles.main, styles.where)}>
      <ChoiceList
        name={words.places.title}
        chosen={place}
        onChoose={onPlace}
        options={[
          { value: 'here', name: words.places.here, why: words.places.hereWhy },
          { value: 'ssh', name: words.places.ssh, why: words.places.sshWhy },
        ]}
      />
    </div>
  )
}
