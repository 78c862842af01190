import type { MarkKind } from '../../../ui/Mark.tsx'
import { ago } from '../../../ui/time-words.ts'
import type { ConfigTrial, ConfigVersion } from '../../../wire.ts'
import { historyWords as words } from './history-words.ts'

type Person = ConfigVersion['by']

/** A person as others know them: `user:anna` is anna. */
export function personName({ name }: NonNullable<Person>): string {
  return name.replace(/^(?:user|token):/, '')
}

export function whoWrote({ author, by }: Pick<ConfigVersion, 'author' | 'by'>): string {
  if (author === 'moltbot') return words.who.moltbot
  if (author === 'person') return words.who.person
  if (author === 'unknown') return words.who.unknown
  if (by === null) return words.who.itself
  return by.via === 'terminal' ? words.who.terminal : words.who.through(personName(by))
}

export interface Head {
  mark?: MarkKind
  tone?: 'warn'
  verdict: string
  cause: string
}

/** How the newest version stands. Times are this browser's. */
export function headOf(versions: readonly ConfigVersion[], now: number, hostOffset: number): Head {
  const [newest] = versions
  if (newest === undefined) return words.none
  if (newest.valid === false) return { mark: 'look', tone: 'warn', ...words.invalid }
  // A figure is not torn from its unit.
  const age = ago(Date.parse(newest.at) - hostOffset, now).replace(/(?<=\d) |(?<=\bh) /g, '\u00a0')
  if (versions.length === 1 && newest.author === 'unknown') {
    return { verdict: words.unchanged.verdict, cause: words.unchanged.cause(age) }
  }
  return { verdict: words.changed(age), cause: newest.by === null ? newest.cause : words.by(whoWrote(newest)) }
}

export interface Neighbours {
  version: ConfigVersion
  /** The one that replaced it; null for the newest. */
  next: ConfigVersion | null
  /** The one that it replaced; null for the oldest that is known. */
  previous: ConfigVersion | null
}

/**
 * What a version is called in an address: when it came. That is its own, while one hash can be there many times. Without
 * a dot, because an address with one is taken for that of a file.
 */
export const versionKey = ({ at }: Pick<ConfigVersion, 'at'>): string => at.replace(/[-:.]/g, '')

export function findVersion(versions: readonly ConfigVersion[], key: string): Neighbours | null {
  const index = versions.findIndex((version) => versionKey(version) === key)
  const version = versions[index]
  if (version === undefined) return null
  return { version, next: versions[index - 1] ?? null, previous: versions[index + 1] ?? null }
}

interface Asked {
  version: ConfigVersion
  current: ConfigVersion | undefined
  mayChange: boolean
  trials: readonly ConfigTrial[]
}

/** Why a version cannot be put back; undefined when it can be asked for. */
export function notYetBack({ version, current, mayChange, trials }: Asked): string | undefined {
  const { notYet } = words.revert
  if (version.current) return notYet.current
  if (!version.restorable) return notYet.notKept
  if (current?.hash === version.hash) return notYet.same
  if (!mayChange) return notYet.role
  const onTrial = trials.some(({ hash, previous_hash }) => hash === current?.hash && previous_hash !== version.hash)
  return onTrial ? notYet.trial : undefined
}

/** `sha256:9f2c41d0…e58`: enough to tell two apart. */
export function shortHash(hash: string): string {
  const digits = hash.replace(/^sha256:/, '')
  return `${digits.slice(0, 8)}…${digits.slice(-4)}`
}
