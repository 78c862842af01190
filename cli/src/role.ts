import type { Schemas } from '@moltbot-ops/sdk'

/** From the least to the most that a session may do. */
export const roles: readonly Schemas['Role'][] = ['viewer', 'admin', 'owner']
