import type { Owner, ProgramResult, Programs } from '../../../../effects.ts'
import { HostError } from '../../../../host.ts'
import { longestStopMs } from '../check-definition.ts'
import type { UnitScope } from './unit.ts'

/** `systemctl` of the system's manager, or of a user's. */
export interface Systemctl {
  /** @throws HostError failed with what it printed, timeout */
  must(...args: string[]): Promise<string>
  /** For questions whose refusal is an answer. @throws HostError where it cannot be run at all */
  ask(...args: string[]): Promise<ProgramResult>
}

/** A stop may take its whole budget, and systemctl waits for it. */
const timeoutMs = longestStopMs + 60_000

export function createSystemctl(programs: Programs, scope: UnitScope, owner: Owner): Systemctl {
  const runtime = `/run/user/${owner.uid}`
  const env: Record<string, string> = {
    PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
    HOME: owner.home,
    // Its words are shown to people of any language, and some are read by us.
    LC_ALL: 'C.UTF-8',
    SYSTEMD_COLORS: '0',
    SYSTEMD_PAGER: '',
    ...(scope === 'user' ? { XDG_RUNTIME_DIR: runtime, DBUS_SESSION_BUS_ADDRESS: `unix:path=${runtime}/bus` } : {}),
  }
  const ask = async (...args: string[]) => {
    const program = await programs.find('systemctl')
    if (program === null) throw new HostError('failed', 'There is no systemctl on this host.')
    const all = [...(scope === 'user' ? ['--user'] : []), '--no-ask-password', ...args]
    return programs.run(program, all, { owner, env, cwd: '/', timeoutMs })
  }
  return {
    ask,
    async must(...args) {
      const { code, stdout, stderr } = await ask(...args)
      if (code === 0) return stdout
      const said = (stderr || stdout).trim().split('\n').slice(-5).join(' ').slice(0, 600)
      throw new HostError('failed', `systemctl ${args.join(' ')} ended with ${code ?? 'a signal'}: ${said}`)
    },
  }
}
