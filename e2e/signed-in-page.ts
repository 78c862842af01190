import type { Page } from '@playwright/test'

export interface Answer<Body> {
  status: number
  body: Body
}

interface Confirmation {
  id: string
  plan_hash: string
  typed_phrase: string | null
  affects: string[]
}

/** What the console of this page can do, without its pages: the API as its session, and consent signed by its key. */
export interface SignedInPage {
  ask<Body>(method: string, path: string, body?: object, headers?: Record<string, string>): Promise<Answer<Body>>
  /** Proposes; nothing is approved. */
  propose(action: string, params: object): Promise<Answer<Confirmation & { code?: string }>>
  /** Proposes, signs the plan in the page, and makes the call. */
  carryOut<Body>(action: string, path: string, params: object): Promise<Answer<Body>>
  /** A file as it is downloaded. */
  download(path: string): Promise<string>
}

/** Listens to a page that is opened after this, because its token is in no place that a test could read. */
export function signedInPage(page: Page, agentId: () => Promise<string>): SignedInPage {
  const heard = Promise.withResolvers<void>()
  let bearer = ''
  page.on('request', (request) => {
    const { authorization } = request.headers()
    if (authorization === undefined) return
    bearer = authorization
    heard.resolve()
  })

  async function send(method: string, path: string, body?: object, headers: Record<string, string> = {}) {
    await heard.promise
    return page.evaluate(
      async ({ method, path, body, headers }) => {
        const answer = await fetch(path, { method, headers, ...(body === undefined ? {} : { body }) })
        return { status: answer.status, text: await answer.text() }
      },
      {
        ...{ method, path, body: body === undefined ? undefined : JSON.stringify(body) },
        headers: {
          authorization: bearer,
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...headers,
        },
      },
    )
  }

  const signed: SignedInPage = {
    async ask(method, path, body, headers) {
      const { status, text } = await send(method, path, body, headers)
      return { status, body: JSON.parse(text) }
    },
    propose: (action, params) => signed.ask('POST', '/confirmations', { action, params, reason: 'A test' }),
    async carryOut(action, path, params) {
      const { status, body: plan } = await signed.propose(action, params)
      if (status !== 201) throw new Error(`${action} could not be proposed: ${JSON.stringify(plan)}`)
      const { id, plan_hash, typed_phrase } = plan
      const claims = { aud: await agentId(), confirmation_id: id, plan_hash, decision: 'approve' }
      const signature = await sign(page, { ...claims, issued_at: new Date().toISOString() })
      const approval = { signature, ...(typed_phrase === null ? {} : { typed_phrase }) }
      const approved = await signed.ask<{ confirmation_token: string }>(
        'POST',
        `/confirmations/${id}/approve`,
        approval,
      )
      if (approved.status !== 200) throw new Error(`${action} was not approved: ${JSON.stringify(approved.body)}`)
      return signed.ask('POST', path, params, { 'x-confirmation-token': approved.body.confirmation_token })
    },
    download: async (path) => (await send('GET', path)).text,
  }
  return signed
}

/** A compact JWS by the key that this browser was paired with, which no script can read. */
function sign(page: Page, payload: object): Promise<string> {
  return page.evaluate(async (claims) => {
    const wait = <Result>(request: IDBRequest<Result>) =>
      new Promise<Result>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result)
        request.onerror = () => reject(request.error)
      })
    const database = await wait(indexedDB.open('moltbot-ops'))
    const { privateKey } = await wait(database.transaction('keys').objectStore('keys').get('device'))
    database.close()
    const text = (part: object) => new TextEncoder().encode(JSON.stringify(part))
    const url = (bytes: Uint8Array) =>
      btoa(String.fromCharCode(...bytes))
        .replaceAll('+', '-')
        .replaceAll('/', '_')
        .replaceAll('=', '')
    const signed = `${url(text({ alg: 'ES256' }))}.${url(text(claims))}`
    const algorithm = { name: 'ECDSA', hash: 'SHA-256' }
    const signature = await crypto.subtle.sign(algorithm, privateKey, new TextEncoder().encode(signed))
    return `${signed}.${url(new Uint8Array(signature))}`
  }, payload)
}
