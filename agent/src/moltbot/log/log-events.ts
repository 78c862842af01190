import { parseObject, textAt } from '../json.ts'

/** A milestone in the life of a gateway as its log file tells it. */
export interface LogEvent {
  /** Milliseconds since 1970. */
  at: number
  kind:
    | 'boot'
    | 'restart_inside'
    | 'listening'
    | 'ready'
    | 'stop_asked'
    | 'restart_asked'
    | 'stopped_cleanly'
    | 'failed'
    | 'config_rejected'
    | 'config_applied'
  message: string
}

/** Seen on 2026.9.4 and 2026.9.6. Older versions and the console have the same words, partly without their prefix. */
const milestones: [RegExp, LogEvent['kind']][] = [
  [/^loading configuration/, 'boot'],
  [/^restart mode: in-process restart/, 'restart_inside'],
  [/^http server listening/, 'listening'],
  [/^(?:gateway )?ready$/, 'ready'],
  [/^(?:admission )?closed: stop\b/, 'stop_asked'],
  [/^(?:admission )?closed: restart\b/, 'restart_asked'],
  [/^(?:shutdown )?completed cleanly in\b/, 'stopped_cleanly'],
  [/^Gateway failed to start: /, 'failed'],
  // After a restart inside the process, which goes on without its gateway.
  [/^gateway startup failed: /, 'failed'],
  [/^Missing config\. /, 'failed'],
  [/^config reload skipped \(invalid config\): /, 'config_rejected'],
  // A change is weighed only once the file is found valid; one that is read when needed has no other line.
  [/^config (?:hot reload applied|change (?:applied|detected))/, 'config_applied'],
]

/** A cheap test before a line is parsed: nearly all lines of a busy log are something else. */
const telling =
  /loading configuration|in-process restart|http server listening|ready"|closed: (?:stop|restart)|completed cleanly|failed to start|gateway startup failed: |Missing config|config reload skipped|config (?:hot reload applied|change (?:applied|detected))/

const maxMessage = 1000

/** Milestones of a log in JSON Lines, in order. Lines that are cut, broken or something else are left out. */
export function logEvents(text: string): LogEvent[] {
  return text.split('\n').flatMap((line) => {
    if (!telling.test(line)) return []
    const entry = parseObject(line)
    const at = Date.parse(textAt(entry, 'time') ?? '')
    const message = textAt(entry, 'message', maxMessage)
    const kind = message === null ? undefined : milestones.find(([pattern]) => pattern.test(message))?.[1]
    return kind && message !== null && !Number.isNaN(at) ? [{ at, kind, message }] : []
  })
}
