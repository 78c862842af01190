import type { ImageFacts, Images } from '../../../host/effects.ts'

/** Repositories of which an image may be pulled: those that the project itself publishes. */
export const allowedRepositories = ['ghcr.io/openclaw/openclaw', 'openclaw/openclaw', 'docker.io/openclaw/openclaw']
const defaultImage = 'ghcr.io/openclaw/openclaw:latest'
const askWithinMs = 10_000

export type FoundImage =
  | { kind: 'local'; asked: string; image: ImageFacts }
  /** To be pulled, by digest. */
  | { kind: 'remote'; asked: string; reference: string; digest: string }
  | { kind: 'none'; asked: string; reason: string }

/** What would run: an image that is here already, or one of the allow-list by its digest. */
export async function findImage(images: Images, wished: string | undefined): Promise<FoundImage> {
  const asked = wished ?? defaultImage
  const image = await images.local(asked).catch(() => null)
  if (image !== null) return { kind: 'local', asked, image }
  const repository = repositoryOf(asked)
  if (!allowedRepositories.includes(repository)) {
    const reason = `${asked} is not on this host, and images are pulled only from ${allowedRepositories.join(', ')}.`
    return { kind: 'none', asked, reason }
  }
  const digest = await images.remoteDigest(asked, { timeoutMs: askWithinMs }).catch(() => null)
  if (digest === null) return { kind: 'none', asked, reason: `The image ${asked} could not be found at its registry.` }
  return { kind: 'remote', asked, reference: `${repository}@${digest}`, digest }
}

/** `name:tag` and `name@digest` without what follows; a port of the registry stays. */
export function repositoryOf(reference: string): string {
  const [name = ''] = reference.split('@')
  const colon = name.lastIndexOf(':')
  return colon > name.lastIndexOf('/') ? name.slice(0, colon) : name
}
