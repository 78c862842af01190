import type { components } from '@moltbot-ops/api/types'
import { Problem, type ProblemDetail } from '../../../core/problem.ts'
import type { Files } from '../../../host/host.ts'
import { type ConfigChange, type ConfigDiff, diffConfigs } from '../../../moltbot/config/changes/diff-configs.ts'
import { hashOf } from '../../../moltbot/config/history/author.ts'
import { type ConfigPath, formatPath } from '../../../moltbot/config/path.ts'
import type { SchemaIssue } from '../../../moltbot/config/schema/check-document.ts'
import type { SchemaIndex } from '../../../moltbot/config/schema/schema-index.ts'
import { knownSecrets, type SecretPolicy } from '../../../moltbot/config/secrets/secret-policy.ts'
import { unmaskConfig } from '../../../moltbot/config/secrets/unmask.ts'
import { meansTheSame, unmaskText } from '../../../moltbot/config/secrets/unmask-text.ts'
import { editConfig } from '../../../moltbot/config/text/edit-config.ts'
import { isLargerThan, maxConfigBytes, refuseDocument } from '../../../moltbot/config/text/limits.ts'
import { type ParsedConfig, parseConfig } from '../../../moltbot/config/text/parse-config.ts'
import { isObject, type JsonObject } from '../../../moltbot/json.ts'
import { type CurrentConfig, readCurrent } from '../current-config.ts'
import { withPrefix } from '../history/copy-store.ts'
import { type ConfigSubject, versionOf } from '../subject.ts'
import { judgeInForce } from './in-force.ts'
import type { RunningConfig } from './running-config.ts'

export type ConfigRequest = Pick<components['schemas']['ConfigApplyRequest'], 'config' | 'text' | 'base_hash'>

/** A change that could be made: the file as it is, and as it would be. Holds secrets. */
export interface PreparedChange {
  subject: ConfigSubject
  /** Null when there is no file yet. */
  current: CurrentConfig | null
  before: JsonObject
  after: ParsedConfig
  hash: string
  /** What changes in the file, with what that means for a MoltBot that runs. */
  diff: ConfigDiff
  /** MoltBot refuses the file as it is. */
  repairs: boolean
  /** What a MoltBot that runs has in force; null where it is not known. */
  runsWith: JsonObject | null
  /** What the file has already, and MoltBot takes only with this change, since it refuses the file as it is. */
  comesIntoForce: ConfigChange[]
  commentsLost: string[]
  /** What the schema forbids and what the file does not have already. */
  issues: SchemaIssue[]
  policy: SecretPolicy
}

export interface PrepareDeps {
  files: Files
  /** The schema as far as it is known without asking MoltBot. */
  schemaOf(subject: ConfigSubject): Promise<SchemaIndex | null>
  running(subject: ConfigSubject, current: CurrentConfig | null): Promise<RunningConfig>
}

/**
 * Reads what is asked for against what is there: masks become secrets again, and only what differs is written anew.
 * @throws Problem validation_failed, config_stale, config_unreadable, payload_too_large
 */
export async function prepareChange(
  { config, text, base_hash: base }: ConfigRequest,
  subject: ConfigSubject,
  deps: PrepareDeps,
): Promise<PreparedChange> {
  const current = await readCurrent(deps.files, subject.installation)
  demandBase(base, current)
  if (isLargerThan(config, maxConfigBytes)) throw tooLarge()
  const refused = refuseDocument(config)
  if (refused) throw invalid(refused.message, [{ path: refused.path, message: refused.message }])
  const schema = await deps.schemaOf(subject)
  const policy = schema?.policy ?? knownSecrets
  const readable = current?.reading.ok ? current.reading.config : null
  const wanted = text === undefined ? fromDocument(config, readable, policy) : fromText(text, config, readable, policy)
  return measure({ ...wanted, subject, current, policy, schema, running: await deps.running(subject, current) })
}

/** The same for a text that is known to be good, such as an earlier version. */
export async function prepareText(text: string, base: string | undefined, subject: ConfigSubject, deps: PrepareDeps) {
  const current = await readCurrent(deps.files, subject.installation)
  demandBase(base, current)
  const schema = await deps.schemaOf(subject)
  const policy = schema?.policy ?? knownSecrets
  const running = await deps.running(subject, current)
  return measure({ text, commentsLost: [], subject, current, policy, schema, running })
}

interface Wanted {
  text: string
  commentsLost: string[]
}

