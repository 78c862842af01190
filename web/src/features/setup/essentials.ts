import type { Schemas } from '@moltbot-ops/sdk'
import { setupWords } from './setup-words.ts'

const words = setupWords.essentials

export interface Essential {
  name: string
  value: string
  /** MoltBot can do little before somebody sets it. */
  missing: boolean
}

/** The few settings that decide whether MoltBot can talk, and who may reach it. Secrets come masked and stay so. */
export function essentialsOf({ config }: Pick<Schemas['Config'], 'config'>): Essential[] {
  const gateway = at(config, 'gateway')
  const model = modelOf(at(config, 'agents', 'defaults')?.model)
  const channels = Object.entries(at(config, 'channels') ?? {})
    .filter(([name, value]) => name !== 'defaults' && isObject(value) && value.enabled !== false)
    .map(([name]) => name)
  const port = typeof gateway?.port === 'number' ? gateway.port : null
  const hasAuth = at(config, 'gateway', 'auth')?.mode !== 'none' && at(config, 'gateway', 'auth') !== null
  return [
    { name: words.model, value: model ?? words.noModel, missing: model === null },
    { name: words.channels, value: channels.join(', ') || words.noChannels, missing: channels.length === 0 },
    {
      name: words.reached,
      value: `${gateway?.bind === undefined || gateway.bind === 'loopback' ? words.loopback : words.bound(String(gateway.bind))}${port === null ? '' : `, ${words.port(port)}`}`,
      missing: false,
    },
    { name: words.auth, value: hasAuth ? words.token : words.noToken, missing: !hasAuth },
  ]
}

/** A model is a name, or an object with the first one under `primary`. */
function modelOf(model: unknown): string | null {
  const name = isObject(model) ? model.primary : model
  return typeof name === 'string' && name !== '' ? name : null
}

function at(value: unknown, ...path: string[]): Record<string, unknown> | null {
  const found = path.reduce<unknown>((inside, name) => (isObject(inside) ? inside[name] : undefined), value)
  return isObject(found) ? found : null
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
