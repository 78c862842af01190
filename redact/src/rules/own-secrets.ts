import { LEFT } from '../boundary.ts'
import type { Rule } from '../rule.ts'

/** What this product hands out itself. Its access tokens are JWTs and have their rule there. */
export const ownSecrets: readonly Rule[] = [
  {
    name: 'pairing-link',
    class: 'pairing-link',
    pattern: /(?:#|%23|\\u0023)pair(?:=|%3[Dd]|\\u003[Dd])([A-Za-z0-9_.~-]{4,})/gi,
  },
  {
    name: 'link-secret',
    class: 'pairing-link',
    pattern: new RegExp(`${LEFT}mol_[A-Za-z0-9_-]{12,}`, 'g'),
  },
  {
    name: 'refresh-token',
    class: 'refresh-token',
    pattern: new RegExp(`${LEFT}mor_[A-Za-z0-9_-]{12,}`, 'g'),
  },
  {
    name: 'script-token',
    class: 'script-token',
    pattern: new RegExp(`${LEFT}mot_[A-Za-z0-9_-]{12,}`, 'g'),
  },
]
