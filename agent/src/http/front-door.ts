import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http'
import type { OriginGuard } from './origin-guard.ts'
import { plainHost } from './plain-host.ts'

/** The application behind the door. */
export interface Application {
  routing(request: IncomingMessage, response: ServerResponse): void
  /**
   * What is wrong with an answer of /health by the contract, or null. An answer that is given before the application is
   * there is not checked.
   */
  healthFault(answer: unknown): string | null
  close(): Promise<void>
}

export interface FrontDoorDeps<App extends Application> {
  guardOrigin: OriginGuard
  isHostSocket(request: { socket: object }): boolean
  /** What /health answers. The same value again means that nothing of it changed. */
  health(): unknown
  /** Loads and builds the application; called once, and not before something needs it. */
  load(): Promise<App>
}

export interface FrontDoor<App extends Application = Application> {
  /** Answers a request of any of the agent's servers. */
  answer(request: IncomingMessage, response: ServerResponse): void
  /** The application, loaded now if nothing has needed it yet. Rejects when it cannot be built. */
  open(): Promise<App>
  /** From here on the application answers everything, and what comes after it ended gets a 503. */
  close(): Promise<void>
}

// As the application says it.
const unavailable = '{"error":"Service Unavailable","message":"Service Unavailable","statusCode":503}'
const whileClosing = { connection: 'close', 'content-type': 'application/json', 'content-length': unavailable.length }

interface Written {
  answer: unknown
  text: string
  /** One byte for each character where that is the same: cheaper to write than to look for others. */
  encoding: 'latin1' | 'utf8'
  headers: OutgoingHttpHeaders
  isSound: boolean
}

/**
 * What stands before the application. A plain GET /health, which monitors ask all the time, is answered here; everything
 * else, also a /health that is refused or goes wrong, is the application's, which answers it by the same rules. So the
 * agent can tell how it is before all that the other operations need is loaded.
 */
export function createFrontDoor<App extends Application>(deps: FrontDoorDeps<App>): FrontDoor<App> {
  let loading: Promise<App> | undefined
  let application: App | undefined
  let closing = false
  let last: Written = {
    answer: undefined,
    text: '',
    encoding: 'utf8',
    headers: {},
    isSound: false,
  }

  function load(): Promise<App> {
    loading ??= deps.load().then((loaded) => {
      application = loaded
      return loaded
    })
    return loading
  }

  function pass(request: IncomingMessage, response: ServerResponse): void {
    if (application) application.routing(request, response)
    else if (closing) response.writeHead(503, whileClosing).end(unavailable)
    // Who loads it as a part of the start hears why it failed; here nobody is left to answer.
    else
      load().then(
        (loaded) => loaded.routing(request, response),
        () => response.destroy(),
      )
  }

  /** The answer as it is written, once for each value. */
  function written(answer: unknown): Written {
    if (answer !== last.answer) {
      // Of nothing there is no text, and nothing is no sound answer.
      const text = JSON.stringify(answer) ?? ''
      const bytes = Buffer.byteLength(text)
      const headers = {
        'x-content-type-options': 'nosniff',
        'cache-control': 'no-store',
        'content-type': 'application/json; charset=utf-8',
        'content-length': bytes,
      }
      const encoding = bytes === text.length ? 'latin1' : 'utf8'
      last = { answer, text, encoding, headers, isSound: (application?.healthFault(answer) ?? null) === null }
    }
    return last
  }

  /** What to answer without asking the application; null where it has to be asked. */
  function plainAnswer(request: IncomingMessage): Written | null {
    if (request.url !== '/health' || request.method !== 'GET' || closing) return null
    const host = plainHost(request.rawHeaders)
    if (host === null) return null
    try {
      if (!deps.isHostSocket(request)) deps.guardOrigin({ host })
      const answer = written(deps.health())
      return answer.isSound ? answer : null
    } catch {
      // What is refused or goes wrong here is so there too, where it is told and logged.
      return null
    }
  }

  return {
    answer(request, response) {
      const plain = plainAnswer(request)
      if (plain === null) pass(request, response)
      else response.writeHead(200, plain.headers).end(plain.text, plain.encoding)
    },
    open: load,
    async close() {
      closing = true
      // One that could not be built has nothing to close, and whoever opened the door knows why.
      const built = await loading?.catch(() => undefined)
      await built?.close()
    },
  }
}
