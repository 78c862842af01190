import type { components } from '@moltbot-ops/api/types'
import type { OwnRuntime } from '../../../core/own-product.ts'
import type { RemoteFacts } from './parse-facts.ts'
import { agentPort, moltbotPort } from './remote-layout.ts'

type Check = components['schemas']['PreflightCheck']
type Status = Check['status']

/** Archive, Node, a MoltBot with its packages, and room for its first days. */
const neededDiskBytes = 2 * 1024 ** 3
const neededMemoryBytes = 1024 ** 3
const oldestNode = '24.18.0'
/** Official builds of Node 24 run from here on. */
const oldestGlibc = '2.28'

/** Whether a host is ready, each as a finding with what to do. */
export function checkFacts(facts: RemoteFacts, runtime: OwnRuntime, at: string): Check[] {
  const check = (id: string, status: Status, title: string, detail: string, statement: string): Check => ({
    id,
    status,
    finding: {
      id: `remote_${id}`,
      severity: status === 'blocking' ? 'critical' : status === 'warning' ? 'warning' : 'info',
      title,
      detail,
      evidence: [{ kind: 'host', statement, at }],
    },
  })
  return [
    facts.system === 'Linux'
      ? check('system', 'ok', `The host runs ${facts.os}.`, '', `${facts.system} ${facts.arch}`)
      : check(
          'system',
          'blocking',
          `The host runs ${facts.os}.`,
          'Only Linux hosts can be set up over SSH.',
          facts.system,
        ),
    facts.init === 'systemd'
      ? check('init', 'ok', 'systemd keeps services running.', '', 'systemd runs')
      : check(
          'init',
          'blocking',
          'The host has no systemd.',
          'The agent is kept running by systemd there.',
          `process 1 is ${facts.init ?? 'not known'}`,
        ),
    rootCheck(facts, check),
    facts.missing.length === 0
      ? check('tools', 'ok', 'The tools for unpacking are there.', '', 'tar, gzip and sha256sum were found')
      : check(
          'tools',
          'blocking',
          `Tools are missing: ${facts.missing.join(', ')}.`,
          'Install them with the package manager of the host.',
          `not found: ${facts.missing.join(', ')}`,
        ),
    nodeCheck(facts, runtime, check),
    diskCheck(facts, check),
    facts.memoryBytes === null || facts.memoryBytes >= neededMemoryBytes
      ? check(
          'memory',
          facts.memoryBytes === null ? 'not_checked' : 'ok',
          'There is enough memory.',
          '',
          sizeOf(facts.memoryBytes),
        )
      : check(
          'memory',
          'warning',
          `There is little memory: ${sizeOf(facts.memoryBytes)}.`,
          'MoltBot and the agent together need about 1 GB.',
          sizeOf(facts.memoryBytes),
        ),
    facts.agent === null && !facts.agentPortTaken
      ? check('agent', 'ok', 'No other agent is there.', '', `port ${agentPort} is free`)
      : check(
          'agent',
          'blocking',
          'There is an agent already, or its port is taken.',
          'Open a tunnel to the agent that is there, or remove it first.',
          facts.agent ?? `port ${agentPort} is taken`,
        ),
    facts.moltbot === null && !facts.moltbotPortTaken
      ? check('moltbot', 'ok', 'No MoltBot is there yet.', '', `port ${moltbotPort} is free`)
      : check(
          'moltbot',
          'warning',
          'There is a MoltBot already.',
          'The agent will find it; a second one is installed beside it only on another port.',
          facts.moltbot ?? `port ${moltbotPort} is taken`,
        ),
    facts.docker === null
      ? check(
          'docker',
          'warning',
          'No Docker engine answers there.',
          'Only the method `native` can be used.',
          '`docker version` gave no answer',
        )
      : check('docker', 'ok', `Docker ${facts.docker} answers.`, '', `Docker ${facts.docker}`),
  ]
}

