import { readFile } from 'node:fs/promises'
import { userInfo } from 'node:os'
import type { Owner, Programs } from '../../../effects.ts'
import { HostError } from '../../../host.ts'
import { type PasswdEntry, parsePasswdEntry } from './passwd-entry.ts'

export interface ReadAccountsDeps {
  programs: Programs
  /** As whom the agent itself runs. */
  own: Owner
  passwdFile?: string
}

export type ReadAccount = (key: string) => Promise<PasswdEntry | null>

const timeoutMs = 5000
/** What getent ends with when there is no such entry. */
const noEntry = 2

/**
 * Asks the system's list of users for a name or a number. `getent` also knows users that come from a directory service;
 * without it there is /etc/passwd, which on macOS holds only system users, and the agent's own user.
 */
export function createReadAccount({ programs, own, passwdFile = '/etc/passwd' }: ReadAccountsDeps): ReadAccount {
  return async (key) => {
    const getent = await programs.find('getent')
    const text = getent === null ? await readFile(passwdFile, 'utf8') : await askGetent(programs, getent, key, own)
    const entries = [...text.split('\n').map(parsePasswdEntry), { ...own, comment: '' }]
    return entries.find((entry) => entry?.name === key || String(entry?.uid) === key) ?? null
  }
}

async function askGetent(programs: Programs, getent: string, key: string, own: Owner): Promise<string> {
  const options = { owner: own, env: { LC_ALL: 'C' }, cwd: '/', timeoutMs }
  const { code, stdout, stderr } = await programs.run(getent, ['passwd', key], options)
  if (code === 0) return stdout
  if (code === noEntry) return ''
  throw new HostError('failed', `getent could not look for ${key}: ${stderr.trim() || `it ended with ${code}`}`)
}

/** As whom the agent runs; in a container its user may have no entry. */
export function ownAccount(home: string | undefined): Owner {
  try {
    const { uid, gid, username, homedir } = userInfo()
    return { uid, gid, name: username, home: homedir }
  } catch {
    const uid = process.getuid?.() ?? -1
    return { uid, gid: process.getgid?.() ?? -1, name: String(uid), home: home ?? '/' }
  }
}
