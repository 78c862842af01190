import { expect, test } from 'vitest'
import { parseImageReference } from './image-reference.ts'

const digest = `sha256:${'a1'.repeat(32)}`

test.each([
  ['ghcr.io/openclaw/openclaw:2026.9.6', 'ghcr.io/openclaw/openclaw', null],
  ['openclaw/openclaw', 'openclaw/openclaw', null],
  [`127.0.0.1:5000/a/b__c-d.e@${digest}`, '127.0.0.1:5000/a/b__c-d.e', digest],
  [`a/b:1@${digest}`, 'a/b', digest],
  [digest, '', null],
])('%s is taken apart', (text, repository, found) => {
  expect(parseImageReference(text)).toEqual({ text, repository, digest: found })
})

test.each([
  '',
  '../containers/json',
  'a/../b',
  'a?x=1',
  'a b',
  'a//b',
  'A/B',
  'a@sha256:12',
  'a:tag/b',
  'x'.repeat(500),
])('%j is no image', (text) => {
  expect(() => parseImageReference(text)).toThrow(expect.objectContaining({ reason: 'unsafe' }))
})
