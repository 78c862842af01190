/** Words about time, the same as in the console. All take `now` and the zone, so that a test can say when and where. */
const second = 1000
const minute = 60 * second
const hour = 60 * minute
const day = 24 * hour

/** How long something lasted: the two largest units that matter, one of them when it is short. */
export function duration(ms: number): string {
  const span = Math.max(0, ms)
  if (span < minute) return `${Math.floor(span / second)} s`
  if (span < hour) return `${Math.floor(span / minute)} min`
  if (span < day) {
    const minutes = Math.floor((span % hour) / minute)
    const hours = `${Math.floor(span / hour)} h`
    return minutes === 0 ? hours : `${hours} ${String(minutes).padStart(2, '0')} min`
  }
  const days = Math.floor(span / day)
  return days === 1 ? '1 day' : `${days} days`
}

export function latency(ms: number): string {
  return ms < 1000 ? `${Math.round(ms)} ms` : ms < 10_000 ? `${(ms / second).toFixed(1)} s` : duration(ms)
}

export function ago(at: number, now: number): string {
  return now - at < second ? 'now' : `${duration(now - at)} ago`
}

/** "in 9 min", or "ended" once it is over. */
export function until(at: number, now: number): string {
  return at <= now ? 'ended' : `in ${duration(at - now)}`
}

function parts(at: number, zone: string): Record<string, string> {
  const formatter = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'short',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  })
  return Object.fromEntries(formatter.formatToParts(at).map((part) => [part.type, part.value]))
}

/** "02:07:03" where the reader lives. */
export function clockTime(at: number, zone: string): string {
  const { hour, minute, second } = parts(at, zone)
  return `${hour}:${minute}:${second}`
}

/** For a sentence: "01:52", or the day with it when that was not today. */
export function since(at: number, now: number, zone: string): string {
  const then = parts(at, zone)
  const today = parts(now, zone)
  const time = `${then.hour}:${then.minute}`
  const date = `${then.day} ${then.month}`
  if (then.year !== today.year) return `${date} ${then.year}`
  return date === `${today.day} ${today.month}` ? time : `${date}, ${time}`
}
