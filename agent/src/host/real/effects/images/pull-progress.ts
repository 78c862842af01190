import { createInterface } from 'node:readline'
import { fieldsOf, parsedJson } from '../packages/json-fields.ts'

/**
 * Follows a pull to its end. Each layer's steps are told once, not each byte of them.
 * @throws Error with what the engine said
 */
export async function followPull(stream: NodeJS.ReadableStream, onLine: (line: string) => void): Promise<void> {
  const told = new Map<string, string>()
  for await (const line of createInterface({ input: stream, crlfDelay: Number.POSITIVE_INFINITY })) {
    const { id, status, error } = fieldsOf(parsedJson(line))
    if (typeof error === 'string') throw new Error(error)
    if (typeof status !== 'string') continue
    const layer = typeof id === 'string' ? id : ''
    if (told.get(layer) === status) continue
    told.set(layer, status)
    onLine(layer === '' ? status : `${layer}: ${status}`)
  }
}
