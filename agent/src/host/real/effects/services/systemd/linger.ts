import { join } from 'node:path'
import type { Owner } from '../../../../effects.ts'
import type { SystemdDeps } from './systemd.ts'

type LingerDeps = Pick<SystemdDeps, 'files' | 'programs' | 'self'>

/** logind keeps an empty file for each user whose services run without a session. */
export function lingerFile({ name }: Owner): string {
  return join('/var/lib/systemd/linger', name)
}

/** Whether the user's services survive a logout and start with the machine. */
export async function lingers({ files, self }: LingerDeps): Promise<boolean> {
  return (await files.facts(lingerFile(self))) !== null
}

/** Where logind asks for an administrator it stays off, and `withoutLingering` says so for as long as it does. */
export async function enableLinger(deps: LingerDeps): Promise<void> {
  if (await lingers(deps)) return
  const { programs, self } = deps
  const program = await programs.find('loginctl')
  if (program === null) return
  const env = { PATH: '/usr/bin:/bin', LC_ALL: 'C.UTF-8', XDG_RUNTIME_DIR: `/run/user/${self.uid}` }
  const args = ['--no-ask-password', 'enable-linger', self.name]
  await programs.run(program, args, { owner: self, env, cwd: '/', timeoutMs: 30_000 })
}

export function withoutLingering({ name }: Owner): string {
  return `It ends when ${name} logs out, until an administrator runs: loginctl enable-linger ${name}`
}
