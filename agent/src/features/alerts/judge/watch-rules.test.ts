import { afterEach, beforeEach, expect, test } from 'vitest'
import { createFakeClock, type FakeClock } from '../../../core/clock.fake.ts'
import { type Database, openDatabase } from '../../../core/database/open-database.ts'
import { createSeededIds } from '../../../core/ids.real.ts'
import { createAlertBook } from '../events/alert-book.ts'
import { aRule } from '../test/alerts-at-work.ts'
import type { AlertSources } from './read-condition.ts'
import { watchFindings } from './watch-findings.ts'
import { createWatch, type Watch } from './watch-rules.ts'

type Status = ReturnType<AlertSources['statuses']>[number]

let database: Database
let clock: FakeClock
let logged: string[]
let changed: string[]
let statuses: Status[]
let system: AlertSources['system']
let isFull: boolean
let watch: Watch

beforeEach(() => {
  database = openDatabase(':memory:')
  clock = createFakeClock()
  logged = []
  changed = []
  statuses = []
  isFull = false
  system = async () => ({ disks: [disk(5)], memory_bytes: 1, memory_available_bytes: null })
  const put = (message: string) => void logged.push(message)
  const book = createAlertBook({ database, ids: createSeededIds(1, 1), nodeId: 'ag_test' })
  watch = createWatch({
    ...{ clock, log: { info: put, warn: put, error: put }, nameOf: (id) => id, afterLook: async () => undefined },
    rules: { all: () => database.selectFrom('alert_rules').selectAll().execute() },
    book: { ...book, judge: (...all) => (isFull ? Promise.reject(new Error('disk full')) : book.judge(...all)) },
    sources: {
      statuses: () => statuses,
      system: () => system(),
      uncleanEnds: async () => 0,
      logGrowth: async () => null,
      authFailures: async () => null,
    },
    onChange: async (id) => void changed.push(id),
  })
})
afterEach(async () => {
  await watch.stop()
  await database.destroy()
})

const disk = (percent: number) => ({ mount: '/', total_bytes: 100, free_bytes: percent, holds: [] })
const status = (state: 'running' | 'stopped'): Status => ({
  ...{ installed: true, running: state === 'running', service_manager: 'systemd', instance_id: 'in_1', state },
  ...{ gateway_connected: state === 'running', reasons: [] },
})
const put = (...rules: Parameters<typeof aRule>) =>
  database
    .insertInto('alert_rules')
    .values(aRule(...rules))
    .execute()
const states = async () => (await database.selectFrom('alert_states').selectAll().execute()).map(({ phase }) => phase)

test('one rule that cannot be read does not keep another from being judged', async () => {
  await put()
  await put({ id: 'al_2', condition: 'unreachable_agent_data', instance_id: 'in_9', threshold: 10 })
  system = () => Promise.reject(new Error('The machine does not answer.'))
  watch.start()
  await clock.advanceAsync(30_000)
  expect((await states()).toSorted()).toEqual(['firing', 'unknown'])
  expect([changed.length, logged]).toEqual([1, []])
})

test('what cannot be kept is said once, is shown as long as it is so, and goes on afterwards', async () => {
  await put()
  isFull = true
  watch.start()
  await clock.advanceAsync(60_000)
  expect(logged).toEqual(['The alert rules could not be judged.'])
  expect(watchFindings(watch.failingSince())).toMatchObject([{ id: 'alerts_not_judged', severity: 'critical' }])
  isFull = false
  await clock.advanceAsync(70_000)
  expect(watchFindings(watch.failingSince())).toEqual([])
  expect([await states(), changed.length]).toEqual([['firing'], 1])
})

test('a rule of every instance is judged for each, and a gone one is unknown and later forgotten', async () => {
  await put({ condition: 'gateway_disconnected' })
  statuses = [status('running')]
  watch.start()
  await clock.advanceAsync(10_000)
  expect(await states()).toEqual(['ok'])
  statuses = []
  await clock.advanceAsync(10_000)
  expect(await states()).toEqual(['unknown'])
  clock.setWall(clock.now() + 2 * 86_400_000)
  await clock.advanceAsync(10_000)
  expect(await states()).toEqual([])
})

test('what fires stays so while its instance is gone, and is told as not known', async () => {
  await put({ condition: 'gateway_disconnected' })
  statuses = [status('stopped')]
  watch.start()
  await clock.advanceAsync(70_000)
  statuses = []
  await clock.advanceAsync(10_000)
  expect(await states()).toEqual(['firing'])
  const [event] = await database.selectFrom('alert_events').selectAll().execute()
  expect([event?.known, event?.resolved_at]).toEqual([0, null])
  statuses = [status('running')]
  await clock.advanceAsync(10_000)
  const [after] = await database.selectFrom('alert_events').selectAll().execute()
  expect([after?.known, after?.resolved_at]).toEqual([1, clock.now() - 5000])
})

test('a rule that is switched off is not judged', async () => {
  await put({ enabled: 0 })
  watch.start()
  await clock.advanceAsync(120_000)
  expect([await states(), changed]).toEqual([[], []])
})
