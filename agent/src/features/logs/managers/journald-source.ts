import type { Clock } from '../../../core/clock.ts'
import { HostError, type Journal, type JournalLine, type JournalUnit } from '../../../host/host.ts'
import type { LogSource, RawLine, SourceFacts, SourceGap } from '../source/log-source.ts'

export interface JournaldSourceDeps {
  journal: Journal
  unit: JournalUnit
  clock: Pick<Clock, 'monotonic'>
}

/** Each look starts programs, and whether the journal may be read changes rarely. */
const factsHoldMs = 30_000

const unknownPlace: SourceGap = {
  lost: null,
  reason: 'cursor_unknown',
  message: 'The place to continue from is none of this journal. It goes on with what is new.',
}

/** What a unit of systemd printed, as the journal kept it. */
export function createJournaldSource({ journal, unit, clock }: JournaldSourceDeps): LogSource {
  let known: { facts: SourceFacts; at: number } | null = null

  async function look(): Promise<SourceFacts> {
    const reason = await journal.refusal(unit)
    const [newest] = reason === null ? await journal.before(unit, null, 1, AbortSignal.timeout(factsMs)) : []
    const facts = { sizeBytes: null, files: null, oldestAt: null, newestAt: newest?.at ?? null }
    return { available: reason === null, reason, ...facts }
  }

  return {
    id: 'journald',
    kind: 'journald',
    title: `Journal of ${unit.name}`,
    async facts() {
      const at = clock.monotonic()
      if (known === null || at - known.at >= factsHoldMs) known = { facts: await look(), at }
      return known.facts
    },
    async before(position, count, signal) {
      if (position !== null && !isPlace(position)) return { lines: [], older: false }
      const lines = await journal.before(unit, position, count + 1, signal)
      return { lines: lines.slice(-count).map(rawLine), older: lines.length > count }
    },
    async after(position, count, signal) {
      if (!isPlace(position)) return { chunks: [{ kind: 'gap', gap: unknownPlace, position: null }], more: false }
      const lines = await journal.after(unit, position, count + 1, signal)
      return { chunks: [{ kind: 'lines', lines: lines.slice(0, count).map(rawLine) }], more: lines.length > count }
    },
    async *follow(position, signal) {
      const isKnown = position !== null && isPlace(position)
      if (position !== null && !isKnown) yield { kind: 'gap', gap: unknownPlace, position: null }
      let at = isKnown ? position : null
      try {
        for await (const lines of journal.follow(unit, at, signal)) {
          at = lines.at(-1)?.cursor ?? at
          yield { kind: 'lines', lines: lines.map(rawLine) }
        }
      } catch (error) {
        if (!(error instanceof HostError)) throw error
        // Nothing more comes until whoever follows begins anew, which they do when the source is looked at next.
        const gap: SourceGap = { lost: null, reason: 'unreadable', message: `${error.message}.` }
        yield { kind: 'gap', gap, position: at }
        await aborted(signal)
      }
    },
  }
}

const factsMs = 5000

function rawLine({ cursor, at, text, truncated }: JournalLine): RawLine {
  return { position: cursor, text, truncated, receivedAt: at }
}

function isPlace(position: string): boolean {
  return /^[0-9a-f]{32}-[0-9a-f]{1,16}$/.test(position)
}

function aborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve()
  return new Promise((done) => signal.addEventListener('abort', () => done(), { once: true }))
}
