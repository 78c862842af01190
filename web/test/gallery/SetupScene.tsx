import { useState } from 'react'
import { StopJob } from '../../src/consent/StopJob.tsx'
import { essentialsOf } from '../../src/features/setup/essentials.ts'
import { InstallRun } from '../../src/features/setup/InstallRun.tsx'
import setup from '../../src/features/setup/Setup.module.css'
import { OtherJob, PlaceChoice } from '../../src/features/setup/SetupPage.tsx'
import { SetupView } from '../../src/features/setup/SetupView.tsx'
import { judgeSetup, type Preflight } from '../../src/features/setup/setup-model.ts'
import type { LookState } from '../../src/features/setup/ssh/host-look.ts'
import { judgeLook } from '../../src/features/setup/ssh/judge-look.ts'
import { SshView } from '../../src/features/setup/ssh/SshView.tsx'
import { draftProblems, emptyDraft, type SshDraft } from '../../src/features/setup/ssh/ssh-model.ts'
import { linksOf } from '../../src/features/setup/test/links.tsx'
import { checkOf, jobOf, preflightOf, versionsOf } from '../../src/features/setup/test/setup-fixtures.ts'
import { draftOf, firstKey, otherKey, readyOf } from '../../src/features/setup/test/ssh-fixtures.ts'
import { ErrorBox, LoadingBox } from '../../src/ui/Box.tsx'
import { classNames } from '../../src/ui/class-names.ts'
import page from '../../src/ui/Page.module.css'
import { StatusSentence } from '../../src/ui/StatusSentence.tsx'
import type { Job } from '../../src/wire.ts'
import { installSteps, tunnelSteps } from '../consent-fixtures.ts'
import { iso, now } from '../fixtures.ts'
import { GalleryShell } from './GalleryShell.tsx'

const scripts = {
  ...checkOf('scripts', 'warning', '14 packages want to run scripts; they are not run.'),
}
scripts.finding.detail =
  'sharp, esbuild, node-llama-cpp, @matrix-org/matrix-sdk-crypto-nodejs, protobufjs, koffi, node-pty'
const fine = ['package', 'node', 'disk', 'memory', 'port', 'existing', 'service', 'account'].map((id) =>
  checkOf(id, 'ok'),
)
const dockerMethods = preflightOf().methods.map((one) =>
  one.method === 'docker'
    ? {
        ...{ method: one.method, available: true, recommended: true },
        reason:
          'Engine 28.3.2 answers; MoltBot is kept apart from the host. Using this engine is as powerful as being root.',
      }
    : { ...one, recommended: false },
)
const managers: Preflight['service_managers'] = [
  { name: 'systemd', available: true, reason: 'systemd runs here, and starts it again after a reboot.' },
  { name: 'supervised', available: true, reason: 'This agent starts it again; it ends with the agent.' },
  { name: 'launchd', available: false, reason: 'This is not macOS.' },
]

const preflights: Record<string, Partial<Preflight>> = {
  ready: { checks: [scripts, ...fine], service_managers: managers },
  docker: { method: 'docker', methods: dockerMethods, checks: fine },
  blocked: {
    ready: false,
    checks: [
      checkOf('port', 'blocking', 'Port 18789 is taken by process 4711.'),
      checkOf('memory', 'blocking', 'The machine has 512 MB of memory.'),
      scripts,
      checkOf('disk', 'not_checked', 'The free disk space could not be read.'),
      ...fine.slice(0, 4),
    ],
  },
  overfull: {
    checks: [
      ...Array.from({ length: 24 }, (_, n) => checkOf(`check_${n}`, 'warning', `Thing ${n} is worth a look.`)),
      ...fine,
    ],
    state_dir: `/srv/${'a-very-long-name-without-any-place-to-break-'.repeat(3)}/.openclaw`,
  },
}

const idle: LookState = { kind: 'idle' }
const host = 'garage.example'
const key = { type: 'ssh-ed25519', sha256: firstKey }
const looks: Record<string, { state: LookState; draft?: Partial<SshDraft>; tried?: boolean }> = {
  form: { state: idle, draft: emptyDraft },
  wrong: { state: idle, draft: { ...emptyDraft, auth: 'key', privateKey: 'ssh-ed25519 AAAAC3Nz anna' }, tried: true },
  key: { state: { kind: 'unknown', host, key } },
  changed: { state: { kind: 'changed', host, key: { ...key, sha256: otherKey }, confirmed: firstKey } },
  refused: {
    state: {
      kind: 'failed',
      host,
      because: 'auth',
      why: 'The host does not accept this user name with this password.',
    },
  },
  found: {
    state: readyOf({ docker: '28.3.2' }, [
      checkOf('moltbot', 'warning', 'There is a MoltBot already.'),
      ...fine.slice(0, 5),
    ]),
  },
  sudo: {
    state: readyOf({ root: 'sudo_with_password', user: 'casey' }, [
      checkOf('root', 'blocking', 'casey becomes root only with a password.'),
      checkOf('system', 'ok'),
    ]),
  },
}

