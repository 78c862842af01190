import type { Role } from '../wire.ts'
import { consentWords } from './consent-words.ts'

const words = consentWords.notYet
const ranks: Record<Role, number> = { viewer: 0, admin: 1, owner: 2 }

export const roleCovers = (role: Role, wanted: Role): boolean => ranks[role] >= ranks[wanted]

interface Answers {
  reason: string
  phrase: string
  wantedPhrase: string | null
  role: Role
  wantedRole: Role
  /** It holds a secret that this browser does not have. */
  secret: boolean
}

/** Why it cannot be signed yet, one thing at a time; undefined when it can. */
export function notYetReason(answers: Answers): string | undefined {
  const { reason, phrase, wantedPhrase, role, wantedRole, secret } = answers
  if (secret) return words.secret
  if (!roleCovers(role, wantedRole)) return words.role(wantedRole)
  if (reason.trim() === '') return words.reason
  if (wantedPhrase !== null && phrase.trim().normalize() !== wantedPhrase.normalize()) return words.phrase(wantedPhrase)
  return undefined
}
