import { Problem } from '../../../core/problem.ts'
import type { SshSession } from '../../../host/effects.ts'
import { remoteAgentScript } from './remote-agent-script.ts'
import { runScript, type ScriptOptions } from './remote-shell.ts'

export type RemoteTask =
  | { do: 'install'; params: Record<string, string>; reason: string }
  /** Stops an installation that runs, and tells how the newest one ended. */
  | { do: 'cancel' }

/** What is told while it runs; the words of another host, cleaned. */
export interface RemoteNews {
  job?: string
  progress?: number
  message?: string
  line?: string
}

export interface RemoteEnd {
  status: 'succeeded' | 'failed' | 'none'
  code: string
  message: string
  /** A few facts in short texts. */
  result: Record<string, string>
}

/**
 * Speaks with the agent of another host through its own socket, as somebody does who sits at its terminal as root.
 * @throws Problem ssh_unreachable, install_blocked when the agent does not answer
 */
export async function askRemoteAgent(
  session: SshSession,
  options: {
    task: RemoteTask
    node: string
    as: ScriptOptions['as']
    timeoutMs: number
    onNews(news: RemoteNews): void
  },
): Promise<RemoteEnd> {
  const { task, node, as, timeoutMs, onNews } = options
  let end: RemoteEnd | null = null
  const result = await runScript(session, `TASK="$task" exec "$node" - <<'END'\n${remoteAgentScript}\nEND`, {
    as,
    timeoutMs,
    variables: { node, task: JSON.stringify(task) },
    onLine(stream, text) {
      if (stream !== 'stdout') return
      const told = readLine(text)
      if (told === null) return
      if ('end' in told) end = told.end
      else onNews(told)
    },
  })
  if (end !== null) return end
  const why = clean(result.stderr.split('\n').findLast((line) => line.trim() !== '') ?? 'it said nothing')
  throw new Problem('install_blocked', `The agent of the remote host could not be asked: ${why}`)
}

function readLine(line: string): RemoteNews | { end: RemoteEnd } | null {
  let told: unknown
  try {
    told = JSON.parse(line)
  } catch {
    return null
  }
  if (!isRecord(told)) return null
  if (isRecord(told.end)) return { end: readEnd(told.end) }
  const { job, progress, message, line: logLine } = told
  return {
    ...(typeof job === 'string' && /^[\w-]{1,64}$/.test(job) ? { job } : {}),
    ...(typeof progress === 'number' && Number.isFinite(progress) ? { progress } : {}),
    ...(typeof message === 'string' ? { message: clean(message) } : {}),
    ...(typeof logLine === 'string' ? { line: clean(logLine) } : {}),
  }
}

function readEnd({ status, code, message, result }: Record<string, unknown>): RemoteEnd {
  return {
    status: status === 'succeeded' || status === 'none' ? status : 'failed',
    code: typeof code === 'string' && /^[a-z_]{1,40}$/.test(code) ? code : 'unknown',
    message: typeof message === 'string' ? clean(message) : '',
    result: isRecord(result) ? readResult(result) : {},
  }
}

function readResult(result: Record<string, unknown>): Record<string, string> {
  const facts = Object.entries(result).flatMap(([name, value]) =>
    typeof value === 'string' && /^[a-z_]{1,40}$/.test(name) ? [[name, clean(value)] as const] : [],
  )
  return Object.fromEntries(facts.slice(0, 10))
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function clean(text: string): string {
  return text.replaceAll(/\p{C}/gu, ' ').trim().slice(0, 500)
}
