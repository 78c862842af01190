import { describe, expect, test } from 'vitest'
import { Problem } from '../../../core/problem.ts'
import { checkRule, isMailbox, isWebhookSecret } from './check-rule.ts'
import { conditionInfos, conditions } from './conditions.ts'
import { type AlertRule, limitsOf, sentenceOf } from './rule.ts'

const rule = (change: Partial<AlertRule> = {}): AlertRule => ({
  ...{ name: 'Full disk', enabled: true, condition: { type: 'disk_low' } },
  notify: { channels: ['in_app'], allow_private_target: false, resolved: true },
  ...change,
})
const notify = (change: Partial<AlertRule['notify']>) => rule({ notify: { ...rule().notify, ...change } })

function places(asked: AlertRule): string[] {
  try {
    checkRule(asked)
    return []
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    return error.details?.map(({ path }) => path) ?? []
  }
}

const quiet = { from: '22:00', to: '07:00', critical_too: false }

describe('a rule', () => {
  test.each<[string, AlertRule, string[]]>([
    ['with every default', rule(), []],
    ['below the range', rule({ condition: { type: 'disk_low', threshold: 0 } }), ['/condition/threshold']],
    ['above the range', rule({ condition: { type: 'disk_low', threshold: 100 } }), ['/condition/threshold']],
    ['that is over before it is bad', rule({ clear_threshold: 5 }), ['/clear_threshold']],
    [
      'that is over while it is bad',
      rule({ condition: { type: 'high_memory', threshold: 80 }, clear_threshold: 81 }),
      ['/clear_threshold'],
    ],
    ['that is over where it begins', rule({ clear_threshold: 10 }), []],
    ['without a name', rule({ name: '  ' }), ['/name']],
    [
      'in an unknown time zone',
      rule({ quiet_hours: { ...quiet, time_zone: 'Mars/Olympus' } }),
      ['/quiet_hours/time_zone'],
    ],
    ['that names a channel twice', notify({ channels: ['in_app', 'in_app'] }), ['/notify/channels']],
    ['that writes to nobody', notify({ channels: ['email'] }), ['/notify/email']],
    ['that writes to two', notify({ channels: ['email'], email: 'a@b.example,c@d.example' }), ['/notify/email']],
    ['with a secret of another form', notify({ webhook_secret: 'hunter2' }), ['/notify/webhook_secret']],
  ])('%s is refused for what is wrong with it', (_, asked, expected) => {
    expect(places(asked)).toEqual(expected)
  })

  test('says of each condition what it does', () => {
    const none = { threshold: null, clear_threshold: null, for_seconds: null, cooldown_seconds: null }
    const sentences = Object.values(conditions).map((one) => sentenceOf(one, limitsOf(one, none), one.severity))
    expect(sentences).toMatchInlineSnapshot(`
      [
        "Raise an alarm when MoltBot has not been connected for 1 minute.",
        "Raise an alarm when MoltBot has ended uncleanly 3 times in 10 minutes.",
        "Warn when the fullest disk has less than 10 percent free for 1 minute.",
        "Warn when MoltBot has refused 10 times to let somebody in within 5 minutes.",
        "Warn when at least 90 percent of the memory of this host is in use for 5 minutes.",
        "Warn when the event loop of MoltBot is late by 1000 milliseconds or more for 1 minute.",
        "Warn when the configuration on disk has been invalid for 30 seconds while MoltBot runs with the one before.",
        "Warn when the logs of MoltBot grow by 500 MiB an hour or more for 5 minutes.",
        "Warn when nothing has been known of MoltBot for 5 minutes.",
      ]
    `)
  })

  test('with its own threshold is over as far beyond it as by default', () => {
    const none = { clear_threshold: null, for_seconds: null, cooldown_seconds: null }
    const clearOf = (type: keyof typeof conditions, threshold: number) =>
      limitsOf(conditions[type], { ...none, threshold }).clearThreshold
    expect([clearOf('disk_low', 20), clearOf('disk_low', 95), clearOf('crash_loop', 10)]).toEqual([26, 99, 0])
    expect([clearOf('high_memory', 80), clearOf('event_loop_stalled', 300)]).toEqual([76, 150])
  })
})

test('every default of a condition is within its own range', () => {
  for (const { type, threshold, clear_threshold: clear } of conditionInfos()) {
    const condition = { type: conditions[type as keyof typeof conditions].type, threshold }
    expect([type, places(rule({ condition, clear_threshold: clear }))]).toEqual([type, []])
  }
})

test('one mailbox is one mailbox', () => {
  const good = ['a@b.example', 'first.last+tag@mail.example.org', 'ops@localhost']
  const bad = ['', 'a', 'a@', '@b', 'a@b c', 'a@b\r\nbcc: c@d', 'a@b,c@d', 'Name <a@b>', '"a@b"@c', 'a@-b']
  expect(good.filter((text) => !isMailbox(text))).toEqual([])
  expect(bad.filter(isMailbox)).toEqual([])
})

test('a secret is as Standard Webhooks has it', () => {
  const of = (bytes: number) => `whsec_${Buffer.alloc(bytes, 7).toString('base64')}`
  expect([23, 24, 64, 65].map((bytes) => isWebhookSecret(of(bytes)))).toEqual([false, true, true, false])
  expect(isWebhookSecret(of(24).replace('whsec_', ''))).toBe(false)
})
