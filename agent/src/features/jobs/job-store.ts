import type { Insertable, Selectable } from 'kysely'
import type { Database } from '../../core/database/open-database.ts'
import type { Tables } from '../../core/database/tables.ts'
import type { CutOff, JobStatus } from '../../core/jobs.ts'
import { pageOf, readCursor } from '../../core/page.ts'
import type { JobRecord } from './job-record.ts'

export interface JobPage {
  items: JobRecord[]
  next_cursor: string | null
}

export interface JobStore {
  insert(job: JobRecord): Promise<void>
  update(job: JobRecord): Promise<void>
  /** Notes that the audit entry of the job is closed. */
  markAudited(id: string): Promise<void>
  read(id: string): Promise<JobRecord | null>
  /** Newest first. @throws Problem validation_failed for a cursor that is none */
  page(query: PageQuery): Promise<JobPage>
  /** Jobs without an end, newest first. */
  unended(): Promise<JobRecord[]>
  /** Jobs that ended while nobody noted that their audit entry was closed. */
  unaudited(): Promise<CutOff[]>
  /** Removes what is old and not among the newest, with its log. */
  prune(now: number): Promise<void>
}

export interface PageQuery {
  instanceId: string | undefined
  status: JobStatus | undefined
  limit: number
  cursor: string | undefined
}

type Row = Tables['jobs']

const keepMs = 90 * 86_400_000
const keepNewest = 500

export function createJobStore(database: Database, nodeId: string): JobStore {
  const jobs = () => database.selectFrom('jobs').selectAll()

  return {
    async insert(job) {
      await database
        .insertInto('jobs')
        .values({ ...rowOf(job), node_id: nodeId, audited: 0 })
        .execute()
    },
    async update(job) {
      const { id, ...row } = rowOf(job)
      await database.updateTable('jobs').set(row).where('id', '=', id).execute()
    },
    async markAudited(id) {
      await database.updateTable('jobs').set({ audited: 1 }).where('id', '=', id).execute()
    },
    async read(id) {
      const row = await jobs().where('id', '=', id).executeTakeFirst()
      return row === undefined ? null : recordOf(row)
    },
    async page({ instanceId, status, limit, cursor }) {
      const start = readCursor(cursor)
      let query = jobs()
        .orderBy('created_at', 'desc')
        .orderBy('id', 'desc')
        .limit(limit + 1)
      if (instanceId !== undefined) query = query.where('instance_id', '=', instanceId)
      if (status !== undefined) query = query.where('status', '=', status)
      if (start !== null) {
        query = query.where(({ eb, or, and }) =>
          or([eb('created_at', '<', start.at), and([eb('created_at', '=', start.at), eb('id', '<', start.id)])]),
        )
      }
      return pageOf(await query.execute(), limit, ({ created_at }) => created_at, recordOf)
    },
    async unended() {
      const rows = await jobs().where('ended_at', 'is', null).orderBy('created_at', 'desc').execute()
      return rows.map(recordOf)
    },
    async unaudited() {
      const rows = await jobs().where('audited', '=', 0).where('ended_at', 'is not', null).execute()
      return rows.map(recordOf).flatMap(({ id, auditEventId, closing }) => {
        return closing === null ? [] : [{ jobId: id, auditEventId, ...closing }]
      })
    },
    async prune(now) {
      const newest = database.selectFrom('jobs').select('id').orderBy('created_at', 'desc').limit(keepNewest)
      await database
        .deleteFrom('jobs')
        .where('ended_at', 'is not', null)
        .where('created_at', '<', now - keepMs)
        .where('id', 'not in', newest)
        .execute()
    },
  }
}

function rowOf(job: JobRecord): Omit<Insertable<Row>, 'node_id' | 'audited'> {
  return {
    id: job.id,
    instance_id: job.instanceId,
    kind: job.kind,
    title: job.title,
    status: job.status,
    progress: job.progress,
    stage: job.stage,
    steps_json: JSON.stringify(job.steps),
    state_json: job.stateJson,
    result_json: jsonOrNull(job.result),
    error_json: jsonOrNull(job.fault),
    undo_json: jsonOrNull(job.undo),
    last_line: job.lastLine,
    confirmation_id: job.confirmationId,
    audit_event_id: job.auditEventId,
    outcome: job.closing?.outcome ?? null,
    detail: job.closing?.detail ?? null,
    created_at: job.createdAt,
    started_at: job.startedAt,
    ended_at: job.endedAt,
  }
}

function jsonOrNull(value: object | null): string | null {
  return value === null ? null : JSON.stringify(value)
}

function recordOf(row: Selectable<Row>): JobRecord {
  return {
    id: row.id,
    instanceId: row.instance_id,
    kind: row.kind,
    title: row.title,
    status: row.status,
    progress: row.progress,
    stage: row.stage,
    steps: JSON.parse(row.steps_json),
    stateJson: row.state_json,
    result: row.result_json === null ? null : JSON.parse(row.result_json),
    fault: row.error_json === null ? null : JSON.parse(row.error_json),
    undo: row.undo_json === null ? null : JSON.parse(row.undo_json),
    lastLine: row.last_line,
    confirmationId: row.confirmation_id,
    auditEventId: row.audit_event_id,
    closing: row.outcome === null ? null : { outcome: row.outcome, detail: row.detail ?? '' },
    createdAt: row.created_at,
    startedAt: row.started_at,
    endedAt: row.ended_at,
  }
}
