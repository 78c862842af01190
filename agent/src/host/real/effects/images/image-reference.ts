import { HostError } from '../../../host.ts'

export interface ImageReference {
  /** As it is given to the engine. */
  text: string
  /** Without tag and digest; empty for the id of an image. */
  repository: string
  digest: string | null
}

const word = '[a-z0-9]+(?:(?:\\.|_{1,2}|-+)[a-z0-9]+)*'
const host = '[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?(?::\\d{1,5})?'
const reference = new RegExp(`^((?:${host}/)?${word}(?:/${word})*)(?::\\w[\\w.-]{0,127})?(?:@(sha256:[0-9a-f]{64}))?$`)
const imageId = /^sha256:[0-9a-f]{64}$/

/**
 * Takes a reference apart as the distribution specification writes it.
 * @throws HostError unsafe: it becomes part of a path of the engine's API
 */
export function parseImageReference(text: string): ImageReference {
  if (imageId.test(text)) return { text, repository: '', digest: null }
  const found = text.length <= 400 ? reference.exec(text) : null
  if (!found?.[1]) throw new HostError('unsafe', `${text.slice(0, 80)} is not the name of an image`)
  return { text, repository: found[1], digest: found[2] ?? null }
}
