import { expect, test } from 'vitest'
import type { PackageFacts } from '../../../host/effects.ts'
import { type Channel, findVersion, resolveChannel } from './channels.ts'

const facts = (tags: Record<string, string>): PackageFacts => ({
  name: 'openclaw',
  tags,
  versions: ['1.0.0', '1.1.0-beta.1', '1.2.0-dev.3'].map((version) => ({
    ...{ version, publishedAt: null, node: null, integrity: 'sha512-x', deprecated: null },
  })),
})
const all = { latest: '1.0.0', beta: '1.1.0-beta.1', dev: '1.2.0-dev.3' }

test.each<[Channel, Record<string, string>, string, string | null]>([
  ['stable', all, '1.0.0', null],
  ['beta', all, '1.1.0-beta.1', null],
  ['nightly', all, '1.2.0-dev.3', null],
  ['nightly', { latest: '1.0.0', nightly: '1.2.0-dev.3' }, '1.2.0-dev.3', null],
  ['beta', { latest: '1.0.0' }, '1.0.0', 'There is no tag "beta", so stable stands in.'],
  [
    'nightly',
    { latest: '1.0.0', beta: '1.1.0-beta.1' },
    '1.1.0-beta.1',
    'There is no tag "dev" or "nightly", so beta stands in.',
  ],
  ['nightly', { latest: '1.0.0' }, '1.0.0', 'There is no tag "dev", "nightly" or "beta", so stable stands in.'],
  ['beta', { latest: '1.0.0', beta: '9.9.9' }, '1.0.0', 'There is no tag "beta", so stable stands in.'],
])('%s of %j is %s', (channel, tags, version, fallback) => {
  expect(resolveChannel(facts(tags), channel)).toMatchObject({ channel, version, fallback })
})

test('a version that is named wins over the channel, and must exist', () => {
  expect(findVersion(facts(all), 'stable', '1.2.0-dev.3').version).toBe('1.2.0-dev.3')
  expect(() => findVersion(facts(all), 'stable', '2.0.0')).toThrow('no version 2.0.0')
  expect(() => findVersion(facts({}), 'stable', undefined)).toThrow('names no version')
})
