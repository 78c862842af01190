import type { Plan } from '../../../core/consent.ts'
import { Problem } from '../../../core/problem.ts'
import { nodeFor } from './choose-node.ts'
import { checkFacts } from './fact-checks.ts'
import { methodOf, type PlanBasis } from './plan-basis.ts'
import { planSteps } from './plan-steps.ts'
import { nodeIn, productFolder, programLink, releaseFolder, serviceName, stateFolder } from './remote-layout.ts'
import { nameOfTarget } from './ssh-target.ts'

/**
 * What the installation will do, step by step. Everything in `basis` is written into the plan's hash, and the job is
 * made from it.
 * @throws Problem sudo_password_needed, already_installed, method_unavailable, install_blocked
 */
export function planInstall(basis: PlanBasis): Plan {
  const { request, target, key, facts, archive, runtime } = basis
  demandReady(basis)
  const host = nameOfTarget(target)
  const folder = releaseFolder(archive.version, archive.sha256)
  const bringsNode = nodeFor(facts, runtime) === 'ours'
  const replaces = key.known === 'changed'
  const product = `MoltBot Ops ${archive.version}`
  return {
    instanceId: null,
    target: { kind: 'ssh_host', id: `${target.host}:${target.port}`, name: host },
    summary: `Install ${product} and MoltBot on ${host} over SSH.`,
    steps: planSteps(basis, folder, bringsNode),
    affects: [
      `${host}: ${folder}, ${stateFolder}, ${programLink} and the systemd service ${serviceName}`,
      `${host}: a MoltBot of its own, installed and run by the agent there`,
      ...(methodOf(request) === 'docker' ? [`${host}: its Docker engine, whose use is as powerful as root there`] : []),
      ...(request.remember_key
        ? [`${host}: one line in ${facts.home}/.ssh/authorized_keys, and a key in the key store of this agent`]
        : []),
      `this agent: the key ${key.seen.fingerprint} becomes the known one of ${host}`,
    ],
    undo: `When a step fails, the steps before it are taken back, last one first, and what cannot be reached any more is named with the command that removes it. Later: run \`moltbot-ops service remove\` on ${host} and delete ${productFolder}.`,
    losses: replaces ? [`1 confirmed host key of ${host}: ${key.confirmed}`] : [],
    downtimeSeconds: null,
    risk: replaces ? 'high' : 'medium',
    basis: {
      host: target.host,
      port: target.port,
      username: request.username,
      host_key: key.seen.fingerprint,
      host_key_type: key.seen.type,
      host_key_before: key.confirmed,
      root: facts.root,
      home: facts.home,
      system: `${facts.system} ${facts.arch}`,
      archive_version: archive.version,
      archive_sha256: archive.sha256,
      archive_bytes: archive.bytes,
      folder,
      node: bringsNode ? nodeIn(folder) : (facts.node?.path ?? ''),
      node_version: bringsNode ? runtime.version : (facts.node?.version ?? ''),
      node_sha256: bringsNode ? runtime.sha256 : null,
      method: methodOf(request),
      channel: request.channel ?? 'stable',
      version: request.version ?? null,
      remember_key: request.remember_key === true,
    },
  }
}

function demandReady({ request, target, facts, runtime }: PlanBasis): void {
  const host = nameOfTarget(target)
  const blocking = checkFacts(facts, runtime, '').filter(({ status }) => status === 'blocking')
  const ids = new Set(blocking.map(({ id }) => id))
  const details = blocking.map(({ id, finding }) => ({
    path: `/checks/${id}`,
    message: `${finding.title} ${finding.detail ?? ''}`.trim(),
  }))
  if (ids.has('root')) {
    const advice = 'Log in as root, or allow it for this installation with a line in /etc/sudoers.d.'
    throw new Problem(
      'sudo_password_needed',
      `${request.username} may not become root on ${host} without a password. ${advice}`,
      { details },
    )
  }
  if (ids.has('agent')) {
    throw new Problem(
      'already_installed',
      `There is an agent on ${host} already, or something listens on its port. Open a tunnel to it, or remove it first.`,
      { details },
    )
  }
  if (blocking.length > 0) {
    throw new Problem(
      'install_blocked',
      `${host} is not ready: ${blocking.map(({ finding }) => finding.title).join(' ')}`,
      { details },
    )
  }
  if (methodOf(request) === 'docker' && facts.docker === null) {
    throw new Problem(
      'method_unavailable',
      `No Docker engine answers on ${host}. Use the method native there, or install Docker first.`,
    )
  }
}
