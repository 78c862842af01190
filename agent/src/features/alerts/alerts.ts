import type { components } from '@moltbot-ops/api/types'
import type { Actor } from '../../core/actor.ts'
import { type AuditedDeps, audited } from '../../core/audited.ts'
import type { Bus } from '../../core/bus.ts'
import type { Clock, Timer } from '../../core/clock.ts'
import type { Planners } from '../../core/consent.ts'
import type { Database } from '../../core/database/open-database.ts'
import type { Feature } from '../../core/handler.ts'
import type { Ids } from '../../core/ids.ts'
import type { AgentKeys } from '../../core/keys.ts'
import type { Log } from '../../core/log.ts'
import { createOneAtATime } from '../../core/one-at-a-time.ts'
import { plainName } from '../../core/plain-name.ts'
import { createOutbound, type OutboundDeps } from './delivery/outbound.ts'
import { createOutbox } from './delivery/outbox.ts'
import { createSend } from './delivery/send.ts'
import { createAlertBook } from './events/alert-book.ts'
import { createEventStore } from './events/event-store.ts'
import { releaseWithheld } from './events/release-withheld.ts'
import { createSilenceStore } from './events/silence-store.ts'
import { type AuthFailuresDeps, createAuthFailures } from './judge/auth-failures.ts'
import type { AlertSources } from './judge/read-condition.ts'
import { judgeNow, sendTests } from './judge/test-rule.ts'
import { createUncleanEnds } from './judge/unclean-ends.ts'
import { watchFindings } from './judge/watch-findings.ts'
import { createWatch } from './judge/watch-rules.ts'
import { createLogGrowth } from './preview/growth.ts'
import type { ReadSeries } from './preview/past.ts'
import { previewOf } from './preview/preview-rule.ts'
import { readPast } from './preview/read-past.ts'
import { checkRule } from './rules/check-rule.ts'
import { planRule } from './rules/plan-rule.ts'
import { type AlertRule, type RuleRow, ruleOf } from './rules/rule.ts'
import { createRuleStore } from './rules/rule-store.ts'
import { draftRow } from './rules/rule-values.ts'
import { ruleView } from './rules/rule-view.ts'
import { createHeartbeat } from './settings/heartbeat.ts'
import { planSettings } from './settings/plan-settings.ts'
import { readUpdate } from './settings/read-update.ts'
import { createSettingsStore, settingsView } from './settings/settings-store.ts'

type Schemas = components['schemas']

export interface AlertsDeps extends AuditedDeps {
  database: Database
  clock: Clock
  ids: Ids
  keys: Pick<AgentKeys, 'seal' | 'open' | 'agentId'>
  bus: Bus
  log: Log
  nodeId: string
  sources: Pick<AlertSources, 'statuses' | 'system'>
  authLog: AuthFailuresDeps
  readSeries: ReadSeries
  /** As people call an instance. */
  nameOf(instanceId: string): string
  /** Who acts, with the name by which people know them. */
  describe(actor: Actor): Promise<Schemas['Person']>
  /** Told every secret of a rule or setting, for the redactor. */
  onSecret(name: string, value: string): void
  /** Takes secrets out of what is sent. */
  redact(text: string): string
  /** In [0, 1); spreads tries. */
  random(): number
  /** How names are resolved and how long a call may take; as the system does it where nothing is said. */
  outbound?: OutboundDeps
}

type Operations =
  | 'listAlertRules'
  | 'saveAlertRule'
  | 'getAlertRule'
  | 'deleteAlertRule'
  | 'listAlertEvents'
  | 'getAlertEvent'
  | 'acknowledgeAlertEvent'
  | 'listAlertSilences'
  | 'createAlertSilence'
  | 'deleteAlertSilence'
  | 'listDeliveries'
  | 'testAlertRule'
  | 'previewAlertRule'
  | 'getNotificationSettings'
  | 'updateNotificationSettings'

export interface Alerts {
  handlers: Feature<Operations>
  planners: Planners
  /** What is wrong with the alerts themselves. */
  findings(): Schemas['Finding'][]
  /** Begins to judge; what was raised before a restart goes on. */
  start(): Promise<void>
  stop(): Promise<void>
}

const pruneEveryMs = 3_600_000
const dayMs = 86_400_000

