import type { MoltBotState } from '../../wire.ts'

export type ServiceAction = 'restart' | 'start' | 'stop'

/** What makes sense as MoltBot is now; the one that is wanted most first. */
export function actionsFor(state: MoltBotState | undefined): readonly ServiceAction[] {
  switch (state) {
    case 'stopped':
      return ['start']
    case 'starting':
      return ['stop']
    case 'running':
    case 'degraded':
    case 'wedged':
    case 'crash_looping':
      return ['restart', 'stop']
    default:
      return []
  }
}
