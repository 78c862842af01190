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

/** Users from /etc/passwd; on macOS that file knows only system users, so the agent's own user is all that is told there. */
export function createUserNames(monotonic: () => number, path = '/etc/passwd'): UserNames {
  let entries: (User & { login: boolean })[] = []
  let readAt = Number.NEGATIVE_INFINITY
  const fresh = () => {
    if (monotonic() - readAt > rereadMs) {
      entries = readEntries(path)
      readAt = monotonic()
    }
    return entries
  }
  const own = userInfo()
  const self = { uid: own.uid, name: own.username, home: own.homedir }
  return {
    self: () => self,
    nameOf: (uid) => (uid === self.uid ? self.name : (fresh().find((entry) => entry.uid === uid)?.name ?? null)),
    withLogin: () =>
      fresh()
        .filter(({ login }) => login)
        .map(({ uid, name, home }) => ({ uid, name, home })),
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
