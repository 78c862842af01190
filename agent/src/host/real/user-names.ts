import { readFileSync } from 'node:fs'
import { userInfo } from 'node:os'
import type { User } from '../host.ts'

export interface UserNames {
  self(): User
  nameOf(uid: number): string | null
  /** Everybody who can log in, root included. */
  withLogin(): User[]
}

const rereadMs = 60_000
const noLogin = /(?:nologin|false|sync|halt|shutdown)$/

export interface UserNamesDeps {
  monotonic: () => number
  /** `HOME` of the agent, for a user that no list of users knows, as in many containers. */
  home: string | undefined
  path?: string
  own?: () => User
}

/** Users from /etc/passwd; on macOS that file knows only system users, so the agent's own user is all that is told there. */
export function createUserNames({ monotonic, home, path = '/etc/passwd', own = ownUser }: UserNamesDeps): UserNames {
  let entries: (User & { login: boolean })[] = []
  let readAt = Number.NEGATIVE_INFINITY
  const fresh = () => {
    if (monotonic() - readAt > rereadMs) {
      entries = readEntries(path)
      readAt = monotonic()
    }
    return entries
  }
  const self = selfOr(own, home)
  return {
    self: () => self,
    nameOf: (uid) => (uid === self.uid ? self.name : (fresh().find((entry) => entry.uid === uid)?.name ?? null)),
    withLogin: () =>
      fresh()
        .filter(({ login }) => login)
        .map(({ uid, name, home }) => ({ uid, name, home })),
  }
}

function ownUser(): User {
  const { uid, username, homedir } = userInfo()
  return { uid, name: username, home: homedir }
}

/** The system's entry of the agent's own user; without one its number is its name. */
function selfOr(own: () => User, home: string | undefined): User {
  try {
    return own()
  } catch {
    const uid = process.getuid?.() ?? -1
    return { uid, name: String(uid), home: home ?? '/' }
  }
}

function readEntries(path: string): (User & { login: boolean })[] {
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch {
    return []
  }
  return text.split('\n').flatMap((line) => {
    const [name, , uid, , , home, shell] = line.split(':')
    if (!name || !uid || !home?.startsWith('/') || home === '/') return []
    return [{ uid: Number(uid), name, home, login: !noLogin.test(shell ?? '') }]
  })
}
