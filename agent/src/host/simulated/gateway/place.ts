import { createHash } from 'node:crypto'
import type { User } from '../../host.ts'

/** Where one simulated gateway lives, laid out as the real one does it. */
export interface GatewayPlace {
  /** `main`, or the name of the profile: how a scenario names it. */
  name: string
  profile: string | null
  owner: User
  port: number
  stateDir: string
  configPath: string
  logFile: string
  /** Both lock files hold the same owner; the second one is named after the config path. */
  lockPaths: [string, string]
  /** The folder of the package. */
  packageDir: string
  nodePath: string
  /** The program and its arguments, as its service starts it. */
  command: string[]
  environment: Record<string, string>
  unitName: string
  unitPath: string
  /** It runs in a container: the numbers of processes that it writes mean nothing outside. */
  container?: {
    /** The port that the host has for it; it is that of the gateway inside. */
    publishedPort: number
    /** It shares the network of the host, so nothing is published. */
    hostNetwork: boolean
  }
}

export interface PlaceWishes {
  name: string
  owner: User
  port: number
}

/** A profile keeps its state in a folder of its own beside the default one. */
export function placeOf({ name, owner, port }: PlaceWishes): GatewayPlace {
  const profile = name === 'main' ? null : name
  const suffix = profile === null ? '' : `-${profile}`
  const stateDir = `${owner.home}/.openclaw${suffix}`
  const configPath = `${stateDir}/openclaw.json`
  const unitName = `openclaw-gateway${suffix}.service`
  const packageDir = `${owner.home}/.npm-global/lib/node_modules/openclaw`
  const nodePath = `${owner.home}/.local/node/bin/node`
  return {
    name,
    profile,
    owner,
    port,
    stateDir,
    configPath,
    logFile: `${stateDir}/logs/gateway.log`,
    lockPaths: lockPathsOf(stateDir, configPath, owner),
    packageDir,
    nodePath,
    command: [nodePath, `${packageDir}/openclaw.mjs`, 'gateway', '--port', String(port)],
    environment: {
      HOME: owner.home,
      OPENCLAW_STATE_DIR: stateDir,
      OPENCLAW_CONFIG_PATH: configPath,
      ...(profile === null ? {} : { OPENCLAW_PROFILE: profile }),
    },
    unitName,
    unitPath: `/etc/systemd/system/${unitName}`,
  }
}

export function lockPathsOf(stateDir: string, configPath: string, owner: User): [string, string] {
  const lockDir = `${stateDir}/tmp/openclaw-${owner.uid}`
  const hash = createHash('sha256').update(configPath).digest('hex').slice(0, 8)
  return [`${lockDir}/gateway.state.lock`, `${lockDir}/gateway.${hash}.lock`]
}

/**
 * Where the next start listens and logs: the port of the command line, of the environment, of the file, or the usual
 * one; the file of the configuration, or one for each day below the temporary folder.
 */
export function whereItRuns(
  { command, environment }: GatewayPlace,
  configured: { port: number | null; logFile: string | null },
  now: number,
): { port: number; logFile: string } {
  const option = command[command.indexOf('--port') + 1]
  const named = command.includes('--port') ? option : environment.OPENCLAW_GATEWAY_PORT
  const day = new Date(now).toISOString().slice(0, 10)
  return {
    port: Number(named) || (configured.port ?? usualPort),
    logFile: configured.logFile ?? `/tmp/openclaw/openclaw-${day}.log`,
  }
}

const usualPort = 18_789
