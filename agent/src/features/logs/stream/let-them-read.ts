import type { Clock } from '../../../core/clock.ts'
import type { FeedClient } from '../../../core/shared-feed.ts'

/** Everybody waits so long for one who does not read, once; then not again until it has read everything. */
const patienceMs = 250

/**
 * Waits for those who fall behind before more is read: what is on disk can wait, so nobody who reads loses a line, and
 * who does not read holds up the others once.
 * @param stalled who was waited for in vain
 */
export async function letThemRead(
  clients: ReadonlySet<FeedClient>,
  stalled: WeakSet<FeedClient>,
  clock: Pick<Clock, 'after'>,
): Promise<void> {
  await new Promise((done) => setImmediate(done))
  const slow: FeedClient[] = []
  for (const client of clients) {
    if (!client.isBehind()) stalled.delete(client)
    else if (!stalled.has(client)) slow.push(client)
  }
  if (slow.length === 0) return
  await new Promise<void>((done) => {
    const timer = clock.after(patienceMs, done)
    Promise.all(slow.map((client) => client.drained())).then(() => {
      timer.cancel()
      done()
    }, done)
  })
  for (const client of slow) if (client.isBehind()) stalled.add(client)
}
