import type { components } from '@moltbot-ops/api/types'
import type { Role } from '../../core/actor.ts'
import type { Bus } from '../../core/bus.ts'
import type { Clock } from '../../core/clock.ts'
import type { Database } from '../../core/database/open-database.ts'
import type { Feature } from '../../core/handler.ts'
import type { Ids } from '../../core/ids.ts'
import type { AgentKeys } from '../../core/keys.ts'
import { createLockouts, type Lockouts } from '../../core/lockouts.ts'
import type { Log } from '../../core/log.ts'
import { Problem } from '../../core/problem.ts'
import type { Auth } from '../auth/auth.ts'
import { createConfirmPairing } from './confirm-pairing.ts'
import { createDecidePairing } from './decide-pairing.ts'
import { createLinks, type Links } from './links.ts'
import { aliveRows, pairingLifeMs } from './pairing-rows.ts'
import { createStartPairing } from './start-pairing.ts'

export interface PairingDeps {
  database: Database
  keys: AgentKeys
  /** The clock that devices agree with: they sign the time, so it is never a simulated one that was stepped. */
  clock: Clock
  ids: Ids
  log: Log
  bus: Bus
  auth: Pick<Auth, 'sessions' | 'issueTokens' | 'passphrase'>
  identity: components['schemas']['AgentIdentity']
  /** Where a browser reaches this agent, such as `http://127.0.0.1:7337`. */
  origin(): string
}

/** What the parts of this feature share. */
export interface PairingContext extends PairingDeps {
  links: Links
  lockouts: Lockouts
  startsPerMinute: number
  /** Publishes how many pairings wait, when that changed. */
  changed(): Promise<void>
}

type PairingOperations =
  | 'startPairing'
  | 'confirmPairing'
  | 'listPendingPairings'
  | 'approvePairing'
  | 'denyPairing'
  | 'createPairingLink'

export interface Pairing {
  handlers: Feature<PairingOperations>
  /**
   * A link for the terminal that started the agent. Without a role: owner for the first device, else viewer. Null where
   * a link needs the owner passphrase, which is asked by `moltbot-ops open`: whoever starts the agent proves nothing.
   */
  createLink(role?: Role): Promise<string | null>
  close(): void
}

const startsPerMinute = 10
const lockoutRule = { name: 'pairing', limit: startsPerMinute, windowMs: 60_000, lockMs: 5 * 60_000 }
const sweepMs = 30_000

/** How a browser or another client becomes a known device: it shows a code, and a person approves it. */
export function createPairing(deps: PairingDeps): Pairing {
  const { database, clock, log, bus, auth } = deps
  const links = createLinks(deps)
  let waiting = 0

  async function changed(): Promise<void> {
    const rows = await aliveRows(database, clock)
    const now = rows.filter((row) => row.status === 'pending').length
    if (now === waiting) return
    waiting = now
    bus.publish('pairing', { pending: now })
  }

  const context: PairingContext = {
    ...deps,
    links,
    lockouts: createLockouts(deps, lockoutRule),
    startsPerMinute,
    changed,
  }
  // Codes also end by themselves. A clock that jumps fires many times at once; one look is enough.
  let looking = false
  const sweep = clock.every(sweepMs, () => {
    if (looking) return
    looking = true
    changed()
      .catch((error: unknown) => log.error('Could not look for pairings that ended.', { error }))
      .finally(() => {
        looking = false
      })
  })

  return {
    createLink: async (role) => ((await auth.passphrase.isAsked()) ? null : (await links.create(role)).url),
    close: () => sweep.cancel(),
    handlers: {
      ...createDecidePairing(context),
      startPairing: createStartPairing(context),
      confirmPairing: createConfirmPairing(context),
      async createPairingLink({ body, actor }) {
        if (actor.via !== 'terminal') throw new Problem('host_only', 'Links are made at the host: `moltbot-ops open`.')
        await auth.passphrase.demand(body?.owner_passphrase)
        return { ...(await links.create(body?.role)), expires_in_seconds: pairingLifeMs / 1000 }
      },
    },
  }
}
