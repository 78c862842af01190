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

export interface EngineOptions {
  /**
   * Name of a new network namespace in which the engine has a bridge and may set up a firewall. Its published ports are
   * on the loopback of that namespace: `nsenter --net=/run/netns/NAME`.
   */
  namespace?: string
}

/** A Docker engine of its own. Without a namespace it has no bridge: containers have the host's network or none. */
export async function startDockerEngine({ namespace }: EngineOptions = {}): Promise<DockerEngine> {
  const folder = mkdtempSync(join(tmpdir(), 'docker-engine-'))
  const socketPath = join(folder, 'docker.sock')
  const host = `unix://${socketPath}`
  const places = ['--data-root', join(folder, 'data'), '--exec-root', join(folder, 'exec'), '-H', host]
  const none = ['--iptables=false', '--ip6tables=false', '--bridge=none', '--ip-forward=false', '--ip-masq=false']
  const network = namespace === undefined ? none : ['--bip', '10.232.9.1/24']
  // Not `ip netns exec`: it mounts /sys anew, and the engine then finds no control groups.
  const inside = namespace === undefined ? [] : ['nsenter', `--net=/run/netns/${namespace}`]
  if (namespace !== undefined) await makeNamespace(namespace, inside)
  const logFile = join(folder, 'dockerd.log')
  const log = openSync(logFile, 'w')
  const argv = [...inside, '/usr/sbin/dockerd', ...places, '-p', join(folder, 'docker.pid'), ...network]
  const engine = spawn(argv[0] ?? '', argv.slice(1), {
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
    if (namespace !== undefined) await runCommand(['ip', 'netns', 'del', namespace])
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

async function makeNamespace(name: string, inside: readonly string[]): Promise<void> {
  const [enter = '', ...where] = inside
  for (const argv of [
    ['ip', 'netns', 'add', name],
    [enter, ...where, 'ip', 'link', 'set', 'lo', 'up'],
    [enter, ...where, 'sysctl', '-qw', 'net.ipv4.ip_forward=1'],
  ] as const) {
    const { ok, output } = await runCommand(argv)
    if (!ok) throw new Error(`the network namespace ${name} could not be made:\n${output}`)
  }
}
