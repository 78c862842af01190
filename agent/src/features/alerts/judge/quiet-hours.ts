import type { components } from '@moltbot-ops/api/types'

export type QuietHours = NonNullable<components['schemas']['QuietHours']>
type Day = NonNullable<QuietHours['days']>[number]

const week: readonly Day[] = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat']
const weekdays: readonly string[] = week

/** Whether the system knows a time zone of this name. */
export function isTimeZone(name: string): boolean {
  try {
    formatOf(name)
    return true
  } catch (error) {
    if (error instanceof RangeError) return false
    throw error
  }
}

/**
 * Whether these hours hold at `now`. They are hours of the wall in their time zone, so that they move with summer time;
 * `days` are those on which they begin, and equal times mean a whole day.
 */
export function isQuiet({ from, to, time_zone: zone, days }: QuietHours, now: number): boolean {
  const { day, minute } = wallTime(zone, now)
  const [begin, end] = [minuteOf(from), minuteOf(to)]
  const beginsOn = (index: number) => {
    const name = week[index % 7]
    return days === undefined || days.length === 0 || (name !== undefined && days.includes(name))
  }
  if (begin < end) return minute >= begin && minute < end && beginsOn(day)
  // Over midnight: in the morning they are those that began the day before.
  return (minute >= begin && beginsOn(day)) || (minute < end && beginsOn(day + 6))
}

function minuteOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number)
  return hours * 60 + minutes
}

function formatOf(zone: string): Intl.DateTimeFormat {
  const parts = { weekday: 'short', hour: '2-digit', minute: '2-digit' } as const
  return new Intl.DateTimeFormat('en-GB', { ...parts, hourCycle: 'h23', timeZone: zone })
}

function wallTime(zone: string, now: number): { day: number; minute: number } {
  const parts = new Map(
    formatOf(zone)
      .formatToParts(now)
      .map(({ type, value }) => [type, value]),
  )
  return {
    day: weekdays.indexOf(parts.get('weekday')?.toLowerCase() ?? ''),
    minute: Number(parts.get('hour')) * 60 + Number(parts.get('minute')),
  }
}
