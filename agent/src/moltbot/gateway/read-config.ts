import { createHash } from 'node:crypto'
import JSON5 from 'json5'
import { type FileFacts, type Host, HostError } from '../../host/host.ts'
import { isObject, type JsonObject, numberAt, objectAt, textAt } from '../json.ts'
import { secretsIn } from './secrets-in.ts'

/** What the agent needs of a config. Nothing of it but names is ever stored or shown. */
export interface GatewayConfig {
  /** `sha256:<hex>` of the file. */
  hash: string
  modifiedAt: number
  /** Null when it could be parsed. */
  parseError: string | null
  port: number | null
  bind: string | null
  authMode: string | null
  credential: { token: string } | { password: string } | null
  logFile: string | null
  /** Ids of channels that are switched on. */
  channels: string[]
  /** Dotted names of all values, for telling what an edit touched. */
  leaves: ReadonlyMap<string, string>
}

export type ConfigReading =
  | { kind: 'read'; config: GatewayConfig }
  | { kind: 'missing' }
  | { kind: 'refused'; reason: HostError['reason']; message: string }

/** JSON5 is parsed at about 4 MB/s, and nothing else runs meanwhile. */
const maxConfigBytes = 512 * 1024
const maxDepth = 64
const maxLeaves = 5000

export interface ConfigReader {
  /** The config as it is now; parsed again only when the file is another one. */
  read(path: string, ownerUid: number): Promise<ConfigReading>
}

/** Reads a config in JSON5, bounded and with the owner's rights. Every secret in it is told to `onSecret`. */
export function createConfigReader(host: Host, onSecret: (name: string, value: string) => void): ConfigReader {
  let known: { stamp: string; reading: ConfigReading } | null = null
  return {
    async read(path, ownerUid) {
      try {
        const place = await host.files.resolve(path)
        const facts = place === null ? null : await host.files.facts(place)
        if (place === null || facts === null) return { kind: 'missing' }
        const stamp = stampOf(place, facts)
        if (known?.stamp === stamp) return known.reading
        const text = await host.files.readText(place, { ownerUid, maxBytes: maxConfigBytes })
        if (text === null) return { kind: 'missing' }
        const reading = { kind: 'read' as const, config: parseConfig(text, facts.modifiedAt, onSecret) }
        known = { stamp, reading }
        return reading
      } catch (error) {
        if (!(error instanceof HostError)) throw error
        return { kind: 'refused', reason: error.reason, message: error.message }
      }
    },
  }
}

function stampOf(place: string, { inode, size, modifiedAt }: FileFacts): string {
  return `${place} ${inode} ${size} ${modifiedAt}`
}

export function parseConfig(
  text: string,
  modifiedAt: number,
  onSecret: (name: string, value: string) => void,
): GatewayConfig {
  const hash = `sha256:${createHash('sha256').update(text).digest('hex')}`
  const { root, parseError } = parse(text)
  for (const { path, value } of secretsIn(root)) onSecret(path, value)
  const gateway = objectAt(root, 'gateway')
  const auth = objectAt(gateway, 'auth')
  const credential = credentialOf(auth)
  // Told by itself: the rest is bounded, and a config may hold any number of other secrets before it.
  for (const [name, value] of Object.entries(credential ?? {})) onSecret(`gateway.auth.${name}`, value)
  const port = numberAt(gateway, 'port')
  return {
    hash,
    modifiedAt,
    parseError,
    port: port !== null && Number.isInteger(port) && port > 0 && port < 65_536 ? port : null,
    bind: textAt(gateway, 'bind'),
    authMode: textAt(auth, 'mode'),
    credential,
    logFile: textAt(objectAt(root, 'logging'), 'file', 4096),
    channels: Object.entries(objectAt(root, 'channels') ?? {})
      .filter(([name, value]) => isObject(value) && value.enabled !== false && name !== 'defaults')
      .map(([name]) => name.slice(0, 64))
      .slice(0, 50),
    leaves: leavesOf(root),
  }
}

function parse(text: string): { root: JsonObject; parseError: string | null } {
  try {
    const root: unknown = JSON5.parse(text)
    if (isDeeperThan(maxDepth, root)) return { root: {}, parseError: 'The file is nested too deeply' }
    return isObject(root) ? { root, parseError: null } : { root: {}, parseError: 'The file holds no object' }
  } catch (error) {
    return { root: {}, parseError: error instanceof Error ? error.message.slice(0, 200) : 'not JSON5' }
  }
}

function isDeeperThan(levels: number, value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false
  return levels === 0 || Object.values(value).some((inner) => isDeeperThan(levels - 1, inner))
}

/** A value such as `${NAME}` stands for a variable of the gateway's process and is no credential itself. */
function credentialOf(auth: JsonObject | null): GatewayConfig['credential'] {
  const plain = (key: string) => {
    const value = textAt(auth, key, 4096)
    return value === null || value === '' || value.includes('${') ? null : value
  }
  const token = plain('token')
  const password = plain('password')
  if (password !== null && (token === null || auth?.mode === 'password')) return { password }
  return token === null ? null : { token }
}

/** Values are kept as short hashes, so that an edit can be told without keeping what was in the file. */
function leavesOf(root: JsonObject): Map<string, string> {
  const leaves = new Map<string, string>()
  const visit = (value: unknown, path: string) => {
    if (leaves.size >= maxLeaves) return
    if (isObject(value) && Object.keys(value).length > 0) {
      for (const [key, inner] of Object.entries(value)) visit(inner, path === '' ? key : `${path}.${key}`)
    } else
      leaves.set(
        path,
        createHash('sha256')
          .update(JSON.stringify(value) ?? '')
          .digest('base64url')
          .slice(0, 16),
      )
  }
  visit(root, '')
  return leaves
}
