import { expect, test } from 'vitest'
import { createFakeClock } from '../../../../../core/clock.fake.ts'
import { createOneAtATime } from '../../../../../core/one-at-a-time.ts'
import { HostError } from '../../../../host.ts'
import { definition } from '../services.fake.ts'
import { type KeepServiceDeps, keepService } from './keep-service.ts'
import type { End } from './launch.ts'
import { idleState, type RunState } from './run-state.ts'

const exited = (code: number): End => ({ code, signal: null })

/** A service whose processes live only in the test, with numbers from 101 on. */
function arranged({ saved = idleState, ...changes }: Partial<KeepServiceDeps> & { saved?: RunState } = {}) {
  const clock = createFakeClock()
  const living = new Map<number, (end: End) => void>()
  const written: RunState[] = []
  const warnings: string[] = []
  const started: number[] = []
  const discarded: number[] = []
  const cleared: number[] = []
  let last = 100
  const deps: KeepServiceDeps = {
    clock,
    random: () => 0.999_999,
    log: { info: () => undefined, warn: (message) => void warnings.push(message), error: () => undefined },
    records: { writeRun: async (_name, run) => void written.push(run) },
    processes: {
      bootId: 'boot-1',
      isAlive: async ({ pid, bootId }) => bootId === 'boot-1' && living.has(pid),
      whenGone: ({ pid }, _owner, gone) =>
        clock.every(250, () => (living.has(pid) ? undefined : gone({ code: null, signal: null }))),
      async end({ pid }) {
        living.get(pid)?.({ code: 0, signal: null })
        living.delete(pid)
      },
      clearGroup: async ({ pid }) => void cleared.push(pid),
    },
    serviceLog: {
      fileOf: () => '/log',
      prepare: async () => undefined,
      trim: async () => undefined,
      remove: async () => undefined,
    },
    async launch() {
      last += 1
      const pid = last
      const ended = new Promise<End>((resolve) => living.set(pid, resolve))
      return {
        pid,
        startTicks: pid * 10,
        release: () => void started.push(pid),
        discard: () => void discarded.push(pid),
        ended,
      }
    },
    stateOwner: async () => null,
    inTurn: createOneAtATime(),
    backOff: { firstMs: 1000, longestMs: 60_000, stableMs: 600_000 },
    ...changes,
  }
  const end = async (pid: number, how: End) => {
    const resolve = living.get(pid)
    living.delete(pid)
    resolve?.(how)
    await clock.advanceAsync(0)
  }
  return {
    ...deps,
    clock,
    service: keepService(deps, definition(), saved),
    living,
    written,
    warnings,
    started,
    discarded,
    cleared,
    end,
  }
}

const running = (pid: number): RunState => ({
  ...idleState,
  wanted: 'up',
  process: { pid, startTicks: pid * 10, bootId: 'boot-1', startedAt: 0, leadsGroup: true },
})

test('the process is on record before it is let go', async () => {
  const { service, written, started } = arranged({
    launch: async () => ({
      pid: 7,
      startTicks: 70,
      release: () => void started.push(written.at(-1)?.process?.pid ?? 0),
      discard: () => undefined,
      ended: new Promise(() => undefined),
    }),
  })
  await service.start()
  expect(started).toEqual([7])
})

test('a process that cannot be put on record never becomes the program', async () => {
  const full = new HostError('failed', 'Writing run.json: ENOSPC')
  let writes = 0
  const writeRun = async () => {
    writes += 1
    if (writes > 1) throw full
  }
  const { service, started, discarded } = arranged({ records: { writeRun } })
  await expect(service.start()).rejects.toThrow('ENOSPC')
  expect(started).toEqual([])
  expect(discarded).toEqual([101])
  expect(service.state()).toMatchObject({ state: 'starting', pid: null, message: expect.stringContaining('ENOSPC') })
})

test('two who start it at the same time start it once', async () => {
  const { service, started } = arranged()
  await Promise.all([service.start(), service.start()])
  expect(started).toEqual([101])
})

test('each end in a row waits longer, and a long run ends the row', async () => {
  const { service, clock, started, end } = arranged()
  await service.start()
  for (const [pid, wait] of [
    [101, 1000],
    [102, 2000],
    [103, 4000],
  ] as const) {
    await end(pid, exited(1))
    await clock.advanceAsync(wait - 1)
    expect(started.at(-1)).toBe(pid)
    expect(service.state()).toMatchObject({ state: 'starting', exitCode: 1 })
    await clock.advanceAsync(1)
    expect(started.at(-1)).toBe(pid + 1)
  }
  await clock.advanceAsync(600_000)
  await end(104, exited(1))
  await clock.advanceAsync(1000)
  expect(started.at(-1)).toBe(105)
  expect(service.state()).toMatchObject({ state: 'running', restarts: 4, exitCode: null })
})

test('what a process left behind is ended before the next one starts', async () => {
  const { service, clock, cleared, end } = arranged()
  await service.start()
  await end(101, exited(1))
  expect(cleared).toEqual([101])
  await clock.advanceAsync(1000)
  expect(cleared).toEqual([101])
})

