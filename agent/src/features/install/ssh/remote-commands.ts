import { shellWord } from '../../../core/shell-word.ts'
import type { InstallSshState } from './install-state.ts'
import { agentPort, tunnelPort } from './remote-layout.ts'

type Login = Pick<InstallSshState, 'target' | 'username'>

/** `ssh user@host`, as a person types it. */
export function loginCommand({ target, username }: Login): string {
  const port = target.port === 22 ? '' : `-p ${target.port} `
  return `ssh ${port}${shellWord(`${username}@${target.host}`)}`
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
export function tunnelCommand({ target, username }: Login): string {
  const port = target.port === 22 ? '' : `-p ${target.port} `
  const forward = `127.0.0.1:${tunnelPort}:127.0.0.1:${agentPort}`
  return `ssh -N -L ${forward} ${port}${shellWord(`${username}@${target.host}`)}`
}
