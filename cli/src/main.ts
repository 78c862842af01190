import { openSync } from 'node:fs'
import { homedir } from 'node:os'
import { ReadStream } from 'node:tty'
import { realTimers } from '@moltbot-ops/sdk'
import { openInBrowser } from './open-in-browser.ts'
import { run } from './run.ts'
import { createSocketFetch } from './socket-fetch.ts'
import { startedAs } from './started-as.ts'
import type { Surroundings } from './surroundings.ts'

const { env, platform, stdin, stdout, stderr } = process

const surroundings: Surroundings = {
  env,
  home: homedir(),
  uid: process.getuid?.() ?? null,
  platform,
  stdin,
  openTerminal,
  stdout,
  stderr,
  now: () => Date.now(),
  // Looked for only where a command is told to be run.
  get startedAs() {
    return startedAs({ script: process.argv[1] ?? '', node: process.execPath, env })
  },
  // Asked for only where a time is told: the tables behind it are a tenth of what an agent needs to start.
  get timeZone() {
    return Intl.DateTimeFormat().resolvedOptions().timeZone
  },
  timers: realTimers,
  untilStopped,
  outliveOutput() {
    endsWithOutput = false
  },
  fetch: (url, init) => fetch(url, init),
  socketFetch: createSocketFetch,
  openInBrowser: (path) => openInBrowser(path, { platform, env, timers: realTimers }),
}

// Node answers SIGUSR1 by opening a debugger on a loopback port, where every local user could then run code in here.
process.on('SIGUSR1', () => undefined)

// A reader such as `head` that has seen enough closes the pipe: that is an end, not a failure.
let endsWithOutput = true
stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (!endsWithOutput) return
  if (error.code !== 'EPIPE') stderr.write(`The answer could not be written: ${error.message}.\n`)
  process.exit(error.code === 'EPIPE' ? 0 : 1)
})
stderr.on('error', () => undefined)

// Until the end is decided: a process that ends because it waits for nothing any more has not succeeded.
process.exitCode = 1
// Not awaited at the top level: a release is one CommonJS script, which cannot do that.
void run(process.argv.slice(2), surroundings).then((code) => {
  process.exitCode = code
})

function openTerminal(): ReadStream | null {
  try {
    return new ReadStream(openSync('/dev/tty', 'r'))
  } catch {
    return null
  }
}

function untilStopped(over?: AbortSignal): AbortSignal {
  const stop = new AbortController()
  const abort = () => stop.abort()
  for (const name of ['SIGINT', 'SIGTERM'] as const) {
    process.once(name, abort)
    over?.addEventListener('abort', () => process.off(name, abort))
  }
  return stop.signal
}
