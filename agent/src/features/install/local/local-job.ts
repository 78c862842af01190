import type { JobKind, JobStep, StepContext } from '../../../core/jobs.ts'
import type { InstallState } from './install-state.ts'
import { refusalOf } from './refusal.ts'
import { createGetImage } from './steps/get-image.ts'
import { createInstallProgram } from './steps/install-program.ts'
import { createPreparePlace } from './steps/prepare-place.ts'
import { createRunService } from './steps/run-service.ts'
import type { LocalJobDeps } from './steps/step-deps.ts'
import { createWriteConfig } from './steps/write-config.ts'

/** Settings that a person asked for; they may hold secrets, so they live in memory alone. */
export interface InstallSecrets extends Record<string, unknown> {
  config: Record<string, unknown>
}

/** Installs MoltBot on this host: step by step, and back step by step. */
export function createLocalJob(deps: LocalJobDeps): JobKind<InstallState, InstallSecrets> {
  const place = createPreparePlace(deps)
  const program = createInstallProgram(deps)
  const config = createWriteConfig(deps)
  const service = createRunService(deps)
  const image = createGetImage(deps)

  return {
    kind: 'install_local',
    steps({ method, place: { makesAccount } }, secrets) {
      const step = (id: string, title: string, work: Pick<JobStep<InstallState>, 'run' | 'undo'>) => ({
        ...{ id, title, cancellable: true },
        ...work,
        run: (context: StepContext<InstallState>) =>
          work.run(context).catch((error: unknown) => {
            throw refusalOf(error, title, id === 'program')
          }),
      })
      return [
        step('account', makesAccount ? 'Make the account' : 'Prepare its folders', place),
        method === 'npm'
          ? step('program', 'Install the program and its Node', program)
          : step('program', 'Get the image', image),
        step('config', 'Write a minimal safe configuration', {
          run: (context) => config.run(context, secrets?.config ?? {}),
          undo: config.undo,
        }),
        step('service', 'Set up the service', { run: service.install, undo: service.remove }),
        step('start', 'Start it', { run: service.start }),
        step('verify', 'Check from outside that it answers', { run: service.verify }),
      ]
    },
    result: (state) => ({
      version: state.version,
      port: state.port,
      state_dir: state.place.stateDir,
      config_path: state.place.configPath,
      instance_id: state.instanceId,
      message: state.message,
      next_steps: nextSteps(state),
    }),
    afterUndo: ({ made }) =>
      made.image
        ? 'MoltBot is not installed. The image that was pulled for it stays with the container engine.'
        : 'MoltBot is not installed.',
  }
}

function nextSteps({ manager, agentCanBeService }: InstallState): string[] {
  const survivors = manager === 'supervised' ? 'it and MoltBot survive' : 'it survives'
  return [
    'Add a model provider: open the page Config and search for "models.providers".',
    'Connect a channel, such as Telegram: open the page Config and search for "channels".',
    agentCanBeService
      ? `Make this agent a service, if it is none yet, so that ${survivors} a logout and a reboot: moltbot-ops service install`
      : 'Nothing on this host starts programs by itself. See to it that "moltbot-ops serve" runs after a reboot.',
  ]
}
