import type { OwnMachine } from './own-machine.ts'
import type { OwnStep } from './own-manager.ts'
import { OwnServiceError } from './own-service-error.ts'

/** Does the steps of a plan, one after another. @throws OwnServiceError at the first that fails */
export async function carryOut(machine: OwnMachine, steps: readonly OwnStep[]): Promise<void> {
  for (const step of steps) {
    if ('write' in step) await machine.writeText(step.write, step.text, 0o644)
    else if ('remove' in step) await machine.remove(step.remove)
    else await mustRun(machine, step.run)
  }
}

/** What the command printed. @throws OwnServiceError */
export async function mustRun(machine: OwnMachine, [program = '', ...args]: readonly string[]): Promise<string> {
  const { code, text } = await machine.run(program, args)
  if (code === 0) return text
  throw new OwnServiceError(`\`${[program, ...args].join(' ')}\` failed: ${text.slice(-600)}`)
}
