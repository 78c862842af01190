import { connect } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'

/** Waits until an SSH server greets there. */
export async function waitForSshBanner(host: string, port: number, seconds = 20): Promise<void> {
  const deadline = performance.now() + seconds * 1000
  while (performance.now() < deadline) {
    if (await greets(host, port)) return
    await pause(100)
  }
  throw new Error(`no SSH server greeted on ${host}:${port} within ${seconds} s`)
}

function greets(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port, timeout: 1_000 })
    const end = (answer: boolean) => {
      resolve(answer)
      socket.destroy()
    }
    socket.once('data', (greeting: Buffer) => end(greeting.toString('latin1').startsWith('SSH-2.0')))
    for (const event of ['error', 'timeout', 'close'] as const) socket.once(event, () => end(false))
  })
}
