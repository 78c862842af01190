import { posix } from 'node:path'
import type { ServiceDefinition } from '../../../effects.ts'
import { HostError } from '../../../host.ts'

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what this refuses
const control = /[\u0000-\u001F\u007F]/
const secretName = /(?:TOKEN|SECRET|PASSWORD|PASSPHRASE|API_?KEY|PRIVATE_KEY|CREDENTIALS?)$/i

/**
 * Refuses what the real managers refuse.
 * @throws HostError unsafe
 */
export function checkDefinition({ name, description, command, environment, ...places }: ServiceDefinition): void {
  checkName(name)
  const paths = [places.workingDirectory, places.stateDir, ...(places.image === undefined ? [command[0] ?? ''] : [])]
  const crooked = paths.find((path) => !path.startsWith('/') || posix.normalize(path) !== path || path.endsWith('/'))
  if (crooked !== undefined) refuse(`${JSON.stringify(crooked)} is not an absolute and canonical path`)
  if ([description, ...command, ...Object.values(environment)].some((text) => control.test(text)))
    refuse('a text in it holds a line break or another control character')
  const odd = Object.keys(environment).find((key) => !/^[A-Za-z_][A-Za-z0-9_]{0,127}$/.test(key))
  if (odd !== undefined) refuse(`${JSON.stringify(odd)} is no name of a variable`)
  const secret = Object.keys(environment).find((key) => secretName.test(key))
  if (secret !== undefined) refuse(`the variable ${secret} looks like a secret, and others could read it there`)
}

/** @throws HostError unsafe */
export function checkName(name: string): void {
  if (!/^[a-z][a-z0-9-]{0,39}$/.test(name))
    throw new HostError('unsafe', `${JSON.stringify(name)} cannot name a service: use up to 40 of a-z, 0-9 and -`)
}

/** What units and containers are called; the first one is simply `moltbot`. */
export function serviceTitle(name: string): string {
  return name === 'moltbot' ? name : `moltbot-${name}`
}

function refuse(why: string): never {
  throw new HostError('unsafe', `This service cannot be set up: ${why}.`)
}
