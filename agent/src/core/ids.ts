/**
 * Identifiers and secrets. They come from two sources on purpose: a test or a simulation seeds `id`, and must never be
 * able to seed `secret`.
 */
export interface Ids {
  /** A short unique identifier with the given prefix, such as `dev_3kP9…`. Not a secret. */
  id(prefix: string): string
  /** `bytes` random bytes in base64url, from the system's secure source. */
  secret(bytes: number): string
  /** A uniform random integer in `[0, below)`, from the system's secure source. */
  below(limit: number): number
}
