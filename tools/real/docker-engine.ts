import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { type CommandResult, runCommand } from '../gate/run-command.ts'
import { endGroup, endGroupAtExit, exitOf } from './processes.ts'

export interface DockerEngine {
  /** The value for DOCKER_HOST. */
  host: string
  socketPath: string
  /** Runs the docker client against this engine. */
  docker(...args: string[]): Promise<CommandResult>
  dispose(): Promise<void>
}

/** Why this machine cannot run an engine of its own; undefined when it can. */
export function dockerObstacle(): string | undefined {
  if (process.getuid?.() !== 0) return 'a private Docker engine needs root'
  return existsSync('/usr/sbin/dockerd') ? undefined : 'the Debian package docker.io is missing'
}

const startsWithinMs = 30_000

/** A Docker engine of its own, without bridge or firewall rules: containers have the host's network or none. */
export async function startDockerEngine(): Promise<DockerEngine> {
  const folder = mkdtempSync(join(tmpdir(), 'docker-engine-'))
  const socketPath = join(folder, 'docker.sock')
  const host = `unix://${socketPath}`
  const places = ['--data-root', join(folder, 'data'), '--exec-root', join(folder, 'exec'), '-H', host]
  const network = ['--iptables=false', '--ip6tables=false', '--bridge=none', '--ip-forward=false', '--ip-masq=false']
  const logFile = join(folder, 'dockerd.log')
  const log = openSync(logFile, 'w')
  const engine = spawn('/usr/sbin/dockerd', [...places, '-p', join(folder, 'docker.pid'), ...network], {
    stdio: ['ignore', log, log],
    detached: true,
  })
  const { pid } = engine
  if (pid === undefined) throw new Error('dockerd could not be started')
  endGroupAtExit(pid)
  const exited = exitOf(engine)
  // Without buildx, which Debian 12 does not have, only the classic builder works.
  const docker = (...args: string[]) =>
    runCommand(['docker', ...args], { env: { DOCKER_HOST: host, DOCKER_BUILDKIT: '0' }, minutes: 8 })

  const dispose = async () => {
    const containers = (await docker('ps', '--quiet', '--all')).output
      .split(/\s+/)
      .filter((id) => /^[0-9a-f]{12}$/.test(id))
    if (containers.length > 0) await docker('rm', '--force', ...containers)
    engine.kill('SIGTERM')
    await Promise.race([exited, pause(15_000, undefined, { ref: false })])
    endGroup(pid)
    // The engine leaves this mount behind, and a mounted folder cannot be removed.
    await runCommand(['umount', join(folder, 'exec/netns/default')])
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  }
  const deadline = performance.now() + startsWithinMs
  while (!(await docker('info')).ok) {
    if (performance.now() > deadline || engine.exitCode !== null) {
      const printed = readFileSync(logFile, 'utf8')
      await dispose()
      throw new Error(`dockerd did not start:\n${printed.slice(-2000)}`)
    }
  }
  return { host, socketPath, docker, dispose }
}