test('exit code 78 is kept in mind, also by the next agent, until the next boot', async () => {
  const { service, clock, started, written, end } = arranged()
  await service.start()
  await end(101, exited(78))
  await clock.advanceAsync(3_600_000)
  expect(started).toEqual([101])
  expect(service.state()).toMatchObject({ state: 'failed', exitCode: 78 })

  const held = written.at(-1)
  const next = arranged(held === undefined ? {} : { saved: held })
  await next.service.resume()
  await next.clock.advanceAsync(3_600_000)
  expect(next.started).toEqual([])

  const booted = arranged({ ...(held && { saved: held }), processes: { ...next.processes, bootId: 'boot-2' } })
  await booted.service.resume()
  expect(booted.started).toEqual([101])
})

test('an agent that comes back takes up what runs, and notices its end', async () => {
  const { service, clock, living, started } = arranged({ saved: running(50) })
  living.set(50, () => undefined)
  await service.resume()
  expect(service.state()).toMatchObject({ state: 'running', pid: 50 })
  expect(started).toEqual([])
  living.delete(50)
  await clock.advanceAsync(250)
  expect(service.state()).toMatchObject({ state: 'starting', message: expect.stringContaining('nobody watched') })
  await clock.advanceAsync(1000)
  expect(started).toEqual([101])
})

test('a stop that was cut off is brought to its end', async () => {
  const { service, living, started } = arranged({ saved: { ...running(50), wanted: 'down' } })
  living.set(50, () => undefined)
  await service.resume()
  expect([...living.keys()]).toEqual([])
  expect(service.state()).toMatchObject({ state: 'stopped', pid: null })
  expect(started).toEqual([])
})

test('what ended while no agent ran is started after the usual wait, what was stopped is not', async () => {
  const ended = arranged({ saved: running(50) })
  await ended.service.resume()
  expect(ended.cleared).toEqual([50])
  await ended.clock.advanceAsync(1000)
  expect(ended.started).toEqual([101])

  const stopped = arranged({ saved: { ...idleState, wanted: 'down' } })
  await stopped.service.resume()
  await stopped.clock.advanceAsync(60_000)
  expect(stopped.started).toEqual([])
})

test('a wait that began under an earlier agent is kept to its end', async () => {
  const saved: RunState = {
    ...idleState,
    wanted: 'up',
    failures: 5,
    lastEnd: { code: 1, signal: null, at: 0, bootId: 'boot-1' },
  }
  const { service, clock, started } = arranged({ saved: { ...saved, nextStartAt: createFakeClock().now() + 5000 } })
  await service.resume()
  await clock.advanceAsync(4999)
  expect(started).toEqual([])
  await clock.advanceAsync(1)
  expect(started).toEqual([101])
})

test('a process of another boot with the same number is not ours', async () => {
  const { service, living, started, written } = arranged({
    saved: { ...running(50), process: { pid: 50, startTicks: 500, bootId: 'boot-0', startedAt: 0, leadsGroup: true } },
  })
  living.set(50, () => undefined)
  await service.resume()
  expect(started).toEqual([101])
  expect(written.at(-1)?.process).toMatchObject({ pid: 101, bootId: 'boot-1' })
  expect(living.has(50)).toBe(true)
})

test('a MoltBot that somebody else started on this state is taken up instead of starting a second', async () => {
  const { service, living, started } = arranged({ stateOwner: async () => ({ pid: 60, startTicks: 600 }) })
  living.set(60, () => undefined)
  await service.start()
  expect(started).toEqual([])
  expect(service.state()).toMatchObject({ state: 'running', pid: 60 })
  await service.stop()
  expect(living.has(60)).toBe(false)
})

test('a lock of a process that is gone stops nobody', async () => {
  const { service, started } = arranged({ stateOwner: async () => ({ pid: 60, startTicks: 600 }) })
  await service.start()
  expect(started).toEqual([101])
})

test('a full disk at the end of a process does not end the supervision', async () => {
  let full = false
  const writeRun = async () => {
    if (full) throw new HostError('failed', 'Writing run.json: ENOSPC')
  }
  const { service, clock, started, warnings, end } = arranged({ records: { writeRun } })
  await service.start()
  full = true
  await end(101, exited(1))
  await clock.advanceAsync(10_000)
  expect(started).toEqual([101])
  expect(service.state().message).toContain('ENOSPC')
  expect(warnings.length).toBeGreaterThan(0)
  full = false
  await clock.advanceAsync(60_000)
  expect(started).toHaveLength(2)
  expect(service.state()).toMatchObject({ state: 'running', message: null })
})

test('after its last word an agent starts nothing any more', async () => {
  const { service, clock, started, end } = arranged()
  await service.start()
  service.close()
  await end(101, exited(1))
  await clock.advanceAsync(60_000)
  expect(started).toEqual([101])
  expect(clock.pending()).toBe(0)
})

test('a service that runs does not move to another account', async () => {
  const { service } = arranged()
  await service.start()
  const berta = definition({ owner: { uid: 1001, gid: 1001, name: 'berta', home: '/home/berta' } })
  await expect(service.redefine(berta)).rejects.toThrow(/another account/)
  await service.stop()
  await service.redefine(berta)
  expect(service.definition().owner.name).toBe('berta')
})
