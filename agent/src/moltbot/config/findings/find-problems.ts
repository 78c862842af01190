import { type JsonObject, numberAt, objectAt, textAt } from '../../json.ts'
import { type ConfigPath, formatPath } from '../path.ts'
import { isReloadOff } from '../reload/effect-of.ts'
import type { SchemaIndex } from '../schema/schema-index.ts'
import { isSecretRef, isSubstitution } from '../secrets/reference.ts'
import type { SecretPolicy } from '../secrets/secret-policy.ts'
import { findPlace } from '../text/find-place.ts'
import type { ParsedConfig } from '../text/parse-config.ts'
import type { Place } from '../text/syntax.ts'

/** Something in a config that is worth a look, or that MoltBot will not take. */
export interface ConfigFinding {
  code: string
  /** `error` only for what the schema forbids. */
  severity: 'error' | 'warning'
  path: ConfigPath
  title: string
  /** What to do about it. */
  fix: string
  /** Where it stands in the text; null where nothing stands there, or there is no text. */
  place: Place | null
}

export interface FindingDeps {
  policy: SecretPolicy
  /** Null where the schema of the installed version is not known. */
  schema: SchemaIndex | null
  /** Ports of other gateways on this machine, by the name to show. */
  otherPorts: ReadonlyMap<number, string>
}

const defaultPort = 18_789
const maxFindings = 200
/** One finding for each secret would hide the others. */
const maxPlainSecrets = 20

/** Our own look at a config, in a few milliseconds: it asks nobody and runs nothing. */
export function findProblems(document: JsonObject, config: ParsedConfig | null, deps: FindingDeps): ConfigFinding[] {
  const found = [
    ...duplicateKeys(config),
    ...brokenSchema(document, deps),
    ...exposure(document),
    ...startRules(document),
    ...portClash(document, deps),
    ...plainSecrets(document, deps),
  ]
  return found
    .slice(0, maxFindings)
    .map((finding) => ({ ...finding, place: finding.place ?? findPlace(config, finding.path) }))
}

function warning(code: string, path: ConfigPath, title: string, fix: string): ConfigFinding {
  return { code, severity: 'warning', path, title, fix, place: null }
}

function duplicateKeys(config: ParsedConfig | null): ConfigFinding[] {
  return (config?.warnings ?? []).map(({ path, message, place }) => ({
    ...warning('duplicate_key', path, message, 'Leave one of them.'),
    place,
  }))
}

function brokenSchema(document: JsonObject, { schema }: FindingDeps): ConfigFinding[] {
  return (schema?.check(document) ?? []).map(({ code, path, message }) => {
    const fix =
      code === 'unknown_key' ? 'Remove it, or write the name that this version knows.' : 'Write a value that fits.'
    return { code, severity: 'error', path, title: message, fix, place: null }
  })
}

function exposure(document: JsonObject): ConfigFinding[] {
  const gateway = objectAt(document, 'gateway')
  const auth = objectAt(gateway, 'auth')
  const mode = textAt(auth, 'mode')
  const bind = textAt(gateway, 'bind')
  const published = textAt(objectAt(gateway, 'tailscale'), 'mode') === 'funnel'
  const isExposed = (bind !== null && bind !== 'loopback') || published
  const hasSecret = isGiven(auth?.token) || isGiven(auth?.password)
  if (mode === 'none') {
    const path = ['gateway', 'auth', 'mode']
    return isExposed
      ? [
          warning(
            'exposed_without_auth',
            path,
            'Anybody on the network controls MoltBot: it listens beyond this machine and asks for no login.',
            'Set gateway.bind to "loopback", or gateway.auth.mode to "token" with a token.',
          ),
        ]
      : [
          warning(
            'no_auth',
            path,
            'Every program and every web page on this machine can control MoltBot.',
            'Set gateway.auth.mode to "token" with a token.',
          ),
        ]
  }
  const found: ConfigFinding[] = []
  if (isExposed && !hasSecret && mode !== 'trusted-proxy') {
    const fix = 'Set gateway.auth.token, or gateway.bind to "loopback".'
    found.push(
      warning(
        'exposed_without_auth',
        ['gateway', 'auth'],
        'MoltBot listens beyond this machine and no login is set.',
        fix,
      ),
    )
  } else if (!hasSecret && mode !== 'trusted-proxy') {
    const title = 'Without a token MoltBot makes one up at every start, and nobody else knows it.'
    found.push(warning('no_token', ['gateway', 'auth', 'token'], title, 'Set gateway.auth.token.'))
  } else if (isExposed) {
    const path = published ? ['gateway', 'tailscale', 'mode'] : ['gateway', 'bind']
    found.push(
      warning(
        'exposed',
        path,
        'MoltBot can be reached from outside of this machine.',
        'Set gateway.bind to "loopback" unless that is wanted.',
      ),
    )
  }
  return found
}

function isGiven(value: unknown): boolean {
  return (typeof value === 'string' && value !== '') || isSecretRef(value)
}

function startRules(document: JsonObject): ConfigFinding[] {
  const found: ConfigFinding[] = []
  if (textAt(objectAt(document, 'gateway'), 'mode') === null) {
    found.push(
      warning(
        'no_gateway_mode',
        ['gateway', 'mode'],
        'MoltBot does not start without gateway.mode.',
        'Set it to "local".',
      ),
    )
  }
  if (isReloadOff(document)) {
    const title = 'Changes of this file wait for the next start, also those of secrets.'
    found.push(warning('reload_off', ['gateway', 'reload', 'mode'], title, 'Set it to "hybrid", or remove it.'))
  }
  if (textAt(objectAt(document, 'logging'), 'file', 4096) === null) {
    const title = 'Several gateways on this machine would write into one default log file.'
    found.push(warning('no_log_file', ['logging', 'file'], title, 'Set logging.file to a path of this MoltBot.'))
  }
  return found
}

function portClash(document: JsonObject, { otherPorts }: FindingDeps): ConfigFinding[] {
  const port = numberAt(objectAt(document, 'gateway'), 'port') ?? defaultPort
  const other = otherPorts.get(port)
  if (other === undefined) return []
  const path = ['gateway', 'port']
  return [warning('port_clash', path, `Port ${port} belongs to ${other}.`, 'Choose another port.')]
}

function plainSecrets(document: JsonObject, { policy }: FindingDeps): ConfigFinding[] {
  return policy
    .find(document)
    .filter(({ value }) => typeof value !== 'string' || !isSubstitution(value))
    .slice(0, maxPlainSecrets)
    .map(({ path }) => {
      const name = formatPath(path)
      const fix =
        'Keep it in the environment of MoltBot, and refer to it as { source: "env", provider: "default", id: "NAME" }.'
      return warning(
        'plaintext_secret',
        path,
        `The secret at ${name} stands in plain text, where MoltBot itself can read it.`,
        fix,
      )
    })
}
