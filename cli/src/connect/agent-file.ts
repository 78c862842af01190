import { constants } from 'node:fs'
import { lstat, open } from 'node:fs/promises'
import { isAbsolute, join } from 'node:path'
import { Failure } from '../failure.ts'
import { hint } from '../words/hint.ts'

/** What a running agent says about itself in `agent.json` of its state directory. */
export interface AgentFile {
  pid: number
  /** Of the API over TCP, such as `http://127.0.0.1:7337`. */
  address: string
  /** Path of the Unix socket that serves the same API to whoever may open it. */
  socket: string
  agentId: string
  version: string
  startedAt: string
}

const largestFile = 16 * 1024

/**
 * Reads `agent.json`; null where there is none. A passphrase may go to the socket that it names, so it is believed only
 * when nobody but its owner could have written it, and that owner is us or root (root believes any owner).
 * @throws Failure
 */
export async function readAgentFile(stateDir: string, uid: number | null): Promise<AgentFile | null> {
  const path = join(stateDir, 'agent.json')
  const text = await readTrusted(path, uid)
  if (text === null) return null
  const agent = parseAgentFile(text)
  if (agent === null) throw new Failure('unreachable', `${path} is damaged. Stop the agent and start it again.`)
  await checkSocket(agent, path)
  return agent
}

async function readTrusted(path: string, uid: number | null): Promise<string | null> {
  const file = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return null
    if (error.code === 'EACCES') {
      throw new Failure('unreachable', `${path} may not be read by this user. Run this as the agent's user or as root.`)
    }
    throw new Failure('unreachable', `${path} cannot be read (${error.code}).`, error)
  })
  if (file === null) return null
  try {
    const facts = await file.stat()
    if (!facts.isFile() || facts.size > largestFile) throw new Failure('unreachable', `${path} is not an agent's file.`)
    if (!ownedByTrusted(facts, uid)) {
      throw new Failure('unreachable', `${path} can be written by others than its owner or belongs to another user.`)
    }
    return await file.readFile('utf8')
  } finally {
    await file.close()
  }
}

function ownedByTrusted(facts: { uid: number; mode: number }, uid: number | null): boolean {
  if (uid === null) return true
  return (facts.mode & 0o022) === 0 && (uid === 0 || facts.uid === uid || facts.uid === 0)
}

/** Null for a text that does not have the agent's form. */
export function parseAgentFile(text: string): AgentFile | null {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return null
  }
  if (typeof value !== 'object' || value === null) return null
  const { pid, address, socket, agent_id, version, started_at } = value as Record<string, unknown>
  if (typeof pid !== 'number' || !Number.isInteger(pid) || pid < 1) return null
  if (typeof address !== 'string' || !/^https?:\/\/(127\.0\.0\.1|localhost|\[::1\]):\d+$/.test(address)) return null
  if (typeof socket !== 'string' || !isAbsolute(socket)) return null
  if (typeof agent_id !== 'string' || typeof version !== 'string' || typeof started_at !== 'string') return null
  return { pid, address, socket, agentId: agent_id, version, startedAt: started_at }
}

/** Whether what lies at the socket's path is a socket of the user who wrote the file. */
export function isSocketOf(there: { isSocket(): boolean; uid: number }, file: { uid: number }): boolean {
  return there.isSocket() && there.uid === file.uid
}

/** A long state directory's socket lies in the shared temporary folder, where anybody may have put another. */
async function checkSocket({ socket }: AgentFile, path: string): Promise<void> {
  const [there, file] = await Promise.all([lstat(socket).catch(() => null), lstat(path).catch(() => null)])
  if (there === null || file === null) {
    throw new Failure(
      'unreachable',
      `The agent's socket ${socket} is gone, so it has stopped. Start it: ${hint('serve')}`,
    )
  }
  if (!isSocketOf(there, file)) {
    throw new Failure('unreachable', `${socket} is not the agent's socket. Stop the agent and start it again.`)
  }
}
