/** A line as its source has it, nothing hidden yet. Never leaves features/logs without redaction. */
export interface RawLine {
  /**
   * Names the place after this line for this source, across restarts of the agent: [0-9A-Za-z_-]+, at most 120
   * characters.
   */
  position: string
  /** Decoded text without its line end; invalid UTF-8 becomes U+FFFD; at most 16 KiB of it. */
  text: string
  /** The line went on where `text` ends. */
  truncated: boolean
  /** When the manager received it, ms since 1970; null for a plain file. */
  receivedAt: number | null
}

/** Lines that are not there. */
export interface SourceGap {
  /** Null where it cannot be counted. */
  lost: number | null
  reason: 'truncated' | 'rotated_away' | 'unreadable' | 'cursor_unknown'
  message: string
}

/** What a source tells. `position` of a gap is the place from which it goes on, null where it is not known yet. */
export type SourceChunk = { kind: 'lines'; lines: RawLine[] } | { kind: 'gap'; gap: SourceGap; position: string | null }

export interface SourceFacts {
  available: boolean
  /** Why it is not available, in words for people. */
  reason: string | null
  sizeBytes: number | null
  files: number | null
  /** Milliseconds since 1970. */
  oldestAt: number | null
  /** Milliseconds since 1970. */
  newestAt: number | null
}

/** One place that lines come from. */
export interface LogSource {
  readonly id: string
  readonly kind: 'file' | 'journald' | 'docker' | 'supervisor'
  readonly title: string
  facts(): Promise<SourceFacts>
  /**
   * The newest `count` lines that end at or before `position` (null: the end), oldest first; `older` when there are
   * more. Reads backwards, rotated files included.
   */
  before(position: string | null, count: number, signal: AbortSignal): Promise<{ lines: RawLine[]; older: boolean }>
  /** Up to `count` lines after `position`, oldest first. */
  after(position: string, count: number, signal: AbortSignal): Promise<{ chunks: SourceChunk[]; more: boolean }>
  /**
   * Everything after `position` (null: after the present end) as it comes, in batches (one batch per change, at most
   * 64 KiB of text each), until aborted. Never ends by itself: what disappears is waited for, and a gap tells what was
   * lost.
   */
  follow(position: string | null, signal: AbortSignal): AsyncIterable<SourceChunk>
}
