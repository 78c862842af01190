/** A running timer; `cancel` may be called more than once. */
export interface Timer {
  cancel(): void
}

/**
 * The only source of time. Under `--simulate` it may stand still or jump, so nothing else may read the real clock.
 * Times are milliseconds since 1970-01-01 UTC.
 */
export interface Clock {
  /** Wall time; it may go backwards when an administrator or NTP sets it. */
  now(): number
  /** Milliseconds from an arbitrary origin that never go backwards: for durations and latencies. */
  monotonic(): number
  /** Calls `task` once after `milliseconds`. */
  after(milliseconds: number, task: () => void): Timer
  /** Calls `task` each `milliseconds`, first after one interval. */
  every(milliseconds: number, task: () => void): Timer
}

/** RFC 3339 in UTC with milliseconds, the only form in which times cross the wire. */
export function isoTime(milliseconds: number): string {
  return new Date(milliseconds).toISOString()
}
