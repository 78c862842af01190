import { access, realpath } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Programs, Runtime } from '../../../effects.ts'

interface LocateRuntimeDeps {
  /** The Node that runs the agent. */
  node: string
  find: Programs['find']
}

const besideNode = '../lib/node_modules/npm/bin/npm-cli.js'

/**
 * The agent's own Node, and npm's own script, looked for in this order:
 * 1. beside that Node, where Node's own archives have it;
 * 2. where `npm` on the search path leads to through its symlinks, when that is the script;
 * 3. beside what `npm` on the search path leads to, when that is a wrapper.
 * Null when there is no npm.
 */
export function createLocateRuntime({ node, find }: LocateRuntimeDeps): () => Promise<Runtime | null> {
  return async () => {
    const own = await existing(join(dirname(node), besideNode))
    if (own) return { node, npm: own }
    const command = await find('npm')
    const target = command === null ? null : await existing(command)
    if (target === null) return null
    const npm = target.endsWith('/npm-cli.js') ? target : await existing(join(dirname(target), besideNode))
    return npm === null ? null : { node, npm }
  }
}

async function existing(path: string): Promise<string | null> {
  try {
    await access(path)
    return await realpath(path)
  } catch {
    return null
  }
}
