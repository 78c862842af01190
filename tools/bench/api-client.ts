/** Asks an agent for JSON, and stops the bench at any answer but the one that is expected. */
export type Ask = (method: 'GET' | 'POST', path: string, expected: number, body?: object) => Promise<unknown>

export function createAsk(url: string, token: string): Ask {
  return async (method, path, expected, body) => {
    const response = await fetch(`${url}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const text = await response.text()
    if (response.status !== expected) throw new Error(`${method} ${path} answered ${response.status}: ${text}`)
    return text === '' ? null : JSON.parse(text)
  }
}
