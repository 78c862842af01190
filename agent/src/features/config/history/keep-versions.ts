import type { Bus } from '../../../core/bus.ts'
import type { Clock } from '../../../core/clock.ts'
import type { Log } from '../../../core/log.ts'
import type { Files } from '../../../host/host.ts'
import { diffConfigs } from '../../../moltbot/config/changes/diff-configs.ts'
import { authorOf } from '../../../moltbot/config/history/author.ts'
import { formatPath } from '../../../moltbot/config/path.ts'
import { knownSecrets } from '../../../moltbot/config/secrets/secret-policy.ts'
import { maxConfigBytes } from '../../../moltbot/config/text/limits.ts'
import { parseConfig } from '../../../moltbot/config/text/parse-config.ts'
import { readCurrent } from '../current-config.ts'
import type { ConfigSubject, MoltBotStatus } from '../subject.ts'
import type { CopyStore } from './copy-store.ts'
import type { NewVersion, Person, VersionStore } from './version-store.ts'

/** What is said about a version that this agent is about to write. */
export interface OwnVersion {
  cause: string
  by: Person | null
  reason: string | null
  jobId: string | null
  auditEventId: string | null
}

export interface VersionKeeper {
  /**
   * To be called before a version is written, so that it is not taken for somebody else's.
   * @param where The instance, or the path of the file where that is not seen yet.
   */
  expect(where: string, hash: string, version: OwnVersion): void
  /** Keeps the copies of these, which a job needs until the next one of that instance. */
  hold(instanceId: string, hashes: readonly (string | null)[]): void
  /** Looks at the file and notes a version that is new, with a copy. Resolves when it is kept. */
  look(subject: ConfigSubject): Promise<void>
  /** Notes what is there now, and from then on whatever the status tells. */
  start(present: readonly ConfigSubject[]): void
  stop(): Promise<void>
}

export interface VersionKeeperDeps {
  files: Files
  clock: Clock
  bus: Bus
  log: Log
  versions: VersionStore
  copies: CopyStore
  /** @throws Problem for an instance that is gone */
  subject(instanceId: string): ConfigSubject
  /** Hashes of which the copies must stay. */
  needed(instanceId: string): Promise<string[]>
}

const maxExpected = 50

/** Keeps every version of each configuration, whoever wrote it. The status tells when a file is another one. */
export function createVersionKeeper(deps: VersionKeeperDeps): VersionKeeper {
  const { files, clock, bus, log, versions, copies } = deps
  const expected = new Map<string, OwnVersion>()
  const held = new Map<string, readonly string[]>()
  /** Hash and verdict that were last noted, so that a look every two seconds asks the database for nothing. */
  const noted = new Map<string, string>()
  /** One look at a time for each instance, since each compares with the one before. */
  const looks = new Map<string, Promise<void>>()
  let unsubscribe = () => undefined as unknown

  const note = async (subject: ConfigSubject): Promise<void> => {
    const { instanceId, status } = subject
    const current = await readCurrent(files, subject.installation)
    if (current === null) return
    const valid = status.config?.hash === current.hash ? (status.config.valid ?? null) : null
    const latest = await versions.latest(instanceId)
    if (latest?.hash === current.hash) {
      if (valid !== null && latest.valid !== (valid ? 1 : 0)) await versions.judge(latest.id, valid)
    } else {
      const previous = latest === null ? null : latest.hash
      await copies.keep(instanceId, current.text)
      await versions.add(instanceId, { ...(await describe(subject, current.text, current.hash, previous)), valid })
      // Said of one writing: whoever writes the same again, which anybody can who has seen it, does it on their own.
      for (const where of [instanceId, subject.installation.configPath]) expected.delete(keyOf(where, current.hash))
      const needed = [...(await deps.needed(instanceId)), ...(held.get(instanceId) ?? []), current.hash]
      const kept = new Set([...(await versions.prune(instanceId)), ...needed])
      await copies.prune(instanceId, kept)
      bus.publish('config', { instance_id: instanceId, hash: current.hash })
    }
    noted.set(instanceId, stampOf(current.hash, valid))
  }

  const describe = async (
    { instanceId, installation }: ConfigSubject,
    text: string,
    hash: string,
    previousHash: string | null,
  ): Promise<Omit<NewVersion, 'valid'>> => {
    const own = expected.get(keyOf(instanceId, hash)) ?? expected.get(keyOf(installation.configPath, hash))
    const backup = await files
      .readText(`${installation.configPath}.bak`, { ownerUid: installation.ownerUid, maxBytes: maxConfigBytes })
      .catch(() => null)
    const before = previousHash === null ? null : await copies.read(instanceId, previousHash)
    const told = authorOf({ text, previousHash, backup, own: new Map(own ? [[hash, own.cause]] : []) })
    const { by = null, reason = null, jobId = null, auditEventId = null } = own ?? {}
    const base = { hash, at: clock.now(), sizeBytes: Buffer.byteLength(text), by, reason, jobId, auditEventId }
    return { ...base, ...told, changedPaths: before === null ? [] : changedPaths(before, text) }
  }

  const look = (subject: ConfigSubject): Promise<void> => {
    const { instanceId } = subject
    const next = (looks.get(instanceId) ?? Promise.resolve()).then(() => note(subject))
    const quiet = next.catch(() => undefined)
    looks.set(instanceId, quiet)
    void quiet.then(() => {
      if (looks.get(instanceId) === quiet) looks.delete(instanceId)
    })
    return next
  }

  const lookQuietly = (subject: () => ConfigSubject, stamp: string, instanceId: string) => {
    const looked = async () => look(subject())
    looked().catch((error: unknown) => {
      // The same file would fail again at each look; another one is tried anew.
      noted.set(instanceId, stamp)
      log.warn('A version of the configuration could not be kept.', { instance: instanceId, error })
    })
  }

  const onStatus = ({ instance_id: instanceId, config }: MoltBotStatus) => {
    if (instanceId == null || config?.hash == null) return
    const stamp = stampOf(config.hash, config.valid)
    if (noted.get(instanceId) === stamp || looks.has(instanceId)) return
    lookQuietly(() => deps.subject(instanceId), stamp, instanceId)
  }

  return {
    expect(where, hash, version) {
      for (const [oldest] of expected) {
        if (expected.size < maxExpected) break
        expected.delete(oldest)
      }
      expected.set(keyOf(where, hash), version)
    },
    hold(instanceId, hashes) {
      held.set(
        instanceId,
        hashes.filter((hash) => hash !== null),
      )
    },
    look,
    start(present) {
      for (const subject of present) lookQuietly(() => subject, '', subject.instanceId)
      unsubscribe = bus.subscribe((name, payload) => {
        if (name === 'status') onStatus(payload as MoltBotStatus)
      })
    },
    async stop() {
      unsubscribe()
      await Promise.all(looks.values())
    },
  }
}

function keyOf(where: string, hash: string): string {
  return `${where} ${hash}`
}

function stampOf(hash: string, valid: boolean | null): string {
  return `${hash} ${valid}`
}

/** Names only; a text that cannot be read has none. */
function changedPaths(before: string, after: string): string[] {
  const [old, next] = [parseConfig(before), parseConfig(after)]
  if (!old.ok || !next.ok) return []
  const options = { policy: knownSecrets, version: null }
  return diffConfigs(old.config.document, next.config.document, options).changes.map(({ path }) => formatPath(path))
}
