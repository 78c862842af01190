import { stat } from 'node:fs/promises'
import type Docker from 'dockerode'
import type { EngineFacts, ImageFacts, Images } from '../../../effects.ts'
import { HostError } from '../../../host.ts'
import { withDeadline } from '../../deadline.ts'
import { engineFailure } from './engine-failure.ts'
import { type ImageReference, parseImageReference } from './image-reference.ts'
import { followPull } from './pull-progress.ts'

interface ImagesDeps {
  /** Where an engine may listen; the first that answers is taken. */
  sockets: readonly string[]
  ownUid: number
}

const answerMs = 3000

/** Images through the engine's API, without credentials of any registry. The client library is loaded when it is needed. */
export function createImages({ sockets, ownUid }: ImagesDeps): Images {
  const connect = async (socket: string): Promise<Docker | null> => {
    const facts = await stat(socket).catch(() => null)
    // Somebody else's socket could answer anything.
    if (!facts?.isSocket() || (facts.uid !== 0 && facts.uid !== ownUid)) return null
    const { default: Client } = await import('dockerode')
    return new Client({ socketPath: socket })
  }
  const firstEngine = async (): Promise<{ client: Docker; facts: EngineFacts } | null> => {
    for (const socket of sockets) {
      const client = await connect(socket)
      const facts = client && (await engineFacts(client, socket).catch(() => null))
      if (client && facts) return { client, facts }
    }
    return null
  }
  const inspect = async (client: Docker, reference: ImageReference): Promise<ImageFacts | null> => {
    try {
      const image = client.getImage(reference.text).inspect()
      return imageFacts(reference, await withDeadline('Asking for the image', answerMs, image))
    } catch (error) {
      if (statusOf(error) === 404) return null
      throw engineFailure('Asking for the image', error)
    }
  }
  return {
    engine: async () => (await firstEngine())?.facts ?? null,
    async local(text) {
      const reference = parseImageReference(text)
      const engine = await firstEngine()
      return engine && inspect(engine.client, reference)
    },
    async remoteDigest(text, { timeoutMs }) {
      const { repository } = parseImageReference(text)
      const engine = await firstEngine()
      if (!engine || repository === '') return null
      try {
        const asked = engine.client.getImage(text).distribution()
        const { Descriptor } = await withDeadline('Asking the registry', timeoutMs, asked)
        return /^sha256:[0-9a-f]{64}$/.test(Descriptor.digest) ? Descriptor.digest : null
      } catch {
        return null
      }
    },
    async pull(text, { timeoutMs, onLine, signal }) {
      const reference = parseImageReference(text)
      if (reference.digest === null || text !== `${reference.repository}@${reference.digest}`) {
        throw new HostError('unsafe', `${text} names no digest, so what it is today is not what was agreed`)
      }
      const engine = await firstEngine()
      if (!engine) throw new HostError('failed', 'No container engine answers on this host')
      const late = AbortSignal.timeout(timeoutMs)
      const abortSignal = signal ? AbortSignal.any([signal, late]) : late
      try {
        const stream = await engine.client.pull(text, { abortSignal })
        await untilAborted(followPull(stream, onLine ?? (() => undefined)), abortSignal)
      } catch (error) {
        if (signal?.aborted) throw new HostError('failed', 'Pulling the image was cancelled', error)
        if (late.aborted) throw new HostError('timeout', `Pulling the image took longer than ${timeoutMs} ms`, error)
        throw engineFailure('Pulling the image', error)
      }
      const pulled = await inspect(engine.client, reference)
      if (pulled?.digest === reference.digest) return pulled
      throw new HostError('unsafe', 'The image that was pulled is not the one that was agreed')
    },
  }
}

async function engineFacts(client: Docker, socket: string): Promise<EngineFacts> {
  const asked = Promise.all([client.version(), client.info()])
  const [version, info] = await withDeadline('Asking the container engine', answerMs, asked)
  const options: unknown = info.SecurityOptions
  const rootless = Array.isArray(options) && options.some((option) => /^name=rootless\b/.test(String(option)))
  return { version: version.Version, rootless, socket }
}

function imageFacts(reference: ImageReference, { Id, RepoDigests, Size }: Docker.ImageInspectInfo): ImageFacts {
  const digests = (RepoDigests ?? []).filter((one) => !one.startsWith('<none>'))
  const found = digests.find((one) => one.startsWith(`${reference.repository}@`)) ?? digests[0]
  if (found === undefined) return { reference: Id, digest: Id, bytes: Size, local: true }
  return { reference: found, digest: found.slice(found.indexOf('@') + 1), bytes: Size, local: false }
}

/** The stream of a pull does not always end when its request is given up. */
function untilAborted<Result>(work: Promise<Result>, signal: AbortSignal): Promise<Result> {
  const { promise, reject } = Promise.withResolvers<never>()
  const onAbort = () => reject(signal.reason)
  signal.addEventListener('abort', onAbort, { once: true })
  return Promise.race([work, promise]).finally(() => signal.removeEventListener('abort', onAbort))
}

function statusOf(error: unknown): number | null {
  return error instanceof Error && 'statusCode' in error && typeof error.statusCode === 'number'
    ? error.statusCode
    : null
}
