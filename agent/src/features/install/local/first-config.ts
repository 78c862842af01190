import { join } from 'node:path'

/** Settings that the installation decides; a person's own may not say otherwise here. */
export interface FirstConfigOptions {
  port: number
  /** The gateway's token: always set, because without one MoltBot makes a new one at each start. */
  token: string
  stateDir: string
  bind: 'loopback' | 'lan'
  /** Settings beyond the minimum. */
  more: Record<string, unknown>
}

/**
 * The smallest configuration that is safe: loopback alone, a token, a log of its own, no updates by itself. Keys and
 * meaning: the runtime's documentation of `gateway`, `logging` and `update`.
 */
export function firstConfig({ port, token, stateDir, bind, more }: FirstConfigOptions): Record<string, unknown> {
  const minimum = {
    gateway: { mode: 'local', port, bind, auth: { mode: 'token', token } },
    logging: { file: join(stateDir, 'logs', 'gateway.log') },
    update: { checkOnStart: false },
  }
  return overlay(more, minimum)
}

/** `over` wins; objects are merged, everything else is replaced. */
function overlay(under: Record<string, unknown>, over: Record<string, unknown>): Record<string, unknown> {
  const merged: Record<string, unknown> = { ...under }
  for (const [name, value] of Object.entries(over)) {
    const before = merged[name]
    merged[name] = isObject(before) && isObject(value) ? overlay(before, value) : value
  }
  return merged
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
