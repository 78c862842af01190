import type { Params } from '../src/core/consent.ts'
import type { ConsentWorld } from './consent-world.ts'

/** One way to call an operation that needs consent. */
export interface ConsentCase {
  scenario: string
  /** What is asked for, after whatever it is about was made. */
  params(world: ConsentWorld): Promise<Params>
  /** The same call with something else in it. */
  other: Params
  /**
   * Changes the machine or the agent so that the plan is another one. Null where the plan stands on nothing that could
   * change, or belongs to a later version.
   */
  changePlan: ((world: ConsentWorld, params: Params) => Promise<unknown>) | null
  /** Part of the contract and not built: with the approval used up it answers 501. */
  later: boolean
  /** Status of the call with its approval where that is not the success of the contract. */
  answer?: number
}

/** A call that can be guarded already, of an operation that nobody can propose before it is built. */
export interface GuardedCase {
  scenario: string
  guarded: Params
}

const changeConfig = async (world: ConsentWorld, level: string): Promise<Params> => {
  const { body } = await world.ask('GET', '/config')
  return { config: { ...body.config, logging: { ...body.config.logging, level } } }
}

/** Somebody else changes the configuration in between. */
const changeConfigOnDisk = (world: ConsentWorld) => world.editConfig((text) => `${text}// by hand\n`)

const restart: ConsentCase = {
  scenario: 'healthy',
  params: async () => ({ action: 'restart' }),
  other: { action: 'stop' },
  changePlan: changeConfigOnDisk,
  later: false,
}

const laterAction = (action: string): ConsentCase => ({
  scenario: 'healthy',
  params: async () => ({ action }),
  other: { action: 'restart' },
  changePlan: null,
  later: true,
})

const device: Pick<ConsentCase, 'scenario' | 'changePlan' | 'later'> = {
  scenario: 'healthy',
  changePlan: (world, { id }) => world.ask('PATCH', `/devices/${id}`, { name: 'renamed' }),
  later: false,
}

/** Tells nobody outside this host, so it needs no consent. */
const quietRule = {
  ...{ name: 'Full disk', enabled: true, condition: { type: 'disk_low' } },
  notify: { channels: ['in_app'] },
}

const asTheyAre: ConsentCase = {
  scenario: 'healthy',
  params: async () => ({ redact: false }),
  other: { level: 'warn' },
  changePlan: null,
  later: false,
}

/**
 * How each operation that needs consent is called; an operation of the contract that is not here fails the walk. Several
 * calls of one operation have a name each.
 */
export const consentCases: Record<string, Record<string, ConsentCase | GuardedCase>> = {
  updateDevice: {
    'a role': { ...device, params: async (world) => ({ id: world.target, role: 'viewer' }), other: { role: 'owner' } },
  },
  deleteDevice: {
    'of another': { ...device, params: async (world) => ({ id: world.target }), other: { id: 'dev_other' } },
  },
  installLocal: {
    npm: {
      scenario: 'not-installed',
      params: async () => ({ method: 'npm' }),
      other: { port: 19_999 },
      changePlan: (world) => world.enter('port-taken'),
      later: false,
    },
  },
  installSsh: {
    password: {
      scenario: 'not-installed',
      async params(world) {
        const { body } = await world.ask('POST', '/install/ssh/probe', { host: 'garage.example' })
        const auth = { type: 'password', password: 'simulated' }
        const host_key_sha256 = body.host_key.sha256
        return { host: 'garage.example', username: 'op', auth, method: 'native', host_key_sha256 }
      },
      other: { username: 'root' },
      // An installation that fails leaves the host as it was, and its confirmed key known.
      async changePlan(world, params) {
        world.faults.failAt('ssh_upload', 1)
        await world.carryOut('installSsh', params)
      },
      later: false,
    },
  },
  applyConfig: {
    document: {
      scenario: 'healthy',
      params: (world) => changeConfig(world, 'debug'),
      other: { confirm_within_seconds: 60 },
      changePlan: changeConfigOnDisk,
      later: false,
    },
  },
  revertConfig: {
    hash: {
      scenario: 'healthy',
      async params(world) {
        const { body } = await world.ask('GET', '/config')
        await world.carryOut('applyConfig', await changeConfig(world, 'warn'))
        return { hash: body.hash }
      },
      other: { confirm_within_seconds: 60 },
      changePlan: changeConfigOnDisk,
      later: false,
    },
  },
  runOpsAction: {
    restart,
    start: { ...restart, scenario: 'stopped', params: async () => ({ action: 'start' }), other: { action: 'restart' } },
    stop: { ...restart, params: async () => ({ action: 'stop' }), other: { action: 'restart' } },
    upgrade: laterAction('upgrade'),
    backup: laterAction('backup'),
    restore: laterAction('restore'),
    rollback: laterAction('rollback'),
  },
  tailLogs: { 'as they are': asTheyAre },
  streamLogs: { 'as they are': asTheyAre },
  // Without a handshake nothing goes on as a web socket, and an approval is used up all the same.
  followLogs: { 'as they are': { ...asTheyAre, answer: 426 } },
  updateNotificationSettings: {
    'a mail server': {
      scenario: 'healthy',
      params: async () => ({ smtp: { host: 'mail.example', port: 587, from: 'ops@example.org' } }),
      other: { heartbeat: null },
      changePlan: (world) => world.carryOut('updateNotificationSettings', { smtp: null }),
      later: false,
    },
  },
  saveAlertRule: {
    'that leaves the host': {
      scenario: 'healthy',
      async params(world) {
        const { body } = await world.ask('POST', '/alerts/rules', quietRule)
        return { ...quietRule, id: body.id, notify: { channels: ['webhook'], webhook_url: 'https://hooks.example/1' } }
      },
      other: { name: 'Another name' },
      // Somebody else changes the rule in between.
      changePlan: (world, { id }) => world.ask('POST', '/alerts/rules', { ...quietRule, id }),
      later: false,
    },
  },
}
