import type { components } from '@moltbot-ops/api/types'
import type { OwnRuntime } from '../../../core/own-product.ts'
import { nodeFor, oldestNode } from './choose-node.ts'
import type { RemoteFacts } from './parse-facts.ts'
import { agentPort, moltbotPort } from './remote-layout.ts'

type Check = components['schemas']['PreflightCheck']

interface Verdict {
  status: Check['status']
  title: string
  /** What to do about it. */
  advice?: string
  /** What was seen, as evidence. */
  seen: string
}

/** Archive, Node, a MoltBot with its packages, and room for its first days. */
const neededDiskBytes = 2 * 1024 ** 3
const neededMemoryBytes = 1024 ** 3

const verdicts: Record<string, (facts: RemoteFacts, runtime: OwnRuntime) => Verdict> = {
  system({ system, os, arch }) {
    const title = `The host runs ${os}.`
    if (system === 'Linux') return { status: 'ok', title, seen: `${system} ${arch}` }
    return { status: 'blocking', title, advice: 'Only Linux hosts can be set up over SSH.', seen: system }
  },
  init({ init }) {
    if (init === 'systemd') return { status: 'ok', title: 'systemd keeps services running.', seen: 'systemd runs' }
    const advice = 'The agent is kept running by systemd there.'
    return {
      status: 'blocking',
      title: 'The host has no systemd.',
      advice,
      seen: `process 1 is ${init ?? 'not known'}`,
    }
  },
  root({ root, user }) {
    const advice = 'Log in as root, or let this user use sudo without a password while the host is set up.'
    switch (root) {
      case 'is_root':
        return { status: 'ok', title: 'The user is root.', seen: `${user} is root` }
      case 'sudo_without_password':
        return { status: 'ok', title: `${user} may become root.`, seen: '`sudo -n true` worked' }
      case 'sudo_with_password':
        return {
          ...{ status: 'blocking', title: `${user} becomes root only with a password.`, advice },
          seen: '`sudo -n true` asked for a password',
        }
      case 'none':
        return { status: 'blocking', title: `${user} cannot become root.`, advice, seen: 'there is no sudo' }
    }
  },
  tools({ missing }) {
    if (missing.length === 0)
      return { status: 'ok', title: 'The tools for unpacking are there.', seen: 'tar, gzip and sha256sum were found' }
    const names = missing.join(', ')
    const advice = 'Install them with the package manager of the host.'
    return { status: 'blocking', title: `Tools are missing: ${names}.`, advice, seen: `not found: ${names}` }
  },
  node(facts, runtime) {
    const seen = facts.node === null ? 'no Node was found' : `Node ${facts.node.version} was found`
    switch (nodeFor(facts, runtime)) {
      case 'theirs':
        return { status: 'ok', title: `Node ${facts.node?.version} is there.`, seen }
      case 'ours': {
        const title = `Node ${runtime.version}${runtime.hasNpm ? ' with npm' : ''} is brought along.`
        return { status: 'ok', title, advice: 'It stands beside the agent and changes nothing else.', seen }
      }
      case null: {
        const advice = `Install Node ${oldestNode} or newer there: the one of this agent does not fit ${facts.system} ${facts.arch}.`
        return { status: 'blocking', title: 'There is no Node that is new enough.', advice, seen }
      }
    }
  },
  disk({ diskFreeBytes, homeFreeBytes }) {
    if (diskFreeBytes === null)
      return { status: 'not_checked', title: 'The free space could not be read.', seen: '`df` gave no answer' }
    const free = Math.min(diskFreeBytes, homeFreeBytes ?? diskFreeBytes)
    const seen = sizeOf(free)
    if (free >= neededDiskBytes) return { status: 'ok', title: `${seen} are free.`, seen }
    const status = free < neededDiskBytes / 2 ? 'blocking' : 'warning'
    return { status, title: `Only ${seen} are free.`, advice: `About ${sizeOf(neededDiskBytes)} are needed.`, seen }
  },
  memory({ memoryBytes }) {
    if (memoryBytes === null)
      return { status: 'not_checked', title: 'The memory could not be read.', seen: '/proc/meminfo gave no answer' }
    const seen = sizeOf(memoryBytes)
    if (memoryBytes >= neededMemoryBytes) return { status: 'ok', title: 'There is enough memory.', seen }
    const advice = 'MoltBot and the agent together need about 1 GB.'
    return { status: 'warning', title: `There is little memory: ${seen}.`, advice, seen }
  },
  agent({ agent, agentPortTaken }) {
    if (agent === null && !agentPortTaken)
      return { status: 'ok', title: 'No other agent is there.', seen: `port ${agentPort} is free` }
    const title = 'There is an agent already, or its port is taken.'
    const advice = 'Open a tunnel to the agent that is there, or remove it first.'
    return { status: 'blocking', title, advice, seen: agent ?? `port ${agentPort} is taken` }
  },
  moltbot({ moltbot, moltbotPortTaken }) {
    if (moltbot === null && !moltbotPortTaken)
      return { status: 'ok', title: 'No MoltBot is there yet.', seen: `port ${moltbotPort} is free` }
    const advice = 'The agent will find it; a second one is installed beside it only on another port.'
    return {
      ...{ status: 'warning', title: 'There is a MoltBot already.', advice },
      seen: moltbot ?? `port ${moltbotPort} is taken`,
    }
  },
  docker({ docker }) {
    if (docker !== null) return { status: 'ok', title: `Docker ${docker} answers.`, seen: `Docker ${docker}` }
    const advice = 'Only the method `native` can be used.'
    return {
      status: 'warning',
      title: 'No Docker engine answers there.',
      advice,
      seen: '`docker version` gave no answer',
    }
  },
}

const severities = { ok: 'info', not_checked: 'info', warning: 'warning', blocking: 'critical' } as const

/** Whether a host is ready, each as a finding with what to do. `at` is the time of the look, RFC 3339. */
export function checkFacts(facts: RemoteFacts, runtime: OwnRuntime, at: string): Check[] {
  return Object.entries(verdicts).map(([id, judge]) => {
    const { status, title, advice, seen } = judge(facts, runtime)
    return {
      id,
      status,
      finding: {
        id: `remote_${id}`,
        severity: severities[status],
        title,
        ...(advice === undefined ? {} : { detail: advice }),
        evidence: [{ kind: 'host', statement: seen, at }],
      },
    }
  })
}

function sizeOf(bytes: number): string {
  return `${(bytes / 1024 ** 3).toFixed(1)} GB`
}
