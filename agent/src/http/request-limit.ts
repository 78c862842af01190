import type { Clock } from '../core/clock.ts'
import { Problem } from '../core/problem.ts'

/** Requests per second that one caller may send for long, and how many at once. */
export interface Limit {
  perSecond: number
  burst: number
}

interface Bucket {
  tokens: number
  at: number
}

/** Takes one request of `key`. @throws Problem rate_limited */
export type RequestLimit = (key: string) => void

const most = 10_000

/**
 * A token bucket per caller on the injected clock, bounded in number: when there are too many callers the one that was
 * quiet longest is forgotten.
 */
export function createRequestLimit(clock: Clock, limit: Limit): RequestLimit {
  const buckets = new Map<string, Bucket>()
  return (key) => {
    const now = clock.monotonic()
    const bucket = buckets.get(key) ?? { tokens: limit.burst, at: now }
    bucket.tokens = Math.min(limit.burst, bucket.tokens + ((now - bucket.at) / 1000) * limit.perSecond)
    bucket.at = now
    // Set anew, so that the order of the map is the order of use.
    buckets.delete(key)
    buckets.set(key, bucket)
    if (buckets.size > most) buckets.delete(buckets.keys().next().value as string)
    if (bucket.tokens < 1) {
      const wait = Math.max(1, Math.ceil((1 - bucket.tokens) / limit.perSecond))
      throw new Problem('rate_limited', `Too many requests. Wait ${wait} s.`, { retryAfterSeconds: wait })
    }
    bucket.tokens -= 1
  }
}
