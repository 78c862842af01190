import { expect, test } from 'vitest'
import { rangeOf, readOverview, readVersions } from './package-facts.ts'

const overviewText = JSON.stringify({
  name: 'openclaw',
  'dist-tags': { latest: '2.0.0', beta: '0.1.0' },
  versions: ['0.1.0', '1.0.0', '2.0.0', '2.1.0-beta.1'],
  time: {
    created: '2026-01-01T00:00:00.000Z',
    '0.1.0': '2026-01-01T00:00:00.000Z',
    '1.0.0': '2026-02-01T00:00:00.000Z',
    '2.0.0': '2026-04-01T00:00:00.000Z',
    '2.1.0-beta.1': '2026-03-01T00:00:00.000Z',
  },
})
const versionsText = JSON.stringify([
  { version: '2.0.0', engines: { node: '>=24' }, 'dist.integrity': 'sha512-AA==', deprecated: 'use 3' },
  { version: '1.0.0', 'dist.integrity': 'sha512-BB==' },
  { version: '0.1.0' },
])

test('versions come newest first with what the registry says of them', () => {
  const overview = readOverview('openclaw', overviewText)
  expect(overview.versions).toEqual(['2.0.0', '2.1.0-beta.1', '1.0.0', '0.1.0'])
  expect(readVersions('openclaw', overview, versionsText)).toEqual({
    name: 'openclaw',
    tags: { latest: '2.0.0', beta: '0.1.0' },
    versions: [
      {
        version: '2.0.0',
        publishedAt: Date.parse('2026-04-01T00:00:00.000Z'),
        node: '>=24',
        integrity: 'sha512-AA==',
        deprecated: 'use 3',
      },
      {
        version: '1.0.0',
        publishedAt: Date.parse('2026-02-01T00:00:00.000Z'),
        node: null,
        integrity: 'sha512-BB==',
        deprecated: null,
      },
    ],
  })
})

test('a package with one version and a registry without times are understood', () => {
  const text = JSON.stringify({ name: 'a', 'dist-tags': { latest: '1.0.0' }, versions: '1.0.0' })
  const overview = readOverview('a', text)
  const one = JSON.stringify({ version: '1.0.0', engines: [], 'dist.integrity': 'sha512-AA==' })
  expect(readVersions('a', overview, one).versions).toEqual([
    { version: '1.0.0', publishedAt: null, node: null, integrity: 'sha512-AA==', deprecated: null },
  ])
})

test('of very many versions the newest and the tagged ones are asked for', () => {
  const versions = Array.from({ length: 400 }, (_, index) => `1.0.${index}`)
  const time = Object.fromEntries(versions.map((version, index) => [version, new Date(index * 1000).toISOString()]))
  const text = JSON.stringify({ 'dist-tags': { old: '1.0.3' }, versions, time })
  const overview = readOverview('a', text)
  expect(overview.versions).toHaveLength(251)
  expect(overview.versions[0]).toBe('1.0.399')
  expect(overview.versions.at(-1)).toBe('1.0.3')
})

test('what is no exact version never becomes part of a question', () => {
  const text = JSON.stringify({ versions: ['1.0.0', '--registry=http://host.example', 'latest', 5] })
  expect(rangeOf(readOverview('a', text).versions)).toBe('1.0.0')
})

test.each(['', 'no json', '[]', '{"versions":[]}'])('an answer %j without versions is an error', (text) => {
  expect(() => readOverview('a', text)).toThrow(/no version of a/)
})
