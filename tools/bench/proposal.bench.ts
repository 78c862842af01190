import { type Ask, createAsk } from './api-client.ts'
import type { BenchPlan, Candidate, Gate, PreparedBench } from './bench-case.ts'
import { openDurableWrite } from './durable-write.ts'
import { packedAgent } from './packed-agent.ts'
import { percentile } from './percentile.ts'
import type { ServerProcess } from './server-process.ts'

interface Proposal {
  id: string
  status: string
  plan_hash: string
  plan: { id: string }[]
  params: object
}

const aimMs = 50
const readName = 'a read with its token and a durable write'
/** About as much as the entry of the audit log and the row of the database. */
const recordBytes = 4096

/** From the request for a plan to the plan: made by the agent, written down durably, and nothing touched. */
export async function prepareProposal(plan: BenchPlan): Promise<PreparedBench> {
  const packed = await packedAgent()
  const running: ServerProcess[] = []
  const disk = openDurableWrite()
  const dispose = async () => {
    for (const server of running) await server.stop()
    disk.dispose()
    packed.dispose()
  }
  const start = async (scenario: string): Promise<Ask> => {
    const server = await packed.start(packed.newStateDir(), { scenario })
    running.push(server)
    return createAsk(server.url, packed.token(server, 'admin'))
  }
  try {
    const healthy = await start('healthy')
    const bare = await start('not-installed')
    const { config } = (await healthy('GET', '/config', 200)) as { config: { logging?: object } }
    const changed = { config: { ...config, logging: { ...config.logging, level: 'debug' } } }
    const kinds: [name: string, ask: Ask, action: string, params: object][] = [
      ['restart', healthy, 'runOpsAction', { action: 'restart' }],
      ['change of the configuration', healthy, 'applyConfig', changed],
      ['installation', bare, 'installLocal', { method: 'npm' }],
    ]
    for (const [name, ask, action, params] of kinds) await checkPlans(name, ask, action, params)

    const times = plan.fast ? 20 : 40
    const candidates = kinds.map(
      ([name, ask, action, params]): Candidate => ({
        name,
        measure: () =>
          slowestOfMost(times, async () => {
            const began = performance.now()
            const proposal = await propose(ask, action, params)
            const took = performance.now() - began
            // Only so many may wait at a time.
            await ask('POST', `/confirmations/${proposal.id}/deny`, 200, {})
            return took
          }),
      }),
    )
    const read: Candidate = {
      name: readName,
      measure: () =>
        slowestOfMost(times, async () => {
          const began = performance.now()
          await healthy('GET', '/system/info', 200)
          disk.write(recordBytes)
          return performance.now() - began
        }),
    }
    const gate = (candidate: string): Gate => ({ candidate, rival: readName, bound: 'at most', ratio: 6 })
    return {
      series: [
        {
          name: 'a proposal and its plan',
          unit: 'ms, 95th percentile',
          includes: `${times} requests one after another: authentication, plan, hashes, audit entry (fdatasync), database, answer`,
          candidates: [...candidates, read],
          gates: candidates.map(({ name }) => gate(name)),
          aims: candidates.map(({ name }) => ({ candidate: name, bound: 'at most', figure: aimMs })),
        },
      ],
      floor: {
        name: 'write + fdatasync',
        unit: 'ms, 95th percentile',
        measure: () =>
          slowestOfMost(times, async () => {
            const began = performance.now()
            disk.write(recordBytes)
            return performance.now() - began
          }),
      },
      notes: () => ['packed agents on the simulated host, which answers without a delay of its own'],
      dispose,
    }
  } catch (error) {
    await dispose()
    throw error
  }
}

/** A plan that is made twice is the same plan, and it has steps; else no time of it says anything. */
async function checkPlans(name: string, ask: Ask, action: string, params: object): Promise<void> {
  const [one, other] = [await propose(ask, action, params), await propose(ask, action, params)]
  for (const { id } of [one, other]) await ask('POST', `/confirmations/${id}/deny`, 200, {})
  const same = one.plan_hash === other.plan_hash && JSON.stringify(one.plan) === JSON.stringify(other.plan)
  if (!same || one.plan.length === 0) throw new Error(`the plans of ${name} are not equal; nothing was measured`)
}

async function propose(ask: Ask, action: string, params: object): Promise<Proposal> {
  const body = { action, params, reason: 'To see how long a plan takes.' }
  const proposal = (await ask('POST', '/confirmations', 201, body)) as Proposal
  if (proposal.status !== 'pending') throw new Error(`${action} is ${proposal.status}; nothing was measured`)
  return proposal
}

async function slowestOfMost(times: number, one: () => Promise<number>): Promise<number> {
  const taken: number[] = []
  for (let count = 0; count < times; count++) taken.push(await one())
  return percentile(taken, 0.95)
}
