import { describe, expect, it } from 'vitest'
import { now as start } from '../../test/fixtures.ts'
import { createTestClock, settle, type TestClock } from '../../test/test-clock.ts'
import type { SourceEvents } from './event-source.ts'
import { type Channel, createSharedStream, type SharedStream, type TabMessage } from './shared-stream.ts'

/** One browser: a lock that one tab holds, a channel between all, and a count of what was opened. */
function createBrowser(clock: TestClock = createTestClock(start)) {
  const queue: (() => void)[] = []
  let held = false
  const next = () => {
    held = false
    queue.shift()?.()
  }
  const listeners = new Map<Channel, (message: TabMessage) => void>()
  const sources: { cursor: string; events: SourceEvents; open: boolean }[] = []
  let renewals = 0
  let renewFails = false
  let muted = false

  const tab = () => {
    const seen: string[] = []
    let missed = 0
    const channel: Channel = {
      post: (message) => {
        if (muted) return
        for (const [other, hear] of [...listeners]) if (other !== channel) hear(message)
      },
      listen(listener) {
        listeners.set(channel, listener)
      },
    }
    const stream: SharedStream = createSharedStream({
      lead(task, signal) {
        const take = () => {
          if (signal.aborted) return next()
          held = true
          void task(signal).then(next)
        }
        if (held) queue.push(take)
        else take()
      },
      channel,
      open(cursor, events) {
        const source = { cursor, events, open: true }
        sources.push(source)
        return {
          close() {
            source.open = false
          },
        }
      },
      renew: async () => {
        renewals += 1
        if (renewFails) throw new Error('no agent')
      },
      now: clock.now,
      after: clock.after,
      onEvent: (event, data) => void seen.push(`${event} ${data}`),
      onMissed: () => {
        missed += 1
      },
    })
    stream.start()
    return { stream, seen, missed: () => missed, link: () => stream.link.read().kind }
  }
  return {
    tab,
    clock,
    sources,
    open: () => sources.filter((source) => source.open),
    source() {
      const last = sources.at(-1)
      if (last === undefined) throw new Error('no stream was opened')
      return last
    },
    mute() {
      muted = true
    },
    renewals: () => renewals,
    failRenewals(fails: boolean) {
      renewFails = fails
    },
  }
}

describe('the stream', () => {
  it('is one for eight tabs, and every tab gets every event', () => {
    const browser = createBrowser()
    const tabs = Array.from({ length: 8 }, browser.tab)
    browser.source().events.onOpen()
    browser.source().events.onEvent('status', '{}', '7')
    expect(browser.open()).toHaveLength(1)
    expect(tabs.map((tab) => tab.seen)).toEqual(Array.from({ length: 8 }, () => ['status {}']))
    expect(tabs.map((tab) => tab.link())).toEqual(Array.from({ length: 8 }, () => 'live'))
  })

  it('goes to the next tab when the leader closes, and continues after the last event', async () => {
    const browser = createBrowser()
    const [leader, follower] = [browser.tab(), browser.tab()]
    browser.source().events.onOpen()
    browser.source().events.onEvent('status', '1', '41')
    leader.stream.stop()
    await settle()
    expect(browser.open()).toHaveLength(1)
    expect(browser.source().cursor).toBe('41')
    browser.source().events.onEvent('status', '2', '42')
    expect(follower.seen).toEqual(['status 1', 'status 2'])
  })

  it('tells a tab that comes later how the link is, without an event', () => {
    const browser = createBrowser()
    browser.tab()
    browser.source().events.onOpen()
    expect(browser.tab().link()).toBe('live')
  })

  it('shows that it reconnects, then that it is offline, then live again, and asks for what was missed', () => {
    const browser = createBrowser()
    const tab = browser.tab()
    expect(tab.link()).toBe('connecting')
    browser.source().events.onOpen()
    expect(tab.missed()).toBe(0)
    browser.source().events.onTrouble(false)
    expect(tab.link()).toBe('reconnecting')
    expect(tab.stream.link.read().lastDataAt).toBe(start)
    browser.clock.advance(30_000)
    expect(tab.link()).toBe('offline')
    browser.source().events.onOpen()
    expect(tab.link()).toBe('live')
    expect(tab.missed()).toBe(1)
  })

  it('that was refused makes the session good again before it opens anew', async () => {
    const browser = createBrowser()
    browser.tab()
    browser.source().events.onOpen()
    browser.source().events.onEvent('status', '1', '9')
    browser.source().events.onTrouble(true)
    expect(browser.sources).toHaveLength(1)
    browser.clock.advance(500)
    await settle()
    expect(browser.renewals()).toBe(1)
    expect(browser.sources).toHaveLength(2)
    expect(browser.source().cursor).toBe('9')
  })

  it('waits longer each time while the agent is away', async () => {
    const browser = createBrowser()
    browser.failRenewals(true)
    browser.tab()
    browser.source().events.onTrouble(true)
    for (const wait of [500, 1000, 2000, 4000, 8000, 8000]) {
      const before = browser.renewals()
      browser.clock.advance(wait - 1)
      await settle()
      expect(browser.renewals()).toBe(before)
      browser.clock.advance(1)
      await settle()
      expect(browser.renewals()).toBe(before + 1)
    }
  })

  it('that lost events has everything read again', () => {
    const browser = createBrowser()
    const [leader, follower] = [browser.tab(), browser.tab()]
    browser.source().events.onOpen()
    browser.source().events.onEvent('gap', '{"missed":3}', '50')
    expect([leader.missed(), follower.missed()]).toEqual([1, 1])
  })

  it('is not believed when a request fails', () => {
    const browser = createBrowser()
    const tab = browser.tab()
    browser.source().events.onOpen()
    tab.stream.doubt()
    expect(tab.link()).toBe('reconnecting')
    expect(browser.open()).toHaveLength(1)
    expect(browser.sources).toHaveLength(2)
  })

  it('ends with the session, and begins anew with the next one', async () => {
    const browser = createBrowser()
    const tab = browser.tab()
    browser.source().events.onOpen()
    tab.stream.stop()
    expect(browser.open()).toHaveLength(0)
    expect(tab.link()).toBe('connecting')
    browser.clock.advance(120_000)
    await settle()
    expect(browser.sources).toHaveLength(1)
    tab.stream.start()
    tab.stream.start()
    expect(browser.open()).toHaveLength(1)
  })

  it('a follower does not trust a leader that fell silent', () => {
    const browser = createBrowser()
    browser.tab()
    const follower = browser.tab()
    browser.source().events.onOpen()
    browser.clock.advance(9000)
    expect(follower.link()).toBe('live')
    browser.mute()
    browser.clock.advance(10_000)
    expect(follower.link()).toBe('reconnecting')
  })
})
