import { chownSync, existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

export interface MoltbotFolder {
  folder: string
  home: string
  temporary: string
  stateDir: string
  configPath: string
  logFile: string
}

interface Wishes {
  folder: string
  stateDir?: string | undefined
  port: number
  token: string
  config?: MoltbotConfig | undefined
  owner?: { uid: number; gid: number } | undefined
}

export interface MoltbotConfig extends Record<string, unknown> {
  gateway?: Record<string, unknown>
}

/** Lays out HOME, TMPDIR and the state of one MoltBot with the smallest config that starts. */
export function layOutFolder({ folder, port, token, config, owner, ...wishes }: Wishes): MoltbotFolder {
  const stateDir = wishes.stateDir ?? join(folder, 'state')
  const place = {
    folder,
    home: join(folder, 'home'),
    temporary: join(folder, 'tmp'),
    stateDir,
    configPath: join(stateDir, 'openclaw.json'),
    logFile: join(stateDir, 'logs/gateway.log'),
  }
  const own = (path: string) => owner && chownSync(path, owner.uid, owner.gid)
  for (const made of [folder, place.home, place.temporary, stateDir, dirname(place.logFile)]) {
    mkdirSync(made, { recursive: true, mode: 0o700 })
    own(made)
  }
  if (config || !existsSync(place.configPath)) {
    const gateway = { mode: 'local', port, bind: 'loopback', auth: { mode: 'token', token }, ...config?.gateway }
    const whole = { logging: { file: place.logFile }, update: { checkOnStart: false }, ...config, gateway }
    writeFileSync(place.configPath, JSON.stringify(whole, null, 2), { mode: 0o600 })
    own(place.configPath)
  }
  return place
}
