import { posix } from 'node:path'
import type { Files } from '../../../host/host.ts'

/** The names that one log has in a folder: the file that is written to, and those that were put aside. */
export interface LogFamily {
  /** Canonical. */
  folder: string
  /** What every name of it begins with. */
  prefix: string
  /** The file that is written to; null where its name tells the day, so that the newest is it. */
  live: string | null
  /** Where a name stands in it; null for the name of something else. */
  rank(name: string): LogRank | null
}

export interface LogRank {
  /** YYYY-MM-DD; empty where names tell no day. */
  day: string
  /** 0 is what is written to, a greater number was put aside earlier. */
  number: number
}

export interface LogFamilyDeps {
  files: Pick<Files, 'facts' | 'resolve'>
  installation: { ownerUid: number; profile: string | null }
  /** `logging.file` of MoltBot's configuration as it is now; null where it names none. */
  logFile(): string | null
}

/** What MoltBot makes of a name that tells a day: from midnight on it writes to the file of the new one. */
const rolling = /^(openclaw(?:-[a-z0-9-]+)?)-(?:\d{4}-\d{2}-\d{2}|YYYY-MM-DD)\.log$/

/** Where the log of an installation lies now; null where nobody can say, or its folder is not there. */
export async function findLogFamily({ files, installation, logFile }: LogFamilyDeps): Promise<LogFamily | null> {
  const named = logFile()
  if (named !== null && !named.startsWith('/')) return null
  const path = named ?? (await defaultPath(files, installation))
  const folder = await files.resolve(posix.dirname(path))
  if (folder === null) return null
  const name = posix.basename(path)
  const daily = rolling.exec(name)?.[1]
  return daily === undefined ? familyOfFile(folder, name) : familyOfDays(folder, daily)
}

/** `gateway.1.log`, as MoltBot puts it aside, and `gateway.log.1`, as logrotate does. */
function familyOfFile(folder: string, name: string): LogFamily {
  const extension = posix.extname(name)
  const stem = name.slice(0, name.length - extension.length)
  const aside = new RegExp(`^${literal(stem)}(?:\\.(\\d{1,6}))?${literal(extension)}(?:\\.(\\d{1,6}))?$`)
  return {
    folder,
    prefix: stem,
    live: posix.join(folder, name),
    rank(other) {
      const match = aside.exec(other)
      return match === null ? null : { day: '', number: Number(match[1] ?? match[2] ?? 0) }
    },
  }
}

function familyOfDays(folder: string, family: string): LogFamily {
  const ofDay = new RegExp(`^${literal(family)}-(\\d{4}-\\d{2}-\\d{2})(?:\\.(\\d{1,6}))?\\.log(?:\\.(\\d{1,6}))?$`)
  return {
    folder,
    prefix: `${family}-`,
    live: null,
    rank(name) {
      const match = ofDay.exec(name)
      return match === null ? null : { day: match[1] ?? '', number: Number(match[2] ?? match[3] ?? 0) }
    },
  }
}

/** The text itself as a part of an expression. */
function literal(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')
}

/** MoltBot takes a folder of its own user only, and else makes one that nobody can have made before. */
async function defaultPath(
  files: LogFamilyDeps['files'],
  { ownerUid, profile }: LogFamilyDeps['installation'],
): Promise<string> {
  const shared = await files.facts('/tmp/openclaw')
  const folder = shared === null || shared.uid === ownerUid ? '/tmp/openclaw' : `/tmp/openclaw-${ownerUid}`
  const suffix = profile === null || profile.toLowerCase() === 'default' ? '' : `-${profileInName(profile)}`
  return `${folder}/openclaw${suffix}-YYYY-MM-DD.log`
}

/** A profile in a file name, so that no two have the same: what is no small letter or digit is written after a hyphen. */
function profileInName(profile: string): string {
  return Array.from(profile, (char) => {
    if (/[a-z0-9]/.test(char)) return char
    if (char === '-') return '--'
    if (char === '_') return '-0'
    return /[A-Z]/.test(char) ? `-1${char.toLowerCase()}` : `-2${char.codePointAt(0)?.toString(16)}-`
  }).join('')
}
