import { spawn } from 'node:child_process'

/** Sends a signal to every process of a group; a group that has ended is not an error. */
export function signalGroup(leader: number, signal: 'SIGTERM' | 'SIGKILL'): void {
  try {
    process.kill(-leader, signal)
  } catch {
    // Nothing of the group is left.
  }
}

/** Waits for the end of its input, which comes when the agent ends, however that was; then ends the group. */
const watch = 'read -r _; kill -s KILL -- "-$0"'

/**
 * Ends a group with this process, also when this process is killed and can do nothing any more. The kernel's signal at
 * the death of a parent reaches the leader alone; this reaches what the leader started.
 * @returns takes the guard away again
 */
export function guardGroup(leader: number): () => void {
  const guard = spawn('/bin/sh', ['-c', watch, String(leader)], {
    stdio: ['pipe', 'ignore', 'ignore'],
    env: {},
    cwd: '/',
    // In a session of its own, so that Ctrl-C on a terminal does not end the guard before the agent.
    detached: true,
  })
  // On a machine without a shell the kernel's signal to the leader is all there is.
  guard.on('error', () => undefined)
  guard.stdin.on('error', () => undefined)
  guard.unref()
  return () => {
    guard.kill('SIGKILL')
    guard.stdin.destroy()
  }
}
