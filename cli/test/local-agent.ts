import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { type Options, type Outcome, runBare } from './run-cli.ts'

/**
 * Runs a command line as a person at the host does: it finds the agent's file and socket and needs no token. `lines` are
 * typed one by one, at each question that the agent's terminal asks.
 */
export async function runAtHost(argv: string[], options: Options = {}): Promise<Outcome> {
  const stateDir = await mkdtemp(join(tmpdir(), 'moltbot-ops-cli-'))
  const socket = join(stateDir, 'agent.sock')
  const server = createServer().listen(socket)
  await new Promise((resolve) => server.once('listening', resolve))
  onTestFinished(async () => {
    await new Promise((resolve) => server.close(resolve))
    await rm(stateDir, { recursive: true, force: true })
  })
  await chmod(socket, 0o600)
  const agent = {
    pid: process.pid,
    address: 'http://127.0.0.1:7337',
    socket,
    agent_id: 'ag_test',
    version: '0.2.0',
    started_at: '2026-11-23T02:00:00Z',
  }
  await writeFile(join(stateDir, 'agent.json'), JSON.stringify(agent), { mode: 0o600 })
  return runBare(['--state-dir', stateDir, ...argv], {
    ...options,
    surroundings: { uid: process.getuid?.() ?? 0, ...options.surroundings },
  })
}
