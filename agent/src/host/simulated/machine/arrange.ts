import type { Clock } from '../../../core/clock.ts'
import type { User } from '../../host.ts'
import type { GatewayPlace } from '../gateway/place.ts'
import type { MemoryFiles } from '../memory-files.ts'
import type { GatewaySetup, Scenario } from '../scenarios/scenario.ts'
import type { Installed } from './installed.ts'
import type { Noise } from './noise.ts'

export interface ArrangeDeps {
  clock: Clock
  disk: MemoryFiles
  user: User
  noise: Noise
  gateways: Map<string, Installed>
  add(setup: GatewaySetup): Installed
  /** True for the first scenario of a machine: then things have their past already. */
  fresh: boolean
}

const upForMs = 3 * 3_600_000 + 12 * 60_000
const stoppedForMs = 12 * 60_000
const wedgedForMs = 3 * 60_000
/** Far enough for the lock to be there. */
const startingForMs = 2_000
const editedForMs = 10 * 60_000
const installedForMs = 40 * 86_400_000

/** Brings files, configuration and processes to where the scenario begins. */
export function arrange(deps: ArrangeDeps, scenario: Scenario): void {
  const wanted = new Map(scenario.gateways.map((setup) => [setup.name, setup]))
  for (const [name, installed] of [...deps.gateways]) if (!wanted.has(name)) uninstall(deps, name, installed)
  for (const setup of wanted.values()) {
    const known = deps.gateways.get(setup.name)
    const installed = known ?? deps.add(setup)
    if (known === undefined) layOut(deps, installed.gateway.place)
    installed.setup = setup
    settle(deps, installed)
  }
}

function uninstall({ disk, gateways }: ArrangeDeps, name: string, installed: Installed): void {
  installed.wanted = 'down'
  installed.gateway.kill()
  const { stateDir, unitPath, packageDir, owner } = installed.gateway.place
  for (const path of [stateDir, unitPath]) disk.remove(path)
  gateways.delete(name)
  if (installed.definition !== null && owner.home.startsWith('/var/lib/')) disk.remove(owner.home)
  if (gateways.size === 0) disk.remove(packageDir)
}

/** The files of an installation that has been there for weeks. */
function layOut({ clock, disk, fresh }: ArrangeDeps, place: GatewayPlace): void {
  const at = fresh ? clock.now() - installedForMs : clock.now()
  const own = { uid: place.owner.uid, at }
  layOutNode(disk, place, own)
  disk.write(`${place.packageDir}/openclaw.mjs`, '#!/usr/bin/env node\n', { ...own, mode: 0o755 })
  disk.write(`${place.stateDir}/config-journal-fingerprint.key`, 'simulated', own)
  for (const suffix of ['', '-wal', '-shm'])
    disk.write(`${place.stateDir}/state/openclaw.sqlite${suffix}`, 'SQLite format 3\0', own)
  for (const folder of ['cache', 'media', 'logs', 'tmp'])
    disk.makeDirectory(`${place.stateDir}/${folder}`, { ...own, mode: folder === 'tmp' ? 0o755 : 0o700 })
  const unit = [
    '[Unit]',
    'Description=OpenClaw Gateway',
    '',
    '[Service]',
    `ExecStart=${execStart(place)}`,
    `User=${place.owner.name}`,
    'Restart=always',
    `Environment=OPENCLAW_STATE_DIR=${place.stateDir}`,
    '',
  ]
  disk.write(place.unitPath, unit.join('\n'), { ...own, uid: 0, mode: 0o644 })
}

/** The Node of the home was there before anything of MoltBot, so its inodes are older. */
function layOutNode(disk: MemoryFiles, { owner, nodePath }: GatewayPlace, own: { uid: number; at: number }): void {
  const folders = ['.local', '.local/node', '.local/node/bin'].map((name) => `${owner.home}/${name}`)
  for (const [index, path] of folders.entries()) disk.makeDirectory(path, { ...own, mode: 0o755, inode: 4000 + index })
  disk.write(nodePath, '', { ...own, mode: 0o755, inode: 4100 })
}

export function execStart(place: GatewayPlace): string {
  return place.command.join(' ')
}

function settle({ clock, fresh }: ArrangeDeps, installed: Installed): void {
  const { setup, gateway } = installed
  const now = clock.now()
  gateway.install(setup.version ?? '2026.9.6', fresh ? now - installedForMs : now)
  // What cannot start now could before: the edit that broke it came later.
  const first = fresh && setup.run === 'crashing' ? {} : (setup.config ?? {})
  gateway.editConfig(first, fresh ? now - 20 * 86_400_000 : now)
  gateway.setChannels(setup.channels ?? [])
  gateway.setMood(setup.mood ?? {})
  const wanted = setup.run === 'stopped' || setup.run === 'killed' ? 'down' : 'up'
  if (fresh) begin(installed, now)
  installed.wanted = wanted
  installed.failure = null
  if (!fresh) turn(installed, now)
  const { editedConfig } = setup
  if (editedConfig === undefined) return
  if (fresh) gateway.editConfig(editedConfig, now - editedForMs)
  else clock.after(2_000, () => installed.setup === setup && gateway.editConfig(editedConfig))
}

/** On a fresh machine the gateway has its past: it has been up for hours, or was until something happened. */
function begin({ setup, gateway }: Installed, now: number): void {
  const { slowness = 1 } = setup
  switch (setup.run) {
    case 'up':
      gateway.boot({ startedAt: now - upForMs })
      break
    case 'wedged':
      gateway.boot({ startedAt: now - upForMs })
      gateway.wedge(now - wedgedForMs)
      break
    case 'killed':
      gateway.boot({ startedAt: now - upForMs })
      gateway.kill()
      break
    case 'stopped':
      gateway.recall(now - upForMs, now - stoppedForMs)
      break
    case 'starting':
      gateway.boot({ slowness, startedAt: now - startingForMs * slowness })
      break
    case 'crashing':
      gateway.recall(now - upForMs, now - editedForMs + 60_000)
      gateway.editConfig(setup.config ?? {}, now - editedForMs)
      gateway.boot({ slowness })
  }
}

/** Later, what runs is told to end, and the service manager starts it anew; nothing happens where it can stay. */
function turn(installed: Installed, now: number): void {
  const { setup, gateway } = installed
  const { phase } = gateway.state
  const { slowness = 1 } = setup
  if (setup.run === 'wedged') {
    // One that is not up yet, or going down, would not hold its lock.
    if (phase === 'booting' || phase === 'draining') gateway.kill()
    if (gateway.state.phase === 'off') gateway.boot({ startedAt: now - upForMs })
    gateway.wedge()
  } else if (setup.run === 'up' && mayStay(installed)) {
    return
  } else if (phase === 'off') {
    if (installed.wanted === 'up') gateway.boot({ slowness })
  } else if (setup.run === 'killed' || phase === 'wedged' || phase === 'booting') {
    // What does not serve does not listen to TERM either.
    gateway.kill()
  } else {
    gateway.terminate()
  }
}

/** Whether a gateway that runs can go on as it is, its configuration hot-applied. */
function mayStay({ setup, gateway }: Installed): boolean {
  const { phase, version, applied } = gateway.state
  return phase === 'ready' && version === (setup.version ?? '2026.9.6') && applied.reload !== 'off'
}
