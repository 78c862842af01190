import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { createRedactor } from '@moltbot-ops/redact'
import { type AgentDeps, createAgent } from '../src/agent.ts'
import { isoTime } from '../src/core/clock.ts'
import { openDatabase } from '../src/core/database/open-database.ts'
import { createSeededIds } from '../src/core/ids.real.ts'
import { loadKeys } from '../src/core/keys.ts'
import { agentVersion } from '../src/core/version.ts'
import type { TestDevice } from '../src/features/auth/test/identity.ts'
import { createSimulatedHost } from '../src/host/simulated/simulated-host.ts'
import { createSimulatedProduct } from '../src/host/simulated/simulated-product.ts'
import { createExpectedLog } from './http-app.ts'

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

const startAt = Date.UTC(2026, 10, 23, 2, 7, 0)

/** Parts that are not simulated, made from the simulated ones. */
export type Replace = (simulated: Pick<AgentDeps, 'host' | 'effects'>) => Partial<AgentDeps>

/**
 * The whole agent on the simulated host, on a clock that only moves when told to, with a browserless owner session.
 * Everything that is wired in `main.ts` is here, but for the listening sockets.
 */
export async function createWholeAgent(scenario: string, seed = 1, device?: TestDevice, replace?: Replace) {
  const { host, effects, faults, clock, control } = createSimulatedHost({ scenario, seed, startAt, real: null })
  const replaced = replace?.({ host, effects }) ?? {}
  const ids = createSeededIds(seed, 1)
  const log = createExpectedLog()
  const database = replaced.database ?? openDatabase(':memory:')
  const auditDir = await mkdtemp(join(tmpdir(), 'moltbot-ops-audit-'))
  const configDir = await mkdtemp(join(tmpdir(), 'moltbot-ops-config-'))
  const keys = await loadKeys({ secrets: host.secrets, ids, clock })
  const agent = await createAgent({
    host,
    effects,
    clock,
    sessionClock: clock,
    ids,
    random: () => 0.5,
    database,
    keys,
    secretStore: 'simulated',
    redactor: createRedactor(),
    log,
    stateDir: '/var/lib/moltbot-ops',
    auditDir,
    configDir,
    moltbotHome: null,
    consoleDir: null,
    ownProduct: createSimulatedProduct(agentVersion),
    limits: { public: { perSecond: 1e6, burst: 1e6 }, subject: { perSecond: 1e6, burst: 1e6 } },
    strictAnswers: true,
    simulation: control,
    origin: () => 'http://127.0.0.1:7337',
    ...replaced,
  })
  await agent.start()
  const app = await agent.app()

  async function ask(method: Method, url: string, payload?: object, more: Record<string, string> = {}) {
    const headers = { host: '127.0.0.1:7337', ...(token ? { authorization: `Bearer ${token}` } : {}), ...more }
    const answer = await app.inject({ method, url, headers, ...(payload ? { payload } : {}) })
    return { status: answer.statusCode, body: answer.body === '' ? null : answer.json() }
  }

  const raw = async (method: Method, url: string, payload?: string) => {
    const json = payload === undefined ? {} : { 'content-type': 'application/json' }
    const headers = { host: '127.0.0.1:7337', authorization: `Bearer ${token}`, ...json }
    const answer = await app.inject({ method, url, headers, ...(payload === undefined ? {} : { payload }) })
    return { status: answer.statusCode, headers: answer.headers, body: answer.body === '' ? null : answer.json() }
  }

  /** Begins a stream and ends it at once: how it is answered is known before anything comes. */
  async function begin(url: string, more: Record<string, string> = {}) {
    const headers = { host: '127.0.0.1:7337', authorization: `Bearer ${token}`, ...more }
    const answer = await app.inject({ method: 'GET', url, headers, payloadAsStream: true })
    const stream = answer.stream()
    if (answer.statusCode === 200) {
      stream.destroy()
      return { status: 200, body: null }
    }
    return { status: answer.statusCode, body: JSON.parse(await text(stream)) }
  }

  let token: string | undefined
  const secret = (await agent.createLink())?.split('#pair=')[1]
  const { body: started } = await ask('POST', '/pair/start', {
    link_secret: secret,
    ...(device ? { device_public_key: device.jwk } : {}),
  })
  const { pairing_code } = started
  const issued_at = isoTime(clock.now())
  const { body: tokens } = await ask('POST', '/pair/confirm', {
    pairing_code,
    device_name: 'a test',
    ...(device ? { device_proof: await device.sign({ aud: keys.agentId, pairing_code, issued_at }) } : {}),
  })
  token = tokens.access_token

  return {
    ask,
    /** A body as it is, such as one that `JSON.stringify` would not write, and the headers of the answer. */
    raw,
    begin,
    log,
    /** The header of this session. */
    bearer: { authorization: `Bearer ${token}` },
    agentId: keys.agentId,
    auditDir,
    /** The agent as its host's own socket serves it. */
    served: agent,
    host,
    /** What the agent did to the machine, and what goes wrong there on purpose. */
    effects,
    faults,
    now: () => isoTime(clock.now()),
    clock,
    /** Moves the machine's time on. */
    advance: (seconds: number) => control.change({ advanceMs: seconds * 1000 }),
    async stop() {
      await agent.stop()
      await database.destroy()
      for (const folder of [auditDir, configDir]) await rm(folder, { recursive: true })
    },
  }
}
