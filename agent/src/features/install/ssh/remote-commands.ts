import { shellWord } from '../../../core/shell-word.ts'
import type { InstallSshState } from './install-state.ts'
import { agentPort, tunnelPort } from './remote-layout.ts'

type Login = Pick<InstallSshState, 'target' | 'username'>

/** `ssh -l user host`, as a person types it. `user@host` would be taken for an address of e-mail and redacted. */
export function loginCommand(login: Login): string {
  return `ssh ${whereTo(login)}`
}

/** A command that a person can paste to run a script on the host. */
export function overThere(login: string, script: string): string {
  return `${login} ${shellWord(script)}`
}

/** The command as root, for whoever logs in. */
export function asRoot({ asRoot: way }: Pick<InstallSshState, 'asRoot'>, command: string): string {
  return way === 'root' ? command : `sudo ${command}`
}

/** Makes the agent of the host reachable here; it runs until it is ended. */
export function tunnelCommand(login: Login): string {
  return `ssh -N -L 127.0.0.1:${tunnelPort}:127.0.0.1:${agentPort} ${whereTo(login)}`
}

function whereTo({ target, username }: Login): string {
  const port = target.port === 22 ? '' : `-p ${target.port} `
  return `${port}-l ${shellWord(username)} ${shellWord(target.host)}`
}
