import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Recording } from './host-conformance.ts'
import { merge, type Shape, shapeOf } from './shape.ts'

/**
 * Shapes of the answers of OpenClaw 2026.9.6, one a line: recorded by the real run with MOLTBOT_OPS_RECORD=1, those with
 * Telegram from a gateway without a network.
 */
const file = fileURLToPath(new URL('recorded/openclaw-2026.9.6.jsonl', import.meta.url))

export function shapesOf(recording: Recording): Map<string, Shape> {
  return new Map([...recording].map(([name, answers]) => [name, answers.map(shapeOf).reduce(merge)]))
}

export function readRecorded(): Map<string, Shape> {
  const lines = readFileSync(file, 'utf8').split('\n').filter(Boolean)
  return new Map(lines.map((line): [string, Shape] => JSON.parse(line)))
}

/** Adds what is new to what was recorded before. */
export function writeRecorded(shapes: Map<string, Shape>): void {
  const all = readRecorded()
  for (const [name, shape] of shapes) {
    const before = all.get(name)
    all.set(name, before ? merge(before, shape) : shape)
  }
  const sorted = [...all].sort(([one], [other]) => (one < other ? -1 : 1))
  writeFileSync(file, sorted.map((entry) => `${JSON.stringify(entry)}\n`).join(''))
}