type Make = (id: string, status: Status, title: string, detail: string, statement: string) => Check

function rootCheck({ root, user }: RemoteFacts, check: Make): Check {
  if (root === 'is_root') return check('root', 'ok', 'The user is root.', '', `${user} is root`)
  if (root === 'sudo_without_password')
    return check('root', 'ok', `${user} may become root.`, '', '`sudo -n true` worked')
  const advice = 'Log in as root, or let this user use sudo without a password while it is set up.'
  return root === 'none'
    ? check('root', 'blocking', `${user} cannot become root.`, advice, 'there is no sudo')
    : check(
        'root',
        'blocking',
        `${user} becomes root only with a password.`,
        advice,
        '`sudo -n true` asked for a password',
      )
}

function nodeCheck(facts: RemoteFacts, runtime: OwnRuntime, check: Make): Check {
  const found = facts.node === null ? 'no Node was found' : `Node ${facts.node.version} was found`
  switch (nodeFor(facts, runtime)) {
    case 'theirs':
      return check('node', 'ok', `Node ${facts.node?.version} is there.`, '', found)
    case 'ours':
      return check(
        'node',
        'ok',
        `Node ${runtime.version}${runtime.hasNpm ? ' with npm' : ''} is brought along.`,
        'It stands beside the agent and changes nothing else.',
        found,
      )
    case null:
      return check(
        'node',
        'blocking',
        'There is no Node that is new enough.',
        `Install Node ${oldestNode} or newer there: the one of this agent does not fit ${facts.system} ${facts.arch}.`,
        found,
      )
  }
}

function diskCheck({ diskFreeBytes, homeFreeBytes }: RemoteFacts, check: Make): Check {
  if (diskFreeBytes === null)
    return check('disk', 'not_checked', 'The free space could not be read.', '', '`df` gave no answer')
  const free = Math.min(diskFreeBytes, homeFreeBytes ?? diskFreeBytes)
  if (free >= neededDiskBytes) return check('disk', 'ok', `${sizeOf(free)} are free.`, '', sizeOf(free))
  const status = free < neededDiskBytes / 2 ? 'blocking' : 'warning'
  return check(
    'disk',
    status,
    `Only ${sizeOf(free)} are free.`,
    `About ${sizeOf(neededDiskBytes)} are needed.`,
    sizeOf(free),
  )
}

/**
 * Whose Node runs the agent there; null when neither can. The agent runs as root, so a Node in somebody's home, which
 * that user could replace, is as if it were not there. A Node without npm cannot install anything, so ours is better.
 */
export function nodeFor(facts: RemoteFacts, runtime: OwnRuntime): 'theirs' | 'ours' | null {
  const { node } = facts
  const theirs = node !== null && compare(node.version, oldestNode) >= 0 && /^\/(usr|opt)\//.test(node.path)
  const ours = canRunOurs(facts, runtime)
  if (theirs && (facts.hasNpm || !ours)) return 'theirs'
  return ours ? 'ours' : null
}

function canRunOurs(facts: RemoteFacts, runtime: OwnRuntime): boolean {
  const isSameMachine = facts.system.toLowerCase() === runtime.platform && facts.arch === runtime.arch
  if (!isSameMachine || facts.libc === null || facts.libc.name !== runtime.libc?.name) return false
  return facts.libc.name === 'musl' || compare(facts.libc.version, oldestGlibc) >= 0
}

/** Versions of numbers and dots alone. */
function compare(one: string, other: string): number {
  const numbers = (text: string) => text.split('.').map(Number)
  const left = numbers(one)
  const right = numbers(other)
  for (let part = 0; part < Math.max(left.length, right.length); part++) {
    const difference = (left[part] ?? 0) - (right[part] ?? 0)
    if (difference !== 0) return difference
  }
  return 0
}

function sizeOf(bytes: number | null): string {
  return bytes === null ? 'not known' : `${(bytes / 1024 ** 3).toFixed(1)} GB`
}
