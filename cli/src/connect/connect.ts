import { type Client, createClient } from '@moltbot-ops/sdk'
import { Failure } from '../failure.ts'
import type { Surroundings } from '../surroundings.ts'
import { hint } from '../words/hint.ts'
import { readAgentFile } from './agent-file.ts'
import { stateDirs } from './state-dir.ts'

export interface Target {
  stateDir?: string | undefined
  agent?: string | undefined
  token?: string | undefined
}

/** The agent that a command speaks to. */
export interface Connected {
  client: Client
  /** State directory of an agent on this host; null for one that was named by its address. */
  stateDir: string | null
}

/** Finds the agent: by address with a token, or the one that runs on this host, through its socket. @throws Failure */
export async function connect(target: Target, surroundings: Surroundings): Promise<Connected> {
  if (target.agent === undefined) return connectHere(target, surroundings)
  if (target.stateDir !== undefined) {
    throw new Failure('usage', 'Give --agent for a remote agent or --state-dir for one on this host, not both.')
  }
  const baseUrl = remoteAddress(target.agent)
  const token = target.token ?? (surroundings.env.MOLTBOT_OPS_TOKEN || undefined)
  if (token === undefined || !/^[\x21-\x7e]{1,4096}$/.test(token)) {
    const why = token === undefined ? 'needs a token' : 'got a token with characters that none has'
    throw new Failure(
      'usage',
      `--agent ${why}. Put it in MOLTBOT_OPS_TOKEN (--token shows it to other users of this host).`,
    )
  }
  return {
    client: createClient({ baseUrl, token, fetch: surroundings.fetch, timers: surroundings.timers }),
    stateDir: null,
  }
}

async function connectHere(target: Target, surroundings: Surroundings): Promise<Connected> {
  const [first, ...others] = stateDirs(target.stateDir, surroundings)
  for (const stateDir of [first, ...others]) {
    const agent = await readAgentFile(stateDir, surroundings.uid)
    if (agent === null) continue
    const fetch = surroundings.socketFetch(agent.socket)
    return { client: createClient({ baseUrl: agent.address, fetch, timers: surroundings.timers }), stateDir }
  }
  throw new Failure(
    'unreachable',
    `No agent runs with the state directory ${first}. Start one with \`${hint('serve')}\`, or name another with --state-dir or --agent.`,
  )
}

/** A token never goes over the network in the clear. */
function remoteAddress(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : null
  if (
    url === null ||
    !/^https?:$/.test(url.protocol) ||
    url.username !== '' ||
    url.pathname !== '/' ||
    url.search !== ''
  ) {
    throw new Failure('usage', '--agent takes the address of an agent, such as https://ops.example:7337.')
  }
  if (url.protocol === 'http:' && !/^(localhost|127(\.\d+){3}|\[::1\])$/.test(url.hostname)) {
    throw new Failure('usage', `${url.origin} would carry the token in the clear. Use https, or a tunnel to 127.0.0.1.`)
  }
  return url.origin
}
