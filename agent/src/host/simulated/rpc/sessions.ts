import type { Clock } from '../../../core/clock.ts'
import type { TextSocket } from '../../host.ts'
import type { JsonObject } from '../gateway/config.ts'
import { createRpcSession, type RpcSession, type RpcSessionDeps } from './session.ts'

/** The web sockets that one gateway holds open. */
export interface GatewaySessions {
  open(): TextSocket
  push(event: string, payload: JsonObject): void
  /** Closes all, as a gateway that ends does (1012), or breaks them (1006), as a killed one. */
  endAll(code: number, reason: string): void
}

export interface GatewaySessionsDeps extends Omit<RpcSessionDeps, 'connId' | 'send' | 'close'> {
  clock: Clock
  connId(count: number): string
}

export function createGatewaySessions(deps: GatewaySessionsDeps): GatewaySessions {
  const sessions = new Set<RpcSession>()
  let count = 0
  const open = (): TextSocket => {
    const early: string[] = []
    let closed: [number, string] | null = null
    let onMessage: ((text: string) => void) | null = null
    let onClose: ((code: number, reason: string) => void) | null = null
    const close = (code: number, reason: string) => {
      if (closed !== null) return
      closed = [code, reason]
      sessions.delete(session)
      queueMicrotask(() => onClose?.(code, reason))
    }
    count += 1
    const session = createRpcSession({
      ...deps,
      connId: deps.connId(count),
      send: (text) => {
        if (onMessage === null) early.push(text)
        // Nothing arrives inside the call that caused it, as on a real socket.
        else queueMicrotask(() => onMessage?.(text))
      },
      close,
    })
    sessions.add(session)
    return {
      send: (text) => session.receive(text),
      close() {
        session.leave()
        close(1000, '')
      },
      onMessage(listener) {
        onMessage = listener
        for (const text of early.splice(0)) queueMicrotask(() => listener(text))
      },
      onClose(listener) {
        onClose = listener
        if (closed !== null) queueMicrotask(() => closed && listener(...closed))
      },
    }
  }
  return {
    open,
    push(event, payload) {
      for (const session of [...sessions]) session.push(event, payload)
    },
    endAll(code, reason) {
      for (const session of [...sessions]) session.end(code, reason)
    },
  }
}
