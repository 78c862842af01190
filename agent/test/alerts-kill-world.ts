import { copyFile, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createBus } from '../src/core/bus.ts'
import { createFakeClock } from '../src/core/clock.fake.ts'
import { type Database, openDatabase } from '../src/core/database/open-database.ts'
import { createSeededIds } from '../src/core/ids.real.ts'
import { loadKeys } from '../src/core/keys.ts'
import { createAlerts } from '../src/features/alerts/alerts.ts'
import { createFate, type Fate, openMortalDatabase } from '../src/features/jobs/test/mortal-database.ts'
import { createMailbox, createWebhookReceiver } from './alert-receivers.ts'

const startAt = Date.UTC(2026, 10, 23, 2, 7, 0)
const lookMs = 5000

/** Percent free at each look: `times` the disk runs full and is emptied again. */
export function looksOf(times: number): number[] {
  const once = [...Array.from({ length: 6 }, () => 5), ...Array.from({ length: 3 }, () => 50)]
  return [50, ...Array.from({ length: times }, () => once).flat()]
}

/**
 * The alerts of an agent on a database of their own, with a real mail server and a real receiver of webhooks that live
 * longer than it does.
 */
export async function createKillWorld(looks: readonly number[]) {
  const password = ['kill', 'password', '7Hq2'].join('-')
  const secrets = new Map<string, string>()
  const keys = await loadKeys({
    secrets: {
      get: async (name) => secrets.get(name) ?? null,
      set: async (name, value) => void secrets.set(name, value),
    },
    ids: createSeededIds(1, 1),
    clock: createFakeClock(startAt),
  })
  const folder = await mkdtemp(join(tmpdir(), 'moltbot-ops-kill-'))
  const receiver = await createWebhookReceiver()
  const mailbox = await createMailbox('ops', password)
  const empty = join(folder, 'empty.db')
  let stories = 0

  /** The feature as one agent runs it, on what it finds in the database. */
  function createLife(database: Database, start: number) {
    const at = { look: 0 }
    const clock = createFakeClock(startAt)
    const logged: string[] = []
    const put = (message: string, fields?: unknown) => void logged.push(`${message} ${JSON.stringify(fields)}`)
    const total = 1e9
    const alerts = createAlerts({
      ...{ database, clock, keys, bus: createBus(), nodeId: 'ag_test', ids: createSeededIds(1, start) },
      log: { info: put, warn: put, error: put },
      sources: {
        statuses: () => [],
        async system() {
          const free = ((looks[at.look] ?? 50) / 100) * total
          const disk = { mount: '/', total_bytes: total, free_bytes: free, holds: [] }
          return { disks: [disk], memory_bytes: total, memory_available_bytes: null }
        },
      },
      readSeries: async () => ({ stepMs: 1000, times: [], values: [] }),
      authLog: {
        files: { facts: async () => null, resolve: async () => null, readText: async () => null },
        logOf: () => null,
      },
      nameOf: (id) => id,
      describe: async () => ({ subject: 'host', device_id: null, name: 'terminal', via: 'terminal' }),
      audit: { intend: () => Promise.reject(new Error('Nobody changes anything here.')) },
      redact: (text) => text,
      random: () => 0.5,
      onSecret: () => undefined,
    })
    return { alerts, at, clock, logged }
  }

  async function prepare(): Promise<void> {
    const database = openDatabase(empty)
    const { alerts } = createLife(database, 1)
    const input = { path: {}, query: {}, actor: {}, client: {}, cookies: {}, consent: {} }
    const save = alerts.handlers.saveAlertRule as (input: object) => Promise<unknown>
    const set = alerts.handlers.updateNotificationSettings as (input: object) => Promise<unknown>
    const smtp = { host: '127.0.0.1', port: mailbox.port, security: 'none', user: 'ops', password, from: 'a@b.example' }
    await set({ ...input, body: { smtp } })
    const target = { webhook_url: receiver.url('/'), allow_private_target: true, email: 'op@b.example', resolved: true }
    const notify = { channels: ['in_app', 'webhook', 'email'], ...target }
    const limits = { for_seconds: 10, cooldown_seconds: 0 }
    await save({ ...input, body: { name: 'Disk', enabled: true, condition: { type: 'disk_low' }, notify, ...limits } })
    await database.destroy()
  }
  await prepare()

  /** Runs one agent from a look on, until it dies or everything was looked at and sent. Gives the look that it came to. */
  async function live(database: Database, { start, from, fate }: { start: number; from: number; fate: Fate }) {
    const life = createLife(database, start)
    life.clock.setWall(startAt + from * lookMs)
    life.at.look = from
    await Promise.race([life.alerts.start(), breathe()])
    const isDone = async () => {
      if (fate.isDead()) return true
      if (life.at.look < looks.length) return false
      const left = await database.selectFrom('alert_deliveries').select('id').where('status', '=', 'waiting').execute()
      return left.length === 0
    }
    for (let steps = 0; !(await isDone()); steps += 1) {
      if (steps > 5000) throw new Error('It does not come to an end.')
      life.clock.advance(lookMs)
      await breathe()
      life.at.look += 1
    }
    if (!fate.isDead()) await life.alerts.stop()
    if (life.logged.length > 0) throw new Error(life.logged.join('\n'))
    return life.at.look
  }

  return {
    /**
     * What became of it all when one agent after the other is killed at these moments of its own life, and the last one
     * lives on.
     */
    async story(kills: readonly number[]) {
      stories += 1
      const file = join(folder, `${stories}.db`)
      await copyFile(empty, file)
      const [calls, mails] = [receiver.received.length, mailbox.mails.length]
      const moments: string[] = []
      let from = 0
      for (const [index, kill] of [...kills, null].entries()) {
        const fate = createFate(kill)
        const mortal = openMortalDatabase(file, fate)
        from = Math.min(await live(mortal.database, { start: index + 2, from, fate }), looks.length)
        mortal.close()
        moments.push(...fate.moments)
        if (!fate.isDead()) break
      }
      const database = openDatabase(file)
      const events = await database.selectFrom('alert_events').selectAll().orderBy('raised_at').execute()
      const deliveries = await database.selectFrom('alert_deliveries').selectAll().execute()
      await database.destroy()
      const idsOf = (channel: string) =>
        deliveries
          .filter((one) => one.channel === channel)
          .map(({ id }) => id)
          .toSorted()
      const called = receiver.received.slice(calls).map(({ headers }) => String(headers['webhook-id']))
      const mailed = mailbox.mails.slice(mails).map((mail) => /^Message-ID: <([^@]+)@/im.exec(mail)?.[1] ?? '')
      return {
        ...{ events, deliveries, moments },
        webhook: { kept: idsOf('webhook'), seen: [...new Set(called)].toSorted() },
        email: { kept: idsOf('email'), seen: [...new Set(mailed)].toSorted() },
        /** How often somebody was told what they had been told already. */
        twice: called.length + mailed.length - new Set([...called, ...mailed]).size,
      }
    },
    async close() {
      await receiver.close()
      await mailbox.close()
      await rm(folder, { recursive: true })
    },
  }
}

/** Real connections take real time: as long as something answers, it is waited for. */
async function breathe(): Promise<void> {
  for (let turns = 0; turns < 6; turns += 1) await new Promise((done) => setImmediate(done))
}
