import { posix } from 'node:path'
import type { Clock } from '../../../core/clock.ts'
import { HostError, type OpenLog } from '../../../host/host.ts'
import { type Attention, createAttention } from './attention.ts'
import { copiesIn, findStart, gaps, openWithPlace, type Start, unreadable } from './find-place.ts'
import { quietMs } from './finished-end.ts'
import { type ForwardReader, openForward } from './forward-reader.ts'
import { createLateLines, type LateLines } from './late-lines.ts'
import type { LogDirectory } from './log-directory.ts'
import type { SourceChunk, SourceGap } from './log-source.ts'
import { keepsHead, parsePosition } from './position.ts'
import { openSuccessor } from './successor.ts'

export interface FollowDeps {
  directory: LogDirectory
  clock: Clock
  signal: AbortSignal
}

interface Following extends FollowDeps {
  attention: Attention
  late: LateLines
  /** The file that is read now, and its path when it was opened; null when there is none. */
  reader: ForwardReader | null
  path: string
  /** False once it was put aside, or may have been. */
  isLive: boolean
  /** The file after this one is to be looked for. */
  mayHaveMoved: boolean
  /** That the files may not be read was told. */
  refused: boolean
  /** When the unfinished line grew last, on the monotonic clock. */
  grewAt: number
}

type Chunks<Result> = AsyncGenerator<SourceChunk, Result>

/** After a file was put aside while it was looked for. */
const soonMs = 20

/** Everything after a position, for ever: through files that are put aside, cut, deleted and made again. */
export async function* followFiles(deps: FollowDeps, position: string | null): Chunks<void> {
  const { clock, signal } = deps
  const attention = createAttention({ ...deps, logFiles: deps.directory.logFiles })
  const state: Following = {
    ...deps,
    attention,
    late: createLateLines(clock),
    reader: null,
    path: '',
    isLive: true,
    mayHaveMoved: true,
    refused: false,
    grewAt: clock.monotonic(),
  }
  let begun = false
  try {
    while (!signal.aborted) {
      try {
        if (!begun) {
          yield* begin(state, position)
          begun = true
        }
        if (yield* lookOnce(state)) continue
      } catch (error) {
        if (!(error instanceof HostError)) throw error
        if (!state.refused) {
          state.refused = true
          // Telling the place may need the same file once more.
          const here = await state.reader?.position().catch(() => null)
          yield { kind: 'gap', gap: unreadable(error), position: here ?? position }
        }
      }
      await attention.wait(longestWait(state))
    }
  } finally {
    attention.close()
    await state.late.close()
    await state.reader?.file.close()
  }
}

/** Null is until something happens. */
function longestWait({ reader, mayHaveMoved, refused, grewAt, clock }: Following): number | null {
  if (mayHaveMoved && !refused) return soonMs
  return reader !== null && reader.pending() > 0 ? Math.max(1, grewAt + quietMs - clock.monotonic()) : null
}

/** Opens the file with the place to begin at. */
async function* begin(state: Following, position: string | null): Chunks<void> {
  const { file, gap, ...start } = await findStart(state.directory, position, state.clock)
  if (file !== null) await readFrom(state, { ...start, file })
  if (gap !== null) yield await gapHere(state, gap)
}

/** Tells what is new and goes on to the next file where there is one; true when it is worth looking again at once. */
async function* lookOnce(state: Following): Chunks<boolean> {
  const { attention, directory, reader, late } = state
  if (reader !== null) yield* late.tell(reader)
  if (reader !== null && (yield* tellRest(state, reader)) === 'replaced') {
    yield* goOnAfterCut(state, reader)
    return true
  }
  const own = state.isLive && reader !== null ? posix.basename(state.path) : null
  state.mayHaveMoved = attention.mayHaveMoved(own) || state.mayHaveMoved
  if (state.mayHaveMoved) {
    attention.listenAt(await directory.folder())
    const next = await openSuccessor(directory, reader?.file ?? null)
    state.refused = false
    // Behind the next file there may be more of them.
    state.mayHaveMoved = next.kind === 'unsettled' || next.kind === 'next'
    state.isLive = next.kind === 'live'
    if (next.kind === 'next') {
      if (reader !== null) yield* finish(state, reader)
      await readFrom(state, next.start)
      if (state.signal.aborted) return false
      if (next.start.gap !== null) yield await gapHere(state, next.start.gap)
      return true
    }
  }
  if (reader !== null && state.clock.monotonic() - state.grewAt >= quietMs) yield* tellUnfinished(state, reader)
  return false
}

/** For good only where nothing at all is left; else the next hint may tell of what was not at hand yet. */
async function* tellRest(state: Following, reader: ForwardReader, isLast = false): Chunks<'end' | 'replaced'> {
  for (let isFresh = !isLast; !state.signal.aborted; isFresh = false) {
    const reading = await reader.next(isFresh)
    if (reading.kind === 'replaced') return 'replaced'
    if (reading.bytes > 0) state.grewAt = state.clock.monotonic()
    if (reading.lines.length > 0) yield { kind: 'lines', lines: reading.lines }
    if (isLast ? reading.bytes === 0 : reading.atEnd) return 'end'
  }
  return 'end'
}

/** Not when following ends meanwhile: what comes after is not read any more, and the line may go on there. */
async function* tellUnfinished({ signal }: Following, reader: ForwardReader): Chunks<void> {
  const line = signal.aborted ? null : reader.flush()
  if (line !== null) yield { kind: 'lines', lines: [line] }
}

/** Nobody adds to it any more: what came before it was put aside, and a last line without an end. */
async function* finish(state: Following, reader: ForwardReader): Chunks<void> {
  if ((yield* tellRest(state, reader, true)) === 'replaced') yield await gapHere(state, gaps.truncated)
  yield* tellUnfinished(state, reader)
}

/** A log that is copied before it is cut still has its last lines in the copy. */
async function* goOnAfterCut(state: Following, reader: ForwardReader): Chunks<void> {
  const { file } = reader
  yield* tellFromCopy(state, await reader.position())
  const { size, modifiedAt } = await file.facts()
  const offset = (await keepsHead(file, reader.head(), size)) ? Math.min(size, reader.offset()) : 0
  state.reader = await openForward({ file, offset, modifiedAt })
  yield await gapHere(state, gaps.truncated)
}

async function* tellFromCopy(state: Following, position: string): Chunks<void> {
  const { directory } = state
  const place = parsePosition(position)
  if (place === null) return
  const copy = await openWithPlace(directory, copiesIn(await directory.list(), place), place)
  if (copy?.file == null) return
  try {
    yield* finish(state, await openForward({ ...copy, file: copy.file }))
  } finally {
    await copy.file.close()
  }
}

async function readFrom(state: Following, start: Omit<Start, 'gap' | 'file'> & { file: OpenLog }): Promise<void> {
  const reader = await openForward(start)
  if (state.reader !== null) await state.late.listenTo(state.reader)
  Object.assign(state, { reader, path: start.path, isLive: false, grewAt: state.clock.monotonic() })
}

async function gapHere({ reader }: Following, gap: SourceGap): Promise<SourceChunk> {
  return { kind: 'gap', gap, position: (await reader?.position()) ?? null }
}
