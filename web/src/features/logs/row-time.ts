const formats = new Map<string, Intl.DateTimeFormat>()

/** `01:51:19` and `.204`, where the reader lives. */
export function rowTime(at: number, zone: string): [time: string, fraction: string] {
  let format = formats.get(zone)
  if (format === undefined) {
    format = new Intl.DateTimeFormat('en-GB', {
      timeZone: zone,
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
      fractionalSecondDigits: 3,
    })
    formats.set(zone, format)
  }
  const time = format.format(at)
  return [time.slice(0, -4), time.slice(-4)]
}
