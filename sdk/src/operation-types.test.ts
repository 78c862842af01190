import { expectTypeOf, test } from 'vitest'
import type { Client } from './client.ts'
import type { Schemas } from './operation-types.ts'

test('a call is typed by its operation', () => {
  expectTypeOf<Client['getMoltbotStatus']>().toBeCallableWith()
  expectTypeOf<Client['getMoltbotStatus']>().toBeCallableWith({ query: { instance_id: undefined } })
  expectTypeOf<Client['getMoltbotStatus']>().returns.resolves.toEqualTypeOf<Schemas['MoltBotStatus']>()
  expectTypeOf<Client['startPairing']>().toBeCallableWith()
  expectTypeOf<Client['createToken']>().toBeCallableWith({ body: { name: 'backup', role: 'viewer' } })
  expectTypeOf<Client['createToken']>().returns.resolves.toEqualTypeOf<Schemas['CreatedToken']>()
  expectTypeOf<Client['deleteToken']>().toBeCallableWith({ path: { id: 'tok_1' } })
  expectTypeOf<Client['deleteToken']>().returns.resolves.toEqualTypeOf<undefined>()
})

test('what the contract does not know is not accepted', () => {
  expectTypeOf<[]>().not.toExtend<Parameters<Client['deleteToken']>>()
  expectTypeOf<[{ body: { name: string } }]>().not.toExtend<Parameters<Client['createToken']>>()
  expectTypeOf<[{ body: { name: string; role: 'king' } }]>().not.toExtend<Parameters<Client['createToken']>>()
  expectTypeOf<[{ body: object }]>().not.toExtend<Parameters<Client['getHealth']>>()
  expectTypeOf<'streamEvents'>().not.toExtend<keyof Client>()
})
