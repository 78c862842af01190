import { LogsView, type LogsViewProps } from '../../src/features/logs/LogsView.tsx'
import type { LogState } from '../../src/features/logs/log-feed.ts'
import { type LogItem, lineItem } from '../../src/features/logs/log-item.ts'
import type { LogEntry, LogLevel, LogSource } from '../../src/wire.ts'
import { iso, now } from '../fixtures.ts'
import { GalleryShell } from './GalleryShell.tsx'

const second = 1000
let count = 0

function line(ago: number, level: LogLevel, subsystem: string, message: string, redactions: string[] = []): LogItem {
  count += 1
  const place = { cursor: `f.${count}`, source: 'file', truncated: false }
  return lineItem({ ...place, at: iso(now - ago), level, subsystem, message, redactions } satisfies LogEntry)
}

const file: LogSource = {
  ...{ id: 'file', kind: 'file', title: 'MoltBot’s log file', instance_id: 'in_1', available: true, reason: null },
  ...{ size_bytes: 8_391_680, files: 3, oldest_at: iso(now - 3 * 86_400 * second), newest_at: iso(now) },
}
const journal: LogSource = {
  ...{ ...file, id: 'journald', kind: 'journald', title: 'Journal of openclaw-gateway.service', available: false },
  reason: 'The agent may not read the journal. Add its user to the group systemd-journal.',
}

const long = 'a reason that goes on and on, '.repeat(30)
const some: LogItem[] = [
  line(900 * second, 'info', 'gateway/ws', '⇄ res ✓ chat.send 61ms conn=74921061…4659 id=12'),
  line(899 * second, 'info', 'update', 'update run requested by telegram:[redacted:phone-number#a1]', ['phone-number']),
  line(890 * second, 'info', 'gateway/admission', 'admission closed: stop (SIGTERM)'),
  { kind: 'gap', key: 'gap-1', lost: 41, message: 'The file was emptied while it was read.' },
  line(880 * second, 'info', 'gateway', 'loading configuration…'),
  line(879 * second, 'info', 'gateway', 'resolving authentication… token=[redacted:gateway-token#a2]', [
    'gateway-token',
  ]),
  line(875 * second, 'error', 'gateway', 'Gateway failed to start: Invalid config at $STATE/openclaw.json'),
  line(874 * second, 'error', 'gateway', 'openclaw.json:31 — channels.telegram: Unrecognized key: "streamMode"'),
  line(870 * second, 'warn', 'telegram', `no answer: ${long}`),
  line(869 * second, 'debug', 'gateway/reload', 'watching 3 files'),
]
const many = Array.from({ length: 400 }, (_, index) =>
  line((400 - index) * second, index % 97 === 0 ? 'warn' : 'info', 'gateway/ws', `⇄ res ✓ health 4ms id=${index}`),
)
const base: LogState = {
  phase: 'live',
  items: [...some, ...many.slice(0, 30)],
  sources: [file, journal],
  ...{ older: true, readingOlder: false, trimmed: false, failure: null },
}

interface LogsSceneParts {
  state?: Partial<LogState>
  begin?: NonNullable<LogsViewProps['begin']>
}

export const logsScenes: Record<string, LogsSceneParts> = {
  errors: {},
  quiet: { state: { items: many.filter((item) => item.kind === 'line' && item.entry.level === 'info'), older: false } },
  chosen: { begin: { chosen: ['f.7', 'f.8'] } },
  wrapped: { begin: { wrap: true } },
  search: { begin: { text: 'telegram' } },
  'nothing-found': { begin: { text: 'nobody ever wrote this' } },
  empty: { state: { items: [], sources: [file] } },
  'no-moltbot': { state: { phase: 'none', items: [], sources: [] } },
  unreadable: { state: { items: [], sources: [journal] } },
  reading: { state: { phase: 'reading', items: [] } },
  failed: {
    state: { phase: 'failed', items: [], failure: 'The agent does not answer. It is asked again until it does.' },
  },
  waiting: { state: { phase: 'waiting', failure: 'The agent does not answer. It is asked again until it does.' } },
  trimmed: { state: { items: many, trimmed: true } },
}

/** The log in each of its states. */
export function LogsScene({ state }: { state: string }) {
  const { state: more = {}, begin = {} } = logsScenes[state] ?? {}
  return (
    <GalleryShell page="logs" link={{ kind: 'live', lastDataAt: now }}>
      <LogsView
        state={{ ...base, ...more }}
        offset={0}
        onOlder={() => {}}
        onAgain={() => {}}
        onWhole={() => {}}
        onExport={() => {}}
        onCopy={async () => {}}
        setupLink={(label) => <a href="#setup">{label}</a>}
        begin={begin}
      />
    </GalleryShell>
  )
}