function fromDocument(config: JsonObject, readable: ParsedConfig | null, policy: SecretPolicy): Wanted {
  const unmasked = unmaskConfig(config, readable?.document ?? {}, policy)
  if (!unmasked.ok) throw invalid('A mask stands where it means nothing.', unmasked.problems)
  if (Buffer.byteLength(JSON.stringify(unmasked.document, null, 2)) > maxConfigBytes) throw tooLarge()
  return editConfig(readable?.text ?? '', unmasked.document)
}

function fromText(text: string, config: JsonObject, readable: ParsedConfig | null, policy: SecretPolicy): Wanted {
  const reading = parseConfig(text)
  if (!reading.ok) throw invalid('The text cannot be read.', reading.problems, '/text')
  if (!meansTheSame(text, config)) {
    throw invalid(
      'text and config say different things.',
      [{ path: [], message: 'does not mean what config says' }],
      '/text',
    )
  }
  const unmasked = unmaskText(text, readable ?? emptyConfig(), policy)
  if (!unmasked.ok) throw invalid(unmasked.problems[0]?.message ?? 'It cannot be read.', unmasked.problems, '/text')
  return { text: unmasked.text, commentsLost: [] }
}

function measure({
  text,
  commentsLost,
  subject,
  current,
  policy,
  schema,
  running,
}: Wanted & {
  subject: ConfigSubject
  current: CurrentConfig | null
  policy: SecretPolicy
  schema: SchemaIndex | null
  running: RunningConfig
}): PreparedChange {
  const reading = parseConfig(text)
  if (!reading.ok) {
    if (reading.problems[0]?.code === 'too_large') throw tooLarge()
    throw new Problem('config_unreadable', reading.problems[0]?.message ?? 'The configuration cannot be read.')
  }
  const after = reading.config
  const { refusesFile: repairs } = running
  const runsWith = running.config?.document ?? null
  const before = (current?.reading.ok ? current.reading.config.document : runsWith) ?? {}
  const options = { policy, version: versionOf(subject) }
  const onDisk = diffConfigs(before, after.document, options)
  const inForce = runsWith && diffConfigs(runsWith, after.document, options)
  const { diff, comesIntoForce } = repairs
    ? judgeInForce(onDisk, inForce, diffConfigs(witnessedOf(running, after), after.document, options))
    : { diff: onDisk, comesIntoForce: [] }
  const known = new Set((schema?.check(before) ?? []).map(keyOf))
  const issues = (schema?.check(after.document) ?? []).filter((issue) => !known.has(keyOf(issue)))
  const judged = { diff, repairs, runsWith, comesIntoForce, issues }
  return { subject, current, before, after, hash: hashOf(text), commentsLost, policy, ...judged }
}

/** Where nothing is witnessed every single setting is new, not only the section that it stands in. */
function witnessedOf({ witnessed }: RunningConfig, after: ParsedConfig): JsonObject {
  return witnessed?.document ?? sectionsOf(after.document)
}

function sectionsOf(document: JsonObject): JsonObject {
  const sections = Object.entries(document).filter((entry): entry is [string, JsonObject] => isObject(entry[1]))
  return Object.fromEntries(sections.map(([name, section]) => [name, sectionsOf(section)]))
}

function demandBase(base: string | undefined, current: CurrentConfig | null): void {
  if (base === undefined || withPrefix(base) === current?.hash) return
  throw new Problem('config_stale', 'The configuration was changed since it was read. Read it again, then change it.')
}

/** A masked text says the same as a masked document, so both are compared without a file. */
function emptyConfig(): ParsedConfig {
  const reading = parseConfig('{}')
  if (!reading.ok) throw new Error('an empty object was not read')
  return reading.config
}

function keyOf({ code, path }: SchemaIssue): string {
  return `${code} ${formatPath(path)}`
}

function tooLarge(): Problem {
  return new Problem('payload_too_large', `A configuration may have ${maxConfigBytes / 1024} KiB at most.`)
}

function invalid(message: string, problems: readonly { path: ConfigPath; message: string }[], at = '/config'): Problem {
  const details = problems
    .slice(0, 20)
    .map((problem): ProblemDetail => ({ path: pointer(at, problem.path), message: problem.message }))
  return new Problem('validation_failed', message, { details })
}

/** JSON pointer (RFC 6901). */
function pointer(at: string, path: ConfigPath): string {
  return at + path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')
}
