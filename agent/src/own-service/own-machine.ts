import { execFile } from 'node:child_process'
import { lstat, mkdir, readFile, rm } from 'node:fs/promises'
import { userInfo } from 'node:os'
import { setTimeout as pause } from 'node:timers/promises'
import { writeFileAtomically } from '../core/atomic-file.ts'

export interface PathFacts {
  kind: 'file' | 'directory' | 'other'
  uid: number
  mode: number
}

/** The machine as far as the agent's own service needs it, with the rights of whoever runs the command. */
export interface OwnMachine {
  platform: NodeJS.Platform
  user: { uid: number; name: string; home: string }
  /** Node and program that run now: the service runs the same. */
  node: string
  program: string
  facts(path: string): Promise<PathFacts | null>
  readText(path: string): Promise<string | null>
  /** Makes the folder too. */
  writeText(path: string, text: string, mode: number): Promise<void>
  remove(path: string): Promise<void>
  run(file: string, args: readonly string[]): Promise<{ code: number | null; text: string }>
  /** Status of a GET, 0 where nobody answers. */
  status(url: string): Promise<number>
  isRunning(pid: number): boolean
  /** Milliseconds that never go backwards. */
  monotonic(): number
  pause(milliseconds: number): Promise<void>
}

const commandTimeoutMs = 60_000

/** @param program path of `moltbot-ops.js` */
export function createOwnMachine(program: string): OwnMachine {
  const { uid, username: name, homedir: home } = userInfo()
  return {
    platform: process.platform,
    user: { uid, name, home },
    node: process.execPath,
    program,
    async facts(path) {
      const stat = await lstat(path).catch(absent)
      if (stat === null) return null
      const kind = stat.isFile() ? 'file' : stat.isDirectory() ? 'directory' : 'other'
      return { kind, uid: stat.uid, mode: stat.mode & 0o7777 }
    },
    readText: (path) => readFile(path, 'utf8').catch(absent),
    async writeText(path, text, mode) {
      await mkdir(path.slice(0, path.lastIndexOf('/')), { recursive: true, mode: 0o755 })
      await writeFileAtomically(path, text, mode)
    },
    remove: (path) => rm(path, { force: true }),
    run: (file, args) =>
      new Promise((resolve) => {
        const env = { PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin', LC_ALL: 'C.UTF-8' }
        const bus = `/run/user/${uid}`
        const session = { XDG_RUNTIME_DIR: bus, DBUS_SESSION_BUS_ADDRESS: `unix:path=${bus}/bus` }
        const options = { env: { ...env, HOME: home, ...session, SYSTEMD_PAGER: '' }, timeout: commandTimeoutMs }
        execFile(file, args, options, (error, stdout, stderr) => {
          const code = error === null ? 0 : typeof error.code === 'number' ? error.code : null
          const missing = error !== null && error.code === 'ENOENT' ? `${file} is not on this host` : ''
          resolve({ code, text: `${stdout}${stderr}${missing}`.trim() })
        })
      }),
    status: (url) =>
      fetch(url, { signal: AbortSignal.timeout(2000) }).then(
        ({ status }) => status,
        () => 0,
      ),
    isRunning(pid) {
      try {
        return process.kill(pid, 0)
      } catch (error) {
        return (error as NodeJS.ErrnoException).code === 'EPERM'
      }
    },
    monotonic: () => performance.now(),
    pause: (milliseconds) => pause(milliseconds),
  }
}

function absent(error: NodeJS.ErrnoException): null {
  if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return null
  throw error
}
