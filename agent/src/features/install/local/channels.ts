import type { components } from '@moltbot-ops/api/types'
import { Problem } from '../../../core/problem.ts'
import type { PackageFacts, PackageVersion } from '../../../host/effects.ts'

export type Channel = components['schemas']['ReleaseChannel']['channel']
export type ReleaseChannel = components['schemas']['ReleaseChannel']

export const channels = ['stable', 'beta', 'nightly'] as const satisfies readonly Channel[]

/** Tags of the registry that a channel means, the first that exists; a git build is never one of them. */
const tags: Record<Channel, { own: string[]; standIn: Channel | null }> = {
  stable: { own: ['latest'], standIn: null },
  beta: { own: ['beta'], standIn: 'stable' },
  nightly: { own: ['dev', 'nightly'], standIn: 'beta' },
}

/** Which exact version a channel is now, and why another tag than its own stands in. */
export function resolveChannel(facts: Pick<PackageFacts, 'tags' | 'versions'>, channel: Channel): ReleaseChannel {
  const missing: string[] = []
  for (let name: Channel | null = channel; name !== null; name = tags[name].standIn) {
    const tag = tags[name].own.find((one) => isPublished(facts, facts.tags[one]))
    if (tag !== undefined) {
      const fallback = name === channel ? null : `There is no tag ${alternatives(missing)}, so ${name} stands in.`
      return { channel, version: facts.tags[tag] ?? null, tag, fallback }
    }
    missing.push(...tags[name].own)
  }
  return { channel, version: null, tag: null, fallback: null }
}

/** `"a", "b" or "c"`. */
function alternatives(names: readonly string[]): string {
  const quoted = names.map((name) => `"${name}"`)
  return [quoted.slice(0, -1).join(', '), quoted.at(-1)].filter(Boolean).join(' or ')
}

/** @throws Problem version_unknown */
export function findVersion(facts: PackageFacts, channel: Channel, wanted: string | undefined): PackageVersion {
  const name = wanted ?? resolveChannel(facts, channel).version
  const found = facts.versions.find(({ version }) => version === name)
  if (found) return found
  throw new Problem(
    'version_unknown',
    wanted === undefined
      ? `The registry names no version for the channel ${channel}.`
      : `The registry has no version ${wanted}. See those that it has: moltbot-ops versions`,
  )
}

function isPublished({ versions }: Pick<PackageFacts, 'versions'>, name: string | undefined): boolean {
  return name !== undefined && versions.some(({ version }) => version === name)
}
