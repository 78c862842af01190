/** Headers that change how a read without a body is answered; all others change nothing about /health. */
const telling = new Set(['origin', 'content-length', 'transfer-encoding'])
const lengths = new Set(['host', ...telling].map((name) => name.length))

/**
 * The Host of a request whose headers say nothing else that matters, empty where there is none; null where they do, or
 * where it is said twice. Reads the headers as they came: to make an object of them costs a tenth of a small answer.
 * @param rawHeaders names and values in turns, as Node gives them
 */
export function plainHost(rawHeaders: readonly string[]): string | null {
  let host: string | null = null
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const raw = rawHeaders[at] ?? ''
    if (!lengths.has(raw.length)) continue
    const name = raw.toLowerCase()
    if (telling.has(name) || (name === 'host' && host !== null)) return null
    if (name === 'host') host = rawHeaders[at + 1] ?? ''
  }
  return host ?? ''
}
