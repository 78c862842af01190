import type { Unpaired } from '../../session/session.ts'

const english = {
  why: {
    never: 'This browser is not paired yet.',
    key_gone: 'This browser has lost its key.',
    ended: 'The session of this browser has ended.',
    revoked: 'The session of this browser was revoked.',
    logged_out: 'This browser is logged out.',
  } satisfies Record<Unpaired, string>,
  approveAt: (host: string) => `Approve it at ${host}.`,
  runThere: 'Run this there. The code must be the same.',
  keyGoneNote: 'Its site data was cleared, so it must be paired again. The old entry can be revoked at the host.',
  approveCommand: (code: string) => `npx moltbot-ops pair approve ${code}`,
  waiting: 'Waiting for approval at the host. This page goes on by itself.',
  waitingUnreachable: 'The agent does not answer just now. The code holds; this page goes on by itself.',
  agentKey: 'Agent key',
  browserKey: 'This browser’s key',
  browserKeyNote: 'made here, cannot leave it',
  role: 'You will be',
  roleFirst: 'Owner, because no device is paired yet',
  roleLater: 'Viewer, unless the approver picks more',
  name: 'Listed as',
  noTerminal: 'Rather a link than a code?',
  openCommand: 'npx moltbot-ops open --print',
  opens: 'at the host prints one that works once.',
  agentOn: 'agent on',
  preparing: { verdict: 'Pairing this browser.', cause: 'It makes its key and asks the agent for a code.' },
  denied: {
    verdict: 'The pairing was denied.',
    cause: 'A person at the host said no.',
    follows: 'Nothing was changed. If that was a mistake, begin again.',
  },
  expired: {
    verdict: 'The code has ended.',
    cause: 'Nobody approved it in time.',
    follows: 'A new one takes a moment.',
  },
  linkInvalid: {
    verdict: 'This link no longer works.',
    cause: 'It works once and for 10 minutes.',
    follows: 'A new one is made at the host, or pair by a code.',
  },
  locked: {
    verdict: 'Too many tries.',
    cause: 'The agent takes no more from this place for a while.',
    follows: 'The page goes on by itself when the time is over. At the host nothing is locked.',
    lead: 'Locked for',
  },
  noKey: {
    verdict: 'This browser cannot keep a key.',
    cause: 'It gives this page no storage or no cryptography.',
    follows:
      'Private windows and plain http from another machine are the usual reasons. Open the page at 127.0.0.1 in an ordinary window.',
  },
  offline: {
    verdict: 'The agent does not answer.',
    cause: 'This page asks again every few seconds.',
    follows: 'It is started at the host with this command.',
    command: 'npx moltbot-ops serve',
  },
  failed: { verdict: 'The pairing did not work.' },
  simulated: { title: 'Simulated.', scenario: 'No real MoltBot is here.', detail: '' },
  newCode: 'Get a new code',
  again: 'Begin again',
  passphrase: {
    verdict: 'This browser is paired.',
    cause: 'Set the owner passphrase now.',
    follows:
      'A MoltBot under the agent’s own user could type at a terminal. So approvals at the host ask for this passphrase. It is not stored, and nobody can read it back.',
    field: 'Passphrase, 8 characters or more',
    repeat: 'The same again',
    short: 'It needs 8 characters or more.',
    differ: 'The two are not the same.',
    set: 'Set the passphrase',
    later: 'Not now',
  },
}

export type PairWords = typeof english
export const pairWords: PairWords = english
