import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { SecretStore } from '../../host.ts'
import { createSecretStore } from './secret-store.ts'

let stateDir: string
beforeEach(() => {
  stateDir = mkdtempSync(join(tmpdir(), 'secrets-'))
})
afterEach(() => rmSync(stateDir, { recursive: true, force: true }))

const bus = { DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nowhere' }
const none = async () => null

function memoryKeychain(): SecretStore {
  const kept = new Map<string, string>()
  return {
    kind: 'keychain',
    get: async (name) => kept.get(name) ?? null,
    set: async (name, value) => void kept.set(name, value),
    delete: async (name) => void kept.delete(name),
  }
}

test('without a keychain the keys are files of the owner alone', async () => {
  const store = await createSecretStore({ stateDir, environment: bus, keychain: none })
  await store.set('signing', 'value')
  expect(store.kind).toBe('file')
  expect(await store.get('signing')).toBe('value')
  expect(statSync(join(stateDir, 'keys/signing')).mode & 0o777).toBe(0o600)
  expect(statSync(join(stateDir, 'keys')).mode & 0o777).toBe(0o700)
  await store.delete('signing')
  expect(await store.get('signing')).toBeNull()
})

test('a key is replaced whole and leaves nothing beside it', async () => {
  const store = await createSecretStore({ stateDir, environment: {}, keychain: none })
  await store.set('signing', 'one')
  await store.set('signing', 'two')
  expect(await store.get('signing')).toBe('two')
  expect(readdirSync(join(stateDir, 'keys'))).toEqual(['signing', 'store'])
})

test('a name cannot lead out of the folder', async () => {
  const store = await createSecretStore({ stateDir, environment: {}, keychain: none })
  await expect(store.set('../outside', 'x')).rejects.toMatchObject({ reason: 'failed' })
  await expect(store.get('.hidden')).rejects.toMatchObject({ reason: 'failed' })
})

test('a folder that cannot be written says so', async () => {
  writeFileSync(join(stateDir, 'keys'), 'a file')
  await expect(createSecretStore({ stateDir, environment: {}, keychain: none })).rejects.toMatchObject({
    name: 'HostError',
  })
})

test('a keychain that answers is used, and stays the place of the keys', async () => {
  const keychain = memoryKeychain()
  const first = await createSecretStore({ stateDir, environment: bus, keychain: async () => keychain })
  await first.set('signing', 'kept')
  expect(first.kind).toBe('keychain')
  const again = await createSecretStore({ stateDir, environment: bus, keychain: async () => keychain })
  expect(await again.get('signing')).toBe('kept')
  await expect(createSecretStore({ stateDir, environment: {}, keychain: none })).rejects.toThrow('does not answer')
})

test('keys in files stay there when a keychain appears later', async () => {
  await createSecretStore({ stateDir, environment: {}, keychain: none })
  const later = await createSecretStore({ stateDir, environment: bus, keychain: async () => memoryKeychain() })
  expect(later.kind).toBe('file')
})
