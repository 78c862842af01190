import type { Client, Schemas } from '@moltbot-ops/sdk'
import { ApiError } from '@moltbot-ops/sdk'
import { askSecret } from '../ask-secret.ts'
import { askLine } from '../consent/ask-line.ts'
import { Failure } from '../failure.ts'
import { readInput } from '../read-input.ts'
import type { Surroundings } from '../surroundings.ts'
import { printable } from '../words/printable.ts'
import { formatPath, patternOf, type SettingPath } from './setting-path.ts'

type Setting = Schemas['ConfigSetting']

/** A key or certificate chain is the longest that a setting holds. */
const most = 65_536

export interface ValueSource {
  path: SettingPath
  /** As it stands on the command line. */
  value?: string | undefined
  /** A file that holds it; `-` is standard input. */
  file?: string | undefined
  /** What the schema says of it; null where that is not known. */
  setting: Setting | null
}

/**
 * Reads the value of a setting from the command line, a file, or a person who types it, unseen where it is or may be a
 * secret.
 * @throws Failure
 */
export async function readValue(
  { path, value, file, setting }: ValueSource,
  surroundings: Surroundings,
): Promise<unknown> {
  const name = formatPath(path)
  const type = setting?.type ?? null
  if (value !== undefined) return parseValue(value, type, name)
  if (file !== undefined) {
    const text = await readInput(file, most, surroundings)
    return parseValue(text.replace(/\r?\n$/, ''), setting?.sensitive ? 'secret' : type, name)
  }
  if (setting !== null && !setting.sensitive) {
    return parseValue(
      await askLine(surroundings, `${printable(name)} (${printable(choicesOf(setting))}): `),
      type,
      name,
    )
  }
  const typed = await askSecret(surroundings, `${printable(name)} (not shown): `, most)
  if (typed === '') throw new Failure('usage', 'Nothing was typed. To take the setting away, use --unset.')
  return parseValue(typed, 'secret', name)
}

const choicesOf = ({ enum: choices, type }: Setting) => choices?.join(' | ') ?? type

/**
 * JSON where it is JSON, else a text. Where the schema wants a text, it is one whatever it looks like, unless it is
 * quoted; where it wants none, a text is refused here already.
 * @throws Failure
 */
export function parseValue(text: string, type: string | null, name: string): unknown {
  const json = parsed(text)
  if (type === 'string') return typeof json === 'string' ? json : text
  // A secret may be given as a reference to where it is kept.
  if (type === 'secret') return typeof json === 'object' && json !== null ? json : text
  if (json !== undefined) return json
  if (type !== null && /^(list of .*|map|boolean|integer|number)$/.test(type)) {
    const example = type.startsWith('list')
      ? `'["a", "b"]'`
      : type === 'map'
        ? `'{"a": 1}'`
        : type === 'boolean'
          ? 'true'
          : '1'
    throw new Failure('usage', `${name} takes this: ${type}. Write it as JSON, such as ${example}.`)
  }
  return text
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** What the installed version's schema says of a setting; null where it says nothing, or is not known. */
export async function findSetting(
  client: Client,
  path: SettingPath,
  instance: { instance_id?: string },
): Promise<Setting | null> {
  const pattern = patternOf(path)
  try {
    const { settings } = await client.getConfigSchema({ query: { ...instance, path: pattern } })
    return settings.find((setting) => fits(setting.path, pattern)) ?? null
  } catch (error) {
    // The agent judges the value anyway; here it only helps to read it.
    if (error instanceof ApiError) return null
    throw error
  }
}

function fits(path: string, pattern: string): boolean {
  const [parts, wanted] = [path.split('.'), pattern.split('.')]
  return parts.length === wanted.length && parts.every((part, index) => part === '*' || part === wanted[index])
}
