import type { Clock, Timer } from '../../../core/clock.ts'
import type { Log } from '../../../core/log.ts'
import { type AlertBook, isWorthWriting, stateKey, stateOf } from '../events/alert-book.ts'
import { type Rule, type RuleRow, ruleOf } from '../rules/rule.ts'
import { evaluateRule } from './evaluate-rule.ts'
import { type AlertSources, readCondition, type Snapshot } from './read-condition.ts'
import type { Reading, Target } from './reading.ts'

export interface WatchDeps {
  clock: Clock
  log: Log
  rules: { all(): Promise<RuleRow[]> }
  book: AlertBook
  sources: AlertSources
  /** As people call an instance. */
  nameOf(instanceId: string): string
  /** After it is kept: an event was raised, is over, or is no longer or again known. */
  onChange(eventId: string): Promise<void>
  /** After each look, in which everything may be different. */
  afterLook(now: number): Promise<void>
}

export interface Watch {
  start(): void
  /** Resolves once nothing is judged any more. */
  stop(): Promise<void>
  /** What one rule would be judged by now. */
  readNow(rule: Rule): Promise<{ target: Target; reading: Reading }[]>
  /** Since when the rules cannot be judged, ms since 1970; null while they can. */
  failingSince(): number | null
  /** What a rule would be judged for now. */
  targets(rule: Rule): Target[]
}

const lookEveryMs = 5000
/** An instance that was not seen for so long is not judged any more. */
const forgetMs = 86_400_000

const isGone = ({ instanceId }: Target, { statuses }: Snapshot) => instanceId !== null && !statuses.has(instanceId)

/** Judges every rule every few seconds, one look after the other. */
export function createWatch(deps: WatchDeps): Watch {
  const { clock, log, book, sources } = deps
  let timer: Timer | null = null
  let looking: Promise<void> | null = null
  let failingSince: number | null = null

  function snapshot(at: number): Snapshot {
    let system: ReturnType<AlertSources['system']> | null = null
    const known = sources
      .statuses()
      .flatMap((one) => (one.instance_id == null ? [] : [[one.instance_id, one] as const]))
    return {
      at,
      statuses: new Map(known),
      system() {
        system ??= sources.system()
        return system
      },
    }
  }

  /** Whatever a rule was judged for once it goes on being judged for: an instance that vanished is not known. */
  function targetsOf({ row, condition }: Rule, { statuses }: Snapshot, judged: Iterable<string>): Target[] {
    if (condition.of === 'host') return [{ instanceId: null, name: 'This host' }]
    const prefix = `${row.id} `
    const before = [...judged].filter((key) => key.startsWith(prefix)).map((key) => key.slice(prefix.length))
    const ids = row.instance_id === null ? new Set([...statuses.keys(), ...before]) : [row.instance_id]
    return [...ids].filter((id) => id !== '').map((id) => ({ instanceId: id, name: deps.nameOf(id) }))
  }

  async function read(rule: Rule, target: Target, at: Snapshot): Promise<Reading> {
    try {
      return await readCondition(rule.condition.type, target, at, sources)
    } catch (error) {
      // The machine refused to answer: that is shown as unknown, and the other rules are judged all the same.
      const statement = error instanceof Error ? error.message.slice(0, 200) : 'It could not be read.'
      return { value: null, evidence: [{ kind: 'host', statement, at: new Date(at.at).toISOString() }] }
    }
  }

  async function look(): Promise<void> {
    const now = clock.now()
    const rows = (await deps.rules.all()).filter(({ enabled }) => enabled === 1)
    const states = rows.length === 0 ? new Map() : await book.states()
    const at = snapshot(now)
    for (const rule of rows.map(ruleOf)) {
      for (const target of targetsOf(rule, at, states.keys())) {
        const reading = await read(rule, target, at)
        const row = states.get(stateKey(rule.row.id, target.instanceId))
        const last = row === undefined ? null : stateOf(row)
        if (isGone(target, at) && last?.phase === 'unknown' && now - last.since > forgetMs) {
          await book.forget(rule.row.id, target.instanceId ?? '')
          continue
        }
        const next = evaluateRule(rule.limits, reading.value, last, now)
        if (!isWorthWriting(last, next.state)) continue
        const eventId = await book.judge(rule, target, reading, now)
        if (eventId !== null) await deps.onChange(eventId)
      }
    }
    await deps.afterLook(now)
    failingSince = null
  }

  function lookSoon(): void {
    if (looking !== null) return
    looking = look()
      .catch((error: unknown) => {
        // Once for each time that it begins to fail, or a full disk would fill the log too.
        if (failingSince === null) log.error('The alert rules could not be judged.', { error })
        failingSince ??= clock.now()
      })
      .finally(() => {
        looking = null
      })
  }

  return {
    start() {
      timer ??= clock.every(lookEveryMs, lookSoon)
      lookSoon()
    },
    async stop() {
      timer?.cancel()
      timer = null
      await looking
    },
    async readNow(rule) {
      const at = snapshot(clock.now())
      const targets = targetsOf(rule, at, [])
      return Promise.all(targets.map(async (target) => ({ target, reading: await read(rule, target, at) })))
    },
    failingSince: () => failingSince,
    targets: (rule) => targetsOf(rule, snapshot(clock.now()), []),
  }
}
