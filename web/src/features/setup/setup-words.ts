import { countFirst } from '../../ui/number-words.ts'
import type { Channel, Method } from './setup-model.ts'

const methods: Record<Method, string> = { docker: 'Docker', npm: 'npm', brew: 'Homebrew' }

/** Every sentence of Setup. Verdict first, then its cause, then what has been written so far. */
const english = {
  methods,
  asking: { verdict: 'Looking at this host.', cause: 'Looking changes nothing.' },
  unknown: { verdict: 'It is not known whether MoltBot can be installed here.', cause: 'This host was not checked.' },
  ready: (method: Method, another: boolean) =>
    `${another ? 'Another MoltBot' : 'MoltBot'} can be installed here with ${methods[method]}.`,
  noLook: 'No check found anything against it.',
  look: (count: number) =>
    count === 1 ? 'One thing is worth a look.' : `${countFirst(count)} things are worth a look.`,
  oneStops: 'One thing stands in the way:',
  stop: (count: number) => `${countFirst(count)} things stand in the way.`,
  installing: { verdict: 'Installing MoltBot.', cause: 'You can close this page; the install goes on.' },
  installed: { verdict: 'MoltBot is installed.', cause: 'The install ended well.' },
  failed: { verdict: 'MoltBot was not installed.', cause: 'It is not known why.' },
  cancelled: { verdict: 'The install was stopped.', cause: 'Somebody ended it before its last step.' },
  written: {
    nothing: 'Nothing has been written to this host yet. You can close this page and go on later.',
    unknown: 'It is not known what is left of it. The record of the job tells each step.',
  },
  sections: {
    stops: 'Stops the install',
    look: 'Worth a look',
    method: 'Method',
    version: 'Version',
    port: 'Port',
    place: 'Where it goes',
    next: 'Next steps',
  },
  fine: (count: number) => (count === 1 ? 'One check is fine' : `${countFirst(count)} checks are fine`),
  recommended: 'recommended',
  channels: { stable: 'Stable', beta: 'Beta', nightly: 'Nightly' } satisfies Record<Channel, string>,
  versionUnknown: 'Its version is not known: the registry was not read.',
  noVersion: 'The registry names no version for it.',
  is: (version: string) => `OpenClaw ${version}`,
  imageDecides: 'The version is that of the image. The plan names it before you sign.',
  portLabel: 'MoltBot listens on this port, on this host alone',
  portProblem: 'A port is a whole number from 1024 to 65535.',
  freePort: 'Use a free port',
  takeMethod: (method: Method) => `Use ${methods[method]}`,
  place: {
    user: 'Runs as',
    manager: 'Kept running by',
    state: 'State',
    program: 'Program',
    needs: 'Needs',
  },
  managers: {
    systemd: 'systemd',
    systemd_user: 'systemd, in the user’s own session',
    launchd: 'launchd',
    docker: 'the container engine',
    supervised: 'MoltBot Ops itself',
  } as Record<string, string>,
  install: (method: Method, version: string | null) =>
    `Install OpenClaw ${version === null ? '' : `${version} `}with ${methods[method]}`,
  reason: 'First install on this host.',
  again: 'Check again',
  checked: 'Checked',
  waits: {
    checking: 'The choice is being checked.',
    installing: 'The install runs already.',
    stopped: 'Something stands in the way. Put it right and check again.',
  },
  before: 'You see the plan first. Nothing happens before you sign.',
  viewer: {
    title: 'Not for viewers',
    why: 'Admins and owners can install. An owner can raise the role of this browser at the host.',
  },
  overview: 'Go to Overview',
  failedRead: 'This host could not be checked',
  loading: 'this host',
}

export type SetupWords = typeof english
export const setupWords: SetupWords = english
