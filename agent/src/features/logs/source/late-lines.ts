import type { Clock } from '../../../core/clock.ts'
import { HostError } from '../../../host/host.ts'
import type { ForwardReader } from './forward-reader.ts'
import type { SourceChunk } from './log-source.ts'

/** The file before the one that is read now. Who had it open may write to it for a moment after the next was begun. */
export interface LateLines {
  /** Takes over a file that was read to its end; the one before is given up. */
  listenTo(reader: ForwardReader): Promise<void>
  /**
   * What was written to it since. Its lines stand behind those of `present`, as they would for somebody who comes back: they
   * have the place that is reached there.
   */
  tell(present: ForwardReader): AsyncGenerator<SourceChunk, void>
  close(): Promise<void>
}

const patienceMs = 5000

export function createLateLines(clock: Pick<Clock, 'monotonic'>): LateLines {
  let left: { reader: ForwardReader; until: number } | null = null
  const close = async () => {
    const { file } = left?.reader ?? {}
    left = null
    await file?.close()
  }
  return {
    async listenTo(reader) {
      await close()
      left = { reader, until: clock.monotonic() + patienceMs }
    },
    async *tell(present) {
      if (left === null) return
      const { reader, until } = left
      const reading = await reader.next(true).catch((error: unknown) => {
        // It was read to its end once; what may not be read any more does not hold up the present file.
        if (error instanceof HostError) return { kind: 'replaced' } as const
        throw error
      })
      const lines = reading.kind === 'read' ? reading.lines : []
      const isOver = reading.kind === 'replaced' || (clock.monotonic() >= until && reading.bytes === 0)
      const last = isOver ? reader.flush() : null
      if (isOver) await close()
      const position = await present.position()
      const told = [...lines, ...(last === null ? [] : [last])].map((line) => ({ ...line, position }))
      if (told.length > 0) yield { kind: 'lines', lines: told }
    },
    close,
  }
}
