import { countFirst } from '../../ui/number-words.ts'
import { ago, duration, latency } from '../../ui/time-words.ts'

/** "4 s have passed", "1 min has passed". */
const gone = (span: string) => `${span} ${/^1 \w+$/.test(span) ? 'has' : 'have'} passed`

/** Every sentence of Overview. Verdict first, then its cause, then what follows. */
const english = {
  working: {
    verdict: 'MoltBot is working.',
    everyCheckSince: (started: string) => `It has answered every check since it started ${started}.`,
    everyCheckOfDay: 'It has answered every check of the last 24 hours.',
    readySince: (time: string) => `It is ready since ${time}.`,
    answersIn: (ms: number) => `It answers in ${latency(ms)}.`,
    answers: 'It answers.',
    nothingNow: 'Nothing needs you now.',
    nothingTonight: 'Nothing needs you tonight.',
    look: (count: number) =>
      count === 1 ? 'One thing is worth a look.' : `${countFirst(count)} things are worth a look.`,
  },
  nextStartFails: {
    verdict: 'MoltBot works, but its next start will fail.',
    cause: (time: string | null) =>
      time === null
        ? 'The config on disk is not valid; MoltBot still runs the one before.'
        : `The config on disk was changed ${time} and is not valid; MoltBot still runs the one before.`,
    follows: 'Put the config right before anything restarts it.',
  },
  diskLow: {
    verdict: 'MoltBot works, but its disk is nearly full.',
    cause: (free: string, mount: string) => `Only ${free} are free on ${mount}.`,
    follows: 'A full disk stops it in the middle of a write.',
  },
  tokenRefused: {
    verdict: 'MoltBot answers, but it refuses the agent.',
    cause: 'The token that the agent found is not the one that MoltBot expects.',
    follows: 'Health is still measured from outside. Channels cannot be read until the tokens agree.',
  },
  degraded: {
    silent: (names: string) => `MoltBot answers, but ${names} is silent.`,
    silentMany: (names: string) => `MoltBot answers, but ${names} are silent.`,
    silentSince: (age: string) => `Its last message came ${age}.`,
    silentNow: 'The channel is not connected.',
    silentNowMany: 'The channels are not connected.',
    disconnected: 'MoltBot answers, but its gateway does not talk to the agent.',
    protocol: 'MoltBot answers, but in another protocol.',
    stopping: 'MoltBot is stopping.',
    lateStart: 'MoltBot is late to start.',
    noAnswerNow: 'MoltBot does not answer just now.',
    strange: 'MoltBot answers, but not as it should.',
    slow: 'MoltBot answers, but slowly.',
    notReady: 'MoltBot answers, but it is not ready.',
    verdict: 'MoltBot answers, but something is wrong.',
    follows: 'Other parts keep working.',
    followsDisconnected: 'Health is still measured from outside. Channels cannot be read until it talks again.',
    followsStrange: 'What depends on its answers is not known until then.',
    followsStopping: 'Work that has begun is let end.',
  },
  starting: {
    verdict: 'Starting MoltBot.',
    usual: (usual: string, passed: string) => `It usually takes ${usual}; ${gone(passed)}.`,
    late: (usual: string, passed: string, budget: string) =>
      `It usually takes ${usual}; ${gone(passed)}, and up to ${budget} is allowed.`,
    first: (passed: string, budget: string) => `${gone(passed)}, and up to ${budget} is allowed.`,
    begun: 'It has begun to start.',
    pending: (what: string) => `It waits for ${what}.`,
    follows: 'Channels are silent until it is ready.',
  },
  stopped: {
    planned: (time: string | null) => (time === null ? 'MoltBot is stopped.' : `MoltBot is stopped since ${time}.`),
    down: (time: string | null) => (time === null ? 'MoltBot is down.' : `MoltBot is down since ${time}.`),
    clean: 'It ended cleanly.',
    code: (code: number) => `It ended with code ${code}.`,
    unclear: 'It is not known how it ended.',
    never: 'It is installed, and no start of it was seen yet.',
    follows: 'Channels are silent until it is started.',
  },
  wedged: {
    verdict: (time: string | null) =>
      time === null ? 'MoltBot does not answer.' : `MoltBot does not answer since ${time}.`,
    port: (pid: number, port: string) => `Its process ${pid} is alive, but nothing listens on port ${port}.`,
    process: 'Its process is alive, but it answers no check.',
    follows: 'Nothing goes in or out until it answers or is restarted.',
  },
  crashLooping: {
    code: (code: number) => `Every start ends with code ${code}.`,
    again: 'It starts and ends again and again.',
    starts: (count: number) => `${count} restarts in 24 h.`,
    noHelp: 'Code 78 means: do not retry. Starting it again will not help before the cause is gone.',
  },
  notInstalled: {
    verdict: (host: string) => `There is no MoltBot on ${host} yet.`,
    cause: 'The agent found no install, no config and no process.',
    follows: 'Once it is installed, this page shows it by itself.',
  },
  unknown: {
    verdict: 'It is not known how MoltBot is.',
    agentSilent: (host: string, span: string) => `The agent on ${host} has not answered for ${span}.`,
    agentNever: (host: string) => `The agent on ${host} has not answered yet.`,
    oldLook: (span: string) => `The agent answers, but it last looked at MoltBot ${span} ago.`,
    portForeign: (port: string) => `Port ${port} is held by another process, so MoltBot was not asked.`,
    noReason: 'The agent could not tell from what it saw.',
    follows: 'What was last known stands below with its age.',
    followsPort: 'No token was sent to that port.',
    asking: 'Asking how MoltBot is.',
    askingCause: 'The first answer is on its way.',
  },
  sections: {
    needs: 'What needs you',
    minute: 'When you have a minute',
    notUrgent: 'nothing here is urgent',
    changed: 'What changed',
    readings: 'Readings',
    elsewhere: 'Everything else',
    evidence: 'Evidence',
    fromOutside: 'from outside,',
  },
  attentionEmpty: {
    title: 'Nothing waits for you',
    why: 'Config, disk, tokens and channels are watched. What they need shows here.',
  },
  attentionUnknown: {
    title: 'It is not known what needs you',
    why: 'Findings come from the agent, and its last ones are too old to be trusted.',
  },
  noFix: {
    title: 'No fix is proposed',
    why: 'What was found does not point to one. What came before it stands under What changed.',
  },
  change: (title: string, times: number) =>
    times === 1 ? title : `${title}, ${times === 2 ? 'twice' : `${times} times`}`,
  changesEmpty: { title: 'No change in 24 h', why: 'Starts, ends, new versions and edits of the config show here.' },
  setup: {
    title: 'MoltBot can be installed from here',
    why: 'Setup checks this host first. Looking changes nothing.',
    action: 'Open Setup',
  },
  config: {
    title: 'MoltBot refuses its configuration',
    why: 'Config shows what is refused. An earlier version can be put back from its history.',
    action: 'Open Config',
  },
  passphrase: {
    title: 'The owner passphrase is not set',
    why: 'Without it, a MoltBot under the agent’s own user could approve a device at the host by itself.',
    action: 'Set the passphrase',
  },
  readings: {
    gateway: 'Gateway',
    channels: 'Channels',
    version: 'Version',
    process: 'Event loop',
    disk: 'Disk',
    memory: 'Memory',
    restarts: 'Restarts',
    unknown: 'Unknown',
    ready: 'Ready',
    notReady: 'Not ready',
    noAnswer: 'No answer',
    notRunning: 'Not running',
    none: 'None',
    answersIn: (ms: number) => `answers in ${latency(ms)}`,
    waitsFor: (names: string) => `waits for ${names}`,
    channelsAnswer: (connected: number, all: number) => `${connected} of ${all} connected`,
    channelsUnsaid: (all: number) => `${all} running`,
    channelsUnsaidDetail: 'MoltBot does not say whether they are connected',
    noChannels: 'None set up',
    silent: (names: string) => `${names} not connected`,
    calm: 'Calm',
    heldUp: 'Held up',
    delay: (ms: number) => `99 of 100 waits under ${latency(ms)}`,
    memoryOf: (size: string) => `process holds ${size}`,
    free: (size: string) => `${size} free`,
    ofOn: (size: string, mount: string) => `of ${size} on ${mount}`,
    of: (size: string) => `of ${size}`,
    noRestarts: 'None in 24 h',
    restartsIn: (count: number) => `${count} in 24 h`,
    started: (at: number, now: number) => `started ${ago(at, now)}`,
    managed: { moltbot_ops: 'managed from here', other: 'managed by its own installer', none: 'managed by nobody' },
    by: (method: string, managed: string) => `${method}, ${managed}`,
  },
  tape: { down: (ms: number) => `down ${duration(ms)}`, stopped: (ms: number) => `stopped ${duration(ms)}` },
  simulated: {
    title: 'Simulated.',
    scenario: (name: string) => `Scenario ${name}.`,
    detail: 'No real host and no real MoltBot is behind this page.',
  },
  loading: {
    status: 'the status',
    findings: 'the findings',
    changes: 'the changes',
    timeline: 'the tape',
    system: 'the host',
  },
  failed: {
    timeline: 'The tape could not be read',
    changes: 'The changes could not be read',
    system: 'The host could not be read',
  },
}

export type OverviewWords = typeof english
export const overviewWords: OverviewWords = english
