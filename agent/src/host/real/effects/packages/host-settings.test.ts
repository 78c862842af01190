import { expect, test } from 'vitest'
import { networkVariables, settingsForAnother } from './host-settings.ts'

test('another account gets how the registry is reached, and nothing else', () => {
  const listed = {
    registry: 'https://npm.example/',
    '@team:registry': 'https://team.example/',
    'https-proxy': 'http://proxy.example:3128',
    noproxy: ['a.example', 'b.example'],
    ca: ['-----BEGIN CERTIFICATE-----\nAA'],
    cafile: '/etc/ssl/ca.pem',
    'strict-ssl': false,
    proxy: null,
    cache: '/root/.npm',
    prefix: '/usr',
    'script-shell': '/tmp/shell',
    '//npm.example/:_authToken': 'secret',
  }
  expect(settingsForAnother(listed).split('\n')).toEqual([
    'registry = "https://npm.example/"',
    '@team:registry = "https://team.example/"',
    'https-proxy = "http://proxy.example:3128"',
    'noproxy[] = "a.example"',
    'noproxy[] = "b.example"',
    'ca[] = "-----BEGIN CERTIFICATE-----\\nAA"',
    'cafile = "/etc/ssl/ca.pem"',
    'strict-ssl = false',
    '',
  ])
})

test('credentials in an address, and what npm would expand, stay behind', () => {
  const listed = {
    registry: 'https://me:pw@npm.example/',
    proxy: 'http://me:pw@proxy.example',
    cafile: ['$', '{HOME}/ca.pem'].join(''),
  }
  expect(settingsForAnother(listed)).toBe('')
  expect(settingsForAnother('no object')).toBe('')
})

test('of the environment the network is passed on', () => {
  const environment = {
    HTTPS_PROXY: 'http://proxy.example:3128',
    http_proxy: 'http://me:pw@proxy.example:3128',
    NO_PROXY: 'localhost',
    NODE_EXTRA_CA_CERTS: '/etc/ssl/ca.pem',
    npm_config_registry: 'https://npm.example/',
    NODE_OPTIONS: '--require /tmp/x.js',
    LD_PRELOAD: '/tmp/x.so',
    PATH: '/tmp',
    EMPTY: undefined,
  }
  expect(networkVariables(environment, true)).toEqual({
    HTTPS_PROXY: 'http://proxy.example:3128',
    NO_PROXY: 'localhost',
    NODE_EXTRA_CA_CERTS: '/etc/ssl/ca.pem',
  })
  expect(networkVariables(environment, false)).toEqual({
    ...networkVariables(environment, true),
    http_proxy: 'http://me:pw@proxy.example:3128',
    npm_config_registry: 'https://npm.example/',
  })
})
