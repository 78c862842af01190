import type { PlanStep } from '../../../core/consent.ts'
import { methodOf, type PlanBasis } from './plan-basis.ts'
import { agentPort, programLink, serviceName, stateFolder } from './remote-layout.ts'
import { nameOfTarget } from './ssh-target.ts'

/** The steps of the job, under the same names, in words for whoever approves them. */
export function planSteps(
  { request, target, facts, archive, runtime, key }: PlanBasis,
  folder: string,
  bringsNode: boolean,
): PlanStep[] {
  const host = nameOfTarget(target)
  const step = (id: string, title: string, detail: string, seconds: number): PlanStep => ({
    id,
    title,
    detail,
    seconds,
    moltbotStopped: false,
  })
  const withNpm = runtime.hasNpm ? ' with npm' : ''
  const node = bringsNode
    ? `, and Node ${runtime.version}${withNpm} (SHA-256 of the list of its files ${runtime.sha256})`
    : ''
  const how = methodOf(request) === 'npm' ? 'with npm' : 'with Docker'
  const which = request.version ?? `the newest of the channel ${request.channel ?? 'stable'}`
  return [
    step(
      'connect',
      `Connect to ${host} as ${request.username}`,
      `Only to the host that holds the key ${key.seen.fingerprint} (${key.seen.type}).`,
      2,
    ),
    step('preflight', 'Look once more that nothing is in the way', 'Reads only.', 2),
    step(
      'upload',
      `Upload MoltBot Ops ${archive.version}${bringsNode ? ` and Node ${runtime.version}` : ''}`,
      `The archive (SHA-256 ${archive.sha256}, ${archive.bytes} bytes)${node}, into a temporary folder of ${request.username} in ${facts.home}.`,
      bringsNode ? 60 : 20,
    ),
    step(
      'unpack',
      `Unpack it into ${folder}`,
      `As root, after the digests were compared there. ${programLink} starts it by name.`,
      10,
    ),
    step(
      'service',
      `Install and start the service ${serviceName}`,
      `A systemd service that runs as root, listens on 127.0.0.1:${agentPort} alone and keeps its state in ${stateFolder}.`,
      10,
    ),
    step(
      'verify',
      'Check that the agent answers there',
      `Asks http://127.0.0.1:${agentPort}/health on ${host} itself.`,
      10,
    ),
    ...(request.remember_key
      ? [
          step(
            'remember_key',
            'Store a key that may open the tunnel and nothing else',
            `A new key; in authorized_keys of ${request.username} with restrict,port-forwarding,permitopen="127.0.0.1:${agentPort}",command="/bin/false".`,
            2,
          ),
        ]
      : []),
    step(
      'moltbot',
      `Install MoltBot there ${how}`,
      `The agent there installs ${which}; its own log records it too.`,
      180,
    ),
  ]
}
