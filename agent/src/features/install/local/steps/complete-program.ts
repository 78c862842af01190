import { join } from 'node:path'
import type { Effects } from '../../../../host/effects.ts'
import { HostError } from '../../../../host/host.ts'
import { moltbotEnvironment } from '../moltbot-environment.ts'
import type { InstallPlace } from '../place.ts'
import { packageName } from '../registry.ts'

const timeoutMs = 120_000

/**
 * Runs the new program once, as the account that will run it. Without npm's scripts OpenClaw completes its own package
 * at its first start and writes into it, which it cannot do any more when the package is sealed.
 * @throws HostError when it does not run
 */
export async function completeProgram(
  place: InstallPlace,
  node: string,
  { programs, signal }: Pick<Effects, 'programs'> & { signal: AbortSignal },
): Promise<void> {
  const entry = join(place.prefix, 'openclaw', 'node_modules', packageName, 'openclaw.mjs')
  const { code, stderr } = await programs.run(node, [entry, '--version'], {
    owner: place.owner,
    env: moltbotEnvironment(place, node),
    cwd: place.prefix,
    timeoutMs,
    signal,
  })
  if (code !== 0) throw new HostError('failed', `The installed program does not run. ${stderr.trim().slice(-500)}`)
}
