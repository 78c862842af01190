import { QueryClient } from '@tanstack/react-query'
import { describe, expect, it } from 'vitest'
import { jobOf } from '../../test/consent-fixtures.ts'
import { now, statusOf } from '../../test/fixtures.ts'
import type { MoltBotStatus } from '../wire.ts'
import { createAgentClock } from './agent-clock.ts'
import { applyEvent } from './apply-event.ts'
import { keys, type Received } from './queries.ts'

function cache(shown?: Partial<MoltBotStatus>) {
  const queries = new QueryClient()
  const agentClock = createAgentClock(() => now)
  if (shown !== undefined) {
    queries.setQueryData(keys.status(null), { value: statusOf(shown), receivedAt: now - 9000 })
  }
  const apply = (event: string, data: unknown) =>
    applyEvent({ queries, agentClock, now: () => now }, event, typeof data === 'string' ? data : JSON.stringify(data))
  return {
    queries,
    agentClock,
    apply,
    status: (instance: string | null) => queries.getQueryData<Received<MoltBotStatus>>(keys.status(instance)),
    outdated: (key: readonly unknown[]) => queries.getQueryState(key)?.isInvalidated,
  }
}

describe('an event of the stream', () => {
  it('brings a status to its gateway and to the page that shows it by default', () => {
    const one = cache({ instance_id: 'a', state: 'running' })
    one.apply('status', statusOf({ instance_id: 'a', state: 'wedged' }))
    expect(one.status(null)).toMatchObject({ value: { state: 'wedged' }, receivedAt: now })
    expect(one.status('a')?.value.state).toBe('wedged')
  })

  it('of a configuration outdates everything that was read of it', () => {
    const one = cache()
    one.queries.setQueryData([...keys.config, 'trials'], [])
    one.apply('config', { instance_id: 'a', hash: 'sha256:1' })
    expect(one.outdated([...keys.config, 'trials'])).toBe(true)
  })

  it('of another gateway leaves the page alone', () => {
    const one = cache({ instance_id: 'a', state: 'running' })
    one.apply('status', statusOf({ instance_id: 'b', state: 'stopped' }))
    expect(one.status(null)?.value.state).toBe('running')
    expect(one.status('b')?.value.state).toBe('stopped')
    expect(one.outdated(keys.status(null))).toBe(false)
  })

  it('about the first gateway of a host has the default one read again', () => {
    const one = cache({ instance_id: null, state: 'not_installed' })
    one.apply('status', statusOf({ instance_id: 'a' }))
    expect(one.outdated(keys.status(null))).toBe(true)
  })

  it('that a simulation was changed has everything read again and moves the clock of the host', () => {
    const one = cache({ instance_id: 'a' })
    const hour = new Date(now + 3_600_000).toISOString()
    one.apply('simulation', { scenario: 'x', seed: 1, clock: 'running', now: hour, scenarios: [] })
    expect(one.agentClock.hostOffset()).toBe(3_600_000)
    expect(one.agentClock.sessionOffset()).toBe(0)
    expect(one.outdated(keys.status(null))).toBe(true)
  })

  it('about a job gives it to the dialog that waits for it, and has the list read again', () => {
    const one = cache()
    one.queries.setQueryData(keys.jobs, [])
    one.apply('job', jobOf({ confirmation_id: 'cf_7' }))
    expect(one.queries.getQueryData(keys.jobOf('cf_7'))).toMatchObject({ id: 'job_1' })
    expect(one.outdated(keys.jobs)).toBe(true)
  })

  it('about a proposal has what waits read again', () => {
    const one = cache()
    one.queries.setQueryData(keys.confirmations, [])
    one.apply('confirmation', { id: 'cf_7' })
    expect(one.outdated(keys.confirmations)).toBe(true)
  })

  it('that cannot be read, or that only a newer agent knows, changes nothing', () => {
    const one = cache({ instance_id: 'a', state: 'running' })
    for (const data of ['', '{', 'null', '7', '<html>']) one.apply('status', data)
    one.apply('something_new', { a: 1 })
    expect(one.status(null)).toMatchObject({ value: { state: 'running' }, receivedAt: now - 9000 })
  })
})
