import { createHash } from 'node:crypto'
import type { ImageFacts, Images } from '../../effects.ts'
import { HostError } from '../../host.ts'
import { imageFolder } from '../machine/container-image.ts'
import type { Machine } from '../machine/machine.ts'
import type { Acts } from './acts.ts'
import { claimSpace } from './disk-space.ts'
import type { FaultPlan } from './faults.ts'
import { published } from './packages/published.ts'
import { passTime } from './pass-time.ts'

const repositories = ['ghcr.io/openclaw/openclaw', 'openclaw/openclaw']
const imageBytes = 2_140_000_000
const pullMs = 5_000
const pullSteps = 5

const versions = published.filter(({ name }) => name === 'openclaw').map(({ version }) => version)
const tags: Record<string, string> = {
  latest: '2026.9.6',
  ...Object.fromEntries(versions.map((version) => [version, version])),
}

/** The container engine of the machine, where its scenario has one, and the registry of MoltBot's images. */
export function createSimulatedImages(present: () => Machine, acts: Acts, faults: FaultPlan): Images {
  const isReachable = () => (faults.registryMood() ?? present().scenario().registry?.mood ?? 'up') === 'up'
  return {
    engine: () =>
      acts.ask(() => {
        const engine = present().scenario().containerEngine
        return engine === undefined ? null : { ...engine, socket: '/var/run/docker.sock' }
      }),
    local: (reference) =>
      acts.ask(() => (present().disk.kind(imageFolder(reference)) === null ? null : factsOf(reference))),
    remoteDigest: (reference) =>
      acts.ask(() => {
        const [repository = '', tag = 'latest'] = split(reference)
        const version = tags[tag]
        return isReachable() && repositories.includes(repository) && version !== undefined ? digestOf(version) : null
      }),
    pull: (reference, { timeoutMs, onLine, signal }) =>
      acts.perform({ kind: 'pull_image', target: reference, by: 'root' }, async (middle) => {
        const machine = present()
        const { disk, clock } = machine
        if (machine.scenario().containerEngine === undefined) throw new HostError('failed', 'No engine answers.')
        if (!isReachable()) throw new HostError('unreachable', `registry unreachable: ${reference}`)
        const version = versions.find((one) => reference.endsWith(`@${digestOf(one)}`))
        if (version === undefined) throw new HostError('not_found', `manifest unknown: ${reference}`)
        const from = clock.monotonic()
        for (let step = 1; step <= pullSteps; step++) {
          const left = timeoutMs - (clock.monotonic() - from)
          await passTime(clock, pullMs / pullSteps, `Pulling ${reference}`, { timeoutMs: left, signal })
          onLine?.(`layer ${step} of ${pullSteps}: pull complete`)
        }
        await middle()
        const folder = imageFolder(reference)
        claimSpace(machine, folder, imageBytes)
        const own = { uid: 0, mode: 0o644, at: clock.now() }
        disk.write(`${folder}/layers`, '', { ...own, bytes: imageBytes })
        disk.write(`${folder}/openclaw.mjs`, '#!/usr/bin/env node\n', own)
        disk.write(`${folder}/package.json`, `${JSON.stringify({ name: 'openclaw', version })}\n`, own)
        return factsOf(reference)
      }),
  }
}

/** Repository and tag; a colon before the last slash belongs to a port. */
function split(reference: string): [string, string | undefined] {
  const colon = reference.indexOf(':', reference.lastIndexOf('/'))
  return colon === -1 ? [reference, undefined] : [reference.slice(0, colon), reference.slice(colon + 1)]
}

function digestOf(version: string): string {
  return `sha256:${createHash('sha256').update(`image of openclaw ${version}`).digest('hex')}`
}

function factsOf(reference: string): ImageFacts {
  return { reference, digest: reference.slice(reference.indexOf('@') + 1), bytes: imageBytes, local: true }
}
