import type { Owner } from '../../../effects.ts'

export interface PasswdEntry extends Owner {
  /** The fifth field: a name or a remark for people. */
  comment: string
}

/** One line of passwd(5); null when it is none. */
export function parsePasswdEntry(line: string): PasswdEntry | null {
  const [name, , uid, gid, comment = '', home] = line.trim().split(':')
  if (!name || !home?.startsWith('/')) return null
  if (!isId(uid) || !isId(gid)) return null
  return { name, uid: Number(uid), gid: Number(gid), home, comment }
}

function isId(text: string | undefined): text is string {
  return text !== undefined && /^\d{1,10}$/.test(text)
}
