import type { Actor } from '../../../../core/actor.ts'
import type { Consent, Intent, Params, Plan } from '../../../../core/consent.ts'
import type { BodyOf, Input } from '../../../../core/handler.ts'
import { createSimulatedProduct } from '../../../../host/simulated/simulated-product.ts'
import { openMachine } from '../../../../host/simulated/test/open-machine.ts'
import { createJobsAtWork, type Setup } from '../../../jobs/test/jobs-at-work.ts'
import { createInstallSsh } from '../install-ssh.ts'

type Request = BodyOf<'installSsh'>

/** What the simulated hosts take; see `remotePassword` there. */
export const password = 'simulated'
export const byPassword = { type: 'password', password } as const

export const admin: Actor = {
  ...{ subject: 'user:u', user: 'u', deviceId: 'd', sessionId: 's', role: 'admin', via: 'browser' },
  ...{ scope: 'all', expiresAt: null },
}

export type Asked = Partial<Request> & Pick<Request, 'host'>

/** The whole feature on the simulated machine, with jobs and a database as the agent has them. */
export async function createInstallation(machine = openMachine('not-installed'), setup: Setup = {}) {
  const { settle } = machine
  // A second agent on the same machine comes after one that was killed.
  const effects = setup.database === undefined ? machine.effects : machine.restartAgent()
  const secrets = new Map<string, string>()
  const atWork = await createJobsAtWork({ ...setup, recovered: false })
  const feature = createInstallSsh({
    ...{ ssh: effects.ssh, product: createSimulatedProduct('0.3.0'), nodeId: 'ag_1', jobs: atWork.jobs },
    ...{ database: atWork.database, clock: atWork.clock },
    secretStore: {
      set: async (name, value) => void secrets.set(name, value),
      delete: async (name) => void secrets.delete(name),
    },
  })
  atWork.jobs.register(feature.kind)
  await settle(atWork.jobs.recover())

  const probe = (body: Omit<BodyOf<'probeSsh'>, 'port'>) =>
    settle(feature.handlers.probeSsh(inputOf<'probeSsh'>({ port: 22, ...body })))
  const fingerprintOf = async (host: string) =>
    (await effects.ssh.hostKey({ host, port: 22 }, { timeoutMs: 1000 })).fingerprint
  /** With what every test would say the same, and the defaults of the contract. */
  const request = async (asked: Asked): Promise<Request> => ({
    ...{ port: 22, username: 'op', auth: byPassword, method: 'native', channel: 'stable', remember_key: false },
    host_key_sha256: asked.host_key_sha256 ?? (await fingerprintOf(asked.host)),
    ...asked,
  })
  const planOf = async (asked: Asked): Promise<Plan> => {
    const params: Params = { ...(await request(asked)) }
    return settle(feature.planners.installSsh(params, admin))
  }
  /** Plans, approves and starts it; gives the id of the job. */
  const start = async (asked: Asked): Promise<string> => {
    const plan = await planOf(asked)
    const input = inputOf<'installSsh'>(await request(asked))
    const { job_id } = await settle(feature.handlers.installSsh({ ...input, consent: consentTo(plan) }))
    return job_id
  }
  return {
    ...{ machine, atWork, feature, secrets, probe, planOf, start },
    /** The job as it ended. */
    install: async (asked: Asked) => settle(atWork.ended(await start(asked)), 3_600_000),
  }
}

function consentTo(plan: Plan): Consent {
  const intent: Intent = { auditEventId: '43', isOpen: true, close: async () => undefined, handOver: () => intent }
  const approvedBy = { subject: 'user:u', deviceId: 'd', via: 'browser' as const }
  return { confirmationId: 'cf_1', planHash: 'p', plan, reason: 'r', approvedBy, intent }
}

function inputOf<Id extends 'probeSsh' | 'installSsh'>(body: BodyOf<Id>): Input<Id> {
  return { path: {}, query: {}, body, actor: admin, consent: null } as unknown as Input<Id>
}
