import type { Actor } from '../../../core/actor.ts'
import { type Clock, isoTime } from '../../../core/clock.ts'
import type { Plan, Planner } from '../../../core/consent.ts'
import type { Database } from '../../../core/database/open-database.ts'
import type { BodyOf, Feature } from '../../../core/handler.ts'
import type { JobKind, Jobs } from '../../../core/jobs.ts'
import { createOneAtATime } from '../../../core/one-at-a-time.ts'
import { Problem } from '../../../core/problem.ts'
import { checkFacts } from './fact-checks.ts'
import { createInstallJob, type InstallJobDeps } from './install-job.ts'
import type { InstallSshSecrets, InstallSshState } from './install-state.ts'
import { demandTrusted, type JudgedKey } from './judge-host-key.ts'
import { createKnownHosts } from './known-hosts.ts'
import type { RemoteFacts } from './parse-facts.ts'
import { planInstall } from './plan-install.ts'
import { probeFacts, probeKey } from './probe-host.ts'
import { nameOfTarget, readCredential, readTarget } from './ssh-target.ts'
import { stateFromPlan } from './state-from-plan.ts'

export interface InstallSshDeps extends InstallJobDeps {
  database: Database
  clock: Clock
  nodeId: string
  jobs: Pick<Jobs, 'start'>
}

export interface InstallSsh {
  handlers: Feature<'probeSsh' | 'installSsh'>
  planners: { installSsh: Planner }
  /** To be registered with the jobs before they recover. */
  kind: JobKind<InstallSshState, InstallSshSecrets>
}

type Request = BodyOf<'installSsh'>

/** Installation on another host over SSH, by confirmed host keys alone. Credentials are kept nowhere. */
export function createInstallSsh(deps: InstallSshDeps): InstallSsh {
  const { ssh, product, clock, jobs } = deps
  const knownHosts = createKnownHosts(deps)
  const kind = createInstallJob(deps)
  const probing = { ssh, knownHosts }

  /** Each try is a connection out of this host, and a guess of a password may be one. */
  const inTurn = createOneAtATime()

  const planner: Planner = async (params, actor) => {
    // The contract's schema has checked the parameters before a planner sees them.
    const request = params as unknown as Request
    demandOwnAgent(actor, request.auth)
    const target = readTarget(request)
    const credential = readCredential(request.username, request.auth)
    const key = await probeKey(probing, target, request.host_key_sha256)
    demandTrusted(target, key)
    const [archive, runtime] = await Promise.all([product.archive(), product.runtime()])
    const facts = await probeFacts(ssh, target, credential, key)
    return planInstall({ request, target, key, facts, archive, runtime })
  }

  return {
    kind,
    planners: { installSsh: planner },
    handlers: {
      probeSsh: ({ body, actor }) =>
        inTurn(actor.subject, async () => {
          demandOwnAgent(actor, body.auth)
          const target = readTarget(body)
          const credential =
            body.username === undefined || body.auth === undefined ? null : readCredential(body.username, body.auth)
          const key = await probeKey(probing, target, body.host_key_sha256)
          const facts = key.trusted && credential !== null ? await probeFacts(ssh, target, credential, key) : null
          const at = isoTime(clock.now())
          return {
            ...target,
            host_key: keyAnswer(key),
            facts: facts && factsAnswer(facts),
            checks: facts === null ? [] : checkFacts(facts, await product.runtime(), at),
            probed_at: at,
          }
        }),
      async installSsh({ body, consent }) {
        if (consent === null) throw new Error('the contract asks for consent here')
        const state = stateFromPlan(consent.plan)
        await knownHosts.confirm(state.target, confirmedKey(consent.plan), consent.approvedBy.subject)
        const job = await jobs.start({
          kind,
          state,
          secrets: secretsOf(body),
          instanceId: null,
          title: `Install MoltBot on ${nameOfTarget(state.target)} over SSH.`,
          consent,
        })
        return { job_id: job.id, status: job.status, audit_event_id: consent.intent.auditEventId }
      },
    },
  }
}

/**
 * The SSH agent of the operator opens what a person may open; a script has what it was given, and nothing more.
 * @throws Problem approval_not_allowed
 */
function demandOwnAgent({ via }: Actor, auth: Request['auth'] | undefined): void {
  if (via !== 'script' || auth?.type !== 'agent') return
  throw new Problem('approval_not_allowed', 'A script token cannot use the SSH agent of this host. A person can.')
}

function keyAnswer({ seen, known, confirmed }: JudgedKey) {
  return { type: seen.type, sha256: seen.fingerprint, known, confirmed_sha256: confirmed }
}

function factsAnswer(facts: RemoteFacts) {
  const { os, arch, hostname, cpuCores, memoryBytes, diskFreeBytes, init, docker, node, moltbot, user, root } = facts
  return {
    os,
    arch,
    hostname,
    cpu_cores: cpuCores,
    memory_bytes: memoryBytes,
    disk_free_bytes: diskFreeBytes,
    init,
    docker,
    node: node?.version ?? null,
    moltbot,
    user,
    root,
  }
}

/** Only what is secret: the job refuses to write any text of it. */
function secretsOf({ username, auth }: Request): InstallSshSecrets {
  const credential = readCredential(username, auth)
  switch (credential.type) {
    case 'password':
      return { password: credential.password }
    case 'key':
      return { privateKeyPem: credential.privateKeyPem, passphrase: credential.passphrase }
    case 'agent':
      return { agent: true }
  }
}

function confirmedKey({ basis }: Plan) {
  return { type: String(basis.host_key_type), fingerprint: String(basis.host_key) }
}
