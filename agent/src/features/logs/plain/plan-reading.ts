import type { Plan } from '../../../core/consent.ts'

/** What it means to read lines as they are. */
export function planReading({ instanceId, label }: { instanceId: string; label: string }): Plan {
  return {
    instanceId,
    target: { kind: 'instance', id: instanceId, name: label },
    summary: `Show the log lines of ${label} as they are, with every secret in them.`,
    steps: [
      {
        id: 'show',
        title: 'Show log lines with nothing hidden',
        detail: 'Only to the device that approves, for 15 minutes.',
        seconds: null,
        moltbotStopped: false,
      },
    ],
    affects: ['Keys, tokens, messages and names of people may be seen by whoever sees this screen.'],
    undo: null,
    losses: [],
    downtimeSeconds: 0,
    risk: 'medium',
    basis: {},
  }
}
