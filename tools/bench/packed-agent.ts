import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort } from '../real/free-port.ts'
import { packProduct } from '../release/pack.ts'
import { type ServerProcess, startServer } from './server-process.ts'

/** It lives, or all of it is there: /health answers before the rest is loaded. */
export type ReadyWhen = 'it lives' | 'all of it is there'

const probes = {
  'it lives': { probe: '/health' },
  // Nothing but the agent itself refuses somebody without a token.
  'all of it is there': { probe: '/system/info', status: 401 },
}

export interface PackedAgent {
  /** Starts an agent; only one at a time may run on a state directory. The simulated host is healthy by default. */
  start(stateDir: string, options?: { scenario?: string; readyWhen?: ReadyWhen }): Promise<ServerProcess>
  /** A state directory that no agent has used yet. */
  newStateDir(): string
  /** A token for scripts from an agent that runs; it may read, and from `admin` on propose. */
  token(server: ServerProcess, role?: 'viewer' | 'admin'): string
  dispose(): void
}

/** The product as it is released: packed, unpacked elsewhere, on the simulated host. */
export async function packedAgent(): Promise<PackedAgent> {
  const folder = mkdtempSync(join(tmpdir(), 'packed-agent-'))
  const { file } = await packProduct(folder)
  execFileSync('tar', ['-xzf', file, '-C', folder, '--strip-components=1'])
  const program = join(folder, 'cli/bin/moltbot-ops.js')
  const states = new Map<number, string>()
  const env = {
    // The bound on requests stays in place and counts; it is only set out of reach.
    MOLTBOT_OPS_REQUESTS_PER_SECOND: '1000000000',
  }
  return {
    newStateDir: () => mkdtempSync(join(folder, 'state-')),
    async start(stateDir, { scenario = 'healthy', readyWhen = 'all of it is there' } = {}) {
      const port = await freePort()
      const args = [program, 'serve', '--simulate', scenario, '--port', String(port), '--state-dir', stateDir]
      const server = await startServer({ name: 'MoltBot Ops', args, env, port, ...probes[readyWhen] })
      states.set(server.pid, stateDir)
      return server
    },
    token(server, role = 'viewer') {
      const create = ['token', 'create', '--name', 'bench', '--role', role, '--json']
      const where = ['--state-dir', states.get(server.pid) ?? '']
      const answer = execFileSync(process.execPath, [program, ...create, ...where], { encoding: 'utf8' })
      return JSON.parse(answer).access_token
    },
    dispose: () => rmSync(folder, { recursive: true, force: true }),
  }
}
