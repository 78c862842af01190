import type { OwnMachine } from './own-machine.ts'

/** The process that `agent.json` names, if it lives. */
export async function runningAgent(machine: OwnMachine, stateDir: string): Promise<number | null> {
  const text = await machine.readText(`${stateDir}/agent.json`)
  const pid = /"pid": (\d+)/.exec(text ?? '')?.[1]
  return pid !== undefined && machine.isRunning(Number(pid)) ? Number(pid) : null
}
