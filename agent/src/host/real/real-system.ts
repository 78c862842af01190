import { readFileSync } from 'node:fs'
import { stat, statfs } from 'node:fs/promises'
import { availableParallelism, freemem, hostname, type as kernel, loadavg, platform, release, totalmem } from 'node:os'
import { dirname } from 'node:path'
import type { DiskSpace, System } from '../host.ts'
import type { BoundedWork } from './deadline.ts'
import { hostError, isMissing } from './system-error.ts'
import type { UserNames } from './user-names.ts'

const deadlineMs = 3000

export interface RealSystemDeps {
  users: UserNames
  bootedAt: () => number | null
  inTime: BoundedWork
  /** Variables of the agent; only `OPENCLAW_*` are kept. */
  environment: Record<string, string | undefined>
}

export function createRealSystem({ users, bootedAt, environment, inTime }: RealSystemDeps): System {
  const own = Object.entries(environment).filter(
    (entry): entry is [string, string] => entry[0].startsWith('OPENCLAW_') && entry[1] !== undefined,
  )
  return {
    async facts() {
      return {
        ...operatingSystem(),
        arch: process.arch,
        cpuCores: availableParallelism(),
        memoryBytes: totalmem(),
        memoryAvailableBytes: availableMemory(),
        load1m: loadavg()[0] ?? null,
        hostname: hostname(),
        bootedAt: bootedAt(),
        agentUser: users.self(),
      }
    },
    diskOf: (path) => inTime(`Looking at the disk of ${path}`, deadlineMs, () => diskOf(path)),
    users: async () => (users.self().uid === 0 && platform() === 'linux' ? users.withLogin() : [users.self()]),
    environment: () => Object.fromEntries(own),
  }
}

async function diskOf(path: string): Promise<DiskSpace | null> {
  try {
    const space = await statfs(path)
    return {
      mount: await mountOf(path),
      totalBytes: space.blocks * space.bsize,
      freeBytes: space.bavail * space.bsize,
    }
  } catch (error) {
    if (!isMissing(error)) throw hostError(`Looking at the disk of ${path}`, error)
    return dirname(path) === path ? null : diskOf(dirname(path))
  }
}

/** The highest folder above `path` that lies on the same device. */
async function mountOf(path: string): Promise<string> {
  const parent = dirname(path)
  if (parent === path) return path
  const [here, above] = await Promise.all([stat(path), stat(parent)])
  return here.dev === above.dev ? mountOf(parent) : path
}

function operatingSystem(): { os: string; osVersion: string } {
  if (platform() !== 'linux') return { os: platform() === 'darwin' ? 'macOS' : kernel(), osVersion: release() }
  const text = readText('/etc/os-release')
  const value = (name: string) => new RegExp(`^${name}="?([^"\n]*)"?$`, 'm').exec(text)?.[1]
  return { os: value('NAME') ?? 'Linux', osVersion: value('VERSION') ?? value('VERSION_ID') ?? release() }
}

/** `os.freemem` counts the page cache as used; the kernel's own estimate does not. */
function availableMemory(): number {
  const kilobytes = /^MemAvailable:\s+(\d+) kB$/m.exec(readText('/proc/meminfo'))?.[1]
  return kilobytes === undefined ? freemem() : Number(kilobytes) * 1024
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}
