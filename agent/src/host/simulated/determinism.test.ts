import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { scenarios } from './scenarios/scenarios.ts'
import { transcriptOf } from './test/transcript.ts'

const run = promisify(execFile)

test.each(scenarios)('$name is the same as ever', async ({ name }) => {
  const first = await transcriptOf(name, 1)
  expect(await transcriptOf(name, 1)).toBe(first)
  await expect(first).toMatchFileSnapshot(`golden/${name}.txt`)
})

test('another process sees the same bytes', async () => {
  const program = fileURLToPath(new URL('test/print-transcript.ts', import.meta.url))
  const { stdout } = await run(process.execPath, [program, 'crash-loop', '1'], { maxBuffer: 32_000_000 })
  expect(stdout).toBe(await transcriptOf('crash-loop', 1))
})

test('another seed is another machine', async () => {
  expect(await transcriptOf('healthy', 2)).not.toBe(await transcriptOf('healthy', 1))
})
