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
  unitName: string
  unitPath: string
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
  const lockDir = `${stateDir}/tmp/openclaw-${owner.uid}`
  const hash = createHash('sha256').update(configPath).digest('hex').slice(0, 8)
  const unitName = `openclaw-gateway${suffix}.service`
  return {
    name,
    profile,
    owner,
    port,
    stateDir,
    configPath,
    logFile: `${stateDir}/logs/gateway.log`,
    lockPaths: [`${lockDir}/gateway.state.lock`, `${lockDir}/gateway.${hash}.lock`],
    packageDir: `${owner.home}/.npm-global/lib/node_modules/openclaw`,
    nodePath: `${owner.home}/.local/node/bin/node`,
    unitName,
    unitPath: `${owner.home}/.config/systemd/user/${unitName}`,
  }
}
