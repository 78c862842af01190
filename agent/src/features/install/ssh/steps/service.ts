import { RemainsError } from '../../../../core/jobs.ts'
import type { InstallSshState } from '../install-state.ts'
import { asRoot } from '../remote-commands.ts'
import { programIn, serviceName, stateFolder } from '../remote-layout.ts'
import { mustRun, mustRunOnTerminal } from '../remote-shell.ts'
import type { InstallStep, StepDeps } from './step-deps.ts'

const serviceMs = 2 * 60_000

/** \`service install\` also starts it. The state is left where it was there before this job. */
const removeState = `
if [ "$had_state" = 0 ]; then rm -rf -- "${stateFolder}"; fi
`

export function serviceStep({ link }: StepDeps): InstallStep {
  return {
    id: 'service',
    title: 'Install and start the service',
    cancellable: false,
    async run({ state, line }) {
      // The person who approved the plan of this job has approved this part of it: the verb need not ask again.
      await mustRunOnTerminal(link.session(), 'Installing the service', verb(state, 'install'), {
        as: state.asRoot,
        timeoutMs: serviceMs,
        onLine: (_stream, text) => line(text),
      })
    },
    async undo({ state }) {
      if (state.moltbotInstalled) throw new RemainsError([`The service ${serviceName}, which keeps MoltBot there.`])
      const hadState = state.before?.stateFolder !== false
      const command = asRoot(state, verb(state, 'remove').join(' '))
      const tooMuch = hadState ? '' : ` && ${asRoot(state, `rm -rf -- ${stateFolder}`)}`
      await link.takeBack(
        () => [
          `the service ${serviceName}${hadState ? '' : ` and its state in ${stateFolder}`}. Remove it there with: ${command}${tooMuch}`,
        ],
        async (session) => {
          await mustRunOnTerminal(session, 'Removing the service', verb(state, 'remove'), {
            as: state.asRoot,
            timeoutMs: serviceMs,
          })
          await mustRun(session, 'Removing its state', removeState, {
            as: state.asRoot,
            timeoutMs: serviceMs,
            variables: { had_state: hadState ? '1' : '0' },
          })
        },
      )
    },
  }
}

function verb({ node, folder }: InstallSshState, name: 'install' | 'remove'): string[] {
  return [node, programIn(folder), 'service', name, '--yes']
}
