import { holdsSecret } from '@moltbot-ops/redact'
import type { AuditedAct } from '../../core/audited.ts'
import type { Bus } from '../../core/bus.ts'
import { type Clock, isoTime } from '../../core/clock.ts'
import type { Planners } from '../../core/consent.ts'
import type { Database } from '../../core/database/open-database.ts'
import type { Feature } from '../../core/handler.ts'
import type { Ids } from '../../core/ids.ts'
import type { Jobs } from '../../core/jobs.ts'
import type { Log } from '../../core/log.ts'
import { createOneAtATime } from '../../core/one-at-a-time.ts'
import { pageOf } from '../../core/page.ts'
import { Problem } from '../../core/problem.ts'
import type { Effects } from '../../host/effects.ts'
import type { Files } from '../../host/host.ts'
import { diffConfigs } from '../../moltbot/config/changes/diff-configs.ts'
import { findProblems } from '../../moltbot/config/findings/find-problems.ts'
import { formatPath } from '../../moltbot/config/path.ts'
import { isReloadOff } from '../../moltbot/config/reload/effect-of.ts'
import { mask, maskAt } from '../../moltbot/config/secrets/mask.ts'
import { maskText } from '../../moltbot/config/secrets/mask-text.ts'
import { knownSecrets } from '../../moltbot/config/secrets/secret-policy.ts'
import { parseConfig } from '../../moltbot/config/text/parse-config.ts'
import type { JsonObject } from '../../moltbot/json.ts'
import type { FirstConfig } from '../install/local/steps/step-deps.ts'
import type { WaitForStatus } from '../moltbot/wait-for-status.ts'
import { type BeginDeps, beginChange, goBack, personOf } from './change/begin-change.ts'
import { createChangeJob } from './change/change-job.ts'
import { isInContainer, loadingOf, steeringOf } from './change/loading.ts'
import { planChange } from './change/plan-change.ts'
import { type ConfigRequest, type PreparedChange, prepareChange, prepareText } from './change/prepare-change.ts'
import { createRunningConfig } from './change/running-config.ts'
import { diffView, schemaView, trialView, versionView } from './config-views.ts'
import { demandReadable, readCurrent } from './current-config.ts'
import { type CopyStore, withPrefix } from './history/copy-store.ts'
import { diffVersions } from './history/diff-versions.ts'
import { createVersionKeeper } from './history/keep-versions.ts'
import { createVersionStore } from './history/version-store.ts'
import { askMoltbot, type ConfigError, errorOf, errorsOf } from './judge.ts'
import { sweepCandidates } from './moltbot-program.ts'
import type { SchemaFiles } from './schema-files.ts'
import { createSchemaStore } from './schema-store.ts'
import { type ConfigSubject, versionOf } from './subject.ts'
import { createTrials } from './trials.ts'

export interface ConfigDeps {
  files: Files
  effects: Pick<Effects, 'accounts' | 'folders' | 'programs' | 'serviceManagers'>
  database: Database
  clock: Clock
  ids: Pick<Ids, 'id'>
  bus: Bus
  log: Log
  nodeId: string
  copies: CopyStore
  schemaFiles: SchemaFiles
  jobs: Jobs
  waitFor: WaitForStatus
  /** The instance that is meant, or the default one. @throws Problem not_found, not_installed */
  subject(instanceId: string | undefined): ConfigSubject
  /** Every instance that is seen now. */
  subjects(): ConfigSubject[]
  askGateway(instanceId: string, method: string): Promise<JsonObject | null>
  intend: BeginDeps['intend']
  /** Does what needs no consent, and keeps in the audit log who did it. @throws Problem audit_unavailable */
  audited<Result>(act: AuditedAct, work: () => Promise<Result>): Promise<Result>
  /** At the host: the owner passphrase, where being there proves no person. @throws Problem passphrase_required and others */
  demandPassphrase(given: string | undefined): Promise<void>
}

type Operations =
  | 'getConfig'
  | 'getConfigSchema'
  | 'validateConfig'
  | 'diffConfig'
  | 'applyConfig'
  | 'listConfigHistory'
  | 'diffConfigVersions'
  | 'revertConfig'
  | 'listConfigTrials'
  | 'confirmConfigTrial'

