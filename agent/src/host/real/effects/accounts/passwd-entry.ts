import type { Owner } from '../../../effects.ts'

/** One line of passwd(5); null when it is none. */
export function parsePasswdEntry(line: string): Owner | null {
  const [name, , uid, gid, , home] = line.trim().split(':')
  if (!name || !home?.startsWith('/')) return null
  if (!isId(uid) || !isId(gid)) return null
  return { name, uid: Number(uid), gid: Number(gid), home }
}

function isId(text: string | undefined): text is string {
  return text !== undefined && /^\d{1,10}$/.test(text)
}
