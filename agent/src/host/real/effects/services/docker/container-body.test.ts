import { expect, test } from 'vitest'
import { definition } from '../services.fake.ts'
import { containerBody, volumeBody } from './container-body.ts'

const image = `ghcr.io/openclaw/openclaw@sha256:${'a'.repeat(64)}`
const service = definition({ image, command: ['gateway', 'run'] })
const engine = { rootless: false, hasInit: true }

test('the port is published on loopback alone', () => {
  const { HostConfig, ExposedPorts } = containerBody(service, engine)
  expect(ExposedPorts).toEqual({ '18789/tcp': {} })
  expect(HostConfig?.PortBindings).toEqual({ '18789/tcp': [{ HostIp: '127.0.0.1', HostPort: '18789' }] })
  expect(HostConfig?.NetworkMode).toBe('bridge')
})

test('only who asks for it shares the host’s network', () => {
  const { HostConfig, ExposedPorts } = containerBody({ ...service, hostNetwork: true }, engine)
  expect(ExposedPorts).toBeUndefined()
  expect(HostConfig).toMatchObject({ NetworkMode: 'host', PortBindings: {} })
})

test('nothing of the host is inside but the state, in a volume of our own name', () => {
  const { HostConfig } = containerBody(service, engine)
  expect(HostConfig?.Binds).toBeUndefined()
  expect(HostConfig?.Mounts).toMatchObject([{ Type: 'volume', Source: 'moltbot-state', Target: service.stateDir }])
  expect(volumeBody(service)).toMatchObject({
    Name: 'moltbot-state',
    DriverOpts: { type: 'none', o: 'bind', device: service.stateDir },
  })
})

test('it has no rights but its account’s', () => {
  const { HostConfig, User } = containerBody(service, engine)
  expect(HostConfig).toMatchObject({ Privileged: false, CapDrop: ['ALL'], SecurityOpt: ['no-new-privileges'] })
  expect(HostConfig?.CapAdd).toBeUndefined()
  expect(User).toBe('1000:1000')
  // There root is the owner of the engine.
  expect(containerBody(service, { ...engine, rootless: true }).User).toBe('0:0')
})

test('memory is not limited below what a start needs, and the budgets of the definition hold', () => {
  const { HostConfig, StopTimeout, Healthcheck } = containerBody(service, engine)
  expect(HostConfig?.Memory).toBeUndefined()
  expect(StopTimeout).toBe(330)
  expect(Healthcheck?.StartPeriod).toBe(60e9)
  expect(Healthcheck?.Test?.join(' ')).toContain('127.0.0.1:18789/healthz')
})

test.each([`sha256:${'b'.repeat(64)}`, `openclaw/openclaw@sha256:${'c'.repeat(64)}`])(
  '%s is one image for ever',
  (one) => {
    expect(containerBody({ ...service, image: one }, engine).Image).toBe(one)
  },
)

test.each([undefined, 'openclaw/openclaw:latest', 'openclaw/openclaw', 'sha256:short'])('%s is not', (one) => {
  const { image: _image, ...rest } = service
  expect(() => containerBody({ ...rest, ...(one === undefined ? {} : { image: one }) }, engine)).toThrow(/digest/)
})

test('its home is writable for its account, and no folder of the host', () => {
  const at = (HOME: string) => containerBody({ ...service, environment: { HOME } }, engine).HostConfig?.Tmpfs
  expect(at('/home/anna')).toEqual({ '/home/anna': expect.stringMatching(/nosuid.*mode=0700,uid=1000,gid=1000/) })
  expect(at('/home/anna/.openclaw')).toEqual({})
  expect(at('/home/anna/.openclaw/home')).toEqual({})
})
