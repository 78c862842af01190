import { countFirst } from '../../../ui/number-words.ts'
import type { AuthType, DraftProblem, SshMethod } from './ssh-model.ts'

/** Every sentence of an install over SSH. */
const english = {
  idle: { verdict: 'MoltBot goes to another host.', cause: 'No host has been looked at yet.' },
  nothingWritten: 'Nothing has been written to it. Looking changes nothing there.',
  changesNothing: 'This changes nothing there.',
  asking: {
    key: (host: string) => `Reading the key of ${host}.`,
    facts: (host: string) => `Looking at ${host}.`,
  },
  unknown: {
    verdict: (host: string) => `Nobody has confirmed the key of ${host} yet.`,
    cause: 'Compare it before anything is sent.',
  },
  changed: {
    verdict: (host: string) => `${host} shows another key than the one that was confirmed.`,
    cause: 'Somebody may stand in between.',
    follows: 'No user, password or key was sent to it.',
  },
  failed: {
    auth: (host: string) => `${host} does not let you in.`,
    unreachable: (host: string) => `${host} does not answer.`,
    other: (host: string) => `${host} could not be looked at.`,
  },
  ready: (host: string) => `MoltBot can be installed on ${host}.`,
  worthALook: (count: number) =>
    count === 0
      ? 'No check found anything against it.'
      : count === 1
        ? 'One thing is worth a look.'
        : `${countFirst(count)} things are worth a look.`,
  stops: (count: number, host: string) =>
    count === 1
      ? `One thing stands in the way on ${host}:`
      : `${countFirst(count)} things stand in the way on ${host}. First:`,
  sections: {
    host: 'The host',
    login: 'How to log in',
    facts: 'What is there',
    method: 'Method',
    version: 'Version',
    later: 'For later',
    whatToDo: 'What to do',
    key: 'Its key',
  },
  fields: {
    host: 'Host name or address',
    port: 'Port of SSH',
    username: 'User',
    usernameWhy:
      'root, or a user who may use sudo without a password. A password for sudo is never asked for or taken.',
    password: 'Password',
    privateKey: 'Private key',
    privateKeyWhy: 'The text of the file, such as ~/.ssh/id_ed25519.',
    privateKeyFile: 'Read it from a file',
    passphrase: 'Passphrase of the key, if it has one',
    version: 'Exactly this version',
    versionWhy: 'Empty takes the newest of the channel, which the agent there finds.',
    versionProblem: 'A version looks like 2026.9.6.',
  },
  problems: {
    host: 'Name a host or an address, without a user and a port.',
    port: 'A port is a whole number from 1 to 65535.',
    username: 'Name the user as the other host knows it.',
    password: 'A password is needed.',
    privateKey: 'This is not the text of a private key. It begins with -----BEGIN.',
    isPublicKey: 'This is the public half. The private key is the file without .pub.',
  } satisfies Record<DraftProblem, string>,
  auths: {
    password: { name: 'Password', why: 'Of the user there.' },
    key: { name: 'Private key', why: 'Its public half is in authorized_keys there.' },
    agent: {
      name: 'SSH agent',
      why: 'The keys that an SSH agent holds for the user who runs MoltBot Ops on this host.',
    },
  } satisfies Record<AuthType, { name: string; why: string }>,
  kept: 'What lets you in stays in the memory of this page. It is sent to this agent alone, is in no plan, log or record, and is gone when the job has begun or you leave.',
  look: 'Look at the host',
  lookAgain: 'Look again',
  otherHost: 'Change host or login',
  before: 'You see the plan first. Nothing happens before you sign.',
  install: (host: string) => `Install MoltBot on ${host}`,
  waits: {
    asking: 'The host is being looked at.',
    stopped: 'Something stands in the way. Put it right and look again.',
  },
  hostKey: {
    title: (host: string) => `Is this the key of ${host}?`,
    lead: 'It is the first time that this agent sees the host. Whoever stands in between would show a key of their own, and would get what you send.',
    shown: 'The host shows',
    compare: 'Type this at the host itself, at its own console or that of its provider, and compare every character:',
    notNow: 'Not now',
    same: 'They are the same',
  },
  changedKey: {
    confirmed: 'Was confirmed',
    shown: 'Is shown now',
    steps: [
      'Send nothing to it until you know why its key is another one.',
      'If nobody set the host up anew, somebody may be listening: ask whoever runs it or its network.',
      'If it was set up anew, type this at the host itself, and paste the fingerprint that it prints:',
    ],
    paste: 'Fingerprint that the host itself prints',
    other: 'This is not the key that the host shows over the network. Do not go on.',
    goOn: 'Go on with this key',
    wait: 'Paste the fingerprint from the host itself first.',
  },
  advice: {
    auth: {
      password:
        'Check the user and the password. Many hosts let nobody in with a password, and root least of all: then use a private key.',
      key: 'Check that the public half of this key is in ~/.ssh/authorized_keys of this user there, and that the passphrase is right.',
      agent:
        'Load the key into the SSH agent of the user who runs MoltBot Ops, or give the key here. This lists what it holds:',
    } satisfies Record<AuthType, string>,
    unreachable:
      'Check its name and port, that it is switched on, and that no firewall is in between. From this host this has to answer:',
    other: 'Look again. If it stays so, the log of the agent says more.',
  },
  sudo: {
    title: 'Allow sudo without a password while it is set up',
    why: 'Type this there as somebody who may use sudo:',
    after: 'And take it back when MoltBot runs:',
  },
  facts: {
    os: 'System',
    machine: 'Machine',
    disk: 'Free space',
    service: 'Services',
    docker: 'Docker',
    node: 'Node',
    user: 'Logged in as',
    none: 'none',
    unknown: 'not known',
    cores: (count: number) => (count === 1 ? '1 core' : `${count} cores`),
    memory: (size: string) => `${size} of memory`,
    roots: {
      is_root: 'who is root',
      sudo_without_password: 'may become root',
      sudo_with_password: 'becomes root only with a password',
      none: 'cannot become root',
    },
  },
  methods: {
    docker: {
      name: 'Docker',
      why: (engine: string) =>
        `Engine ${engine} answers there; MoltBot is kept apart from the host. Using an engine is as powerful as being root.`,
    },
    native: { name: 'Native', why: 'With npm and a Node of its own, kept running by systemd there.' },
  } satisfies Record<SshMethod, { name: string; why: string | ((engine: string) => string) }>,
  noDocker: 'No Docker engine answers there.',
  rememberKey: {
    name: 'Store a key that opens the tunnel',
    why: 'A new key, which this agent keeps. One line in authorized_keys there lets it reach the agent’s port and nothing else: no shell, no file, no other port. Without it you open the tunnel with your own login. The plan names it as a step of its own.',
  },
  reason: (host: string) => `First install on ${host}.`,
}

export type SshWords = typeof english
export const sshWords: SshWords = english
