import { countFirst } from '../../ui/number-words.ts'
import type { Role } from '../../wire.ts'

const english = {
  verdict: {
    devices: (count: number) => (count === 1 ? 'One device is paired.' : `${countFirst(count)} devices are paired.`),
    waits: (count: number) =>
      count === 1 ? 'One request waits for you.' : `${countFirst(count)} requests wait for you.`,
    none: 'Nobody else waits to be let in.',
    asking: 'Reading who can reach this agent.',
    viewer: 'This browser may look, and change nothing.',
    unknown: 'It is not known who can reach this agent.',
  },
  follows: 'Approvals are signed by this browser’s key. A stolen token alone can approve nothing.',
  followsNoKey: 'This session has no key, so it can approve nothing. Pair this browser again to get one.',
  requests: {
    title: 'Requests to pair',
    empty: { title: 'No request waits', why: 'A browser that opens this address shows a code and appears here.' },
    unnamed: 'A client without a name',
    from: (client: string) => `from ${client}`,
    noKey: 'It has no key: it could read, and never approve anything.',
    left: (time: string) => `${time} left`,
    approve: 'Review',
    deny: 'Deny',
    denied: (name: string) => `${name} was denied.`,
    approved: (name: string, role: string) => `${name} was approved as ${role}.`,
  },
  dialog: {
    title: (name: string) => `Let ${name} in`,
    lead: 'Compare the code with the one on its screen. They must be the same.',
    code: 'Code',
    key: 'Its key',
    from: 'Asked from',
    role: 'It becomes',
    roles: {
      viewer: { name: 'Viewer', can: 'See everything but secrets. Change nothing.' },
      admin: { name: 'Admin', can: 'Also propose changes and approve those of its role.' },
      owner: { name: 'Owner', can: 'Also let devices in and out, and see logs without redaction.' },
    } satisfies Record<Role, { name: string; can: string }>,
    noKeyOwner: 'Without a key it could not approve anything anyway.',
    sign: 'Sign and approve',
    notNow: 'Not now',
    signed: 'Signed by this browser, key',
  },
  devices: {
    title: 'Devices',
    columns: { name: 'Device', role: 'Role', key: 'Key', paired: 'Paired', seen: 'Last seen' },
    here: 'this browser',
    noKey: 'none, cannot approve',
    never: 'never',
    by: (how: string) => `by ${how}`,
    atHost: 'Renaming, roles and revoking are done at the host.',
    command: 'npx moltbot-ops devices --help',
  },
  tokens: {
    title: 'Script tokens',
    empty: {
      title: 'No script token',
      why: 'One is made at the host and shown once. Tokens can propose, and never approve.',
    },
    command: 'npx moltbot-ops token create --name NAME --role viewer',
    columns: { name: 'Token', role: 'Role', ends: 'Ends', used: 'Last used' },
    revoke: 'Revoke',
    revokeNamed: (name: string) => `Revoke ${name}`,
    metricsOnly: 'metrics only',
    ended: 'ended',
  },
  here: {
    title: 'This browser',
    role: 'Role',
    key: 'Key',
    agent: 'Agent key',
    passphrase: 'Owner passphrase',
    passphraseStates: {
      not_needed: 'Not needed: MoltBot runs under another user.',
      unset: 'Not set.',
      set: 'Set.',
    },
    setPassphrase: 'Set it',
    logout: 'Log out',
    logoutNote: 'Its key is thrown away; it must be paired again.',
  },
  viewer: { title: 'Not for viewers', why: 'Devices are shown to admins, requests and tokens to owners.' },
  loading: { devices: 'the devices', tokens: 'the tokens', requests: 'the requests' },
  failed: {
    devices: 'The devices could not be read',
    tokens: 'The tokens could not be read',
    requests: 'The requests could not be read',
  },
}

export type AccessWords = typeof english
export const accessWords: AccessWords = english
