import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { expect, onTestFinished, test } from 'vitest'
import { createLinuxProcesses } from './linux-processes.ts'

const processes = createLinuxProcesses({
  users: { nameOf: () => null },
  bootedAt: () => null,
  inTime: (_what, _deadline, work) => work(),
})

/** Resolves when the program has its name. */
async function startNamed(name: string, ...before: string[]): Promise<void> {
  const script = `process.title = '${name}'; console.log('named'); setInterval(() => undefined, 1000)`
  const [file = '', ...args] = [...before, process.execPath, '-e', script]
  const child = spawn(file, args, { stdio: ['ignore', 'pipe', 'inherit'], detached: true })
  onTestFinished(() => void process.kill(-(child.pid ?? 0), 'SIGKILL'))
  await once(child.stdout, 'data')
}

test('a program in a container is none of the machine, whatever it calls itself', async () => {
  const prefix = `mbo${process.pid % 100_000}`
  await startNamed(`${prefix}-in`, 'unshare', '--pid', '--fork', '--kill-child')
  await startNamed(`${prefix}-out`)
  const found = await processes.withNamePrefix(prefix)
  expect(found.map(({ comm }) => comm)).toEqual([`${prefix}-out`])
})
