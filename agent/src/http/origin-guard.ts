import { Problem } from '../core/problem.ts'

interface GuardedHeaders {
  host?: string | undefined
  origin?: string | undefined
}

const loopbackNames = new Set(['127.0.0.1', 'localhost', '[::1]'])
const hostHeader = /^(\[[0-9a-fA-F:]+\]|[A-Za-z0-9.-]+)(:\d{1,5})?$/

/** @throws Problem host_not_allowed, origin_not_allowed */
export type OriginGuard = (headers: GuardedHeaders) => void

// Host headers that were found good; a flood of different ones must not be remembered.
const mostRemembered = 64

/**
 * Refuses requests that a page of another site sends through the operator's browser: a Host that is not ours means DNS
 * rebinding, an Origin that is not our own means another site. Loopback names are fine with any port, because tunnels
 * change the port.
 * @param allowedHosts further names under which the agent may be reached (its configured public name)
 */
export function createOriginGuard(scheme: 'http' | 'https', allowedHosts: ReadonlySet<string>): OriginGuard {
  const good = new Set<string>()
  return ({ host = '', origin }) => {
    if (!good.has(host)) {
      const name = hostHeader.exec(host)?.[1]?.toLowerCase()
      if (name === undefined || !(loopbackNames.has(name) || allowedHosts.has(name))) {
        throw new Problem('host_not_allowed', 'This address is not one of this agent. Open it as 127.0.0.1.')
      }
      if (good.size < mostRemembered) good.add(host)
    }
    if (origin !== undefined && origin.toLowerCase() !== `${scheme}://${host.toLowerCase()}`) {
      throw new Problem('origin_not_allowed', 'Another site sent this request, so it was refused.')
    }
  }
}