export interface ConfigFeature {
  handlers: Feature<Operations>
  planners: Planners
  /** Whether a setting holds a secret: by name, by the schema of any installed version, or by the form of its value. */
  isSecretSetting(path: readonly string[], value: unknown): boolean
  /** To be called before the first configuration of a new MoltBot is written, so that the history names its author. */
  expectFirst(config: FirstConfig): void
  /** After the jobs were recovered. */
  start(): Promise<void>
  stop(): Promise<void>
}

/** Reading, judging, changing and putting back the configuration of a MoltBot. */
export function createConfig(deps: ConfigDeps): ConfigFeature {
  const { files, database, clock, ids, log, nodeId, copies } = deps
  const versions = createVersionStore(database, nodeId)
  const schemas = createSchemaStore(deps)
  const trials = createTrials({
    ...{ database, clock, ids, log, nodeId },
    goBack: (trial) => endTrial(trial),
    isBack: (trial) => isBack(trial),
    onChange: ({ instance_id: instanceId, hash }) => deps.bus.publish('config', { instance_id: instanceId, hash }),
  })
  const keeper = createVersionKeeper({ ...deps, versions, copies, subject: deps.subject, needed: trials.needed })
  const find = (instanceId: string) => deps.subjects().find((one) => one.instanceId === instanceId) ?? null
  const validate = async (subject: ConfigSubject, text: string, signal?: AbortSignal) => {
    const current = await readCurrent(files, subject.installation)
    return askMoltbot(subject, text, { ...deps, current: current?.text ?? null, ...(signal ? { signal } : {}) })
  }
  const inTurn = createOneAtATime()
  const kind = createChangeJob({ ...deps, copies, keeper, trials, find, validate })
  deps.jobs.register(kind as never)
  const begin = { ...deps, kind, copies, keeper }
  const prepareDeps = { files, schemaOf: schemas.known, running: createRunningConfig({ files, versions, copies }) }

  const endTrial: Parameters<typeof createTrials>[0]['goBack'] = async (trial) => {
    const subject = deps.subject(trial.instance_id)
    const current = await readCurrent(files, subject.installation)
    const effectOfGoingBack = async () => {
      const { instance_id, previous_hash: hash } = trial
      if ((await versions.of({ instance_id, hash }))?.valid === 0) return 'refused' as const
      const reading = parseConfig((await copies.read(instance_id, hash)) ?? '')
      if (!reading.ok || !current?.reading.ok) return 'restart' as const
      const options = { policy: knownSecrets, version: versionOf(subject) }
      return diffConfigs(current.reading.config.document, reading.config.document, options).effect
    }
    return goBack(trial, { subject, current }, { ...begin, effectOfGoingBack })
  }

  /** What cannot be seen now is not known to be back. */
  const isBack: Parameters<typeof createTrials>[0]['isBack'] = async (trial) => {
    const subject = find(trial.instance_id)
    if (subject === null) return false
    const current = await readCurrent(files, subject.installation).catch((error: unknown) => {
      if (error instanceof Problem) return null
      throw error
    })
    return current?.hash === trial.previous_hash
  }

  const otherPorts = (subject: ConfigSubject): Map<number, string> => {
    const others = deps.subjects().filter(({ instanceId }) => instanceId !== subject.instanceId)
    const entries = others.flatMap(({ label, status }): [number, string][] => {
      const port = Number(status.gateway?.url?.split(':').at(-1))
      return Number.isInteger(port) && port > 0 ? [[port, `the MoltBot “${label}”`]] : []
    })
    return new Map(entries)
  }

  const look = async (subject: ConfigSubject, { after, policy }: Pick<PreparedChange, 'after' | 'policy'>) => {
    const schema = await schemas.known(subject)
    return findProblems(after.document, after, { policy, schema, otherPorts: otherPorts(subject) }).map(errorOf)
  }

  /** While a trial runs nothing may be changed, but going back to what was before it. */
  const demandNoTrial = async (instanceId: string, to: string | null = null): Promise<void> => {
    const trial = await trials.of(instanceId)
    if (trial === null || trial.previous_hash === to) return
    throw new Problem('plan_impossible', 'A configuration is on trial. Keep it or go back first.')
  }

  const loadingOfChange = async ({ subject, runsWith, diff: { effect } }: PreparedChange) => {
    const isOff = isReloadOff(runsWith ?? {})
    // Only a MoltBot that does not reload, or does not say so, is restarted from here; asking what could takes a moment.
    const steering = isOff || isInContainer(subject.status) ? await steeringOf(deps, subject) : null
    return loadingOf(subject.status, effect, { isOff, steering })
  }

  const preparedRevert = async (hash: string, base: string | undefined, subject: ConfigSubject) => {
    const text = await copies.read(subject.instanceId, withPrefix(hash))
    if (text === null) throw new Problem('not_found', 'No copy of this version is kept, so it cannot be put back.')
    return prepareText(text, base, subject, prepareDeps)
  }

  return {
    planners: {
      async applyConfig(params) {
        const subject = deps.subject(params.instance_id as string | undefined)
        await demandNoTrial(subject.instanceId)
        const change = await prepareChange(params as unknown as ConfigRequest, subject, prepareDeps)
        const summary = `Change the configuration of MoltBot on ${subject.label}.`
        const loading = await loadingOfChange(change)
        return planChange(change, {
          summary,
          loading,
          trialSeconds: (params.confirm_within_seconds as number | undefined) ?? null,
        })
      },
      async revertConfig(params) {
        const subject = deps.subject(params.instance_id as string | undefined)
        await demandNoTrial(subject.instanceId, withPrefix(String(params.hash)))
        const change = await preparedRevert(String(params.hash), params.base_hash as string | undefined, subject)
        const summary = `Put an earlier configuration of MoltBot on ${subject.label} back.`
        const loading = await loadingOfChange(change)
        return planChange(change, {
          summary,
          loading,
          trialSeconds: (params.confirm_within_seconds as number | undefined) ?? null,
        })
      },
    },
    handlers: {
      async getConfig({ query }) {
        const subject = deps.subject(query.instance_id)
        const { current, config } = demandReadable(await readCurrent(files, subject.installation))
        const schema = await schemas.known(subject)
        const policy = schema?.policy ?? knownSecrets
        const masked = maskText(config, policy)
        const { status } = subject
        const isSame = status.config?.hash === current.hash
        const told = isSame ? errorsOf((status.config?.issues ?? []).map(issueOf), config) : []
        return {
          instance_id: subject.instanceId,
          path: current.path,
          config: maskAt(config.document, masked.secrets),
          text: masked.text,
          mask,
          secrets: masked.secrets.map(formatPath),
          hash: current.hash,
          valid: isSame ? (status.config?.valid ?? null) : null,
          pending_invalid_edit: isSame && status.config?.pending_invalid_edit === true,
          issues: [...told, ...(await look(subject, { after: config, policy }))],
          version: versionOf(subject),
          has_comments: config.syntax.comments.length > 0,
          trial: await trials.of(subject.instanceId),
          read_at: isoTime(clock.now()),
        }
      },
      async getConfigSchema({ query }) {
        const index = await schemas.of(deps.subject(query.instance_id))
        if (index === null) {
          throw new Problem('unavailable', 'The schema of this MoltBot is not known. Start MoltBot, then ask again.')
        }
        const view = schemaView(index, query)
        if (view === null) throw new Problem('not_found', 'The schema has no such path.')
        return view
      },
      async validateConfig({ query, body, actor }) {
        const subject = deps.subject(query.instance_id)
        const thorough = body.thorough !== false
        if (thorough) await schemas.of(subject)
        const change = await prepareChange(body, subject, prepareDeps)
        const found = await look(subject, change)
        // MoltBot itself is run for it, and whoever asks again and again asks one time after the other.
        const ask = () => validate(subject, change.after.text)
        const verdict = thorough ? await inTurn(actor.subject, ask) : null
        const own = found.filter(({ severity }) => severity === 'error')
        const errors = verdict === null ? own : errorsOf(verdict.issues, change.after)
        const warned = errorsOf(verdict?.warnings ?? [], change.after).map(asWarning)
        return {
          valid: errors.length === 0,
          errors,
          warnings: [...warned, ...found.filter(({ severity }) => severity === 'warning')],
          checked_by: verdict === null ? 'schema' : 'moltbot',
          version: versionOf(subject),
        }
      },
      async diffConfig({ query, body }) {
        return diffView(await prepareChange(body, deps.subject(query.instance_id), prepareDeps))
      },
      async applyConfig({ query, body, consent }) {
        if (consent === null) throw new Error('applyConfig was reached without an approval.')
        const subject = deps.subject(query.instance_id)
        const change = await prepareChange(body, subject, prepareDeps)
        const cause = 'Changed through MoltBot Ops.'
        return beginChange({ change, consent, cause, trialSeconds: body.confirm_within_seconds ?? null }, begin)
      },
      async listConfigHistory({ query }) {
        const subject = deps.subject(query.instance_id)
        const { instanceId } = subject
        // What was written a moment ago stands in it. Why one cannot be kept is told by whoever watches the file.
        await keeper.look(subject).catch(() => undefined)
        const { limit = 50, cursor } = query
        const rows = await versions.page(instanceId, limit, cursor)
        const kept = await copies.list(instanceId)
        const current = await versions.latest(instanceId)
        return pageOf(
          rows,
          limit,
          ({ at }) => at,
          (row) => versionView(row, current?.id ?? null, kept),
        )
      },
      async diffConfigVersions({ query }) {
        const subject = deps.subject(query.instance_id)
        const { instanceId } = subject
        const policy = (await schemas.known(subject))?.policy ?? knownSecrets
        const newest = (await versions.latest(instanceId))?.hash ?? ''
        const { from = newest, to = newest } = query
        return diffVersions({ instanceId, from, to, policy, version: versionOf(subject) }, copies)
      },
      async revertConfig({ query, body, consent }) {
        if (consent === null) throw new Error('revertConfig was reached without an approval.')
        const change = await preparedRevert(body.hash, body.base_hash, deps.subject(query.instance_id))
        const cause = 'An earlier version was put back.'
        return beginChange({ change, consent, cause, trialSeconds: body.confirm_within_seconds ?? null }, begin)
      },
      async listConfigTrials() {
        const rows = await trials.all()
        return { items: await Promise.all(rows.map(async (row) => trialView(row, await versions.of(row)))) }
      },
      async confirmConfigTrial({ path, body, actor }) {
        // The plan that was approved says that a person confirms; a script could keep what broke the person's own way in.
        if (actor.via === 'script') {
          throw new Problem(
            'approval_not_allowed',
            'A script token cannot keep a configuration on trial. A person does.',
          )
        }
        if (actor.via === 'terminal') await deps.demandPassphrase(body?.owner_passphrase)
        const trial = (await trials.all()).find(({ id }) => id === path.id)
        const keep = () => trials.confirm(path.id)
        if (trial === undefined) return keep()
        const instanceId = trial.instance_id
        const target = `instance:${instanceId}`
        return deps.audited({ actor, action: 'confirmConfigTrial', target, instanceId }, keep)
      },
    },
    isSecretSetting(path, value) {
      if (typeof value === 'string' && holdsSecret(value)) return true
      const parts = path.map((part) => (/^\d+$/.test(part) ? Number(part) : part))
      return [knownSecrets, ...schemas.loaded().map(({ policy }) => policy)].some((policy) => policy.expects(parts))
    },
    expectFirst({ configPath, hash, approvedBy, reason, jobId, auditEventId }) {
      const cause = 'Written when MoltBot was installed through MoltBot Ops.'
      keeper.expect(configPath, hash, { cause, by: personOf(approvedBy), reason, jobId, auditEventId })
    },
    async start() {
      keeper.start(deps.subjects())
      for (const subject of deps.subjects()) {
        await sweepCandidates(subject, deps).catch((error: unknown) =>
          log.warn('What was left of asking MoltBot could not be removed.', { instance: subject.instanceId, error }),
        )
      }
      await trials.start()
    },
    async stop() {
      trials.stop()
      await keeper.stop()
    },
  }
}

/** As the status has it: `path: message`. */
function issueOf(text: string): { path: string; message: string } {
  const at = text.indexOf(': ')
  return at === -1 ? { path: '', message: text } : { path: text.slice(0, at), message: text.slice(at + 2) }
}

function asWarning(error: ConfigError): ConfigError {
  return { ...error, severity: 'warning' }
}
