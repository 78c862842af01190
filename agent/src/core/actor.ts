import type { components } from '@moltbot-ops/api/types'

export type Role = components['schemas']['Role']

/** Who is asking. Made by the authentication hook, handed to every handler. */
export interface Actor {
  /** `user:<id>`, `token:<id>` or `host`. */
  subject: string
  user: string | null
  deviceId: string | null
  sessionId: string | null
  role: Role
  /** How the request came: a browser's cookie or bearer, another client's bearer, a script token, the host's socket. */
  via: 'browser' | 'bearer' | 'script' | 'terminal'
  scope: 'all' | 'metrics.read'
  /** When the credential ends, in milliseconds; null for the host. */
  expiresAt: number | null
}

const ranks: Record<Role, number> = { viewer: 1, admin: 2, owner: 3 }

/** Whether `role` may do what needs `needed`. */
export function roleCovers(role: Role, needed: Role): boolean {
  return ranks[role] >= ranks[needed]
}
