import { describe, expect, it } from 'vitest'
import { ago, countdown, dayAndTime, duration, exactTime, latency, since, spokenCountdown } from './time-words.ts'

const now = Date.parse('2026-11-23T02:07:00Z')
const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

describe('durations', () => {
  it.each([
    [0, '0 s'],
    [59_999, '59 s'],
    [minute, '1 min'],
    [19 * minute + 59_000, '19 min'],
    [hour, '1 h'],
    [5 * hour + 7 * minute, '5 h 07 min'],
    [day, '1 day'],
    [6 * day + 3 * hour, '6 days'],
    [-500, '0 s'],
  ])('%i ms is "%s"', (ms, words) => expect(duration(ms)).toBe(words))

  it('says "now" below a second, and never a negative age', () => {
    expect(ago(now - 400, now)).toBe('now')
    expect(ago(now + 5000, now)).toBe('now')
    expect(ago(now - 4000, now)).toBe('4 s ago')
  })

  it('gives answers in the unit that can be felt', () => {
    expect([6.4, 999, 1200, 12_000].map(latency)).toEqual(['6 ms', '999 ms', '1.2 s', '12 s'])
  })

  it('counts down by the clock, and in words once a minute', () => {
    expect([521_000, 60_000, 500, 0, -1].map(countdown)).toEqual(['8:41', '1:00', '0:01', '0:00', '0:00'])
    expect(spokenCountdown(521_000)).toBe(spokenCountdown(485_000))
    expect([521_000, 45_000, 20_000, 0].map(spokenCountdown)).toEqual([
      'Less than 9 minutes are left.',
      'Less than 1 minute is left.',
      'Less than 30 seconds are left.',
      'No time is left.',
    ])
  })
})

describe('times', () => {
  it('are today, yesterday, a weekday, then the date', () => {
    const at = (back: number) => dayAndTime(now - back, now, 'UTC')
    expect(at(5 * minute)).toBe('Today 02:02')
    expect(at(5 * hour)).toBe('Yesterday 21:07')
    expect(at(3 * day)).toBe('Fri 02:07')
    expect(at(9 * day)).toBe('14 Nov 02:07')
    expect(at(400 * day)).toBe('19 Oct 2025')
  })

  it('follow the zone of the reader', () => {
    expect(dayAndTime(now - 3 * hour, now, 'UTC')).toBe('Yesterday 23:07')
    expect(dayAndTime(now - 3 * hour, now, 'Europe/Berlin')).toBe('Today 00:07')
    expect(exactTime(now, 'Europe/Berlin')).toBe('Mon 23 Nov 2026, 03:07:00 GMT+1')
  })

  it('count calendar days across a change to winter time', () => {
    const after = Date.parse('2026-10-25T22:30:00Z')
    expect(dayAndTime(Date.parse('2026-10-24T22:30:00Z'), after, 'Europe/Berlin')).toBe('Today 00:30')
    expect(dayAndTime(Date.parse('2026-10-24T21:30:00Z'), after, 'Europe/Berlin')).toBe('Yesterday 23:30')
  })

  it('in a sentence name the day only when it was not today', () => {
    expect(since(now - 15 * minute, now, 'UTC')).toBe('01:52')
    expect(since(now - 5 * hour, now, 'UTC')).toBe('yesterday 21:07')
    expect(since(now - 6 * day, now, 'UTC')).toBe('17 Nov, 02:07')
  })
})
