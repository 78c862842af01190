import { expect, test } from 'vitest'
import { isQuiet, isTimeZone, type QuietHours } from './quiet-hours.ts'

const night: QuietHours = { from: '22:00', to: '07:00', time_zone: 'Europe/Berlin', critical_too: false }
const noon: QuietHours = { ...night, from: '12:00', to: '13:00' }

test.each<[string, QuietHours, string, boolean]>([
  ['in the evening', night, '2026-11-23T21:00:00Z', true],
  ['in the morning', night, '2026-11-23T05:59:00Z', true],
  ['when they end', night, '2026-11-23T06:00:00Z', false],
  ['at day', night, '2026-11-23T12:00:00Z', false],
  ['an hour earlier in summer time', night, '2026-07-23T05:30:00Z', false],
  ['within one day', noon, '2026-11-23T11:30:00Z', true],
  ['within one day, outside', noon, '2026-11-23T10:59:00Z', false],
  ['on the evening of a day that is named', { ...night, days: ['fri'] }, '2026-11-27T22:00:00Z', true],
  ['on the morning after it', { ...night, days: ['fri'] }, '2026-11-28T05:00:00Z', true],
  ['on its own morning', { ...night, days: ['fri'] }, '2026-11-27T05:00:00Z', false],
  ['on sunday morning after saturday', { ...night, days: ['sat'] }, '2026-11-29T05:00:00Z', true],
  ['with equal times, at any time', { ...noon, to: '12:00' }, '2026-11-23T03:00:00Z', true],
  ['with no day at all, on every day', { ...noon, days: [] }, '2026-11-23T11:30:00Z', true],
])('quiet hours hold %s', (_, hours, at, expected) => {
  expect(isQuiet(hours, Date.parse(at))).toBe(expected)
})

test('a time zone is one that the system knows', () => {
  expect(['Europe/Berlin', 'UTC', 'Mars/Olympus', ''].map(isTimeZone)).toEqual([true, true, false, false])
})
