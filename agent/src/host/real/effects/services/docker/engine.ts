import type Dockerode from 'dockerode'
import { HostError } from '../../../../host.ts'
import { withDeadline } from '../../../deadline.ts'
import { codeOf } from '../../../system-error.ts'

/** The engine's API with deadlines, and with errors in our own words. */
export interface Engine {
  /** @throws HostError failed, denied, timeout */
  ask<Answer>(what: string, call: (engine: Dockerode) => Promise<Answer>, timeoutMs?: number): Promise<Answer>
  /** Null for what is not there (404). */
  find<Answer>(what: string, call: (engine: Dockerode) => Promise<Answer>): Promise<Answer | null>
}

const defaultTimeoutMs = 30_000

/** @param socket path of the engine's socket; null where no engine answers */
export function createEngine(socket: () => Promise<string | null>): Engine {
  const open = async (): Promise<Dockerode> => {
    const socketPath = await socket()
    if (socketPath === null) throw new HostError('failed', 'No container engine answers on this host.')
    // Late, and only where there is an engine: the library is large.
    const { default: Docker } = await import('dockerode')
    return new Docker({ socketPath })
  }
  const ask: Engine['ask'] = async (what, call, timeoutMs = defaultTimeoutMs) => {
    try {
      return await withDeadline(what, timeoutMs, open().then(call))
    } catch (error) {
      throw engineError(what, error)
    }
  }
  return {
    ask,
    find: (what, call) =>
      ask(what, (engine) =>
        call(engine).catch((error: unknown) => {
          if (statusOf(error) === 404) return null
          throw error
        }),
      ),
  }
}

export function statusOf(error: unknown): number | null {
  return error instanceof Error && 'statusCode' in error && typeof error.statusCode === 'number'
    ? error.statusCode
    : null
}

function engineError(what: string, error: unknown): HostError {
  if (error instanceof HostError) return error
  const code = codeOf(error)
  if (code === 'EACCES') return new HostError('denied', `${what}: the engine's socket may not be opened`, error)
  const said = error instanceof Error ? error.message : String(error)
  return new HostError('failed', `${what}: ${said.slice(0, 400)}`, error)
}
