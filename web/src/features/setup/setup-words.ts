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
  installing: (host: string | null) => ({
    verdict: host === null ? 'Installing MoltBot.' : `Installing MoltBot on ${host}.`,
    cause: 'You can close this page; the install goes on.',
  }),
  silent: (why: string) => ({
    verdict: 'It is not known how the install stands.',
    cause: why,
    follows: 'What was last known stands below.',
  }),
  goingBack: { verdict: 'Going back.', cause: 'What was done so far is taken back.' },
  installed: {
    verdict: (host: string | null) => (host === null ? 'MoltBot is installed.' : `MoltBot is installed on ${host}.`),
    cause: 'The install ended well.',
  },
  otherHost: 'the other host',
  interrupted: {
    verdict: 'The install was interrupted.',
    cause: 'The agent was cut off in the middle of it.',
  },
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
    place: 'Where it goes',
    next: 'Next steps',
    run: 'Steps',
  },
  fine: (count: number) => (count === 1 ? 'One check is fine' : `${countFirst(count)} checks are fine`),
  recommended: 'recommended',
  channels: { stable: 'Stable', beta: 'Beta', nightly: 'Nightly' } satisfies Record<Channel, string>,
  versionUnknown: 'Its version is not known: the registry was not read.',
  noVersion: 'The registry names no version for it.',
  is: (version: string) => `OpenClaw ${version}`,
  imageDecides: 'The version is that of the image. The plan names it before you sign.',
  channelWhy: {
    stable: 'What its publisher recommends to everybody.',
    beta: 'Comes earlier, and breaks more often.',
    nightly: 'What was built last, tested by nobody.',
  } satisfies Record<Channel, string>,
  exact: {
    label: 'Or exactly this version',
    none: 'the newest of the channel',
    why: 'For going back to one that is known to work here. The newest 200 are listed.',
    installed: 'installed',
    deprecated: 'given up by its publisher',
  },
  advanced: {
    title: 'More choices',
    names: (method: Method) => (method === 'docker' ? 'port, image, service manager' : 'port, service manager'),
    port: 'Port',
    portWhy: 'MoltBot listens on this port, on this host alone. Recommended: the first one that is free from 18789 on.',
    portProblem: 'A port is a whole number from 1024 to 65535.',
    image: 'Image',
    imageWhy: 'One that is on this host, or one of the publisher. Empty takes the publisher’s newest, by its digest.',
    imageProblem: 'This is not the name of an image.',
    manager: 'Kept running by',
  },
  places: {
    title: 'Where',
    here: 'On this host',
    hereWhy: 'Beside this agent.',
    ssh: 'On another host over SSH',
    sshWhy: 'Puts an agent of its own and MoltBot there. You reach it through a tunnel.',
  },
  busy: 'Another job runs, and only one changes something at a time:',
  takeChannel: 'Use the newest of the channel',
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
    busy: 'Another job runs. Only one changes something at a time.',
    stopped: 'Something stands in the way. Put it right and check again.',
  },
  before: 'You see the plan first. Nothing happens before you sign.',
  viewer: {
    title: 'Not for viewers',
    why: 'Admins and owners can install. An owner can raise the role of this browser at the host.',
  },
  essentials: {
    title: 'What its configuration says',
    model: 'Model',
    noModel: 'none yet, so it cannot answer',
    channels: 'Channels',
    noChannels: 'none yet, so nobody can write to it',
    reached: 'Reached',
    loopback: 'from this host alone',
    bound: (bind: string) => `from outside this host (${bind})`,
    port: (port: number) => `port ${port}`,
    auth: 'Login',
    token: 'with a token',
    noToken: 'none: whoever reaches it may use it',
  },
  overview: 'Go to Overview',
  openConfig: 'Open Config',
  openAccess: 'Open Access',
  /** The program has no place of its own on a host where it was started from a checkout. */
  typedHere: (command: string) => (command.startsWith('moltbot-ops ') ? `npx ${command}` : command),
  pairMore: 'Let in more browsers and phones: each gets a key and a role of its own.',
  another: 'Set up another one',
  startAgain: 'Back to Setup',
  wholeRecord: 'The whole record',
  failedRead: 'This host could not be checked',
  loading: 'this host',
}

export type SetupWords = typeof english
export const setupWords: SetupWords = english
