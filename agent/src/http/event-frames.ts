/** One server-sent event. Data is JSON on one line. Format: https://html.spec.whatwg.org/multipage/server-sent-events.html */
export function eventFrame(id: string | null, event: string, data: unknown): Buffer {
  const head = id === null ? '' : `id: ${id}\n`
  return Buffer.from(`${head}event: ${event}\ndata: ${JSON.stringify(data)}\n\n`)
}

export const heartbeatFrame = Buffer.from(': still here\n\n')

export interface Frame {
  sequence: number
  name: string
  /** The event as it goes out, made when somebody first needs it: most events of most agents have no listener. */
  bytes(): Buffer
}

export function createFrame(sequence: number, name: string, encode: () => Buffer): Frame {
  let made: Buffer | (() => Buffer) = encode
  return {
    sequence,
    name,
    bytes() {
      // What it was made from is let go: it may be far larger than what is sent of it.
      if (typeof made === 'function') made = made()
      return made
    },
  }
}

/** The latest frames, so that a client that was away for a moment loses nothing. */
export interface FrameHistory {
  add(frame: Frame): void
  /** Frames after `sequence`, and how many of those after it are no longer here. */
  after(sequence: number): { frames: Frame[]; lost: number }
  last(): number
}

export function createFrameHistory(most: number): FrameHistory {
  const frames: Frame[] = []
  let last = 0
  return {
    add(frame) {
      frames.push(frame)
      last = frame.sequence
      if (frames.length > most) frames.shift()
    },
    after(sequence) {
      const kept = frames.filter((frame) => frame.sequence > sequence)
      return { frames: kept, lost: Math.max(0, last - sequence - kept.length) }
    },
    last: () => last,
  }
}
