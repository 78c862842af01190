import { generateKeyPairSync, type KeyObject } from 'node:crypto'
import { inspect } from 'node:util'
import ssh2 from 'ssh2'
import { expect, test } from 'vitest'
import { ed25519AsOpenSsh } from './ed25519-key.ts'
import { readPrivateKey } from './private-key.ts'

const passphrase = ['correct', 'horse', 'battery'].join(' ')
const { parseKey, generateKeyPairSync: openSshPair } = ssh2.utils
const read = (pem: string, words: string | null = null) => readPrivateKey(pem, words, parseKey)
const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey
const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey
const ed25519 = generateKeyPairSync('ed25519').privateKey
const locked = openSshPair('ed25519', { passphrase, cipher: 'aes256-ctr', rounds: 4 })

function pem(key: KeyObject, type: 'pkcs1' | 'sec1' | 'pkcs8', words?: string): string {
  const encryption = words === undefined ? {} : { cipher: 'aes-256-cbc', passphrase: words }
  return key.export({ format: 'pem', type, ...encryption } as { format: 'pem'; type: 'pkcs8' }).toString()
}

test.each([
  ['PKCS #1', pem(rsa, 'pkcs1'), 'ssh-rsa'],
  ['RSA in PKCS #8', pem(rsa, 'pkcs8'), 'ssh-rsa'],
  ['SEC 1', pem(ec, 'sec1'), 'ecdsa-sha2-nistp256'],
  ['EC in PKCS #8', pem(ec, 'pkcs8'), 'ecdsa-sha2-nistp256'],
  ['Ed25519 in PKCS #8', pem(ed25519, 'pkcs8'), 'ssh-ed25519'],
  ['the format of OpenSSH', openSshPair('ed25519').private, 'ssh-ed25519'],
])('a key in %s is read', (_, text, type) => {
  expect(read(text)).toMatchObject({ type })
  expect(read(`\n${text.replaceAll('\n', '\r\n')}  \n`)).toMatchObject({ type })
})

test('a key of OpenSSH opens with its passphrase', () => {
  const key = read(locked.private, passphrase)
  expect(key.getPublicSSH().toString('base64')).toBe(locked.public.split(' ')[1])
})

test('an encrypted PEM opens with its passphrase', () => {
  expect(read(pem(rsa, 'pkcs1', passphrase), passphrase).type).toBe('ssh-rsa')
})

test.each([
  ['a passphrase that is missing', locked.private, null, 'The private key needs its passphrase.'],
  ['a passphrase that is wrong', locked.private, 'guess', 'The passphrase of the private key is wrong.'],
  [
    'a wrong passphrase of a PEM',
    pem(rsa, 'pkcs1', passphrase),
    'guess',
    'The passphrase of the private key is wrong.',
  ],
  ['an encrypted PKCS #8', pem(rsa, 'pkcs8', passphrase), passphrase, 'ssh-keygen -p -f FILE'],
  ['a public key', locked.public, null, 'This is a public key'],
  ['a key of PuTTY', 'PuTTY-User-Key-File-3: ssh-ed25519\n', null, 'exported as OpenSSH key'],
  ['half a key', locked.private.slice(0, 200), passphrase, 'paste the whole file'],
  ['no key at all', 'hello', null, 'paste the whole file'],
  ['a certificate', pem(rsa, 'pkcs8').replaceAll('PRIVATE KEY', 'CERTIFICATE'), null, 'paste the whole file'],
  ['rubbish inside', pem(rsa, 'pkcs1').replace('M', '\u0000'), null, 'paste the whole file'],
  ['a damaged body', pem(ec, 'pkcs8').replace(/\n.{20}/, `\n${'A'.repeat(20)}`), null, 'paste the whole file'],
])('%s is refused in words', (_, text, words, message) => {
  let error: unknown
  try {
    read(text, words)
  } catch (caught) {
    error = caught
  }
  expect(error).toMatchObject({ name: 'HostError', reason: 'denied', message: expect.stringContaining(message) })
  const shown = inspect(error, { depth: 9, showHidden: true })
  expect(shown).not.toContain(passphrase)
  for (const line of text.split('\n').filter((part) => part.length > 30)) expect(shown).not.toContain(line.slice(4, 34))
})

test('a key that would keep the agent busy for minutes is refused before that', () => {
  const bytes = Buffer.from(locked.private.split('\n').slice(1, -1).join(''), 'base64')
  const rounds = bytes.indexOf(Buffer.from([0, 0, 0, 4, 0, 0, 0, 1]))
  bytes.writeUInt32BE(2_000_000_000, rounds)
  const label = 'OPENSSH PRIVATE KEY'
  const text = `-----BEGIN ${label}-----\n${bytes.toString('base64')}\n-----END ${label}-----`
  expect(() => read(text, passphrase)).toThrow('asks for 2000000000 rounds; at most 128 are done')
})

test('headers that a key does not have are refused', () => {
  const text = pem(rsa, 'pkcs1', passphrase).replace('Proc-Type', `${'a: b\n'.repeat(2000)}Proc-Type`)
  expect(() => read(text, passphrase)).toThrow('paste the whole file')
})

test('a key that is written signs what its public half verifies', () => {
  const key = read(ed25519AsOpenSsh(ed25519, 'made here'))
  const signature = key.sign('words')
  expect(key.comment).toBe('made here')
  expect(parseKeyOrThrow(`ssh-ed25519 ${key.getPublicSSH().toString('base64')}`).verify('words', signature)).toBe(true)
})

function parseKeyOrThrow(text: string) {
  const key = parseKey(text)
  if (key instanceof Error) throw key
  return key
}
