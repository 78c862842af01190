import type { Files } from '../../../host/host.ts'
import { maxConfigBytes } from '../../../moltbot/config/text/limits.ts'
import { type ParsedConfig, parseConfig } from '../../../moltbot/config/text/parse-config.ts'
import type { CurrentConfig } from '../current-config.ts'
import type { CopyStore } from '../history/copy-store.ts'
import type { VersionStore } from '../history/version-store.ts'
import type { ConfigSubject } from '../subject.ts'

/** What a MoltBot that runs has in force, which is another configuration than a file that it refuses. */
export interface RunningConfig {
  /** MoltBot is known to refuse the file as it is. */
  refusesFile: boolean
  /** Null where it is not known. */
  config: ParsedConfig | null
  /**
   * The newest that this agent wrote, or saw MoltBot take; null where it has none. Beside its file MoltBot can put
   * whatever it wants to be believed, so what is dangerous is weighed against this.
   */
  witnessed: ParsedConfig | null
}

export interface RunningConfigDeps {
  files: Files
  versions: Pick<VersionStore, 'of' | 'page'>
  copies: Pick<CopyStore, 'read'>
}

const searchedVersions = 20

/** Looks for the file itself, for what the history has, and for what MoltBot keeps beside it after a good load. */
export function createRunningConfig(deps: RunningConfigDeps) {
  const { files, versions, copies } = deps

  const isRefused = async ({ instanceId, status }: ConfigSubject, { hash, reading }: CurrentConfig) => {
    if (!reading.ok) return true
    const told = status.config?.hash === hash ? (status.config.valid ?? null) : null
    if (told !== null) return !told
    return (await versions.of({ instance_id: instanceId, hash }))?.valid === 0
  }

  const fromHistory = async (instanceId: string, refused: string) => {
    let newest: { at: number; config: ParsedConfig } | null = null
    for (const { hash, valid, at, author } of await versions.page(instanceId, searchedVersions, undefined)) {
      const isWitnessed = valid === 1 || author === 'moltbot_ops'
      if (valid === 0 || hash === refused || (newest !== null && !isWitnessed)) continue
      const reading = parseConfig((await copies.read(instanceId, hash)) ?? '')
      if (!reading.ok) continue
      newest ??= { at, config: reading.config }
      if (isWitnessed) return { newest, witnessed: reading.config }
    }
    return { newest, witnessed: null }
  }

  const fromLastGood = async ({ configPath, ownerUid }: ConfigSubject['installation']) => {
    const path = `${configPath}.last-good`
    // MoltBot's own copy is a help; one that may not be read, or is none, tells nothing.
    const facts = await files.facts(path).catch(() => null)
    const text = await files.readText(path, { ownerUid, maxBytes: maxConfigBytes }).catch(() => null)
    if (facts === null || text === null) return null
    const reading = parseConfig(text)
    return reading.ok ? { at: facts.modifiedAt, config: reading.config } : null
  }

  return async (subject: ConfigSubject, current: CurrentConfig | null): Promise<RunningConfig> => {
    if (current === null) return { refusesFile: false, config: null, witnessed: null }
    if (!(await isRefused(subject, current))) {
      const config = current.reading.ok ? current.reading.config : null
      return { refusesFile: false, config, witnessed: config }
    }
    const { newest: kept, witnessed } = await fromHistory(subject.instanceId, current.hash)
    const found = [kept, await fromLastGood(subject.installation)]
    const [newest] = found.filter((one) => one !== null).toSorted((one, other) => other.at - one.at)
    return { refusesFile: true, config: newest?.config ?? null, witnessed }
  }
}
