import type { JobKind } from '../../../core/jobs.ts'
import type { OwnProduct } from '../../../core/own-product.ts'
import type { Ssh } from '../../../host/effects.ts'
import type { SecretStore } from '../../../host/host.ts'
import type { InstallSshSecrets, InstallSshState } from './install-state.ts'
import { asRoot, loginCommand, overThere, tunnelCommand } from './remote-commands.ts'
import { agentPort, tunnelPort } from './remote-layout.ts'
import { createRemoteLink } from './remote-link.ts'
import { nameOfTarget } from './ssh-target.ts'
import { connectStep } from './steps/connect.ts'
import { moltbotStep } from './steps/moltbot.ts'
import { preflightStep } from './steps/preflight.ts'
import { rememberKeyStep, tunnelKeyName } from './steps/remember-key.ts'
import { serviceStep } from './steps/service.ts'
import { unpackStep } from './steps/unpack.ts'
import { uploadStep } from './steps/upload.ts'
import { verifyStep } from './steps/verify.ts'

export interface InstallJobDeps {
  ssh: Ssh
  product: OwnProduct
  secretStore: Pick<SecretStore, 'set' | 'delete'>
}

/**
 * Puts this program and a MoltBot on another host. Its steps are those of the plan. The connection lives as long as the
 * job; what cannot be taken back, because the host cannot be reached any more or the agent itself was cut off and the
 * credential with it, is named with the command that removes it.
 */
export function createInstallJob(deps: InstallJobDeps): JobKind<InstallSshState, InstallSshSecrets> {
  return {
    kind: 'install_ssh',
    steps(state, secrets) {
      const tools = { ...deps, link: createRemoteLink({ ssh: deps.ssh, state, secrets }) }
      return [
        connectStep(tools),
        preflightStep(tools),
        uploadStep(tools),
        unpackStep(tools),
        serviceStep(tools),
        verifyStep(tools),
        ...(state.rememberKey ? [rememberKeyStep(tools)] : []),
        closing(moltbotStep(tools), tools.link.close),
      ]
    },
    result,
    afterUndo: ({ target }) => `On ${nameOfTarget(target)} there is neither an agent nor a MoltBot from this.`,
  }
}

/** The last step hangs up once it is done; after a failure that is the undo of the first one. */
function closing<Step extends { run(context: never): Promise<void> }>(step: Step, close: () => void): Step {
  return {
    ...step,
    async run(context: never) {
      await step.run(context)
      close()
    },
  }
}

function result(state: InstallSshState): Record<string, unknown> {
  const { target, folder, remoteAgentId, moltbotResult, rememberKey, archive } = state
  const host = nameOfTarget(target)
  const login = loginCommand(state)
  const pairing = overThere(login, asRoot(state, 'moltbot-ops pair list'))
  return {
    host: target.host,
    port: target.port,
    folder,
    agent_id: remoteAgentId,
    agent_version: archive.version,
    agent_port: agentPort,
    tunnel: tunnelCommand(state),
    ...(rememberKey ? { tunnel_key: tunnelKeyName(state) } : {}),
    moltbot: moltbotResult,
    next_steps: [
      `Open the tunnel, and leave it open: ${tunnelCommand(state)}`,
      `Open http://127.0.0.1:${tunnelPort}/ here: it is the console of ${host}.`,
      `Let this browser in, from ${host} itself: ${pairing}, then \`pair approve\` with its code.`,
    ],
  }
}