/** Says once, and only once, when something breaks. */
export function createAlerts(deps: AlertsDeps): Alerts {
  const { database, clock, bus, log } = deps
  const rules = createRuleStore(deps)
  const book = createAlertBook(deps)
  const events = createEventStore(database)
  const silences = createSilenceStore(deps)
  const sources: AlertSources = {
    ...deps.sources,
    uncleanEnds: createUncleanEnds(database),
    logGrowth: createLogGrowth(deps.readSeries),
    authFailures: createAuthFailures(deps.authLog),
  }
  const publish = async (eventId: string) => bus.publish('alert', await events.read(eventId))
  const settings = createSettingsStore(deps)
  const outbound = createOutbound(deps.outbound)
  const mailServer = async () => (await settings.read()).smtp
  const send = createSend({
    ...{ database, clock, outbound, mailServer, redact: deps.redact },
    ...{ agentId: deps.keys.agentId, webhook: rules.webhook },
  })
  const outbox = createOutbox({ database, clock, log, random: deps.random, send, onSettled: publish })
  const heartbeat = createHeartbeat({ clock, outbound, settings })
  const inTurn = createOneAtATime(3)
  const watch = createWatch({
    ...{ clock, log, rules, book, sources, nameOf: deps.nameOf, onChange: publish },
    async afterLook(now) {
      for (const id of await releaseWithheld(database, now)) await publish(id)
      outbox.sendDue()
      await heartbeat.beat()
    },
  })
  let pruning: Timer | null = null

  async function view(row: RuleRow, madeSecret: string | null = null): Promise<AlertRule> {
    const states = [...(await book.states()).values()]
    return ruleView(
      row,
      states.filter(({ rule_id: id }) => id === row.id),
      madeSecret,
    )
  }

  return {
    planners: {
      async saveAlertRule(params) {
        // Checked against the contract before it is planned.
        const rule = params as unknown as AlertRule
        const smtp = await mailServer()
        return planRule(rule, await rules.existing(rule), smtp === null ? null : `${smtp.host}:${smtp.port}`)
      },
      updateNotificationSettings: async (params) => planSettings(params, await settings.read()),
    },
    handlers: {
      async listAlertRules({ query: { instance_id: instanceId } }) {
        const states = Map.groupBy((await book.states()).values(), ({ rule_id: id }) => id)
        const rows = await rules.all()
        const shown = rows.filter((row) => instanceId === undefined || (row.instance_id ?? instanceId) === instanceId)
        return { rules: shown.map((row) => ruleView(row, states.get(row.id) ?? [])) }
      },
      getAlertRule: async ({ path }) => view(await rules.demand(path.id)),
      async saveAlertRule({ body, actor, consent }) {
        const save = () => rules.save(body)
        const note = { actor, action: 'saveAlertRule', target: `alert_rule:${body.id ?? 'new'}` }
        // With consent it is in the audit log already.
        const { row, madeSecret, ended } = consent === null ? await audited(deps, note, save) : await save()
        for (const id of ended) await publish(id)
        return view(row, madeSecret)
      },
      async deleteAlertRule({ path, actor }) {
        await rules.demand(path.id)
        const note = { actor, action: 'deleteAlertRule', target: `alert_rule:${path.id}` }
        const ended = await audited(deps, note, () => rules.remove(path.id))
        for (const id of ended) await publish(id)
      },
      listAlertEvents: ({ query }) => events.list(query),
      getAlertEvent: ({ path }) => events.read(path.id),
      async acknowledgeAlertEvent({ path, body, actor }) {
        const note = body?.note === undefined ? null : plainName(body.note, '')
        const event = await events.acknowledge(path.id, note, await deps.describe(actor), clock.now())
        bus.publish('alert', event)
        return event
      },
      listAlertSilences: async ({ query }) => ({ items: await silences.list(query.instance_id), next_cursor: null }),
      async createAlertSilence({ body, actor }) {
        const by = await deps.describe(actor)
        const about = { instanceId: body.instance_id ?? null, reason: body.reason }
        const note = { actor, action: 'createAlertSilence', target: `alert_rule:${body.rule_id ?? 'every'}`, ...about }
        return audited(deps, note, () => silences.add(body, by))
      },
      async deleteAlertSilence({ path, actor }) {
        const note = { actor, action: 'deleteAlertSilence', target: `alert_silence:${path.id}` }
        await audited(deps, note, () => silences.remove(path.id))
      },
      listDeliveries: ({ query }) => events.deliveries(query),
      async testAlertRule({ path }) {
        const rule = ruleOf(await rules.demand(path.id))
        const judged = judgeNow(rule, await watch.readNow(rule))
        const deliveries = await inTurn('test', () => sendTests(rule, clock.now(), { ...deps, outbox }))
        const { state = 'unknown' } = await view(rule.row)
        return { ...judged, state, deliveries }
      },
      async previewAlertRule({ body: { rule: asked, days } }) {
        checkRule(asked, '/rule')
        const rule = ruleOf(draftRow(asked))
        const to = clock.now()
        const from = to - days * dayMs
        const pasts = watch.targets(rule).map((target) => readPast(rule, target.instanceId, { from, to }, deps))
        return previewOf(rule.limits, await Promise.all(pasts), { from, to, days })
      },
      getNotificationSettings: async () => settingsView(await settings.read(), heartbeat.result()),
      async updateNotificationSettings({ body }) {
        const kept = await settings.write(readUpdate(body, await settings.read()))
        return settingsView(kept, heartbeat.result())
      },
    },
    findings: () => watchFindings(watch.failingSince()),
    async start() {
      await outbox.start()
      watch.start()
      pruning ??= clock.every(pruneEveryMs, () => {
        events.prune(clock.now()).catch((error: unknown) => log.error('Old alerts were not removed.', { error }))
      })
    },
    async stop() {
      pruning?.cancel()
      await watch.stop()
      await Promise.all([outbox.stop(), heartbeat.stop()])
    },
  }
}
