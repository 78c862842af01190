import { expect, test } from 'vitest'
import type { ServiceDefinition } from '../../../effects.ts'
import { checkDefinition, checkName, serviceTitle } from './check-definition.ts'
import { definition } from './services.fake.ts'

test('a plain definition passes', () => {
  expect(() => checkDefinition(definition())).not.toThrow()
})

test('an image needs no program', () => {
  expect(() => checkDefinition(definition({ image: 'sha256:0', command: ['gateway', 'run'] }))).not.toThrow()
})

const wrong: [string, Partial<ServiceDefinition>, RegExp][] = [
  ['no program', { command: [] }, /program/],
  ['a program of the search path', { command: ['node'] }, /program/],
  ['a state directory that leads elsewhere', { stateDir: '/home/anna/../berta' }, /stateDir/],
  ['a state directory with a slash behind', { stateDir: '/home/anna/' }, /stateDir/],
  ['a top-level state directory', { stateDir: '/var' }, /too near/],
  ['a line break in an argument', { command: ['/bin/node', 'a\nb'] }, /control character/],
  ['a line break in the description', { description: 'a\nExecStart=/bin/sh' }, /control character/],
  ['a NUL in a variable', { environment: { A: '\0' } }, /control character/],
  ['a variable that is no name', { environment: { 'A=B': '1' } }, /no name/],
  ['a password', { environment: { OPENCLAW_GATEWAY_PASSWORD: 'x' } }, /secret/],
  ['an API key', { environment: { ANTHROPIC_API_KEY: 'x' } }, /secret/],
  ['a proxy with a password', { environment: { HTTPS_PROXY: 'http://anna:pw@proxy:8080' } }, /secret/],
  ['no port', { port: 0 }, /port/],
  ['no budget', { stopBudgetMs: 0 }, /budget/],
  ['a budget without end', { startBudgetMs: Number.POSITIVE_INFINITY }, /budget/],
  ['an argument of a megabyte', { command: ['/bin/node', 'x'.repeat(1_000_000)] }, /too long/],
  ['a thousand arguments', { command: ['/bin/node', ...Array(1000).fill('x')] }, /too long/],
]

test.each(wrong)('%s is refused', (_what, changes, why) => {
  expect(() => checkDefinition(definition(changes))).toThrow(why)
})

test.each(['', 'Moltbot', '-a', 'a b', 'a/b', '../a', 'a.service', 'x'.repeat(41)])('%j is no name', (name) => {
  expect(() => checkName(name)).toThrow(/cannot name/)
})

test('no two services have the same title, and none has that of MoltBot Ops', () => {
  const names = ['moltbot', 'night', 'moltbot-night']
  expect(names.map(serviceTitle)).toEqual(['moltbot', 'moltbot-night', 'moltbot-moltbot-night'])
  expect(() => checkName('ops')).toThrow(/MoltBot Ops itself/)
})
