import type { OperationId } from '@moltbot-ops/api/operations'
import type { Redactor } from '@moltbot-ops/redact'
import type { Actor } from '../../core/actor.ts'
import { type Clock, isoTime } from '../../core/clock.ts'
import type { Params, Planners } from '../../core/consent.ts'
import type { Feature, Input, QueryOf } from '../../core/handler.ts'
import type { Log } from '../../core/log.ts'
import { Problem } from '../../core/problem.ts'
import type { SharedFeed } from '../../core/shared-feed.ts'
import { writeCursor } from './cursor.ts'
import { createLineCleaner } from './entry/clean-lines.ts'
import type { LogEntry } from './entry/parsed-line.ts'
import { planReading } from './plain/plan-reading.ts'
import type { ReadingGrants } from './plain/reading-grants.ts'
import { lookAtSources, type OpenSource } from './read/open-sources.ts'
import { searchLines } from './search.ts'
import type { LogSource } from './source/log-source.ts'
import { createLogFeeds } from './stream/log-feeds.ts'
import { demandCursor, tailAfter, tailBefore } from './tail.ts'

/** A MoltBot whose logs are meant. */
export interface LogSubject {
  instanceId: string
  label: string
}

export interface LogsDeps {
  /** Real time: connections are real also where the machine is simulated. */
  clock: Clock
  /** Wall time of the machine, ms since 1970: lines are not from later. */
  machineNow(): number
  log: Log
  redactor: Pick<Redactor, 'lines' | 'text'>
  grants: ReadingGrants
  /** The instance that is meant. @throws Problem not_found, not_installed */
  chosen(instanceId: string | undefined): LogSubject
  /** Where the lines of an instance come from; the same value until that changes. */
  sourcesOf(instanceId: string): readonly LogSource[]
}

export interface Logs {
  handlers: Feature<'tailLogs' | 'searchLogs' | 'listLogSources'>
  /** Lines as they come, for `streamLogs` and `followLogs`. */
  follow(input: Pick<Input<'streamLogs'>, 'query' | 'actor' | 'consent'>): SharedFeed
  /** Whether an approval that was used up before still lets this device read lines as they are. */
  isAllowedAlready(action: OperationId, actor: Actor, params: Params): boolean
  planners: Planners
  close(): void
}

interface Opened {
  /** Of the instance; empty where there is none. */
  id: string
  all: OpenSource[]
  /** Those that are meant and can be read now. */
  open: LogSource[]
}

type Query = Pick<QueryOf<'tailLogs'>, 'source' | 'instance_id'>

/** What MoltBot wrote, with everything secret and personal hidden. */
export function createLogs(deps: LogsDeps): Logs {
  const { clock, machineNow, redactor, grants, chosen, sourcesOf } = deps
  const redact = (text: string) => redactor.text(text)
  const feeds = createLogFeeds({ ...deps, redact })
  const cleanerFor = (isPlain: boolean) => () => createLineCleaner(isPlain ? null : redactor)

  /** The sources that are meant: all that can be read now, and how all of them are. */
  async function open({ source: ids, instance_id }: Query): Promise<Opened> {
    const instanceId = installed(instance_id)
    if (instanceId === null) return { id: '', all: [], open: [] }
    const all = await lookAtSources(sourcesOf(instanceId), instanceId, redact)
    const meant = all.filter(({ source, view }) => view.available && (ids === undefined || ids.includes(source.id)))
    return { id: instanceId, all, open: meant.map(({ source }) => source) }
  }

  /** Null where there is no MoltBot yet: then there are no lines. @throws Problem not_found */
  function installed(id: string | undefined): string | null {
    try {
      return chosen(id).instanceId
    } catch (error) {
      if (error instanceof Problem && error.code === 'not_installed') return null
      throw error
    }
  }

  const planner = async ({ instance_id }: Record<string, unknown>) =>
    planReading(chosen(typeof instance_id === 'string' ? instance_id : undefined))
  const planners: Planners = { tailLogs: planner, streamLogs: planner, followLogs: planner }

  return {
    handlers: {
      async tailLogs({ query, actor, consent }) {
        const isPlain = query.redact === false
        const { id, all, open: sources } = await open(query)
        if (consent !== null) grants.grant(actor, id)
        const from = demandCursor(query.cursor)
        const request = {
          sources,
          lines: query.lines ?? 200,
          filter: { level: query.level },
          now: machineNow(),
          newCleaner: cleanerFor(isPlain),
          signal: AbortSignal.timeout(longestMs),
        }
        const { entries, place, older } =
          query.direction === 'after' && from !== null
            ? await tailAfter({ ...request, from })
            : await tailBefore({ ...request, from })
        const until = grants.until(actor, id)
        return {
          lines: entries.map(lineOf),
          redacted: !isPlain,
          entries,
          cursor: place.places.size === 0 ? null : writeCursor(place),
          older,
          sources: all.map(({ view }) => view),
          expires_at: until === null ? null : isoTime(until),
        }
      },

      async searchLogs({ query }) {
        const { open: sources } = await open(query)
        return searchLines({
          sources,
          from: demandCursor(query.cursor),
          text: query.q ?? null,
          filter: { level: query.level },
          since: query.from === undefined ? null : Date.parse(query.from),
          until: query.to === undefined ? null : Date.parse(query.to),
          limit: query.limit ?? 50,
          now: machineNow(),
          monotonic: clock.monotonic,
          newCleaner: cleanerFor(false),
          signal: AbortSignal.timeout(longestMs),
        })
      },

      async listLogSources({ query }) {
        const { all } = await open(query)
        return { items: all.map(({ view }) => view), next_cursor: null }
      },
    },

    follow({ query, actor, consent }) {
      const { instanceId } = chosen(query.instance_id)
      if (consent !== null) grants.grant(actor, instanceId)
      const isPlain = query.redact === false
      return feeds.open({
        instanceId,
        level: query.level,
        sources: query.source,
        cursor: query.cursor,
        isPlain,
        until: isPlain ? (grants.until(actor, instanceId) ?? 0) : null,
      })
    },

    isAllowedAlready(action, actor, { instance_id: id }) {
      if (!Object.hasOwn(planners, action)) return false
      const instanceId = installed(typeof id === 'string' ? id : undefined)
      return instanceId !== null && grants.until(actor, instanceId) !== null
    },
    planners,
    close: feeds.close,
  }
}

/** A reader of a file that hangs must not hold a request for ever. */
const longestMs = 20_000

/** A line as one would write it. */
function lineOf({ at, level, subsystem, message }: LogEntry): string {
  const said = subsystem === null ? message : `${subsystem}: ${message}`
  return [at, level, said].filter((part) => part !== null).join(' ')
}
