import type { Clock } from '../../core/clock.ts'
import type { Ids } from '../../core/ids.ts'
import type { Log } from '../../core/log.ts'
import type { Effects } from '../../host/effects.ts'
import { readSchemaWithMoltbot, schemaOfRpc } from '../../moltbot/config/installed/read-schema.ts'
import { createSchemaIndex, type SchemaIndex, type SchemaSource } from '../../moltbot/config/schema/schema-index.ts'
import type { JsonObject } from '../../moltbot/json.ts'
import { parseObject } from '../../moltbot/json.ts'
import { candidatePrefix, programOf } from './moltbot-program.ts'
import type { SchemaFiles } from './schema-files.ts'
import { type ConfigSubject, versionOf } from './subject.ts'

/** The schemas of installed versions, each read once. */
export interface SchemaStore {
  /** What is known without asking MoltBot; null when nothing is. */
  known(subject: ConfigSubject): Promise<SchemaIndex | null>
  /** Asks MoltBot where nothing is known, which may take ten seconds; null when it cannot be asked. */
  of(subject: ConfigSubject): Promise<SchemaIndex | null>
  /** Every schema in memory, for telling secrets by the rules of all of them. */
  loaded(): readonly SchemaIndex[]
}

export interface SchemaStoreDeps {
  effects: Pick<Effects, 'programs' | 'folders' | 'accounts'>
  clock: Clock
  ids: Pick<Ids, 'id'>
  log: Log
  schemaFiles: SchemaFiles
  /** Asks a running gateway; null when it is not connected. */
  askGateway(instanceId: string, method: string): Promise<JsonObject | null>
}

/** Two or three versions are met at an upgrade. */
const maxLoaded = 3
/** A MoltBot that could not be asked is not asked again at every request. */
const retryMs = 60_000

export function createSchemaStore(deps: SchemaStoreDeps): SchemaStore {
  const { clock, log, schemaFiles } = deps
  const loaded = new Map<string, SchemaIndex>()
  const asking = new Map<string, Promise<SchemaIndex | null>>()
  const failedAt = new Map<string, number>()

  const keep = (source: SchemaSource): SchemaIndex => {
    const index = createSchemaIndex(source)
    loaded.delete(source.version)
    loaded.set(source.version, index)
    for (const [oldest] of loaded) {
      if (loaded.size <= maxLoaded) break
      loaded.delete(oldest)
    }
    return index
  }

  const fromDisk = async (version: string): Promise<SchemaIndex | null> => {
    const text = await schemaFiles.read(version)
    const source = text === null ? null : schemaOfRpc(parseObject(text))
    return source?.version === version ? keep(source) : null
  }

  const known = async (subject: ConfigSubject): Promise<SchemaIndex | null> => {
    const version = versionOf(subject)
    return version === null ? null : (loaded.get(version) ?? (await fromDisk(version)))
  }

  /** The running gateway knows hints too, which tell the essential settings from the thousands. */
  const ask = async (subject: ConfigSubject, version: string): Promise<SchemaIndex | null> => {
    const told = schemaOfRpc(await deps.askGateway(subject.instanceId, 'config.schema'))
    const source = told?.version === version ? told : await askProgram(subject)
    if (source === null) return null
    const index = keep(source)
    await schemaFiles.write(version, JSON.stringify(source))
    return index
  }

  const askProgram = async (subject: ConfigSubject): Promise<SchemaSource | null> => {
    const program = await programOf(subject, deps.effects)
    if (program === null) return null
    return readSchemaWithMoltbot(program, { effects: deps.effects, name: `${candidatePrefix}${deps.ids.id('sc')}` })
  }

  const of = async (subject: ConfigSubject): Promise<SchemaIndex | null> => {
    const version = versionOf(subject)
    if (version === null) return null
    const here = await known(subject)
    if (here !== null && here.hints.size > 0) return here
    const key = `${version} ${subject.installation.identity}`
    if (clock.monotonic() - (failedAt.get(key) ?? Number.NEGATIVE_INFINITY) < retryMs) return here
    const asked = asking.get(key) ?? (here === null ? ask(subject, version) : askForHints(subject, here))
    asking.set(key, asked)
    try {
      const index = await asked
      if (index === null || index.hints.size === 0) failedAt.set(key, clock.monotonic())
      return index
    } catch (error) {
      failedAt.set(key, clock.monotonic())
      log.warn('MoltBot could not be asked for the schema of its configuration.', { version, error })
      return here
    } finally {
      asking.delete(key)
    }
  }

  /** What came from the command line is made better when a gateway answers. */
  const askForHints = async (subject: ConfigSubject, here: SchemaIndex): Promise<SchemaIndex> => {
    const told = schemaOfRpc(await deps.askGateway(subject.instanceId, 'config.schema'))
    if (told?.version !== here.version) return here
    await schemaFiles.write(here.version, JSON.stringify(told))
    return keep(told)
  }

  return { known, of, loaded: () => [...loaded.values()] }
}
