import type { components } from '@moltbot-ops/api/types'
import { type Clock, isoTime } from '../../../core/clock.ts'
import type { Params, Planners } from '../../../core/consent.ts'
import { demandSameBasis } from '../../../core/demand-same-basis.ts'
import type { Feature } from '../../../core/handler.ts'
import type { Jobs } from '../../../core/jobs.ts'
import { createOneAtATime } from '../../../core/one-at-a-time.ts'
import { Problem } from '../../../core/problem.ts'
import type { Effects, ServiceManagerKind } from '../../../host/effects.ts'
import type { Host } from '../../../host/host.ts'
import { channels, resolveChannel } from './channels.ts'
import { checkSurvey, chooseManager, judgeMethods, neededBytes } from './checks.ts'
import { type InstallState, nothingMade } from './install-state.ts'
import { createLocalJob } from './local-job.ts'
import { basisOf, type Choice, demandChoice, locksOf, planLocal } from './plan-local.ts'
import { createRegistry } from './registry.ts'
import type { LocalJobDeps } from './steps/step-deps.ts'
import { type Survey, survey, type Wishes } from './survey.ts'
import { weighSettings } from './weigh-settings.ts'

type InstallLocalRequest = components['schemas']['InstallLocalRequest']

export interface LocalInstallDeps extends Omit<LocalJobDeps, 'registry' | 'runtime' | 'files' | 'network'> {
  host: Host
  effects: Effects
  clock: Clock
  jobs: Jobs
  stateDir: string
  installed(): { id: string; identity: string; port: number | null; label: string; version: string | null }[]
}

export interface LocalInstall {
  handlers: Feature<'preflightInstall' | 'installLocal' | 'listVersions'>
  planners: Planners
}

const startBudgetMs = 180_000
/** Managers of which `moltbot-ops service install` makes use. */
const canRunAgent: ReadonlySet<string> = new Set<ServiceManagerKind>(['systemd', 'systemd_user', 'launchd'])

/** Installing MoltBot on this host. */
export function createLocalInstall(deps: LocalInstallDeps): LocalInstall {
  const { host, clock, effects, jobs } = deps
  const runtime = async () => {
    const found = await effects.packages.hostRuntime()
    if (found) return found
    throw new Problem('plan_impossible', 'There is no npm on this host. Install Node with npm, or install with docker.')
  }
  const registry = createRegistry({ packages: effects.packages, clock, runtime })
  const kind = createLocalJob({ ...deps, registry, runtime, files: host.files, network: host.network })
  jobs.register(kind as never)

  const look = (wishes: Wishes) => survey({ ...deps, registry, runtime }, wishes)

  const wishesOf = ({ method, channel, version, port, image, service_manager }: InstallLocalRequest): Wishes => ({
    ...{ method, channel, version, port, image, serviceManager: service_manager },
  })

  /** Looking runs npm, and whoever asks again and again asks one time after the other. */
  const inTurn = createOneAtATime()

  async function choose(request: InstallLocalRequest): Promise<{ seen: Survey; choice: Choice }> {
    const seen = await look(wishesOf(request))
    return { seen, choice: demandChoice(seen, clock.now()) }
  }

  return {
    planners: {
      async installLocal(params: Params) {
        const request = params as unknown as InstallLocalRequest
        const { seen, choice } = await choose(request)
        return weighSettings(planLocal(seen, choice, (await host.system.facts()).hostname), request.config)
      },
    },
    handlers: {
      preflightInstall: ({ body, actor }) =>
        inTurn(actor.subject, async () => {
          const seen = await look({ channel: 'stable', ...body })
          const methods = judgeMethods(seen)
          const method = body?.method ?? methods.find(({ recommended }) => recommended)?.method ?? 'npm'
          const checks = checkSurvey(seen, method, clock.now())
          const { place, npm, port, managers } = seen
          return {
            ready: checks.every(({ status }) => status !== 'blocking'),
            method,
            methods,
            channel:
              'fault' in npm ? { channel: seen.wishes.channel, version: null, tag: null, fallback: null } : npm.channel,
            version: 'fault' in npm ? null : npm.version.version,
            port,
            user: place.owner.name,
            service_manager: chooseManager(seen, method) ?? 'supervised',
            service_managers: managers.map(({ kind: name, available, reason }) => ({ name, available, reason })),
            state_dir: place.stateDir,
            prefix: place.prefix,
            needs_bytes: neededBytes(seen),
            checks,
            checked_at: isoTime(clock.now()),
          }
        }),

      async installLocal({ body, consent }) {
        if (consent === null) throw new Error('installLocal was reached without an approval.')
        const { seen, choice } = await choose(body)
        demandSameBasis(consent.plan, basisOf(seen, choice))
        const state: InstallState = {
          method: choice.method,
          manager: choice.manager,
          place: seen.place,
          port: seen.port,
          version: choice.method === 'npm' ? choice.source.version.version : choice.image.asked,
          nodePackage: choice.method === 'npm' ? `${choice.source.node.package}@${choice.source.node.version}` : null,
          locks: choice.method === 'npm' ? locksOf(choice.source) : null,
          image: choice.method === 'docker' ? imageReference(choice.image) : null,
          startBudgetMs,
          agentCanBeService: seen.managers.some(({ kind, available }) => canRunAgent.has(kind) && available),
          approval: {
            approvedBy: consent.approvedBy,
            reason: consent.reason,
            auditEventId: consent.intent.auditEventId,
          },
          made: { ...nothingMade },
          instanceId: null,
          message: '',
        }
        const job = await jobs.start({
          kind,
          state,
          secrets: { config: body.config ?? {} },
          instanceId: null,
          title: consent.plan.summary,
          consent,
        })
        return { job_id: job.id, status: 'accepted', audit_event_id: consent.intent.auditEventId }
      },

      async listVersions({ query }) {
        const here = deps.installed()
        const { agentUser } = await host.system.facts()
        const account = await effects.accounts.byUid(agentUser.uid)
        const facts = await registry.describe(account ?? { ...agentUser, gid: agentUser.uid })
        const named = channels.map((channel) => resolveChannel(facts, channel))
        return {
          items: facts.versions
            .slice(-200)
            .toReversed()
            .map(({ version, publishedAt, node, deprecated }) => ({
              version,
              channels: named.filter((one) => one.version === version).map(({ channel }) => channel),
              published_at: publishedAt === null ? null : isoTime(publishedAt),
              node,
              deprecated,
              installed: here.some((one) => one.version === version),
            })),
          next_cursor: null,
          installed:
            (query.instance_id === undefined ? here[0] : here.find(({ id }) => id === query.instance_id))?.version ??
            null,
          channels: named,
          checked_at: isoTime(clock.now()),
        }
      },
    },
  }
}

function imageReference(image: Extract<Choice, { method: 'docker' }>['image']): string {
  return image.kind === 'local' ? image.image.reference : image.reference
}
