import { dirname } from 'node:path'
import type { OwnMachine } from './own-machine.ts'
import { OwnServiceError } from './own-service-error.ts'

/**
 * A service of root must not run what others can change: MoltBot, which may run as the owner of a checkout, would become
 * root with the next start. So Node, the program and every folder above them belong to root and are writable for root alone.
 * @throws OwnServiceError
 */
export async function proveOwnFiles(machine: OwnMachine): Promise<void> {
  if (machine.user.uid !== 0) return
  const product = dirname(dirname(dirname(machine.program)))
  for (const path of [machine.node, machine.program, `${product}/cli/src`, `${product}/package.json`]) {
    await proveTrusted(machine, path)
  }
}

async function proveTrusted(machine: OwnMachine, path: string): Promise<void> {
  const facts = await machine.facts(path)
  if (facts === null) throw new OwnServiceError(`${path} is not there, so a service could not run it.`)
  // A folder with the sticky bit, such as /tmp, lets nobody replace what is somebody else's.
  const openToOthers = (facts.mode & 0o022) !== 0 && !(facts.kind === 'directory' && (facts.mode & 0o1000) !== 0)
  if (facts.uid !== 0 || openToOthers || facts.kind === 'other') {
    throw new OwnServiceError(
      `${path} can be changed by others than root, who could then run anything as root. Unpack a release as root, for example into /opt/moltbot-ops, and run \`service install\` from there.`,
    )
  }
  if (dirname(path) !== path) await proveTrusted(machine, dirname(path))
}
