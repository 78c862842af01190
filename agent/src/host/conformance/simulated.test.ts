import { expect, test } from 'vitest'
import { configSections } from '../simulated/gateway/schema.ts'
import { hostConformance, type Recording } from './host-conformance.ts'
import { readRecorded, shapesOf } from './recorded.ts'
import { misfits } from './shape.ts'
import { createSimulatedSubject } from './simulated-subject.ts'

const recording: Recording = new Map()
for (const channels of [[], ['telegram']]) {
  const name = `the simulated host with ${channels.length} channels`
  hostConformance(name, () => createSimulatedSubject(channels), recording)
}

test('no simulated answer has a field or a kind of value that the real one has not', () => {
  const real = readRecorded()
  const shapes = shapesOf(recording)
  expect(shapes.size).toBeGreaterThan(12)
  expect([...shapes.keys()].filter((name) => !real.has(name))).toEqual([])
  expect([...shapes].flatMap(([name, shape]) => misfits(shape, real.get(name) ?? { kinds: [] }, name))).toEqual([])
})

test('the simulated schema has the sections of the real one', () => {
  const sections = readRecorded().get('config sections')?.fields ?? {}
  expect(Object.keys(configSections).sort()).toEqual(Object.keys(sections).sort())
})
