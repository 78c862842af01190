import { expect, test } from 'vitest'
import { loginCommand, overThere, tunnelCommand } from './remote-commands.ts'
import { nameOfTarget, readCredential, readTarget } from './ssh-target.ts'

test.each([
  ['Garage.Example.', { host: 'garage.example', port: 22 }],
  [' 192.0.2.10 ', { host: '192.0.2.10', port: 22 }],
  ['[2001:DB8::1]', { host: '2001:db8::1', port: 22 }],
])('%s is one host', (host, target) => {
  expect(readTarget({ host })).toEqual(target)
})

test.each(['-oProxyCommand=x', 'user@garage.example', 'garage.example:22', 'a b', '', '$(id)', 'fe80::1%eth0', 'a..b'])(
  '%j is no host',
  (host) => {
    expect(() => readTarget({ host })).toThrow(expect.objectContaining({ code: 'validation_failed' }))
  },
)

test.each(['-l', '$(id)', 'a b', 'root;id', ''])('%j is no user', (username) => {
  expect(() => readCredential(username, { type: 'agent' })).toThrow(
    expect.objectContaining({ code: 'validation_failed' }),
  )
})

test.each([
  ['password', '/auth/password'],
  ['key', '/auth/private_key_pem'],
] as const)('a %s that is not sent is asked for', (type, path) => {
  expect(() => readCredential('op', { type })).toThrow(
    expect.objectContaining({ details: [{ path, message: expect.stringContaining('needed') }] }),
  )
})

test('hosts are named as people type them', () => {
  expect(nameOfTarget({ host: 'garage.example', port: 22 })).toBe('garage.example')
  expect(nameOfTarget({ host: '2001:db8::1', port: 2222 })).toBe('[2001:db8::1]:2222')
})

test('commands can be pasted', () => {
  const login = { target: { host: 'garage.example', port: 2222 }, username: 'op' }
  expect(tunnelCommand(login)).toBe('ssh -N -L 127.0.0.1:7437:127.0.0.1:7337 -p 2222 -l op garage.example')
  expect(overThere(loginCommand(login), 'rm -rf -- /opt/x')).toBe("ssh -p 2222 -l op garage.example 'rm -rf -- /opt/x'")
})
