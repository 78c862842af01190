import { createInterface } from 'node:readline'
import { HostError, type Journal, type JournalLine, type JournalUnit } from '../../host.ts'
import { codeOf } from '../system-error.ts'
import { parseEntry, wholeCursor } from './journal-entry.ts'

const readMs = 10_000
const mostAtOnce = 200
const unitName = /^[A-Za-z0-9][A-Za-z0-9:_.@-]{0,200}\.service$/
/** As journalctl(1) says it in English. */
const unseen = /insufficient permissions|not seeing messages from other users/i
const unknownCursor = new HostError('failed', 'The journal has no such place')

/** The journal through `journalctl`: each read is one process with a list of arguments, which ends with its signal. */
export function createJournal(journalctl = 'journalctl'): Journal {
  /** Entries as they are printed; the process ends when no more are taken. */
  async function* entries(args: string[], signal: AbortSignal): AsyncGenerator<JournalLine> {
    const { execa } = await import('execa')
    const ended = new AbortController()
    const child = execa(journalctl, args, {
      reject: false,
      buffer: { stdout: false, stderr: true },
      maxBuffer: 64 * 1024,
      stdin: 'ignore',
      env: { LC_ALL: 'C.UTF-8' },
      cancelSignal: AbortSignal.any([signal, ended.signal]),
      forceKillAfterDelay: 1000,
    })
    try {
      for await (const json of createInterface({ input: child.stdout })) {
        const line = parseEntry(json)
        if (line !== null) yield line
      }
      const { exitCode, isCanceled, stderr, cause } = await child
      if (isCanceled || exitCode === 0) return
      throw refusalOf(String(stderr), cause)
    } finally {
      ended.abort()
      await child
    }
  }

  const read = async (unit: JournalUnit, args: string[], count: number, signal: AbortSignal) => {
    const lines: JournalLine[] = []
    const inTime = AbortSignal.any([signal, AbortSignal.timeout(readMs)])
    for await (const line of entries([...common, ...args, ...matchesOf(unit)], inTime)) {
      lines.push(line)
      if (lines.length === count) break
    }
    if (inTime.aborted && !signal.aborted) throw new HostError('timeout', 'The journal did not answer in time')
    return lines
  }

  return {
    async refusal(unit) {
      const { execa } = await import('execa')
      const args = ['--lines=1', '--output=json', '--no-pager', ...matchesOf(unit)]
      const env = { LC_ALL: 'C.UTF-8' }
      const asked = await execa(journalctl, args, { reject: false, timeout: readMs, stdin: 'ignore', env })
      if (codeOf(asked.cause) === 'ENOENT') return 'This host has no journal.'
      if (unseen.test(asked.stderr)) {
        return 'The agent may not read the journal. Add its user to the group systemd-journal.'
      }
      if (asked.failed) return 'The journal of this host cannot be read.'
      return asked.stdout.trim() === '' ? 'The journal has no line of this service.' : null
    },
    async before(unit, cursor, count, signal) {
      const from = cursor === null ? [] : [`--cursor=${demandCursor(cursor)}`]
      return (await read(unit, ['--reverse', `--lines=${count}`, ...from], count, signal)).toReversed()
    },
    after: (unit, cursor, count, signal) => read(unit, [`--after-cursor=${demandCursor(cursor)}`], count, signal),
    async *follow(unit, cursor, signal) {
      const from = cursor === null ? ['--lines=0'] : ['--no-tail', `--after-cursor=${demandCursor(cursor)}`]
      const args = [...common, '--follow', ...from, ...matchesOf(unit)]
      yield* inBatches(entries(args, signal))
      if (!signal.aborted) throw new HostError('failed', 'The journal ended')
    },
  }
}

const common = ['--output=json', '--output-fields=MESSAGE', '--all', '--quiet', '--no-pager']

/** Lines that are there already go together. */
async function* inBatches(lines: AsyncGenerator<JournalLine>): AsyncGenerator<JournalLine[]> {
  let next = lines.next()
  try {
    for (;;) {
      const first = await next
      if (first.done) return
      const batch = [first.value]
      next = lines.next()
      while (batch.length < mostAtOnce) {
        const more = await Promise.race([next, new Promise<null>((done) => setImmediate(done, null))])
        if (more === null || more.done) break
        batch.push(more.value)
        next = lines.next()
      }
      yield batch
    }
  } finally {
    // One that waits for the next line ends with its signal.
    next.catch(() => undefined)
    void lines.return(undefined)
  }
}

function matchesOf({ name, scope, ownerUid }: JournalUnit): string[] {
  if (!unitName.test(name)) throw new HostError('unsafe', 'That is no name of a unit')
  return scope === 'system' ? [`--unit=${name}`] : [`_SYSTEMD_USER_UNIT=${name}`, `_UID=${ownerUid}`]
}

function demandCursor(cursor: string): string {
  const whole = wholeCursor(cursor)
  if (whole === null) throw unknownCursor
  return whole
}

function refusalOf(stderr: string, cause: unknown): HostError {
  if (unseen.test(stderr)) return new HostError('denied', 'The journal may not be read')
  return new HostError('failed', `The journal cannot be read: ${stderr.trim().slice(0, 300)}`, cause)
}
