import { setTimeout as pause } from 'node:timers/promises'
import type { RealMoltbot } from './real-moltbot.ts'

const probeEveryMs = 100
const budgetMs = 120_000

/** Asks the gateway itself until it says that it is ready; its end or the budget is an error with what it printed. */
export async function waitUntilReady(moltbot: Pick<RealMoltbot, 'url' | 'exited' | 'output'>): Promise<void> {
  const deadline = performance.now() + budgetMs
  let ended: string | undefined
  void moltbot.exited.then(({ code, signal }) => {
    ended = `ended with ${code ?? signal}`
  })
  while (performance.now() < deadline) {
    if (ended) throw new Error(`MoltBot ${ended} before it was ready:\n${moltbot.output()}`)
    if (await answersReady(moltbot.url)) return
    await pause(probeEveryMs)
  }
  throw new Error(`MoltBot was not ready within ${budgetMs / 1000} s:\n${moltbot.output()}`)
}

/** MoltBot answers unknown paths with 200 and a web page, so only a JSON body that says `ready` counts. */
async function answersReady(url: string): Promise<boolean> {
  try {
    const response = await fetch(`${url}/readyz`, { signal: AbortSignal.timeout(2_000) })
    const json = response.headers.get('content-type')?.includes('json') ?? false
    const body: unknown = json ? await response.json() : undefined
    return (
      response.status === 200 && typeof body === 'object' && body !== null && 'ready' in body && body.ready === true
    )
  } catch {
    return false
  }
}
