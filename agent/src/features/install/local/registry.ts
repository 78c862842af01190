import type { Clock } from '../../../core/clock.ts'
import { Problem } from '../../../core/problem.ts'
import type { Owner, PackageFacts, Packages, PackageTree, Runtime } from '../../../host/effects.ts'
import { HostError } from '../../../host/host.ts'

/** The registry as the install feature asks it: each answer is kept a while, because a plan is made twice. */
export interface Registry {
  /** @throws Problem registry_unavailable, install_blocked, plan_impossible */
  describe(owner: Owner): Promise<PackageFacts>
  /** The same, and throws the same. */
  resolve(owner: Owner, name: string, version: string): Promise<PackageTree>
}

export interface RegistryDeps {
  packages: Pick<Packages, 'describe' | 'resolve'>
  clock: Clock
  /** What runs npm. @throws Problem plan_impossible where there is none */
  runtime(): Promise<Runtime>
}

export const packageName = 'openclaw'

const factsHoldMs = 60_000
const treeHoldsMs = 30 * 60_000
const describeWithinMs = 20_000
const resolveWithinMs = 120_000
const mostTrees = 8

export function createRegistry({ packages, clock, runtime }: RegistryDeps): Registry {
  let facts: { at: number; value: Promise<PackageFacts> } | null = null
  const trees = new Map<string, { at: number; value: Promise<PackageTree> }>()

  return {
    describe(owner) {
      if (facts && clock.monotonic() - facts.at < factsHoldMs) return facts.value
      const value = packages.describe(packageName, { owner, timeoutMs: describeWithinMs }).catch(refuse)
      const mine = { at: clock.monotonic(), value }
      facts = mine
      value.catch(() => {
        if (facts === mine) facts = null
      })
      return value
    },
    async resolve(owner, name, version) {
      const key = `${name}@${version}`
      const known = trees.get(key)
      if (known && clock.monotonic() - known.at < treeHoldsMs) return known.value
      const value = runtime()
        .then((own) => packages.resolve(name, version, { owner, runtime: own, timeoutMs: resolveWithinMs }))
        .catch(refuse)
      const [oldest] = trees.keys()
      if (trees.size >= mostTrees && oldest !== undefined) trees.delete(oldest)
      trees.set(key, { at: clock.monotonic(), value })
      value.catch(() => trees.delete(key))
      return value
    },
  }
}

function refuse(error: unknown): never {
  if (!(error instanceof HostError)) throw error
  const { reason, message } = error
  if (reason === 'no_space') {
    throw new Problem('install_blocked', `The disk is full, so nothing can be prepared: ${message}`, { cause: error })
  }
  if (reason === 'unsafe') throw new Problem('plan_impossible', message, { cause: error })
  const what =
    reason === 'not_found' ? 'The package registry does not have it' : 'The package registry could not be asked'
  const settings = "Check the network and npm's settings (registry, proxy) on this host."
  throw new Problem('registry_unavailable', `${what}: ${message}. ${settings}`, { cause: error })
}
