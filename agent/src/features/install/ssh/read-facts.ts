import type { SshSession } from '../../../host/effects.ts'
import { factsScript } from './facts-script.ts'
import { limits } from './open-host.ts'
import { parseFacts, type RemoteFacts } from './parse-facts.ts'
import { runScript } from './remote-shell.ts'

/** Reads what a host is, in one round trip and without changing anything. @throws Problem ssh_unreachable */
export async function readFacts(session: SshSession): Promise<RemoteFacts> {
  const { stdout } = await runScript(session, factsScript, { as: 'user', timeoutMs: limits.factsMs })
  return parseFacts(stdout)
}
