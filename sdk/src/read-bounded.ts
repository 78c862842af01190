/** The body is larger than this client accepts. */
export class BodyTooLarge extends Error {
  constructor(limitBytes: number) {
    super(`The body is larger than ${limitBytes} bytes.`)
    this.name = 'BodyTooLarge'
  }
}

/** Reads a whole body as UTF-8 text. Throws `BodyTooLarge` as soon as it exceeds the limit; the rest is not fetched. */
export async function readBounded(response: Response, limitBytes: number): Promise<string> {
  if (response.body === null) return ''
  const reader = response.body.getReader()
  const decoder = new TextDecoder()
  let size = 0
  let text = ''
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return text + decoder.decode()
    size += value.byteLength
    if (size > limitBytes) {
      await reader.cancel()
      throw new BodyTooLarge(limitBytes)
    }
    text += decoder.decode(value, { stream: true })
  }
}
