import type { ServiceDefinition } from '../../effects.ts'
import { type GatewayPlace, lockPathsOf } from '../gateway/place.ts'
import type { MemoryFiles } from '../memory-files.ts'
import { readFrame } from '../rpc/frame.ts'
import { imageFolder } from './container-image.ts'

/** Why a program could not even begin, as a service manager tells it. */
export interface LaunchFailure {
  code: number
  message: string
}

/** Exit status of systemd for a program that cannot be executed, see systemd.exec(5). */
const notExecutable = 203
const oldestNode = [24, 16]

/** What keeps the command of a definition from becoming a MoltBot; null when nothing does. */
export function launchFailure(disk: MemoryFiles, { command, owner, image }: ServiceDefinition): LaunchFailure | null {
  if (image !== undefined)
    return disk.kind(imageFolder(image)) === null ? { code: 125, message: `No such image: ${image}` } : null
  const [program = '', script = ''] = command
  const node = disk.resolve(program)
  if (node === null || disk.kind(node) !== 'file')
    return { code: notExecutable, message: `Failed to locate executable ${program}: No such file or directory` }
  const entry = disk.resolve(script)
  if (entry === null || !entry.endsWith('/openclaw.mjs'))
    return { code: 1, message: `Error: Cannot find module '${script}'` }
  const version = nodeVersion(disk, node)
  if (version !== null && isOlder(version, oldestNode))
    return { code: 1, message: `openclaw requires Node >=24.16.0, and ${owner.name} runs ${version.join('.')}` }
  return null
}

/** Where a definition runs, its symlinks as they are now. */
export function placeOfDefinition(disk: MemoryFiles, definition: ServiceDefinition, unitPath: string): GatewayPlace {
  if (definition.image !== undefined) return placeOfContainer(definition, definition.image, unitPath)
  const { name, owner, command, environment, port } = definition
  const home = environment.OPENCLAW_HOME ?? environment.HOME ?? owner.home
  const stateDir = environment.OPENCLAW_STATE_DIR ?? `${home}/.openclaw`
  const configPath = environment.OPENCLAW_CONFIG_PATH ?? `${stateDir}/openclaw.json`
  const [program = '', script = ''] = command
  const entry = disk.resolve(script) ?? script
  return {
    name,
    profile: environment.OPENCLAW_PROFILE ?? null,
    owner,
    port,
    stateDir,
    configPath,
    logFile: `${stateDir}/logs/gateway.log`,
    lockPaths: lockPathsOf(stateDir, configPath, owner),
    packageDir: entry.replace(/\/openclaw\.mjs$/, ''),
    nodePath: disk.resolve(program) ?? program,
    command,
    environment,
    unitName: unitPath.slice(unitPath.lastIndexOf('/') + 1),
    unitPath,
  }
}

/** Its state is mounted from the host under the same path. */
function placeOfContainer(definition: ServiceDefinition, image: string, unitPath: string): GatewayPlace {
  const { name, owner, port, stateDir, command, environment } = definition
  const configPath = environment.OPENCLAW_CONFIG_PATH ?? `${stateDir}/openclaw.json`
  return {
    name,
    profile: null,
    owner,
    port,
    stateDir,
    configPath,
    logFile: `${stateDir}/logs/gateway.log`,
    lockPaths: lockPathsOf(stateDir, configPath, owner),
    packageDir: imageFolder(image),
    nodePath: '/usr/local/bin/node',
    command: ['docker-entrypoint.sh', ...command],
    environment: { HOME: '/home/node', ...environment },
    unitName: unitPath.slice(unitPath.lastIndexOf('/') + 1),
    unitPath,
    container: { publishedPort: port, hostNetwork: definition.hostNetwork === true },
  }
}

/** The version of a Node that came as a package, from the manifest beside its `bin`; null for any other. */
function nodeVersion(disk: MemoryFiles, path: string): number[] | null {
  const version = readFrame(disk.read(path.replace(/\/bin\/node$/, '/package.json')))?.version
  return typeof version === 'string' ? version.split('.').map(Number) : null
}

function isOlder([major = 0, minor = 0]: number[], [needMajor = 0, needMinor = 0]: number[]): boolean {
  return major < needMajor || (major === needMajor && minor < needMinor)
}
