import type { Clock } from '../../../core/clock.ts'
import { Problem } from '../../../core/problem.ts'
import type { Owner, PackageFacts, Packages, PackageTree, Runtime } from '../../../host/effects.ts'
import { HostError } from '../../../host/host.ts'

/** The registry as the install feature asks it: each answer is kept a while, because a plan is made twice. */
export interface Registry {
  /** @throws Problem registry_unavailable */
  describe(owner: Owner): Promise<PackageFacts>
  /** @throws Problem registry_unavailable, version_unknown */
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
  throw new Problem(
    'registry_unavailable',
    `The package registry could not be asked: ${error.message}. Check the network and npm's settings (registry, proxy) on this host.`,
    { cause: error },
  )
}
