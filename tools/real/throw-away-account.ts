import { execFileSync } from 'node:child_process'
import { mkdtempSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export interface ThrowAwayAccount {
  uid: number
  gid: number
  name: string
  /** Mode 0700, inside a folder that everybody may pass through. */
  home: string
  dispose(): void
}

let made = 0

/** A system account for one test; the caller must be root. `groups` are further groups that it belongs to. */
export function makeAccount(groups: string[] = []): ThrowAwayAccount {
  made += 1
  const name = `mb-real-${process.pid}-${made}`
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'account-')))
  const home = join(folder, 'home')
  const further = groups.length > 0 ? ['--groups', groups.join(',')] : []
  execFileSync('chmod', ['755', folder])
  execFileSync('useradd', ['--system', '--home-dir', home, '--create-home', '-K', 'UMASK=077', ...further, name])
  execFileSync('chmod', ['700', home])
  const [, , uid, gid] = execFileSync('getent', ['passwd', name], { encoding: 'utf8' }).split(':')
  return {
    uid: Number(uid),
    gid: Number(gid),
    name,
    home,
    dispose() {
      execFileSync('userdel', [name], { stdio: 'ignore' })
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}
