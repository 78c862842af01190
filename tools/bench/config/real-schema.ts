import { createRealClock } from '../../../agent/src/core/clock.real.ts'
import { openLoopbackSocket } from '../../../agent/src/host/real/network/loopback-socket.ts'
import { schemaOfRpc } from '../../../agent/src/moltbot/config/installed/read-schema.ts'
import type { SchemaSource } from '../../../agent/src/moltbot/config/schema/schema-index.ts'
import { openSession } from '../../../agent/src/moltbot/rpc/session.ts'
import { startMoltbot } from '../../real/real-moltbot.ts'

/** The schema of a real MoltBot with its hints, as the running gateway gives it. */
export async function readRealSchema(version: string): Promise<SchemaSource> {
  const moltbot = await startMoltbot({ version })
  try {
    const session = await openSession({
      network: { open: openLoopbackSocket } as never,
      clock: createRealClock(),
      url: moltbot.url.replace('http', 'ws'),
      credential: { token: moltbot.token },
      platform: 'linux',
      events: { event: () => undefined, end: () => undefined },
    })
    const answer = await session?.call('config.schema', {})
    const source = schemaOfRpc(answer && 'payload' in answer ? answer.payload : null)
    if (source === null) throw new Error(`MoltBot ${version} gave no schema: ${JSON.stringify(answer)?.slice(0, 300)}`)
    session?.close()
    return source
  } finally {
    await moltbot.dispose()
  }
}
