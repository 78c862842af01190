import type { ConfigVersion } from '../../../wire.ts'

const english = {
  title: 'Configuration history',
  asking: { verdict: 'Reading the history of the configuration.' },
  unknown: { verdict: 'It is not known how the configuration changed.' },
  none: {
    verdict: 'No version of the configuration is known yet.',
    cause: 'MoltBot Ops keeps one as soon as it sees the file.',
  },
  unchanged: {
    verdict: 'The configuration is as MoltBot Ops first saw it.',
    cause: (age: string) => `That was ${age}.`,
  },
  changed: (age: string) => `The configuration was last changed ${age}.`,
  by: (who: string) => (who === english.who.terminal ? `It was changed ${who}.` : `By ${who}.`),
  invalid: {
    verdict: 'The configuration on disk is not valid.',
    cause: 'MoltBot refuses it: its next start fails. An earlier version can be put back.',
  },
  follows: 'Every version is kept with who wrote it and why, also those that were written by hand.',
  list: 'Versions',
  known: (count: number, more: boolean) =>
    more ? `the newest ${count}` : count === 1 ? '1 version' : `${count} versions`,
  columns: { when: 'Since', who: 'By', what: 'What happened', size: 'Size', valid: 'Valid' },
  current: 'now',
  valid: (valid: ConfigVersion['valid']) => (valid === null ? 'not checked' : valid ? 'yes' : 'no'),
  morePaths: (count: number) => `and ${count} more`,
  older: 'Show older versions',
  empty: {
    title: 'No version yet',
    why: 'Each version of the configuration appears here: changed from here, by hand, or by MoltBot itself.',
  },
  loading: { list: 'the history', difference: 'both versions' },
  failed: {
    list: 'The history could not be read',
    difference: 'What is different could not be told',
  },
  back: 'All versions',
  config: 'Configuration',
  who: {
    through: (name: string) => `${name}, through MoltBot Ops`,
    terminal: 'at the host’s terminal, through MoltBot Ops',
    itself: 'MoltBot Ops by itself',
    moltbot: 'MoltBot itself',
    person: 'by hand',
    unknown: 'not known',
  },
  version: {
    title: (when: string) => `Version of ${when.replace(/^(?:Today|Yesterday)/, (day) => day.toLowerCase())}`,
    current: 'This is the configuration as it is now.',
    past: (until: string) => `This version was replaced ${until}.`,
    missing: {
      verdict: 'There is no such version.',
      cause: 'The address may be mistyped, or the version is older than what is kept.',
    },
    invalid: 'MoltBot refuses this version.',
    facts: { when: 'Since', who: 'By', why: 'Reason', size: 'Size', valid: 'Valid', hash: 'Hash', record: 'Record' },
    noReason: 'none was given',
    job: 'Its job',
    audit: 'Its audit entry',
    compare: 'What is different',
    with: 'Compare with',
    withBefore: 'the one before',
    withNow: 'now',
    directions: {
      before: 'What this version changed.',
      now: 'What would change if it were put back now.',
    },
    first: {
      title: 'Nothing to compare with',
      why: 'This is the oldest version that is known.',
    },
    notKept: {
      title: 'No copy is kept',
      why: 'Copies of the newest 50 versions are kept, fewer of very large ones, and those of the last 20 that were approved. Of the others only what is written on this page is known.',
    },
    beforeNotKept: 'No copy of the version before is kept any more, so only the names of the settings are known.',
    changedPaths: 'Settings that it changed',
    same: 'It says the same as the configuration does now.',
  },
  revert: {
    title: 'Put it back',
    explain:
      'You see the plan first: what changes, whether MoltBot restarts, and how it is undone. Nothing happens before you sign.',
    verified: 'If MoltBot does not take it or does not get healthy, the configuration of now comes back by itself.',
    button: 'Put this version back',
    trial: 'On trial for 5 minutes',
    trialWhy: 'It goes back by itself unless somebody keeps it in time.',
    reason: (when: string) => `Back to the version of ${when}.`,
    notYet: {
      role: 'This needs the role admin.',
      current: 'It is in force already.',
      same: 'It says the same as the configuration of now.',
      notKept: 'No copy of it is kept, so it cannot be put back.',
      trial: 'A configuration is on trial. Keep it or go back first.',
    },
  },
}

export type HistoryWords = typeof english
export const historyWords: HistoryWords = english
