const english = {
  label: 'Configuration on trial',
  onTrial: (name: string | null) =>
    name === null ? 'A configuration is on trial.' : `The configuration of ${name} is on trial.`,
  changed: (paths: readonly string[], who: string | null) => {
    const by = who === null ? '' : ` by ${who}`
    const [first, second] = paths
    if (first === undefined) return who === null ? '' : `Changed${by}.`
    if (second === undefined) return `${first} was changed${by}.`
    if (paths.length === 2) return `${first} and ${second} were changed${by}.`
    return `${first} and ${paths.length - 1} more settings were changed${by}.`
  },
  terminal: 'somebody at the host’s terminal',
  because: (reason: string) => `“${reason}”`,
  question: 'Can you still reach everything?',
  left: 'Goes back in',
  over: 'The time is over. It goes back now.',
  keep: 'Keep',
  back: 'Go back now',
  backReason: 'The configuration on trial does not do what was wanted.',
  viewer: 'Somebody with the role admin can keep it.',
  history: 'History',
  close: 'Close',
  failed: 'It could not be kept.',
  ended: {
    kept: { verdict: 'The configuration was kept.', detail: 'It stays as it is.' },
    back: { verdict: 'The configuration went back.', detail: 'The one from before the trial is in force again.' },
    other: {
      verdict: 'The trial ended.',
      detail: 'The configuration was changed meanwhile, so nothing was put back.',
    },
    unknown: { verdict: 'The trial ended.', detail: 'Whether it was kept could not be read.' },
  },
}

export type TrialWords = typeof english
export const trialWords: TrialWords = english
