/** Every word about time in the console. All take `now` and the zone, so that a test can say when and where it is. */
const second = 1000
const minute = 60 * second
const hour = 60 * minute
const day = 24 * hour

const two = (value: number) => String(value).padStart(2, '0')

/** How long something lasted: the two largest units that matter, one of them when it is short. */
export function duration(ms: number): string {
  const span = Math.max(0, ms)
  if (span < minute) return `${Math.floor(span / second)} s`
  if (span < hour) return `${Math.floor(span / minute)} min`
  if (span < day) {
    const minutes = Math.floor((span % hour) / minute)
    return minutes === 0 ? `${Math.floor(span / hour)} h` : `${Math.floor(span / hour)} h ${two(minutes)} min`
  }
  const days = Math.floor(span / day)
  return days === 1 ? '1 day' : `${days} days`
}

/** How long an answer took; tenths only where they can be felt. */
export function latency(ms: number): string {
  if (ms < 1000) return `${Math.round(ms)} ms`
  if (ms < 10_000) return `${(ms / second).toFixed(1)} s`
  return duration(ms)
}

export function ago(at: number, now: number): string {
  const span = now - at
  return span < second ? 'now' : `${duration(span)} ago`
}

/** What is left of a time limit, as a clock shows it. */
export function countdown(ms: number): string {
  const seconds = Math.max(0, Math.ceil(ms / second))
  return `${Math.floor(seconds / 60)}:${two(seconds % 60)}`
}

/** The same in words, to be spoken once a minute. */
export function spokenCountdown(ms: number): string {
  const minutes = Math.ceil(Math.max(0, ms) / minute)
  if (ms <= 0) return 'No time is left.'
  if (ms <= 30 * second) return 'Less than 30 seconds are left.'
  return minutes === 1 ? 'Less than 1 minute is left.' : `Less than ${minutes} minutes are left.`
}

const formatters = new Map<string, Intl.DateTimeFormat>()

function parts(at: number, zone: string): Record<string, string> {
  let formatter = formatters.get(zone)
  if (formatter === undefined) {
    formatter = new Intl.DateTimeFormat('en-GB', {
      timeZone: zone,
      hourCycle: 'h23',
      weekday: 'short',
      year: 'numeric',
      month: 'short',
      day: 'numeric',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
      timeZoneName: 'shortOffset',
    })
    formatters.set(zone, formatter)
  }
  return Object.fromEntries(formatter.formatToParts(at).map((part) => [part.type, part.value]))
}

export function clockTime(at: number, zone: string): string {
  const { hour, minute } = parts(at, zone)
  return `${hour}:${minute}`
}

/** Calendar days between two instants where the reader lives; a summer-time change must not make it two. */
function daysBetween(at: number, now: number, zone: string): number {
  const midnight = (instant: number) => {
    const { year, month, day } = parts(instant, zone)
    return Date.parse(`${day} ${month} ${year} 00:00:00 UTC`)
  }
  return Math.round((midnight(now) - midnight(at)) / day)
}

/** "Today 02:02", "Yesterday 21:00", "Fri 19:12", then the date. */
export function dayAndTime(at: number, now: number, zone: string): string {
  const days = daysBetween(at, now, zone)
  const { weekday, day, month, year } = parts(at, zone)
  const time = clockTime(at, zone)
  if (days === 0) return `Today ${time}`
  if (days === 1) return `Yesterday ${time}`
  if (days > 1 && days < 7) return `${weekday} ${time}`
  return parts(now, zone).year === year ? `${day} ${month} ${time}` : `${day} ${month} ${year}`
}

/** For a sentence: "01:52", or the day with it when that was not today. */
export function since(at: number, now: number, zone: string): string {
  const days = daysBetween(at, now, zone)
  if (days === 0) return clockTime(at, zone)
  const { day, month } = parts(at, zone)
  return days === 1 ? `yesterday ${clockTime(at, zone)}` : `${day} ${month}, ${clockTime(at, zone)}`
}

/** To the second and with the zone, for titles and focus. */
export function exactTime(at: number, zone: string): string {
  const { weekday, day, month, year, hour, minute, second, timeZoneName } = parts(at, zone)
  return `${weekday} ${day} ${month} ${year}, ${hour}:${minute}:${second} ${timeZoneName}`
}
