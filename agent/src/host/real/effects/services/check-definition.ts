import { posix } from 'node:path'
import type { ServiceDefinition } from '../../../effects.ts'
import { HostError } from '../../../host.ts'

const mostWords = 200
const longestText = 8192
/** Longer than upstream's own stop policy of 330 s, and short enough that somebody may wait for it. */
export const longestStopMs = 600_000

/** Unit files, containers and our own records can be read by more people than a secret may be. */
const secretName = /(?:TOKEN|SECRET|PASSWORD|PASSPHRASE|API_?KEY|PRIVATE_KEY|CREDENTIALS?)$/i
const addressWithSecret = /:\/\/[^/?#\s]*:[^/?#\s]*@/
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what this refuses
const control = /[\u0000-\u001F\u007F]/

/**
 * What no service manager may be given, whatever it does with it.
 * @throws HostError unsafe
 */
export function checkDefinition(definition: ServiceDefinition): void {
  const { command, environment, description, workingDirectory, stateDir, port, image } = definition
  checkName(definition.name)
  const program = image === undefined ? (command[0] ?? '') : '/image'
  for (const [what, path] of Object.entries({ program, workingDirectory, stateDir })) {
    if (!isCanonical(path)) refuse(`${what} ${JSON.stringify(path)} is not an absolute and canonical path`)
  }
  if (stateDir.split('/').length < 3) refuse(`the state directory ${stateDir} is too near to the root`)
  const entries = Object.entries(environment)
  const texts = [...command, description, workingDirectory, stateDir, ...entries.map(([, value]) => value)]
  if (texts.length > mostWords || texts.some(({ length }) => length > longestText)) refuse('it is too long')
  if (texts.some((text) => control.test(text))) refuse('a text in it holds a line break or another control character')
  for (const [name] of entries) {
    if (!/^[A-Za-z_][A-Za-z0-9_]{0,127}$/.test(name)) refuse(`${JSON.stringify(name)} is no name of a variable`)
  }
  for (const [name, value] of entries) {
    if (secretName.test(name) || addressWithSecret.test(value)) {
      refuse(`the variable ${name} looks like a secret, and others could read it there`)
    }
  }
  if (!Number.isInteger(port) || port < 1 || port > 65_535) refuse(`${port} is no port`)
  for (const budget of [definition.startBudgetMs, definition.stopBudgetMs]) {
    if (!(budget > 0 && budget <= longestStopMs))
      refuse(`a budget of ${budget} ms is not between 0 and ${longestStopMs}`)
  }
}

/** The agent's own service, see own-service/. */
const ownTitle = 'moltbot-ops'

/** @throws HostError unsafe */
export function checkName(name: string): void {
  if (!/^[a-z][a-z0-9-]{0,39}$/.test(name)) {
    throw new HostError('unsafe', `${JSON.stringify(name)} cannot name a service: use up to 40 of a-z, 0-9 and -`)
  }
  if (serviceTitle(name) === ownTitle) throw new HostError('unsafe', `${name} would be named like MoltBot Ops itself`)
}

/** Units that upstream makes itself. They are commanded as they are, never written. */
const upstreamUnit = /^(?:openclaw|clawdbot|moltbot)-gateway(?:-[a-z0-9][a-z0-9-]{0,63})?\.service$/

/** A service that may be commanded: ours, or a unit of upstream by its whole name. @throws HostError unsafe */
export function checkCommanded(name: string): void {
  if (!upstreamUnit.test(name)) checkName(name)
}

/** What units, containers and labels are called. The first one is simply `moltbot`, and no two names give the same. */
export function serviceTitle(name: string): string {
  return name === 'moltbot' ? name : `moltbot-${name}`
}

function isCanonical(path: string): boolean {
  return posix.isAbsolute(path) && posix.normalize(path) === path && !path.endsWith('/')
}

function refuse(why: string): never {
  throw new HostError('unsafe', `This service cannot be set up: ${why}.`)
}
