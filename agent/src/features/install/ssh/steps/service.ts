import { RemainsError } from '../../../../core/jobs.ts'
import type { InstallSshState } from '../install-state.ts'
import { asRoot } from '../remote-commands.ts'
import { programIn, serviceName, stateFolder } from '../remote-layout.ts'
import { mustRun, mustRunOnTerminal } from '../remote-shell.ts'
import type { InstallStep, StepDeps } from './step-deps.ts'

const serviceMs = 2 * 60_000

/**
 * Ends the service and takes its unit away, whatever state it is in: also one that never got as far as that. The state is
 * left where it was there before this job.
 */
const remove = `
unit="/etc/systemd/system/${serviceName}.service"
if [ -e "$unit" ] || systemctl is-active --quiet ${serviceName}; then
  systemctl disable --now ${serviceName} >/dev/null 2>&1 || systemctl stop ${serviceName} || true
  rm -f -- "$unit"
  systemctl daemon-reload
  systemctl reset-failed ${serviceName} 2>/dev/null || true
fi
if systemctl is-active --quiet ${serviceName}; then echo "the service still runs" >&2; exit 1; fi
if [ "$had_state" = 0 ]; then rm -rf -- "${stateFolder}"; fi
`

export function serviceStep({ link }: StepDeps): InstallStep {
  return {
    id: 'service',
    title: 'Install and start the service',
    cancellable: false,
    async run({ state, line }) {
      const { node, folder, asRoot: as } = state
      // The person who approved the plan of this job has approved this part of it: the verb need not ask again.
      await mustRunOnTerminal(
        link.session(),
        'Installing the service',
        [node, programIn(folder), 'service', 'install', '--yes'],
        { as, timeoutMs: serviceMs, onLine: (_stream, text) => line(text) },
      )
    },
    async undo({ state }) {
      if (state.moltbotInstalled) throw new RemainsError([`The service ${serviceName}, which keeps MoltBot there.`])
      const hadState = state.before?.stateFolder !== false
      await link.takeBack(
        () => [whatRemains(state, hadState)],
        async (session) => {
          await mustRun(session, 'Removing the service', remove, {
            as: state.asRoot,
            timeoutMs: serviceMs,
            variables: { had_state: hadState ? '1' : '0' },
          })
        },
      )
    },
  }
}

function whatRemains(state: InstallSshState, hadState: boolean): string {
  const unit = `/etc/systemd/system/${serviceName}.service`
  const commands = [
    `systemctl disable --now ${serviceName}`,
    `rm -f ${unit}`,
    ...(hadState ? [] : [`rm -rf -- ${stateFolder}`]),
  ].map((command) => asRoot(state, command))
  const what = `the service ${serviceName}${hadState ? '' : ` and its state in ${stateFolder}`}`
  return `${what}. Remove it there with: ${commands.join('; ')}`
}
