import { lstat, mkdir, readdir, readFile, realpath, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Folders, Programs } from '../../agent/src/host/effects.ts'
import type { Files } from '../../agent/src/host/host.ts'
import type { SystemdGuest } from './systemd-guest.ts'

export interface GuestEffects {
  programs: Programs
  folders: Pick<Folders, 'writeFile' | 'makeDirectory' | 'remove'>
  files: Files
}

/** What the real effects do on the agent's own host, done from outside in a guest. */
export function guestEffects(guest: SystemdGuest): GuestEffects {
  const at = (path: string) => join(guest.live(), path)
  const own = (path: string, owner: { uid: number; gid: number }) =>
    guest.must('chown', '-h', `${owner.uid}:${owner.gid}`, path)
  return {
    programs: {
      async run(file, args, { owner, env, cwd, stdin, timeoutMs }) {
        const user = owner.uid === 0 ? {} : { user: owner }
        const result = await guest.run(file, args, { ...user, env, cwd, timeoutMs, ...(stdin ? { stdin } : {}) })
        return { ...result, signal: result.code === null ? 'SIGKILL' : null }
      },
      async find(name) {
        const { stdout } = await guest.run('/bin/sh', ['-c', 'command -v "$0"', name])
        return stdout.trim() || null
      },
    },
    folders: {
      async writeFile(path, bytes, { owner, mode }) {
        await writeFile(at(path), bytes, { mode })
        await own(path, owner)
      },
      async makeDirectory(path, { owner, mode }) {
        await mkdir(at(path), { mode })
        await own(path, owner)
      },
      remove: (path) => rm(at(path), { recursive: true, force: true }),
    },
    files: {
      async facts(path) {
        const stat = await lstat(at(path)).catch(() => null)
        if (stat === null) return null
        const { size, uid, mode, ino, mtimeMs } = stat
        const kind = stat.isDirectory() ? 'directory' : stat.isFile() ? 'file' : 'other'
        return { kind, size, uid, mode: mode & 0o7777, modifiedAt: mtimeMs, inode: ino }
      },
      readText: (path) => readFile(at(path), 'utf8').catch(() => null),
      list: (path) => readdir(at(path)).catch(() => []),
      resolve: (path) => realpath(at(path)).catch(() => null),
    },
  }
}
