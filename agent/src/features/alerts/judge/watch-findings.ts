import type { components } from '@moltbot-ops/api/types'
import { isoTime } from '../../../core/clock.ts'

/** Nobody would be told of anything, so this is told where the host itself is looked at. */
export function watchFindings(failingSince: number | null): components['schemas']['Finding'][] {
  if (failingSince === null) return []
  const at = isoTime(failingSince)
  return [
    {
      id: 'alerts_not_judged',
      severity: 'critical',
      title: 'The alert rules cannot be judged.',
      detail: 'Nothing is raised until they can be. The log of the agent says why; a full disk is a likely cause.',
      evidence: [{ kind: 'host', statement: `No look at the rules has succeeded since ${at}.`, at }],
    },
  ]
}
