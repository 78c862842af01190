import { expect, it } from 'vitest'
import { applyRequest, wishOf } from './wish-of.ts'

const base = {
  document: { gateway: { port: 1 } },
  text: '{ gateway: { port: 1 } } // mine\n',
  hash: 'sha256:1',
  mask: 'M',
}
const secrets = [{ path: ['gateway', 'token'], value: 'hush' }]

it('form edits go without a text, so that the agent keeps the comments', () => {
  const document = { gateway: { port: 2 } }
  const draft = { edits: [{ path: ['gateway', 'port'], value: 2 }], text: null, secrets }
  expect(wishOf({ draft, document, broken: null }, base)).toEqual({
    config: { gateway: { port: 2, token: 'hush' } },
    base_hash: 'sha256:1',
  })
})

it('a text goes with what it means, and the secrets are put into both', () => {
  const draft = { edits: [], text: '{ gateway: { port: 3 } } // yours\n', secrets }
  expect(wishOf({ draft, document: { gateway: { port: 3 } }, broken: null }, base)).toEqual({
    config: { gateway: { port: 3, token: 'hush' } },
    text: '{ gateway: { port: 3, token: "hush" } } // yours\n',
    base_hash: 'sha256:1',
  })
})

it('nothing is sent of no change, or of a text that cannot be read', () => {
  const draft = { edits: [], text: null, secrets: [] }
  expect(wishOf({ draft, document: base.document, broken: null }, base)).toBeNull()
  const broken = { message: 'invalid', line: 1 }
  expect(wishOf({ draft: { ...draft, text: '{' }, document: base.document, broken }, base)).toBeNull()
})

it('what is signed is what is sent', () => {
  const wish = { config: { a: 1 }, base_hash: 'sha256:1' }
  const { query, body, params } = applyRequest(wish, { instance: 'in_1', trialSeconds: 300 })
  expect(params).toEqual({ ...query, ...body })
  expect(params).toEqual({ instance_id: 'in_1', ...wish, confirm_within_seconds: 300 })
  expect(applyRequest(wish, { instance: null, trialSeconds: null }).params).toEqual(wish)
})
