import { mkdtempSync, rmSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createRedactor } from '@moltbot-ops/redact'
import { createBus } from '../../../agent/src/core/bus.ts'
import { createRealClock } from '../../../agent/src/core/clock.real.ts'
import type { Consent, Intent } from '../../../agent/src/core/consent.ts'
import { openDatabase } from '../../../agent/src/core/database/open-database.ts'
import type { Input } from '../../../agent/src/core/handler.ts'
import { createRealIds } from '../../../agent/src/core/ids.real.ts'
import type { JobKind } from '../../../agent/src/core/jobs.ts'
import { createJobs } from '../../../agent/src/features/jobs/jobs.ts'
import { createEventStream } from '../../../agent/src/http/event-stream.ts'
import type { AnyStream } from '../../../agent/src/http/http.ts'
import { redactPayload } from '../../../agent/src/http/redact-payload.ts'
import { createHttpApp } from '../../../agent/test/http-app.ts'
import { type LinePlan, sayLines, serveLines } from './lines.ts'

/** The jobs of the agent on a real disk and a real clock, behind its HTTP layer, with a job that does nothing but talk. */
const folder = mkdtempSync(join(tmpdir(), 'bench-jobs-'))
process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
const clock = createRealClock()
const redactor = createRedactor()
const complain = (message: string, fields?: object) => console.error(message, fields)
const bus = createBus()
const jobs = createJobs({
  ...{ database: openDatabase(join(folder, 'agent.db')), bus, clock, sessionClock: clock, redactor },
  ids: createRealIds(),
  log: { info: complain, warn: complain, error: complain },
  nodeId: 'ag_bench',
})
const events = createEventStream({
  ...{ bus, clock, epoch: 'bench' },
  redact: (payload) => redactPayload(payload, redactor.text),
  snapshot: () => [],
})
const streamJobEvents = async (input: Input<'streamJobEvents'>, reply: Parameters<AnyStream>[1]) =>
  events.openFeed(await jobs.streams.streamJobEvents(input), input.actor, reply)
const { app } = await createHttpApp({}, { clock, streams: { streamJobEvents: streamJobEvents as AnyStream } })
await app.listen({ host: '127.0.0.1', port: 0 })
const { port } = app.server.address() as AddressInfo

let turn: { plan: LinePlan; begin: Promise<void> } | undefined
const talk: JobKind<Record<string, never>> = {
  kind: 'talk',
  steps: () => [
    {
      id: 'talk',
      title: 'Talk',
      cancellable: false,
      async run({ line }) {
        if (turn === undefined) throw new Error('nobody said what to say')
        await turn.begin
        await sayLines(turn.plan, line)
      },
    },
  ],
  result: () => ({}),
  afterUndo: () => 'Nothing was changed.',
}
jobs.jobs.register(talk)
await jobs.jobs.recover()

serveLines(async (plan, begin) => {
  turn = { plan, begin }
  const job = await jobs.jobs.start({ kind: talk, state: {}, instanceId: null, title: 'Talk.', consent: consent() })
  return { url: `http://127.0.0.1:${port}/jobs/${job.id}/events` }
})

/** As if a person had approved it; what the audit log costs is measured by its own bench. */
function consent(): Consent {
  const intent: Intent = {
    auditEventId: '1',
    isOpen: true,
    close: async () => undefined,
    handOver: () => intent,
  }
  return {
    ...{ confirmationId: 'cf_bench', planHash: 'sha256:bench', reason: 'A bench', intent },
    plan: { steps: [] } as unknown as Consent['plan'],
    approvedBy: { subject: 'user:bench', deviceId: 'dev_bench', via: 'browser' },
  }
}
