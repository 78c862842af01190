import type { Clock, Timer } from '../../../../../core/clock.ts'
import { instanceLabel } from './container-body.ts'
import type { Engine } from './engine.ts'

export interface ContainerEvent {
  /** Name of the service. */
  name: string
  action: 'die' | 'stop'
  exitCode: number | null
}

export interface EngineWatch {
  /** Whether the engine can be heard now. */
  isOpen(): boolean
  close(): void
}

const againMs = 5000
const longestLine = 64 * 1024

/**
 * Follows what happens to our containers, and begins again when the engine was away. `onAgain` is called each time that
 * the engine can be heard again, for what happened in between.
 */
export function watchEngine(
  { engine, clock }: { engine: Engine; clock: Clock },
  onEvent: (event: ContainerEvent) => void,
  onAgain: () => void,
): EngineWatch {
  let retry: Timer | null = null
  let stream: NodeJS.ReadableStream | null = null
  let closed = false
  let interrupted = false
  const lost = () => {
    stream = null
    if (closed || retry !== null) return
    interrupted = true
    retry = clock.after(againMs, () => {
      retry = null
      void begin().catch(lost)
    })
  }
  const begin = async () => {
    const filters = JSON.stringify({ type: ['container'], event: ['die', 'stop'], label: [instanceLabel] })
    const opened = await engine.ask('Following the engine', (api) => api.getEvents({ filters }))
    if (closed) return end(opened)
    stream = opened
    let rest = ''
    opened.on('data', (chunk: Buffer) => {
      const lines = (rest + chunk.toString('utf8')).split('\n')
      rest = (lines.pop() ?? '').slice(-longestLine)
      for (const line of lines) {
        const event = parseContainerEvent(line)
        if (event !== null) onEvent(event)
      }
    })
    for (const name of ['end', 'error', 'close']) opened.once(name, lost)
    if (interrupted) onAgain()
    interrupted = false
  }
  void begin().catch(lost)
  return {
    isOpen: () => stream !== null,
    close() {
      closed = true
      retry?.cancel()
      if (stream !== null) end(stream)
    },
  }
}

function end(stream: NodeJS.ReadableStream): void {
  if ('destroy' in stream && typeof stream.destroy === 'function') stream.destroy()
}

/** One line of `GET /events`; null for what is not one of ours. */
export function parseContainerEvent(line: string): ContainerEvent | null {
  try {
    const { Action, Actor } = JSON.parse(line)
    const name: unknown = Actor?.Attributes?.[instanceLabel]
    if ((Action !== 'die' && Action !== 'stop') || typeof name !== 'string') return null
    const code = Number(Actor.Attributes.exitCode ?? Number.NaN)
    return { name, action: Action, exitCode: Number.isInteger(code) ? code : null }
  } catch {
    return null
  }
}
