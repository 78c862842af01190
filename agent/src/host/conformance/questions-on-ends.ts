import { expect, test } from 'vitest'
import type { Stage } from './host-conformance.ts'
import { logLineFault } from './log-line.ts'
import { locksOf, logLinesOf, messagesOf } from './questions-on-files.ts'
import { connected, get, until } from './subject.ts'

export function questionsOnEnds({ subject, record }: Stage): void {
  const ready = () =>
    until(subject(), 'readiness', async () => {
      const answer = await get(subject(), '/readyz')
      return typeof answer !== 'string' && answer.status === 200
    })
  const ended = () => until(subject(), 'the end', async () => subject().exitCode() !== undefined)

  test('a clean stop is announced, drains, closes the port, and leaves no lock', async () => {
    const session = await connected(subject())
    const [lock] = [...(await locksOf(subject())).values()]
    await subject().terminate()
    const story: string[] = []
    const doors: string[] = []
    const url = `ws://127.0.0.1:${subject().port}`
    await until(subject(), 'the closed port', async () => {
      const [answer, startup] = [await get(subject(), '/readyz'), await get(subject(), '/startupz')]
      if (answer === 'refused' || startup === 'refused') return true
      if (startup !== 'silent') story.push(`${startup.status} ${(startup.json as { status: string }).status}`)
      const opening = subject().host.network.open(url, { timeoutMs: 1000, maxFrameBytes: 1000 })
      doors.push(
        await opening.then(
          () => 'opened',
          ({ message }: Error) => message,
        ),
      )
      await subject().wait(5)
      return false
    })
    expect(story.at(-1)).toBe('503 draining')
    // The port may close between two questions.
    const closing = ['HTTP 503 instead of a web socket', 'ECONNREFUSED', 'ECONNRESET']
    expect(doors.filter((door) => !closing.includes(door))).toEqual([])
    await until(subject(), 'the close', () => session.closed)
    const told = session.frames.find((frame) => frame.event === 'shutdown')
    record('event shutdown', told)
    expect(told).toMatchObject({ payload: { reason: 'gateway stopping' } })
    expect(session.closed).toEqual({ code: 1012, reason: 'service restart' })
    await ended()
    expect(subject().exitCode()).toBe(0)
    expect(await locksOf(subject())).toEqual(new Map())
    expect(await subject().host.processes.facts(Number(lock?.pid))).toBeNull()
    const messages = await messagesOf(subject())
    expect(messages).toContain('admission closed: stop (SIGTERM)')
    expect(messages).toContain('received SIGTERM; shutting down')
    expect(messages.at(-1)).toMatch(/^shutdown completed cleanly in \d+ms$/)
    expect(await subject().host.files.list(subject().stateDir)).toContain('openclaw.json.last-good')
  })

  test('a killed gateway breaks its sessions and leaves its lock behind', async () => {
    await subject().start()
    await ready()
    const session = await connected(subject())
    const before = await locksOf(subject())
    await subject().kill()
    await ended()
    await until(subject(), 'the close', () => session.closed)
    expect(session.closed).toEqual({ code: 1006, reason: '' })
    expect(await locksOf(subject())).toEqual(before)
    for (const { pid } of before.values()) expect(await subject().host.processes.facts(Number(pid))).toBeNull()
    expect(await get(subject(), '/healthz')).toBe('refused')
    expect(subject().exitCode()).toBeNull()
  })

  test('the next start takes the stale lock, and has a new boot id', async () => {
    const before = [...(await locksOf(subject())).values()][0]
    await subject().start()
    await ready()
    const session = await connected(subject())
    const after = [...(await locksOf(subject())).values()][0]
    expect(after?.pid).not.toBe(before?.pid)
    expect(after?.ownerId).not.toBe(before?.ownerId)
    session.close()
    await subject().terminate()
    await ended()
  })

  test('with a configuration that it does not understand it exits with 78 and says why', async () => {
    await subject().editConfig('unknown_key')
    await subject().start()
    await ended()
    expect(subject().exitCode()).toBe(78)
    expect(await get(subject(), '/healthz')).toBe('refused')
    expect(await locksOf(subject())).toEqual(new Map())
    const messages = await messagesOf(subject())
    expect(messages.at(-2)).toMatch(
      /^Gateway failed to start: Invalid config at \/[^\n]*openclaw\.json:\nopenclaw\.json:\d+ — gateway: Unrecognized key: "legacyPort"\n/,
    )
    expect(messages.at(-1)).toBe('Run "openclaw doctor --fix" to repair the config, then retry.')
    const lines = await logLinesOf(subject())
    expect(lines.map((line) => [logLineFault(line), line]).filter(([fault]) => fault !== null)).toEqual([])
  })
}
