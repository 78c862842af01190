import type { Candidate } from './bench-case.ts'
import { percentile } from './percentile.ts'

/** Milliseconds that calls take, made one after another: the value that `share` of them (0 to 1) do not exceed. */
export function timedCalls(
  { name, times, share }: { name: string; times: number; share: number },
  call: () => Promise<unknown>,
): Candidate {
  return {
    name,
    async measure() {
      const taken: number[] = []
      for (let count = 0; count < times; count++) {
        const began = performance.now()
        await call()
        taken.push(performance.now() - began)
      }
      return percentile(taken, share)
    },
  }
}
