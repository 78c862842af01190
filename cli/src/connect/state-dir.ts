import { isAbsolute, join, resolve } from 'node:path'
import { Failure } from '../failure.ts'
import type { Surroundings } from '../surroundings.ts'

/**
 * Where a running agent may have left its `agent.json`, in the order to look. The option and MOLTBOT_OPS_STATE_DIR name
 * one place only; without them it is the default of `serve`, then that of `serve --simulate`.
 */
export function stateDirs(
  option: string | undefined,
  { env, home, uid }: Pick<Surroundings, 'env' | 'home' | 'uid'>,
): [string, ...string[]] {
  const named = namedStateDir(option, env)
  if (named !== undefined) return [resolve(named)]
  const base = uid === 0 ? '/var/lib/moltbot-ops' : join(stateHome(env, home), 'moltbot-ops')
  return [base, join(base, 'simulated')]
}

/** The state directory that the person asked for, if any. @throws Failure */
export function namedStateDir(option: string | undefined, env: Surroundings['env']): string | undefined {
  // From a variable that is not set; it would mean the current directory, which the agent would take for itself.
  if (option === '') throw new Failure('usage', '--state-dir is empty. Give a directory, or leave it out.')
  return option ?? (env.MOLTBOT_OPS_STATE_DIR || undefined)
}

/** The base directory specification says that a relative path is to be ignored. */
function stateHome(env: Surroundings['env'], home: string): string {
  const named = env.XDG_STATE_HOME
  return named !== undefined && isAbsolute(named) ? named : join(home, '.local/state')
}
