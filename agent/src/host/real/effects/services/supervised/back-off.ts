export interface BackOffPolicy {
  firstMs: number
  longestMs: number
  /** A run that lasted this long ends the count of failures. */
  stableMs: number
}

export const backOffPolicy: BackOffPolicy = { firstMs: 2_000, longestMs: 300_000, stableMs: 600_000 }

/**
 * How long to wait after the `failures`th failure in a row: twice as long each time, up to the longest, and a random half
 * of it, so that what broke together does not start together.
 * @param random in [0, 1)
 */
export function backOffMs(policy: BackOffPolicy, failures: number, random: number): number {
  const whole = Math.min(policy.longestMs, policy.firstMs * 2 ** Math.min(failures - 1, 30))
  return Math.round(whole * (0.5 + random / 2))
}