const newConfig = { gateway: { port: 18_789, bind: 'loopback', auth: { mode: 'token', token: '***' } } }
const ssh = { kind: 'install_ssh', title: `Install MoltBot on ${host} over SSH.` }
const lines = ['added 412 packages in 21 s', 'found 0 vulnerabilities', '18 204 files, 634 MB'].map((line, index) => ({
  ...{ cursor: String(index), at: iso(now), step: 'program', line },
}))
const undo = { status: 'done' as const, message: 'MoltBot is not installed.', remains: [] }
const running = { status: 'running' as const, ended_at: null, can_cancel: true, stage: 'program', log_tail: lines }
const jobs: Record<string, Partial<Job>> = {
  running: { ...running, steps: installSteps('program') },
  done: {
    steps: installSteps(null),
    log_tail: lines,
    result: {
      message: 'OpenClaw 2026.9.6 runs and answers on 127.0.0.1:18789.',
      next_steps: [
        'Add a model provider: open the page Config and search for "models.providers".',
        'Connect a channel, such as Telegram: open the page Config and search for "channels".',
        'Make this agent a service, if it is none yet, so that it survives a logout and a reboot: moltbot-ops service install',
      ],
    },
  },
  tunnel: { ...ssh, steps: installSteps(null), result: { host, next_steps: tunnelSteps } },
  stopped: { status: 'cancelled', steps: installSteps('program', 'undone'), undo, log_tail: lines },
  interrupted: {
    ...ssh,
    status: 'interrupted',
    steps: installSteps('program', 'undo_failed'),
    error: { code: 'interrupted', message: 'The agent was cut off during “Upload MoltBot Ops”.', step: 'program' },
    undo: {
      status: 'incomplete',
      message: 'The credential went with the agent, so the host could not be reached again.',
      remains: [`On ${host}: the folder /opt/moltbot-ops. Remove it there with: sudo rm -rf /opt/moltbot-ops`],
    },
  },
}

export const setupScenes = [
  ...['busy', 'viewer', 'loading', 'failed'],
  ...Object.keys(preflights),
  ...Object.keys(looks).map((state) => `ssh-${state}`),
  ...Object.keys(jobs).map((state) => `job-${state}`),
]

/** Setup in each of its steps and ends. */
export function SetupScene({ state }: { state: string }) {
  const [, part = ''] = /^(?:ssh|job)-(.*)$/.exec(state) ?? []
  const look = state.startsWith('ssh-') ? looks[part] : undefined
  const job = state.startsWith('job-') ? jobs[part] : undefined
  return (
    <GalleryShell page="overview" link={{ kind: 'live', lastDataAt: now }}>
      <div className={classNames(page.page, setup.page)}>
        {look !== undefined ? (
          <SshScene {...look} />
        ) : job !== undefined ? (
          <JobScene job={jobOf(job)} />
        ) : state === 'loading' || state === 'failed' ? (
          <Unchecked failed={state === 'failed'} />
        ) : (
          <LocalScene preflight={preflightOf(preflights[state])} busy={state === 'busy'} viewer={state === 'viewer'} />
        )}
      </div>
    </GalleryShell>
  )
}

const nothing = () => {}

function Unchecked({ failed }: { failed: boolean }) {
  return (
    <>
      <StatusSentence {...judgeSetup({ preflight: null, failed, job: null })} />
      <PlaceChoice place="here" onPlace={nothing} />
      {failed ? (
        <ErrorBox
          title="This host could not be checked"
          why="The agent took too long to answer."
          verb="Check again"
          onAgain={nothing}
        />
      ) : (
        <LoadingBox what="this host" since={now - 3000} height={420} />
      )}
    </>
  )
}

interface LocalSceneProps {
  preflight: Preflight
  busy: boolean
  viewer: boolean
}

function LocalScene({ preflight, busy, viewer }: LocalSceneProps) {
  return (
    <>
      <StatusSentence {...judgeSetup({ preflight, failed: false, job: null })} />
      {busy && <OtherJob job={jobOf({ id: 'job_9', title: 'Restart MoltBot on home-mini.' })} links={linksOf()} />}
      <PlaceChoice place="here" onPlace={nothing} />
      <SetupView
        checked={{ value: preflight, receivedAt: now - 12_000 }}
        versions={versionsOf()}
        wishes={{ channel: 'stable' }}
        now={now}
        checking={false}
        busy={busy}
        mayInstall={!viewer}
        onWish={nothing}
        onAgain={nothing}
        onInstall={nothing}
      />
    </>
  )
}

function SshScene({ state, draft: changes = {}, tried = false }: (typeof looks)[string]) {
  const [draft, setDraft] = useState(draftOf(changes))
  return (
    <>
      <StatusSentence {...judgeLook(state)} />
      <PlaceChoice place="ssh" onPlace={nothing} />
      <SshView
        state={state}
        draft={draft}
        problems={tried ? draftProblems(draft) : {}}
        busy={false}
        mayInstall
        onChange={(change) => setDraft({ ...draft, ...change })}
        onLook={nothing}
        onVouch={nothing}
        onForget={nothing}
        onInstall={nothing}
      />
    </>
  )
}

function JobScene({ job }: { job: Job }) {
  return (
    <>
      <StatusSentence {...judgeSetup({ preflight: null, failed: false, job })} />
      <InstallRun
        job={job}
        links={linksOf()}
        essentials={
          job.kind === 'install_local' && job.status === 'succeeded' ? essentialsOf({ config: newConfig }) : null
        }
        stop={<StopJob job={job} undo="Everything that was written is removed again." onStop={nothing} />}
        onSeen={nothing}
      />
    </>
  )
}
