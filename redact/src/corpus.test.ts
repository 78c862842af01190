import { describe, expect, test } from 'vitest'
import { harmless } from '../test/harmless.ts'
import { heldOutLines } from '../test/held-out.ts'
import { leaky } from '../test/leaky.ts'
import { createRedactor } from './redact.ts'

/** What a leak would show: any run of eight characters of the secret (or all of a shorter one). */
function remains(out: string, secret: string): string[] {
  const length = Math.min(8, secret.length)
  const runs = Array.from({ length: secret.length - length + 1 }, (_, i) => secret.slice(i, i + length))
  return runs.filter((run) => out.includes(run))
}

describe('lines that leak', () => {
  test.each(leaky.map(({ line, secrets }, i) => [i, line.slice(0, 24), line, secrets] as const))(
    '%i %s',
    (_, __, line, secrets) => {
      for (const surrounded of [
        line,
        `2026-08-01T10:00:00Z info ${line}`,
        `${line}\r`,
        JSON.stringify({ msg: line, n: 1 }),
      ]) {
        const out = createRedactor().text(surrounded)
        const escaped = surrounded.startsWith('{"msg"')
        if (escaped) expect(() => JSON.parse(out), out).not.toThrow()
        expect(
          secrets.flatMap((secret) => remains(out, escaped ? JSON.stringify(secret).slice(1, -1) : secret)),
          out,
        ).toEqual([])
      }
    },
  )

  test('are as safe inside structured values', () => {
    for (const { line, secrets } of leaky) {
      const out = JSON.stringify(createRedactor().value({ entries: [{ message: line }] }))
      expect(
        secrets.flatMap((secret) => remains(out, JSON.stringify(secret).slice(1, -1))),
        out,
      ).toEqual([])
    }
  })
})

describe('lines put together at random', () => {
  test.each([1, 2, 3, 4])('leak nothing (seed %i)', { timeout: 60_000 }, (seed) => {
    const leaks = heldOutLines(seed, 1500).flatMap(({ line, secrets }) => {
      const out = createRedactor().text(line)
      return secrets.some((secret) => remains(out, secret).length > 0) ? [`${line} -> ${out}`] : []
    })
    expect(leaks).toEqual([])
  })
})

describe('harmless lines', () => {
  test.each(harmless)('%s', (line) => {
    expect(createRedactor().text(line)).toBe(line)
    expect(createRedactor().value({ message: line })).toEqual({ message: line })
  })
})
