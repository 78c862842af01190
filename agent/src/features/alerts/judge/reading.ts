import type { components } from '@moltbot-ops/api/types'

/** What was measured for a condition, at one moment. */
export interface Reading {
  /** In the unit of the condition; for one that counts seconds 1 is bad and 0 is well. Null: not known. */
  value: number | null
  evidence: components['schemas']['Evidence'][]
}

/** What a rule is judged for. */
export interface Target {
  /** Null: the host. */
  instanceId: string | null
  /** As people call it. */
  name: string
}
