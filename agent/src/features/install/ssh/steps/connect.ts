import type { InstallStep, StepDeps } from './step-deps.ts'

export function connectStep({ link }: StepDeps): InstallStep {
  return {
    id: 'connect',
    title: 'Connect to the host',
    cancellable: true,
    async run({ signal }) {
      await link.open(signal)
    },
    // It is the last one to be taken back: nothing needs the connection any more.
    async undo() {
      link.close()
    },
  }
}
